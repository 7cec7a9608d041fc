"""No file names the machine it was written on, a package registry, or the tools that wrote it."""

from __future__ import annotations

import re
from pathlib import Path

# Written in parts so that this file is not its own first finding.
FORBIDDEN = {
    "a path of one machine": re.compile(
        r"(?<![\w.])/(?:wo" r"rk/(?:main|shared)|ro" r"ot/|ho" r"me/\w+/|op" r"t/(?:pypi|wheels))"
    ),
    "a temporary folder by name": re.compile(r"(?<![\w.$}])/tm" r"p/\w"),
    "a package registry": re.compile(
        r"py" r"pi\.org|pythonho" r"sted\.org|regis" r"try\.npm" r"js\.org|regis" r"try\.yarn"
    ),
    "a tool that writes code": re.compile(r"\b(?:cla" r"ude|anthro" r"pic|chat" r"gpt|open" r"ai|cop" r"ilot)\b", re.I),
    "the number of an issue": re.compile(r"\bissue[s]? (?:no\. ?|#)?\d+\b", re.I),
}
BUILT = "src/commonweal/site/static/"
BINARY = {".png", ".ico", ".xlsx", ".gz", ".parquet", ".sqlite3"}


def test_file_names_nothing_of_the_workshop(kept_file: Path, checkout: Path) -> None:
    if kept_file.suffix in BINARY or kept_file.relative_to(checkout).as_posix().startswith(BUILT):
        return
    text = kept_file.read_text(encoding="utf-8", errors="replace")
    findings = [
        f"line {text.count(chr(10), 0, found.start()) + 1}: {what}: {found[0]}"
        for what, pattern in FORBIDDEN.items()
        for found in pattern.finditer(text)
    ]
    assert findings == []
