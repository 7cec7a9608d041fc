"""The addresses of the pages about allocations."""

from __future__ import annotations

from django.urls import path

from commonweal.site.allocations.views import place_choosing, places, saved_places
from commonweal.site.allocations.views.difference import difference
from commonweal.site.allocations.views.england import england
from commonweal.site.allocations.views.explain import explain
from commonweal.site.allocations.views.icb import icb
from commonweal.site.allocations.views.receipts import receipt
from commonweal.site.allocations.views.scenario import scenario

app_name = "allocations"

urlpatterns = [
    path("", england, name="england"),
    path("receipt/", receipt, name="receipt"),
    path("scenario/", scenario, name="scenario"),
    path("difference/", difference, name="difference"),
    path("explain/", explain, name="explain"),
    path("places/", places.start, name="places"),
    path("places/results/", places.results, name="place_results"),
    path("places/choose/", place_choosing.choose, name="choose_places"),
    path("places/file/", place_choosing.from_file, name="places_from_file"),
    path("places/save/", saved_places.save, name="save_places"),
    path("places/saved/<uuid:place_id>/", saved_places.saved, name="saved_places"),
    path("places/saved/<uuid:place_id>/explain/", saved_places.explain_saved, name="explain_saved"),
    path("<str:code>/", icb, name="icb"),
]
