"""The jobs that are timed: what each is, what it has to reach, and the cases that are compared."""

from __future__ import annotations

from dataclasses import dataclass

from pages import PAGES

OURS, PEERS = ".venv", ".venv-bench"  # each peer has an environment of its own in the latter


@dataclass(frozen=True)
class Case:
    """One way to do a job: how it is written, in which environment, module and function."""

    label: str
    environment: str
    module: str
    function: str


@dataclass(frozen=True)
class Job:
    """A job, the milliseconds to reach, and its cases, ours first.

    Args:
        title: What is done.
        reach_ms: What the median of ours has to stay under.
        cases: The ways to do it.
        each_ms: What each part of ours, such as each page, has to stay under; None where the job has no parts.
        reach_mb: What the peak memory of ours has to stay under; None for any.
    """

    title: str
    reach_ms: float
    cases: tuple[Case, ...]
    each_ms: float | None = None
    reach_mb: float | None = None


def ours(function: str) -> Case:
    """A case on Commonweal."""
    return Case("Commonweal", OURS, "allocations_ours.py", function)


def run(label: str, function: str) -> Case:
    """A case of the person-level run."""
    return Case(
        f"Commonweal: {label}" if function.startswith("run") else label, OURS, "population_run_ours.py", function
    )


def peer(name: str, label: str, module: str, function: str) -> Case:
    """A case on a peer, in its own environment."""
    return Case(label, f"{PEERS}/{name}", module, function)


def pandas(label: str, function: str) -> Case:
    """A case in pandas."""
    return peer("pandas", label, "allocations_pandas.py", function)


JOBS = (
    Job(
        "Load the practice file (6,348 practices, 30 columns), every cell checked",
        150,
        (ours("load_practices"), pandas("pandas: read_csv, no check", "load_practices")),
    ),
    Job(
        "Index of every PCN within its ICB on nine weighted populations, after load",
        10,
        (
            ours("pcn_indices"),
            pandas("pandas: one groupby", "pcn_indices_groupby"),
            pandas("pandas: filter the frame for each place", "pcn_indices_loop"),
        ),
    ),
    Job(
        "Fair share of every PCN in pounds: the indices, and each ICB's core allocation split to the penny, after load",
        10,
        (ours("pcn_pounds"), pandas("pandas: groupby, rounded", "pcn_pounds")),
    ),
    Job(
        "The indices with the gate first: every practice matched to its PCN, and every doubt reported",
        20,
        (ours("pcn_gate_and_indices"), pandas("pandas: merge and groupby, no gate", "pcn_merge_and_indices")),
    ),
    Job(
        "42 ICBs x 1,000 scenarios of growth and cap, core 2025/26",
        50,
        (ours("scenarios"), pandas("pandas: a frame for each scenario", "scenarios")),
    ),
    Job(
        "May we decide this? 40 items of meetings with the whole handbook of 4,069 rows (5 ms an item)",
        40 * 5,
        (Case("Commonweal", OURS, "governance_ours.py", "decide"),),
    ),
    Job(
        "Every rule over the handbooks of 36 systems on one day",
        2000,
        (Case("Commonweal", OURS, "governance_ours.py", "check_england"),),
    ),
    Job(
        "Statistics of 6,300 practices x 20 indicators in 19 age bands: proportions, crude, direct and indirect rates "
        "with limits, fifths, labelled funnels, over-dispersion, slope and concentration indices by deprivation",
        1000,
        (Case("Commonweal", OURS, "population_statistics_ours.py", "practices"),),
    ),
    Job(
        "Control charts of 6,300 practices x 20 indicators over 24 months, every rule at every point",
        2000,
        (Case("Commonweal", OURS, "population_statistics_ours.py", "charts"),),
    ),
    Job(
        "Make 1,000,000 people and 6.2 million events, sealed, whole process",
        5000,
        (Case("Commonweal", OURS, "population_run_ours.py", "synthesise_1_million"),),
    ),
    Job(
        "From 1,000,000 sealed people and 6.2 million events to standardised rates, whole process, 2 threads",
        1500,
        (
            run("rows in the order of people, as sealed", "run_1_million"),
            run("identifiers spread as pseudonyms are, in their order", "run_1_million_spread"),
            run("rows in mixed order", "run_1_million_mixed"),
            run("scan alone of the columns that are needed", "scan_1_million"),
            peer("polars", "polars: lazy, streaming, bit mask", "population_run_polars.py", "run_1_million"),
            peer("pandas", "pandas: merge, drop duplicates, group", "population_run_pandas.py", "run_1_million"),
            peer("pyspark", "PySpark: local[2], data frames, bit mask", "population_run_pyspark.py", "run_1_million"),
        ),
        reach_mb=250,
    ),
    Job(
        "The same for 10,000,000 people and 62 million events",
        4500,
        (
            run("rows in the order of people, as sealed", "run_10_million"),
            run("identifiers spread as pseudonyms are, in their order", "run_10_million_spread"),
            run("rows in mixed order", "run_10_million_mixed"),
            run("scan alone of the columns that are needed", "scan_10_million"),
            peer("polars", "polars: lazy, streaming, bit mask", "population_run_polars.py", "run_10_million"),
        ),
        reach_mb=900,
    ),
    Job(
        "Charlson score (Quan's codes, weights of 1987) of 1,000,000 sealed people, whole process, 2 threads",
        2000,
        (
            Case("Commonweal: every person, with provenance", OURS, "comorbidity_ours.py", "charlson"),
            peer("comorbidipy", "comorbidipy", "comorbidity_comorbidipy.py", "charlson"),
        ),
    ),
    Job(
        "Elixhauser score (Quan's codes, van Walraven's weights) of the same people",
        2000,
        (
            Case("Commonweal: every person, with provenance", OURS, "comorbidity_ours.py", "elixhauser"),
            peer("comorbidipy", "comorbidipy", "comorbidity_comorbidipy.py", "elixhauser"),
        ),
    ),
    Job(
        f"First load of each of {len(PAGES)} pages of the site, on the embedded default with England's data",
        len(PAGES) * 200,
        (Case("Commonweal", OURS, "pages_ours.py", "pages"),),
        each_ms=200,
    ),
)

ENGLAND = Job(
    "The person-level run for 60,000,000 people and 375 million events, as many as England has",
    35_000,
    (
        run("rows in the order of people, as sealed", "run_60_million"),
        run("scan alone of the columns that are needed", "scan_60_million"),
        peer("polars", "polars: lazy, streaming, bit mask", "population_run_polars.py", "run_60_million"),
    ),
    reach_mb=4000,
)
"""Asked for by itself: to make the people alone takes minutes and 2 GB of disk."""
