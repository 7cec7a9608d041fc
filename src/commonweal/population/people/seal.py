"""The seal: what a file of people says of itself, so that only what was checked and pseudonymised is worked on."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from commonweal.plain_files import require_plain_file
from commonweal.population.people.contract import TABLES, VERSION
from commonweal.problems import BadInput, Problem, Problems

KEY = "commonweal.seal"
FILE = "sealed.json"
_FOOTER_END = 8
_ELSEWHERE = "name a new folder with --out"


@dataclass(frozen=True, slots=True)
class Seal:
    """What a sealed file says of itself.

    Args:
        table: ``persons``, ``events`` or ``activity``.
        batch: The same for all files that were made together.
        rows: Rows of the file.
        as_of: The day on which ages hold.
        synthetic: Whether the people are made up.
        pseudonymised: Whether identifiers are pseudonyms; always, or it would not be sealed.
        opt_outs_given: Whether a list of opt-outs was applied.
        people_left_out: How many people were left out by it.
        made_by: Version of Commonweal.
        made_on: Day of the making.
        conditions: Conditions of the column ``mask`` of persons, in the order of bits, where they came as attributes.
        contract: Version of the contract.
    """

    table: str
    batch: str
    rows: int
    as_of: date | None = None
    synthetic: bool = False
    pseudonymised: bool = True
    opt_outs_given: bool = False
    people_left_out: int = 0
    made_by: str = ""
    made_on: date | None = None
    conditions: tuple[str, ...] = ()
    contract: str = VERSION

    @property
    def metadata(self) -> str:
        """The seal as the JSON that stands in the file."""
        return json.dumps(asdict(self), default=str, sort_keys=True)

    @property
    def sql(self) -> str:
        """The seal as an option of DuckDB's ``copy``."""
        return f"kv_metadata {{'{KEY}': '{self.metadata.replace(chr(39), chr(39) * 2)}'}}"


def reading() -> duckdb.DuckDBPyConnection:
    """A connection that reads what files say of themselves."""
    return duckdb.connect(config={"autoinstall_known_extensions": False, "threads": 1})


def read_seal(path: Path, connection: duckdb.DuckDBPyConnection | None = None) -> Seal:
    """The seal of a file.

    Args:
        path: The file.
        connection: To read with, where one is open; to open one takes longer than to read a seal.

    Raises:
        BadInput: The file is not there, is no Parquet file, or bears no seal that this version knows.
    """
    require_plain_file(path, what="Parquet file")
    do = "bring the tables in with `commonweal population import`, or make some with `commonweal population synthesise`"
    with nullcontext(connection) if connection else reading() as reader:
        try:
            found = reader.execute(
                "select value from parquet_kv_metadata(?) where key = ?", [str(path), KEY.encode()]
            ).fetchone()
            counted = reader.execute("select num_rows from parquet_file_metadata(?)", [str(path)]).fetchone()
        except duckdb.Error as error:
            raise BadInput(Problem("this is not a Parquet file", file=path.name, do=do)) from error
    if not found or not counted:
        raise BadInput(
            Problem(
                "this file is not sealed: nobody has checked it or taken the identifiers out", file=path.name, do=do
            )
        )
    try:
        said: dict[str, Any] = json.loads(bytes(found[0]).decode())
        seal = Seal(**_read(said))
    except (ValueError, TypeError, KeyError) as error:
        raise BadInput(Problem("the seal of this file cannot be read", file=path.name, do=do)) from error
    if seal.contract != VERSION or seal.table not in TABLES or not seal.pseudonymised:
        raise BadInput(
            Problem("this seal is of another contract", given=seal.contract, expected=VERSION, file=path.name, do=do)
        )
    if seal.rows != counted[0]:
        raise BadInput(
            Problem(f"the seal says {seal.rows:,} rows, and the file has {counted[0]:,}", file=path.name, do=do)
        )
    return seal


def _read(said: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(said[name]) if said.get(name) else None for name in ("as_of", "made_on")}
    return {**said, **days, "conditions": tuple(said.get("conditions", ()))}


def check_sealed(
    paths: Mapping[str, Path], *, whole: bool = False, connection: duckdb.DuckDBPyConnection | None = None
) -> dict[str, Seal]:
    """The seals of files that are to be used together.

    Args:
        paths: Files by table.
        whole: Compare each file with the hash in the ``sealed.json`` beside it, which reads all of it.
        connection: To read with, where one is open.

    Raises:
        BadInput: A file that is not sealed, that is another table, that was made with others, or whose footer is not
            that of which the ``sealed.json`` beside it speaks.
    """
    problems, seals = Problems(), {}
    for table, path in paths.items():
        try:
            seal = read_seal(path, connection)
        except BadInput as bad:
            problems.extend(bad.problems)
            continue
        if seal.table != table:
            problems.add(f"this file holds {seal.table}, not {table}", file=path.name, do=f"name the file of {table}")
        else:
            problems.extend(_hash_problems(path) if whole else _footer_problems(path))
        seals[table] = seal
    if len({seal.batch for seal in seals.values()}) > 1:
        problems.add(
            "the files were not made together, so their people cannot be told to be the same",
            given=", ".join(
                f"{path.name}: {seals[table].batch[:8]}" for table, path in paths.items() if table in seals
            ),
            do="use files of one import",
        )
    problems.raise_if_any()
    return seals


def said_at_sealing(path: Path) -> dict[str, Any] | None:
    """What the ``sealed.json`` beside a file says of it; None where there is none, or none that can be read."""
    try:
        said = json.loads((path.parent / FILE).read_text("utf-8"))["files"][path.name]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return said if isinstance(said, dict) else None


def _hash_problems(path: Path) -> list[Problem]:
    said = said_at_sealing(path)
    if said is None:
        return [Problem(f"there is no {FILE} beside this file to compare it with", file=path.name)]
    return [] if said.get("sha256") == sha256(path) else [_another(path)]


def _footer_problems(path: Path) -> list[Problem]:
    """The footer tells the rows, their places and the seal itself, and to compare it takes no time."""
    said = (said_at_sealing(path) or {}).get("footer")
    return [] if said is None or said == footer_print(path) else [_another(path)]


def _another(path: Path) -> Problem:
    do = "take the file as it was sealed, or bring the tables in again with `commonweal population import`"
    return Problem("this file is not the one that was sealed", file=path.name, do=do)


def footer_print(path: Path) -> str:
    """A hash of a Parquet file's footer, which names the place, size and bounds of all its parts, and of its size."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(-_FOOTER_END, os.SEEK_END)
        length = int.from_bytes(file.read(4), "little")
        file.seek(-min(length + _FOOTER_END, size), os.SEEK_END)
        return hashlib.sha256(size.to_bytes(8, "little") + file.read()).hexdigest()


def sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sweep(out: Path) -> None:
    """Take away what a process that was killed left in the middle of its work."""
    for left in out.parent.glob(f".{out.name}.part-*-*"):
        process = left.name.rsplit("-", 2)[1]
        if process.isdigit() and not Path("/proc", process).exists() and Path("/proc").is_dir():
            shutil.rmtree(left, ignore_errors=True)


def require_new(out: Path) -> None:
    """See that a folder that is to be written is not there or is empty, before any work is done for it.

    Raises:
        BadInput: There is something there, or no folder can have this name.
    """
    try:
        taken = out.exists() and (not out.is_dir() or any(out.iterdir()))
    except (OSError, ValueError) as error:  # too long for a name, or a sign that no name may have
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(Problem(f"the folder cannot be made: {reason}", file=str(out), do=_ELSEWHERE)) from error
    if taken:
        raise BadInput(Problem("there is something here already", file=str(out), do=_ELSEWHERE))


@contextmanager
def sealed_folder(out: Path) -> Iterator[Path]:
    """A folder to work in that becomes ``out`` when all is done, and is gone when anything fails.

    Raises:
        BadInput: There is something at ``out`` already, or the folder cannot be made.
    """
    out = out.absolute()
    require_new(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _sweep(out)
        work = Path(tempfile.mkdtemp(prefix=f".{out.name}.part-{os.getpid()}-", dir=out.parent))
    except OSError as error:
        raise BadInput(Problem(f"the folder cannot be made: {error.strerror}", file=str(out))) from error
    try:
        yield work
        for path in work.iterdir():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        if out.exists():
            out.rmdir()
        work.chmod(0o700)
        work.replace(out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
