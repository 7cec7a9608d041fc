"""Which conditions each code of the events means: worked once for each different code, not once for each event."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commonweal.population.codelists.codelist import Codelist

CHARACTERS, FILLER = 3, "X"
"""A code of so many characters of ICD-10 has no fourth, and in hospital records this in its place."""
LAST = "\U0010ffff"


def compared(code: str | None, system: str = "icd10") -> str:
    """A code in the form in which codes are compared; empty for one that is missing.

    ICD-10 is compared in capitals, without its dot, and without the X that hospital records put in the fourth place of
    a code of three characters (I10X for I10). SNOMED CT is a number. In CTV3 capitals and dots are part of the code, so
    it is left alone.

    Example:
        >>> compared(" i11.9 "), compared("I10X"), compared("XE0Uc", "ctv3"), compared(None)
        ('I119', 'I10', 'XE0Uc', '')
    """
    text = (code or "").strip()
    if system != "icd10":
        return text
    form = text.upper().replace(".", "")
    return form[:CHARACTERS] if len(form) == CHARACTERS + 1 and form.endswith(FILLER) else form


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """What one code of the events means.

    Args:
        code: As it stands in the events.
        masks: For each mask of the codelist, the bits of the conditions meant.
        role: ``diagnosis``, ``resolved`` or ``measurement``.
        valid_from: Days before this do not count.
        valid_to: Days after this do not count.
    """

    code: str
    masks: tuple[int, ...]
    role: str = "diagnosis"
    valid_from: date | None = None
    valid_to: date | None = None


def match_codes(codelist: Codelist, codes: Iterable[str | None], *, system: str = "icd10") -> tuple[CodeMatch, ...]:
    """Match the different codes of some events with a codelist.

    A code that is in several groups means all of them. A missing code means nothing, and so does an unknown one.

    Args:
        codelist: The codelist; only its codes of this system are looked at.
        codes: The different codes of the events, as they stand there.
        system: Which system they are of.

    Returns:
        One row for each code, role and period of validity; codes that mean nothing are left out.

    Example:
        >>> from commonweal.population.codelists import codelist
        >>> elixhauser = codelist("elixhauser_icd10_quan")
        >>> [match.masks[0].bit_count() for match in match_codes(elixhauser, ["i13.0", "I10", None, "", "Z99"])]
        [2, 1]
    """
    by_form: dict[str, list[str]] = {}
    for code in codes:
        if code is not None and (form := compared(code, system)):
            by_form.setdefault(form, []).append(code)
    forms = sorted(by_form)
    bits = codelist.bits
    found: dict[tuple[str, str, date | None, date | None], list[int]] = {}
    for entry in codelist.codes:
        wanted = compared(entry.code, entry.system)
        if entry.system != system or not wanted:
            continue
        start = bisect_left(forms, wanted)
        end = (
            bisect_left(forms, wanted + LAST)
            if entry.match == "prefix"
            else start + (forms[start : start + 1] == [wanted])
        )
        mask, bit = bits[entry.condition]
        for form in forms[start:end]:
            for code in by_form[form]:
                key = (code, entry.role, entry.valid_from, entry.valid_to)
                found.setdefault(key, [0] * codelist.masks)[mask] |= bit
    return tuple(CodeMatch(code, tuple(masks), role, first, last) for (code, role, first, last), masks in found.items())
