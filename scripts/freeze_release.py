"""Freeze what a release promises never to change: its rule entries and a set of receipts.

Run once for each release, after the version is set: ``python scripts/freeze_release.py``. It writes
``tests/golden/VERSION/rules.json`` and ``tests/golden/VERSION/receipts/*.json.gz`` and refuses to write them twice.
From then on the tests hold every later version to them: a released entry is still there, letter for letter, and every
receipt still replays. ``--add`` writes only the receipts of questions that a version has none of yet, and is for a
version that is not released.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import commonweal
from commonweal.answers import Dates, Receipt, SigningKey, digest
from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.governance.decide import CALCULATION, WHO, question_text
from commonweal.governance.decide_inputs import Item
from commonweal.governance.handbook import AgendaItem, Meeting
from commonweal.law import load_packs
from commonweal.wiring import Asked, ask, handbook_facts

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"

QUESTIONS = (
    ("core-qhl", "allocations.icb_allocation", {"icb": "QHL", "stream": "core", "year": "2025/26"}, date(2025, 4, 1)),
    ("core-qyg", "allocations.icb_allocation", {"icb": "QYG", "stream": "core", "year": "2024/25"}, date(2025, 4, 1)),
    (
        "primary-qop",
        "allocations.icb_allocation",
        {"icb": "QOP", "stream": "primary_medical", "year": "2025/26"},
        date(2025, 4, 1),
    ),
    (
        "specialised-qwe",
        "allocations.icb_allocation",
        {"icb": "QWE", "stream": "specialised", "year": "2025/26"},
        date(2025, 4, 1),
    ),
    ("explained-qhl", "allocations.explain", {"icb": "QHL", "stream": "core", "year": "2025/26"}, date(2025, 4, 1)),
    ("successors-qnq", "organisations.successors", {"code": "QNQ"}, date(2026, 4, 1)),
)

DECISIONS = (
    ("decide-passes", CALCULATION, "AUDIT-2026-04-2"),
    ("decide-quorum-lost-half-way", CALCULATION, "FINANCE-2026-02-3"),
    ("decide-a-member-leaves", CALCULATION, "FINANCE-2025-12-3"),
    ("decide-above-the-limit", CALCULATION, "WEALDP2-2026-01-2"),
    ("decide-nobody-said-who-is-there", CALCULATION, "WEALDP2-2026-05-2"),
    ("who-may-decide", WHO, "FINANCE-2025-12-3"),
)
"""Items of the fictional system's agendas, each asked of the day of its meeting: yes, no and not known."""


def asked_questions() -> Iterator[tuple[str, Asked]]:
    """Every question, asked now, under the name of its receipt."""
    known_at = datetime.now(UTC).replace(microsecond=0)
    for name, calculation, inputs, day in QUESTIONS:
        yield name, ask(calculation, inputs, f"{calculation} for {inputs}", Dates.on(day, known_at=known_at))
    handbook = wealdmarch_handbook()
    for name, calculation, id in DECISIONS:
        (row,) = handbook.rows(AgendaItem, item=id)
        (meeting,) = handbook.rows(Meeting, meeting=row.meeting)
        item, dates = Item(title=row.title, item=id), Dates.on(meeting.on_date, known_at=known_at)
        facts = handbook_facts(handbook, dates)
        yield name, ask(calculation, item.to_json(), question_text(calculation, item), dates, facts=facts)


def rule_digests() -> dict[str, str]:
    """The digest of every dated value of every entry, by pack, id, period and day of recording."""
    found = {}
    for pack in load_packs():
        for entry in pack.entries:
            for dated in entry.values:
                place = f"{pack.pack} {entry.id} {dated.valid_from} {dated.recorded_from}"
                content = dated.model_dump(mode="json") | {"unit": entry.unit}
                content["source"] = pack.sources[dated.source].title
                found[place] = digest(content)
    return dict(sorted(found.items()))


def main() -> int:
    """Write the golden files of this version."""
    folder, adding = GOLDEN / commonweal.__version__, "--add" in sys.argv[1:]
    if folder.exists() and not adding:
        print(f"{folder.name} is frozen already: a released entry is never edited", file=sys.stderr)
        return 1
    receipts = folder / "receipts"
    receipts.mkdir(parents=True, exist_ok=True)
    if not adding:
        (folder / "rules.json").write_text(json.dumps(rule_digests(), indent=1) + "\n")
    held = {path.name.split(".")[0] for path in receipts.glob("*.json*")}
    key = SigningKey.new()
    for name, asked in asked_questions():
        if name not in held:
            text = Receipt.issue(asked.question, asked.answer, asked.evidence, key).to_text()
            # The time is left out of the file, so that the same receipt gives the same bytes.
            (receipts / f"{name}.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    return 0


if __name__ == "__main__":
    sys.exit(main())
