"""The person-level run in polars: lazy, the streaming engine, one bit a condition; what a mask means is found once."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

import population_run_peer as peer
from people import AS_OF

os.environ["POLARS_MAX_THREADS"] = "2"


def versions() -> str:
    """What these cases run on."""
    return f"polars {version('polars')}"


def run_1_million(data: Path) -> peer.Work:
    return peer.timed(__file__, 1_000_000)


def run_10_million(data: Path) -> peer.Work:
    return peer.timed(__file__, 10_000_000)


def run_60_million(data: Path) -> peer.Work:
    return peer.timed(__file__, 60_000_000)


def job(folder: Path, out: Path) -> list[float]:
    """From events to counts and rates."""
    import polars as pl

    codelist = pl.read_parquet(folder / "codelist.parquet")
    names = codelist["condition"].unique(maintain_order=True)
    bits = {name: 1 << place for place, name in enumerate(names)}
    weights = dict(codelist.select("condition", "weight").unique().iter_rows())
    codes = codelist.lazy().select("code", bit=pl.col("condition").replace_strict(bits, return_dtype=pl.Int32))
    masks = (
        pl.scan_parquet(folder / "events.parquet")
        .filter(pl.col("date") <= AS_OF)
        .join(codes, on="code")
        .group_by("person_id")
        .agg(mask=pl.col("bit").bitwise_or())
    )
    people = (
        pl.scan_parquet(folder / "persons.parquet")
        .join(masks, on="person_id", how="left")
        .select(
            "practice", "imd_decile", "sex", pl.col("mask").fill_null(0),
            band=(pl.col("age") // peer.BAND_YEARS).clip(upper_bound=peer.LAST_BAND),
        )
        .collect(engine="streaming")
        .lazy()
    )  # fmt: skip
    mask, n = pl.col("mask"), pl.col("n_ltc")

    def any_of(*conditions: str) -> pl.Expr:
        return mask & sum(bits[name] for name in conditions) != 0

    meanings = (
        people.select("mask")
        .unique()
        .with_columns(
            n_ltc=mask.bitwise_count_ones().cast(pl.Int64),
            cms=pl.sum_horizontal(pl.when(any_of(name)).then(weights[name]).otherwise(0.0) for name in names),
        )
        .with_columns(
            many=n >= peer.MANY,
            segment=pl.when(any_of("dementia")).then(1).when(any_of("cancer")).then(2)
            .when(any_of(*peer.ORGANS)).then(3).when(any_of("schizophrenia_or_bipolar")).then(4)
            .when(n >= peer.MANY).then(5).when(n == 1).then(6).otherwise(7),
        )
    )  # fmt: skip
    cells = (
        people.join(meanings, on="mask")
        .group_by("practice", "imd_decile", "band", "sex", "segment")
        .agg(pl.len().cast(pl.Int64).alias("n"), pl.col("many").sum().cast(pl.Int64), pl.col("n_ltc", "cms").sum())
        .collect(engine="streaming")
    )
    by_practice = cells.group_by("practice", "band", "sex", "segment").agg(pl.col("n", "many", "n_ltc", "cms").sum())
    tenths = cells.group_by("imd_decile", "band").agg(pl.col("n", "many").sum())
    practices = by_practice.group_by("practice", "band").agg(pl.col("n", "many").sum())
    rates = [peer.standardised_rates(table.iter_rows()) for table in (practices, tenths)]
    by_practice.write_parquet(out / "cells.parquet", compression="zstd")
    tenths.write_parquet(out / "tenths.parquet", compression="zstd")
    for name, found in zip(("practices", "tenths"), rates, strict=True):
        rows = [(area, *three) for area, three in found.items()]
        pl.DataFrame(rows, ["area", "rate", "lower", "upper"], orient="row").write_parquet(
            out / f"rates_{name}.parquet"
        )
    sums = by_practice.select(pl.col("n", "many", "n_ltc", "cms").sum()).row(0)
    segments = dict(by_practice.group_by("segment").agg(pl.col("n").sum()).iter_rows())
    return peer.figures(sums, (len(by_practice), len(tenths)), segments, *rates)


if __name__ == "__main__":
    peer.main(job)
