"""The select that long lists use is the design system's, option by option."""

from __future__ import annotations

import re

import pytest
from django.template import engines

OPTIONS = [("", "All of England"), ("QHL", "Birmingham & Solihull"), (20, "20% or more")]
OURS = '{% from "components/select.jinja" import select %}{{ select(name, label, options, chosen, hint, error) }}'
THEIRS = """{% from "nhsuk/components/select/macro.jinja" import select %}
{% set items = [] %}
{% for value, words in options %}{% do items.append({"value": value|string, "text": words}) %}{% endfor %}
{{ select({"label": {"text": label}, "hint": {"text": hint} if hint else undefined, "id": name, "name": name,
           "items": items, "value": chosen, "errorMessage": {"text": error} if error else undefined}) }}"""


def drawn(template: str, **given: object) -> str:
    text = engines["jinja2"].from_string(template).render({"name": "icb", "label": "ICB", "options": OPTIONS, **given})
    return re.sub(r"\s*(<|>|^|$)\s*", r"\1", re.sub(r"\s+", " ", text))


@pytest.mark.parametrize("chosen", ["", "QHL", "20", "nowhere"])
@pytest.mark.parametrize("hint", ["", "One of 42"])
@pytest.mark.parametrize("error", ["", "Choose an ICB <from> the list"])
def test_it_is_the_select_of_the_design_system(chosen: str, hint: str, error: str) -> None:
    given = {"chosen": chosen, "hint": hint, "error": error}
    ours = drawn(OURS, **given)
    assert ours == drawn(THEIRS, **given)
    assert ours.count(" selected>") == (chosen in ("QHL", "20"))
