"""What a receipt proves: four findings, each on its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from commonweal.answers.answer import Answer, Reason
from commonweal.answers.calculation import REGISTRY, Registry, run
from commonweal.answers.canonical import can_be_signed, canonical_bytes, digest
from commonweal.answers.embedded import EmbeddedFacts, EmbeddedRules, NotEmbedded
from commonweal.answers.evidence import DatasetSource, Evidence, FactSource, NoDatasets, RuleSource
from commonweal.answers.keys import is_signed_by
from commonweal.answers.receipt import Receipt
from commonweal.answers.verdict import Verdict, all_of

_REPLAYED, _TODAY = "Replayed on the embedded evidence", "What would differ today"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was: a rule, a fact, a data set, the engine, or the answer."""

    kind: str
    what: str
    then: Any
    now: Any

    def to_json(self) -> dict[str, Any]:
        """The difference as plain JSON."""
        return {"kind": self.kind, "what": self.what, "then": self.then, "now": self.now}


@dataclass(frozen=True, slots=True)
class Finding:
    """One of the four findings. ``today`` has no verdict: a world that has moved on is no fault of the receipt."""

    name: str
    verdict: Verdict | None
    sentence: str
    differences: tuple[Difference, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The finding as plain JSON."""
        return {
            "name": self.name,
            "verdict": self.verdict.value if self.verdict else None,
            "sentence": self.sentence,
            "differences": [difference.to_json() for difference in self.differences],
        }


@dataclass(frozen=True, slots=True)
class Verification:
    """The four findings on a receipt."""

    intact: Finding
    registered: Finding
    replayed: Finding
    today: Finding

    @property
    def findings(self) -> tuple[Finding, ...]:
        """In the order in which they are shown."""
        return (self.intact, self.registered, self.replayed, self.today)

    def as_answer(self) -> Answer:
        """The findings as one Answer: all of intact, registered and replayed."""
        verdict = all_of([finding.verdict for finding in self.findings if finding.verdict])
        sentence = {
            Verdict.PASS: "The receipt is intact, registered, and gives the same answer again.",
            Verdict.FAIL: "The receipt does not hold.",
        }.get(verdict, "Part of what the receipt says could not be proved here.")
        reasons = tuple(
            Reason(
                f"{finding.name}: {finding.sentence}",
                finding.verdict,
                children=tuple(Reason(_tell(difference)) for difference in finding.differences),
            )
            for finding in self.findings
        )
        return Answer(
            sentence=sentence,
            verdict=verdict,
            reasons=reasons,
            details={"findings": [f.to_json() for f in self.findings]},
        )


def verify(
    receipt: Receipt,
    *,
    known_keys: frozenset[str] | None = None,
    is_registered: Callable[[str], bool] | None = None,
    rules: RuleSource | None = None,
    facts: FactSource | None = None,
    datasets: DatasetSource | None = None,
    registry: Registry = REGISTRY,
) -> Verification:
    """Say what a receipt proves.

    Args:
        receipt: The receipt, not yet believed.
        known_keys: Public keys of this installation and of others that are trusted; None where there are none.
        is_registered: Asks the audit chain for a digest; None where there is no chain to ask.
        rules: Today's rules, to say what would differ; None leaves that unsaid.
        facts: Today's facts.
        datasets: The archive of large data sets.
        registry: The calculations that can be run here.
    """
    if not can_be_signed(receipt.body):
        return Verification(
            _intact(receipt, known_keys),
            _registered(receipt, is_registered),
            Finding(_REPLAYED, Verdict.FAIL, "It was not run: what cannot be signed was never issued."),
            Finding(_TODAY, None, "It was not compared, for the same reason."),
        )
    return Verification(
        _intact(receipt, known_keys),
        _registered(receipt, is_registered),
        _replayed(receipt, datasets or NoDatasets(), registry),
        _today(receipt, rules, facts, datasets or NoDatasets(), registry),
    )


def _intact(receipt: Receipt, known_keys: frozenset[str] | None) -> Finding:
    name = "Intact and signed"
    if not can_be_signed(receipt.body):
        return Finding(name, Verdict.FAIL, "The body holds numbers that cannot be signed.")
    if digest(receipt.body) != receipt.digest:
        return Finding(name, Verdict.FAIL, "The contents do not match the digest: something was changed.")
    if receipt.signature["algorithm"] != "Ed25519" or not is_signed_by(
        receipt.signature["public_key"], canonical_bytes(receipt.body), receipt.signature["value"]
    ):
        return Finding(name, Verdict.FAIL, "The signature does not fit the contents.")
    key = receipt.signature["public_key"]
    if known_keys is None or key not in known_keys:
        return Finding(
            name,
            Verdict.INSUFFICIENT_DATA,
            f"It is unchanged since it was signed, but the key {key[:16]}… is not known here: the signer is unproved.",
        )
    return Finding(name, Verdict.PASS, f"It is unchanged since it was signed with the key {key[:16]}….")


def _registered(receipt: Receipt, is_registered: Callable[[str], bool] | None) -> Finding:
    name = "Registered in the audit chain"
    if is_registered is None:
        return Finding(
            name, Verdict.INSUFFICIENT_DATA, "There is no audit chain here to ask, so its origin is unproved."
        )
    try:
        own = digest(receipt.body)
    except (ValueError, TypeError):
        own = ""
    if own != receipt.digest:
        return Finding(name, Verdict.FAIL, "The digest that it claims is not that of its contents.")
    if is_registered(own):
        return Finding(name, Verdict.PASS, "The audit chain holds its digest.")
    return Finding(
        name, Verdict.INSUFFICIENT_DATA, "The audit chain does not hold its digest, so its origin is unproved."
    )


def _replayed(receipt: Receipt, datasets: DatasetSource, registry: Registry) -> Finding:
    name = _REPLAYED
    if receipt.body["audience"] == "public":
        return Finding(
            name,
            Verdict.INSUFFICIENT_DATA,
            "Personal facts are withheld from a public receipt, so it cannot be replayed.",
        )
    versions: Mapping[str, str] = receipt.body["calculations"]
    gone = [f"{held} version {version}" for held, version in versions.items() if registry.find(held, version) is None]
    if gone:
        made_by = receipt.body["commonweal"]
        return Finding(
            name,
            Verdict.INSUFFICIENT_DATA,
            f"This release does not carry {', '.join(gone)}; replay it with Commonweal {made_by}.",
        )
    absent = [item["name"] for item in receipt.body["evidence"]["datasets"] if datasets.path(item["sha256"]) is None]
    if absent:
        return Finding(
            name,
            Verdict.INSUFFICIENT_DATA,
            f"The archive does not hold {', '.join(absent)}; restore it and verify again.",
        )
    try:
        evidence = Evidence(
            rules=EmbeddedRules(receipt.body["evidence"]),
            facts=EmbeddedFacts(receipt.body["evidence"]),
            datasets=datasets,
            dates=receipt.question.dates,
            versions=versions,
        )
        again = run(receipt.question, evidence, registry=registry).to_json()
    except NotEmbedded as wanted:
        return Finding(name, Verdict.FAIL, f"The calculation asks for {wanted}, which the receipt does not carry.")
    except Exception as error:  # what a forged receipt carries can fail a calculation in any way
        return Finding(
            name,
            Verdict.FAIL,
            f"The calculation cannot be run on what the receipt carries ({type(error).__name__}: {error}).",
        )
    if canonical_bytes(again) == canonical_bytes(receipt.body["answer"]):
        return Finding(name, Verdict.PASS, "The embedded evidence gives the same answer again.")
    then = receipt.body["answer"]
    changed = tuple(
        Difference("answer", part, then[part], again[part]) for part in again if again[part] != then.get(part)
    )
    return Finding(name, Verdict.FAIL, "The embedded evidence gives another answer.", changed)


def _today(
    receipt: Receipt, rules: RuleSource | None, facts: FactSource | None, datasets: DatasetSource, registry: Registry
) -> Finding:
    name = _TODAY
    if rules is None:
        return Finding(name, None, "Today's rules and facts were not asked.")
    dates = replace(receipt.question.dates, known_at=datetime.now(UTC).replace(microsecond=0))
    live = Evidence(rules=rules, facts=facts, datasets=datasets, dates=dates)
    differences: list[Difference] = []
    for item in receipt.body["evidence"]["rules"]:
        entry = live.find_rule(item["asked"], on=date.fromisoformat(item["on"]))
        _compare(
            differences, "rule", f"{item['asked']} on {item['on']}", item["entry"], entry.to_json() if entry else None
        )
    for item in receipt.body["evidence"]["facts"]:
        row = live.find_fact(item["table"], **item["key"])
        what = f"{item['table']} {' '.join(item['key'].values())}"
        _compare(differences, "fact", what, item["row"], row.to_json() if row else None)
    for item in receipt.body["evidence"]["rows"]:
        now = [record.to_json() for record in live.rows(item["table"], **item["where"])]
        _compare(differences, "fact", f"{item['table']} where {item['where']}", item["rows"], now)
    for held, version in receipt.body["calculations"].items():
        newest = registry.find(held)
        _compare(differences, "engine", f"calculation {held}", version, newest.version if newest else None)
    differences += _answer_today(receipt, rules, facts, datasets, registry, dates)
    if not differences:
        return Finding(name, None, "Nothing: today's rules, facts and engine are those of the receipt.")
    kinds = ", ".join(dict.fromkeys(difference.kind for difference in differences))
    return Finding(
        name, None, f"{len(differences)} differ ({kinds}); the receipt itself stays as it is.", tuple(differences)
    )


def _answer_today(
    receipt: Receipt,
    rules: RuleSource,
    facts: FactSource | None,
    datasets: DatasetSource,
    registry: Registry,
    dates: Any,
) -> list[Difference]:
    if receipt.body["audience"] == "public":
        return []
    question = replace(receipt.question, dates=dates)
    try:
        answer = run(
            question, Evidence(rules=rules, facts=facts, datasets=datasets, dates=dates), registry=registry
        ).to_json()
    except Exception as error:  # what a forged receipt asks can fail a calculation in any way
        return [
            Difference(
                "answer", "the question can no longer be answered", receipt.body["answer"]["sentence"], str(error)
            )
        ]
    then = receipt.body["answer"]
    return [
        Difference("answer", part, then[part], answer[part])
        for part in ("verdict", "value", "sentence")
        if then[part] != answer[part]
    ]


def _compare(into: list[Difference], kind: str, what: str, then: Any, now: Any) -> None:
    if then != now:
        into.append(Difference(kind, what, then, now))


def _tell(difference: Difference) -> str:
    def short(value: Any) -> str:
        if isinstance(value, dict) and "value" in value and "pack" in value:
            value = value["value"]
        elif isinstance(value, dict) and "values" in value:
            value = value["values"]
        text = "nothing" if value is None else str(value)
        return text if len(text) <= 200 else text[:197] + "..."

    return f"{difference.kind}, {difference.what}: then {short(difference.then)}; now {short(difference.now)}"
