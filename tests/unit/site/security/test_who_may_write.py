"""How the site's code is laid: views and presenters reach rows through `records` and `actions` only."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import commonweal.site

_WORD = r"csrf_input|carried\(\)"
SITE = Path(commonweal.site.__file__).parent
READERS = {"views", "presenters", "forms", "api", "urls", "names"}
"""Modules and packages of a room that never ask a model for rows."""


def modules() -> list[Path]:
    return [
        path
        for path in sorted(SITE.rglob("*.py"))
        if READERS & {path.stem, *path.relative_to(SITE).parent.parts} and "migrations" not in path.parts
    ]


def test_no_view_or_presenter_touches_rows():
    assert len(modules()) > 20
    touching = [
        f"{path.relative_to(SITE)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "_default_manager"}
    ]
    assert touching == [], "read through the room's `records`, write through its `actions`"


def test_nothing_is_marked_safe_and_no_view_is_free_of_the_form_s_mark():
    found = []
    for path in sorted(SITE.rglob("*.py")):
        text = path.read_text("utf-8")
        found += [
            f"{path.relative_to(SITE)}: {word}"
            for word in (
                "mark_safe",
                "csrf_exempt",
                "Markup(",
                "objects.raw(",
                "objects.extra(",
                "xframe_options_exempt",
                "eval(",
            )
            if word in text
        ]
    assert found == []


def test_no_template_switches_escaping_off():
    found = [
        str(path.relative_to(SITE))
        for path in SITE.rglob("*.jinja")
        if any(
            word in path.read_text("utf-8") for word in ("|safe", "| safe", "autoescape false", " style=", "onclick=")
        )
    ]
    assert found == []


def test_every_form_that_is_posted_carries_its_mark():
    missing = []
    for path in SITE.rglob("*.jinja"):
        for form in path.read_text("utf-8").split("<form")[1:]:
            body = form.split("</form>")[0]
            # `carried()` is a macro of a page with several forms: it prints the mark and what all of them carry.
            if 'method="post"' in body.split(">")[0] and not {"csrf_input", "carried()"} & set(re.findall(_WORD, body)):
                missing.append(str(path.relative_to(SITE)))
    assert missing == []
