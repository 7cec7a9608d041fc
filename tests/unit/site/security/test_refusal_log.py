"""A refusal is one line of the server's log; a fault of the program keeps its traceback."""

from __future__ import annotations

import io
import logging
import sys

import pytest
from django.core.exceptions import PermissionDenied

from commonweal.site.refusal_log import RefusalInOneLine


def logged(fault: Exception) -> str:
    handler = logging.StreamHandler(told := io.StringIO())
    handler.addFilter(RefusalInOneLine())
    try:
        raise fault
    except Exception:
        record = logging.LogRecord("django.request", 30, "", 1, "Forbidden: %s", ("/page/",), sys.exc_info())
    if handler.filter(record):
        handler.emit(record)
    return told.getvalue()


@pytest.mark.parametrize(("fault", "lines"), [(PermissionDenied("no"), 1), (ValueError("a fault"), 6)])
def test_refusal_is_one_line_and_a_fault_keeps_its_traceback(fault, lines):
    written = logged(fault)
    assert written.startswith("Forbidden: /page/")
    assert len(written.splitlines()) == 1 if lines == 1 else "Traceback" in written


def test_server_uses_it_for_what_it_writes(settings):
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["refusals"]
    assert settings.LOGGING["filters"]["refusals"]["()"].endswith(RefusalInOneLine.__name__)


@pytest.mark.django_db
def test_page_that_refuses_leaves_one_line(client, caplog):
    caplog.handler.addFilter(RefusalInOneLine())
    assert client.get("/audit/").status_code == 403
    (record,) = [each for each in caplog.records if each.name == "django.request"]
    assert (record.exc_info, record.getMessage()) == (None, "Forbidden (Permission denied): /audit/")
