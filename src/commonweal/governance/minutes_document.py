"""The draft minutes as a Word document, for the clerk to finish."""

from __future__ import annotations

from typing import IO

from docx import Document
from docx.enum.text import WD_COLOR_INDEX

from commonweal.governance.minutes import Minutes


def write_minutes(minutes: Minutes, stream: IO[bytes]) -> None:
    """Write a draft as DOCX; every gap is marked, so that none is overlooked.

    Args:
        minutes: The draft.
        stream: Where to write.

    Example:
        >>> from io import BytesIO
        >>> held = Minutes("Minutes of a board", "1 May 2026", ("A, chair",), (), (), ())
        >>> out = BytesIO()
        >>> write_minutes(held, out)
        >>> out.getvalue()[:2]
        b'PK'
    """
    page = Document()
    page.add_heading(minutes.title, level=1)
    page.add_paragraph(minutes.when)
    page.add_paragraph("Draft, to be agreed at the next meeting.")
    for heading, names in (
        ("Members present", minutes.members),
        ("In attendance", minutes.in_attendance),
        ("Apologies", minutes.apologies),
    ):
        page.add_heading(heading, level=2)
        for name in names or ("None recorded",):
            page.add_paragraph(name, style="List Bullet")
    for note in minutes.notes:
        page.add_paragraph(note)
    for item in minutes.items:
        page.add_heading(item.heading, level=2)
        for sentence in item.sentences:
            page.add_paragraph(sentence)
        for gap in item.gaps:
            marked = page.add_paragraph().add_run(f"[To be filled in: {gap}]")
            marked.font.highlight_color = WD_COLOR_INDEX.YELLOW
    page.save(stream)
