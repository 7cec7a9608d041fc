"""Cases of family A: establishment, areas, publication, and what becomes of a board that closes, merges or splits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.governance.cases._boards import BEGAN, FAIL, FIRST, ICB, LACKS, LATER, OUT, PASS, case, changed

from commonweal.governance.handbook import (
    Body,
    Decision,
    Document,
    Meeting,
    Partner,
    Publication,
    ResponsibilityGroup,
    Succession,
    Transfer,
)

# Two boards that stand on the published maps, with areas of our own choosing.
NORTH = Body(body="QE1", name="Northern board", kind="icb", from_date=BEGAN, area="E06000008; E06000009")
SOUTH = Body(body="QF7", name="Southern board", kind="icb", from_date=BEGAN, area="E08000016 E08000017")
_TWO = [NORTH, SOUTH]
A01 = [
    case("A01", PASS, _TWO, "no code in both, and on the published map", system="QE1"),
    case("A01", FAIL, [NORTH, replace(SOUTH, area="E08000016; E06000009")], "one code in both", system="QE1"),
    case(
        "A01",
        PASS,
        [NORTH, replace(SOUTH, area="E06000009", to_date=date(2026, 3, 31))],
        "the other closed before",
        system="QE1",
    ),
    case("A01", LACKS, [NORTH, replace(SOUTH, area="")], "the other's area is not known", system="QE1"),
    case("A01", LACKS, [NORTH, replace(SOUTH, area="the south of the county")], "an area in words", system="QE1"),
    case("A01", LACKS, [NORTH, replace(SOUTH, area="E10000017")], "a county and authorities", system="QE1"),
    case("A01", LACKS, [replace(ICB, area="E06000008"), SOUTH], "a board on no published map"),
    case("A01", LACKS, [ICB], "no area recorded"),
    case("A01", LACKS, _TWO, "after the last look at the map", system="QE1", on=date(2035, 5, 10)),
]

OLD = Body(body="QHG", name="Old board", kind="icb", from_date=BEGAN, to_date=date(2026, 3, 31))
NEW = Body(body="S1Y5D", name="New board", kind="icb", from_date=date(2026, 4, 1))
_PASSES = Succession(old_body="QHG", new_body="S1Y5D", on_date=date(2026, 4, 1), share="1")
SPLIT_A, SPLIT_B = replace(NEW, body="QW1", name="West board"), replace(NEW, body="QW2", name="East board")
SPLIT = [
    replace(ICB, to_date=date(2026, 3, 31)),
    SPLIT_A,
    SPLIT_B,
    Succession(old_body="QWM", new_body="QW1", on_date=date(2026, 4, 1), share="0.6", scheme="Wealdmarch order"),
    Succession(old_body="QWM", new_body="QW2", on_date=date(2026, 4, 1), share="0.4", scheme="Wealdmarch order"),
]
A02 = [
    case("A02", PASS, [OLD, NEW, _PASSES], "one follows the other, and the map covers England", system="S1Y5D"),
    case("A02", PASS, [OLD, NEW, _PASSES], "before the merger", system="QHG", on=date(2026, 3, 31)),
    case("A02", FAIL, [replace(OLD, to_date=date(2026, 3, 30)), NEW, _PASSES], "a day without", system="S1Y5D"),
    case("A02", FAIL, [replace(OLD, to_date=date(2026, 4, 1)), NEW, _PASSES], "a day with both", system="S1Y5D"),
    case(
        "A02",
        FAIL,
        [OLD, replace(NEW, from_date=date(2026, 4, 2)), _PASSES],
        "opens late",
        system="S1Y5D",
        on=date(2026, 4, 2),
    ),
    case("A02", LACKS, [replace(OLD, to_date=None), NEW, _PASSES], "the last day is not known", system="S1Y5D"),
    case("A02", LACKS, [ICB], "a board on no published map"),
    case("A02", LACKS, [OLD, NEW, _PASSES], "after the last look at the map", system="S1Y5D", on=date(2035, 5, 10)),
    case("A02", LACKS, SPLIT, "a split without a gap, on no published map", system="QW1"),
    case("A02", PASS, SPLIT, "the board that was split is followed without a gap"),
    case("A02", FAIL, changed(SPLIT, "QW2", from_date=date(2026, 4, 3)), "one part opens late"),
]

ORDER = Document(
    document="O1",
    body="QWM",
    kind="establishment_order",
    published_on=date(2022, 6, 27),
    sets_out="C1",
    from_date=BEGAN,
)
A03 = [
    case("A03", PASS, [ICB, FIRST, ORDER], "published, and points to the constitution"),
    case("A03", FAIL, [ICB, FIRST, replace(ORDER, sets_out="O1")], "points to no constitution"),
    case("A03", FAIL, [ICB, replace(FIRST, body="QE1"), ORDER], "points to another board's"),
    case("A03", FAIL, [ICB, FIRST, replace(ORDER, published_on=date(2026, 6, 1))], "published only later"),
    case("A03", LACKS, [ICB, FIRST, replace(ORDER, published_on=None)], "publication not known"),
    case("A03", LACKS, [ICB, FIRST, replace(ORDER, sets_out="")], "which constitution is not known"),
    case("A03", LACKS, [ICB, ORDER], "the constitution is not in the handbook"),
    case("A03", LACKS, [ICB, FIRST], "no order recorded"),
]

_VARIED = Document(
    document="O2", body="NHSE", kind="order_variation", affects=("QWM", "QE1"), consulted=("QWM",), from_date=BEGAN
)
A04 = [
    case("A04", PASS, [ICB, _VARIED], "consulted"),
    case("A04", FAIL, [ICB, replace(_VARIED, consulted=("QE1",))], "only the other board was consulted"),
    case("A04", LACKS, [ICB, replace(_VARIED, consulted=())], "who was consulted is not known"),
    case("A04", LACKS, [ICB, replace(_VARIED, affects=())], "whom it affects is not known"),
    case("A04", OUT, [ICB, replace(_VARIED, affects=("QE1",))], "affects another board"),
    case("A04", LACKS, [ICB], "no documents recorded"),
]

_SECOND = Document(
    document="C2",
    body="QWM",
    kind="constitution",
    replaces="C1",
    from_date=date(2026, 4, 1),
    approved_on=date(2026, 3, 2),
)
_VERSIONS = [ICB, replace(FIRST, to_date=date(2026, 3, 31)), _SECOND]
_SHOWN = Publication(publication="W2", body="QWM", kind="constitution", about="C2", published_on=date(2026, 4, 2))
_OLD_SHOWN = replace(_SHOWN, publication="W1", about="C1", published_on=BEGAN)
A05 = [
    case("A05", PASS, [*_VERSIONS, _SHOWN], "the version in force"),
    case(
        "A05", PASS, [*_VERSIONS, replace(_OLD_SHOWN, withdrawn_on=date(2026, 4, 2)), _SHOWN], "the old one taken down"
    ),
    case("A05", FAIL, [*_VERSIONS, _OLD_SHOWN], "still the old version"),
    case("A05", FAIL, [*_VERSIONS, replace(_SHOWN, withdrawn_on=date(2026, 4, 20))], "taken down"),
    case("A05", FAIL, [*_VERSIONS, replace(_SHOWN, published_on=date(2026, 5, 2))], "put up only tomorrow"),
    case(
        "A05",
        FAIL,
        [*_VERSIONS[:2], replace(_SECOND, approved_on=date(2026, 6, 1)), _SHOWN],
        "published before it was approved, so that the old one is in force",
    ),
    case("A05", LACKS, [*_VERSIONS, replace(_SHOWN, published_on=None)], "since when is not known"),
    case("A05", LACKS, [*_VERSIONS, replace(_SHOWN, about="")], "which version is not known"),
    case("A05", LACKS, _VERSIONS, "no publication recorded"),
    case("A05", LACKS, [ICB, _SHOWN], "no constitution recorded"),
]

_DEBT = Transfer(
    line="T1",
    old_body="QWM",
    new_body="QW1",
    kind="liability",
    what="lease of the old office",
    scheme="S",
    criminal=False,
)
_CLAIM = replace(_DEBT, line="T2", new_body="QW2", what="claims before 2026")
A06 = [
    case("A06", PASS, [*SPLIT, _DEBT, _CLAIM], "a board split in two, each liability with one taker"),
    case("A06", FAIL, [*SPLIT, _DEBT, _CLAIM, replace(_DEBT, line="T3", new_body="QW2")], "one given to both parts"),
    case("A06", FAIL, [*SPLIT, replace(_DEBT, new_body="")], "one given to nobody"),
    case("A06", PASS, [*SPLIT, _CLAIM, replace(_DEBT, new_body="", criminal=True)], "a criminal one need not pass"),
    case("A06", LACKS, [*SPLIT, replace(_DEBT, new_body="", criminal=None)], "whether it is criminal is not known"),
    case(
        "A06",
        FAIL,
        [*SPLIT, Body(body="RWM", name="Trust", kind="trust"), replace(_DEBT, new_body="RWM")],
        "to a trust",
    ),
    case("A06", LACKS, [*SPLIT, replace(_DEBT, new_body="XXX")], "to a body of which nothing is known"),
    case("A06", LACKS, SPLIT, "no liabilities recorded"),
    case("A06", LATER, SPLIT, "before it closes", on=date(2026, 3, 1)),
    case("A06", LATER, [*SPLIT, replace(_DEBT, new_body="")], "not yet given, before it closes", on=date(2026, 3, 1)),
    case("A06", OUT, [ICB, _DEBT], "it goes on"),
]

_TAKEN = Decision(decision="D7", on_date=date(2026, 2, 1), title="A new clinic", outcome="approved", taken_by="QWM")
_HOME = Transfer(line="T7", old_body="QWM", new_body="QW1", kind="decision", what="D7", scheme="S")
_POLICY = Document(document="P1", body="QWM", kind="policy", from_date=BEGAN, to_date=date(2026, 3, 31))
_POLICY_HOME = replace(_HOME, line="T8", kind="instrument", what="P1")
_NO_SCHEME = [replace(row, scheme="") if row.TABLE == "successions" else row for row in SPLIT]
_GROUP = Body(body="01A", name="Old group", kind="ccg", to_date=date(2022, 6, 30))
_OF_GROUP = [
    ICB,
    _GROUP,
    Succession(old_body="01A", new_body="QWM", on_date=BEGAN, share="1"),
    replace(_HOME, old_body="01A", new_body="QWM", what="D1", scheme=""),
]
A07 = [
    case("A07", PASS, [*_NO_SCHEME, _TAKEN, _HOME], "an open decision with one successor", system="QW1"),
    case("A07", PASS, _OF_GROUP, "a group's, which the regulation saves"),
    case("A07", FAIL, [*SPLIT, _TAKEN, replace(_HOME, what="D8")], "an open decision on no line", system="QW1"),
    case("A07", PASS, [*SPLIT, replace(_TAKEN, varied_by="D9"), replace(_HOME, what="D8")], "varied", system="QW1"),
    case(
        "A07", FAIL, [*SPLIT, _TAKEN, _HOME, replace(_HOME, line="T9", new_body="QW2")], "given to both", system="QW1"
    ),
    case("A07", FAIL, [*SPLIT, _POLICY, _POLICY_HOME], "an instrument ended with the body", system="QW1"),
    case(
        "A07",
        PASS,
        [*SPLIT, _POLICY, _POLICY_HOME, Document(document="P2", body="QW1", kind="policy", replaces="P1")],
        "an instrument that the successor replaced",
        system="QW1",
    ),
    case("A07", LACKS, [*SPLIT, _TAKEN, replace(_HOME, new_body="")], "no successor yet", system="QW1"),
    case("A07", LACKS, [*_NO_SCHEME, _TAKEN, replace(_HOME, scheme="")], "by what order is not known", system="QW1"),
    case("A07", LACKS, SPLIT, "nothing recorded of what was open", system="QW1"),
    case("A07", OUT, [ICB, Succession(old_body="QW8", new_body="QW9", on_date=BEGAN)], "took over from nobody"),
    case("A07", LACKS, [ICB], "whether it took over from anybody is not known"),
]

_FOUNDED = replace(ICB, established_on=BEGAN, first_year_to=date(2023, 3, 31))
A08 = [
    case("A08", PASS, [_FOUNDED], "to the next 31 March"),
    case("A08", FAIL, [replace(_FOUNDED, first_year_to=date(2023, 6, 30))], "twelve months instead"),
    case("A08", FAIL, [replace(_FOUNDED, established_on=date(2023, 3, 31))], "established on the last day of a year"),
    case(
        "A08",
        PASS,
        [replace(SPLIT_A, established_on=date(2026, 4, 1), first_year_to=date(2027, 3, 31)), *SPLIT[3:]],
        "a part of a board that was split has its own first year",
        system="QW1",
    ),
    case("A08", LACKS, [replace(_FOUNDED, established_on=None)], "establishment not known"),
    case("A08", LACKS, [replace(_FOUNDED, first_year_to=None)], "end of the first year not known"),
]

_CLUSTER = Body(body="CL", name="Weald cluster", kind="cluster", system="QWM", from_date=date(2025, 9, 9))
_MEETS = Meeting(meeting="M1", body="CL", on_date=date(2026, 4, 2))
_RESOLVED = replace(_TAKEN, meeting="M1", on_date=date(2026, 4, 2))
_JOINT = Body(body="JC", name="Joint committee", kind="joint_committee", from_date=BEGAN)
_CLUSTERED = [ICB, _CLUSTER, _MEETS]
A09 = [
    case("A09", PASS, [*_CLUSTERED, _RESOLVED], "taken by the board"),
    case("A09", PASS, [*_CLUSTERED, _JOINT, replace(_RESOLVED, taken_by="JC")], "taken by a joint committee"),
    case("A09", PASS, [*_CLUSTERED, replace(_RESOLVED, taken_by="", taken_by_seat="B2")], "by a delegate"),
    case("A09", FAIL, [*_CLUSTERED, replace(_RESOLVED, taken_by="CL")], "taken by the cluster"),
    case("A09", LACKS, [*_CLUSTERED, replace(_RESOLVED, taken_by="")], "who took it is not known"),
    case("A09", LACKS, [*_CLUSTERED, replace(_RESOLVED, taken_by="XX")], "what kind of body took it is not known"),
    case("A09", LACKS, _CLUSTERED, "no decision recorded"),
    case(
        "A09",
        FAIL,
        [ICB, replace(_CLUSTER, system=""), Partner(icb="QWM", body="CL"), _MEETS, replace(_RESOLVED, taken_by="CL")],
        "a cluster of several boards",
    ),
    case("A09", OUT, [ICB, Partner(icb="QWM", body="RWT")], "in no cluster"),
    case("A09", LACKS, [ICB], "partners not entered"),
]

_SERVES = replace(ICB, population=1000)
_LISTED = ResponsibilityGroup(group="registered", icb="QWM", people=960, from_date=BEGAN)
_REST = replace(_LISTED, group="resident and registered nowhere", people=40)
A10 = [
    case("A10", PASS, [_SERVES, _LISTED, _REST], "everybody in a group"),
    case("A10", FAIL, [_SERVES, _LISTED], "forty people in none"),
    case("A10", FAIL, [_SERVES, _LISTED, _REST, replace(_REST, group="travellers", icb="", people=5)], "no board"),
    case("A10", PASS, [_SERVES, _LISTED, _REST, replace(_REST, group="empty", icb="", people=0)], "nobody in it"),
    case("A10", LACKS, [_SERVES, _LISTED, replace(_REST, people=None)], "how many is not known"),
    case("A10", LACKS, [ICB, _LISTED, _REST], "the population is not known"),
    case("A10", LACKS, [_SERVES, _LISTED, _REST, replace(_REST, group="travellers", icb="", people=None)], "unknown"),
    case("A10", LACKS, [_SERVES], "no groups recorded"),
]

CASES = [*A01, *A02, *A03, *A04, *A05, *A06, *A07, *A08, *A09, *A10]
