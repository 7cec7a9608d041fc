"""Following succession forwards and backwards along chains, with multiplied shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from commonweal.organisations.successions import Change, Succession, change_of, group_shares
from commonweal.problems import BadInput, Problem

WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Descent:
    """What became of a part of one body: where it is, how large the part is, and by which steps.

    Args:
        origin: Identity of the body that is followed.
        body: Identity of the body where the part is.
        share: The part of the origin, 0 to 1, over all paths; None where a split on the way states no shares.
        paths: The rows that lead there, one tuple for each way.
    """

    origin: str
    body: str
    share: Fraction | None
    paths: tuple[tuple[Succession, ...], ...]

    @property
    def steps(self) -> int:
        """The number of steps on the shortest way."""
        return min(len(path) for path in self.paths)

    @property
    def bases(self) -> tuple[str, ...]:
        """What was counted to find the share, in order of the steps."""
        return tuple(dict.fromkeys(s.basis for path in self.paths for row in path for s in row.shares[:1]))


@dataclass(frozen=True, slots=True)
class _Part:
    body: str
    share: Fraction | None
    path: tuple[Succession, ...]


class Chains:
    """The rows of succession with indexes in both directions.

    Example:
        >>> rows = [Succession("A", "B", date(2020, 4, 1)), Succession("B", "C", date(2022, 7, 1))]
        >>> [(d.body, d.share) for d in Chains(rows).successors("A")]
        [('C', Fraction(1, 1))]
        >>> [(d.body, d.share) for d in Chains(rows).successors("A", on=date(2021, 1, 1))]
        [('B', Fraction(1, 1))]
    """

    def __init__(self, rows: Iterable[Succession]) -> None:
        """Index the rows; a row from a body to itself changes nothing and is left out."""
        self.rows: tuple[Succession, ...] = tuple(row for row in rows if row.predecessor != row.successor)
        self._out: dict[str, list[Succession]] = {}
        self._in: dict[str, list[Succession]] = {}
        for row in sorted(self.rows, key=lambda row: (row.day, row.successor)):
            self._out.setdefault(row.predecessor, []).append(row)
            self._in.setdefault(row.successor, []).append(row)

    def out_of(self, body: str) -> tuple[Succession, ...]:
        """The rows in which a body is the predecessor, earliest first."""
        return tuple(self._out.get(body, ()))

    def into(self, body: str) -> tuple[Succession, ...]:
        """The rows in which a body is the successor, earliest first."""
        return tuple(self._in.get(body, ()))

    def groups(self) -> Mapping[tuple[str, date], tuple[Succession, ...]]:
        """The rows of each predecessor on each day."""
        return {
            (body, day): tuple(rows)
            for body, held in self._out.items()
            for day, rows in groupby(held, key=lambda row: row.day)
        }

    def change(self, body: str, day: date) -> Change:
        """What happened to a body on a day of succession."""
        rows = [row for row in self.out_of(body) if row.day == day]
        joined = max(
            (len({r.predecessor for r in self.into(row.successor) if r.day == day}) for row in rows), default=1
        )
        return change_of(rows, joined)

    def successors(self, body: str, *, on: date | None = None, basis: str | None = None) -> tuple[Descent, ...]:
        """Where the parts of a body are on a day, following every chain; empty where nothing took over by then.

        A part that no row takes away stays with the body and is given too, so the known shares always sum to one.

        Args:
            body: Identity of the body.
            on: The day; by default after every row.
            basis: Which stated shares to use; by default the first of each row.

        Raises:
            BadInput: The rows go in a circle.
        """
        parts = list(self._parts(_Part(body, WHOLE, ()), on or date.max, basis, None))
        return () if all(not part.path for part in parts) else _gathered(body, parts)

    def predecessors(self, body: str, *, on: date | None = None, basis: str | None = None) -> tuple[Descent, ...]:
        """The bodies whose parts are in a body on a day, each with the part of it that came, nearest first."""
        day = on or date.max
        found: list[Descent] = []
        seen, edge = {body}, [body]
        while edge:
            nearer = sorted({row.predecessor for later in edge for row in self.into(later) if row.day <= day} - seen)
            seen.update(nearer)
            for origin in nearer:
                parts = self._parts(_Part(origin, WHOLE, ()), day, basis, body)
                found += [d for d in _gathered(origin, [part for part in parts if part.path]) if d.body == body]
            edge = nearer
        return tuple(sorted(found, key=lambda descent: (descent.steps, descent.origin)))

    def _parts(self, part: _Part, on: date, basis: str | None, stop: str | None) -> Iterator[_Part]:
        arrived = part.path[-1].day if part.path else date.min
        rows = [row for row in self._out.get(part.body, ()) if arrived <= row.day <= on]
        if not rows or part.body == stop:
            yield part
            return
        days = [list(group) for _, group in groupby(rows, key=lambda row: row.day)]
        staying: Fraction | None = part.share
        for group in days:
            leaving: Fraction | None = Fraction(0)
            # Two days of succession with no shares stated: which part left first is not known.
            shares = group_shares(group, basis) if len(days) == 1 or group[0].shares else [(row, None) for row in group]
            for row, share in shares:
                if any(row.successor == step.predecessor for step in (*part.path, row)):
                    raise _circle(part.path, row)
                taken = None if staying is None or share is None else staying * share
                leaving = None if leaving is None or share is None else leaving + share
                if taken != 0:
                    yield from self._parts(_Part(row.successor, taken, (*part.path, row)), on, basis, stop)
            staying = None if staying is None or leaving is None else staying * (1 - leaving)
        if staying is not None and staying > 0:
            yield _Part(part.body, staying, part.path)


def _gathered(origin: str, parts: Iterable[_Part]) -> tuple[Descent, ...]:
    by_body: dict[str, list[_Part]] = {}
    for part in parts:
        by_body.setdefault(part.body, []).append(part)
    found = []
    for body, held in by_body.items():
        shares = [part.share for part in held]
        known = [share for share in shares if share is not None]
        total = sum(known, Fraction(0)) if len(known) == len(shares) else None
        found.append(Descent(origin, body, total, tuple(part.path for part in held)))
    return tuple(sorted(found, key=lambda descent: (-(descent.share or 0), descent.body)))


def _circle(path: tuple[Succession, ...], row: Succession) -> BadInput:
    names = [step.predecessor for step in (*path, row)] + [row.successor]
    return BadInput(
        Problem(
            "succession goes in a circle",
            given=" → ".join(names),
            do="correct the rows: `commonweal organisations check` names them",
        )
    )
