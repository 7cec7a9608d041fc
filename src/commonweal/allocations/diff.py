"""What changed between two versions of the practice data: who moved, by how much, and whether by list size or need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.practice_file import PracticeFile
from commonweal.allocations.practice_register import PracticeRegister
from commonweal.problems import BadInput, Problem

Figures = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PracticeDiff:
    """Two practice files side by side, for one weighted population. Arrays have one value per practice of either file.

    Args:
        old, new: The files.
        service: The weighted population compared, a key of ``SERVICES``.
        practices: Codes of the practices in either file, sorted.
        names: Their names, the newer where both have one.
        old_icb, new_icb: ICB codes; empty where the practice is not in that file.
        old_population, new_population: People; nan where not in that file.
        old_weighted, new_weighted: Weighted people; nan likewise.
        list_effect: Change in weighted people that the change in list size makes.
        need_effect: Change in weighted people that the change in need for each person makes.
        joined: The practices that took over each closed one, by its code, where a register says so.
    """

    old: PracticeFile
    new: PracticeFile
    service: str
    practices: tuple[str, ...]
    names: tuple[str, ...]
    old_icb: tuple[str, ...]
    new_icb: tuple[str, ...]
    old_population: Figures
    new_population: Figures
    old_weighted: Figures
    new_weighted: Figures
    list_effect: Figures
    need_effect: Figures
    joined: Mapping[str, tuple[str, ...]]

    @cached_property
    def in_both(self) -> NDArray[np.bool_]:
        """Practices that stand in both files."""
        return np.array([bool(a and b) for a, b in zip(self.old_icb, self.new_icb, strict=True)], dtype=np.bool_)

    @cached_property
    def change(self) -> Figures:
        """New over old weighted population minus 1; nan where either is missing or the old one is nought."""
        out = np.full(len(self.practices), np.nan)
        known = self.in_both & (self.old_weighted > 0)
        return np.asarray(np.divide(self.new_weighted, self.old_weighted, out=out, where=known) - 1.0)

    def moved_by_more_than(self, fraction: float) -> int:
        """How many practices of both files changed by more than a fraction, up or down.

        Practices with a missing figure are not counted; ``opened`` and ``closed`` tell of the others.
        """
        with np.errstate(invalid="ignore"):
            return int((np.abs(self.change) > fraction).sum())

    @property
    def opened(self) -> tuple[str, ...]:
        """Practices of the new file only."""
        return tuple(code for code, before in zip(self.practices, self.old_icb, strict=True) if not before)

    @property
    def closed(self) -> tuple[str, ...]:
        """Practices of the old file only."""
        return tuple(code for code, after in zip(self.practices, self.new_icb, strict=True) if not after)

    @property
    def changed_icb(self) -> tuple[str, ...]:
        """Practices of both files whose ICB is not the same."""
        return tuple(
            code
            for code, before, after in zip(self.practices, self.old_icb, self.new_icb, strict=True)
            if before and after and before != after
        )

    @cached_property
    def incomplete(self) -> tuple[str, ...]:
        """Practices whose figure is missing in a file that has them: nothing can be said of their change."""
        blank = [
            (np.isnan(weighted) & np.array([bool(code) for code in icbs], dtype=np.bool_))
            for weighted, icbs in ((self.old_weighted, self.old_icb), (self.new_weighted, self.new_icb))
        ]
        return tuple(self.practices[number] for number in np.flatnonzero(blank[0] | blank[1]).tolist())

    def by_icb(self) -> dict[str, tuple[float, float]]:
        """Old and new weighted population of every ICB of either file; nought where an ICB is not in a file.

        A practice that is ``incomplete`` is left out of both, so that a missing figure is not taken for nought.
        """
        sums = {icb: [0.0, 0.0] for icb in sorted({*self.old_icb, *self.new_icb} - {""})}
        left_out = set(self.incomplete)
        for side, icbs, weighted in ((0, self.old_icb, self.old_weighted), (1, self.new_icb, self.new_weighted)):
            for code, icb, people in zip(self.practices, icbs, weighted.tolist(), strict=True):
                if icb and code not in left_out:
                    sums[icb][side] += people
        return {icb: (old, new) for icb, (old, new) in sums.items()}

    def why(self, number: int) -> str:
        """Why one practice changed, in words.

        Args:
            number: Its position in ``practices``.
        """
        code, before, after = self.practices[number], self.old_icb[number], self.new_icb[number]
        if not before:
            taken = [old for old, heirs in self.joined.items() if code in heirs]
            return f"opened, after {', '.join(taken)}" if taken else "opened, or new to the file"
        if not after:
            heirs = self.joined.get(code, ())
            return f"closed; taken over by {', '.join(heirs)}" if heirs else "closed, or no longer in the file"
        if np.isnan(self.old_weighted[number]) or np.isnan(self.new_weighted[number]):
            return "a figure is missing in one of the files"
        by_list, by_need = abs(self.list_effect[number]), abs(self.need_effect[number])
        reasons = []
        if by_list + by_need <= 1e-9 * max(1.0, self.old_weighted[number]):
            reasons.append("no change")
        elif by_list >= 9 * by_need:
            reasons.append("list size")
        elif by_need >= 9 * by_list:
            reasons.append("need for each person")
        else:
            reasons.append("list size and need for each person")
        if before != after:
            reasons.append(f"moved from {before} to {after}")
        taken = [old for old, heirs in self.joined.items() if code in heirs]
        if taken:
            reasons.append(f"took over {', '.join(taken)}")
        return "; ".join(reasons)

    def row(self, number: int) -> dict[str, Any]:
        """One practice as a plain row."""
        return {
            "practice": self.practices[number],
            "name": self.names[number],
            "old_icb": self.old_icb[number],
            "new_icb": self.new_icb[number],
            "old_population": _or_none(self.old_population[number]),
            "new_population": _or_none(self.new_population[number]),
            "old_weighted": _or_none(self.old_weighted[number]),
            "new_weighted": _or_none(self.new_weighted[number]),
            "change": _or_none(self.change[number]),
            "list_effect": _or_none(self.list_effect[number]),
            "need_effect": _or_none(self.need_effect[number]),
            "why": self.why(number),
        }

    def largest(self, count: int = 20) -> list[dict[str, Any]]:
        """The practices that changed most in weighted people, those opened, closed and moved to an ICB among them."""
        old, new = np.nan_to_num(self.old_weighted), np.nan_to_num(self.new_weighted)
        moved = set(self.changed_icb)
        size = np.where([code in moved for code in self.practices], np.maximum(old, new), np.abs(new - old))
        order = np.argsort(-size, kind="stable")[:count]
        return [self.row(int(number)) for number in order if size[number] > 0]


def diff_practice_files(
    old: PracticeFile, new: PracticeFile, *, service: str = "core", register: PracticeRegister | None = None
) -> PracticeDiff:
    """Compare two practice files by practice code.

    The change in a practice's weighted population is parted exactly into list size and need by the logarithmic mean:
    with L the logarithmic mean of the two weighted populations, ``L ln(N1/N0) + L ln(n1/n0) = WP1 - WP0``. For a
    practice in one file only, all of it is list size.

    Args:
        old: The earlier file.
        new: The later file; it may be of another year.
        service: The weighted population to compare.
        register: Successions of practices, to say who took over a closed one.

    Raises:
        BadInput: A file lacks the weighted population, or the files have no practice in common.

    Example:
        >>> from commonweal.allocations.practice_file import practice_file_from_columns
        >>> def file(people, weighted):
        ...     return practice_file_from_columns({"practice": ["P1"], "icb": ["Q1"], "population": [people],
        ...                                        "wp_core": [weighted]})
        >>> diff = diff_practice_files(file(100, 100), file(200, 200))
        >>> diff.list_effect.round(6).tolist(), diff.need_effect.round(6).tolist(), diff.why(0)
        ([100.0], [0.0], 'list size')
    """
    if not old.position.keys() & new.position.keys():
        raise BadInput(
            Problem(
                "the two files have no practice in common",
                given=f"{old.stamp.name}, {new.stamp.name}",
                do="compare two versions of the same data",
            )
        )
    practices = tuple(sorted({*old.practices, *new.practices}))
    old_at, new_at = _positions(practices, old), _positions(practices, new)
    old_n, new_n = _take(old.population, old_at), _take(new.population, new_at)
    old_w, new_w = _take(old.weights(service), old_at), _take(new.weights(service), new_at)
    by_list, by_need = _effects(old_n, new_n, old_w, new_w, old_at >= 0, new_at >= 0)
    old_codes, new_codes = [*old.areas["icb"].codes(), ""], [*new.areas["icb"].codes(), ""]
    joined = {
        code: heirs
        for code, after in zip(practices, new_at.tolist(), strict=True)
        if after < 0 and register is not None and (heirs := register.heirs(code, None))
    }
    return PracticeDiff(
        old=old,
        new=new,
        service=service,
        practices=practices,
        names=tuple(
            new.practice_names[after] if after >= 0 else old.practice_names[before]
            for before, after in zip(old_at.tolist(), new_at.tolist(), strict=True)
        ),
        old_icb=tuple(old_codes[place] for place in old_at.tolist()),
        new_icb=tuple(new_codes[place] for place in new_at.tolist()),
        old_population=old_n,
        new_population=new_n,
        old_weighted=old_w,
        new_weighted=new_w,
        list_effect=by_list,
        need_effect=by_need,
        joined=joined,
    )


def _positions(practices: tuple[str, ...], file: PracticeFile) -> NDArray[np.intp]:
    return np.array([file.position.get(code, -1) for code in practices], dtype=np.intp)


def _take(values: Figures, places: NDArray[np.intp]) -> Figures:
    return np.where(places >= 0, values[places], np.nan)


def _effects(
    old_n: Figures, new_n: Figures, old_w: Figures, new_w: Figures, in_old: NDArray[np.bool_], in_new: NDArray[np.bool_]
) -> tuple[Figures, Figures]:
    """The two parts of the change in weighted people; nan where a figure is missing."""
    by_list, by_need = np.full(len(old_n), np.nan), np.full(len(old_n), np.nan)
    by_list[in_new & ~in_old] = new_w[in_new & ~in_old]
    by_list[in_old & ~in_new] = -old_w[in_old & ~in_new]
    by_need[in_old ^ in_new] = 0.0
    both = in_old & in_new & (old_n > 0) & (new_n > 0) & (old_w > 0) & (new_w > 0)
    n0, n1, w0, w1 = old_n[both], new_n[both], old_w[both], new_w[both]
    growth = np.log(w1 / w0)
    near = np.abs(growth) < 1e-9
    mean = np.where(near, (w0 + w1) / 2, (w1 - w0) / np.where(near, 1.0, growth))
    by_list[both] = mean * np.log(n1 / n0)
    by_need[both] = (w1 - w0) - by_list[both]
    odd = in_old & in_new & ~both  # a nought on either side has no logarithm: all of its change is need
    by_list[odd], by_need[odd] = 0.0, (new_w - old_w)[odd]
    return by_list, by_need


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
