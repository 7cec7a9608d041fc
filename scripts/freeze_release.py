"""Freeze what a release promises never to change: its rule entries and a set of receipts.

Run once for each release, after the version is set: ``python scripts/freeze_release.py``. It writes
``tests/golden/VERSION/rules.json`` and ``tests/golden/VERSION/receipts/*.json`` and refuses to write them twice.
From then on the tests hold every later version to them: a released entry is still there, letter for letter, and every
receipt still replays.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import commonweal
from commonweal.answers import Dates, Receipt, SigningKey, digest
from commonweal.law import load_packs
from commonweal.wiring import ask

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
    folder = GOLDEN / commonweal.__version__
    if folder.exists():
        print(f"{folder.name} is frozen already: a released entry is never edited", file=sys.stderr)
        return 1
    (folder / "receipts").mkdir(parents=True)
    (folder / "rules.json").write_text(json.dumps(rule_digests(), indent=1) + "\n")
    key = SigningKey.new()
    for name, calculation, inputs, day in QUESTIONS:
        dates = Dates.on(day, known_at=datetime.now(UTC).replace(microsecond=0))
        asked = ask(calculation, inputs, f"{calculation} for {inputs}", dates)
        receipt = Receipt.issue(asked.question, asked.answer, asked.evidence, key)
        (folder / "receipts" / f"{name}.json").write_text(receipt.to_text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
