"""The description of the API is what the code says, and its schemas are the library's own shapes."""

from __future__ import annotations

import dataclasses
import json
import runpy
from pathlib import Path

import pytest

from commonweal.allocations.england import IcbFigures
from commonweal.allocations.findings import Finding
from commonweal.allocations.scenario_request import KEYS
from commonweal.answers import Answer, Question, RuleRecord

CHECKOUT = Path(__file__).resolve().parents[4]


@pytest.fixture
def described(api) -> dict:
    return api.get("/api/openapi.json").json()


def test_file_in_the_documentation_is_what_the_api_says(described):
    written = runpy.run_path(str(CHECKOUT / "scripts" / "write_openapi.py"))
    page = Path(written["FILE"])
    assert page.is_file(), "run `make docs`"
    text = page.read_text(encoding="utf-8")
    assert text == written["description"](), "run `make docs` and commit the file"
    assert json.loads(text) == described


def test_it_is_openapi_3_1_with_an_address_for_every_room(described):
    assert described["openapi"] == "3.1.0"
    rooms = {path.split("/")[2] for path in described["paths"]}
    assert rooms == {"organisations", "population", "allocations", "governance", "law", "receipts", "audit"}


def test_every_operation_says_what_it_does_and_which_errors_it_has(described):
    for operations in described["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"].endswith(".")
            assert "422" in operation["responses"]
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    schema = response["content"]["application/json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/ProblemsOut"}


def test_names_of_operations_are_different(described):
    names = [operation["operationId"] for each in described["paths"].values() for operation in each.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("schema", "shape"),
    [
        ("Answer", Answer),
        ("Question", Question),
        ("IcbOut", IcbFigures),
        ("Finding", Finding),
        ("RuleRecord", RuleRecord),
    ],
)
def test_schema_has_every_field_of_the_librarys_shape(described, schema, shape):
    fields = {field.name for field in dataclasses.fields(shape)}
    assert fields <= described["components"]["schemas"][schema]["properties"].keys()


def test_scenario_takes_every_key_of_the_library(described):
    assert described["components"]["schemas"]["ChangeIn"]["properties"].keys() == set(KEYS)
    assert described["components"]["schemas"]["ChangeIn"]["additionalProperties"] is False


def test_units_and_words_of_the_docstrings_reach_the_fields(described):
    fields = described["components"]["schemas"]["IcbOut"]["properties"]
    assert fields["allocation_k"]["description"] == "Recurrent allocation, £k."
    assert ">>>" not in json.dumps(described)


def test_what_the_answers_hold_is_what_the_schemas_say(api, described):
    """The library's own JSON is sent as it is, so its keys and the schemas' must be the same."""
    schemas = described["components"]["schemas"]

    def compare(value, schema) -> None:
        assert value.keys() == schemas[schema]["properties"].keys(), schema

    asked = api.get("/api/allocations/icbs/QHL").json()
    compare(asked, "AskedOut")
    compare(asked["question"], "Question")
    compare(asked["question"]["dates"], "Dates")
    compare(asked["answer"], "Answer")
    compare(asked["answer"]["reasons"][0], "Reason")
    compare(asked["answer"]["value"], "Quantity")
    sources = [source for reason in asked["answer"]["reasons"] for source in reason["sources"]]
    compare(sources[0], "Source")
    page = api.get("/api/allocations/icbs").json()
    compare(page, "IcbsOut")
    compare(page["items"][0], "IcbOut")
    compare(api.get("/api/law/allocations.core.policy").json()["values"][0], "RuleRecord")
    compare(api.get("/api/allocations/reproduction").json()["lines"][0], "LineOut")


def test_docs_page_names_no_other_host(api):
    page = api.get("/api/docs").content.decode()
    assert "https://" not in page.replace("https://www.w3.org", "")
    assert 'data-address="/api/openapi.json"' in page
