"""What a check on allocation data found: one finding is one sentence with its parts for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    Args:
        kind: Short name of the finding, such as ``practice_in_two_places``; stable, for machines.
        sentence: The finding in words.
        severity: ``error`` spoils a result, ``warning`` may, ``note`` does not.
        practice, place: Codes of what it is about, empty where it is about neither.
        people: Projected list size that is touched, where it is known.
        do: What the reader can do about it.

    Example:
        >>> Finding("practice_in_none", "A81001 is in no place.", practice="A81001").to_json()["severity"]
        'error'
    """

    kind: str
    sentence: str
    severity: Severity = "error"
    practice: str = ""
    place: str = ""
    people: float | None = None
    do: str = ""

    def to_json(self) -> dict[str, Any]:
        """The finding as plain JSON."""
        return {
            "kind": self.kind,
            "severity": self.severity,
            "sentence": self.sentence,
            "practice": self.practice,
            "place": self.place,
            "people": self.people,
            "do": self.do,
        }


def count_findings(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each kind, in order of kind.

    Example:
        >>> count_findings([Finding("b", "x"), Finding("a", "y"), Finding("b", "z")])
        {'a': 1, 'b': 2}
    """
    return dict(sorted(Counter(finding.kind for finding in findings).items()))


def kind_in_words(kind: str) -> str:
    """The short name of a finding as people read it.

    Example:
        >>> kind_in_words("place_in_two_icbs")
        'place in two ICBs'
    """
    return " ".join(word.replace("icb", "ICB", 1) if word.startswith("icb") else word for word in kind.split("_"))


def summarise(findings: Sequence[Finding], apart: int = 3) -> list[str]:
    """Findings as lines to read: many of one kind in one place become one line that names their practices.

    Args:
        findings: In the order to be shown.
        apart: How many of a kind and place still stand on lines of their own.

    Example:
        >>> summarise([Finding("closed", f"P{n} has closed.", "warning", f"P{n}", "North") for n in range(5)])
        ['[warning] closed, North: 5 practices (P0, P1, P2, P3, P4).']
    """
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.kind, finding.place), []).append(finding)
    lines = []
    for (severity, kind, place), found in groups.items():
        if len(found) <= apart or not all(finding.practice for finding in found):
            lines += [
                f"[{severity}] {finding.sentence}" + (f" To mend it: {finding.do}." if finding.do else "")
                for finding in found
            ]
            continue
        named = ", ".join(finding.practice for finding in found[:8]) + (", ..." if len(found) > 8 else "")
        what = kind_in_words(kind) + (f", {place}" if place else "")
        remedy = f" To mend it: {found[0].do}." if found[0].do else ""
        lines.append(f"[{severity}] {what}: {len(found)} practices ({named}).{remedy}")
    return lines
