"""A run that is given what cannot be says so, and leaves nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.unit.population.runs.compared import resealed

from commonweal.population.runs.running import RunRequest, run_people
from commonweal.population.synthetic import synthesise
from commonweal.problems import BadInput


class TestBadInput:
    def test_two_rows_of_one_person(self, request_: RunRequest, tmp_path: Path) -> None:
        synthesise(100, tmp_path / "few")
        persons = tmp_path / "few" / "persons.parquet"
        twice = tmp_path / "twice.parquet"
        with duckdb.connect() as connection:
            seal = connection.execute(
                "select value from parquet_kv_metadata(?) where key = 'commonweal.seal'::blob", [str(persons)]
            ).fetchone()
            assert seal is not None
            text = bytes(seal[0]).decode().replace('"rows": 100', '"rows": 101')
            connection.execute(
                f"copy (from '{persons}' union all (from '{persons}' limit 1)) to '{twice}'"
                f" (format parquet, kv_metadata {{'commonweal.seal': '{text}'}})"
            )
        with pytest.raises(BadInput, match=r"101 rows of persons are 100 different people.*each person has one row"):
            run_people(replace(request_, persons=twice, events=tmp_path / "few" / "events.parquet"))
        assert not request_.out.exists()

    def test_files_that_are_missing_unsealed_or_mixed_up(
        self, request_: RunRequest, made: Path, tmp_path: Path
    ) -> None:
        with pytest.raises(BadInput, match="the file does not exist"):
            run_people(replace(request_, persons=tmp_path / "none.parquet"))
        with pytest.raises(BadInput, match=r"not sealed.*commonweal population import"):
            run_people(replace(request_, persons=made / "codelist.parquet"))
        with pytest.raises(BadInput, match="this file holds events, not persons"):
            run_people(replace(request_, persons=request_.events))

    def test_a_damaged_file(self, request_: RunRequest, tmp_path: Path) -> None:
        damaged = tmp_path / "events.parquet"
        content = bytearray(request_.events.read_bytes())
        content[2_000:60_000] = b"\xff" * 58_000
        damaged.write_bytes(content)
        with pytest.raises(BadInput, match="could not be read to the end; a file may be damaged"):
            run_people(replace(request_, events=damaged))
        assert not request_.out.exists()

    def test_a_column_that_is_missing_or_of_another_type(self, request_: RunRequest, tmp_path: Path) -> None:
        other = tmp_path / "persons.parquet"
        resealed(request_.persons, other, "* exclude (practice) replace (age::varchar as age)")
        with pytest.raises(BadInput) as bad:
            run_people(replace(request_, persons=other))
        told = str(bad.value)
        assert 'column "age": the column has another type ("VARCHAR")' in told
        assert 'column "practice": the file has no such column' in told

    @pytest.mark.parametrize(("change", "told"), [
        ({"memory": "much"}, "not an amount of memory"),
        ({"memory": "1MB"}, "cannot do with so little memory"),
        ({"threads": 0}, "no work without a thread"),
        ({"engine": "abacus"}, "no engine of this name"),
    ], ids=["words", "little", "threads", "engine"])  # fmt: skip
    def test_options(self, request_: RunRequest, change: dict[str, Any], told: str) -> None:
        with pytest.raises(BadInput, match=told):
            run_people(replace(request_, **change))

    def test_a_folder_with_other_things(self, request_: RunRequest) -> None:
        request_.out.mkdir()
        (request_.out / "letter.txt").write_text("dear")
        with pytest.raises(BadInput, match="no result of a run"):
            run_people(request_)
        assert [path.name for path in request_.out.iterdir()] == ["letter.txt"]
