"""Risk tiers judged and written: tables that may be shown, who is in which tier, and a summary."""

from __future__ import annotations

import csv
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

import commonweal
from commonweal.population.disclosure_control import BESIDE_OTHERS, ShownTable, disclosure_rule, shown, shown_count
from commonweal.population.people import sealed_folder
from commonweal.population.risk.chances import Chances, FittedChances
from commonweal.population.risk.evaluation import ALL, FIGURES, Design, RiskEvaluation, evaluate_tiers
from commonweal.population.risk.judged_people import JudgedPeople
from commonweal.population.statistics.calibration_by_tenth import calibration_by_tenth
from commonweal.problems import BadInput, Problem

NOT_A_TREATMENT = (
    "A tier tells who is likelier to have the outcome, and not who would gain from care; a group that the score passes "
    "over is passed over by every list made from it."
)
REST = "the rest"
TIERS, GROUPS, TENTHS, SUMMARY = "tiers.parquet", "groups.csv", "tenths.csv", "summary.json"


@dataclass(frozen=True, eq=False)
class RiskReport:
    """Tiers of the highest scores, judged.

    Args:
        people: Who they are and what came after.
        chances: From score to chance.
        evaluations: One for each share, the smallest first.
        tenths: Predicted and observed by tenth of the predicted chance, as they may be shown.
    """

    people: JudgedPeople
    chances: Chances
    evaluations: tuple[RiskEvaluation, ...]
    tenths: ShownTable

    def rows(self) -> list[dict[str, Any]]:
        """Every tier and group as it may be shown; the division of everybody is empty."""
        found = []
        for evaluation in self.evaluations:
            divisions = [name for name in evaluation.groups if name in self.people.divisions]
            for row in evaluation.shown().rows():
                division = next((name for name in divisions if row[name] != ALL), "")
                figures = {name: value for name, value in row.items() if name not in (*divisions, "everybody")}
                for name in ("sensitivity", "predictive_value"):  # of a small count nobody can say that it is nought
                    figures[name] = round(row[name], FIGURES) if row["found"] and row[name] is not None else None
                found.append(
                    {"tier": tier_name(evaluation.share), "division": division,
                     "group": row[division] if division else ALL, **figures}
                )  # fmt: skip
        return found

    def tier_of(self) -> list[str]:
        """The smallest tier that each person is in."""
        tiers = np.full(len(self.people.score), REST, dtype=object)
        for evaluation in reversed(self.evaluations):
            tiers[self.people.score >= evaluation.groups["all"].tier.threshold] = tier_name(evaluation.share)
        return list(tiers)

    def ties(self) -> list[dict[str, Any]]:
        """Tiers that hold more people than asked for, since many have the score at which they are cut; as shown."""
        of_all = {row["tier"]: row for row in self.rows() if not row["division"]}
        found = []
        for evaluation in self.evaluations:
            chosen = int(evaluation.groups["all"].tier.chosen)
            if shown_count(chosen) > shown_count(math.ceil(round(evaluation.share * len(self.people.score), 9))):
                row = of_all[tier_name(evaluation.share)]
                told = {name: row[name] for name in ("tier", "people", "in_tier")}
                found.append({**told, "everybody": chosen == len(self.people.score)})
        return found

    def summary(self) -> dict[str, Any]:
        """What was judged, by what, and which groups are passed over or too small to tell."""
        design = self.evaluations[0].design
        rows = self.rows()
        groups = [row for row in rows if row["tier"] == rows[0]["tier"] and row["division"]]
        named = [{"division": row["division"], "group": row["group"]} for row in groups if row["under_predicted"]]
        untold = [
            {"division": row["division"], "group": row["group"]} for row in groups if row["under_predicted"] is None
        ]
        made: dict[str, Any] = {"outcome_to": self.chances.outcome_to.isoformat()}
        if isinstance(self.chances, FittedChances):
            made |= {
                "fitted_on_people": shown_count(self.chances.people),
                "fitted_on_outcomes": shown_count(self.chances.events),
                "intercept": round(self.chances.intercept, 3),
                "slope": round(self.chances.slope, 3),
            }
        return {
            "commonweal": commonweal.__version__,
            "design": {name: getattr(design, name).isoformat() for name in design.__slots__},
            "chances": made,
            "tiers": [row for row in rows if not row["division"]],
            "larger_by_ties": self.ties(),
            "under_predicted": named,
            "too_few_to_tell": untold,
            "not_judged_by": list(self.people.not_judged),
            "about": NOT_A_TREATMENT,
            "rule": disclosure_rule().sentence,
            "beside_others": BESIDE_OTHERS,
        }

    def write(self, out: Path, *, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Write the folder, whole or not at all, and give the summary.

        ``groups.csv`` and ``tenths.csv`` may be shown. ``tiers.parquet`` has a row a person and stays inside the host;
        it is written where the people have identifiers.

        Raises:
            BadInput: There is something at ``out`` already.
        """
        told = {**facts, **self.summary()}
        with sealed_folder(out) as work:
            _write_csv(work / GROUPS, self.rows())
            _write_csv(work / TENTHS, self.tenths.rows())
            if self.people.person:
                with duckdb.connect(config={"python_enable_replacements": False}) as connection:
                    columns = {
                        "person_id": np.array(self.people.person, dtype=object), "score": self.people.score,
                        "chance": self.chances.of(self.people.score), "tier": np.array(self.tier_of(), dtype=object),
                    }  # fmt: skip
                    connection.register("made", columns)
                    target = str(work / TIERS).replace("'", "''")
                    connection.execute(f"copy (from made) to '{target}' (format parquet, compression zstd)")
            (work / SUMMARY).write_text(json.dumps(told, indent=2, default=str) + "\n", "utf-8")
        return told


def risk_report(people: JudgedPeople, chances: Chances, design: Design, shares: Sequence[float]) -> RiskReport:
    """Judge the tiers.

    Args:
        people: With their score on the day of the score and the outcome of the days after it.
        chances: Fitted or made on an earlier time.
        design: The days.
        shares: Of the population in each tier, each above 0 and below 1.

    Raises:
        BadInput: As `evaluate_tiers`; shares that are none, or twice the same.
    """
    wrong = [share for share in shares if not 0 < share < 1]
    if wrong or not shares or len(set(shares)) < len(shares):
        given = ", ".join(f"{share:g}" for share in shares)
        raise BadInput(Problem("tiers are shares above 0 and below 1, each once", given=given, expected="such as 0.05"))
    judged = evaluate_tiers(
        people.score, people.outcome, chances, design, shares=sorted(shares), divisions=people.divisions
    )
    return RiskReport(people, chances, judged, _tenths(chances.of(people.score), people))


def tie_told(tie: Mapping[str, Any]) -> str:
    """A sentence on a tier of `RiskReport.ties`.

    Example:
        >>> tie_told({"tier": "highest 1%", "people": 1000, "in_tier": 250, "everybody": False})
        'The highest 1% holds 250 of 1,000 people, 25%: many have the score at which it is cut, and none of them is \
put before another.'
    """
    if tie["everybody"]:
        return f"The {tie['tier']} is everybody: so many have the lowest score that this score chooses nobody."
    if not tie["people"] or tie["in_tier"] is None:
        held = "more people than it was to"
    else:
        held = f"{tie['in_tier']:,} of {tie['people']:,} people, {100 * tie['in_tier'] / tie['people']:.3g}%"
    cut = "many have the score at which it is cut, and none of them is put before another"
    return f"The {tie['tier']} holds {held}: {cut}."


def tier_name(share: float) -> str:
    """What a tier is called.

    Example:
        >>> tier_name(0.05), tier_name(0.005)
        ('highest 5%', 'highest 0.5%')
    """
    return f"highest {share * 100:.6g}%"


def file_facts(path: Path) -> dict[str, str]:
    """The name of a file and the hash of its bytes."""
    with path.open("rb") as file:
        return {"file": path.name, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def _tenths(predicted: Any, people: JudgedPeople) -> ShownTable:
    found = calibration_by_tenth(predicted, people.outcome)
    held = np.nan_to_num(found.people).astype(np.int64)
    happened = np.rint(np.nan_to_num(found.observed.value) * held).astype(np.int64)
    table: dict[str, list[object]] = {
        "tenth": [*range(1, len(held) + 1), ALL],
        "people": [*held.tolist(), int(held.sum())],
        "with_outcome": [*happened.tolist(), int(happened.sum())],
        "predicted": [*(None if np.isnan(one) else round(one, 4) for one in found.predicted.tolist()), None],
    }
    return shown(
        table, counts=["people", "with_outcome"], keys=["tenth"], resting_on={"predicted": "people"},
        ratios={"observed": ("with_outcome", "people", 1.0)},
    )  # fmt: skip


def _write_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
