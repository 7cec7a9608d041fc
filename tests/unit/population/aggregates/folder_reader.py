"""A reader of a whole folder of tables: what each suppressed count can still be, given every table at once.

Written apart from the protection: who is counted in what is found again from the lists, one group of people at a time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from tests.unit.population.aggregates.made_up_systems import BY, MadeUp
from tests.unit.population.disclosure_control.everything_shown import NEARLY, Cell, Reader

from commonweal.population.aggregates.listed_people import ListedPeople

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
LEVELS = ("system", "place", "pcn", "practice")
OLDEST = {"0 to 17": 17, "18 to 64": 64, "65 to 79": 79, "80 and over": 999}
SEGMENTS_WITHIN = {
    "2_cancer": "cancer",
    "4_smi": "schizophrenia_or_bipolar",
    "5_multiple_ltc": "two_or_more",
}
HEALTHY = ("segment", "7_healthy")


class FolderReader(Reader):
    """Reads all tables of a system beside each other.

    Args:
        made: The system, for the truth.
        tables: Rows by table.
    """

    def __init__(self, made: MadeUp, tables: Rows) -> None:
        super().__init__()
        self.made, self.tables = made, tables
        self.now, self.then = made.lists[-1], made.lists[0]
        self.areas = [(level, code) for level in LEVELS for code in dict.fromkeys(made.geography.codes(level))]
        self._people()
        self._ages()
        self._segments()
        self._conditions()
        self._deprivation()
        self._moves()
        self._who_came_and_went()
        self._months()

    def here(self, area: tuple[str, str], people: ListedPeople) -> np.ndarray:
        """Who is of an area."""
        level, code = area
        return np.array([one == code for one in self.made.geography.codes(level)])[people.practice]

    def told(self, table: str, column: str = "people", **wanted: Any) -> dict[tuple[str, str], int | None]:
        """What a table says of each area."""
        return {
            (row["level"], row["code"]): row[column]
            for row in self.tables.get(table, ())
            if all(row[key] == value for key, value in wanted.items())
        }

    def read_all(
        self, name: Cell, who: np.ndarray, people: ListedPeople, told: Mapping[tuple[str, str], int | None],
        levels: Iterable[str] = LEVELS,
    ) -> None:  # fmt: skip
        """A count in every area, each the sum of those below it."""
        levels = tuple(levels)
        for area in self.areas:
            if area[0] in levels:
                self.reads((name, *area), int((who & self.here(area, people)).sum()), told.get(area))
        for level, code in self.areas:
            below = LEVELS[LEVELS.index(level) + 1 :][:1]
            if level in levels and below and below[0] in levels:
                pairs = zip(self.made.geography.codes(level), self.made.geography.codes(below[0]), strict=True)
                parts = dict.fromkeys(lower for upper, lower in pairs if upper == code)
                self.adds((name, level, code), [(name, below[0], lower) for lower in parts])

    def splits(self, whole: Cell, parts: Sequence[Cell], levels: Iterable[str], *, others: bool = False) -> None:
        """One thing is the sum of others in every area, but for people in none of them, who may always be there."""
        for area in self.areas:
            cells = [(part, *area) for part in parts if (part, *area) in self.truth]
            if area[0] in levels and cells:
                self.at_least((whole, *area), cells, others)

    def at_least(self, total: Cell, cells: Sequence[Cell], others: bool) -> None:
        """One count is no less than others together; it is no more either where nobody else is there at all."""
        rest = self.truth[total] - sum(self.truth[cell] for cell in cells)
        assert rest >= 0, (total, cells)
        if rest or others:
            other = ("rest", len(self.sums))
            self.reads(other, rest, None)
            cells = [*cells, other]
        self.adds(total, cells)

    def _people(self) -> None:
        everybody = np.ones(len(self.now.age), dtype=bool)
        self.read_all("people", everybody, self.now, self.told("areas"))
        for more in (self.told("segments", segment="All"), self.told("conditions", on=self.now.day.isoformat())):
            for area, count in more.items():
                assert count == self.told("areas")[area]

    def _ages(self) -> None:
        above = LEVELS[:3]
        bands = list(dict.fromkeys(row["age_band"] for row in self.tables["people"] if row["level"] == "system"))
        for sex in "FM":
            for number, band in enumerate(bands):
                who = (self.now.band == number) & (self.now.sex == sex)
                self.read_all(("age", number, sex), who, self.now, self.told("people", age_band=band, sex=sex), above)
            youngest = 0
            for group, oldest in OLDEST.items():
                within = (self.now.age >= youngest) & (self.now.age <= oldest) & (self.now.sex == sex)
                told = self.told("people", age_band=group, sex=sex)
                self.read_all(("group", group, sex), within, self.now, told)
                of = dict.fromkeys(self.now.band[within].tolist()) | {
                    band: None for band in range(len(bands)) if youngest <= 5 * band <= oldest
                }
                parts: list[Cell] = []
                for band in of:
                    if youngest <= 5 * band and (5 * band + 4 <= oldest):
                        parts.append(("age", band, sex))
                    else:
                        name = ("part of age", band, group, sex)
                        self.read_all(name, within & (self.now.band == band), self.now, {}, above)
                        parts.append(name)
                self.splits(("group", group, sex), parts, above)
                youngest = oldest + 1
            for band in range(len(bands)):
                cut = [("part of age", band, group, sex) for group in OLDEST]
                if any((one, "system", "QXX") in self.truth for one in cut):
                    self.splits(("age", band, sex), cut, above)
        self.splits("people", [("age", number, sex) for number in range(len(bands)) for sex in "FM"], above)
        self.splits("people", [("group", group, sex) for group in OLDEST for sex in "FM"], ["practice"])

    def _segments(self) -> None:
        found = self.now.segments
        for number, name in enumerate(found.names):
            who = found.segment == number
            told = self.told("segments", segment=name, age_group="All", sex="All")
            self.read_all(("segment", name), who, self.now, told)
            youngest = 0
            for group, oldest in OLDEST.items():
                for sex in "FM":
                    within = who & (self.now.age >= youngest) & (self.now.age <= oldest) & (self.now.sex == sex)
                    told = self.told("segments", segment=name, age_group=group, sex=sex)
                    self.read_all(("segment", name, group, sex), within, self.now, told, LEVELS[:2])
                youngest = oldest + 1
            self.splits(
                ("segment", name), [("segment", name, group, sex) for group in OLDEST for sex in "FM"], LEVELS[:2]
            )
        self.splits("people", [("segment", name) for name in found.names], LEVELS)
        for group in OLDEST:
            for sex in "FM":
                self.splits(("group", group, sex), [("segment", name, group, sex) for name in found.names], LEVELS[:2])

    def _conditions(self) -> None:
        conditions = ("two_or_more", *BY.definition(self.now.day).conditions)
        for people in self.made.lists:
            on = people.day.isoformat()
            if people is not self.now:
                everybody = np.ones(len(people.age), dtype=bool)
                told = self.told("conditions", condition=conditions[0], on=on)
                self.read_all("people before", everybody, people, told)
            for one in conditions:
                told = self.told("conditions", "cases", condition=one, on=on)
                self.read_all(("cases", one, on), self.having(people, one), people, told)
        # Segments are made of conditions, as anybody can read who has their rules.
        day = self.now.day.isoformat()
        self.splits(("segment", "1_dementia"), [("cases", "dementia", day)], LEVELS)
        for segment, one in SEGMENTS_WITHIN.items():
            self.splits(("cases", one, day), [("segment", segment)], LEVELS, others=True)
        self.splits(
            "people", [("cases", "two_or_more", day), ("segment", "6_single_ltc"), HEALTHY], LEVELS, others=True
        )
        for one in conditions[1:]:
            self.splits("people", [("cases", one, day), HEALTHY], LEVELS, others=True)

    def having(self, people: ListedPeople, condition: str) -> np.ndarray:
        """Who has a condition."""
        bits = BY.codelist.bits
        if condition == "two_or_more":
            return sum(((people.mask & bit) > 0).astype(int) for _, bit in bits.values()) >= 2  # type: ignore[no-any-return]
        return (people.mask & bits[condition][1]) > 0

    def _deprivation(self) -> None:
        self.read_all("core20", np.isin(self.now.decile, (1, 2)), self.now, self.told("areas", "core20_people"))
        self.splits("people", ["core20"], LEVELS, others=True)
        for people in self.made.lists:
            on, everybody = people.day.isoformat(), "people" if people is self.now else "people before"
            self._tenths(people, on, everybody, "people", np.ones(len(people.age), dtype=bool))
            for one in dict.fromkeys(row["condition"] for row in self.tables.get("deprivation", ())):
                self._tenths(people, on, ("cases", one, on), "cases", self.having(people, one), one)
        for fifth in range(1, 6):
            tenths = (2 * fifth - 1, 2 * fifth)
            told = self.told("fifths", fifth=fifth)
            self.read_all(("fifth", fifth), np.isin(self.now.decile, tenths), self.now, told)
            named = [("tenth", "people", self.now.day.isoformat(), None, tenth) for tenth in tenths]
            self.splits(("fifth", fifth), named, LEVELS[:2])
            if not np.isin(self.now.decile, tenths).any():  # the map shows that there is none in the whole system
                self.suppressed -= {one for one in self.suppressed if one[0] == ("fifth", fifth)}  # type: ignore[index]
        self.splits("people", [("fifth", fifth) for fifth in range(1, 6)], LEVELS)
        self.splits("core20", [("fifth", 1)], LEVELS)

    def _tenths(
        self, people: ListedPeople, on: str, whole: Cell, column: str, who: np.ndarray, condition: str | None = None
    ) -> None:
        asked = {} if condition is None else {"condition": condition}
        for tenth in range(1, 11):
            told = self.told("deprivation", column, on=on, tenth=tenth, **asked)
            name = ("tenth", column, on, condition, tenth)
            self.read_all(name, who & (people.decile == tenth), people, told, LEVELS[:2])
            for area in self.areas[:]:
                # Where nobody lives in a tenth there is no area of it, which anybody can see on the map.
                if area[0] in LEVELS[:2] and not (self.here(area, people) & (people.decile == tenth)).any():
                    self.high[(name, *area)] = 0.0
                    self.suppressed.discard((name, *area))
        self.splits(whole, [("tenth", column, on, condition, tenth) for tenth in range(1, 11)], LEVELS[:2])

    def _moves(self) -> None:
        names = self.now.segments.names
        first = dict(zip(self.then.person_id.tolist(), self.then.segments.segment.tolist(), strict=True))
        last = dict(zip(self.now.person_id.tolist(), self.now.segments.segment.tolist(), strict=True))
        where = dict(zip(self.then.person_id.tolist(), self.then.practice.tolist(), strict=True)) | dict(
            zip(self.now.person_id.tolist(), self.now.practice.tolist(), strict=True)
        )
        dead = set(self.made.dead.tolist())

        def word(number: int | None, gone: str) -> str:
            return gone if number is None else "not known" if number < 0 else names[number]

        ids = sorted(where)
        befores = np.array([word(first.get(one), "came") for one in ids])
        afters = np.array([word(last.get(one), "died" if one in dead else "left") for one in ids])
        practice = np.array([where[one] for one in ids])
        for before in (*names, "not known", "came"):
            for after in (*names, "not known", "died", "left"):
                told = self.told("flows", before=before, after=after)
                who = (befores == before) & (afters == after)
                for area in self.areas:
                    if area[0] in LEVELS[:2]:
                        here = np.array([one == area[1] for one in self.made.geography.codes(area[0])])[practice]
                        self.reads((("flow", before, after), *area), int((who & here).sum()), told.get(area))
                places = [(("flow", before, after), *area) for area in self.areas if area[0] == "place"]
                self.adds((("flow", before, after), "system", "QXX"), places)
        for cell in [one for one in self.suppressed if one[0][0] == "flow"]:  # type: ignore[index]
            _, before, after = cell[0]  # type: ignore[index]
            # Nobody came and went at once, and here every segment is known.
            if "not known" in (before, after) or (before == "came" and after in ("died", "left")):
                self.high[cell] = 0.0
                self.suppressed.discard(cell)
        for name in names:
            self.splits(
                ("segment", name), [("flow", before, name) for before in (*names, "not known", "came")], LEVELS[:2]
            )
        flows = [
            ("flow", before, after)
            for before in (*names, "not known")
            for after in (*names, "not known", "died", "left")
        ]
        self.splits("people before", flows, ["system"])

    def _who_came_and_went(self) -> None:
        """Of each area by itself, found person by person."""
        was = dict(zip(self.then.person_id.tolist(), self.then.practice.tolist(), strict=True))
        now = dict(zip(self.now.person_id.tolist(), self.now.practice.tolist(), strict=True))
        dead = set(self.made.dead.tolist())
        for area in self.areas:
            here = [code == area[1] for code in self.made.geography.codes(area[0])]
            first, second = ({one for one, at in people.items() if here[at]} for people in (was, now))
            gone = first - second
            died = {one for one in gone if one in dead and one not in now}
            for name, who in (("joined", second - first), ("left", gone - died), ("died", died)):
                self.reads((name, *area), len(who), self.told("changes", name)[area])
            self.reads(("stayed", *area), len(first & second), None)
            for name, told in (("people", "people"), ("people before", "people_before")):
                self.reads((name, *area), len(second if name == "people" else first), self.told("changes", told)[area])
            self.adds(("people", *area), [("stayed", *area), ("joined", *area)])
            self.adds(("people before", *area), [(name, *area) for name in ("stayed", "left", "died")])
        for level, below in itertools.pairwise(LEVELS):
            pairs = list(zip(self.made.geography.codes(level), self.made.geography.codes(below), strict=True))
            for code in dict.fromkeys(upper for upper, _ in pairs):
                parts = [(below, lower) for lower in dict.fromkeys(one for whole, one in pairs if whole == code)]
                self.adds(("died", level, code), [("died", *part) for part in parts])
                between = ("between the parts", level, code)
                within = sum(self.truth["joined", *part] for part in parts) - self.truth["joined", level, code]
                self.reads(between, within, None)
                for name in ("joined", "left"):
                    both = (name, "and between the parts", level, code)
                    self.reads(both, self.truth[name, level, code] + within, None)
                    self.adds(both, [(name, level, code), between])
                    self.adds(both, [(name, *part) for part in parts])
        names = (*self.now.segments.names, "not known")
        for levels, others in ((["system"], False), (["place"], True)):
            self.splits("joined", [("flow", "came", one) for one in names], levels, others=others)
            self.splits("left", [("flow", one, "left") for one in names], levels, others=others)
            self.splits("died", [("flow", one, "died") for one in names], levels)

    def _months(self) -> None:
        for one in self.made.months:
            for number, month in enumerate(
                dict.fromkeys(row["month"] for row in self.tables["monthly"] if row["series"] == one.series)
            ):
                told = self.told("monthly", series=one.series, month=month)
                for area in self.areas:
                    if area[0] in LEVELS[:2]:
                        here = [code == area[1] for code in self.made.geography.codes(area[0])]
                        count = int(one.counts[here, number].sum())
                        self.reads((("month", one.series, number), *area), count, told[area])
                places = [(("month", one.series, number), *area) for area in self.areas if area[0] == "place"]
                self.adds((("month", one.series, number), "system", "QXX"), places)
            cases: Cell = ("cases", one.series, self.now.day.isoformat())
            if (cases, "system", "QXX") in self.truth:
                self.splits(
                    cases,
                    [("month", one.series, number) for number in range(one.counts.shape[1])],
                    LEVELS[:2],
                    others=True,
                )

    def too_close(self, fewest: int = 5) -> dict[Cell, tuple[int, int]]:
        """As of one table; what one answer shows to be possible of other counts is not asked again."""
        place = {cell: number for number, cell in enumerate(self.truth)}
        size = [1 + len(parts) for _, parts in self.sums]
        columns = [place[cell] for total, parts in self.sums for cell in (total, *parts)]
        signs = [sign for _, parts in self.sums for sign in (-1.0, *[1.0] * len(parts))]
        rows = csr_array((signs, (np.repeat(np.arange(len(size)), size), columns)), shape=(len(self.sums), len(place)))
        bounds = np.array([(self.low[cell], self.high[cell]) for cell in place])
        least = np.array(list(self.truth.values()), dtype=float)
        most = least.copy()
        drawn = np.random.default_rng(1)

        def asks(aim: np.ndarray) -> None:
            found = linprog(aim, A_eq=rows, b_eq=np.zeros(rows.shape[0]), bounds=bounds)
            np.minimum(least, found.x, out=least)
            np.maximum(most, found.x, out=most)

        def span(cell: Cell) -> tuple[int, int]:
            return int(np.ceil(least[place[cell]] - NEARLY)), int(np.floor(most[place[cell]] + NEARLY))

        def narrow(cells: Iterable[Cell]) -> list[Cell]:
            return [cell for cell in cells if span(cell)[1] - span(cell)[0] + 1 < fewest]

        left = narrow(sorted(self.suppressed, key=str))
        for turn in range(20):
            aim = np.zeros(len(place))
            aim[[place[cell] for cell in left]] = (1 if turn % 2 else -1) * drawn.random(len(left))
            asks(aim)
            left = narrow(left)
        for cell in left:
            for sign in (1.0, -1.0):
                if narrow([cell]):
                    aim = np.zeros(len(place))
                    aim[place[cell]] = sign
                    asks(aim)
        return {cell: span(cell) for cell in narrow(left)}
