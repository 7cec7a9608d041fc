"""The practices of an ICB, also of one of the 36 of April 2026 when the practice file has the 42 before."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from commonweal import reference
from commonweal.allocations.findings import Finding
from commonweal.allocations.practice_file import PracticeFile
from commonweal.problems import BadInput, Problem

SUCCESSION = "organisations/icb_succession_2026"


def choose_practices(
    file: PracticeFile, icb: str, newer: Mapping[str, str] | None = None, newer_name: str = ""
) -> tuple[list[int], list[Finding]]:
    """Positions of the practices of an ICB in a practice file, and what is doubtful about the choice.

    An ICB that the file does not have is looked for among the successors of those it has. A practice whose ICB has one
    successor goes there; one whose ICB was split goes where a newer file puts it, and is listed when none does.

    Args:
        file: The practice file.
        icb: An ICB code, or ``all``.
        newer: ICB codes by practice in a newer file, such as the indicators.
        newer_name: That file's name.

    Raises:
        BadInput: The code is neither in the file nor a successor of one that is.
    """
    codes = file.areas["icb"].codes()
    if icb.lower() == "all":
        return list(range(len(codes))), []
    wanted, keys = icb.upper(), file.areas["icb"].keys
    if wanted in keys:
        return [number for number, code in enumerate(codes) if code == wanted], []
    heirs: dict[str, set[str]] = {}
    for row in reference.rows(SUCCESSION):
        heirs.setdefault(row["predecessor"], set()).add(row["successor"])
    before = {code for code, found in heirs.items() if wanted in found and code in keys}
    if not before:
        raise BadInput(
            Problem(
                "no practice is of this ICB",
                given=icb,
                file=file.stamp.name,
                expected="all, or one of " + ", ".join(keys[:45]),
            )
        )
    chosen, doubtful = [], []
    for number, code in enumerate(codes):
        if code not in before:
            continue
        its = (newer or {}).get(file.practices[number], "") if len(heirs[code]) > 1 else wanted
        if its == wanted:
            chosen.append(number)
        elif its not in heirs[code]:
            doubtful.append(number)
    named = ", ".join(sorted(before))
    findings = [
        Finding(
            "icb_by_succession",
            f"{wanted} follows {named} of {file.stamp.name}"
            + (f"; the practices of those that were split are placed by {newer_name}." if newer_name else "."),
            severity="note",
        )
    ]
    findings += [
        Finding(
            "practice_of_a_split_icb",
            f"{file.practices[number]} was of {codes[number]}, which was split, and no file says into which part.",
            severity="warning",
            practice=file.practices[number],
            people=None if np.isnan(file.population[number]) else float(file.population[number]),
            do="give an indicator or age-sex file that has it with its new ICB; it is left out",
        )
        for number in doubtful
    ]
    return chosen, findings
