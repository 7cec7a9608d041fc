"""The columns of NHS England's allocation workbooks by meaning: words change from year to year, meanings do not.

``{now}`` stands for the year of the allocation and ``{before}`` for the year of the baseline.
"""

from __future__ import annotations

import re

from commonweal.calendars import FinancialYear
from commonweal.tables import Meaning

STREAM_WORDS: tuple[tuple[str, str], ...] = (
    (r"running\s*_?cost", "running_costs"),
    (r"\bpod\b|other primary care|pharmac|ophthalm|dental", "pod"),
    (r"\bpmc\b|primary medical", "primary_medical"),
    (r"speciali[sz]ed", "specialised"),
    (r"\bcore\b", "core"),
)
"""Words in a sheet's title or name that tell its stream; the first that is met counts."""

_CODE = ("ICB23", "ICB24", "ICB25", "ICB26", "ICB27", "ICB code", "ICB ODS code", "Organisation code")
_REGION = ("R23", "R24", "R25", "R26", "R27", "Region code")
_NAME = ("System Name", "Integrated Care Board (ICB)", "Integrated Care Board", "ICB name", "ICB")

_FIGURES: dict[str, tuple[str, ...]] = {
    "baseline_k": (
        "{before} Adjusted recurrent baseline (£k)",
        "{before} Physical health services + HCDD recurrent baseline (£k)",
        "{before} Recurrent baseline (£k)",
        "Adjusted recurrent baseline (£k)",
        "{before} Recurrent allocation (£k)",
    ),
    "opening_target_k": (
        "{before} Fair shares target (£k)",
        "{before} Fair shares target",
        "{before} Fair shares target (inc. COVID)",
        "{before} Target allocation (£k)",
        "Fair shares target (£k)",
    ),
    "opening_distance": (
        "{before} Distance from target (%)",
        "{before} Distance from target inc COVID (%)",
        "{before} Distance from target",
        "{before} Opening distance from target (%)",
        "Opening distance from target (%)",
        "Distance from target (%)",
    ),
    "base_growth": ("{now} Base growth (%)", "{now} Base growth", "Base growth (%)", "{now} Growth (%)"),
    "convergence": (
        "{now} Convergence (%)",
        "{now} Convergence",
        "{now} Convergence adjustment (%)",
        "{now} Pace of change (%)",
        "Convergence (%)",
    ),
    "allocation_k": (
        "{now} Recurrent allocation (£k)",
        "{now} Physical health services + HCDD recurrent allocation (£k)",
        "Recurrent allocation (£k)",
    ),
    "allocation_per_head": (
        "{now} Recurrent allocation £/head",
        "{now} Recurrent allocation £ per head",
        "{now} Revised recurrent allocation £/head",
        "{now} Physical health services recurrent allocation £/head",
    ),
    "closing_distance": (
        "{now} Post-convergence distance from target (%)",
        "{now} Post-convergence distance from target",
        "{now} Closing distance from target (%)",
        "Post-convergence distance from target (%)",
    ),
    "total_k": (
        "{now} Combined allocation (inc. COVID, additional elective, discharge, and capacity) (£k)",
        "{now} Combined allocation (inc. COVID, additional elective and discharge) (£k)",
        "{now} Combined allocation (£k)",
        "{now} Total allocation (£k)",
        "{now} Revised recurrent allocation (£k)",
        "Revised recurrent allocation (£k)",
    ),
}
FIGURE_NAMES = (*_FIGURES, "physical_health_k", "baseline_per_head")
"""The figures that a published table may have."""

_NEEDED = ("baseline_k", "base_growth", "allocation_k")

_ALLOCATED = re.compile(r"(20\d\d/\d\d)\s+(?:physical health services \+ hcdd )?recurrent allocation\s*\(?£k\)?$", re.I)
_PLAIN_YEAR = re.compile(r"(20\d\d/\d\d)\s*\(?£k\)?$", re.I)


def stream_of(text: str) -> str | None:
    """The stream that a sheet's title and name tell; None when they tell none.

    Example:
        >>> stream_of("Allocations (other primary care)"), stream_of("PMC Allocation 2025-26"), stream_of("Contents")
        ('pod', 'primary_medical', None)
    """
    return next((stream for words, stream in STREAM_WORDS if re.search(words, text.replace("_", " "), re.I)), None)


def allocation_years(headers: tuple[str, ...], stream: str) -> tuple[str, ...]:
    """The years for which a header row has a recurrent allocation, or for running costs a plain column of the year.

    Example:
        >>> allocation_years(("ICB23", "2023/24 Recurrent allocation £k", "2024/25 Recurrent allocation £k"), "pod")
        ('2023/24', '2024/25')
        >>> allocation_years(("ICB23", "2025/26 (£k)"), "running_costs")
        ('2025/26',)
    """
    pattern = _PLAIN_YEAR if stream == "running_costs" else _ALLOCATED
    return tuple(dict.fromkeys(match[1] for header in headers if (match := pattern.match(header))))


def allocation_meanings(stream: str, year: str) -> tuple[Meaning, ...]:
    """The columns of the sheet that prints a stream's allocations of a year.

    Baseline, growth and the allocation must be there; targets and distances where the stream has them.
    """
    if stream == "running_costs":
        return (*_places(), Meaning("allocation_k", (f"{year} (£k)", f"{year} £k"), "number", minimum=0.0))
    return (
        *_places(),
        *(
            Meaning(name, _dated(headers, year), "number", required=name in _NEEDED)
            for name, headers in _FIGURES.items()
        ),
    )


def baseline_meanings(stream: str, year: str) -> tuple[Meaning, ...]:
    """The columns that are always in a sheet which builds a baseline; the others are the lines of its ledger."""
    headers = _dated(_FIGURES["baseline_k"][:2] + _FIGURES["baseline_k"][3:4], year)
    found = [*_places(), Meaning("baseline_k", headers, "number")]
    if stream == "specialised":
        physical = ("{before} Physical health services adjusted recurrent baseline (£k)",)
        found.append(Meaning("physical_health_k", _dated(physical, year), "number"))
    per_head = ("{before} Adjusted recurrent baseline £/head", "{before} Adjusted recurrent baseline £ per head")
    found.append(Meaning("baseline_per_head", _dated(per_head, year), "number", required=False))
    return tuple(found)


def _places() -> tuple[Meaning, ...]:
    return (
        Meaning("icb", _CODE, "code", pattern=r"[A-Z][A-Z0-9]{2,5}", unique=True),
        Meaning("icb_name", _NAME, required=False, blank_allowed=True),
        Meaning("region_code", _REGION, "code", required=False, blank_allowed=True),
        Meaning("region", ("Region", "NHS England region"), required=False, blank_allowed=True),
    )


def _dated(headers: tuple[str, ...], year: str) -> tuple[str, ...]:
    before = str(FinancialYear(year).previous())
    return tuple(header.replace("{now}", year).replace("{before}", before) for header in headers)
