"""Transfers of functions between national bodies (K05): by regulations, to one body that may receive them."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    none_found,
    not_applicable,
    not_yet_due,
    passes,
)
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import kind_of, named, shown, since
from commonweal.governance.handbook import Body, Function, Transfer


@check("governance.K05")
def national_functions_pass_by_regulations(subject: Subject) -> Iterator[Finding]:
    """A function of a national body named in the Act passes to another such body, by regulations, and wholly."""
    rows = [row for row in subject.records.rows(Transfer) if row.kind == "function"]
    national = [row for row in rows if _national(subject, row.old_body)]
    if not national:
        if rows:
            told = "No function of a national body is transferred in the handbook."
            yield none_found(subject, told, "what kind of body gave up a function is seen only there", bodies="kind")
        else:
            yield lacks(
                subject.system,
                "The handbook holds no transfers of functions.",
                missing("transfers", "scheme", "", "a transfer between national bodies needs regulations"),
            )
    for row in national:
        yield _transfer(subject, row)


def _national(subject: Subject, body: str) -> bool:
    if kind_of(subject, body) in subject.value["kinds"]:
        return True
    names = {str(name).casefold() for name in subject.value["bodies"]}
    return any(row.name.casefold() in names for row in subject.records.rows(Body, body=body))


def _transfer(subject: Subject, row: Transfer) -> Finding:
    what = f"The transfer {row.line} of {row.what} from {named(subject, row.old_body)}"
    for column in ("on_date", "new_body", "scheme"):
        if not getattr(row, column):
            return lacks(
                row.line,
                f"{what}: {column.replace('_', ' ')} is not known.",
                missing("transfers", column, row.line, "a function passes on a day, to a body, by regulations"),
            )
    assert row.on_date is not None
    if row.on_date < since(subject):
        return not_applicable(row.line, f"{what} came before this power.")
    if row.on_date > subject.on:
        return not_yet_due(row.line, f"{what} takes place on {shown(row.on_date)}.")
    if not _national(subject, row.new_body):
        return fails(
            row.line,
            f"{what} is to {named(subject, row.new_body)}, which is none of the national bodies between which "
            "functions pass by these regulations.",
            do="name the power under which it passes, or the national body that took it",
        )
    held = [each for each in subject.records.rows(Function, function=row.what) if each.holds_on(subject.on)]
    if not any(each.holder for each in held):
        return lacks(
            row.line,
            f"{what}: who holds the function on {shown(subject.on)} is not known.",
            missing("functions", "holder", row.what, "after a transfer the new body alone holds it"),
        )
    others = sorted({each.holder for each in held} - {row.new_body, ""})
    if others:
        return fails(
            row.line,
            f"{what} took place on {shown(row.on_date)}, and {named(subject, others[0])} still stands as its holder.",
            do=f"end its row in the sheet functions on the day before {shown(row.on_date)}",
        )
    return passes(row.line, f"{what} to {named(subject, row.new_body)} was made by {row.scheme}.")
