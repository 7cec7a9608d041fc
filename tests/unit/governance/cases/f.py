"""Cases of family F: delegation and joint working."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.governance.case import Case
from tests.unit.governance.cases._wealdmarch import BEGAN, COUNCIL, FINANCE, HELD, ICB, NATION, TRUST, sits

from commonweal.answers import Verdict
from commonweal.governance.handbook import (
    AgendaItem,
    Body,
    Decision,
    Direction,
    Document,
    Employment,
    Function,
    Grant,
    Meeting,
    PoolContribution,
    Segment,
    Term,
)

PASS, FAIL, LACKS, OUT = Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA, Verdict.NOT_APPLICABLE
JUDGE = Verdict.NEEDS_JUDGEMENT

COMMUNITY = Function(
    function="community",
    title="Commissioning community services",
    holder="QWM",
    origin="icb",
    provision="NHSA 2006 s.3",
    commissioning=True,
    delegable=True,
    jointly_exercisable=True,
    from_date=BEGAN,
)


def grant(**more):
    plain = {"grant": "G1", "function": "community", "from_body": "QWM", "to_body": "RWM", "route": "section_65z5"}
    return Grant(**(plain | {"from_date": date(2024, 4, 1), "decides": True} | more))


_two = [ICB, TRUST, COUNCIL, COMMUNITY]
_firm = Body(body="FIRM", name="Marchside Care Ltd", kind="company", system="QWM")
F01 = [
    Case("governance.F01", PASS, [*_two, grant()]),
    Case("governance.F01", PASS, [*_two, grant(to_body="E10W")], note="a council"),
    Case("governance.F01", FAIL, [*_two, _firm, grant(to_body="FIRM")], note="a company"),
    Case("governance.F01", FAIL, [*_two, grant(from_body="E10W", to_body="QWM")], note="by a council"),
    Case("governance.F01", FAIL, [*_two, grant(to_body="", to_seat="B1")], note="a person"),
    Case("governance.F01", FAIL, [*_two, FINANCE, grant(to_body="FIN")], note="a committee"),
    Case(
        "governance.F01",
        JUDGE,
        [*_two, Body(body="MSA", name="Mayoral Authority", kind="strategic_authority"), grant(to_body="MSA")],
        note="to be looked up",
    ),
    Case("governance.F01", LACKS, [*_two, grant(to_body="RZZ")], note="a body nobody knows"),
    Case("governance.F01", OUT, [*_two, grant(route="section_75")]),
    Case("governance.F01", LACKS, [*_two, grant(to_date=date(2026, 4, 30))], note="no live grant"),
]


def _national(provision, route="nhs_england_agreement"):
    return [
        ICB,
        NATION,
        Function(function="f", title="A function", holder="NHSE", provision=provision, from_date=BEGAN),
        grant(function="f", from_body="NHSE", to_body="QWM", route=route),
    ]


F02 = [
    Case("governance.F02", PASS, _national("NHSA 2006 s.83")),
    Case("governance.F02", FAIL, _national("NHSA 2006 s.14Z61"), note="directing boards"),
    Case(
        "governance.F02", FAIL, _national("National Health Service Act 2006, section 14Z59(2)"), note="assessing boards"
    ),
    Case("governance.F02", FAIL, _national("HSCA 2012 s.87"), note="licensing"),
    Case("governance.F02", PASS, _national("HSCA 2012 s.116"), note="pricing may pass"),
    Case("governance.F02", FAIL, _national("NHSA 2006 s.223GB", "section_65z5"), note="financial limits"),
    Case("governance.F02", LACKS, _national("the Act"), note="no section named"),
    Case("governance.F02", LACKS, [row for row in _national("NHSA 2006 s.83") if row.TABLE != "functions"]),
    Case("governance.F02", LACKS, [ICB]),
    Case("governance.F02", OUT, [*_two, grant()], note="NHS England delegates nothing here"),
]
_onward = grant(grant="G2", from_body="RWM", to_body="E10W", under="G1")
F03 = [
    Case("governance.F03", PASS, [*_two, grant(onward_allowed=True), _onward]),
    Case("governance.F03", FAIL, [*_two, grant(onward_allowed=False), _onward]),
    Case(
        "governance.F03",
        FAIL,
        [*_two, grant(onward_allowed=True, to_date=date(2026, 4, 30)), _onward],
        note="source ended",
    ),
    Case("governance.F03", LACKS, [*_two, grant(), _onward]),
    Case(
        "governance.F03", LACKS, [*_two, grant(onward_allowed=True), grant(grant="G2", from_body="RWM", to_body="E10W")]
    ),
    Case("governance.F03", OUT, [*_two, grant()], note="nothing is passed on"),
    Case("governance.F03", LACKS, [ICB, TRUST, COUNCIL, grant()], note="whose functions they are is not known"),
    Case("governance.F03", LACKS, _two),
]
_IN = {"from_body": "NHSE", "to_body": "QWM", "route": "nhs_england_agreement"}
F04 = [
    Case("governance.F04", PASS, [*_two, grant(liability_holder="RWM")]),
    Case("governance.F04", FAIL, [*_two, grant(liability_holder="QWM")]),
    Case("governance.F04", LACKS, [*_two, grant()]),
    Case("governance.F04", PASS, [*_two, NATION, grant(**_IN, liability_holder="QWM")], note="NHS England's agreement"),
    Case("governance.F04", FAIL, [*_two, NATION, grant(**_IN, liability_holder="NHSE")], note="NHS England named"),
]
_joint = Body(body="JC", name="Joint Committee", kind="joint_committee", system="QWM")
_alone = Function(
    function="community",
    title="It",
    holder="QWM",
    provision="NHSA 2006 s.3",
    from_date=BEGAN,
    jointly_exercisable=False,
)
_blank = Function(function="community", title="It", holder="QWM", provision="NHSA 2006 s.3", from_date=BEGAN)
F05 = [
    Case("governance.F05", PASS, [*_two, _joint, grant(to_body="JC", route="section_65z6")]),
    Case("governance.F05", FAIL, [ICB, _alone, _joint, grant(to_body="JC", route="section_65z6")]),
    Case("governance.F05", FAIL, [*_two, grant(route="section_65z6")], note="to a trust"),
    Case("governance.F05", LACKS, [ICB, _blank, _joint, grant(to_body="JC", route="section_65z6")]),
    Case("governance.F05", LACKS, [*_two, grant(to_body="JC", route="section_65z6")], note="kind unknown"),
]


def _pays(*bodies, route="section_65z6"):
    return [PoolContribution(pool="P", contributor=body, route=route, from_date=BEGAN) for body in bodies]


F06 = [
    Case("governance.F06", PASS, [*_two, *_pays("QWM", "RWM")]),
    Case("governance.F06", FAIL, [*_two, *_pays("QWM", "E10W")], note="a council pays in"),
    Case("governance.F06", OUT, [*_two, *_pays("QWM", "E10W", route="section_75")]),
    Case("governance.F06", LACKS, [*_two, *_pays("QWM", "RZZ")]),
    Case("governance.F06", LACKS, _two),
]
_read = {"guidance_version": "version 2", "guidance_considered_on": date(2024, 4, 1)}
F07 = [
    Case("governance.F07", PASS, [*_two, grant(**_read)], note="on the first day"),
    Case(
        "governance.F07",
        FAIL,
        [*_two, grant(**(_read | {"guidance_considered_on": date(2024, 4, 2)}))],
        note="a day late",
    ),
    Case("governance.F07", LACKS, [*_two, grant(guidance_version="version 2")]),
    Case("governance.F07", LACKS, [*_two, NATION, grant(**_IN)], note="NHS England's agreement"),
    Case("governance.F07", LACKS, [*_two, grant(guidance_considered_on=date(2024, 4, 1))]),
    Case("governance.F07", OUT, [*_two, grant(from_date=date(2022, 7, 1))], note="before there was guidance"),
]


def _inside(name="G1", to="FIN", **more):
    more.pop("to_body", None)
    return grant(grant=name, to_body=to, route="schedule_1b_paragraph_11", **more)


_home = [ICB, FINANCE, COMMUNITY]
_other = Body(body="QUAL", name="Quality Committee", kind="committee", parent="QWM", system="QWM")
_place_a = Body(
    body="PA", name="Northern Place", kind="place_partnership", tier="place", system="QWM", form="committee"
)
_place_b = Body(
    body="PB", name="Southern Place", kind="place_partnership", tier="place", system="QWM", form="committee"
)
F08 = [
    Case("governance.F08", PASS, [*_home, _inside()]),
    Case(
        "governance.F08", PASS, [*_home, _inside(limit="£1m"), _inside("G2", "QWM", limit="no limit")], note="by limit"
    ),
    Case("governance.F08", PASS, [*_home, grant(to_body="QWM", route="statute")], note="kept by the board"),
    Case("governance.F08", FAIL, [*_home, _other, _inside(), _inside("G2", "QUAL")], note="a duplicate"),
    Case(
        "governance.F08",
        FAIL,
        [*_home, _inside(function="other"), Function(function="other", title="Other", holder="QWM", provision="s.3")],
        note="an orphan",
    ),
    Case("governance.F08", FAIL, [*_home, _inside(decides=False)], note="only advised on"),
    Case(
        "governance.F08",
        FAIL,
        [ICB, replace(FINANCE, to_date=date(2026, 3, 31)), COMMUNITY, _inside()],
        note="granted to a committee that has ended",
    ),
    Case(
        "governance.F08",
        PASS,
        [ICB, replace(FINANCE, to_date=date(2026, 3, 31)), COMMUNITY, _other, _inside(), _inside("G2", "QUAL")],
        note="of two alike one has ended",
    ),
    Case(
        "governance.F08",
        PASS,
        [*_home, _other, _inside(to_date=date(2026, 4, 30)), _inside("G2", "QUAL", from_date=date(2026, 5, 1))],
        note="one ends as the other begins",
    ),
    Case(
        "governance.F08",
        FAIL,
        [*_home, _other, _inside(to_date=date(2026, 5, 1)), _inside("G2", "QUAL", from_date=date(2026, 5, 1))],
        note="both on one day",
    ),
    Case(
        "governance.F08",
        PASS,
        [*_home, _place_a, _place_b, _inside(to="PA", place="PA"), _inside("G2", "PB", place="PB")],
        note="each place its own",
    ),
    Case(
        "governance.F08", FAIL, [*_home, _place_a, _place_b, _inside(to="PA", place="PA")], note="no route at one place"
    ),
    Case(
        "governance.F08",
        PASS,
        [
            *_home,
            _inside(),
            Function(function="podiatry", title="It", holder="QWM", part_of="community", provision="s.3"),
        ],
        note="a part goes the way of the whole",
    ),
    Case("governance.F08", LACKS, [*_home, _inside(decides=None)]),
    Case("governance.F08", LACKS, _home, note="no grants typed in"),
    Case("governance.F08", LACKS, [ICB]),
]


def _decided_by(body, **more):
    plain = {"decision": "D1", "on_date": HELD, "title": "It", "outcome": "approved", "taken_by": body}
    return Decision(**(plain | {"function": "community"} | more))


_talks = Body(body="TALK", name="Marchside Forum", kind="forum", system="QWM")
_talking_place = Body(
    body="PA", name="Northern Place", kind="place_partnership", system="QWM", form="consultative_forum"
)
_formless = Body(body="PA", name="Northern Place", kind="place_partnership", system="QWM")
_to_place = _inside(to="PA", place="PA")
F09 = [
    Case("governance.F09", PASS, [*_home, _place_a, _to_place, _decided_by("PA")]),
    Case("governance.F09", FAIL, [*_home, _talks, _decided_by("TALK")], note="a forum"),
    Case("governance.F09", FAIL, [*_home, _talking_place, _to_place, _decided_by("PA")], note="a consultative place"),
    Case("governance.F09", FAIL, [*_home, _place_a, _inside(), _decided_by("PA")], note="no grant"),
    Case(
        "governance.F09",
        FAIL,
        [*_home, _place_a, _inside(to="PA", place="PA", to_date=date(2026, 4, 15)), _decided_by("PA")],
        note="a grant that ended the day before",
    ),
    Case("governance.F09", LACKS, [*_home, _formless, _to_place, _decided_by("PA")]),
    Case("governance.F09", LACKS, [*_home, _place_a, _to_place, _decided_by("PA", function="")]),
    Case("governance.F09", OUT, [*_home, _place_a, _to_place, _decided_by("QWM")], note="took no decision"),
    Case("governance.F09", LACKS, [*_home, _place_a, _to_place], note="no decisions entered"),
    Case("governance.F09", LACKS, [ICB]),
]
_peopled = Body(
    body="FIN",
    name="Finance Committee",
    kind="committee",
    parent="QWM",
    system="QWM",
    population=400_000,
    from_date=BEGAN,
)
_scaled = _inside(limit="£50,000 per 100,000 population")


def _stood_in(fallback="QUAL", value="QUAL"):
    """A decision on an item of the finance committee that the quality committee took in its place."""
    taken = _decided_by("QUAL", amount_pence=1, item="I1", fallback=fallback)
    rows = [Meeting(meeting="M1", body="FIN", on_date=HELD), AgendaItem(item="I1", meeting="M1", title="It")]
    term = Term(body="FIN", term="quorum_fallback", value=value)
    return [*_home, _other, _inside(limit="£500"), *rows, taken, term]


def _on_an_item(body="FIN", amount_pence=50_000, outcome="approved", **more):
    """A decision whose own row says neither function nor amount, on an item of the finance committee that says both."""
    item = AgendaItem(item="I1", meeting="M1", title="It", function="community", amount_pence=amount_pence)
    taken = _decided_by(body, item="I1", outcome=outcome, **({"function": ""} | more))
    return [*_home, _other, _inside(limit="£500"), Meeting(meeting="M1", body="FIN", on_date=HELD), item, taken]


F10 = [
    Case("governance.F10", PASS, _on_an_item(), note="function and amount are on the item"),
    Case("governance.F10", FAIL, _on_an_item(amount_pence=50_001), note="the item's amount is over the limit"),
    Case("governance.F10", LACKS, _on_an_item(amount_pence=None), note="neither row says the amount"),
    Case("governance.F10", LACKS, _on_an_item(outcome="amended"), note="what was approved in the end is not known"),
    Case(
        "governance.F10",
        LACKS,
        [*_on_an_item(), _decided_by("FIN", decision="D2", item="I1", amount_pence=1)],
        note="which of two decisions the item's amount is of",
    ),
    Case(
        "governance.F10",
        JUDGE,
        [*_on_an_item("QUAL", amount_pence=1), _inside("G2", "QUAL", limit="£500")],
        note="taken by another body than the one that met",
    ),
    Case(
        "governance.F10",
        OUT,
        [*_home, _inside(limit="£500"), _decided_by("FIN", outcome="noted")],
        note="the one that is entered was only noted",
    ),
    Case("governance.F10", PASS, [ICB, _peopled, COMMUNITY, _scaled, _decided_by("FIN", amount_pence=20_000_000)]),
    Case("governance.F10", FAIL, [ICB, _peopled, COMMUNITY, _scaled, _decided_by("FIN", amount_pence=20_000_001)]),
    Case("governance.F10", FAIL, [*_home, _inside(limit="£500"), _decided_by("FIN", amount_pence=50_001)]),
    Case("governance.F10", PASS, [*_home, _inside(limit="no limit"), _decided_by("FIN", amount_pence=50_001)]),
    Case(
        "governance.F10", LACKS, [*_home, _scaled, _decided_by("FIN", amount_pence=20_000_000)], note="people unknown"
    ),
    Case("governance.F10", LACKS, [*_home, _inside(), _decided_by("FIN", amount_pence=100)], note="limit unknown"),
    Case("governance.F10", LACKS, [*_home, _inside(limit="£500"), _decided_by("FIN")], note="amount unknown"),
    Case("governance.F10", FAIL, [*_home, _other, _inside(), _decided_by("QUAL", amount_pence=1)], note="no authority"),
    Case("governance.F10", FAIL, [*_home, _other, _inside(), _decided_by("QUAL")], note="no authority, amount unknown"),
    Case(
        "governance.F10",
        LACKS,
        [*_home, _other, _inside(to=""), _decided_by("QUAL", amount_pence=1)],
        note="who received the function is not known",
    ),
    Case(
        "governance.F10",
        FAIL,
        [ICB, replace(_peopled, to_date=date(2026, 3, 31)), COMMUNITY, _inside(), _decided_by("FIN", function="")],
        note="the committee had ended",
    ),
    Case(
        "governance.F10",
        FAIL,
        [replace(ICB, to_date=date(2026, 3, 31)), COMMUNITY, _inside(), _decided_by("QWM", amount_pence=1)],
        note="the board had been abolished",
    ),
    Case(
        "governance.F10",
        LACKS,
        [*_home, _other, _inside(limit="£500"), _decided_by("QUAL", amount_pence=1, item="I1")],
        note="whose item it was is not known",
    ),
    Case("governance.F10", LACKS, _stood_in(fallback=""), note="whether it stood in is not recorded"),
    Case("governance.F10", LACKS, _stood_in()[:-1], note="no terms say who stands in"),
    Case("governance.F10", PASS, _stood_in(), note="stood in by the terms"),
    Case("governance.F10", FAIL, _stood_in(value="PANEL"), note="stood in, and the terms name another"),
    Case("governance.F10", OUT, [*_home, _talks, _decided_by("TALK", amount_pence=1)], note="F09 tells of a forum"),
    Case("governance.F10", LACKS, [ICB]),
]
_to_seat = {"to_body": "", "to_seat": "F1", "approved_in_writing_on": date(2024, 4, 1)}
_signed = _to_seat | {"interim_sign_off_on": date(2024, 4, 1)}


def _held(**more):
    return [*_home, *sits("F1", "P1", "FIN", **more)]


F11 = [
    Case("governance.F11", PASS, [*_held(interim=True), _inside(**(_signed | {"to": ""}))], note="for the time being"),
    Case("governance.F11", PASS, [*_held(interim=False), _inside(**(_to_seat | {"to": ""}))]),
    Case(
        "governance.F11",
        FAIL,
        [*_held(interim=False), _inside(**(_to_seat | {"to": "", "approved_in_writing_on": date(2024, 4, 2)}))],
        note="approved a day late",
    ),
    Case(
        "governance.F11",
        FAIL,
        [*_held(interim=True), _inside(**(_signed | {"to": "", "interim_sign_off_on": date(2026, 5, 2)}))],
        note="signed off too late",
    ),
    Case("governance.F11", LACKS, [*_held(interim=True), _inside(**(_to_seat | {"to": ""}))], note="sign-off unknown"),
    Case("governance.F11", LACKS, [*_held(), _inside(**(_to_seat | {"to": ""}))], note="interim or not unknown"),
    Case("governance.F11", LACKS, [*_held(interim=False), _inside(to="", to_seat="F1")], note="approval unknown"),
    Case("governance.F11", OUT, [*_home, _inside()]),
]


def _came_in(function="dental", title="Dental services", holder="QWM", **more):
    plain = {"document": "DA", "reserved": "national contract terms", "assurance": "quarterly return"}
    return [
        ICB,
        NATION,
        Function(
            function=function,
            title=title,
            holder=holder,
            origin="delegated_from_nhs_england",
            provision="NHSA 2006 s.99",
            from_date=BEGAN,
        ),
        grant(function=function, from_body="NHSE", to_body="QWM", route="nhs_england_agreement", **(plain | more)),
    ]


_agreement = Document(document="DA", body="QWM", kind="delegation_agreement", from_date=BEGAN)
F12 = [
    Case("governance.F12", PASS, [*_came_in(), _agreement]),
    Case("governance.F12", FAIL, [*_came_in(), Document(document="DA", body="QWM", kind="policy")], note="a policy"),
    Case("governance.F12", FAIL, [*_came_in(to_date=date(2026, 4, 30)), _agreement], note="ended"),
    Case("governance.F12", LACKS, [*_came_in(reserved=""), _agreement]),
    Case("governance.F12", LACKS, [*_came_in(assurance=""), _agreement]),
    Case("governance.F12", LACKS, _came_in(), note="agreement not in the handbook"),
    Case("governance.F12", PASS, [*_came_in(holder="NHSE"), _agreement], note="the law lays it on NHS England"),
    Case(
        "governance.F12", LACKS, [*_came_in(holder="NHSE", assurance=""), _agreement], note="NHS England's, unassured"
    ),
    Case(
        "governance.F12",
        OUT,
        [*_came_in(holder="NHSE", to_date=date(2026, 4, 30)), COMMUNITY, _agreement],
        note="passed on no longer",
    ),
    Case("governance.F12", OUT, [*_two, grant()]),
    Case("governance.F12", LACKS, [ICB, COMMUNITY], note="no grants entered"),
    Case("governance.F12", LACKS, [ICB]),
]


def _special(**more):
    return _came_in("specialised_renal", "Specialised renal services", **more)


_third = Segment(body="QWM", framework="NOF 2026/27", segment=3, from_date=date(2026, 4, 20))
_old = Segment(body="QWM", framework="NOF 2022/23", segment=3, from_date=date(2024, 1, 1))
F13 = [
    Case("governance.F13", PASS, [*_special(segment_condition=True), _third]),
    Case("governance.F13", FAIL, [*_special(segment_condition=False), _third]),
    Case(
        "governance.F13", PASS, [*_special(), Segment(body="QWM", framework="NOF 2026/27", segment=2)], note="segment 2"
    ),
    Case("governance.F13", FAIL, [*_special(segment_condition=False, holder="NHSE"), _third], note="NHS England's"),
    Case("governance.F13", LACKS, [*_special(), _third]),
    Case(
        "governance.F13",
        LACKS,
        [*_special(segment_condition=False), _old],
        note="an old segment is not carried forward",
    ),
    Case(
        "governance.F13",
        JUDGE,
        [*_special(segment_condition=False), _old],
        on=date(2025, 7, 1),
        note="no segments then",
    ),
    Case("governance.F13", FAIL, [*_special(segment_condition=False), _old], on=date(2025, 6, 25), note="the last day"),
    Case("governance.F13", OUT, [*_came_in(), _third], note="nothing specialised"),
]
_directs = {"direction": "DIR1", "from_body": "NHSE", "to_body": "QWM", "from_date": date(2026, 1, 1)}
_bars = Direction(**_directs, functions=("community",), bars_delegation=True)
_elsewhere = grant(function="podiatry")
F14 = [
    Case("governance.F14", PASS, [*_two, NATION, _bars, _elsewhere]),
    Case("governance.F14", FAIL, [*_two, NATION, _bars, grant()]),
    Case("governance.F14", LACKS, [*_two, NATION, Direction(**_directs, functions=("community",)), grant()]),
    Case("governance.F14", LACKS, [*_two, NATION, Direction(**_directs, bars_delegation=True), grant()]),
    Case("governance.F14", OUT, [*_two, NATION, Direction(**_directs, bars_delegation=False), grant()]),
    Case("governance.F14", OUT, [*_two, NATION, _bars, grant()], on=date(2025, 12, 31), note="not yet directed"),
    Case("governance.F14", LACKS, [*_two, grant()], note="no directions typed in"),
]


def _care(provision):
    return [
        ICB,
        COUNCIL,
        Function(function="care", title="Care", holder="E10W", provision=provision, from_date=date(2015, 4, 1)),
        grant(function="care", from_body="E10W", to_body="QWM", route="section_75"),
    ]


F15 = [
    Case("governance.F15", PASS, _care("Care Act 2014 s.9")),
    Case("governance.F15", FAIL, _care("Care Act 2014 s.42(2)"), note="safeguarding enquiries"),
    Case("governance.F15", FAIL, _care("Care Act 2014, section 3"), note="integration"),
    Case("governance.F15", LACKS, _care("a duty")),
    Case("governance.F15", OUT, [*_two, grant()]),
    Case("governance.F15", LACKS, [ICB]),
]


def _shared(**more):
    plain = {"person": "P1", "employer": "QWM", "post": "director", "joint_with": "E10W", "from_date": date(2025, 4, 1)}
    return [ICB, COUNCIL, Employment(**(plain | more))]


F16 = [
    Case("governance.F16", PASS, _shared(joint_guidance_considered_on=date(2025, 4, 1))),
    Case("governance.F16", FAIL, _shared(joint_guidance_considered_on=date(2025, 4, 2)), note="a day late"),
    Case("governance.F16", LACKS, _shared()),
    Case("governance.F16", OUT, _shared(joint_with="")),
    Case("governance.F16", LACKS, [ICB]),
]

CASES = [*F01, *F02, *F03, *F04, *F05, *F06, *F07, *F08, *F09, *F10, *F11, *F12, *F13, *F14, *F15, *F16]
