"""The engine against a second version: one organisation at a time, in exact fractions, written as the rule reads."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.allocation import allocate
from commonweal.allocations.limits import LIMIT_NAMES
from commonweal.allocations.policy import Basis, ConvergenceMode, Form, GrowthMode, Limits, Pace, Policy
from commonweal.allocations.stream_year import StreamYear
from commonweal.problems import BadInput


def plain_allocation(policy, baseline, opening, closing, printed_growth, scope, people, people_before):
    """One organisation's allocation before rounding, and the limit that decided it, in fractions."""
    exact = {name: Fraction(value) for name, value in locals().items() if name != "policy" and value is not None}
    baseline, opening, closing = exact["baseline"], exact["opening"], exact["closing"]
    growth = {
        GrowthMode.UNIFORM: lambda: Fraction(policy.growth_rate),
        GrowthMode.TARGET: lambda: closing / opening - 1,
        GrowthMode.PUBLISHED: lambda: exact["printed_growth"],
    }[policy.growth_mode]()
    distance = baseline / opening - 1 if policy.basis is Basis.OPENING else baseline * (1 + growth) / closing - 1
    moved = Fraction(0)
    if policy.convergence_mode is ConvergenceMode.DISTANCE:
        if distance < 0:
            moved = min(Fraction(policy.gain.cap), -distance * Fraction(policy.gain.slope))
        elif distance > 0:
            moved = -min(Fraction(policy.loss.cap), distance * Fraction(policy.loss.slope))
    if policy.partial_scope:
        moved *= exact["scope"]
    amount = baseline * (1 + growth) * (1 + moved)
    if policy.form is Form.ADDITIVE:
        amount = baseline * (1 + growth + moved)
    return plain_limits(policy.limits, amount, baseline, closing, exact["people"], exact["people_before"])


def plain_limits(limits, amount, baseline, closing, people, people_before):
    decided = ""
    part = Fraction(1)
    if limits.guarantee_full_to is not None:
        full, ends = Fraction(limits.guarantee_full_to), Fraction(limits.guarantee_ends_at)
        away = amount / closing - 1
        part = Fraction(1) if away <= full else Fraction(0) if away >= ends else (ends - away) / (ends - full)
    if limits.maximum_growth is not None and amount > baseline * (1 + Fraction(limits.maximum_growth)):
        amount, decided = baseline * (1 + Fraction(limits.maximum_growth)), "maximum_growth"
    floors = [
        ("minimum_growth", lambda rate: baseline * (1 + rate), part),
        ("minimum_growth_per_head", lambda rate: baseline * people / people_before * (1 + rate), part),
        ("furthest_below", lambda rate: closing * (1 - rate), 1),
        ("minimum_per_head_gbp", lambda pounds: people * pounds / 1000, 1),
    ]
    for name, floor, given_part in floors:
        value = getattr(limits, name)
        if value is not None and floor(Fraction(value)) > amount and given_part > 0:
            amount, decided = amount + (floor(Fraction(value)) - amount) * given_part, name
    return amount, decided


money = st.floats(1_000.0, 9e6)
near = st.floats(0.85, 1.15)
rates = st.floats(-0.02, 0.1)
paces = st.builds(Pace, slope=st.floats(0, 1), cap=st.floats(0, 0.02))


def maybe(strategy):
    return st.none() | strategy


limit_sets = st.builds(
    Limits,
    maximum_growth=maybe(st.floats(0, 0.1)),
    minimum_growth=maybe(rates),
    minimum_growth_per_head=maybe(rates),
    furthest_below=maybe(st.floats(0, 0.1)),
    minimum_per_head_gbp=maybe(st.floats(0, 3000)),
)
fading = st.builds(
    lambda limits, full, width: replace(limits, guarantee_full_to=full, guarantee_ends_at=full + width),
    limit_sets,
    st.floats(-0.05, 0.05),
    st.floats(0.01, 0.1),
)


@st.composite
def policies(draw):
    mode = draw(st.sampled_from(GrowthMode))
    return Policy(
        growth_mode=mode,
        growth_rate=draw(rates) if mode is GrowthMode.UNIFORM else None,
        convergence_mode=draw(st.sampled_from([ConvergenceMode.DISTANCE, ConvergenceMode.NONE])),
        gain=draw(paces),
        loss=draw(paces),
        basis=draw(st.sampled_from(Basis)),
        form=draw(st.sampled_from(Form)),
        partial_scope=draw(st.booleans()),
        limits=draw(limit_sets | fading),
        rounding_k=None,
    )


@st.composite
def years(draw):
    size = draw(st.integers(1, 5))

    def some(strategy):
        return np.array(draw(st.lists(strategy, min_size=size, max_size=size)))

    baseline = some(money)
    opening = baseline * some(near)
    return StreamYear(
        stream="core",
        year="2025/26",
        codes=tuple(f"Q{number}" for number in range(size)),
        baseline_k=baseline,
        opening_target_k=opening,
        closing_target_k=opening * some(near),
        published_growth=some(rates),
        scope_share=some(st.floats(0, 1)),
        population=some(st.floats(100, 4e6)),
        opening_population=some(st.floats(100, 4e6)),
    )


@given(year=years(), policy=policies())
def test_allocation_equals_the_plain_version(year, policy):
    worked = allocate(year, policy)
    for place in range(len(year)):
        amount, _ = plain_allocation(
            policy,
            year.baseline_k[place],
            year.opening_target_k[place],
            year.closing_target_k[place],
            year.published_growth[place],
            year.scope_share[place],
            year.population[place],
            year.opening_population[place],
        )
        # A guarantee that has almost faded gives a sliver of a lift that may be far larger than the amount.
        lift = float(year.baseline_k[place] * year.population[place] / year.opening_population[place])
        assert float(worked.unrounded_k[place]) == pytest.approx(float(amount), rel=1e-12, abs=1e-9 + 1e-12 * lift)


def test_the_limit_that_decides_is_named():
    year = StreamYear(
        stream="core",
        year="2025/26",
        codes=("low", "high", "poor", "free"),
        baseline_k=np.array([100.0, 100.0, 100.0, 100.0]),
        closing_target_k=np.array([100.0, 100.0, 130.0, 103.0]),
    )
    policy = Policy(
        growth_rate=0.03,
        gain=Pace(0.0, 0.0),
        loss=Pace(0.0, 0.0),
        limits=Limits(minimum_growth=0.035, furthest_below=0.1),
    )
    worked = allocate(year, policy)
    names = [LIMIT_NAMES[number] for number in worked.deciding_limit]
    assert names == ["minimum_growth", "minimum_growth", "furthest_below", "minimum_growth"]
    assert worked.unrounded_k.tolist() == pytest.approx([103.5, 103.5, 117.0, 103.5])


@given(year=years(), policy=policies(), growths=st.lists(rates, min_size=1, max_size=4))
def test_scenarios_in_one_run_equal_scenarios_one_by_one(year, policy, growths):
    column = np.array(growths)[:, None]
    together = allocate(year, replace(policy, growth_mode=GrowthMode.UNIFORM, growth_rate=column))
    assert together.allocation_k.shape == (len(growths), len(year))
    for number, growth in enumerate(growths):
        alone = allocate(year, replace(policy, growth_mode=GrowthMode.UNIFORM, growth_rate=growth))
        assert np.array_equal(together.allocation_k[number], alone.allocation_k)
        assert np.array_equal(together.deciding_limit[number], alone.deciding_limit)


@given(year=years())
def test_scenarios_of_the_quantum_equal_one_by_one(year):
    policy = Policy(growth_rate=0.04, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
    total = float(year.closing_target_k.sum())
    together = allocate(year.with_quantum(np.array([[total], [total * 1.1]])), policy)
    assert np.array_equal(together.allocation_k[0], allocate(year.with_quantum(total), policy).allocation_k)
    assert np.array_equal(together.allocation_k[1], allocate(year.with_quantum(total * 1.1), policy).allocation_k)


@given(year=years(), gain=paces, loss=paces)
def test_nobody_is_moved_past_target_or_beyond_the_cap(year, gain, loss):
    policy = Policy(growth_rate=0.0, gain=gain, loss=loss, rounding_k=None)
    worked = allocate(year, policy)
    before = year.baseline_k / year.closing_target_k - 1
    assert np.all(np.abs(worked.convergence) <= np.where(before < 0, gain.cap, loss.cap) + 1e-15)
    assert np.all(np.where(before > 0, worked.convergence <= 0, worked.convergence >= 0))


def test_what_a_policy_reads_and_the_year_lacks_is_said():
    bare = StreamYear(stream="pod", year="2025/26", codes=("A",), baseline_k=np.array([1.0]))
    wanted = [
        (Policy(growth_mode=GrowthMode.TARGET), "no closing target"),
        (Policy(growth_mode=GrowthMode.PUBLISHED), "printed growth"),
        (Policy(growth_rate=0.0), "no closing target"),
        (Policy(growth_rate=0.0, basis=Basis.OPENING), "no opening target"),
        (
            Policy(growth_rate=0.0, convergence_mode=ConvergenceMode.REGION, region_convergence={"Y1": 0.0}),
            "which NHS region",
        ),
        (Policy(growth_rate=0.0, convergence_mode=ConvergenceMode.NONE, partial_scope=True), "which part"),
        (
            Policy(growth_rate=0.0, convergence_mode=ConvergenceMode.NONE, limits=Limits(minimum_per_head_gbp=1.0)),
            "population is not known",
        ),
    ]
    for policy, said in wanted:
        with pytest.raises(BadInput, match=said):
            allocate(bare, policy)


def test_a_region_without_a_value_is_named():
    year = StreamYear(stream="pod", year="2024/25", codes=("A",), baseline_k=np.array([1.0]), regions=("Y99",))
    policy = Policy(growth_rate=0.0, convergence_mode=ConvergenceMode.REGION, region_convergence={"Y63": -0.001})
    with pytest.raises(BadInput, match="Y99"):
        allocate(year, policy)


def test_a_year_with_bad_figures_is_refused_with_all_of_them():
    with pytest.raises(BadInput) as bad:
        StreamYear(
            stream="core",
            year="2025/26",
            codes=("A", "A", "B"),
            baseline_k=np.array([1.0, np.nan, -2.0]),
            closing_target_k=np.array([1.0, 2.0]),
            regions=("Y1",),
        )
    said = str(bad.value)
    for part in (
        "names an organisation twice",
        "baseline_k of A",
        "baseline_k of B",
        "wrong number of values",
        "1 regions",
    ):
        assert part in said
