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


def test_files_name_nothing_of_the_workshop(files_of_a_part: list[Path], checkout: Path) -> None:
    findings = []
    for path in files_of_a_part:
        name = path.relative_to(checkout).as_posix()
        if path.suffix in BINARY or name.startswith(BUILT):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        findings += [
            f"{name}, line {text.count(chr(10), 0, found.start()) + 1}: {what}: {found[0]}"
            for what, pattern in FORBIDDEN.items()
            for found in pattern.finditer(text)
        ]
    assert findings == []
