"""The private part of a meeting: which items, by which reason, and which of its decisions are still to be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.answers import Reason, Unknown, Verdict, all_of
from commonweal.governance.admission_duty import AdmissionDuty, admission_duty
from commonweal.governance.exclusion_reasons import read_exclusion_reason
from commonweal.governance.handbook import AgendaItem, Meeting, Records
from commonweal.governance.private_decisions import ToPublish, decisions_to_publish
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, slots=True)
class PrivateItem:
    """Something taken without the public: an item, or the whole meeting where ``item`` is empty.

    Args:
        item, number, title: As on the agenda.
        reason: What the resolution stated.
        ground: ``confidential``, ``advice`` or ``special``; empty where none is stated.
        verdict: Whether a reason of a kind the Act allows is stated; NOT_APPLICABLE where none is asked for.
        sentence: The same in words.
    """

    item: str
    number: str
    title: str
    reason: str
    ground: str
    verdict: Verdict
    sentence: str

    def to_json(self) -> dict[str, Any]:
        """The item as plain JSON."""
        plain = ("item", "number", "title", "reason", "ground", "sentence")
        return {name: getattr(self, name) for name in plain} | {"verdict": self.verdict.value}


@dataclass(frozen=True, slots=True)
class PrivatePart:
    """The private part of a meeting.

    Args:
        meeting: Its id.
        verdict: Whether the public was lawfully kept out: PASS, FAIL, NEEDS_JUDGEMENT, INSUFFICIENT_DATA; and
            NOT_APPLICABLE where it was admitted throughout or need not be.
        sentence: The same in words.
        whole: Whether it is the whole meeting; None where nobody says whether the public was admitted.
        items: What was taken without the public.
        decisions: What was decided there, with the day of its publication.
        resolution: A draft of the resolution, for the chair to put; empty where nothing is private.
        reasons: The duty to admit the public, and each reason.
        unknowns: What is missing.
    """

    meeting: str
    verdict: Verdict
    sentence: str
    whole: bool | None
    items: tuple[PrivateItem, ...] = ()
    decisions: tuple[ToPublish, ...] = ()
    resolution: str = ""
    reasons: tuple[Reason, ...] = ()
    unknowns: tuple[Unknown, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The private part as plain JSON."""
        plain = {name: getattr(self, name) for name in ("meeting", "sentence", "whole", "resolution")}
        return plain | {
            "verdict": self.verdict.value,
            "items": [item.to_json() for item in self.items],
            "decisions": [decision.to_json() for decision in self.decisions],
            "reasons": [reason.to_json() for reason in self.reasons],
            "unknowns": [unknown.to_json() for unknown in self.unknowns],
        }


def private_part(records: Records, meeting: str, *, on: date) -> PrivatePart:
    """What a meeting takes without the public, whether a reason of an allowed kind is stated, and what comes out when.

    Args:
        records: The handbook.
        meeting: The meeting's id.
        on: The day on which this is asked: decisions are overdue or not by it.

    Raises:
        BadInput: There is no such meeting.

    Example:
        >>> from commonweal.governance.handbook import Body, Handbook
        >>> board = Body(body="ICB", name="Wealdmarch", kind="icb")
        >>> held = Meeting(meeting="M1", body="ICB", on_date=date(2026, 5, 21), open_to_public=True)
        >>> pay = AgendaItem(item="M1-9", meeting="M1", number="9", title="Pay", private=True,
        ...                  exclusion_reason="it tells of the pay of named employees")
        >>> part = private_part(Records(Handbook.of([board, held, pay])), "M1", on=date(2026, 5, 21))
        >>> part.verdict, part.items[0].ground
        (<Verdict.PASS: 'PASS'>, 'confidential')
    """
    held = next(iter(records.rows(Meeting, meeting=meeting)), None)
    if held is None:
        raise BadInput(Problem("the handbook has no such meeting", given=meeting, do="see the sheet meetings"))
    agenda = records.rows(AgendaItem, meeting=meeting)
    whole = None if held.open_to_public is None else not held.open_to_public
    duty = admission_duty(records, held.body, held.on_date)
    private = [row for row in agenda if row.private]
    items = tuple(_item(row, duty) for row in private)
    if whole:
        items = (_judged(duty, "", "", "The whole meeting", held.exclusion_reason),)
        private = list(agenda)
    unknowns = [*duty.unknowns, *_unknowns(held, agenda, items, duty)]
    verdicts = [item.verdict for item in items]
    if unknowns and Verdict.FAIL not in verdicts:
        verdicts.append(Verdict.INSUFFICIENT_DATA)
    verdict = all_of(verdicts) if verdicts else Verdict.NOT_APPLICABLE
    reasons = (
        Reason(duty.sentence, duty.verdict, sources=duty.sources),
        *(Reason(f"{item.title}: {item.sentence}", item.verdict, sources=duty.sources) for item in items),
    )
    return PrivatePart(
        meeting,
        verdict,
        _sentence(verdict, items, reasons),
        whole,
        items,
        tuple(row for item in private for row in decisions_to_publish(records, held, item, on)),
        _resolution(items),
        reasons,
        tuple(dict.fromkeys(unknowns)),
    )


def _item(row: AgendaItem, duty: AdmissionDuty) -> PrivateItem:
    return _judged(duty, row.item, row.number, row.title, row.exclusion_reason)


def _judged(duty: AdmissionDuty, item: str, number: str, title: str, reason: str) -> PrivateItem:
    read = read_exclusion_reason(reason)
    if duty.verdict is Verdict.NOT_APPLICABLE and read.verdict is not Verdict.PASS:
        told = "No resolution is asked for, since the public need not be admitted."
        return PrivateItem(item, number, title, reason, read.ground, Verdict.NOT_APPLICABLE, told)
    return PrivateItem(item, number, title, reason, read.ground, read.verdict, read.sentence)


def _unknowns(
    held: Meeting, agenda: tuple[AgendaItem, ...], items: tuple[PrivateItem, ...], duty: AdmissionDuty
) -> list[Unknown]:
    if duty.verdict is Verdict.NOT_APPLICABLE:
        return []
    missing = []
    if held.open_to_public is None:
        missing.append(("meetings", "open_to_public", held.meeting, "the public is admitted unless it is excluded"))
    if held.open_to_public is not False:
        why = "an item is taken in public unless somebody says otherwise"
        missing += [("agenda_items", "private", row.item, why) for row in agenda if row.private is None]
    why = "only a resolution with a reason may exclude the public"
    for item in items:
        if item.verdict is Verdict.INSUFFICIENT_DATA:
            table = "agenda_items" if item.item else "meetings"
            missing.append((table, "exclusion_reason", item.item or held.meeting, why))
    return [
        Unknown(f"{table}.{column} of {key}", why, f"fill in {column.replace('_', ' ')} in the sheet {table} of {key}")
        for table, column, key, why in missing
    ]


def _sentence(verdict: Verdict, items: tuple[PrivateItem, ...], reasons: tuple[Reason, ...]) -> str:
    if not items:
        return "Nothing is taken without the public." if verdict is not Verdict.INSUFFICIENT_DATA else (
            "Whether the public was admitted throughout is not known."
        )  # fmt: skip
    told = next((reason.sentence for reason in reasons[1:] if reason.verdict is verdict), reasons[0].sentence)
    count = "1 item is" if len(items) == 1 and items[0].item else f"{len(items)} items are"
    what = "The whole meeting is" if not items[0].item else count
    return f"{what} taken without the public. {told}"


def _resolution(items: tuple[PrivateItem, ...]) -> str:
    if not items:
        return ""
    reasons = "; ".join(
        f"{f'item {item.number or item.item}' if item.item else 'the whole meeting'}: "
        f"{item.reason or '[reason to be filled in]'}"
        for item in items
    )
    return (
        "That the public be excluded while the following is considered, since publicity would prejudice the public "
        f"interest for the reason given. {reasons[:1].upper()}{reasons[1:]}."
    )
