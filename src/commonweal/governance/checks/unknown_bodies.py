"""What is not known of the bodies of a system: which they are at all, and of which form a place partnership is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commonweal.answers import Verdict
from commonweal.governance.checks.finding import Finding, Subject, lacks, missing
from commonweal.governance.checks.scope import own_bodies, standing_bodies
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


def with_unformed_places(subject: Subject, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of a rule on the ICB and its committees, with each place partnership of which no form is recorded.

    A place partnership that is a committee of the ICB by its form is part of it; without the form, whether the rule
    reaches its members is not known.
    """
    yield from found
    own, standing = own_bodies(subject), standing_bodies(subject)
    if subject.records.rows(Body, body=subject.system) and subject.system not in {row.body for row in standing}:
        return  # the board is not open on the day, and owes nothing
    for row in standing:
        if row.kind == "place_partnership" and not row.form and (not row.parent or row.parent in own):
            yield lacks(
                row.body,
                f"The form of {row.name} is not recorded, so whether it is a committee of the ICB, whose members the "
                "rule then reaches, is not known.",
                missing(
                    "bodies", "form", row.body, "a place partnership that is a committee by form is part of the ICB"
                ),
            )


def _of_all(subject: Subject, finding: Finding) -> bool:
    return finding.subject == subject.system
