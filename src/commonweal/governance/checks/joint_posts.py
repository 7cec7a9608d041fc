"""Joint posts (F16): the guidance on joint appointments was considered before the post was filled."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, not_applicable, passes
from commonweal.governance.checks.people_told import who
from commonweal.governance.checks.scope import bodies_of, kind_of, named, partners, shown, since
from commonweal.governance.handbook import Employment
from commonweal.governance.open_board import board_check


@board_check("governance.F16", names_people=True)
def joint_posts_had_their_guidance(subject: Subject) -> Iterator[Finding]:
    """A post that two bodies share was filled after the guidance on joint appointments had been considered."""
    ours = set(bodies_of(subject)) | partners(subject)
    held = [
        row
        for row in subject.records.rows(Employment)
        if row.holds_on(subject.on) and (row.employer in ours or row.joint_with in ours)
    ]
    if not held:
        yield lacks(
            subject.system,
            "The handbook holds no posts in the system's bodies.",
            missing("employments", "joint_with", "", "a joint post is seen only there"),
        )
        return
    joint = [row for row in held if row.joint_with]
    if not joint:
        yield not_applicable(subject.system, "No post in the handbook is shared with another body.")
    for row in joint:
        yield _post(subject, row)


def _post(subject: Subject, row: Employment) -> Finding:
    shared = f"{named(subject, row.employer)} shares with {named(subject, row.joint_with)}"
    what = f"The post of {who(subject, row.person)} that {shared}"
    key = f"{row.person}, {row.employer}"
    if kind_of(subject, row.employer) == "council" and kind_of(subject, row.joint_with) == "council":
        return not_applicable(row.person, f"{what} is between councils.")
    for column in ("from_date", "joint_guidance_considered_on"):
        if getattr(row, column) is None:
            return lacks(
                row.person,
                f"{what}: {column.replace('_', ' ')} is not known.",
                missing("employments", column, key, "the guidance is considered before a joint post is filled"),
            )
    assert row.from_date is not None
    assert row.joint_guidance_considered_on is not None
    if row.from_date < since(subject):
        return not_applicable(row.person, f"{what} was filled before the duty began.")
    if row.joint_guidance_considered_on > row.from_date:
        return fails(
            row.person,
            f"{what} was filled on {shown(row.from_date)}; the guidance on joint appointments was considered only on "
            f"{shown(row.joint_guidance_considered_on)}.",
            do="consider the guidance now, and record what follows from it for this post",
        )
    return passes(row.person, f"{what} was filled after the guidance on joint appointments had been considered.")
