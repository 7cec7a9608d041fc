"""The addresses of the pages about receipts."""

from __future__ import annotations

from django.urls import re_path

from commonweal.site.receipts import views

app_name = "receipts"

_DIGEST = r"(?P<digest>[0-9a-f]{64})"

urlpatterns = [
    re_path(r"^$", views.check_a_receipt, name="check"),
    re_path(rf"^{_DIGEST}/$", views.kept, name="kept"),
    re_path(rf"^{_DIGEST}/receipt\.json$", views.whole_file, name="file"),
    re_path(rf"^{_DIGEST}/public\.json$", views.public_file, name="public_file"),
]
