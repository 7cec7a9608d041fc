"""Table of procurement decisions: which provider was chosen, how, for how much, and whose conflicts there were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from commonweal.governance.handbook.columns import column
from commonweal.governance.handbook.row import Row

PROVIDER_ROUTES = (
    "direct_award_a", "direct_award_b", "direct_award_c", "most_suitable_provider", "competitive", "framework_call_off",
    "urgent_award", "urgent_modification", "modification", "abandoned", "not_health_care",
)  # fmt: skip
"""The ways of choosing a provider of health care under SI 2023/1348; the last is under another regime."""


@dataclass(frozen=True, kw_only=True)
class Procurement(Row):
    """A decision on who provides a service, with what its notice has to tell of it."""

    TABLE: ClassVar[str] = "procurements"
    KEY: ClassVar[tuple[str, ...]] = ("procurement",)
    MEANING: ClassVar[str] = "Procurement decisions: provider, value, route, and the conflicts of those who decided"

    procurement: str = column("an id or name, the same as in evaluators", required=True)
    title: str = column("the service, in words")
    body: str = column("the body that decided", refers_to="bodies")
    decision: str = column("the decision, where one is recorded", refers_to="decisions")
    decided_on: date | None = column("the day of the decision", kind="date")
    decided_by: str = column("who made the decision, by role")
    provider: str = column("the provider that was chosen, by name; none where nobody was")
    provider_code: str = column("its code in the Organisation Data Service", heading="Provider code")
    value_pence: int | None = column("pounds over the whole life of the contract", kind="money", heading="Value (£)")
    route: str = column("the way in which the provider was chosen", choices=PROVIDER_ROUTES)
    conflicts: str = column(
        "conflicts of those who decided, declared or potential, by role; none where there were none"
    )
    managed: str = column("how each conflict was managed; none where nothing was done")
    notice: str = column("the number of its notice on the central digital platform")
    published_on: date | None = column("the day on which the notice was published", kind="date")
