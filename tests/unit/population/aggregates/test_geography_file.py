"""A file of practices: read with what is not known under its own heading, and refused with every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.site.population.public_files import write_public_files

from commonweal.population.aggregates.geography_file import read_geography, require_system
from commonweal.problems import BadInput
from commonweal.wiring.system_geography import public_geography

HEAD = "practice,practice_name,pcn,pcn_name,place,place_name\n"


def test_practices_networks_and_places_are_read(tmp_path: Path) -> None:
    file = tmp_path / "practices.csv"
    file.write_text(HEAD + "a1,Elm,u1,North,p1,East\nA2,,U1,,P1,\nA3,Oak,,,P2,West\n", "utf-8")
    geography, said = read_geography(file, "QXX", "A system")
    assert geography.practices == ("A1", "A2", "A3")
    assert geography.networks == ("U1", "U1", "NO-PCN-2")
    assert geography.places == ("P1", "P1", "P2")
    assert geography.names["pcn", "U1"] == "North"
    assert geography.names["pcn", "NO-PCN-2"] == "No network"
    assert said == "Practices are those of the file practices.csv. 1 practice has no network."


def test_every_fault_is_told_at_once_with_its_row_and_column(tmp_path: Path) -> None:
    file = tmp_path / "practices.csv"
    file.write_text(HEAD + "A1,,U1,North,P1,East\nA2,,U1,South,P2,East\nA3,,U2,,,\n", "utf-8")
    with pytest.raises(BadInput) as refused:
        read_geography(file, "QXX", "A system")
    assert [(one.row, one.column) for one in refused.value.problems] == [(4, "place"), (3, "place"), (3, "pcn_name")]
    file.write_text(HEAD + "A1,,U1,North,P1,East\nA1,,U 1,,P1,\n", "utf-8")
    with pytest.raises(BadInput) as refused:
        read_geography(file, "QXX", "A system")
    assert {(one.row, one.column) for one in refused.value.problems} == {(3, "practice"), (3, "pcn")}


def test_public_files_give_the_practices_and_networks_of_an_icb_in_one_place(tmp_path: Path) -> None:
    geography, said = public_geography(write_public_files(tmp_path), "QHL", "Birmingham")
    assert len(geography.practices) == 60
    assert set(geography.places) == {"QHL"}
    assert "No places are named" in said
    with pytest.raises(BadInput, match="no practice under this ICB"):
        public_geography(tmp_path, "QZZ", "Nowhere")


def test_a_system_has_a_code() -> None:
    with pytest.raises(BadInput):
        require_system("Birmingham and Solihull")
