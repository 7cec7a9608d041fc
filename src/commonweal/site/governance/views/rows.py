"""Sheets of a handbook, the rows of one, and a row with every version that it has had."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.governance.handbook import TABLES, Dated, Row
from commonweal.governance.handbook.validation.findings import shown_key
from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.governance import records
from commonweal.site.governance.models import StoredRow
from commonweal.site.governance.presenters import rows as shown_rows
from commonweal.site.governance.presenters.names import address
from commonweal.site.governance.row_access import RowAccess
from commonweal.site.governance.views.finding import found, frame

A_PAGE = 50


def opened(request: HttpRequest, system: str, table: str = "") -> RowAccess:
    """A visitor before the sheets of a handbook.

    Raises:
        Http404: There is no such handbook, or no such sheet.
        PermissionDenied: They may open none, or not this one.
    """
    if table and table not in TABLES:
        raise Http404("A handbook has no such sheet.")
    access = RowAccess(found(request, system), request.user)
    access.require()
    if table and table not in access.tables():
        raise Http404("No row of this sheet can be your organisation's own.")
    return access


def trail(access: RowAccess, table: str = "") -> list[tuple[str, str]]:
    """The pages above."""
    pages = [("Sheets", address("sheets", access.shown.name))]
    return pages + ([(shown_rows.table_words(table), address("sheet", access.shown.name, table))] if table else [])


def row_of(access: RowAccess, table: str, digest: str) -> Row | None:
    """The row of a sheet whose key has this SHA-256, where the visitor may open it."""
    return next((row for row in access.rows(table) if records.key_of(row)[1] == digest), None)


@require_safe
def sheets(request: HttpRequest, system: str) -> HttpResponse:
    """The sheets that the visitor may open."""
    access = opened(request, system)
    table = shown_rows.sheets_table(access)
    if file := asked_file(request, table):
        return file
    context = {**frame(access.shown, "sheets"), "access": access, "table": table}
    return render(request, "governance/sheets.jinja", context)


@require_safe
def sheet(request: HttpRequest, system: str, table: str) -> HttpResponse:
    """The rows of a sheet, to search and to open."""
    access = opened(request, system, table)
    query = request.GET.get("q", "").strip()[:80]
    rows = shown_rows.searched(access.rows(table), access.shown.handbook, query)
    name = shown_rows.table_words(table)
    caption = f"{name}: rows with “{query}”" if query else name
    whole = shown_rows.sheet_table(access, table, rows, caption, whole=True)
    if file := asked_file(request, whole):
        return file
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        **frame(access.shown, "sheets"),
        "further_trail": trail(access),
        "access": access,
        "sheet": table,
        "name": name,
        "meaning": TABLES[table].MEANING,
        "query": query,
        "page": page,
        "count": len(rows),
        "table": shown_rows.sheet_table(access, table, list(page.object_list), caption),
        "downloads": download_links(request, whole),
    }
    return render(request, "governance/sheet.jinja", context)


@require_safe
def one_row(request: HttpRequest, system: str, table: str, row: str) -> HttpResponse:
    """One row, and every version that it has had."""
    access = opened(request, system, table)
    held = row_of(access, table, row)
    versions = _versions(access, table, row)
    last = held or (records.row_of(versions[0]) if versions and access.shown.whole else None)
    if last is None:
        raise Http404("The sheet has no such row that you may open.")
    context = {
        **frame(access.shown, "sheets"),
        "further_trail": trail(access, table),
        "access": access,
        "sheet": table,
        "digest": row,
        "name": shown_key(last),
        "sheet_name": shown_rows.table_words(table),
        "said": shown_rows.said_of(last, access.shown.handbook),
        "current": held is not None,
        "may_write": held is not None and access.may_write(held),
        "may_end": isinstance(last, Dated) and last.to_date is None,
        "history": shown_rows.history(access, versions),
    }
    return render(request, "governance/row.jinja", context)


def _versions(access: RowAccess, table: str, digest: str) -> list[StoredRow]:
    if access.shown.fictional:
        return []
    # Of a version that was erased, since it need be kept no longer, nothing is left to show.
    return [each for each in records.versions_of(access.shown.system, table, digest) if each.fields_json]
