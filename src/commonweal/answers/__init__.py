"""The beam of the house: an Answer with its reasons and sources, and the Receipt that anyone can re-run."""

from commonweal.answers.answer import Answer, Judgement, Quantity, Question, Reason, Unknown
from commonweal.answers.archive import Archive
from commonweal.answers.calculation import REGISTRY, Registry, ask_within, calculation, run
from commonweal.answers.canonical import canonical_bytes, digest
from commonweal.answers.dates import Dates, read_date
from commonweal.answers.evidence import Evidence, FactRecord, FactSource, MissingEvidence, RuleRecord
from commonweal.answers.keys import SigningKey
from commonweal.answers.receipt import Receipt
from commonweal.answers.source import OWN_FILE, Source
from commonweal.answers.text import lines, show_quantity, source_lines
from commonweal.answers.verdict import Verdict, all_of, any_of, exit_status
from commonweal.answers.verify import Difference, Finding, Verification, verify

__all__ = [
    "OWN_FILE",
    "REGISTRY",
    "Answer",
    "Archive",
    "Dates",
    "Difference",
    "Evidence",
    "FactRecord",
    "FactSource",
    "Finding",
    "Judgement",
    "MissingEvidence",
    "Quantity",
    "Question",
    "Reason",
    "Receipt",
    "Registry",
    "RuleRecord",
    "SigningKey",
    "Source",
    "Unknown",
    "Verdict",
    "Verification",
    "all_of",
    "any_of",
    "ask_within",
    "calculation",
    "canonical_bytes",
    "digest",
    "exit_status",
    "lines",
    "read_date",
    "run",
    "show_quantity",
    "source_lines",
    "verify",
]
