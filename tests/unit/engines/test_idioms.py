"""The five idioms are the only way to write what they write: neither the source nor any query holds another form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.unit.engines.primitives import PLANS, query_of

import commonweal
from commonweal.engines import DIALECTS

FORBIDDEN = {
    "years counted by new years' days": r"date_?diff\(\s*'?year|date_?diff\(\s*'?month|\bage\(",
    "months between": r"months_between",
    "a whole number without floor": r"::\s*\w*int|\bround\(|\btrunc\(|//|\bdiv\b",
    "a divisor that may be nought": r"/(?!\s*nullif\()",
    "a quantile of the engine's own": r"quantile_cont|quantile_disc|percentile_approx|approx_|\bmedian\(|\bquantile\(",
    "a join as of a day": r"\basof\b|match_recognize",
    "a choice of rows without a total order": r"\b(first|last|any_value|arg_max|arg_min|max_by|min_by)\(|\bqualify\b",
    "a series of the engine's own": r"generate_series|\brange\(|explode\(|sequence\(|date_trunc|trunc\(",
    "a sign that means two things": r"\^|\bxor\(",
}
WRITTEN = {
    "years counted by new years' days": "date_diff('year', born, day)",
    "months between": "months_between(a, b) / nullif(12, 0)",
    "a whole number without floor": "amount::bigint",
    "a divisor that may be nought": "a / b",
    "a quantile of the engine's own": "quantile_cont(x, 0.5)",
    "a join as of a day": "events asof join values",
    "a choice of rows without a total order": "arg_max(value, day)",
    "a series of the engine's own": "generate_series(1, 12)",
    "a sign that means two things": "a ^ b",
}
ROOM = Path(commonweal.__file__).parent / "engines"


def lawful(text: str) -> str:
    """The text without what is said in literals."""
    return re.sub(r"'(?!day|year|month)[^'\n]*'", "''", text.lower())


@pytest.mark.parametrize("form", FORBIDDEN)
def test_search_finds_the_form(form: str) -> None:
    """A search that finds nothing anywhere would prove nothing."""
    assert re.search(FORBIDDEN[form], WRITTEN[form])


WHOLE_BY_NATURE = re.compile(r"\s*(floor\(|bit_count\(|-?\d+$|\(?bitand\(|\(.* & (\d+|cast\(\d+ as bigint\))\s*\)$)")


def bare_casts(text: str) -> list[str]:
    """What is cast to a whole number without being one: neither a floor, nor a count of bits, nor a literal."""
    found = []
    for start in re.finditer(r"cast\(", text):
        depth, end = 1, start.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        inner, _, kind = text[start.end() : end - 1].rpartition(" as ")
        if "int" in kind and not WHOLE_BY_NATURE.match(inner):
            found.append(inner)
    return found


def test_casts_of_every_shape_are_found() -> None:
    assert bare_casts("cast(a as bigint) + try_cast((b + f(c)) as int) - cast(floor(x) as double)") == [
        "a",
        "(b + f(c))",
    ]
    assert bare_casts("cast(floor(cast(n * 2 as smallint) * 3) as bigint)") == ["n * 2"]
    assert bare_casts("cast(floor(a * (b + c)) as bigint) + cast(1099511627776 as bigint)") == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_query_holds_a_forbidden_form(dialect: str) -> None:
    for name in PLANS:
        query = " ".join(lawful(query_of(name, dialect)).split())
        query = re.sub(r"\(\s+", "(", query)
        assert bare_casts(query) == [], name
        for form, pattern in FORBIDDEN.items():
            assert not (found := re.search(pattern, query)), (name, form, found[0])


IDIOMS = ("month(", "floor(", "nullif(", "percentile_cont", "row_number")


@pytest.mark.parametrize("path", sorted(ROOM.glob("*.py")), ids=lambda path: path.name)
def test_idioms_are_written_in_one_file(path: Path) -> None:
    """Code elsewhere names the idiom; only quantiles place values in order for engines without a percentile."""
    code = re.sub(r'"""(?:.|\n)*?"""', "", path.read_text(encoding="utf-8"))
    written = [word for word in IDIOMS if word in code]
    allowed = {"idioms.py": list(IDIOMS), "quantiles.py": ["row_number"]}
    assert written == allowed.get(path.name, []), path.name
