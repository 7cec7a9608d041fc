"""The words of questions from the public: bounded, and published only where there are any."""

from __future__ import annotations

from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.meetings import PublicQuestion
from commonweal.governance.handbook.validation.findings import Findings
from commonweal.governance.question_text import MOST_CHARACTERS


def check_questions(handbook: Handbook, found: Findings) -> None:
    """No text is longer than is kept, and nothing that is blank is published."""
    for row in handbook.rows(PublicQuestion):
        if len(row.text) > MOST_CHARACTERS:
            what = f"the text holds {len(row.text):,} characters"
            do = "keep what was asked, and leave the rest with the papers of the meeting"
            found.error(row, "text", what, given=row.text[:40], expected=f"at most {MOST_CHARACTERS:,}", do=do)
        if row.text_published_on and not row.text:
            do = "enter the text, or take out the day of publication"
            found.error(row, "text_published_on", "a text is published that is not there", do=do)
