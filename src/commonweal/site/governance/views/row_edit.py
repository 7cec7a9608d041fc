"""Entering, changing, ending and withdrawing a row of a handbook."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.governance.handbook import TABLES, Dated, Handbook, Row, columns_of
from commonweal.governance.handbook.validation.findings import shown_key
from commonweal.problems import BadInput
from commonweal.site.accounts.models import User
from commonweal.site.components.form_problems import said_in_form
from commonweal.site.governance import actions
from commonweal.site.governance.change import Change, Stale, stamp
from commonweal.site.governance.forms.row import RowForm
from commonweal.site.governance.forms.row_end import EndForm
from commonweal.site.governance.presenters.rows import row_address, said_of, table_words
from commonweal.site.governance.row_access import RowAccess
from commonweal.site.governance.views.finding import frame
from commonweal.site.governance.views.rows import opened, row_of, trail

_NOT_YOURS = "You may not write this row. The company secretary of {system} may, or the organisation whose row it is."


@require_http_methods(["GET", "HEAD", "POST"])
def new_row(request: HttpRequest, system: str, table: str) -> HttpResponse:
    """A form for a row that is not there yet."""
    access = opened(request, system, table)
    if not access.may_add(table):
        raise PermissionDenied(_NOT_YOURS.format(system=access.shown.system))
    return _form(request, access, table, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_row(request: HttpRequest, system: str, table: str, row: str) -> HttpResponse:
    """A form with what a row says; what is sent takes its place, and the version before is kept."""
    access, held = _mine(request, system, table, row)
    return _form(request, access, table, held)


@require_http_methods(["GET", "HEAD", "POST"])
def end_row(request: HttpRequest, system: str, table: str, row: str) -> HttpResponse:
    """Give a row its last day."""
    access, held = _mine(request, system, table, row)
    if not isinstance(held, Dated):
        raise Http404("A row of this sheet has no period, so it cannot end. Withdraw it if it was entered by mistake.")
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.end_row(
                by=cast(User, request.user),
                system=access.shown.system,
                table=table,
                key=held.key,
                last_day=form.cleaned_data["last_day"],
            )
        except BadInput as wrong:
            for problem in wrong.problems:
                form.add_error("last_day", said_in_form(problem))
        else:
            messages.success(request, "The row has its last day. It stays in the handbook.")
            return redirect(row_address(access.shown.name, held))
    context = _context(access, table, held) | {"form": form, "act": "end", "said": said_of(held, access.shown.handbook)}
    return render(request, "governance/row_end.jinja", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_row(request: HttpRequest, system: str, table: str, row: str) -> HttpResponse:
    """Take out a row that should never have been entered."""
    access, held = _mine(request, system, table, row)
    problems: Any = ()
    if request.method == "POST":
        try:
            actions.withdraw_row(by=cast(User, request.user), system=access.shown.system, table=table, key=held.key)
        except BadInput as wrong:
            problems = wrong.problems
        else:
            messages.success(request, f"The row {shown_key(held)} is withdrawn. What it said is kept in the record.")
            return redirect("governance:sheet", system=access.shown.name, table=table)
    said = said_of(held, access.shown.handbook)
    context = _context(access, table, held) | {"problems": problems, "act": "withdraw", "said": said}
    return render(request, "governance/row_end.jinja", context, status=400 if problems else 200)


def _mine(request: HttpRequest, system: str, table: str, digest: str) -> tuple[RowAccess, Row]:
    access = opened(request, system, table)
    row = row_of(access, table, digest)
    if row is None:
        raise Http404("The sheet has no such row that you may open.")
    if not access.may_write(row):
        raise PermissionDenied(_NOT_YOURS.format(system=access.shown.system))
    return access, row


def _form(request: HttpRequest, access: RowAccess, table: str, row: Row | None) -> HttpResponse:
    sent = request.method == "POST"
    owned = access.owned(table)
    form = RowForm(
        TABLES[table],
        access.shown.handbook,
        row=row,
        given=request.POST if sent else None,
        owned=owned,
        start={
            "recorded_on": timezone.localdate(),
            # A page that leads here says what the row is about.
            **{each.name: request.GET.get(each.name, "") for each in columns_of(TABLES[table]) if each.refers_to},
            **({owned[0]: owned[1][0]} if owned[0] else {}),
        },
    )
    if sent and form.is_valid():
        made = form.made()
        try:
            changed = _put(request, access, row, made)
        except BadInput as wrong:
            form.refuse(wrong)
        except Stale as stale:
            form.add_error(None, str(stale))
        else:
            messages.success(
                request, "The row is entered." if changed else "Nothing was changed: the row says so already."
            )
            return redirect(row_address(access.shown.name, made))
    context = _context(access, table, row) | {
        "form": form,
        "seen": stamp([row] if row else []),
    }
    return render(request, "governance/row_form.jinja", context, status=400 if form.errors else 200)


def _put(request: HttpRequest, access: RowAccess, row: Row | None, made: Row) -> bool:
    def work(held: Handbook) -> Change:
        there = (each for each in held.tables.get(made.TABLE, ()) if each.key == made.key)
        return Change(f"a row of {made.TABLE}", put=(made,), rests_on=tuple(there))

    seen = request.POST.get("seen", "") if row is not None else stamp([])
    return actions.change_rows(by=cast(User, request.user), system=access.shown.system, work=work, seen=seen)


def _context(access: RowAccess, table: str, row: Row | None) -> dict[str, Any]:
    above = trail(access, table)
    if row is not None:
        above = [*above, (shown_key(row), row_address(access.shown.name, row))]
    return {
        **frame(access.shown, "sheets"),
        "further_trail": above,
        "access": access,
        "sheet": table,
        "sheet_name": table_words(table),
        "meaning": TABLES[table].MEANING,
        "row": row,
        "name": shown_key(row) if row is not None else "",
        "back": row_address(access.shown.name, row) if row is not None else above[-1][1],
    }
