"""The questions about bodies that can be asked, answered with reasons and receipts.

Each takes ``datasets``, the SHA-256 of every public list by its key, and holds on the day of the question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from commonweal.answers import Answer, Evidence, Quantity, Reason, Unknown, Verdict, all_of, calculation
from commonweal.organisations.assembly import asked_register, public_lists
from commonweal.organisations.assembly.files import BOARD_NAMES, list_of
from commonweal.organisations.bodies import Body
from commonweal.organisations.chains import Descent
from commonweal.organisations.checks import area_map, check_register
from commonweal.organisations.citing import Sources
from commonweal.organisations.kinds import TIERS, Kind, Status
from commonweal.organisations.loading import read_code_list
from commonweal.organisations.periods import written
from commonweal.organisations.register import Register
from commonweal.organisations.replies import (
    age_notes,
    article,
    body_json,
    chain_notes,
    codes_reason,
    counted_words,
    descent_json,
    descent_reason,
    listed,
    named,
    names_reasons,
    parent_reasons,
    parts_words,
    share_words,
    state,
)


@calculation("organisations.show", version="1")
def show(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """What a body (``code``) is: its name, kind, codes, what it stands in, what stands in it, and where it went."""
    register, day, body = _asked(inputs, evidence)
    sources = Sources(evidence)
    after = [(part, register.body(part.body)) for part in register.successors(body)]
    before = [(part, register.body(part.origin)) for part in register.predecessors(body) if part.steps == 1]
    reasons = [codes_reason(body, sources, register), *names_reasons(body)]
    reasons += parent_reasons(register, body, day, sources)
    parts, item = parts_words(register, body, day), area_map(register, day)
    if parts:
        reasons.append(Reason("Holds " + listed(parts)))
    if item and item.counts()[body.id]:
        covered = f"Covers {item.counts()[body.id]:,} of {len(item):,} small areas ({item.unit})"
        reasons.append(Reason(covered, sources=sources.titled([item.source])))
    for heading, found in (("Took over from", before), ("Succeeded by", after)):
        if found:
            told = tuple(descent_reason(part, other, sources) for part, other in found)
            reasons.append(Reason(heading, children=told))
    kind, status = body.kind_on(day) or body.kind, body.status_on(day)
    sentence = f"{named(body, day)}, {article(kind.words)}, {state(body, day, past=_is_past(day, evidence))}"
    if status is Status.CLOSED and after:
        sentence += " and went to " + "; ".join(f"{named(other)} ({share_words(part)})" for part, other in after)
    elif status is None:
        opened = "not known when it opened" if body.opened is None else f"it opens on {written(body.opened)}"
        sentence = f"On {written(day)} {named(body, day)}, {article(kind.words)}, is not open yet: {opened}"
    elif status is not Status.CLOSED:
        sentence = f"On {written(day)} {sentence}"
    return Answer(
        sentence=sentence + ".",
        value=Quantity(status.words if status else "not open yet", "text"),
        reasons=tuple(reasons),
        notes=age_notes(body, day) + chain_notes(part for part, _ in after),
        details=body_json(body, day) | {"successors": [descent_json(part, other) for part, other in after]},
    )


@calculation("organisations.successors", version="1")
def successors(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """Where the parts of a body (``code``) are, along every chain; ``basis`` says what shares are counted by."""
    register, day, body = _asked(inputs, evidence)
    found = [(p, register.body(p.body)) for p in register.successors(body, on=day, basis=inputs.get("basis"))]
    if found:
        went = "; ".join(f"{named(other, day)} ({share_words(part)})" for part, other in found)
        left = min(row.day for part, _ in found for path in part.paths for row in path)
        sentence = f"By {written(day)} {named(body, left - timedelta(days=1))} had gone to {went}."
    else:
        sentence = f"By {written(day)} nothing had taken over from {named(body, day)}"
        later = register.chains.out_of(body.id)
        if later:
            sentence += f"; {listed(row.successor for row in later)} did on {written(later[0].day)}"
        sentence += "."
    answer = _descent_answer(sentence, found, evidence)
    location = body.kind_on(day) is Kind.SUB_ICB and body.live_on(day) and len(body.roles) > 1
    if location and answer.notes:
        stands = listed(named(parent, day) for parent in register.parents(body, day, Kind.ICB)) or "no one board"
        note = f"The code {body.id} lives on as a sub-ICB location, which stands in {stands}."
        answer = replace(answer, notes=(*answer.notes, note))
    return answer


@calculation("organisations.predecessors", version="1")
def predecessors(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """The bodies whose parts are in a body (``code``), each with the part that came; ``basis`` as for successors."""
    register, day, body = _asked(inputs, evidence)
    found = [(p, register.body(p.origin)) for p in register.predecessors(body, on=day, basis=inputs.get("basis"))]
    near = [(part, other) for part, other in found if part.steps == 1]
    if near:
        came = "; ".join(f"{named(other)} ({share_words(part, 'of it')})" for part, other in near)
        far = len(found) - len(near)
        through = f", and through them from {far} earlier {'body' if far == 1 else 'bodies'}" if far else ""
        sentence = f"By {written(day)} {named(body, day)} had taken over from {came}{through}."
    else:
        sentence = f"By {written(day)} {named(body, day)} had taken over from nothing that is listed."
    return _descent_answer(sentence, found, evidence)


@calculation("organisations.tree", version="1")
def tree(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """A body (``code``) and all open bodies below it, each below its lowest parent."""
    register, day, body = _asked(inputs, evidence)
    node = register.tree(body, day)
    counted = [(kind, node.count(kind) - (node.kind is kind)) for kind in TIERS]
    said = [counted_words(kind, number) for kind, number in counted if number]
    below = {each.body.id for each in node.walk()} - {body.id}
    held = [m for id in sorted(below) for m in register.memberships_of(id) if m.period.holds_on(day)]
    direct = sum(child.kind is Kind.PRACTICE for child in node.children if node.kind is Kind.ICB)
    notes = register.notes
    if direct:
        stand = "practice stands" if direct == 1 else "practices stand"
        notes += (f"{direct} {stand} directly below the board: no list of that day says more of where.",)
    lists = Sources(evidence).titled(m.source for m in held)
    return Answer(
        sentence=f"On {written(day)} {named(body, day)} held {listed(said) if said else 'no other body'}.",
        value=Quantity(len(below), "count"),
        reasons=(Reason("Told by the lists named below", sources=lists),) if lists else (),
        notes=notes,
        details={"tree": node.to_json(day)},
    )


@calculation("organisations.check", version="1")
def check(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """Whether the register is sound on a day and at every change of map; a missing list is never a pass."""
    datasets = inputs.get("datasets", {})
    register, day = asked_register(evidence, inputs), evidence.dates.holds_on
    what, names = list_of(BOARD_NAMES), {}
    if BOARD_NAMES in datasets:
        path = evidence.dataset(what.title, datasets[BOARD_NAMES])
        names = {row.code: row.name for row in read_code_list(path, name=what.title).rows}
    # A list that is to hand is the reader's own copy: nobody here has held that one against its publication.
    cited = next(iter(Sources(evidence).titled([what.title])), what.source)
    reasons = check_register(register, day, evidence, names=names, names_source=cited)
    kept = sum(reason.verdict is Verdict.PASS for reason in reasons)
    return Answer(
        sentence=f"{kept} of {len(reasons)} checks of the register for {written(day)} were passed.",
        verdict=all_of(reason.verdict for reason in reasons if reason.verdict),
        reasons=reasons,
        unknowns=_missing(datasets),
        notes=register.notes,
    )


def _missing(datasets: Mapping[str, str]) -> tuple[Unknown, ...]:
    if not datasets:
        return (
            Unknown(
                "Practices, networks, trusts and small areas",
                "The package holds only regions, boards, sub-ICB locations and their succession.",
                "download the public lists and name their folder with --data; `commonweal data` lists them",
            ),
        )
    return tuple(
        Unknown(
            f"The list {item.title} was not found",
            f"It unlocks {item.unlocks}.",
            f"get it from {item.address}",
        )
        for item in (each.file for each in public_lists())
        if item.id not in datasets
    )


def _asked(inputs: Mapping[str, Any], evidence: Evidence) -> tuple[Register, date, Body]:
    register, day = asked_register(evidence, inputs), evidence.dates.holds_on
    return register, day, register.body(str(inputs["code"]), day)


def _descent_answer(sentence: str, found: list[tuple[Descent, Body]], evidence: Evidence) -> Answer:
    sources = Sources(evidence)
    return Answer(
        sentence=sentence,
        value=Quantity(len(found), "count"),
        reasons=tuple(descent_reason(part, other, sources) for part, other in found),
        notes=chain_notes(part for part, _ in found),
        details={"bodies": [descent_json(part, other) for part, other in found]},
    )


def _is_past(day: date, evidence: Evidence) -> bool:
    return day < evidence.dates.known_at.date()
