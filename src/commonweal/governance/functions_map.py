"""The functions and decisions map: who decides what, at which tier, on a day; who decides nothing; what is doubled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from commonweal.answers import Verdict
from commonweal.governance.authority import Holder, every_holder, find_chain
from commonweal.governance.grant_links import ANY_PLACE
from commonweal.governance.handbook.authority import Function, Grant
from commonweal.governance.handbook.bodies import Body
from commonweal.governance.handbook.facts import Records
from commonweal.governance.membership import body_on, name_of
from commonweal.governance.seat_holders import seat_on
from commonweal.governance.successors import bodies_on
from commonweal.money import show

TIERS = ("national", "region", "system", "place", "neighbourhood", "provider_collaborative", "provider", "")
"""From the widest to the narrowest; the last is for bodies of which the handbook says nothing of the sort."""
# A clinical commissioning group bought for a part of a system; of one that spanned it, the sheet bodies says so.
_TIER_OF = {
    "nhs_england": "national", "secretary_of_state": "national", "region": "region", "icb": "system", "icp": "system",
    "ccg": "place",
    "place_partnership": "place", "council": "place", "health_and_wellbeing_board": "place", "pcn": "neighbourhood",
    "practice": "neighbourhood", "gp_provider_board": "neighbourhood",
    "provider_collaborative": "provider_collaborative",
    "trust": "provider", "foundation_trust": "provider", "provider": "provider", "company": "provider",
    "charity": "provider",
}  # fmt: skip
STATUSES = ("decides", "keeps", "passed_on", "doubled", "planned", "orphan", "not_known")
STATUS_WORDS = {
    "decides": "Decides",
    "keeps": "Keeps what those below may not decide",
    "passed_on": "Has passed it on",
    "doubled": "Doubled: another decides the same",
    "planned": "Planned: decided at another tier until then",
    "orphan": "Orphan: nobody decides",
    "not_known": "Not known",
}
COLUMNS = (
    "function", "title", "provision", "tier", "decider", "seat", "decider_name", "place", "limit", "route", "since",
    "status", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MapRow:
    """One function and one that decides it, or nobody.

    Args:
        function: Id of the function.
        title: The function in words the public understands.
        provision: The section that gives it.
        tier: The tier at which it is decided; empty where the handbook does not say or nobody decides.
        decider: Id of the body; the body of the seat where a person decides.
        seat: The seat whose holder decides; empty where a body does.
        decider_name: In words.
        place: The place to which the authority is confined; empty where it is not.
        limit_pence: The money limit for one year; None where there is none or it is not known.
        limit: The limit in words.
        route: The grants from the decider up, by id; empty for the holder in law.
        since: The first day of the lowest grant.
        status: One of STATUSES.
        note: What is doubled, orphaned or not known, and why.
    """

    function: str
    title: str
    provision: str
    tier: str
    decider: str
    seat: str
    decider_name: str
    place: str
    limit_pence: int | None
    limit: str
    route: tuple[str, ...]
    since: date | None
    status: str
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells it from the other rows of a map."""
        return self.function, self.decider, self.seat, self.place

    def to_json(self) -> dict[str, object]:
        """The row as a table shows it."""
        cells = {name: getattr(self, name) for name in COLUMNS}
        return cells | {
            "route": ", ".join(self.route),
            "since": self.since.isoformat() if self.since else "",
            "tier": self.tier.replace("_", " "),
            "status": STATUS_WORDS[self.status],
        }


def functions_map(records: Records, on: date) -> tuple[MapRow, ...]:
    """Who decides what on a day, made from the grants.

    A function without anybody who may decide it is an orphan; one that two may decide in the same place up to the same
    amount is doubled. Different limits for different bodies are a ladder, and no doubling. A function that is decided
    at one tier, and that a plan names for another, is planned there, and no orphan.

    Args:
        records: The handbook, read through evidence with an overlay where a reform is asked about.
        on: The day.

    Returns:
        Rows by the order of the handbook's functions, then by tier, widest first.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> beds = Function(function="beds", title="Beds", holder="QWM", provision="NHSA 2006 s.3")
        >>> book = Handbook.of([Body(body="QWM", name="The board", kind="icb"), beds])
        >>> [(row.decider_name, row.tier, row.status) for row in functions_map(Records(book), date(2026, 5, 1))]
        [('The board', 'system', 'decides')]
    """
    rows: list[MapRow] = []
    for function in dict.fromkeys(row.function for row in records.rows(Function)):
        held = [row for row in records.rows(Function, function=function) if row.holds_on(on)]
        if held:
            rows += _of_function(records, max(held, key=lambda row: row.from_date or date.min), on)
    return tuple(rows)


def tier_of(records: Records, body: str, on: date) -> str:
    """The tier at which a body works: its own, or that of its kind, or that of the body it is a part of."""
    seen: set[str] = set()
    while body and body not in seen:
        seen.add(body)
        row: Body | None = body_on(records, body, on)
        if row is None:
            return ""
        if tier := row.tier or _TIER_OF.get(row.kind, ""):
            return tier
        body = row.parent
    return ""


@dataclass(frozen=True, slots=True)
class _Line:
    """Somebody who may decide a function, in one place or everywhere.

    Args:
        holder: Who, with the chain for that place.
        place: The narrowest place to which any grant of the chain confines it; empty where none does.
        grants: The grants of the chain, from the decider up.
        givers: The bodies that made them.
    """

    holder: Holder
    place: str
    grants: tuple[str, ...]
    givers: frozenset[str]

    @property
    def decider(self) -> tuple[str, str]:
        """The body, and the seat where a person decides."""
        return self.holder.body, self.holder.seat


def _of_function(records: Records, row: Function, on: date) -> list[MapRow]:
    every = every_holder(records, function=row.function, place=ANY_PLACE, on=on)
    places = _places(records, row)
    able = [
        line
        for each in every
        if each.chain.verdict is Verdict.PASS
        for line in _lines(records, row.function, each, places, on)
    ]
    holding = frozenset(giver for line in able for giver in line.givers)
    told = [_judged(records, row, line, able, holding, on) for line in able]
    told.sort(key=lambda made: (TIERS.index(made.tier), made.limit_pence is not None, -(made.limit_pence or 0)))
    if not able:
        told.append(_nobody(row, every))
    elif row.decided_at_tier and not any(made.tier == row.decided_at_tier for made in told):
        tier = row.decided_at_tier.replace("_", " ")
        until = " and ".join(dict.fromkeys(made.decider_name for made in told))
        note = f"A plan says that it is to be decided at the tier {tier}; until a grant brings it there, it is {until}."
        told.append(_empty(row, "planned", note, row.decided_at_tier))
    return told


def _places(records: Records, row: Function) -> tuple[str, ...]:
    """Every place to which a grant of the function, or of a wider one, is confined."""
    names, name = [row.function], row.part_of
    while name and name not in names:
        names.append(name)
        name = next((wider.part_of for wider in records.rows(Function, function=name)), "")
    grants = (grant for each in names for grant in records.rows(Grant, function=each))
    return tuple(dict.fromkeys(grant.place for grant in grants if grant.place))


def _lines(records: Records, function: str, holder: Holder, places: Sequence[str], on: date) -> list[_Line]:
    """A holder once for every place in which a grant of its own lets it decide, and once for everywhere."""
    best = _line(records, holder)
    if len(places) < 2 or not best.grants:
        return [best]
    found: list[_Line] = []
    for place in ("", *places):
        body = "" if holder.seat else holder.body
        # Nought lies within every limit: the limit itself is told in the row.
        chain = find_chain(records, body=body, seat=holder.seat, function=function, amount_pence=0, place=place, on=on)
        line = _line(records, Holder(holder.body, holder.seat, chain.limit_pence, chain))
        again = place and any(not other.place and other.holder.limit_pence == chain.limit_pence for other in found)
        if chain.verdict is Verdict.PASS and line.place == place and not again:
            found.append(line)
    return found or [best]


def _line(records: Records, holder: Holder) -> _Line:
    ids = tuple(dict.fromkeys(step.id for step in holder.chain.steps if step.kind == "grant"))
    rows = [grant for id in ids for grant in records.rows(Grant, grant=id)]
    place = next((grant.place for grant in rows if grant.place), "")
    return _Line(holder, place, ids, frozenset(grant.from_body for grant in rows))


def _judged(
    records: Records, row: Function, line: _Line, able: Sequence[_Line], holding: frozenset[str], on: date
) -> MapRow:
    """The row of one that decides, with what it keeps or has passed on, and who is doubled."""
    made = _row(records, row, line, on)
    if line.holder.body in holding and not line.holder.seat:
        below = [other for other in able if other is not line and line.holder.body in other.givers]
        whole = any(
            not other.place and other.holder.limit_pence == line.holder.limit_pence and other.holder.chain.limit_known
            for other in below
        )
        return replace(made, status="passed_on" if whole else "keeps")
    twins = [other for other in able if _same_reach(line, other, holding)]
    if not twins:
        return made
    names = " and ".join(dict.fromkeys(_name(records, other.holder, on) for other in twins))
    note = f"{names} may decide the same, in the same place and up to the same amount."
    return replace(made, status="doubled", note=note)


def _same_reach(one: _Line, other: _Line, holding: frozenset[str]) -> bool:
    if other.decider == one.decider or (other.holder.body in holding and not other.holder.seat):
        return False
    # What the law lays on several, or what each of several passed on, each has for an area of its own.
    if not one.grants and not other.grants:
        return False
    if one.grants and other.grants and not one.givers & other.givers and not set(one.grants) & set(other.grants):
        return False
    overlap = not one.place or not other.place or one.place == other.place
    return overlap and one.holder.limit_pence == other.holder.limit_pence


def _row(records: Records, row: Function, line: _Line, on: date) -> MapRow:
    holder, limit = line.holder, "no limit"
    first = next(iter(records.rows(Grant, grant=line.grants[0])), None) if line.grants else None
    if holder.limit_pence is not None:
        limit = f"up to {show(holder.limit_pence)}"
    elif not holder.chain.limit_known:
        limit = "not known"
    name, tier = _name(records, holder, on), tier_of(records, holder.body, on)
    return MapRow(
        row.function, row.title, row.provision, tier, holder.body, holder.seat, name,
        name_of(records, line.place, on) if line.place else "", holder.limit_pence, limit, line.grants,
        first.from_date if first else row.from_date, "decides",
    )  # fmt: skip


def _name(records: Records, holder: Holder, on: date) -> str:
    if holder.seat:
        seat = seat_on(bodies_on(records, on), holder.seat)
        return seat.title if seat else holder.seat
    return name_of(records, holder.body, on)


def _nobody(row: Function, every: Iterable[Holder]) -> MapRow:
    """Why nobody is shown: a fact is missing, or every chain is broken."""
    open_ = [each for each in every if each.chain.verdict is Verdict.INSUFFICIENT_DATA]
    if open_:
        facts = dict.fromkeys(unknown.fact for each in open_ for unknown in each.chain.unknowns)
        return _empty(row, "not_known", f"It cannot be told who decides. Missing: {', '.join(facts)}.", "")
    if not row.holder and not row.part_of:
        return _empty(row, "not_known", "It cannot be told who decides. Missing: the holder in law.", "")
    broken = [
        step.sentence
        for each in every
        for step in each.chain.steps
        if step.verdict is Verdict.FAIL and step.kind != "decider"
    ]
    return _empty(row, "orphan", " ".join(["Nobody may decide it.", *dict.fromkeys(broken[-1:])]), "")


def _empty(row: Function, status: str, note: str, tier: str) -> MapRow:
    return MapRow(row.function, row.title, row.provision, tier, "", "", "", "", None, "", (), None, status, note)
