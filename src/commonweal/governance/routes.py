"""Is a grant's route lawful on the day: may this body pass this function to that one under the provision it names?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from commonweal.answers import RuleRecord, Source
from commonweal.governance import rule_lookup
from commonweal.governance.flaw import Flaw, broken, own, unknown
from commonweal.governance.handbook.authority import Function, Grant
from commonweal.governance.handbook.bodies import Body
from commonweal.governance.membership import appointments_on
from commonweal.governance.seat_holders import belongs_to
from commonweal.governance.successors import BodiesOnDay
from commonweal.organisations.periods import written

PARAGRAPH_11 = "schedule_1b_paragraph_11"
FORMED = ("place_partnership", "provider_collaborative", "gp_provider_board")
"""Kinds of body that are in law what their form makes them."""
_FORMS = {"consultative_forum": "forum", "lead_provider": ""}
_WORDS = {
    "forum": "a consultative forum",
    "committees_in_common": "committees in common",
    "cluster": "the leadership of a cluster of boards, which is no body in law",
    "icb": "an integrated care board",
    "pcn": "a primary care network",
    "icp": "an integrated care partnership",
    "person": "the holder of a seat",
    "individual": "one person",
    "nhs_england": "NHS England",
    "": "a body of a form that is not known",
}


def rule_on(bodies: BodiesOnDay, id: str) -> RuleRecord | None:
    """A rule as it stands on the day, through the evidence of the question where there is one."""
    if id not in bodies.rules:
        bodies.rules[id] = rule_lookup.rule_on(bodies.records, id, bodies.on)
    return bodies.rules[id]


def kind_words(kind: str) -> str:
    """A kind of body in words, with its article."""
    plain = kind.replace("_", " ")
    return _WORDS.get(kind) or ("an " if plain[0] in "aeiou" else "a ") + plain


def acts_as(bodies: BodiesOnDay, row: Body) -> str:
    """What a body is in law: a place partnership or collaborative is what its form makes it; empty where not known."""
    if row.kind not in FORMED or (row.kind == "gp_provider_board" and not row.form):
        return row.kind
    if row.form == "lead_provider":
        lead = bodies.row(row.parent) if row.parent else None
        return lead.kind if lead else ""
    return _FORMS.get(row.form, row.form)


def decides_nothing(bodies: BodiesOnDay, body: str) -> Flaw | None:
    """Why a body can take no decision of any kind, if it is such a one, or it is not known what it is."""
    row = bodies.row(body)
    if row is None:
        return None
    kind, rule = acts_as(bodies, row), rule_on(bodies, "governance.route.decides_nothing")
    if not kind:
        column = "parent" if row.form == "lead_provider" else "form"
        return unknown(
            f"It is not known what {bodies.name(body)} is in law: its {column} is blank.",
            own("the sheet bodies", body), "bodies", column, body,
            "a forum decides nothing, a committee may be granted functions", kind="decider",
        )  # fmt: skip
    if rule and kind in rule.value:
        each = "each board" if kind == "cluster" else "each body"
        instead = (
            "decides nothing" if kind == "forum" else f"decides nothing of its own: {each} in it decides for itself"
        )
        return broken(
            f"{bodies.name(body)} is {kind_words(kind)} and {instead}.",
            rule.source,
            cure=(
                "take it to a body with a live grant, or make this one a committee and grant it the function"
                if kind == "forum"
                else f"have {each} decide for itself, or grant the function to a joint committee under NHSA 2006 s.65Z6"
            ),
            kind="decider",
        )
    return None


@dataclass(frozen=True, slots=True)
class RouteFound:
    """Whether a route is lawful.

    Args:
        provision: The provision in short, such as NHSA 2006 s.65Z5.
        source: The rule's own source.
        flaws: What is wrong, or not known.
    """

    provision: str
    source: Source
    flaws: tuple[Flaw, ...]


def route_of(
    bodies: BodiesOnDay, grant: Grant, givers: frozenset[str], takers: frozenset[str], onward: bool
) -> RouteFound:
    """Whether the function may pass by the grant's route.

    Args:
        bodies: The bodies of the day.
        grant: The grant.
        givers: Who grants on the day: the body named, or its successors.
        takers: Who receives; empty where a seat's holder does.
        onward: Whether it passes on what was itself granted.
    """
    rule = rule_on(bodies, f"governance.route.{grant.route}")
    if rule is None:
        source = own("the routes of delegation", grant.route)
        flaw = unknown(
            f"No rule on the route {grant.route.replace('_', ' ')} is recorded for {written(bodies.on)}.",
            source, "grants", "route", grant.grant, "each link has to rest on a provision that was in force",
        )  # fmt: skip
        return RouteFound(grant.route.replace("_", " "), source, (flaw,))
    value, source = rule.value, rule.source
    provision = str(value["provision"])
    pairs = _pairs(tuple(value["onward_pairs" if onward else "pairs"]))
    flaws: list[Flaw] = []
    if not value["pairs"]:
        flaws.append(
            broken(f"Grant {grant.grant} rests on {provision}, which was not in force on {written(bodies.on)}.", source)
        )
        return RouteFound(provision, source, tuple(flaws))
    from_kinds = {(giver, _kind(bodies, giver)) for giver in givers}
    to_kinds = {(taker, _kind(bodies, taker)) for taker in takers} if not grant.to_seat else {(grant.to_seat, "person")}
    for giver, from_kind in sorted(from_kinds):
        for taker, to_kind in sorted(to_kinds):
            flaws += _pair(bodies, grant, rule, pairs, (giver, from_kind), (taker, to_kind))
    if not flaws and grant.route == PARAGRAPH_11:
        flaws += _inside(bodies, grant, givers, takers, source)
    if grant.route == "statute" and not (grant.document or grant.clause):
        flaws.append(
            unknown(
                f"Grant {grant.grant} says that an Act or order lays the function on its receiver, and not which.",
                own("the sheet grants", grant.grant), "grants", "clause", grant.grant, "a link needs its provision",
            )
        )  # fmt: skip
    return RouteFound(provision, source, tuple(dict.fromkeys(flaws)))


def may_pass(bodies: BodiesOnDay, grant: Grant, family: tuple[Function, ...]) -> tuple[Flaw, ...]:
    """Whether the function is one that may pass by this route: delegable, jointly exercisable, or no statutory one.

    Args:
        bodies: The bodies of the day.
        grant: The grant.
        family: The function asked about and the wider ones of which it is a part; the narrowest that says it counts.
    """
    rule = rule_on(bodies, f"governance.route.{grant.route}")
    needs = rule.value["needs"] if rule else "nothing"
    column = {"no_statutory_commissioning": "commissioning"}.get(needs, needs)
    if rule is None or column not in ("delegable", "jointly_exercisable", "commissioning"):
        return ()
    said = next((held for row in family if (held := getattr(row, column)) is not None), None)
    title, wrong = family[0].title, {"commissioning": True}.get(column, False)
    if said is None:
        why = {
            "delegable": "a function that may not be delegated stays with its holder",
            "jointly_exercisable": "a joint committee may take only what may be exercised jointly",
            "commissioning": "a statutory commissioning function cannot pass by a contract",
        }[column]
        words = column.replace("_", " ")
        told = f"It is not known whether “{title}” is {words}, as grant {grant.grant} needs."
        source = own("the sheet functions", family[0].function)
        return (unknown(told, source, "functions", column, family[0].function, why),)
    if said is not wrong:
        return ()
    told = {
        "delegable": f"“{title}” may not be delegated, so grant {grant.grant} passes nothing.",
        "jointly_exercisable": f"“{title}” may not be exercised jointly, so no joint committee can take it.",
        "commissioning": f"“{title}” is a statutory commissioning function, and a contract cannot pass it.",
    }[column]
    return (broken(told, rule.source, cure="have the holder of the function itself decide"),)


def _kind(bodies: BodiesOnDay, body: str) -> str:
    row = bodies.row(body)
    return acts_as(bodies, row) if row else ""


@lru_cache(maxsize=64)
def _pairs(texts: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """The pairs of giver and taker out of texts such as ``icb > committee, person``."""
    found = set()
    for text in texts:
        givers, takers = ([part.strip() for part in side.split(",")] for side in text.split(">"))
        found |= {(giver, taker) for giver in givers for taker in takers}
    return frozenset(found)


def _pair(
    bodies: BodiesOnDay, grant: Grant, rule: RuleRecord, pairs: frozenset[tuple[str, str]],
    giver: tuple[str, str], taker: tuple[str, str],
) -> list[Flaw]:  # fmt: skip
    if ("*", "*") in pairs or (giver[1], taker[1]) in pairs:
        return []
    for body, kind in (giver, taker):
        row = bodies.row(body)
        if not kind and row:
            column = "parent" if row.form == "lead_provider" else "form"
            return [
                unknown(
                    f"Grant {grant.grant} names {bodies.name(body)}, whose {column} is blank, so it is not known "
                    f"whether {rule.value['provision']} reaches it.",
                    own("the sheet bodies", body), "bodies", column, body, "a route reaches only some kinds of body",
                )
            ]  # fmt: skip
        if not kind:
            return []  # that it is not known or does not stand is said of the body itself
    to = "the holder of " + taker[0] if taker[1] == "person" else f"{bodies.name(taker[0])}, {kind_words(taker[1])}"
    return [
        broken(
            f"{rule.value['provision']} does not let {bodies.name(giver[0])}, {kind_words(giver[1])}, pass a function "
            f"to {to}, as grant {grant.grant} has it.",
            rule.source,
            cure=_other_route(grant, giver[1], taker[1]),
        )
    ]


def _other_route(grant: Grant, giver: str, taker: str) -> str:
    relevant = ("icb", "nhs_england", "trust", "foundation_trust")
    if giver == "icb" and taker in ("committee", "sub_committee", "person", "individual"):
        return f"make grant {grant.grant} under Schedule 1B paragraph 11, which is the route inside the board"
    if taker == "joint_committee":
        return f"make grant {grant.grant} under NHSA 2006 s.65Z6, which is the route to a joint committee"
    if giver in relevant and taker in (*relevant, "council", "combined_authority"):
        return f"make grant {grant.grant} under NHSA 2006 s.65Z5, which reaches NHS bodies and councils"
    return "grant the function to a committee of the board, or to an NHS body, a council or a combined authority"


def _inside(
    bodies: BodiesOnDay, grant: Grant, givers: frozenset[str], takers: frozenset[str], source: Source
) -> list[Flaw]:
    """Whether the receiver is the board's own: its committee, or one of its members or employees."""
    boards = frozenset(board for giver in givers for board in bodies.person_in_law(giver))
    if not boards:
        return []  # the giver's own parent is blank, and that is said where it receives
    flaws: list[Flaw] = []
    names = " or ".join(bodies.name(board) for board in sorted(boards))
    for taker in sorted(takers):
        row = bodies.row(taker)
        if row and acts_as(bodies, row) == "individual":
            flaws += _individual(bodies, grant, row, boards, source)
            continue
        parents = bodies.person_in_law(taker)
        if row and not parents:
            flaws.append(
                unknown(
                    f"It is not known whose committee {bodies.name(taker)} is.",
                    own("the sheet bodies", taker), "bodies", "parent", taker,
                    "inside the board a function passes only to its own committees",
                )
            )  # fmt: skip
        elif row and not parents & boards:
            flaws.append(
                broken(
                    f"{bodies.name(taker)} is no committee of {names}, so grant {grant.grant} cannot reach it.", source
                )
            )
    if grant.to_seat:
        people = [held.person for held in appointments_on(bodies.records, grant.to_seat, bodies.on)]
        for person in people:
            flaws += belongs_to(bodies, person, grant.to_seat, boards, grant.grant, source)
    return flaws


def _individual(bodies: BodiesOnDay, grant: Grant, row: Body, boards: frozenset[str], source: Source) -> list[Flaw]:
    if not row.lead:
        return [
            unknown(
                f"{bodies.name(row.body)} decides through one person, and nobody is named.",
                own("the sheet bodies", row.body), "bodies", "lead", row.body,
                "a function passes only to a member or an employee of the board",
            )
        ]  # fmt: skip
    return belongs_to(bodies, row.lead, "", boards, grant.grant, source)
