"""What is wrong with a form is told by the words beside its fields, never by a column's own name."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

import commonweal.site.governance
from commonweal.problems import Problem
from commonweal.site.components.form_problems import FIELD_LABELS, said_in_form

SYSTEM = "EXAMPLE-ICB"
MEETING = "BOARD-2026-05"
ITEM = f"{MEETING}-1"
OWN = f"/governance/{SYSTEM}/meetings/{MEETING}"
PAST = "BOARD-2026-03"


def test_every_label_stands_in_a_page_under_its_name():
    folder = Path(commonweal.site.governance.__file__).parent / "jinja2"
    pages = "".join(path.read_text() for path in sorted(folder.rglob("*.jinja")))
    for name, label in FIELD_LABELS.items():
        assert f'"{label}"' in pages or f">{label}<" in pages, label
        assert f'"{name}"' in pages, name


def test_every_column_that_an_act_names_has_its_words_or_a_form_with_its_own_errors():
    """The forms of Django put a message beside the field; all else goes through the labels."""
    folder = Path(commonweal.site.governance.__file__).parent
    paths = [*sorted((folder / "meeting_acts").glob("*.py")), *sorted((folder / "views").glob("*.py"))]
    named = {name for path in paths for name in re.findall(r'column="(\w+)"', path.read_text())}
    assert named
    assert named <= set(FIELD_LABELS)


def test_place_in_a_file_or_a_sheet_is_told_as_it_stands_there():
    told = Problem("it is no time", sheet="meetings", row=4, column="Starts")
    assert said_in_form(told) == str(told)
    assert said_in_form(Problem("nothing is known", given="x")) == 'Nothing is known ("x").'


def _faults(response) -> str:
    text = response.content.decode()
    found = re.findall(
        r'(?:nhsuk-error-summary"|nhsuk-error-message|id="said")(.*?)</(?:div|ul|p|span)>', text, re.DOTALL
    )
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", " ".join(found))).split())


CASES = {
    "live": ("live/", {"do": "guest"}, {}, "“Somebody else who came”: nobody is chosen"),
    "live-time": ("live/", {"do": "begin"}, {}, "“Time of what you enter”: the meeting is not today"),
    "live-odd-time": ("live/", {"do": "begin"}, {"time": "noonish"}, "not a time of day"),
    "item-time": (f"live/{ITEM}/", {"do": "start_item", "section": "times"}, {}, "“Time of what you enter”"),
    "item-private": (f"live/{ITEM}/", {"do": "private", "section": "times"}, {}, "“Reason that the resolution states”"),
    "item-declare": (f"live/{ITEM}/", {"do": "declare", "section": "interests"}, {"time": "9:30"}, "“Who declares?”"),
    "item-outcome": (
        f"live/{ITEM}/",
        {"do": "decide", "section": "decision"},
        {},
        "“How did it go?”: how it went is not",
    ),
    "item-amount": (
        f"live/{ITEM}/",
        {"do": "decide", "section": "decision"},
        {"outcome": "approved", "title": "Yes", "amount": "lots"},
        "“For how much in all?”",
    ),
    "item-wording": (
        f"live/{ITEM}/",
        {"do": "decide", "section": "decision"},
        {"outcome": "approved", "title": " "},
        "“What was decided, as it will be minuted and published”",
    ),
    "outcomes-ratify": ("outcomes/", {"do": "ratify", "decision": "x"}, {}, "“Which later meeting ratified it?”"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES)
def test_clerk_is_told_of_the_field_as_the_page_calls_it(client, secretary, stored, case):
    page, said, given, words = CASES[case]
    client.force_login(secretary)
    response = client.post(f"{OWN}/{page}", {"act": json.dumps(said), **given})
    told = _faults(response)
    assert response.status_code == 400
    assert words in told, told
    assert not re.search(r'column "|\b[a-z]+_[a-z_]+\b', told), told
