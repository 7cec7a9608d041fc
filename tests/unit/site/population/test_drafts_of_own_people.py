"""Pages of real people say at their head which drafts they rest on, and pages of others do not."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import Any

import pytest
from tests.unit.site.population.own_people_batch import write_batch

from commonweal.population.aggregates import PopulationAggregates, read_aggregates
from commonweal.population.codelists import codelist
from commonweal.population.segmentation import rule_set
from commonweal.site.population.own_people import views
from commonweal.site.population.own_people.drafts import caution, drafts

pytestmark = pytest.mark.django_db

SHIPPED = {
    "codelist": asdict(codelist("twenty_conditions_icd10").provenance),
    "segmentation": asdict(rule_set("seven_segments").provenance),
}
LOCAL = {key: said | {"status": "local", "title": "Our own"} for key, said in SHIPPED.items()}
NO_DECISION = "Take no decision by these figures"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> PopulationAggregates:
    return read_aggregates(write_batch(tmp_path_factory.mktemp("batch") / "aggregates"))


def of(made: PopulationAggregates, versions: dict[str, Any], *, fictional: bool = False) -> PopulationAggregates:
    return replace(made, manifest=replace(made.manifest, fictional=fictional, versions=versions))


def page(client, monkeypatch: pytest.MonkeyPatch, held: PopulationAggregates, query: str = "") -> str:
    monkeypatch.setattr(views, "current_aggregates", lambda system="": held)
    monkeypatch.setattr(views, "kept_systems", lambda: [("QXX", "Elmfold")])
    return re.sub(r"\s+", " ", client.get(f"/population/people/QXX/practice/A1/?{query}").content.decode())


def test_the_shipped_drafts_are_told_before_the_heading_and_explained(client, monkeypatch, made) -> None:
    text = page(client, monkeypatch, of(made, SHIPPED))
    assert 0 < text.index("Drafts in use.") < text.index(NO_DECISION) < text.index("<h1")
    assert "a draft list of codes (“Twenty conditions in ICD-10, a trial list”) and segments by draft rules" in text
    assert "What the drafts are, and how to replace them" in text
    assert "Made to try Commonweal out on made-up people; no system uses it, and no clinician has agreed it." in text
    assert "Seven segments, a trial, version 1, a draft. Counts of" in text
    # A form that was filled in wrongly hides no caution.
    assert NO_DECISION in page(client, monkeypatch, of(made, SHIPPED), "condition=happiness")


def test_only_what_is_a_draft_is_called_one(client, monkeypatch, made) -> None:
    one = of(made, LOCAL | {"segmentation": SHIPPED["segmentation"]})
    assert caution(one.manifest).startswith(
        "Segments are told here by draft rules (“Seven segments, a trial”). Take no"
    )
    assert "Our own, version 2, a draft" not in page(client, monkeypatch, one)
    for none in (of(made, LOCAL), of(made, SHIPPED, fictional=True)):
        assert not drafts(none.manifest)
        text = page(client, monkeypatch, none)
        assert "Drafts in use" not in text
        assert "What the drafts are" not in text


def test_what_the_tables_do_not_say_is_no_sign_of_being_agreed(made) -> None:
    told = caution(of(made, {}).manifest)
    assert "a list of codes that may be a draft and segments by rules that may be a draft." in told
    assert drafts(of(made, {"codelist": {"title": "A list"}} | {"segmentation": LOCAL["segmentation"]}).manifest)[
        0
    ].title
