"""From a path or bytes to unpacked bytes, with every reason to refuse the file checked before much of it is read."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from commonweal.plain_files import require_plain_file
from commonweal.problems import BadInput, Problem
from commonweal.tables.limits import MEGABYTE, Deadline, Limits, in_megabytes
from commonweal.tables.stamp import FileStamp

Form = Literal["text", "workbook"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\x0c\x1a")
_NOT_TABLES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "is a PDF document", "ask for the figures as a spreadsheet or CSV file"),
    (b"PAR1", "is a Parquet file", "save it as CSV or .xlsx"),
    (b"\x89PNG", "is a picture", "choose the table it shows"),
    (b"\xff\xd8\xff", "is a picture", "choose the table it shows"),
    (b"version https://git-lfs", "is only a pointer to a large file", "download the file itself"),
    (b"{", "is JSON, not a table", "save it as CSV or .xlsx"),
    (b"[{", "is JSON, not a table", "save it as CSV or .xlsx"),
    (b"<?xml", "is XML, not a table", "open it in a spreadsheet and save it as .xlsx"),
    (b"<!doctype", "is a web page, not a table", "download it again; the site may have sent an error page"),
    (b"<html", "is a web page, not a table", "download it again; the site may have sent an error page"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """Unpacked bytes of a file, what they are, and the stamp of the file as it was given."""

    name: str
    data: bytes
    form: Form
    stamp: FileStamp


def open_file(source: str | os.PathLike[str] | bytes, name: str | None, limits: Limits, deadline: Deadline) -> Opened:
    """Read and unpack a file, or raise BadInput saying why it cannot be a table.

    Args:
        source: Path, or the bytes themselves.
        name: Name for messages; by default the path's last part.
        limits: The most that is taken on.
        deadline: When reading must be over.
    """
    if isinstance(source, bytes):
        label = name or "(data)"
        _refuse_size(label, len(source), limits)
        data = source
    else:
        if not os.fspath(source):
            raise BadInput(Problem("no file is named", do="name one; the name given is empty"))
        path = Path(source)
        label = name or path.name or str(path)
        data = _read(path, label, limits)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        what = "the file is empty" if not data else "the file holds nothing but blanks"
        raise BadInput(Problem(what, file=label, do="check that it was saved or downloaded in full"))
    stamp = FileStamp.of(label, data)
    if data.startswith(b"\x1f\x8b"):
        data = _gunzip(data, label, limits, deadline)
        if data.startswith(b"\x1f\x8b"):
            raise BadInput(Problem("the file is packed twice over", file=label, do="unpack it once and try again"))
    return Opened(label, data, _form(data, label), stamp)


def _read(path: Path, label: str, limits: Limits) -> bytes:
    _refuse_size(label, require_plain_file(path, label=label), limits)
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.max_bytes + 1)
    except OSError as error:
        raise BadInput(Problem(f"the file cannot be read: {error.strerror or error}", file=label)) from error
    _refuse_size(label, len(data), limits)
    return data


def _refuse_size(label: str, size: int, limits: Limits) -> None:
    if size > limits.max_bytes:
        raise BadInput(
            Problem(
                f"the file is too large ({in_megabytes(size)})",
                file=label,
                expected=f"at most {in_megabytes(limits.max_bytes)}",
                do="check that it is the right file, or keep only the rows and columns that are needed",
            )
        )


def _gunzip(data: bytes, label: str, limits: Limits, deadline: Deadline) -> bytes:
    parts: list[bytes] = []
    size = 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            while part := stream.read(MEGABYTE):
                size += len(part)
                deadline.check()
                refuse_expansion(label, len(data), size, limits)
                parts.append(part)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(
            Problem("the packed file is damaged or cut short", file=label, do="download it again")
        ) from error
    if not size:
        raise BadInput(Problem("the packed file holds an empty file", file=label, do="check how it was made"))
    return b"".join(parts)


def refuse_expansion(label: str, packed: int, unpacked: int, limits: Limits) -> None:
    """Raise BadInput when a packed file becomes too large, or suspiciously much larger than itself."""
    too_large = unpacked > limits.max_uncompressed_bytes
    too_dense = unpacked > 20 * MEGABYTE and unpacked > packed * limits.max_expansion
    if too_large or too_dense:
        raise BadInput(
            Problem(
                f"the file unpacks to {in_megabytes(unpacked)} or more from {in_megabytes(packed)}, "
                "as files do that are made to fill a machine's memory",
                file=label,
                expected=f"at most {in_megabytes(limits.max_uncompressed_bytes)} unpacked",
                do="check where it came from; if it is right, unpack it and keep only the rows that are needed",
            )
        )


def _form(data: bytes, label: str) -> Form:
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            what, do = "the workbook is protected by a password", "open it, remove the password and save it again"
        else:
            what, do = "this is an old or unknown Office file (.xls?)", "open it and save it as .xlsx or CSV"
        raise BadInput(Problem(what, file=label, do=do))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "workbook"
    for magic, what, do in _NOT_TABLES:
        if start.startswith(magic.lower()):
            raise BadInput(Problem(f"the file {what}", file=label, do=do))
    if label.lower().endswith((".xlsx", ".xlsm")) and not _is_text(data):
        raise BadInput(
            Problem(
                "this is not a workbook, whatever its name says",
                given=f"it begins with the bytes {data[:4].hex(' ')}",
                file=label,
                expected="an .xlsx workbook, which begins with 50 4b 03 04",
                do="download it again, or open it in a spreadsheet program and save it as .xlsx",
            )
        )
    return "text"


def _is_text(data: bytes) -> bool:
    """Whether the bytes may be a text file, which some programs name as a workbook."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return bool(data.decode("utf-16"))
        except UnicodeDecodeError:
            return False
    return not _CONTROLS.intersection(data[:65536])
