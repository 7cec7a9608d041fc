"""The addresses of the site."""

from __future__ import annotations

from django.urls import include, path

from commonweal.site.api.whole import api

urlpatterns = [
    path("", include("commonweal.site.pages.urls")),
    path("allocations/", include("commonweal.site.allocations.urls")),
    path("governance/", include("commonweal.site.governance.urls")),
    path("population/", include("commonweal.site.population.urls")),
    path("organisations/", include("commonweal.site.organisations.urls")),
    path("receipts/", include("commonweal.site.receipts.urls")),
    path("audit/", include("commonweal.site.audit_pages.urls")),
    path("account/", include("commonweal.site.accounts.urls")),
    path("api/", api.urls),
]

handler400 = "commonweal.site.errors.bad_request"
handler403 = "commonweal.site.errors.not_permitted"
handler404 = "commonweal.site.errors.not_found"
handler500 = "commonweal.site.errors.server_error"
