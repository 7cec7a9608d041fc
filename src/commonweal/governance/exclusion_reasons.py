"""The reason in a resolution that excludes the public: whether one is stated, and of which kind the Act allows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.answers import Verdict
from commonweal.governance.checks.scope import says_none

_CONFIDENTIAL = re.compile(
    r"confiden|commercial|contract|negotiat|tender|procure|bid|personal|named|by name|identif|patient|health of"
    r"|person's health|employ|staff|\bpay\b|salar|disciplin|legal|litig|dispute|settle"
)
_ADVICE = re.compile(r"\b(?:advice|recommendation)s?\b")
_FORMULA = re.compile(
    r"\b(?:publicity|public|interests?|would|be|prejudicial|prejudice|to|the|in|by|reason|reasons|of|special|nature|"
    r"business|private|part|session|closed|is|it|item|because|for|transacted|act|1960|section|1|2|admission|meetings|"
    r"bodies|under|s)\b|[^a-z0-9]"
)


@dataclass(frozen=True, slots=True)
class ExclusionReason:
    """What a stated reason comes to.

    Args:
        verdict: PASS where a reason of a kind the Act allows is stated; FAIL where none was; INSUFFICIENT_DATA where it
            is not recorded; NEEDS_JUDGEMENT where the words only repeat the Act's.
        ground: ``confidential``, ``advice`` or ``special``; empty where none is stated.
        sentence: The same in words.
    """

    verdict: Verdict
    ground: str
    sentence: str


def read_exclusion_reason(reason: str) -> ExclusionReason:
    """What a resolution's reason comes to.

    The Public Bodies (Admission to Meetings) Act 1960, section 1(2) and (3), lets a body exclude the public where
    publicity would harm the public interest because the business is confidential, or for another special reason that
    the resolution states and that lies in the nature of the business; the need to hear advice from outside the body may
    be treated as one. Whether a stated reason is good is for the body to judge: only whether it is stated, and of which
    kind it is, is read here.

    Example:
        >>> read_exclusion_reason("the terms of a contract are being settled").ground
        'confidential'
        >>> read_exclusion_reason("publicity would be prejudicial to the public interest").verdict
        <Verdict.NEEDS_JUDGEMENT: 'NEEDS_JUDGEMENT'>
    """
    plain = " ".join(reason.casefold().split())
    if says_none(plain):
        return ExclusionReason(Verdict.FAIL, "", "No resolution gave a reason for excluding the public.")
    if not plain:
        told = "The reason that the resolution stated is not recorded."
        return ExclusionReason(Verdict.INSUFFICIENT_DATA, "", told)
    if not _FORMULA.sub("", plain):
        told = f"The words “{reason}” repeat the Act and state no reason that lies in this business."
        return ExclusionReason(Verdict.NEEDS_JUDGEMENT, "", told)
    if _CONFIDENTIAL.search(plain):
        return ExclusionReason(Verdict.PASS, "confidential", f"The business is confidential: {reason}.")
    if _ADVICE.search(plain):
        return ExclusionReason(Verdict.PASS, "advice", f"The body has to hear advice: {reason}.")
    return ExclusionReason(Verdict.PASS, "special", f"A special reason is stated: {reason}.")
