"""The addresses of the pages of the audit chain."""

from __future__ import annotations

from django.urls import path

from commonweal.site.audit_pages import views

app_name = "audit"

urlpatterns = [
    path("", views.events, name="events"),
    path("verify/", views.verification, name="verification"),
]
