"""That the constitution lists as partner trusts exactly those that the Act makes partners."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, not_applicable, passes
from commonweal.governance.checks.scope import kind_of
from commonweal.governance.handbook import Partner
from commonweal.governance.membership import name_of
from commonweal.governance.open_board import board_check, board_name
from commonweal.organisations.periods import written

_WHY = (
    "A partner trust serves the area and may take part in nominating; the same list makes the plans and "
    "shares the limits."
)


@board_check("governance.B23")
def partner_trusts(subject: Subject) -> Iterator[Finding]:
    """A trust is listed where it serves the area and may nominate, and only then."""
    rows = [row for row in subject.records.rows(Partner, icb=subject.system) if row.holds_on(subject.on)]
    kinds = {row.body: kind_of(subject, row.body) for row in rows}
    if not rows:
        sentence = f"No partner of {board_name(subject)} is recorded for {written(subject.on)}."
        yield lacks(subject.system, sentence, missing("partners", "listed", subject.system, _WHY))
        return
    trusts = [row for row in rows if kinds[row.body] in subject.value]
    for body in (body for body, kind in kinds.items() if not kind):
        sentence = f"It is not recorded what kind of body {body} is, which stands among the partners."
        yield lacks(body, sentence, missing("bodies", "kind", body, _WHY))
    if not trusts and all(kinds.values()):
        yield not_applicable(subject.system, f"No trust stands among the partners of {board_name(subject)}.")
    for row in trusts:
        yield _listed(subject, row)


def _listed(subject: Subject, row: Partner) -> Finding:
    name, where = name_of(subject.records, row.body, subject.on), [row.where] if row.where else []
    tests = {"serves_area": row.serves_area, "may_nominate": row.may_nominate}
    partner = False if False in tests.values() else None if None in tests.values() else True
    gaps = [column for column, value in {**tests, "listed": row.listed}.items() if value is None]
    if partner is None or row.listed is None:
        asked = {
            "serves_area": "whether it serves the area",
            "may_nominate": "whether it may nominate",
            "listed": "whether the constitution lists it",
        }
        told = ", ".join(asked[column] for column in gaps)
        unknowns = (missing("partners", column, row.body, _WHY) for column in gaps)
        return lacks(row.body, f"Of {name} it is not recorded {told}.", *unknowns, where=where)
    if partner and not row.listed:
        sentence = (
            f"{name} serves the area and may nominate, so it is a partner trust; the constitution does not list it."
        )
        return fails(row.body, sentence, do="list it, and take it into the joint plans and limits", where=where)
    if row.listed and not partner:
        lacking = "does not serve the area" if row.serves_area is False else "may not take part in nominating"
        sentence = f"{name} is listed as a partner trust, but it {lacking}; a partner trust does both."
        return fails(row.body, sentence, do="take it off the list", where=where)
    told = "is listed, serves the area and may nominate" if partner else "is no partner trust, and is not listed"
    return passes(row.body, f"{name} {told}.", where=where)
