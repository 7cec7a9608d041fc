"""The gate as an Answer: whether the places are a partition, and every reason why not."""

from __future__ import annotations

from commonweal.allocations.findings import Finding
from commonweal.allocations.partition import Partition
from commonweal.answers import Answer, Reason, Source, Unknown, Verdict

MOST_REASONS = 200

_WORDS = {
    Verdict.PASS: "are a partition: every practice stands in exactly one place, and every figure is there",
    Verdict.FAIL: "are not a partition",
    Verdict.INSUFFICIENT_DATA: "are a partition, but figures of some practices are missing",
}


def gate_answer(partition: Partition, sources: tuple[Source, ...] = ()) -> Answer:
    """Say whether the places are a partition, with a reason per finding, and every finding for machines in the details.

    Args:
        partition: The places.
        sources: Where the bounds of believable figures stand.

    Example:
        >>> from commonweal.allocations.membership import members_from_pairs
        >>> from commonweal.allocations.partition import partition_practices
        >>> from commonweal.allocations.practice_file import practice_file_from_columns
        >>> columns = {"practice": ["P1"], "icb": ["Q1"], "population": [900], "wp_core": [950]}
        >>> file = practice_file_from_columns(columns)
        >>> gate_answer(partition_practices(file, members_from_pairs([("P1", "North")]))).verdict.value
        'PASS'
    """
    found = partition.findings
    verdict = partition.verdict
    where = "England" if partition.icb.lower() == "all" else partition.icb.upper()
    return Answer(
        sentence=f"The {len(partition)} places of {where} {_WORDS[verdict]}.",
        verdict=verdict,
        reasons=tuple(_reason(finding, sources) for finding in found[:MOST_REASONS]),
        unknowns=tuple(
            Unknown(
                finding.sentence.rstrip("."), "A missing figure is not nought, and its share is not known.", finding.do
            )
            for finding in found
            if finding.kind == "missing_figure"
        ),
        notes=(f"The gate found {len(found)} things; the first {MOST_REASONS} are listed.",)
        if len(found) > MOST_REASONS
        else (),
        details={"findings": [finding.to_json() for finding in found]},
    )


def _reason(finding: Finding, sources: tuple[Source, ...]) -> Reason:
    verdict = {
        "error": Verdict.FAIL,
        "warning": Verdict.INSUFFICIENT_DATA if finding.kind == "missing_figure" else None,
        "note": None,
    }[finding.severity]
    return Reason(finding.sentence, verdict, sources=sources)
