"""Working out a definition of places on practice data: the library does the sums, this names the inputs."""

from __future__ import annotations

from commonweal.allocations.list_sizes import BELIEVABLE, ListSizes
from commonweal.allocations.membership import Membership
from commonweal.allocations.place_definition import OWN, PlaceDefinition
from commonweal.allocations.place_report import PlaceReport, place_report
from commonweal.allocations.place_spend import PlaceSpend
from commonweal.allocations.policy import Policy
from commonweal.allocations.policy_rules import find_policy, value_for
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.site.allocations.data_sets import DataSet, amounts, membership, practices


def members_of(data: DataSet, definition: PlaceDefinition) -> Membership:
    """Which place each practice is in."""
    return definition.membership() if definition.by == OWN else membership(data, definition.by)


def report(data: DataSet, definition: PlaceDefinition, spend: PlaceSpend | None = None) -> PlaceReport:
    """All that can be said of the places.

    Args:
        data: The practice data.
        definition: The places.
        spend: What each place spends now, where it is given.

    Raises:
        BadInput: The data has no such ICB or grouping, or the spend cannot be used.
    """
    file = practices(data)
    return place_report(
        file,
        members_of(data, definition),
        icb=definition.icb,
        remainder=definition.remainder,
        sizes=_sizes(file.year),
        amounts=amounts(data, definition.icb),
        spend=spend,
        policies=_policies(file.year) if spend else None,
    )


def _sizes(year: str | None) -> ListSizes:
    value = value_for("allocations.places.believable", year) if year else None
    return ListSizes.from_rule(value) if value else BELIEVABLE


def _policies(year: str | None) -> dict[str, Policy]:
    if year is None:
        return {}
    found = {stream: find_policy(stream, year) for stream in STREAM_WEIGHTS}
    return {stream: policy[0] for stream, policy in found.items() if policy is not None}
