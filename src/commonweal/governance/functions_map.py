"""The functions and decisions map: who decides what, at which tier, on a day; who decides nothing; what is doubled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commonweal.answers import Verdict
from commonweal.governance.authority import Holder, every_holder
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
_TIER_OF = {
    "nhs_england": "national", "secretary_of_state": "national", "region": "region", "icb": "system", "icp": "system",
    "place_partnership": "place", "council": "place", "health_and_wellbeing_board": "place", "pcn": "neighbourhood",
    "practice": "neighbourhood", "gp_provider_board": "neighbourhood",
    "provider_collaborative": "provider_collaborative",
    "trust": "provider", "foundation_trust": "provider", "provider": "provider", "company": "provider",
    "charity": "provider",
}  # fmt: skip
STATUSES = ("decides", "keeps", "passed_on", "doubled", "orphan", "not_known")
STATUS_WORDS = {
    "decides": "Decides",
    "keeps": "Keeps what those below may not decide",
    "passed_on": "Has passed it on",
    "doubled": "Doubled: another decides the same",
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
    amount is doubled. Different limits for different bodies are a ladder, and no doubling.

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


def _of_function(records: Records, row: Function, on: date) -> list[MapRow]:
    every = every_holder(records, function=row.function, place=ANY_PLACE, on=on)
    able = [each for each in every if each.chain.verdict is Verdict.PASS]
    holding = {giver for each in able for giver in _givers(records, each)}
    places = {each: _place(records, each) for each in able}
    found = [_row(records, row, each, places[each], on) for each in able]
    told = []
    for each, made in zip(able, found, strict=True):
        status, note = "decides", ""
        if each.body in holding and not each.seat:
            below = [other for other in able if other is not each and each.body in _givers(records, other)]
            whole = any(
                not places[other] and other.limit_pence == each.limit_pence and other.chain.limit_known
                for other in below
            )
            status = "passed_on" if whole else "keeps"
        else:
            twins = [other for other in able if other is not each and _same_reach(each, other, places, holding)]
            if twins:
                names = " and ".join(_name(records, other, on) for other in twins)
                status, note = "doubled", f"{names} may decide the same, in the same place and up to the same amount."
        told.append(_with(made, status, note))
    told.sort(key=lambda made: (TIERS.index(made.tier), made.limit_pence is not None, -(made.limit_pence or 0)))
    if not able:
        told.append(_nobody(row, every))
    elif row.decided_at_tier and not any(made.tier == row.decided_at_tier for made in told):
        tier = row.decided_at_tier.replace("_", " ")
        note = f"A plan says that it is decided at the tier {tier}, and nobody there may decide it."
        told.append(_empty(row, "orphan", note, row.decided_at_tier))
    return told


def _grants(holder: Holder) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step.id for step in holder.chain.steps if step.kind == "grant"))


def _givers(records: Records, holder: Holder) -> frozenset[str]:
    return frozenset(grant.from_body for id in _grants(holder) for grant in records.rows(Grant, grant=id))


def _place(records: Records, holder: Holder) -> str:
    """The narrowest place to which any grant of the chain confines it."""
    rows = [grant for id in _grants(holder) for grant in records.rows(Grant, grant=id)]
    return next((grant.place for grant in rows if grant.place), "")


def _same_reach(one: Holder, other: Holder, places: dict[Holder, str], holding: set[str]) -> bool:
    if other.body in holding and not other.seat:
        return False
    overlap = not places[one] or not places[other] or places[one] == places[other]
    return overlap and one.limit_pence == other.limit_pence


def _row(records: Records, row: Function, holder: Holder, place: str, on: date) -> MapRow:
    ids, limit = _grants(holder), "no limit"
    first = next(iter(records.rows(Grant, grant=ids[0])), None) if ids else None
    if holder.limit_pence is not None:
        limit = f"up to {show(holder.limit_pence)}"
    elif not holder.chain.limit_known:
        limit = "not known"
    name, tier = _name(records, holder, on), tier_of(records, holder.body, on)
    return MapRow(
        row.function, row.title, row.provision, tier, holder.body, holder.seat, name,
        name_of(records, place, on) if place else "", holder.limit_pence, limit, ids,
        first.from_date if first else row.from_date, "decides",
    )  # fmt: skip


def _name(records: Records, holder: Holder, on: date) -> str:
    if holder.seat:
        seat = seat_on(bodies_on(records, on), holder.seat)
        return seat.title if seat else holder.seat
    return name_of(records, holder.body, on)


def _with(row: MapRow, status: str, note: str) -> MapRow:
    cells = {name: getattr(row, name) for name in MapRow.__slots__}
    return MapRow(**(cells | {"status": status, "note": note}))


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
