"""Who may read and write which rows of a handbook, as a page of the documentation, printed from the code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from commonweal.governance.handbook import (
    AgendaItem,
    Attendance,
    Ballot,
    BallotVote,
    Body,
    Breach,
    Decision,
    Gift,
    Interest,
    Person,
    PublicQuestion,
    Row,
)
from commonweal.site.accounts.roles import OF_A_PERSON, ROLES
from commonweal.site.governance.permissions import APPROVAL, may_read_row, may_write_row
from commonweal.site.governance.presenters.registers import SHOWN
from commonweal.site.governance.public_rows import PUBLIC
from commonweal.site.governance.row_asked import AskedRow

_SYSTEM, _PARTNER, _PERSON, _DAY = "QWM", "RX1", "P1", date(2026, 5, 1)
STATES = {"current": True, "superseded or withdrawn": False}


def _row(row: Row, owner_code: str = "", **more: Any) -> AskedRow:
    return AskedRow(_SYSTEM, owner_code, True, row, _DAY, **more)


_BALLOT = Ballot(ballot="B1", seat="S1", nominators="trusts")
_VOTE = BallotVote(ballot="B1", body=_PARTNER)
_SITS, _PLACE = frozenset({_PERSON}), frozenset({_PERSON})
_PRIVATE = AgendaItem(item="I2", meeting="M1", title="An item", private=True)
_ASKED = PublicQuestion(question="Q1", meeting="M1", text="Why?", text_published_on=_DAY)
_OWN = Interest(statement="S3", person=_PERSON, kind="financial", public=False)


ROWS = {
    "a body of the system": _row(Body(body="FINANCE", name="Finance Committee", kind="committee")),
    "the partner's own body": _row(Body(body=_PARTNER, name="A trust", kind="trust"), _PARTNER),
    "another partner's body": _row(Body(body="RX2", name="Another trust", kind="trust"), "RX2"),
    "a member": _row(Person(person="P1", name="A person")),
    "an interest that is published": _row(Interest(statement="S1", person="P1", kind="financial", public=True)),
    "an interest that is redacted": _row(Interest(statement="S2", person="P1", kind="financial", public=False)),
    "a gift": _row(Gift(gift="G1", person="P1", kind="gift", on_date=_DAY)),
    "a gift of no recorded day": _row(Gift(gift="G2", person="P1", kind="gift")),
    "a breach that was published": _row(Breach(breach="X1", body=_SYSTEM, published_on=_DAY)),
    "a breach not yet published": _row(Breach(breach="X2", body=_SYSTEM)),
    "an item taken in public": _row(AgendaItem(item="I1", meeting="M1", title="An item", private=False)),
    "an item taken in private": _row(_PRIVATE),
    "a decision not yet published": _row(Decision(decision="D1", on_date=_DAY, title="A decision")),
    "an item in private of a body on which the holder sits": _row(_PRIVATE, sitting=_SITS),
    "the same, from which the holder was excluded": _row(_PRIVATE, sitting=frozenset()),
    "an item in private of a body on which another sits": _row(_PRIVATE, sitting=frozenset({"P2"})),
    "a decision not yet published of a body on which the holder sits": _row(
        Decision(decision="D1", on_date=_DAY, title="A decision"), sitting=_SITS
    ),
    "an item in private of the committee of the holder's place": _row(_PRIVATE, leading=_PLACE),
    "who came to a meeting of the committee of the holder's place": _row(
        Attendance(meeting="M1", person="P2"), leading=_PLACE
    ),
    "an item in private of the committee of another place": _row(_PRIVATE, leading=frozenset({"P2", "RX2"})),
    "the text of a question, published or not, to a body on which the holder sits": _row(_ASKED, sitting=_SITS),
    "the same, to a body on which another sits": _row(_ASKED, sitting=frozenset({"P2"})),
    "the same, to the committee of the holder's place": _row(_ASKED, leading=_PLACE),
    "a ballot in which the partner takes part": _row(_BALLOT, taking_part=frozenset({_PARTNER})),
    "the same, of which only the chair's approval changes: by the secretary with a minute": _row(
        _BALLOT, taking_part=frozenset({_PARTNER}), changed=APPROVAL
    ),
    "the partner's vote in an open ballot": _row(_VOTE, _PARTNER),
    "the partner's vote in a closed ballot": _row(_VOTE, _PARTNER, open_to_owner=False),
    "the holder's own statement, as they declare it": _row(_OWN, person=_PERSON, changed=frozenset({"description"})),
    "the same, of which the publication changes": _row(_OWN, person=_PERSON, changed=frozenset({"public"})),
    "another member's statement": _row(_OWN, person="P2", changed=frozenset({"description"})),
}
"""A row of each sort that the rules tell apart."""


def permission_table() -> str:
    """The page as Markdown: what is public and why, then who reads and writes what."""
    lines = [
        "# Who reads and writes a handbook",
        "",
        "This page is printed from the code by `scripts/write_handbook_permissions.py`; a test compares the two.",
        "",
        "## What anyone may read",
        "",
        "| sheet | what makes it public | columns |",
        "|---|---|---|",
    ]
    for table, public in PUBLIC.items():
        columns = "all" if public.columns == ("*",) else ", ".join(public.columns)
        lines.append(f"| `{table}` | {public.law} | {columns} |")
    lines += [
        "",
        "No other sheet is public. A row of an agenda, a register or the decisions is public only where the handbook",
        "says so; what it does not say is taken as private. Of a gift the sheet does not tell to whom it was offered:",
        "the register does, of those who hold a seat. An interest may be redacted; of gifts nothing that was read says",
        "so, and the sheet has no column for it.",
        "",
        "## What follows from where somebody sits",
        "",
        "A member reads what belongs to the meetings of the bodies on which the person named by the role sits on",
        "that day: agenda, attendance, declarations, votes, decisions and questions, in public and in private.",
        "Participants, observers and deputies hold no seat of their own, and read what the public reads. Of an item",
        "from which the person was excluded, or whose papers were withheld, nothing is shown but what is public. The",
        "lead of a place (the leader named in the sheet `bodies`, or a role granted for the place's ODS code) reads",
        "and writes all that belongs to the meetings of the place's own committee, and reads the registers of who",
        "sits on it.",
        "",
        "## Registers that anyone may read",
        "",
        "Each is made from the sheets for a day, and leaves out what is withheld; who holds no seat is not named.",
        "What was asked in a question from the public stands there from the day on which the clerk published it.",
        "",
        "| register | what makes it public |",
        "|---|---|",
        *(f"| {each.title} | {each.law} |" for each in SHOWN.values()),
        "",
        f"## Rows of the handbook of {_SYSTEM}",
        "",
        f"By role, granted for {_SYSTEM} (a partner organisation's for {_PARTNER}; a chair's, a member's and a place",
        "lead's name a person of the handbook). R: may read something of it, W: may write it.",
        "",
        "| row | state | " + " | ".join(role.title for role in ROLES.values()) + " |",
        "|---|---|" + "---|" * len(ROLES),
    ]
    for name, asked in ROWS.items():
        for state, is_current in STATES.items():
            cells = " | ".join(_cell(role, replace(asked, is_current=is_current)) for role in ROLES)
            lines.append(f"| {name} | {state} | {cells} |")
    return "\n".join(lines) + "\n"


def _cell(role: str, asked: AskedRow) -> str:
    holder = _holder(role)
    letters = ("R" if may_read_row(holder, asked) else "") + ("W" if may_write_row(holder, asked) else "")
    return letters or "–"


def _holder(role: str) -> Any:
    from commonweal.site.audit.actors import Operator

    if role == "operator":
        return Operator("operator")
    if role == "public":
        return None
    named = bool(OF_A_PERSON & ROLES[role].permissions)
    grant = SimpleNamespace(
        role=role,
        organisation_code=_PARTNER if role == "partner_organisation" else _SYSTEM,
        person=_PERSON if named else "",
    )
    return SimpleNamespace(is_authenticated=True, is_active=True, current_grants=lambda: [grant])
