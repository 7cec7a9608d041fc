"""The first pages: which handbooks there are, and one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.governance.handbooks import choices, demonstration
from commonweal.site.governance.presenters.names import address
from commonweal.site.governance.presenters.overview import overview
from commonweal.site.governance.views.finding import found, frame


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What this room answers, and the handbooks to choose from."""
    kept = [(title, address("system", system)) for system, title in choices()]
    may_import = may(request.user, Permission.EDIT_HANDBOOK)
    return render(
        request, "governance/index.jinja", {"kept": kept, "demonstration": demonstration(), "may_import": may_import}
    )


@require_safe
def system(request: HttpRequest, system: str) -> HttpResponse:
    """One handbook: what it holds, and what can be asked of it."""
    shown = found(request, system)
    if shown.name != system:
        return redirect("governance:system", system=shown.name)
    return render(request, "governance/system.jinja", {**frame(shown, ""), "held": overview(shown)})
