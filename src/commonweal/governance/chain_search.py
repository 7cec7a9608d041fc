"""The best chains for a function on a day, for every body and seat that any grant reaches.

Chains grow from the holder in law downwards. Of each grant only the best chains above it are kept: one for each
standing (holds, not known, broken; limit known or not), with the widest limit. A link can only lower a limit and worsen
a standing, so a chain that goes round in a circle is never better than the one without it, and the search ends after
as many steps as there are grants and standings.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commonweal.answers import Verdict, all_of
from commonweal.governance.flaw import Flaw, broken, own, unknown, verdict_of
from commonweal.governance.grant_links import Link, barred, link_of, plainly_fails
from commonweal.governance.handbook.authority import Function, Grant
from commonweal.governance.handbook.facts import Records
from commonweal.governance.holder_limits import Limit, least, limit_of_holder
from commonweal.governance.successors import bodies_on
from commonweal.organisations.periods import written

_WIDEST = 10**18


@dataclass(frozen=True, slots=True)
class Path:
    """A chain from one link up to the Act.

    Args:
        link: The lowest link; None for the holder in law itself.
        above: The rest of the chain.
        holder: The body in law at its top, on the day.
        flaws: What is wrong at this link, with what the link above lets pass; those further up are in ``above``.
        limit: The least limit from here up.
        route: The verdict of the whole from here up, money apart.
        faults: How many flaws the whole has.
    """

    link: Link | None
    above: Path | None
    holder: str
    flaws: tuple[Flaw, ...]
    limit: Limit
    route: Verdict
    faults: int

    @property
    def standing(self) -> tuple[Verdict, bool]:
        """What tells apart the paths that are worth keeping."""
        return self.route, not self.limit.flaws

    @property
    def worth(self) -> tuple[int, int]:
        """The more the better among paths of one standing: a wide limit, but for broken ones first few faults."""
        pence = _WIDEST if self.limit.pence is None else self.limit.pence
        return (-self.faults, pence) if self.route is Verdict.FAIL else (pence, -self.faults)

    def links(self) -> tuple[Path, ...]:
        """From here to the top."""
        return (self, *(self.above.links() if self.above else ()))


class ChainSearch:
    """Every chain for one function; each is worked out when it is first asked for, and kept.

    Args:
        records: The handbook.
        function: The function asked about.
        years: Years over which the amount is spent.
        place: The place that the decision concerns; blank where it is not said.
        on: The day.
    """

    def __init__(self, records: Records, function: str, *, years: int, place: str, on: date) -> None:
        """Search."""
        self.records, self.function, self.years, self.place, self.on = records, function, years, place, on
        self.bodies = bodies_on(records, on)
        self.flaws: list[Flaw] = []
        self.family = self._family(function)
        self.tops = self._tops()
        rows = [row for each in self.family for row in records.rows(Grant, function=each.function)]
        self.grants = {row.grant: row for row in rows}
        self._wide = {row.function: index for index, row in enumerate(self.family)}
        self._ends = {name: self._ends_of(row) for name, row in self.grants.items()}
        self.links: dict[str, Link] = {}
        self.paths: dict[str, dict[tuple[Verdict, bool], Path]] = {}

    def reaching(self, body: str, seat: str) -> tuple[Path, ...]:
        """The paths whose lowest link gives to this body, or to this seat's holder."""
        found = [self.tops[body]] if body in self.tops and not seat else []
        names = self.naming(body, seat)
        self._work_out(names)
        return (*found, *(path for name in names for path in self.paths[name].values()))

    def naming(self, body: str, seat: str) -> tuple[str, ...]:
        """The grants that give to this body, or to this seat's holder."""
        if seat:
            return tuple(name for name, row in self.grants.items() if row.to_seat == seat)
        return tuple(name for name, (_, takers) in self._ends.items() if body in takers)

    def receivers(self, *, broken_too: bool = True) -> tuple[tuple[str, str], ...]:
        """Every body and seat that has the function in law or is named by a grant of it, as body and seat.

        Args:
            broken_too: Whether those count as well whose grants show at one look that they give nothing.
        """
        found = [(body, "") for body in self.tops]
        for name, (_, takers) in self._ends.items():
            if not broken_too and plainly_fails(self.bodies, self.grants[name], self.place):
                continue
            seat = self.grants[name].to_seat
            found += [("", seat)] if seat else [(taker, "") for taker in sorted(takers)]
        return tuple(dict.fromkeys(found))

    def _ends_of(self, row: Grant) -> tuple[frozenset[str], frozenset[str]]:
        """Who grants and who receives on the day; the giver by its name in the row where nobody holds it now."""
        givers = self.bodies.heirs(row.from_body, row.grant, row.function).bodies or frozenset([row.from_body])
        takers = self.bodies.heirs(row.to_body, row.grant, row.function).bodies if row.to_body else frozenset[str]()
        return givers, takers

    def _family(self, function: str) -> tuple[Function, ...]:
        """The function and the wider ones of which it is a part, as they stand on the day."""
        found: list[Function] = []
        name, source = function, own("the sheet functions", function)
        while name and name not in {row.function for row in found}:
            rows = self.records.rows(Function, function=name)
            held = [row for row in rows if row.holds_on(self.on)]
            if held:
                found.append(max(held, key=lambda row: row.from_date or date.min))
                name = found[-1].part_of
                continue
            if not found and rows:
                begins = [row.from_date for row in rows if row.from_date and row.from_date > self.on]
                when = f"is there only from {written(min(begins))}" if begins else "was there no more"
                told = f"“{rows[-1].title}” {when}, asked on {written(self.on)}."
                self.flaws.append(broken(told, source, kind="function"))
                found.append(rows[-1])
            elif not found:
                told = f"The handbook has no function {function}, so it is not known on whom the law lays it."
                why = "authority is traced to the provision that gives the function"
                self.flaws.append(unknown(told, source, "functions", "function", function, why, kind="function"))
            break
        return tuple(found)

    def _tops(self) -> dict[str, Path]:
        """The holders in law, or those that took over from them, each with what is wrong with its holding."""
        if not self.family:
            return {}
        asked, source = self.family[0], own("the sheet functions", self.family[0].function)
        said = next((row for row in self.family if row.holder), None)
        flaws = list(self.flaws)
        if not asked.provision:
            why = "no decision stands without a provision that gives the power"
            told = f"It is not known which provision gives “{asked.title}”."
            flaws.append(unknown(told, source, "functions", "provision", asked.function, why, kind="function"))
        if said is None:
            why = "authority is traced to the body on which the law lays the function"
            told = f"It is not known on which body the law lays “{asked.title}”."
            flaws.append(unknown(told, source, "functions", "holder", asked.function, why, kind="function"))
            self.flaws = flaws
            return {}
        # What two groups or four councils hold, each for its own area, has a row and a top for each.
        holders = [row.holder for row in self.records.rows(Function, function=said.function) if row.holds_on(self.on)]
        found: dict[str, Path] = {}
        gone: list[Flaw] = []
        for holder in dict.fromkeys(filter(None, holders)) or [said.holder]:
            tops, without = self._held_by(asked, holder, flaws)
            found |= tops
            gone += without
        self.flaws = gone if gone and not found else self.flaws
        return found

    def _held_by(self, asked: Function, holder: str, flaws: list[Flaw]) -> tuple[dict[str, Path], list[Flaw]]:
        """The tops of one holder in law; what is wrong where nobody has what it held."""
        flaws = [*flaws, *self._not_its_own(asked, holder)]
        heirs = self.bodies.heirs(holder, *(row.function for row in self.family), each=True)
        if not heirs.bodies:
            closed = self.bodies.flaw(holder)
            return {}, [*flaws, *heirs.flaws, *([closed] if closed else [])]
        names = frozenset(row.function for row in self.family)
        found = {}
        for body in sorted(heirs.bodies):
            here = (*flaws, *heirs.flaws, *barred(self.bodies, body, names, "bars_exercise"))
            limit = limit_of_holder(self.bodies, body, self.years)
            found[body] = Path(None, None, body, here, limit, verdict_of(here), len(here))
        return found, []

    def _not_its_own(self, asked: Function, holder: str) -> list[Flaw]:
        """A function that NHS England delegates is NHS England's in law, whatever the row says of its holder."""
        row = self.bodies.row(holder)
        if asked.origin != "delegated_from_nhs_england" or row is None or row.kind == "nhs_england":
            return []
        told = (
            f"“{asked.title}” comes from NHS England by delegation, so the law does not lay it on "
            f"{self.bodies.name(holder)}: the chain lacks the agreement."
        )
        why = "name NHS England as its holder, and record the agreement as a grant"
        source = own("the sheet functions", asked.function)
        return [unknown(told, source, "functions", "holder", asked.function, why, kind="function")]

    def _work_out(self, names: Iterable[str]) -> None:
        """The paths of these grants and of all above them; those of the others are left until somebody asks."""
        new: dict[str, tuple[str, ...]] = {}
        ahead = [name for name in names if name not in self.paths]
        while ahead:
            name = ahead.pop()
            if name not in new:
                new[name] = self._above(name)
                ahead += [upper for upper in new[name] if upper not in self.paths]
        waiting: deque[tuple[str, Path]] = deque()
        below: dict[str, list[str]] = {name: [] for name in new}
        for name, above in new.items():
            self.links[name] = self._link(self.grants[name])
            for upper in above:
                if upper in new:
                    below[upper].append(name)
                else:
                    waiting.extend((name, path) for path in self.paths[upper].values())
            if not above:
                waiting.extend((name, top) for top in self._first(self.grants[name]))
        self.paths |= {name: {} for name in new}
        while waiting:
            name, above_it = waiting.popleft()
            path = self._compose(self.links[name], above_it)
            kept = self.paths[name].get(path.standing)
            if kept is not None and kept.worth >= path.worth:
                continue
            self.paths[name][path.standing] = path
            waiting.extend((lower, path) for lower in below[name])

    def _link(self, row: Grant) -> Link:
        onward = bool(row.under) or not self._ends[row.grant][0] & self.tops.keys()
        return link_of(self.bodies, row, self.family, years=self.years, place=self.place, onward=onward)

    def _above(self, name: str) -> tuple[str, ...]:
        """The grants that this one may pass on: the one it names, or else all that its giver has received."""
        row, (givers, _) = self.grants[name], self._ends[name]
        if row.under:
            return (row.under,) if row.under in self.grants else ()
        if givers & self.tops.keys():
            return ()
        return tuple(
            upper
            for upper, (_, takers) in self._ends.items()
            if takers & givers and self._wide[self.grants[upper].function] >= self._wide[row.function]
        )

    def _first(self, grant: Grant) -> tuple[Path, ...]:
        """The holders in law from which a grant comes straight, or a broken path where it comes from nobody."""
        if not grant.under:
            tops = [self.tops[giver] for giver in sorted(self._ends[grant.grant][0]) if giver in self.tops]
            if tops:
                return tuple(tops)
        flaws = list(self.flaws)
        if self.tops or not flaws:
            giver, source = self.bodies.name(grant.from_body), own("the sheet grants", grant.grant)
            told = (
                f"Grant {grant.grant} passes on {grant.under}, which the handbook does not have for this function."
                if grant.under
                else f"{giver} has this function neither in law nor by a grant: {grant.grant} has nothing to pass on."
            )
            flaws.append(
                broken(told, source, cure=f"record the grant by which {giver} has the function, if there is one")
            )
        return (Path(None, None, "", tuple(flaws), Limit(None), verdict_of(flaws), len(flaws)),)

    def _compose(self, link: Link, above: Path) -> Path:
        flaws = (*link.flaws, *self._between(link, above))
        route = all_of([above.route, verdict_of(flaws)])
        limit = least([above.limit, link.limit])
        return Path(link, above, above.holder, flaws, limit, route, above.faults + len(flaws))

    def _between(self, link: Link, above: Path) -> list[Flaw]:
        """What the link above has to say of this one: that it reaches its giver, is as wide, and may be passed on."""
        if above.link is None:
            return []
        lower, upper = link.grant, above.link.grant
        source, found = own("the sheet grants", upper.grant), []
        if not above.link.takers & self._ends[lower.grant][0]:
            giver = self.bodies.name(lower.from_body)
            told = f"Grant {lower.grant} passes on {upper.grant}, which {giver} never received."
            found.append(broken(told, source, cure=f"name the grant that {lower.grant} passes on"))
        if self._wide[upper.function] < self._wide[lower.function]:
            told = f"Grant {lower.grant} passes on more than {upper.grant} gave: “{lower.function}” is wider."
            found.append(broken(told, source, cure=f"confine {lower.grant} to {upper.function}"))
        if upper.onward_allowed is None:
            told = f"It is not known whether grant {upper.grant} lets the function be passed on, as {lower.grant} does."
            why = "a function that was delegated may be passed on only where the terms allow it"
            found.append(unknown(told, source, "grants", "onward_allowed", upper.grant, why))
        elif not upper.onward_allowed:
            told = f"Grant {upper.grant} does not let the function be passed on, so {lower.grant} gives nothing."
            cure = f"have {self.bodies.name(lower.from_body)} decide itself, or change the terms of {upper.grant}"
            found.append(broken(told, source, cure=cure))
        return found
