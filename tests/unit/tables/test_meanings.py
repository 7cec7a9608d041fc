"""Headers are met by what they say, not by how they are typed."""

import pytest

from commonweal.tables import Meaning
from commonweal.tables.meanings import Recogniser


@pytest.mark.parametrize("header", ["G&A WP", "g and a  wp", "G&A_WP", " G&A\nWP "])
def test_case_spaces_and_punctuation_do_not_matter(header):
    assert Meaning("acute", ("G&A WP",)).accepts(header)


@pytest.mark.parametrize("header", ["GA WP", "", "G&A WP 2", "acutes"])
def test_other_headers_are_not_met(header):
    assert not Meaning("acute", ("G&A WP",)).accepts(header)


def test_the_name_itself_is_accepted_last():
    meaning = Meaning("population", ("Population 2025", "pop"))
    assert [Recogniser([meaning]).ranks(text).get("population") for text in ("pop", "population", "x")] == [1, 2, None]


@pytest.mark.parametrize("header", ["2025/26 Base growth (%)", "2026-27 base growth %", "2026/2027 Base Growth(%)"])
def test_a_year_may_stand_for_any_year(header):
    assert Meaning("growth", ("{year} Base growth (%)",)).accepts(header)


@pytest.mark.parametrize("header", ["Base growth (%)", "25/26 Base growth (%)", "2025/26 growth (%)"])
def test_a_year_is_needed_where_it_is_asked_for(header):
    assert not Meaning("growth", ("{year} Base growth (%)",)).accepts(header)


def test_mistyped_meanings_are_refused():
    with pytest.raises(TypeError):
        Meaning("a", "A")
    with pytest.raises(ValueError, match="unknown kind"):
        Meaning("a", ("A",), "float")
