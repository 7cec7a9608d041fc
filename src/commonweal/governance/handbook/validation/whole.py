"""Everything that is looked at between the rows of a handbook."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.row import Row
from commonweal.governance.handbook.validation.findings import Findings
from commonweal.governance.handbook.validation.keys import check_keys, check_seats_shared
from commonweal.governance.handbook.validation.nil_returns import check_nil_returns
from commonweal.governance.handbook.validation.periods import check_periods, check_stays
from commonweal.governance.handbook.validation.questions import check_questions
from commonweal.governance.handbook.validation.references import check_references
from commonweal.governance.handbook.validation.shares import check_shares
from commonweal.governance.handbook.validation.terms import check_limits, check_terms


def validate(
    handbook: Handbook,
    *,
    incomplete: frozenset[str] = frozenset(),
    faulty: Mapping[str, tuple[Row, ...]] = MappingProxyType({}),
) -> Findings:
    """Look at a handbook as a whole: keys, references, periods, open terms, shares. Not what the law asks.

    Args:
        handbook: The rows.
        incomplete: Tables that lack rows because of faults of their own.
        faulty: Of each table the rows that it lacks and whose keys can be read, so that doubles are told all the same.

    Returns:
        Errors and warnings, each with file, sheet, row and column.

    Example:
        >>> from commonweal.governance.handbook.board import Person
        >>> twice = Handbook.of([Person(person="P1", name="A"), Person(person="P1", name="B")])
        >>> validate(twice).errors[0].what
        'the row P1 has the same key, person, and says something else'
    """
    found = Findings()
    check_keys(handbook, found, faulty)
    check_references(handbook, incomplete, found)
    check_periods(handbook, found)
    check_terms(handbook, found)
    check_limits(handbook, found)
    check_seats_shared(handbook, found)
    check_stays(handbook, found)
    check_shares(handbook, found)
    check_nil_returns(handbook, found)
    check_questions(handbook, found)
    return found
