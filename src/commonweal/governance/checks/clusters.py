"""That what a cluster of boards resolves is decided in law by a body or a person who can decide."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, none_found, passes
from commonweal.governance.checks.scope import kind_of
from commonweal.governance.handbook import Body, Decision, Meeting, Partner
from commonweal.governance.membership import name_of
from commonweal.governance.open_board import board_check, board_name

_WHY = "A cluster is no legal person: each decision is one board's, a joint committee's or a named delegate's."


@board_check("organisations.A09")
def cluster_decisions(subject: Subject) -> Iterator[Finding]:
    """Each decision of a meeting of the cluster names the board, joint committee or delegate who took it in law."""
    clusters = _clusters(subject)
    if not subject.records.rows(Body):
        gap = missing("bodies", "kind", subject.system, _WHY)
        yield lacks(subject.system, "No body is recorded, so it is not known whether the board is in a cluster.", gap)
        return
    if not clusters:
        yield none_found(subject, f"{board_name(subject)} is recorded in no cluster.", _WHY, partners="body")
    for cluster in clusters:
        decisions = _decisions(subject, cluster)
        if not decisions:
            gap = missing("decisions", "taken_by", cluster, _WHY)
            yield lacks(cluster, f"No decision of {name_of(subject.records, cluster, subject.on)} is recorded.", gap)
        for row in decisions:
            yield _resolves(subject, cluster, row)


def _clusters(subject: Subject) -> list[str]:
    own = [
        row
        for row in subject.records.rows(Body, system=subject.system)
        if row.kind == "cluster" and row.holds_on(subject.on)
    ]
    joined = [row for row in subject.records.rows(Partner, icb=subject.system) if row.holds_on(subject.on)]
    through = [row.body for row in joined if kind_of(subject, row.body) == "cluster"]
    return list(dict.fromkeys([*(row.body for row in own), *through]))


def _decisions(subject: Subject, cluster: str) -> list[Decision]:
    meetings = {row.meeting for row in subject.records.rows(Meeting, body=cluster)}
    return [
        row
        for row in subject.records.rows(Decision)
        if row.on_date <= subject.on and (row.meeting in meetings or row.taken_by == cluster)
    ]


def _resolves(subject: Subject, cluster: str, row: Decision) -> Finding:
    name, where = name_of(subject.records, cluster, row.on_date), [row.where] if row.where else []
    what = f"The decision {row.decision} ({row.title}) of {name}"
    if row.taken_by_seat:
        return passes(row.decision, f"{what} was taken in law by the holder of {row.taken_by_seat}.", where=where)
    if not row.taken_by:
        gap = missing("decisions", "taken_by", row.decision, _WHY)
        return lacks(row.decision, f"{what} does not say who took it in law.", gap, where=where)
    kind, taker = kind_of(subject, row.taken_by, row.on_date), name_of(subject.records, row.taken_by, row.on_date)
    if not kind:
        gap = missing("bodies", "kind", row.taken_by, _WHY)
        return lacks(
            row.decision,
            f"{what} was taken by {taker}, of which the handbook does not say what it is.",
            gap,
            where=where,
        )
    if kind not in subject.value:
        sentence = (
            f"{what} is recorded as taken by {taker}, a {kind.replace('_', ' ')}, which cannot decide "
            "for a board in law."
        )
        do = "let each board take it, alone or through a joint committee or delegates whom it names"
        return fails(row.decision, sentence, do=do, where=where)
    note = "" if row.taken_by == subject.system or kind != "icb" else f" and binds no other board than {taker}"
    return passes(row.decision, f"{what} was taken in law by {taker}{note}.", where=where)
