"""Another health-inequalities share on the 2018/19 base, where every component is known and the answer is exact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.allocations.ccg_formula import CcgCoefficients, by_code, ccg_targets
from commonweal.allocations.ccg_workbook import read_ccg_workbook, workbook_source
from commonweal.allocations.health_inequalities import ccg_formula_targets
from commonweal.answers import Answer, Evidence, Quantity, Reason, calculation
from commonweal.calendars import FinancialYear
from commonweal.money import show, to_pence
from commonweal.problems import BadInput, Problem

CCG_YEAR = FinancialYear("2019/20")
_NAMED = 3


@calculation("allocations.scenario_ccg_share", version="1")
def scenario_ccg_share(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """What another health-inequalities share would do to the targets of the 2019/20 round. Exact.

    Args:
        inputs: ``share`` (a fraction), ``by`` (``system`` or ``ccg``) and ``workbook`` (``name`` and ``sha256``).
        evidence: The coefficients, and the workbook in the archive.
    """
    share, by, named = float(inputs["share"]), str(inputs.get("by") or "system"), inputs["workbook"]
    if by not in ("system", "ccg"):
        raise BadInput(Problem("targets are told by system or by CCG", given=by, expected="system or ccg"))
    workbook = read_ccg_workbook(evidence.dataset(str(named["name"]), str(named["sha256"])))
    practices = workbook.practices
    coefficients = CcgCoefficients.from_rules(lambda id: evidence.rule(id, on=CCG_YEAR.start).value)
    codes = practices.icbs if by == "system" else practices.ccgs
    before = by_code(ccg_targets(practices, coefficients).including_remoteness_k, codes)
    after = by_code(ccg_formula_targets(practices, coefficients, share), codes)
    people = by_code(practices.population, codes)
    rows: list[dict[str, Any]] = [
        {
            "code": code,
            "name": workbook.names.get(code, code),
            "before_k": before[code],
            "after_k": after[code],
            "difference_k": after[code] - before[code],
            "difference_per_head_gbp": (after[code] - before[code]) * 1000.0 / people[code],
        }
        for code in before
    ]
    ordered = sorted(rows, key=lambda row: row["difference_k"])
    moved = sum(abs(row["difference_k"]) for row in rows) / 2.0
    published = evidence.rule("allocations.ccg_formula.health_inequalities_share", on=CCG_YEAR.start)
    source = workbook_source(named)
    each = "systems" if by == "system" else "CCGs"
    reasons = [
        Reason("The share in the formula", value=Quantity(published.value, "fraction"), sources=(published.source,)),
        Reason("The share that is asked about", value=Quantity(share, "fraction")),
        Reason(
            "England's total of targets stays",
            value=Quantity(to_pence(sum(before.values())), "gbp_pence"),
            sources=(source,),
        ),
        Reason("Targets that would rise most", children=tuple(map(_mover, ordered[::-1][:_NAMED])), sources=(source,)),
        Reason("Targets that would fall most", children=tuple(map(_mover, ordered[:_NAMED])), sources=(source,)),
    ]
    return Answer(
        sentence=f"With a health-inequalities share of {share:.1%} in place of {published.value:.0%}, "
        f"{show(to_pence(moved))} of targets would move among the {len(rows)} {each} of the 2018/19 base.",
        value=Quantity(to_pence(moved), "gbp_pence"),
        reasons=tuple(reasons),
        notes=(
            "Exact: every component of this formula is published for every practice. It tells targets, not money paid.",
        ),
        details={"rows": rows},
    )


def _mover(row: Mapping[str, Any]) -> Reason:
    per_head = row["difference_per_head_gbp"]
    sign = "-" if per_head < 0 else ""
    return Reason(
        f"{row['name']} ({row['code']}; {sign}£{abs(per_head):,.2f} for each person)",
        value=Quantity(to_pence(row["difference_k"]), "gbp_pence"),
    )
