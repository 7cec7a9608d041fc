"""The register: codes, parents, children, members, trees, maps and teaching errors."""

from datetime import date

import pytest

from commonweal.organisations import Body, Code, Kind, Membership, Period, Register, Role, Version, draw
from commonweal.problems import BadInput

LAST, CHANGED = date(2026, 3, 31), date(2026, 4, 1)


def ids(bodies):
    return [body.id for body in bodies]


def test_live_bodies_change_on_the_day(register):
    assert ids(register.live("icb", LAST)) == ["COAST", "WLD"]
    assert ids(register.live(Kind.ICB, CHANGED)) == ["COAST", "HILLS1"]
    assert register.live("forum", CHANGED) == ()
    with pytest.raises(ValueError):
        register.live("ministry", CHANGED)


def test_parents_come_lowest_first(register):
    assert ids(register.parents("P1", LAST)) == ["U1", "L1"]
    assert ids(register.parents("L1", LAST)) == ["WLD"]
    assert ids(register.parents("L1", CHANGED)) == ["HILLS1"]
    assert ids(register.parents("P1", CHANGED, Kind.SUB_ICB)) == ["L1"]
    assert register.parents("Y1", CHANGED) == ()


def test_children_and_members(register):
    assert ids(register.children("L1", LAST)) == ["P1", "U1"]
    assert ids(register.children("L1", LAST, "pcn")) == ["U1"]
    assert ids(register.members("Y2", CHANGED, Kind.PRACTICE)) == ["P2"]
    assert ids(register.members("Y2", CHANGED, Kind.TRUST)) == ["R1"]
    assert ids(register.members("WLD", CHANGED, Kind.PRACTICE)) == []


def test_tree_shows_each_body_once_below_its_lowest_parent(register):
    tree = register.tree("Y1", CHANGED)
    assert draw(tree, CHANGED).splitlines() == [
        "Y1 North",
        "└── HILLS1 NHS Hills ICB",
        "    └── L1 sub-ICB location L1",
        "        └── U1 primary care network U1",
        "            └── P1 general practice P1",
    ]
    assert tree.count("practice") == 1
    assert draw(tree, CHANGED, leaves=False).splitlines()[-1].strip() == "└── 1 general practice"
    assert tree.to_json(CHANGED)["children"][0]["code"] == "HILLS1"


def test_practice_whose_network_lies_elsewhere_stands_below_its_own_location(parts):
    crossing = Membership("P2", "U1", Kind.PCN, Period(date(2022, 7, 1)))
    register = Register(**parts | {"memberships": [*parts["memberships"], crossing]})
    assert ids(child.body for child in register.tree("L2", CHANGED).children) == ["P2"]
    assert register.tree("L1", CHANGED).count(Kind.PRACTICE) == 2


def test_tree_of_a_circle_ends(parts):
    circle = [Membership("U1", "P1", Kind.PCN), Membership("L1", "U1", Kind.SUB_ICB)]
    register = Register(**parts | {"memberships": [*parts["memberships"], *circle]})
    assert register.tree("L1", CHANGED).count(Kind.PRACTICE) == 1
    assert register.members("L1", CHANGED, "practice")


def test_any_code_finds_the_body(parts, ons_code):
    old = Body("QRL", (Version("Hampshire"),), (Role(Kind.ICB),), (Code("QRL"), ons_code("E54000042", "icb24")))
    register = Register([*parts["bodies"], old])
    assert register.body("e54000042") is register.body(" qrl ") is old
    assert register.find("E5400004") is None


def test_code_that_two_bodies_used_is_told_apart_by_the_day():
    then, now = Period(None, date(2019, 12, 31)), Period(date(2020, 1, 1))
    one = Body("A", (Version("Old"),), (), (Code("A"), Code("SHARED", "local", period=then)))
    two = Body("B", (Version("New"),), (), (Code("B"), Code("SHARED", "local", period=now)))
    register = Register([one, two])
    assert register.body("SHARED", date(2019, 1, 1)) is one
    assert register.body("SHARED", date(2021, 1, 1)) is two


@pytest.mark.parametrize(
    ("given", "near"), [("HILS1", "HILLS1"), ("COST", "COAST"), ("Wealdmarch", "WLD"), ("Welmarch", "WLD")]
)
def test_unknown_code_names_the_nearest(register, given, near):
    with pytest.raises(BadInput) as caught:
        register.body(given)
    assert f'("{given}")' in str(caught.value)
    assert near in str(caught.value)


def test_unknown_code_like_nothing_is_said_plainly(register):
    with pytest.raises(BadInput, match="a code of the Organisation Data Service or the ONS"):
        register.body("000000000000")


def test_two_bodies_of_one_identity_are_refused(parts):
    with pytest.raises(BadInput, match="one identity"):
        Register([*parts["bodies"], parts["bodies"][0]])


def test_maps_are_found_by_vintage_and_by_day(register):
    assert register.map("icb24").owner("E4") == "WLD"
    assert register.map_on(CHANGED).owner("E4") == "COAST"
    assert register.map_on(date(2020, 1, 1)) is None
    assert register.map_on(CHANGED, unit="practice") is None
    with pytest.raises(BadInput, match="icb24, icb26"):
        register.map("icb99")
    with pytest.raises(BadInput, match="no unit"):
        register.map("icb24").owner("E9")


def test_areas_of_a_body_on_a_day(register):
    assert register.areas("WLD", LAST) == {"E1", "E2", "E3", "E4"}
    assert register.areas("COAST", CHANGED) == {"E4", "E5"}
    with pytest.raises(BadInput, match="o map of small areas to sub-ICB locations"):
        register.areas("L1", CHANGED)


def test_snapshot_says_the_same_as_the_register(register):
    day = register.on(CHANGED)
    assert day.live("icb") == register.live("icb", CHANGED)
    assert day.parents("L1") == register.parents("L1", CHANGED)
    assert day.children("L1") == register.children("L1", CHANGED)
    assert day.members("Y1", "practice") == register.members("Y1", CHANGED, "practice")
    assert day.tree("Y1") == register.tree("Y1", CHANGED)
    assert day.successors("WLD") == register.successors("WLD")
    assert day.predecessors("COAST") == register.predecessors("COAST")
    assert day.body("WLD") is register.body("WLD")
    assert day.map() is register.map("icb26")
    assert register.on(LAST).successors("WLD") == ()


def test_register_cannot_be_changed_through_what_it_gives(register):
    with pytest.raises(TypeError):
        register.bodies["X"] = None
    assert len(register) == 11


def test_no_shape_of_code_and_no_number_of_boards_is_assumed(make_body):
    boards = [make_body(f"SYSTEM-{n}", Kind.ICB) for n in range(300)]
    register = Register([make_body("THE-REGION", Kind.REGION), *boards], [
        Membership(board.id, "THE-REGION", Kind.REGION) for board in boards
    ])  # fmt: skip
    assert len(register.live("icb", CHANGED)) == 300
    assert register.tree("THE-REGION", CHANGED).count("icb") == 300
