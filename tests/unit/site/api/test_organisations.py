from __future__ import annotations

import csv
import io

import pytest

ICBS = "/api/organisations?kind=icb&on=2026-03-31"


def test_bodies_by_kind_and_day_come_in_pages(api):
    first = api.get(ICBS).json()
    assert (first["count"], first["pages"], first["per_page"], first["on"]) == (42, 2, 25, "2026-03-31")
    assert len(first["items"]) == 25
    assert first["previous"] is None
    second = api.get(first["next"]).json()
    assert second["page"] == 2
    assert second["next"] is None
    codes = {body["code"] for body in first["items"] + second["items"]}
    assert len(codes) == 42
    assert api.get(second["previous"]).json() == first


def test_bodies_on_the_map_of_april_2026(api):
    page = api.get("/api/organisations?kind=icb&on=2026-04-01&per_page=50").json()
    assert page["count"] == len(page["items"]) == 36
    thames_valley = next(body for body in page["items"] if body["code"] == "S0E4D")
    assert thames_valley["opened"] == "2026-04-01"
    assert thames_valley["status"] == "open"
    assert thames_valley["parents"]


def test_page_after_the_last_is_empty_and_leads_back(api):
    page = api.get(ICBS + "&page=900").json()
    assert page["items"] == []
    assert page["next"] is None
    assert "page=2" in page["previous"]


def test_every_body_as_csv(api):
    response = api.get(ICBS + "&format=csv")
    assert response["Content-Type"].startswith("text/csv")
    assert "organisations.csv" in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 42
    assert rows[0].keys() == {"code", "name", "kind", "status", "opened", "closed", "parents"}


def test_csv_file_has_no_pages(api, problems):
    assert "no pages" in problems(api.get(ICBS + "&format=csv&page=1"), 422)[0]


def test_search_by_words_and_with_closed_bodies(api):
    assert api.get("/api/organisations?q=frimley&on=2026-04-01&kind=icb").json()["count"] == 0
    found = api.get("/api/organisations?q=frimley&on=2026-04-01&closed=true&kind=icb").json()["items"]
    assert [(body["code"], body["status"], body["closed"]) for body in found] == [("QNQ", "closed", "2026-03-31")]


def test_one_body_is_an_answer_with_its_question(api):
    found = api.get("/api/organisations/qnq?on=2026-03-31").json()
    assert found["question"]["calculation"] == "organisations.show"
    assert found["question"]["dates"]["holds_on"] == "2026-03-31"
    assert found["answer"]["details"]["code"] == "QNQ"
    assert found["answer"]["reasons"]


def test_ons_code_finds_the_same_body(api):
    assert api.get("/api/organisations/E54000034?on=2026-03-31").json()["answer"]["details"]["code"] == "QNQ"


def test_successors_with_shares_by_either_basis(api):
    def shares(by: str) -> dict[str, float]:
        found = api.get(f"/api/organisations/QNQ/successors?on=2026-04-01{by}").json()["answer"]
        return {body["code"]: round(body["share"], 4) for body in found["details"]["bodies"]}

    assert shares("") == {"S0E4D": 0.5604, "QRL": 0.2308, "S9B9J": 0.2088}
    by_people = shares("&by=registered")
    assert by_people.keys() == {"S0E4D", "QRL", "S9B9J"}
    assert by_people != shares("&by=residents")


def test_predecessors_and_tree(api):
    came = api.get("/api/organisations/T6Y0W/predecessors?on=2026-04-01")
    assert came.status_code == 200
    assert came.json()["answer"]["details"]["bodies"]
    tree = api.get("/api/organisations/Y56/tree?on=2025-04-01").json()["answer"]
    assert tree["value"]["amount"] >= 5
    assert tree["details"]["tree"]


def test_check_of_the_register(api):
    answer = api.get("/api/organisations/check?on=2026-04-01").json()["answer"]
    assert answer["verdict"] in ("PASS", "INSUFFICIENT_DATA")
    assert answer["unknowns"]


def test_without_a_day_it_is_today(api):
    from django.utils import timezone

    assert api.get("/api/organisations?kind=region").json()["on"] == timezone.localdate().isoformat()


@pytest.mark.parametrize("part", ["", "/tree", "/successors", "/predecessors"])
def test_unknown_code_is_told_with_404(api, problems, part):
    assert "No body has this code" in problems(api.get(f"/api/organisations/QZZZZ{part}"), 404)[0]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("kind=hospital", "kind"),
        ("on=2026-02-30", "not a day"),
        ("on=31/03/2026", "not a day"),
        ("on=1900-01-01", "1948-07-05"),
        ("page=0", "1 or more"),
        ("page=x", "a whole number"),
        ("per_page=51", "50 or less"),
        ("format=xlsx", "format"),
        ("closed=perhaps", "true or false"),
        ("q=" + "a" * 81, "80 characters"),
        ("colour=blue", "no such parameter"),
        ("kind=icb&kind=pcn", "more than once"),
    ],
)
def test_wrong_parameter_teaches(api, problems, asked, said):
    assert said in problems(api.get(f"/api/organisations?{asked}"), 422)[0]


def test_all_wrong_parameters_are_told_at_once(api, problems):
    assert len(problems(api.get("/api/organisations?on=x&page=0&kind=z"), 422)) == 3


def test_lists_of_the_data_folder_are_used(api, data_folder, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_DATA", str(data_folder))
    found = api.get("/api/organisations?kind=practice&on=2026-03-31&per_page=1").json()
    assert found["count"] > 6000
    code = found["items"][0]["code"]
    shown = api.get(f"/api/organisations/{code}?on=2026-03-31").json()
    assert shown["question"]["inputs"]["datasets"]
    assert shown["answer"]["details"]["kind"] == "practice"
