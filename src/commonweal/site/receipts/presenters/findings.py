"""The four findings, each apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.answers import Finding
from commonweal.site.components.answers import verdict_class
from commonweal.site.receipts.checking import Checked
from commonweal.site.receipts.presenters import differences

MOST_DIFFERENCES = 20

_ASKS = (
    "Was a byte changed since it was signed, and is the signer known here?",
    "Did it come from this installation?",
    "Does the evidence that it carries give the same answer again?",
    "What has changed since then? That is news, not a fault of the receipt.",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as a page shows it.

    Args:
        name: Its name.
        asks: The question that it replies to.
        tag, colour: The verdict in words and the colour beside it.
        sentence: What was found.
        differences: Then and now.
        further: How many more differences there are than are shown.
    """

    name: str
    asks: str
    tag: str
    colour: str
    sentence: str
    differences: Sequence[differences.Shown]
    further: int


def shown(checked: Checked) -> list[Shown]:
    """The findings in their order."""
    return [_shown(finding, asks, checked) for finding, asks in zip(checked.found.findings, _ASKS, strict=True)]


def _shown(finding: Finding, asks: str, checked: Checked) -> Shown:
    if finding.verdict is not None:
        tag, colour = finding.verdict.words, verdict_class(finding.verdict)[1]
    elif not checked.was_run:
        tag, colour = "Not compared", "grey"
    elif finding.differences:
        tag, colour = f"{len(finding.differences):,} differ" + ("s" if len(finding.differences) == 1 else ""), "blue"
    else:
        tag, colour = "Nothing differs", "green"
    listed = finding.differences[:MOST_DIFFERENCES]
    return Shown(
        finding.name,
        asks,
        tag,
        colour,
        finding.sentence,
        [differences.shown(difference) for difference in listed],
        len(finding.differences) - len(listed),
    )
