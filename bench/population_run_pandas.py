"""The person-level run the way an analyst writes it in pandas: merge, drop duplicates, one column a condition."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import pandas as pd

Work = Callable[[], list[float]]
AS_OF = datetime.date(2025, 3, 31)
ORGANS = ["heart_failure", "copd", "chronic_kidney_disease"]


def versions() -> str:
    """What these cases run on."""
    return f"pandas {pd.__version__}"


def run_1_million(data: Path) -> Work:
    folder = Path(gettempdir()) / "commonweal-bench-people" / "1000000-by_person"

    def work() -> list[float]:
        columns = ["person_id", "age", "sex", "practice", "imd_decile"]
        people = pd.read_parquet(folder / "persons.parquet", columns=columns)
        events = pd.read_parquet(folder / "events.parquet")
        codes = pd.read_parquet(folder / "codelist.parquet")
        matched = events[events["date"] <= AS_OF].merge(codes, on="code")
        once = matched[["person_id", "condition", "weight"]].drop_duplicates(["person_id", "condition"])
        scores = once.groupby("person_id").agg(n_ltc=("condition", "size"), cms=("weight", "sum"))
        flags = once.assign(has=True).pivot_table(index="person_id", columns="condition", values="has", aggfunc="any")
        people = people.merge(scores.join(flags), left_on="person_id", right_index=True, how="left")
        people[["n_ltc", "cms"]] = people[["n_ltc", "cms"]].fillna(0)
        people["segment"] = np.select(
            [
                people["dementia"].notna(), people["cancer"].notna(), people[ORGANS].notna().any(axis=1),
                people["schizophrenia_or_bipolar"].notna(), people["n_ltc"] >= 2, people["n_ltc"] == 1,
            ],
            [1, 2, 3, 4, 5, 6], 7,
        )  # fmt: skip
        people["band"] = (people["age"] // 5).clip(upper=18)
        people["many"] = people["n_ltc"] >= 2
        cells = people.groupby(["practice", "band", "sex", "segment"], observed=True).agg(
            n=("person_id", "size"), many=("many", "sum"), n_ltc=("n_ltc", "sum"), cms=("cms", "sum")
        )
        score = round(float(cells["cms"].sum()), 2)
        sums = [float(cells[name].sum()) for name in ("n", "many", "n_ltc")]
        return [*sums, score, float(len(cells))]

    return work
