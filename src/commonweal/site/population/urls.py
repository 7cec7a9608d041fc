"""The addresses of the pages about people and their needs."""

from __future__ import annotations

from django.urls import path

from commonweal.site.population import views
from commonweal.site.population.control_charts.views import control_charts
from commonweal.site.population.finder.views import finder
from commonweal.site.population.funnels.views import funnel
from commonweal.site.population.inequality.views import inequality
from commonweal.site.population.maps.views import need_map
from commonweal.site.population.own_people.views import own_people, own_people_area, own_people_system
from commonweal.site.population.projection.views import projection

app_name = "population"

urlpatterns = [
    path("", views.index, name="index"),
    path("control-charts/", control_charts, name="control_charts"),
    path("finder/", finder, name="finder"),
    path("funnel/", funnel, name="funnel"),
    path("inequality/", inequality, name="inequality"),
    path("map/", need_map, name="map"),
    path("projection/", projection, name="projection"),
    path("people/", own_people, name="own_people"),
    path("people/<str:system>/", own_people_system, name="own_people_system"),
    path("people/<str:system>/<str:level>/<str:code>/", own_people_area, name="own_people_area"),
    path("<str:level>/<str:code>/", views.area, name="area"),
]
