"""Where nobody has entered the bodies of a system, what is found of its board says nothing of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commonweal.answers import Verdict
from commonweal.governance.checks.finding import Finding, Subject, lacks, missing
from commonweal.governance.handbook import Body


def with_all_bodies(subject: Subject, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of a rule that looks at every body of a system: with ``bodies`` empty, none speaks for all.

    That the rule reaches nothing then falls away, and what is not known is said once. A breach that was found stays.
    """
    if subject.records.rows(Body):
        yield from found
        return
    kept = [each for each in found if not (_of_all(subject, each) and each.verdict is Verdict.NOT_APPLICABLE)]
    yield from kept
    if not any(_of_all(subject, each) and each.verdict is Verdict.INSUFFICIENT_DATA for each in kept):
        yield lacks(
            subject.system,
            "The sheet bodies is empty, so which committees, places and partners the system has is not known, and they "
            "were not looked at.",
            missing("bodies", "kind", "", "the rule looks at every body of the system"),
        )


def _of_all(subject: Subject, finding: Finding) -> bool:
    return finding.subject == subject.system
