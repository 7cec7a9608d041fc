"""DuckDB worked with by several threads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from commonweal.engines import AllBits, Column, GroupBy, Scan
from commonweal.engines.duckdb_engine import DuckDBEngine


def test_threads_see_what_is_held_and_fetch_any_number_of_rows() -> None:
    with DuckDBEngine(2, None, None) as engine:
        assert engine.hold("held", "select range as person, range % 3 as bits from range(1100000)") == 1_100_000
        plan = GroupBy(Scan("held", ("person", "bits")), ("person",), {"joined": AllBits(Column("bits"))})

        def fetched(bits: int) -> tuple[int, int]:
            rows = engine.beside().fetch(plan, address_bits=bits)
            return len(rows["joined"]), int(rows["joined"].sum())

        with engine.callers(2), ThreadPoolExecutor(2) as pool:
            assert list(pool.map(fetched, (0, 21))) == [(1_100_000, 1_099_999)] * 2
        (threads,) = engine.execute("select current_setting('external_threads') as n").rows()
        assert threads == (1,)
