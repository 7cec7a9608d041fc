"""One item for decision at Wyndlesea Coast, ready for ``commonweal decide --item``."""

from __future__ import annotations

from pathlib import Path

ITEM = """\
title: Same-day hubs, second part
body: WEALDP2
meeting: WEALDP2-2026-05
function: local_enhanced_services
amount: "£480,000"
place: WEALDP2
counterparties: [Aldersea Medical Centre, Brockhythe Surgery]
present: [P025, P201, P202, P203, P206]
individual_patient: no
changes_services: no
"""
"""What the committee is to decide, for how much, who gains, and who will be in the room."""


def write_item(folder: Path) -> Path:
    """Write the item into a folder, as ``same-day-hubs.yaml``.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_item(Path(folder)).name
        'same-day-hubs.yaml'
    """
    file = folder / "same-day-hubs.yaml"
    file.write_text(ITEM, encoding="utf-8")
    return file
