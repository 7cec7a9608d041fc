"""Who decides: every function has exactly one live route (F08), and no forum decides (F09)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from commonweal.answers import Verdict
from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, none_found, passes
from commonweal.governance.checks.gone import receiver_gone
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import bodies_of, decisions, grants, kind_of, named, receiver, shown
from commonweal.governance.handbook import Body, Decision, Function, Grant, Seat
from commonweal.governance.membership import body_on
from commonweal.governance.open_board import board_check
from commonweal.governance.rule_lookup import rule_on


@board_check("governance.F08", every_body=True)
def every_function_has_one_route(subject: Subject) -> Iterator[Finding]:
    """A function without a live route is an orphan; one with two alike is a duplicate."""
    functions = [row for row in subject.records.rows(Function, holder=subject.system) if row.holds_on(subject.on)]
    if not functions:
        yield lacks(
            subject.system,
            f"The handbook holds no functions of {named(subject, subject.system)}.",
            missing("functions", "holder", "", "each function needs a route, so the functions have to be listed"),
        )
        return
    live = [row for row in grants(subject) if row.from_body == subject.system and not row.under]
    if not live:
        yield lacks(
            subject.system,
            "The handbook does not say where any function is decided.",
            missing("grants", "function", "", "what the board keeps for itself stands there too, by statute"),
        )
        return
    by_function: dict[str, list[Grant]] = defaultdict(list)
    for row in live:
        by_function[row.function].append(row)
    parts: dict[str, list[str]] = defaultdict(list)
    for function in functions:
        if function.part_of:
            parts[function.part_of].append(function.function)
    wider = {function.function: function.part_of for function in functions}
    for function in functions:
        yield _routes(subject, function, by_function, wider, parts)


def _routes(
    subject: Subject,
    function: Function,
    by_function: dict[str, list[Grant]],
    wider: dict[str, str],
    parts: dict[str, list[str]],
) -> Finding:
    key, what = function.function, f"The function {function.function} ({function.title})"
    held, source = by_function.get(key, []), key
    while not held and wider.get(source):  # a part goes the way of the whole where it has no route of its own
        source = wider[source]
        held = by_function.get(source, [])
    ended, held = _live(subject, held)
    if unsaid := [row for row in held if row.decides is None]:
        return lacks(
            key,
            f"{what}: whether {receiver(subject, unsaid[0])} decides under grant {unsaid[0].grant}, or only advises, "
            "is not known.",
            missing("grants", "decides", unsaid[0].grant, "only a receiver who decides is a route"),
        )
    deciding = [row for row in held if row.decides]
    if not deciding:
        if parts.get(key) and all(_has_route(part, by_function) for part in parts[key]):
            return passes(key, f"{what} is decided part by part.")
        told = f"on {shown(subject.on)} nobody decides it: an orphan"
        if held:
            told = f"on {shown(subject.on)} it is only advised on, by {receiver(subject, held[0])}: an orphan"
        elif ended:
            who, why = receiver(subject, ended[0]), receiver_gone(subject, ended[0])
            told = f"it was granted to {who} by {ended[0].grant}, and {why}: on {shown(subject.on)} it is an orphan"
        return fails(
            key, f"{what}: {told}.", do="grant it to one body or seat, or reserve it to the board in the scheme"
        )
    unplaced = [row for row in deciding if not row.place]
    if not unplaced and (without := _places_without(subject, deciding)):
        return fails(
            key,
            f"{what} is decided at some places and by nobody at {named(subject, without[0])}: an orphan there.",
            do=f"grant it for {named(subject, without[0])}, or reserve it to the board there",
        )
    if pair := _duplicate(deciding):
        first, second = pair
        return fails(
            key,
            f"{what} is decided twice on {shown(subject.on)}: by {receiver(subject, first)} under {first.grant} and by "
            f"{receiver(subject, second)} under {second.grant}, with the same limit.",
            do="end one of the two grants, or tell them apart by place or by limit",
            where=[first.where, second.where],
        )
    return passes(key, f"{what} has one route: {', '.join(receiver(subject, row) for row in deciding)}.")


def _live(subject: Subject, held: list[Grant]) -> tuple[list[Grant], list[Grant]]:
    """The grants of a function whose receivers do not stand on the day, and those that are left."""
    ended = [row for row in held if receiver_gone(subject, row)]
    return ended, [row for row in held if row not in ended]


def _has_route(part: str, by_function: dict[str, list[Grant]]) -> bool:
    return any(row.decides for row in by_function.get(part, ()))


def _places_without(subject: Subject, deciding: Iterable[Grant]) -> list[str]:
    covered = {row.place for row in deciding}
    places = [
        row.body
        for row in subject.records.rows(Body, system=subject.system)
        if row.holds_on(subject.on) and row.tier == "place" and row.kind == "place_partnership"
    ]
    return [place for place in dict.fromkeys(places) if place not in covered]


def _duplicate(deciding: list[Grant]) -> tuple[Grant, Grant] | None:
    """Two grants that would both decide: the same limit, and no two places between them."""
    for position, first in enumerate(deciding):
        for second in deciding[position + 1 :]:
            places_meet = not first.place or not second.place or first.place == second.place
            limits = {" ".join(row.limit.casefold().split()).replace("no limit", "") for row in (first, second)}
            if places_meet and len(limits) == 1 and (first.to_body, first.to_seat) != (second.to_body, second.to_seat):
                return first, second
    return None


@check("governance.F09", every_body=True)
def no_forum_decides(subject: Subject) -> Iterator[Finding]:
    """A consultative forum takes no decision; a place's committee, individual or lead provider needs a live grant."""
    bodies = [
        body
        for body in bodies_of(subject)
        if kind_of(subject, body) in (*subject.value["forums"], *subject.value["places"])
    ]
    if not bodies:
        yield lacks(
            subject.system,
            "The handbook names no forum and no place-based partnership.",
            missing(
                "bodies",
                "kind",
                "",
                "which bodies may not decide is known by their kind and form",
                do="add forums and place partnerships to the sheet bodies, each with its kind and form",
            ),
        )
        return
    found = [(body, decision) for body in bodies for decision in decisions(subject, (body,))]
    if not found:
        told = "No forum and no place-based partnership took a decision."
        yield none_found(subject, told, "what a body decided is seen only there", decisions="taken_by")
    for body, decision in found:
        yield _decided(subject, body, decision)


def decided_without_a_grant(subject: Subject, body: str, decision: Decision) -> bool:
    """Whether F09 already tells that a forum decided, or a place without a live grant."""
    rule = rule_on(subject.records, "governance.F09", subject.on)
    kinds = (*rule.value["forums"], *rule.value["places"]) if rule else ()
    if rule is None or kind_of(subject, body) not in kinds or decision.on_date.isoformat() < rule.valid_from:
        return False
    return _decided(replace(subject, rule=rule), body, decision).verdict is Verdict.FAIL


def _decided(subject: Subject, body: str, decision: Decision) -> Finding:
    key, function, day = decision.decision, decision.function, decision.on_date
    row, name = body_on(subject.records, body, day), named(subject, body, day)
    what = f"Decision {key} of {shown(day)} was taken by {name}"
    kind, form = (row.kind, row.form) if row else ("", "")
    if kind in subject.value["forums"] or form == "consultative_forum":
        return fails(
            key,
            f"{what}, a {(form or kind).replace('_', ' ')}; such a body advises and takes no decision.",
            do="put it, with the advice, to the body that holds the function",
        )
    if not form:
        return lacks(
            key,
            f"{what}; which of the five forms that partnership took is not known.",
            missing("bodies", "form", body, "a consultative forum may not decide"),
        )
    if not function:
        return lacks(
            key,
            f"{what}; which function it exercised is not known.",
            missing("decisions", "function", key, "it has to be granted to the body that decides"),
        )
    seats = [seat.seat for seat in subject.records.rows(Seat, body=body)]
    received = list(subject.records.rows(Grant, to_body=body))
    for seat in seats:
        received += subject.records.rows(Grant, to_seat=seat)
    if any(_wide_enough(subject, grant, function) and grant.decides and grant.holds_on(day) for grant in received):
        return passes(key, f"{what}, which held a live grant of {function}.")
    if not subject.records.rows(Grant):
        return lacks(
            key,
            f"{what}; the handbook holds no grants.",
            missing("grants", "to_body", f"a grant of {function} to {body}", "a place decides only under a live grant"),
        )
    if any(_wide_enough(subject, grant, function) and grant.decides is None for grant in received):
        return lacks(
            key,
            f"{what}; whether its grant of {function} lets it decide is not known.",
            missing("grants", "decides", f"a grant of {function} to {body}", "a place decides only under a live grant"),
        )
    return fails(
        key,
        f"{what}, which held no live grant of {function} on that day.",
        do="put it to the body that holds the function, or have the grant made and the decision taken again",
    )


def _wide_enough(subject: Subject, grant: Grant, function: str) -> bool:
    seen: set[str] = set()
    while function and function not in seen:
        if grant.function == function:
            return True
        seen.add(function)
        row = next(iter(subject.records.rows(Function, function=function)), None)
        function = row.part_of if row else ""
    return False
