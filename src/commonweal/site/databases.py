"""Which database the site keeps its records in: SQLite inside the installation, or PostgreSQL by ``DATABASE_URL``."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from commonweal.problems import BadInput, Problem

SECONDS_TO_WAIT_FOR_A_WRITER = 20

# One entry a line, as SQLite takes them. WAL: readers and the one writer do not wait for each other.
# NORMAL: with WAL a power cut can lose the last commits and never harms the file.
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-64000",  # in KiB when negative: 64 MB
)
_POSTGRESQL = ("postgres", "postgresql")
# What may follow the question mark; anything else is a mistyped setting that would be ignored in silence.
_OPTIONS = {
    "sslmode", "sslrootcert", "sslcert", "sslkey", "host", "application_name", "connect_timeout", "options",
}  # fmt: skip


def sqlite(path: Path) -> dict[str, Any]:
    """Django's entry for an SQLite file.

    Every transaction takes the write lock when it begins (IMMEDIATE). Otherwise one that reads first may be unable to
    write later, and no waiting mends that: eight threads lost more than half of their writes so.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": SECONDS_TO_WAIT_FOR_A_WRITER,
            "init_command": ";".join(_PRAGMAS),
        },
        # The default for tests is a database in memory, where threads do not meet as they do in a file.
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's entry for the database that an address names.

    Args:
        url: ``postgresql://user:password@host:port/name?sslmode=require``, ``sqlite:///path``, or empty for the SQLite
            file of the installation. Special characters of a password are written as percent codes.
        folder: The installation's folder, where the SQLite file lies.

    Raises:
        BadInput: The address cannot be understood. The message never repeats the password.

    Example:
        >>> database("postgresql://plan:s%40fe@db.example/commonweal", Path("."))["PASSWORD"]
        's@fe'
    """
    if not url.strip():
        return sqlite(folder / "commonweal.sqlite3")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise _not_understood("the port is not a number, or the host is not written as a host") from error
    if parts.scheme == "sqlite":
        path = unquote(parts.path)
        if parts.netloc or not path.strip("/"):
            raise _not_understood("an SQLite address names one file", do="write sqlite:////full/path/of/the/file")
        return sqlite(Path(path[1:]))
    if parts.scheme not in _POSTGRESQL:
        raise _not_understood(
            f'it begins with "{parts.scheme}"' if parts.scheme else "it has no beginning such as postgresql://"
        )
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(set(options) - _OPTIONS)
    if unknown:
        raise _not_understood(
            f"it has an option that is not known: {', '.join(unknown)}", do=f"known are {', '.join(sorted(_OPTIONS))}"
        )
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise _not_understood("it does not name the database after the host")
    _need_driver()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        "TEST": {"NAME": f"test_{name}"},
    }


def _need_driver() -> None:
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise BadInput(
            Problem(
                "DATABASE_URL names PostgreSQL, and its driver is not installed",
                do="install it with `pip install 'commonweal[postgres]'`",
            )
        ) from error


def _not_understood(what: str, do: str = "mend DATABASE_URL, or leave it unset to use SQLite") -> BadInput:
    return BadInput(
        Problem(
            f"DATABASE_URL cannot be understood: {what}",
            expected="postgresql://user:password@host:5432/name",
            do=do,
        )
    )
