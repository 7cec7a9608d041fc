"""The plan of a generated system: how many of each, drawn from a seed, so that no two systems are alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from commonweal.reference import rows as reference_rows

ON = date(2026, 5, 1)
"""The day on which generated handbooks are checked."""

BEGAN = date(2022, 7, 1)
NHS_ENGLAND, SECRETARY_OF_STATE = "NHSE", "SOFS"
SECTORS = (
    "primary_care_leadership",
    "council",
    "public_health",
    "acute",
    "community",
    "mental_health",
    "people_who_use_care",
)
STRATEGIES = ("jsna", "integrated_care_strategy", "joint_local_health_and_wellbeing_strategy")
FORMS = ("consultative_forum", "committee", "joint_committee", "individual", "lead_provider")


@dataclass
class Plan:
    """What a system has, by ids that begin with its code.

    Args:
        code: The ICB's id.
        seed: Where its numbers come from.
    """

    code: str
    seed: int
    random: Random = field(init=False)
    people: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.random = Random(f"{self.code}-{self.seed}")
        self.trusts = self.ids("T", 2, 5)
        self.councils = self.ids("C", 1, 4)
        self.practices = self.ids("G", 4, 10)
        self.networks = self.ids("N", 2, 4)
        self.places = self.ids("PLACE-", 1, 4)
        self.forms = tuple(self.random.choice(FORMS) for _ in self.places)
        self.non_executives = self.random.randint(3, 5)
        self.population = self.random.randrange(400_000, 3_200_000)
        self.months = self.random.randint(2, 5)
        self.segment = self.random.randint(1, 4)
        boards = {row["icb_code"]: row["icb26_code"] for row in reference_rows("geography/icb26_hex.csv")}
        self.ods_code = self.code if self.code in boards else self.random.choice(sorted(boards))
        self.area = boards[self.ods_code]

    def ids(self, letter: str, least: int, most: int) -> tuple[str, ...]:
        """Ids of some kind of body."""
        return tuple(f"{self.code}-{letter}{number}" for number in range(1, self.random.randint(least, most) + 1))

    def id(self, name: str) -> str:
        """An id of this system's own."""
        return f"{self.code}-{name}"

    def person(self, task: str) -> str:
        """The person who carries a task; the same one each time it is asked for."""
        if task not in self.people:
            self.people[task] = f"{self.code}-P{len(self.people) + 1:03d}"
        return self.people[task]

    def day(self, first: date, last: date) -> date:
        """A day in a period."""
        return first + timedelta(days=self.random.randint(0, (last - first).days))
