"""``commonweal minutes``: a draft of a meeting's minutes, as text or as a Word document."""

from __future__ import annotations

import argparse
from pathlib import Path

from commonweal.cli.telling import visible

HELP = (
    "Draft the minutes of a meeting from what the handbook records: who was there, what was declared, whether each\n"
    "item was quorate, how the vote went, what was decided and considered. What is missing is marked."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--handbook", required=True, metavar="DIR_OR_XLSX", help="the handbook, or the word wealdmarch")
    parser.add_argument("--meeting", required=True, metavar="ID", help="the meeting")
    parser.add_argument("--out", type=Path, metavar="FILE.docx", help="write a Word document instead of printing")


def run(options: argparse.Namespace) -> int:
    """Print or write the draft."""
    from commonweal.cli.decide import named_handbook
    from commonweal.governance.minutes import draft_minutes

    minutes = draft_minutes(named_handbook(options.handbook), options.meeting)
    if options.out:
        from commonweal.governance.minutes_document import write_minutes
        from commonweal.tables import placed

        with placed(options.out, replace=False) as stream:
            write_minutes(minutes, stream)
        gaps = "1 gap" if minutes.gaps == 1 else f"{minutes.gaps} gaps"
        print(visible(f"Wrote {options.out}, with {gaps} marked for the clerk to fill."))
        return 0
    print(visible(f"{minutes.title}, {minutes.when} (draft)"))
    for heading, names in (
        ("Members present", minutes.members),
        ("In attendance", minutes.in_attendance),
        ("Apologies", minutes.apologies),
    ):
        print(f"{heading}:")
        for name in names or ("none recorded",):
            print(visible(f"  {name}"))
    for note in minutes.notes:
        print(visible(note))
    for item in minutes.items:
        print()
        print(visible(item.heading))
        for sentence in item.sentences:
            print(visible(f"  {sentence}"))
        for gap in item.gaps:
            print(visible(f"  [To be filled in: {gap}]"))
    return 0
