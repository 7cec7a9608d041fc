"""``commonweal population moves`` says when two folders are of one day, so that no change is read into them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from commonweal.cli import main
from commonweal.population import features
from commonweal.population.codelists import codelist
from commonweal.population.segmentation import Cohort, Flows, PeopleFacts, cohort_flows, crosswalk, rule_set

LISTED = codelist("twenty_conditions_icd10")
NOBODY_ILL = np.zeros(30, np.int64)
SEGMENTS = rule_set("seven_segments").of(PeopleFacts(NOBODY_ILL, LISTED, age=[40] * 30))


def said_of(flows: Flows, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    monkeypatch.setattr(features, "moves_between", lambda before, after, persons: flows)
    monkeypatch.setattr(features, "doubts_of", lambda folder: [])
    assert main(["population", "moves", "--before", "one", "--after", "two", *more]) == 0
    return capsys.readouterr().out


def test_folders_of_one_day_are_told_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    flows = crosswalk(SEGMENTS, SEGMENTS)
    said = said_of(flows, monkeypatch, capsys)
    assert said.startswith("Both folders are of one day")
    assert "another --as-of" in said
    assert "changed segment" not in said
    assert json.loads(said_of(flows, monkeypatch, capsys, "--json"))["one_day"] is True


def test_folders_of_two_days_are_told_of_moves(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cohort = Cohort(np.arange(1, 31), SEGMENTS, NOBODY_ILL)
    flows = cohort_flows(cohort, cohort, LISTED)
    said = said_of(flows, monkeypatch, capsys)
    assert "one day" not in said
    assert "0 people changed segment" in said
    assert json.loads(said_of(flows, monkeypatch, capsys, "--json"))["one_day"] is False
