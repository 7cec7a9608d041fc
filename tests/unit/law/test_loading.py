"""A pack with any fault is refused, and the fault is named with its line."""

import pytest

from commonweal.law import load_packs, read_pack
from commonweal.lined_yaml import LinedYaml
from commonweal.problems import BadInput

GOOD = """\
pack: example
sources:
  act: {title: An Act, last_checked: 2026-01-01}
entries:
  - id: example.limit
    title: A limit
    unit: gbp_pence
    values:
      - {from: 2024-04-01, to: 2025-03-31, recorded_from: 2024-01-01, status: in_force, source: act, at: s, value: 100}
      - {from: 2025-04-01, recorded_from: 2024-01-01, status: in_force, source: act, at: s. 1, value: 200}
"""


def read(text):
    return read_pack(LinedYaml.parse(text, file="example.yaml"))


def test_a_good_pack_loads():
    assert [value.value for value in read(GOOD).entries[0].values] == [100, 200]


@pytest.mark.parametrize(
    ("old", "new", "row", "what"),
    [
        ("    title: A limit\n", "    title: A limit\n    colour: red\n", 7, 'the key "colour" is not known'),
        ("    title: A limit\n", "    title: A limit\n    title: Again\n", 7, 'the key "title" stands twice'),
        ("    unit: gbp_pence\n", "", 5, '"unit" is missing'),
        ("unit: gbp_pence", "unit: groats", 7, '"unit" does not fit'),
        (", source: act, at: s, value: 100", ", at: s, value: 100", 9, '"source" is missing'),
        (
            "source: act, at: s, value: 100",
            "source: bill, at: s, value: 100",
            9,
            'the source "bill" is not in this pack',
        ),
        ("to: 2025-03-31", "to: 2025-04-01", 8, "overlap"),
        ("to: 2025-03-31", "to: 2023-03-31", 9, "ends before it begins"),
        ("value: 100", "value: 1.5", 9, "not in the unit gbp_pence"),
        ("value: 100", "value: true", 9, "not in the unit gbp_pence"),
        ("value: 100", "value: null", 9, "blank"),
        (", last_checked: 2026-01-01", "", 3, '"last_checked" is missing'),
        (
            "status: in_force, source: act, at: s, value: 100",
            "status: soon, source: act, at: s, value: 100",
            9,
            "status",
        ),
        ("from: 2024-04-01", "from: 2024-02-30", 9, "value cannot be read"),
        ("entries:", "entries: [", 5, "not YAML"),
        ("example.limit", "Example Limit", 5, '"id" does not fit'),
    ],
)
def test_each_fault_is_named_with_file_and_line(old, new, row, what):
    assert old in GOOD
    with pytest.raises(BadInput) as caught:
        read(GOOD.replace(old, new, 1))
    told = [(problem.file, problem.row) for problem in caught.value.problems if what in str(problem)]
    assert ("example.yaml", row) in told, str(caught.value)


def test_all_faults_are_told_at_once():
    with pytest.raises(BadInput) as caught:
        read(GOOD.replace("source: act", "source: bill").replace("value: 100", "value: x"))
    assert len(caught.value.problems) == 3


def test_a_structure_needs_the_unit_of_each_field():
    text = GOOD.replace("unit: gbp_pence", "unit: structure\n    fields: {gain.slope: fraction, region.*: fraction}")
    text = text.replace("value: 100", "value: {gain: {slope: 0.1}, region: {Y63: 0.2}}").replace(
        "value: 200", "value: {cap: 1}"
    )
    with pytest.raises(BadInput, match='the field "cap" has no unit') as caught:
        read(text)
    assert len(caught.value.problems) == 1


def test_a_yaml_bomb_is_refused():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join('*' + chr(97 + n) for _ in range(10))}]\n" for n in range(8)
    )
    with pytest.raises(BadInput, match="alias"):
        LinedYaml.parse(bomb, file="bomb.yaml")


def test_a_part_that_holds_itself_is_refused():
    with pytest.raises(BadInput):
        LinedYaml.parse("a: &a\n  b: *a\n", file="loop.yaml")


def test_the_same_rule_in_two_packs_is_refused(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(GOOD.replace("pack: example", f"pack: {name}"))
    with pytest.raises(BadInput, match="stands in the packs one and two"):
        load_packs([tmp_path / "one.yaml", tmp_path / "two.yaml"])


def test_the_packs_inside_the_package_load_and_every_entry_has_a_source_with_a_day():
    packs = load_packs()
    assert packs
    for pack in packs:
        for entry in pack.entries:
            for value in entry.values:
                assert pack.sources[value.source].last_checked, f"{entry.id} leans on a source nobody checked"
