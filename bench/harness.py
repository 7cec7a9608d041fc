"""Run every job, print ours beside each peer, and write bench/RESULTS.md."""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jobs import ENGLAND, JOBS, Case, Job
from people import FEWER

BENCH = Path(__file__).resolve().parent
CHECKOUT = BENCH.parent


def run(case: Case, data: str) -> dict[str, Any]:
    """Time a case in its own process."""
    python = CHECKOUT / case.environment / "bin" / "python"
    command = [str(python), str(BENCH / "measure.py"), str(BENCH / case.module), case.function, data]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{case.label}, {case.function}: {done.stderr}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def installed(case: Case) -> bool:
    """Whether the environment of a case is there."""
    return (CHECKOUT / case.environment / "bin" / "python").exists()


def same(ours: list[float], theirs: list[float]) -> bool:
    """Whether two ways of one job give the same figures."""
    return len(ours) == len(theirs) and all(
        math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-6) for a, b in zip(ours, theirs, strict=True)
    )


def milliseconds(seconds: float) -> str:
    """A time as people read it."""
    ms = seconds * 1000
    return f"{ms:,.0f} ms" if ms >= 100 else f"{ms:.1f} ms" if ms >= 10 else f"{ms:.2f} ms"


def table(job: Job, data: str) -> tuple[list[str], set[str], bool]:
    """The lines of a job's table, the versions used, and whether it reached what it has to."""
    lines = [f"## {job.title}", "", "| | median | runs | against ours | peak memory |", "|---|--:|--:|--:|--:|"]
    versions: set[str] = set()
    ours: dict[str, Any] = {}
    for case in job.cases:
        if not installed(case):
            print(f"  {case.label}: not installed here", flush=True)
            lines.append(f"| {case.label} | not installed here | | | |")
            continue
        found = run(case, data)
        versions.add(str(found["with"]))
        median = statistics.median(found["runs"])
        ours = ours or {**found, "median": median}
        floor = not found["figures"] and bool(ours["figures"])  # a scan has no figures to compare
        if not floor and not same(ours["figures"], found["figures"]):
            sys.exit(
                f"{job.title}: {case.label} gives other figures\nours: {ours['figures']}\nit:   {found['figures']}"
            )
        ratio = "" if found["runs"] is ours["runs"] else f"{median / ours['median']:,.1f} times"
        if floor:
            ratio = f"ours takes {ours['median'] / median:.1f} times this"
        lines.append(
            f"| {case.label} | {milliseconds(median)} | {len(found['runs'])} | {ratio} | {found['peak_mb']:,.0f} MB |"
        )
        print(f"  {case.label}: {milliseconds(median)} {ratio}", flush=True)
    if ours["figures"] and job.each_ms is not None and ours["figures"][0] != ours["figures"][1]:
        sys.exit(f"{job.title}: {ours['figures'][1]:.0f} of {ours['figures'][0]:.0f} parts could be done")
    reached = ours["median"] * 1000 < job.reach_ms
    if job.reach_mb is not None:
        reached = reached and ours["peak_mb"] < job.reach_mb
    if job.each_ms is not None:
        each, reached_each = parts(ours["parts"], job.each_ms)
        lines += each
        reached = reached and reached_each
    memory = "" if job.reach_mb is None else f" and {job.reach_mb:,.0f} MB"
    lines += [
        "",
        f"To reach: under {job.reach_ms:,.0f} ms{memory}. {'Reached.' if reached else '**Not reached.**'}",
        "",
    ]
    return lines, versions, reached


def parts(found: dict[str, float], each_ms: float) -> tuple[list[str], bool]:
    """The lines of a table of a job's parts, the slowest first, and whether each reached what it has to."""
    slowest, seconds = next(iter(found.items()))
    reached = seconds * 1000 < each_ms
    print(f"  slowest: {slowest} {milliseconds(seconds)}", flush=True)
    lines = ["", "| part, the slowest first | median |", "|---|--:|"]
    lines += [f"| `{name}` | {milliseconds(median)} |" for name, median in found.items()]
    mark = "Reached by each" if reached else "**Not reached by each**"
    return [*lines, "", f"Each to reach: under {each_ms:,.0f} ms. {mark}; the slowest is `{slowest}`."], reached


def machine() -> str:
    """Processors, memory and Python, without a name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} processors, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def options(words: list[str] | None = None) -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(prog="bench/run", description="Time our work beside each peer's.")
    parser.add_argument("--only", metavar="WORDS", help="jobs with these words in their title; writes no results")
    parser.add_argument("--people", type=int, metavar="N", help="so many people in each person-level job, to try it")
    parser.add_argument("--england", action="store_true", help="the run over 60 million people too")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """Run all, write the page, and say whether every job reached its mark beside every peer."""
    asked = options(words)
    if asked.people:
        os.environ[FEWER] = str(asked.people)
    data = str(Path(os.environ["COMMONWEAL_DATA"]).resolve())
    lines: list[str] = []
    versions: set[str] = set()
    missed = []
    jobs = [job for job in (*JOBS, *((ENGLAND,) if asked.england else ())) if (asked.only or "") in job.title]
    for job in jobs:
        print(job.title, flush=True)
        found, used, reached = table(job, data)
        lines += found
        versions |= used
        if not reached:
            missed.append(job.title)
    absent = [f"{job.title}: {case.label}" for job in jobs for case in job.cases if not installed(case)]
    head = ["# Benchmark results", "", f"Written by `make bench` on {datetime.now(UTC):%-d %B %Y}: {machine()}.  "]
    head += [f"{'; '.join(sorted(versions))}.", "", "Ours and each peer gave the same figures in this run.", ""]
    if asked.only or asked.people:
        print("no results are written of some jobs, nor of other sizes")
    else:
        (BENCH / "RESULTS.md").write_text("\n".join([*head, *lines]).rstrip() + "\n", encoding="utf-8")
        print("wrote bench/RESULTS.md")
    for each in absent:
        print(f"not installed here: {each}")
    print(f"{len(jobs) - len(missed)} of {len(jobs)} jobs reached their mark")
    return 1 if missed or absent or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
