"""Files to download: many rows as CSV, sent while they are being made, or as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from commonweal.tables import write_csv, write_xlsx

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_Response = TypeVar("_Response", bound=HttpResponseBase)
_ROWS_AT_ONCE = 500


def attached(response: _Response, name: str) -> _Response:
    """The same response, which a browser keeps as a file of this name and never shows as a page.

    Args:
        response: The response.
        name: The file's name; whatever stands in it, it cannot end the header or name a folder.
    """
    plain = "".join(character for character in name if character.isprintable()).replace("/", "-").replace("\\", "-")
    response["Content-Disposition"] = str(content_disposition_header(True, plain))
    return response


def xlsx_file(
    name: str, sheet: str, rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], notes: Sequence[str] = ()
) -> HttpResponse:
    """Rows as a workbook.

    Args:
        name: The file's name, such as ``allocations.xlsx``.
        sheet: The name of the sheet.
        rows: Values by column.
        columns: The heading to print, by column.
        notes: Lines for a sheet of their own.
    """
    stream = io.BytesIO()
    write_xlsx(stream, {sheet: rows}, columns=columns, notes=notes)
    return attached(HttpResponse(stream.getvalue(), content_type=XLSX), name)


def csv_stream(name: str, rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> StreamingHttpResponse:
    """Rows as CSV in blocks: the first leave before the last are worked out.

    Args:
        name: The file's name, such as ``allocations.csv``.
        rows: Values by column.
        columns: The heading to print, by column.
    """
    return attached(StreamingHttpResponse(_blocks(iter(rows), columns), content_type=CSV), name)


def _blocks(rows: Iterator[Mapping[str, Any]], columns: Mapping[str, str]) -> Iterator[bytes]:
    first = True
    while (held := list(islice(rows, _ROWS_AT_ONCE))) or first:
        out = io.StringIO(newline="")
        write_csv(out, held, columns, bom=first)
        # The headings stand in the first block only.
        yield (out.getvalue() if first else out.getvalue().split("\r\n", 1)[1]).encode()
        first = False
