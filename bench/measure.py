"""Time one case in this process and print what was found as JSON: measure.py MODULE CASE DATA_FOLDER.

A case is a function in MODULE that takes the data folder, prepares, and returns the work as a function of nothing. The
work returns the figures by which ours and the peer are compared.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import whole_process

LONG_SECONDS = 12.0
BUDGET_SECONDS = 3.0
MOST_RUNS = 30


def load(path: str) -> Any:
    """The module at a path."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def timed(work: Any) -> tuple[list[float], Any]:
    """The seconds of each run, and the figures of the last."""
    started = time.perf_counter()
    figures = work()
    first = time.perf_counter() - started
    if first > LONG_SECONDS:
        return [first], figures
    work()
    runs: list[float] = []
    while len(runs) < MOST_RUNS and (len(runs) < 3 or sum(runs) < BUDGET_SECONDS):
        started = time.perf_counter()
        figures = work()
        runs.append(time.perf_counter() - started)
    return runs, figures


if __name__ == "__main__":
    module = load(sys.argv[1])
    runs, figures = timed(getattr(module, sys.argv[2])(Path(sys.argv[3])))
    own_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peak_mb = whole_process.peak_mb() or own_mb
    parts = module.parts() if hasattr(module, "parts") else {}
    found = {"runs": runs, "figures": figures, "peak_mb": peak_mb, "parts": parts, "with": module.versions()}
    print(json.dumps(found))
