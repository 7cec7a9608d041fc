"""The merger and the cluster as questions with an answer and a receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from commonweal.answers import Answer, Evidence, Reason, Unknown, Verdict, all_of, calculation, read_date
from commonweal.governance.cluster_route import Route, routes_of
from commonweal.governance.decide_inputs import read_item
from commonweal.governance.handbook import TABLES, Handbook, Records, Row, Succession
from commonweal.governance.merger import MergerView, view_of
from commonweal.governance.merger_line import Line
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem

MERGER, CLUSTER = "governance.merger", "governance.cluster_route"
_SHOWN = (Verdict.FAIL, Verdict.INSUFFICIENT_DATA)
R = TypeVar("R", bound=Row)


class _Sheets(Mapping[str, tuple[Row, ...]]):
    """The sheets as evidence gives them: each whole, once, when it is first asked for."""

    def __init__(self, evidence: Evidence) -> None:
        self._records = Records(evidence)

    def __getitem__(self, table: str) -> tuple[Row, ...]:
        return self._records.rows(TABLES[table])

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)


class _Whole(Records):
    """Records that read a sheet whole, so that a receipt holds each row once; rules go through the evidence."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(evidence)
        self.handbook = Handbook(_Sheets(evidence), name="the handbook")

    def rows(self, row_class: type[R], **where: str) -> tuple[R, ...]:
        return self.handbook.rows(row_class, **where)


@calculation(MERGER, version="1")
def merger(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """What has to be re-homed in a merger or a split, line by line.

    Args:
        inputs: ``successions``, rows besides the handbook's own, each with ``old_body``, ``new_body``, ``on_date`` and,
            if it has one, ``scheme``.
        evidence: A handbook (`HandbookFacts`); of several, their rows joined into one.

    Returns:
        PASS where every line has exactly one successor; ``details`` holds the lines, the counts and who closes.
    """
    records = _Whole(evidence)
    view = view_of(records, _successions(inputs.get("successions") or ()), evidence.dates.holds_on)
    if not view.closings:
        return _nobody_closes(records)
    unknowns = dict.fromkeys(each.unknown for each in view.lines if each.unknown)
    return Answer(
        sentence=_sentence(view),
        verdict=view.verdict,
        reasons=tuple(_by_kind(view)),
        unknowns=tuple(unknowns),
        notes=("Commonweal says what the rules are and what is missing. It is not legal advice.",),
        details=view.to_json(),
    )


@calculation(CLUSTER, version="1")
def cluster(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """Whether a resolution of a cluster has a lawful route for each board.

    Args:
        inputs: ``decision``, its id in the handbook, or ``item``, as `can_decide` takes it; and ``icbs``, the boards.
        evidence: A handbook; of several, their rows joined into one.

    Returns:
        PASS only where a live route carries it for every board.
    """
    records, on = _Whole(evidence), evidence.dates.holds_on
    icbs = [str(icb) for icb in inputs.get("icbs") or ()]
    if inputs.get("decision"):
        found = routes_of(records, records.handbook, str(inputs["decision"]), icbs)
    elif inputs.get("item"):
        found = routes_of(records, records.handbook, read_item(inputs["item"]), icbs, on=on)
    else:
        raise BadInput(Problem("nothing is named that was resolved", do="name a decision, or give an item"))
    verdict = all_of(each.verdict for each in found)
    return Answer(
        sentence=_resolved(found, verdict),
        verdict=verdict,
        reasons=tuple(_route(each) for each in found),
        unknowns=tuple(dict.fromkeys(unknown for each in found for unknown in each.unknowns)),
        notes=("Commonweal says what the rules are and what is missing. It is not legal advice.",),
        details={"routes": [each.to_json() for each in found]},
    )


def _successions(given: Sequence[Mapping[str, Any]]) -> tuple[Succession, ...]:
    found = []
    for row in given:
        if not (row.get("old_body") and row.get("new_body") and row.get("on_date")):
            raise BadInput(
                Problem("a succession is not whole", given=str(dict(row)), expected="old_body, new_body and on_date")
            )
        day = read_date(str(row["on_date"]), what="day of a succession")
        found.append(
            Succession(
                old_body=str(row["old_body"]),
                new_body=str(row["new_body"]),
                on_date=day,
                scheme=str(row.get("scheme", "")),
            )
        )
    return tuple(found)


def _nobody_closes(records: Records) -> Answer:
    why = "who takes over from whom, and on what day, is what a merger is"
    gap = Unknown("successions.old_body", why, "fill in the sheet successions, or name who takes over from whom")
    told = "No body of the handbook is recorded as closing, and no succession is recorded."
    return Answer(sentence=told, verdict=Verdict.INSUFFICIENT_DATA, unknowns=(gap,))


def _sentence(view: MergerView) -> str:
    names = " and ".join(f"{each.name} ({written(each.day)})" for each in view.closings)
    lines = [each for each in view.lines if each.verdict is not Verdict.NOT_APPLICABLE]
    settled = sum(each.verdict is Verdict.PASS for each in lines)
    broken = sum(each.verdict is Verdict.FAIL for each in lines)
    told = [f"{settled} of {len(lines)} lines have exactly one successor"]
    told += [f"{broken} {'is' if broken == 1 else 'are'} broken"] if broken else []
    rest = len(lines) - settled - broken
    told += [f"{rest} cannot be told"] if rest else []
    return f"Taken over from {names}: {', '.join(told)}."


def _by_kind(view: MergerView) -> Iterator[Reason]:
    for kind in view.counts():
        held = [each for each in view.lines if each.kind == kind]
        open_ones = sorted((each for each in held if each.verdict in _SHOWN), key=lambda each: each.verdict.value)
        settled = sum(each.verdict is Verdict.PASS for each in held)
        yield Reason(
            f"{kind.capitalize()}: {settled} of {len(held)} with exactly one successor",
            all_of(each.verdict for each in held),
            sources=tuple(dict.fromkeys(source for each in held for source in each.sources))[:3],
            children=tuple(_open(each) for each in open_ones),
        )


def _open(each: Line) -> Reason:
    return Reason(f"{each.old_body}: {each.sentence}", each.verdict, sources=each.sources)


def _resolved(found: Sequence[Route], verdict: Verdict) -> str:
    if verdict is Verdict.PASS:
        return f"Yes: the resolution has a lawful route for {' and '.join(each.icb for each in found)}."
    first = next(each for each in found if each.verdict is verdict)
    if verdict is Verdict.FAIL:
        return f"No: the resolution does not bind {first.icb}. {first.sentence}"
    return f"It cannot be told yet whether the resolution binds {first.icb}. {first.sentence}"


def _route(each: Route) -> Reason:
    children = (*(Reason(step) for step in each.steps), *(Reason(f"To mend it: {cure}") for cure in each.cures))
    return Reason(f"{each.icb}: {each.sentence}", each.verdict, sources=each.sources, children=children)
