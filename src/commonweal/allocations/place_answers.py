"""The calculation behind one place's fair share: an Answer whose receipt names every file by its hash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.allocations.bridge import Bridge
from commonweal.allocations.component_shares import primary_medical_shares
from commonweal.allocations.method import METHOD
from commonweal.allocations.place_base_answers import on_the_base
from commonweal.allocations.place_bridge import fair_share_bridges, parts_of
from commonweal.allocations.place_budget import STREAM_NAMES, place_budgets
from commonweal.allocations.place_england import england_reasons, estimate_reason
from commonweal.allocations.place_evidence import find_amount, practice_source, read_file, read_partition
from commonweal.allocations.place_gate import gate_answer
from commonweal.allocations.place_moved import Moved, moved
from commonweal.allocations.place_reasons import (
    MOST_FINDINGS,
    bridge_reasons,
    fair_share_reason,
    fictional_notes,
    gate_reason,
    head_count_reason,
    left_out_unknowns,
    need_reasons,
    shown_name,
    signed,
    step_reasons,
)
from commonweal.allocations.places import PlaceNeed, place_need
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.answers import (
    Answer,
    Evidence,
    Quantity,
    Reason,
    RuleRecord,
    Unknown,
    Verdict,
    all_of,
    calculation,
)
from commonweal.calendars import FinancialYear
from commonweal.money import show, to_pence
from commonweal.problems import BadInput, Problem


@calculation("allocations.place_gate", version="1")
def place_gate(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """Whether places are a partition of the practices of an ICB, or of all, with every finding.

    Args:
        inputs: As for ``allocations.place_fair_share``, without ``place`` and ``stream``.
        evidence: The rule ``allocations.places.believable``, and the files in the archive.
    """
    partition, sizes = read_partition(inputs, evidence, read_file(inputs, evidence), ("core",))
    return gate_answer(partition, (sizes.source,))


@calculation("allocations.place_fair_share", version="1")
def place_fair_share(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """One place's fair share of its ICB's allocation in one stream, as a bridge that sums to the penny.

    It starts at the ICB's money shared by people alone, itself a bridge from England where the amounts are published.
    Need leads to the fair share. Where spend is given, distance, growth and pace lead to what the place would be given.

    Args:
        inputs: ``practices`` (``name`` and ``sha256`` of the practice file), ``members`` (likewise, or None where the
            practice file holds the membership), ``by`` (pcn, lad, sub-icb, place ...), ``icb``, ``place``, ``year``,
            ``stream`` (core or primary_medical), ``on`` (a day or None), ``remainder`` and ``cross_border``. If wished
            also ``allocations``, ``spend`` and ``policy`` (files of one's own, each ``name`` and ``sha256``). With
            ``workbook`` instead of ``practices`` the answer is of the 2018/19 base, every component exact.
        evidence: The rules, the published tables, and the files in the archive.
    """
    if inputs.get("workbook"):
        return on_the_base(inputs, evidence)
    stream, year, icb, place = (str(inputs[name]) for name in ("stream", "year", "icb", "place"))
    if stream not in STREAM_WEIGHTS:
        words, expected = STREAM_NAMES.get(stream, stream), " or ".join(STREAM_WEIGHTS)
        raise BadInput(Problem(f"{words} is not shared among places", expected=expected))
    service = STREAM_WEIGHTS[stream]
    file = read_file(inputs, evidence)
    partition, sizes = read_partition(inputs, evidence, file, (service,))
    part = find_part(partition.places, partition.icbs, place, icb)
    need = place_need(partition)
    found, practices = find_amount(inputs, evidence), practice_source(file, evidence)
    icb_name = shown_name(file.icb_names.get(icb, icb), icb)
    name = shown_name(partition.names[part], place)
    if found is None:
        return _without_pounds(need, part, name, icb_name, stream, year)
    amount = found.amount
    line = next(line for line in place_budgets(need, [amount]).of_place(icb, place) if line.share is not None)
    number = parts_of(need, icb).index(part)
    rule = _shares_rule(need, stream, year, evidence)
    bridge = fair_share_bridges(need, amount, float(rule.value) if rule else None)[number]
    movement = moved(inputs, evidence, need, amount, place, line.recurrent_pence)
    england = () if found.is_own else england_reasons(evidence, need, amount, year, number)
    from_practices, by_formula = (practices, METHOD), (practices, METHOD, *((rule.source,) if rule else ()))
    sources = {
        "start": (found.source, practices),
        "dispensing": (found.source, METHOD),
        "health_inequalities": by_formula,
    }
    more = {
        "start": [head_count_reason(need, part, icb, practices), *england],
        "need": [
            *([] if found.is_own else estimate_reason(evidence, need, amount, year, number)),
        ],
    }
    reasons = [
        Reason(
            f"What {icb} was allocated for {STREAM_NAMES[stream].lower()} in {year}, recurrent",
            value=Quantity(amount.recurrent_pence, "gbp_pence"),
            sources=(found.source,),
        ),
        *bridge_reasons(bridge, lambda key: sources.get(key, from_practices), more),
        fair_share_reason(line.recurrent_pence, need_reasons(need, part, service, icb, practices, METHOD)),
    ]
    if movement.bridge is not None:
        reasons += step_reasons(movement.bridge, movement.sources, {})
        total = Quantity(to_pence(movement.bridge.end_k), "gbp_pence")
        reasons.append(Reason(f"So {movement.bridge.end_label} is", value=total, sources=(METHOD,)))
    return Answer(
        sentence=f"The fair share of {name} is {show(line.recurrent_pence)} of the recurrent allocation of {icb_name} "
        f"for {STREAM_NAMES[stream].lower()} in {year}: {in_short(bridge)}.{movement.sentence}",
        verdict=all_of([partition.verdict, *([Verdict.INSUFFICIENT_DATA] if movement.unknowns else [])]),
        value=Quantity(line.recurrent_pence, "gbp_pence"),
        reasons=(*reasons, gate_reason(partition, sizes.source)),
        unknowns=(*left_out_unknowns(need, part, service), *movement.unknowns),
        notes=_notes(bridge, line.total_pence, len(partition.findings), file.icb_names.get(icb, "")),
        details=_details(line.to_json(), amount.recurrent_pence, bridge, movement),
    )


def find_part(places: tuple[str, ...], icbs: tuple[str, ...], place: str, icb: str) -> int:
    """The part of the partition that is the place's own within the ICB.

    Raises:
        BadInput: There is no such place.
    """
    held = list(zip(places, icbs, strict=True))
    if (place, icb) in held:
        return held.index((place, icb))
    listed = [code for code, of in held if of == icb]
    raise BadInput(Problem("there is no such place in this ICB", given=place, expected=", ".join(listed[:40])))


def in_short(bridge: Bridge) -> str:
    """The bridge to a fair share in one clause.

    Example:
        >>> from commonweal.allocations.bridge import Standing, Step, bridge_in_pence
        >>> step = Step("need", "need", 0.0, Standing.EXACT, "")
        >>> in_short(bridge_in_pence("A", "by head", [100_00, 90_00], [step], "fair share"))
        '£100 by its number of people alone, less £10 for need'
    """
    words = {
        "dispensing": "for dispensing, which is kept apart",
        "need": "for need",
        "health_inequalities": "for health inequalities",
    }
    parts = [f"{show(to_pence(bridge.start_k))} by its number of people alone"]
    parts += [f"{signed(step.amount_pence)} {words[step.key]}" for step in bridge.steps if step.key in words]
    return ", ".join(parts)


def _shares_rule(need: PlaceNeed, stream: str, year: str, evidence: Evidence) -> RuleRecord | None:
    """The health-inequalities share of primary medical care, where the practice file is made by it."""
    if stream != "primary_medical" or not {"primary_medical_need", "health_inequalities"} <= set(need.services):
        return None
    rule = evidence.find_rule("allocations.primary_medical.health_inequalities_share", on=FinancialYear(year).start)
    if rule is None or not primary_medical_shares(need.partition.file, float(rule.value)).exact:
        return None
    return rule


def _details(line: dict[str, Any], total_pence: int, bridge: Bridge, movement: Moved) -> dict[str, Any]:
    return {
        "line": line,
        "sum_of_places_pence": total_pence,
        "bridge": bridge.to_json(),
        "movement": movement.bridge.to_json() if movement.bridge is not None else None,
    }


def _notes(bridge: Bridge, total_pence: int | None, findings: int, icb_name: str) -> tuple[str, ...]:
    notes = [
        *fictional_notes(icb_name),
        "No national rule shares money below ICBs: this is what the ICB's own formula gives its places.",
    ]
    if any(step.standing.value == "not separable" for step in bridge.steps):
        notes.append(
            "The need step is exact as a whole. How much of it is age, or sickness, or cost cannot be told apart: "
            "the shares of the parts are not published with the practice file."
        )
    if total_pence is not None:
        notes.append(f"With additions after convergence shared the same way it would be {show(total_pence)}.")
    if findings > MOST_FINDINGS:
        notes.append(f"The gate found {findings} things; the first {MOST_FINDINGS} are listed.")
    return tuple(notes)


def _without_pounds(need: PlaceNeed, part: int, name: str, icb: str, stream: str, year: str) -> Answer:
    share = float(need.share_of_icb[part, need.column(STREAM_WEIGHTS[stream])])
    return Answer(
        sentence=f"{name} holds {share:.4%} of the weighted population of {icb}; its pounds are not known.",
        verdict=Verdict.INSUFFICIENT_DATA,
        value=Quantity(share, "fraction"),
        unknowns=(
            Unknown(
                f"the allocation of {icb} for {STREAM_NAMES[stream].lower()} in {year}",
                "A share of an unknown amount is no amount.",
                "choose a year whose allocations are published, or give a file with --allocations",
            ),
        ),
    )
