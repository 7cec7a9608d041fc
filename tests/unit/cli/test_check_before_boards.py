"""A check on a day before there were boards says what it looked at, and not that it looked at nothing."""

from __future__ import annotations

from commonweal.cli import main

ASKED = ["check", "--handbook", "wealdmarch", "--on", "2021-05-01", "--overlay", "integrating-care-2020-option-1"]


def test_what_was_looked_at_is_said(capsys):
    main(ASKED)
    out = capsys.readouterr().out
    assert "FAILS" in out or "CANNOT BE TOLD" in out
    assert "Nothing was checked" not in out.split("WHAT ")[0]
    assert "WOULD CHANGE; it was proposed in 2020 and not enacted" in out
    assert "No integrated care board of the handbook is open on 1 May 2021: only " in out
