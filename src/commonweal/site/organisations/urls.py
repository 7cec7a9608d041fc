"""The addresses of the pages about organisations."""

from __future__ import annotations

from django.urls import path

from commonweal.site.organisations import views

app_name = "organisations"

urlpatterns = [
    path("", views.index, name="index"),
    path("<str:code>/", views.body, name="body"),
    path("<str:code>/tree/", views.tree, name="tree"),
]
