"""The addresses of the pages about allocations."""

from __future__ import annotations

from django.urls import path

from commonweal.site.allocations.views.england import england
from commonweal.site.allocations.views.icb import icb
from commonweal.site.allocations.views.receipts import receipt
from commonweal.site.allocations.views.scenario import scenario

app_name = "allocations"

urlpatterns = [
    path("", england, name="england"),
    path("receipt/", receipt, name="receipt"),
    path("scenario/", scenario, name="scenario"),
    path("<str:code>/", icb, name="icb"),
]
