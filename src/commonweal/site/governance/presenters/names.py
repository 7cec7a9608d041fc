"""Names of people, bodies, functions and terms of art as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from commonweal.governance.handbook import Function, Handbook, Person, Records
from commonweal.governance.membership import name_of

# Words that cannot be had from the code by changing underscores to blanks.
_WORDS = {
    "health-bill-2026": "Health Bill 2026",
    "integrating-care-2020-option-1": "Integrating care 2020, option 1",
    "integrating-care-2020-option-2": "Integrating care 2020, option 2",
    "icb": "integrated care board",
    "icp": "integrated care partnership",
    "pcn": "primary care network",
    "ccg": "clinical commissioning group",
    "gp_provider_board": "GP provider board",
    "nhs_england": "NHS England",
    "delegated_from_nhs_england": "delegated from NHS England",
    "chief_executive": "chief executive",
    "non_executive": "non-executive member",
    "sub_committee": "sub-committee",
    "schedule_1b_paragraph_11": "inside the board, NHS Act 2006, Schedule 1B, paragraph 11",
    "section_65z5": "to another body, NHS Act 2006, section 65Z5",
    "section_65z6": "jointly, NHS Act 2006, section 65Z6",
    "section_75": "with a council, NHS Act 2006, section 75",
    "nhs_england_agreement": "by an agreement with NHS England",
    "statute": "by the Act itself",
    "contract": "by contract",
    "jsna": "the joint strategic needs assessment",
    "nil": "nothing to declare",
    "non_financial_professional": "professional, not financial",
    "non_financial_personal": "personal, not financial",
    "lead_send": "lead for special educational needs and disabilities",
}


def words(code: str) -> str:
    """A value of a column in words.

    Example:
        >>> words("non_executive"), words("deputy_chair")
        ('non-executive member', 'deputy chair')
    """
    return _WORDS.get(code, code.replace("_", " "))


def capital(text: str) -> str:
    """The same text with a capital at its start.

    Example:
        >>> capital("vacant since")
        'Vacant since'
    """
    return text[:1].upper() + text[1:]


def people_of(handbook: Handbook) -> dict[str, str]:
    """By each person's id the name; one that stands twice is told with the id."""
    rows = handbook.rows(Person)
    held = [row.name for row in rows]
    return {row.person: row.name if held.count(row.name) == 1 else f"{row.name} ({row.person})" for row in rows}


def person_names(handbook: Handbook, people: Iterable[str]) -> list[str]:
    """The names of some people, each with the id that the reasons of an answer use."""
    known = {row.person: row.name for row in handbook.rows(Person)}
    return [f"{known[person]} ({person})" if person in known else person for person in people]


def body_name(handbook: Handbook, body: str, on: date) -> str:
    """The name of a body on a day."""
    return name_of(Records(handbook), body, on)


def function_titles(handbook: Handbook) -> dict[str, str]:
    """By each function's id what it is, in words."""
    return {row.function: row.title for row in handbook.rows(Function)}


def address(page: str, name: str, *parts: str, **query: str) -> str:
    """The address of a page of a handbook."""
    found = reverse(f"governance:{page}", args=[name, *parts])
    kept = {key: value for key, value in query.items() if value}
    return f"{found}?{urlencode(kept)}" if kept else found
