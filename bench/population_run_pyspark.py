"""The person-level run in Spark's own data frames, on this machine; the start of Java counts, as it does in use."""

from __future__ import annotations

import csv
import math
import tempfile
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

import population_run_peer as peer
from people import AS_OF


def versions() -> str:
    """What these cases run on."""
    return f"PySpark {version('pyspark')}"


def run_1_million(data: Path) -> peer.Work:
    return peer.timed(__file__, 1_000_000, with_children=True)


def job(folder: Path, out: Path) -> list[float]:
    """From events to counts and rates."""
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as f

    # Two partitions for two threads: the default of 200 would be tasks of nothing but their own start.
    settings = {
        "spark.driver.memory": "2g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": tempfile.gettempdir(),
        "spark.log.level": "ERROR",
        "spark.sql.parquet.compression.codec": "zstd",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    spark = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    codelist = spark.read.parquet(str(folder / "codelist.parquet"))
    weights = {row.condition: row.weight for row in codelist.collect()}
    bits = {name: 1 << place for place, name in enumerate(weights)}
    bit_of = f.create_map(*(f.lit(each) for pair in bits.items() for each in pair))
    codes = codelist.select("code", bit_of[f.col("condition")].alias("bit"))
    masks = (
        spark.read.parquet(str(folder / "events.parquet"))
        .where(f.col("date") <= f.lit(AS_OF))
        .join(f.broadcast(codes), "code")
        .groupBy("person_id")
        .agg(f.bit_or("bit").alias("mask"))
    )
    mask, n = f.col("mask"), f.col("n_ltc")

    def any_of(*conditions: str):
        return mask.bitwiseAND(sum(bits[name] for name in conditions)) != 0

    score = sum((f.when(any_of(name), weight).otherwise(0.0) for name, weight in weights.items()), f.lit(0.0))
    people = (
        spark.read.parquet(str(folder / "persons.parquet"))
        .join(masks, "person_id", "left")
        .fillna(0, ["mask"])
        .withColumn("band", f.least(f.floor(f.col("age") / peer.BAND_YEARS).cast("int"), f.lit(peer.LAST_BAND)))
        .withColumn("n_ltc", f.bit_count("mask"))
        .withColumn("cms", score)
        .withColumn("many", f.when(n >= peer.MANY, 1).otherwise(0))
        .withColumn(
            "segment",
            f.when(any_of("dementia"), 1).when(any_of("cancer"), 2).when(any_of(*peer.ORGANS), 3)
            .when(any_of("schizophrenia_or_bipolar"), 4).when(n >= peer.MANY, 5).when(n == 1, 6).otherwise(7),
        )
    )  # fmt: skip
    counts = [f.sum(name).alias(name) for name in ("n", "many", "n_ltc", "cms")]
    finest = (
        people.withColumn("n", f.lit(1))
        .groupBy("practice", "imd_decile", "band", "sex", "segment")
        .agg(*counts)
        .cache()
    )
    cells = finest.groupBy("practice", "band", "sex", "segment").agg(*counts).cache()
    tenths = finest.groupBy("imd_decile", "band").agg(*counts[:2])
    for name, table in {"cells": cells, "tenths": tenths}.items():
        table.coalesce(1).write.mode("overwrite").parquet(str(out / f"{name}.parquet"))
    rows, by_tenth = cells.collect(), tenths.collect()
    spark.stop()
    by_practice: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    segments: dict[int, int] = defaultdict(int)
    for row in rows:
        held = by_practice[row.practice, row.band]
        held[0] += row.n
        held[1] += row.many
        segments[row.segment] += row.n
    practices = peer.standardised_rates((*where, *held) for where, held in by_practice.items())
    rates = {"practices": practices, "tenths": peer.standardised_rates(by_tenth)}
    for name, found in rates.items():
        with (out / f"rates_{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows(
                [("area", "rate", "lower", "upper"), *((area, *three) for area, three in found.items())]
            )
    sums = [math.fsum(row[name] for row in rows) for name in ("n", "many", "n_ltc", "cms")]
    return peer.figures(sums, (len(rows), len(by_tenth)), segments, *rates.values())


if __name__ == "__main__":
    peer.main(job)
