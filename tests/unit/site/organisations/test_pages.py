"""The pages about organisations: lists by kind and day, one body over time, trees, and searches that find nothing."""

from __future__ import annotations

import csv
import io
import re

import pytest


@pytest.fixture(autouse=True)
def without_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)


def page(client, address: str, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("on", "count"), [("31 March 2026", 42), ("2026-04-01", 36), ("", 36), ("01/01/2020", 0)])
def test_boards_of_a_day(client, on: str, count: int) -> None:
    text = page(client, "/organisations/", kind="icb", on=on)
    assert (f"{count} found" in text) or (count == 0 and "Nothing was found" in text)


def test_search_finds_names_and_codes_of_any_scheme(client) -> None:
    assert "NHS Frimley Integrated Care Board" in page(client, "/organisations/", q="frimley", closed="on")
    text = page(client, "/organisations/", q="E54000034", closed="on")
    assert re.findall(r'scope="row"><a href="/organisations/(\w+)/', text)[0] == "QNQ"


def test_search_that_finds_nothing_suggests_what_is_near(client) -> None:
    text = page(client, "/organisations/", q="QHLL")
    assert "Did you mean" in text
    assert "Birmingham" in text


def test_closed_bodies_are_shown_only_when_asked_for(client) -> None:
    assert "Nothing was found" in page(client, "/organisations/", q="QNQ", on="1 May 2026")
    assert "Closed on 31 March 2026" in page(client, "/organisations/", q="QNQ", on="1 May 2026", closed="on")


def test_long_lists_have_pages_and_keep_what_was_chosen(client) -> None:
    text = page(client, "/organisations/", kind="sub_icb")
    assert "106 found, page 1 of 3" in text
    assert "kind=sub_icb&amp;page=2" in text


def test_list_as_a_file_holds_all_pages(client) -> None:
    response = client.get("/organisations/", {"kind": "sub_icb", "format": "csv"})
    assert len(list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))) == 106


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"on": "31 February 2026"}, "on"),
        ({"kind": "guild"}, "kind"),
        ({"q": "x" * 90}, "q"),
        ({"on": "1 May 1066"}, "on"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(client, asked: dict[str, str], field: str) -> None:
    response = client.get("/organisations/", asked)
    assert response.status_code == 400
    assert f'href="#{field}"' in response.content.decode()


def test_body_that_was_split_tells_the_parts(client) -> None:
    text = page(client, "/organisations/QNQ/", on="1 April 2026")
    assert "Not open on 1 April 2026" in text
    assert "it was split between" in text
    assert "56.0% of the small areas" in text


def test_body_before_its_split_stands_in_its_region(client) -> None:
    text = page(client, "/organisations/QNQ/", on="31 March 2026")
    assert '<a href="/organisations/Y59/?on=2026-03-31">South East' in text
    assert "Not open" not in text


def test_codes_tell_the_map_that_they_belong_to(client) -> None:
    text = page(client, "/organisations/QHL/")
    assert "E54000055" in text
    assert "icb24" in text
    assert "icb26" in text
    assert 'href="/allocations/QHL/"' in text


def test_new_body_tells_where_it_came_from(client) -> None:
    assert "it took over from NHS Suffolk and North East Essex" in page(client, "/organisations/T6Y0W/").replace(
        "\n", " "
    ) or ("it took over from" in page(client, "/organisations/T6Y0W/"))


def test_tree_holds_what_stands_below(client) -> None:
    text = page(client, "/organisations/Y60/tree/")
    assert "integrated care boards" in text
    assert 'href="/organisations/QHL/' in text


def test_unknown_code_is_not_found(client) -> None:
    assert client.get("/organisations/NOBODY/").status_code == 404
    assert client.get("/organisations/NOBODY/tree/").status_code == 404


def test_practices_are_known_with_the_public_lists(client, data_folder, monkeypatch) -> None:
    monkeypatch.setenv("COMMONWEAL_DATA", str(data_folder))
    assert "primary care networks" in page(client, "/organisations/")
    assert "general practices" in page(client, "/organisations/QHL/tree/")
    assert "general practices" in page(client, "/organisations/Y60/tree/")


def test_divided_board_tells_its_parts_by_small_areas_and_by_registered_people(client) -> None:
    text = page(client, "/organisations/QNQ/", on="1 May 2026")
    assert "By registered people" in text
    rows = {
        code: re.sub(r"<[^>]+>", " ", row)
        for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL)
        for code in ("S0E4D", "QRL", "S9B9J")
        if f">{code}<" in re.sub(r"\s+", "", row)
    }
    assert "56.0%" in rows["S0E4D"]
    assert "58.2%" in rows["S0E4D"]
    assert "18.3%" in rows["S9B9J"]
    assert "weighted for need as NHS England published it for 2025/26" in text


def test_board_that_took_a_part_tells_it_by_registered_people_too(client) -> None:
    text = page(client, "/organisations/S0E4D/", on="1 May 2026")
    assert "58.2%" in text


def test_body_that_was_never_divided_has_no_column_of_people(client) -> None:
    assert "By registered people" not in page(client, "/organisations/QHL/")


def test_tree_says_one_of_a_kind_in_the_singular(client) -> None:
    text = page(client, "/organisations/QHL/tree/")
    assert "1 sub-ICB location" in text
    assert "1 sub-ICB locations" not in text


def test_network_with_counted_practices_takes_one_line_of_the_tree() -> None:
    from datetime import date

    from django.template import engines

    from commonweal.site.organisations.forms import DayForm
    from commonweal.site.organisations.tree_lines import TreeLine

    network = TreeLine("North (U1)", "/organisations/U1/", "primary care network", 6, (), ("6 general practices",))
    top = TreeLine("Top (Q1)", "/organisations/Q1/", "integrated care board", 7, (network,))
    form = DayForm({})
    form.is_valid()
    shown = {"form": form, "body": {"id": "Q1"}, "name": "Top", "on": date(2026, 4, 1), "top": top, "back": "/"}
    text = (
        engines["jinja2"]
        .env.get_template("organisations/tree.jinja")
        .render(shown, counts=[("networks", 1)], request={"path": "/"}, without_account=True)
    )
    assert re.search(r"primary care network, 6 general practices</span>", text)


def test_bodies_that_no_list_names_are_told_by_their_codes() -> None:
    from types import SimpleNamespace

    from commonweal.organisations.gathering import UNNAMED
    from commonweal.site.organisations.succession import name_of

    assert name_of(SimpleNamespace(name=UNNAMED), "10C").startswith("10C,")
    assert name_of(SimpleNamespace(name="NHS Somewhere"), "10C") == "NHS Somewhere"
