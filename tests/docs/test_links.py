"""A link to another file of the project leads to a file that is there, and to a heading that is in it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
IMAGE = re.compile(r"!\[[^\]\n]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
FENCED = re.compile(r"^ *```.*?^ *```", re.M | re.S)


def anchors(path: Path) -> set[str]:
    """The fragment of each heading, as the usual renderers make it."""
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    made: dict[str, int] = {}
    result = set(re.findall(r'<a (?:id|name)="([^"]+)"', text))
    for heading in re.findall(r"^#{1,6} +(.*?) *#*$", text, flags=re.M):
        words = re.sub(r"[^\w\- ]", "", re.sub(r"[`*]|\]\([^)]*\)", "", heading).lower()).replace(" ", "-")
        count = made.get(words, 0)
        made[words] = count + 1
        result.add(f"{words}-{count}" if count else words)
    return result


def test_relative_links_lead_somewhere(document: Path, checkout: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", FENCED.sub("", document.read_text(encoding="utf-8")))
    broken = []
    for target in LINK.findall(text) + IMAGE.findall(text):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path, _, fragment = unquote(target).partition("#")
        found = (document.parent / path).resolve() if path else document
        inside = found.exists() and found.is_relative_to(checkout)
        if not inside or (fragment and found.suffix == ".md" and fragment not in anchors(found)):
            broken.append(target)
    assert broken == []
