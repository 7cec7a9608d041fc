"""Whether the rows of a handbook agree with each other: what is refused, and what is only told."""

from commonweal.governance.handbook.validation.findings import Findings
from commonweal.governance.handbook.validation.terms import TERMS_READ, TermReader, check_term
from commonweal.governance.handbook.validation.whole import validate

__all__ = ["TERMS_READ", "Findings", "TermReader", "check_term", "validate"]
