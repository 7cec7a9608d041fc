"""The gate as an Answer: whether the places are a partition, and every reason why not."""

from __future__ import annotations

from commonweal.allocations.findings import Finding
from commonweal.allocations.partition import UNKNOWN_KINDS, Partition
from commonweal.allocations.practice_completeness import NOT_CHECKED, NOT_WHOLE
from commonweal.allocations.practice_file import OF_THE_FILE
from commonweal.answers import Answer, Reason, Source, Unknown, Verdict

MOST_REASONS = 200

_WORDS = {
    Verdict.PASS: "are a partition: every practice stands in exactly one place, and every figure is there",
    Verdict.FAIL: "are not a partition",
    Verdict.INSUFFICIENT_DATA: "are a partition, but figures of some practices are missing",
}
_NOT_SOUND = "are a partition of the practices in the file, but the file is not as published"
_NOT_CHECKED = "are a partition of the practices in the file, but whether it has every practice could not be checked"


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
        sentence=f"The {len(partition)} places of {where} {_words(partition)}.",
        verdict=verdict,
        reasons=tuple(_reason(finding, sources) for finding in found[:MOST_REASONS]),
        unknowns=tuple(
            Unknown(
                finding.sentence.rstrip("."), "A missing figure is not nought, and its share is not known.", finding.do
            )
            for finding in found
            if finding.kind == "missing_figure"
        )
        + tuple(
            Unknown(finding.sentence.rstrip("."), "Pounds are shared wrongly where practices are missing.", finding.do)
            for finding in found
            if finding.kind == NOT_CHECKED
        ),
        notes=(f"The gate found {len(found)} things; the first {MOST_REASONS} are listed.",)
        if len(found) > MOST_REASONS
        else (),
        details={"findings": [finding.to_json() for finding in found]},
    )


def _words(partition: Partition) -> str:
    """What is wrong, in words: the places, the file, or neither."""
    verdict = partition.verdict
    grave = {finding.kind for finding in partition.findings if finding.severity == "error"}
    if verdict is Verdict.FAIL and grave <= OF_THE_FILE | {NOT_WHOLE}:
        return _NOT_SOUND
    kinds = {finding.kind for finding in partition.findings}
    if verdict is Verdict.INSUFFICIENT_DATA and "missing_figure" not in kinds:
        return _NOT_CHECKED
    return _WORDS[verdict]


def _reason(finding: Finding, sources: tuple[Source, ...]) -> Reason:
    verdict = {
        "error": Verdict.FAIL,
        "warning": Verdict.INSUFFICIENT_DATA if finding.kind in UNKNOWN_KINDS else None,
        "note": None,
    }[finding.severity]
    return Reason(finding.sentence, verdict, sources=sources)
