"""Many rows as a CSV file, sent while they are being made."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.http import StreamingHttpResponse

from commonweal.tables import write_csv

_ROWS_AT_ONCE = 500


def csv_stream(name: str, rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> StreamingHttpResponse:
    """Rows as CSV in blocks: the first leave before the last are worked out.

    Args:
        name: The file's name, such as ``allocations.csv``.
        rows: Values by column.
        columns: The heading to print, by column.
    """
    response = StreamingHttpResponse(_blocks(iter(rows), columns), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _blocks(rows: Iterator[Mapping[str, Any]], columns: Mapping[str, str]) -> Iterator[bytes]:
    first = True
    while (held := list(islice(rows, _ROWS_AT_ONCE))) or first:
        out = io.StringIO(newline="")
        write_csv(out, held, columns, bom=first)
        # The headings stand in the first block only.
        yield (out.getvalue() if first else out.getvalue().split("\r\n", 1)[1]).encode()
        first = False
