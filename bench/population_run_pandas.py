"""The person-level run the way an analyst writes it in pandas: merge, drop duplicates, one column a condition."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import population_run_peer as peer
from people import AS_OF


def versions() -> str:
    """What these cases run on."""
    return f"pandas {version('pandas')}"


def run_1_million(data: Path) -> peer.Work:
    return peer.timed(__file__, 1_000_000)


def job(folder: Path, out: Path) -> list[float]:
    """From events to counts and rates."""
    import numpy as np
    import pandas as pd

    people = pd.read_parquet(folder / "persons.parquet", columns=list(peer.PERSONS))
    events = pd.read_parquet(folder / "events.parquet", filters=[("date", "<=", AS_OF)])
    codes = pd.read_parquet(folder / "codelist.parquet")
    matched = events[["person_id", "code"]].merge(codes, on="code")
    once = matched.drop_duplicates(["person_id", "condition"])
    scores = once.groupby("person_id").agg(n_ltc=("condition", "size"), cms=("weight", "sum"))
    flags = once.assign(has=True).pivot_table(index="person_id", columns="condition", values="has", aggfunc="any")
    people = people.merge(scores.join(flags), left_on="person_id", right_index=True, how="left")
    people[["n_ltc", "cms"]] = people[["n_ltc", "cms"]].fillna(0)
    people["segment"] = np.select(
        [
            people["dementia"].notna(), people["cancer"].notna(), people[list(peer.ORGANS)].notna().any(axis=1),
            people["schizophrenia_or_bipolar"].notna(), people["n_ltc"] >= peer.MANY, people["n_ltc"] == 1,
        ],
        [1, 2, 3, 4, 5, 6], 7,
    )  # fmt: skip
    people["band"] = (people["age"] // peer.BAND_YEARS).clip(upper=peer.LAST_BAND)
    people["many"] = people["n_ltc"] >= peer.MANY
    cells = people.groupby(["practice", "band", "sex", "segment"], as_index=False).agg(
        n=("person_id", "size"), many=("many", "sum"), n_ltc=("n_ltc", "sum"), cms=("cms", "sum")
    )
    counts = {"n": ("person_id", "size"), "many": ("many", "sum")}
    tenths = people.groupby(["imd_decile", "band"], as_index=False).agg(**counts)
    practices = cells.groupby(["practice", "band"], as_index=False)[["n", "many"]].sum()
    rates = [peer.standardised_rates(each.itertuples(index=False, name=None)) for each in (practices, tenths)]
    for name, table in {"cells": cells, "tenths": tenths}.items():
        table.to_parquet(out / f"{name}.parquet", compression="zstd")
    for name, found in zip(("practices", "tenths"), rates, strict=True):
        columns = ["rate", "lower", "upper"]
        pd.DataFrame.from_dict(found, "index", columns=columns).to_parquet(out / f"rates_{name}.parquet")
    sums = cells[["n", "many", "n_ltc", "cms"]].sum()
    return peer.figures(sums, (len(cells), len(tenths)), cells.groupby("segment")["n"].sum().to_dict(), *rates)


if __name__ == "__main__":
    peer.main(job)
