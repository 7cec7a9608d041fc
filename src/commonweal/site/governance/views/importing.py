"""Importing a handbook from a file, for those who may write it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commonweal.governance.handbook.exchange import read_handbook
from commonweal.problems import BadInput
from commonweal.site.accounts.authority import Reach, require, roles_of
from commonweal.site.accounts.models import User
from commonweal.site.accounts.roles import Permission
from commonweal.site.allocations.uploads import uploaded
from commonweal.site.components.words import whole_number
from commonweal.site.governance import actions
from commonweal.site.governance.forms.importing import ImportForm

MOST_BYTES = 10 * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """A form that sends a workbook; all of it comes in, or nothing and every fault is told."""
    require(request.user, Permission.EDIT_HANDBOOK)
    own = [code for role, code in roles_of(request.user) if Permission.EDIT_HANDBOOK in role.permissions and code]
    sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if sent else ImportForm(initial={"system": own[0] if own else ""})
    context: dict[str, Any] = {"form": form, "problems": ()}
    if sent and form.is_valid():
        system = form.cleaned_data["system"]
        require(request.user, Permission.EDIT_HANDBOOK, Reach(system))
        try:
            handbook = uploaded(form.cleaned_data["file"], read_handbook, MOST_BYTES)
            done = actions.import_handbook(
                by=cast(User, request.user), system=system, handbook=handbook, whole=form.cleaned_data["whole"]
            )
        except BadInput as wrong:
            context["problems"] = wrong.problems
        else:
            messages.success(request, _told(done))
            return redirect("governance:system", system=system)
    faulty = bool(form.errors or context["problems"])
    return render(request, "governance/import.jinja", context, status=400 if faulty else 200)


def _told(done: actions.Imported) -> str:
    if done.did_nothing:
        return f"Nothing was changed: the handbook said all {whole_number(done.same)} rows already."
    return (
        f"The handbook is imported: {whole_number(done.added)} rows added, {whole_number(done.changed)} changed, "
        f"{whole_number(done.withdrawn)} withdrawn, {whole_number(done.same)} as before."
    )
