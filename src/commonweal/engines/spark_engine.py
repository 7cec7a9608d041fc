"""Spark: for data that outgrow one machine, or that live in it already. It needs Java and the extra ``spark``."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from commonweal.engines.dialects import query_text
from commonweal.engines.duckdb_engine import parquet_paths, settle
from commonweal.engines.names import checked_name
from commonweal.engines.plan import Plan
from commonweal.engines.result import MOST_ROWS, Result
from commonweal.problems import BadInput, Problem


class SparkEngine:
    """A Spark session on this machine that listens on nothing but itself.

    Where Spark runs already, such as in a notebook, it is used, in a session of our own: its settings and tables are
    left as they are, and closing ours does not end it.

    Args:
        threads, memory, temporary: As for :func:`~commonweal.engines.engine.open_engine`.
        settings: Spark's own settings, in place of those made here.
    """

    dialect = "spark"

    def __init__(
        self,
        threads: int | None,
        memory: str | None,
        temporary: Path | None,
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
            raise BadInput(
                Problem("Spark needs Java, which is not here", do="install Java 17, or use the engine duckdb")
            )
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            do = "install it with pip install 'commonweal[spark]', or use the engine duckdb"
            raise BadInput(Problem("Spark is not installed", do=do)) from error
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        self._folder = Path(tempfile.mkdtemp(prefix="commonweal-spark-", dir=temporary))
        made: dict[str, bool | float | int | str | None] = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": (memory or "2GB").lower().removesuffix("b"),
            "spark.driver.extraJavaOptions": "-Duser.timezone=UTC",
            "spark.local.dir": str(self._folder),
            "spark.log.level": "ERROR",
            "spark.sql.warehouse.dir": str(self._folder / "warehouse"),
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
        }
        of_session = {
            "spark.sql.ansi.enabled": "true",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.shuffle.partitions": str(threads or 4),
        }
        running = SparkSession.getActiveSession()
        self._started = running is None
        self._held: dict[str, Any] = {}
        if running is None:
            builder = SparkSession.builder.master(f"local[{threads or '*'}]").appName("commonweal")
            self.session = builder.config(map={**made, **of_session, **settings}).getOrCreate()
        else:
            self.session = running.newSession()
            for name, value in {**of_session, **settings}.items():
                self.session.conf.set(name, value)

    def register(self, name: str, source: str | Path | Sequence[str | Path] | Any) -> None:
        """Name Parquet files, or an Arrow table (which needs pyarrow)."""
        paths = parquet_paths(source)
        table = self.session.read.parquet(*paths) if paths else self.session.createDataFrame(source)
        table.createOrReplaceTempView(checked_name(name))

    def execute(self, query: Plan | str) -> Result:
        """Run it and bring back the rows."""
        import numpy as np

        table = self.session.sql(query_text(query, self.dialect))
        rows = table.limit(MOST_ROWS + 1).collect()
        return Result({name: as_array([row[place] for row in rows], np) for place, name in enumerate(table.columns)})

    def view(self, name: str, query: Plan | str) -> None:
        """A view of the session."""
        self.session.sql(query_text(query, self.dialect)).createOrReplaceTempView(checked_name(name))

    def hold(self, name: str, query: Plan | str, *, address_bits: int = 0) -> int:
        """Run it and keep the rows in memory, or on disk where that is short; Spark places groups as it sees fit."""
        held = self.session.sql(query_text(query, self.dialect)).cache()
        held.createOrReplaceTempView(checked_name(name))
        count = int(held.count())
        if name in self._held:
            self._held[name].unpersist()
        self._held[name] = held
        return count

    def write_parquet(self, query: Plan | str, path: str | Path) -> int:
        """Run it into one file in the temporary folder, then move it to its place."""
        path = Path(path)
        folder = Path(tempfile.mkdtemp(dir=self._folder)) / "table"
        table = self.session.sql(query_text(query, self.dialect))
        table.coalesce(1).write.option("compression", "zstd").parquet(str(folder))
        count = int(self.session.read.parquet(str(folder)).count())
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        shutil.move(next(folder.glob("part-*.parquet")), part)
        settle(part, path)
        return count

    def close(self) -> None:
        """End the session, if it was started here, and take its files away."""
        for held in self._held.values():
            held.unpersist()
        if self._started:
            self.session.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()


def as_array(values: list[Any], np: Any) -> Any:
    """Values of one column as an array, masked where they are unknown."""
    unknown = [value is None for value in values]
    known = next((value for value in values if value is not None), None)
    kind = {int: "int64", float: "float64", bool: "bool"}.get(type(known), "object")
    if hasattr(known, "isoformat"):
        kind = "datetime64[D]"
    filler = "" if kind == "object" else known
    array = np.array([filler if value is None else value for value in values], dtype=kind)
    return np.ma.array(array, mask=unknown) if any(unknown) else array
