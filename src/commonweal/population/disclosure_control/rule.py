"""The rule of disclosure control, read from the room's rule pack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from commonweal.population.plain_rules import pack_value
from commonweal.problems import BadInput, Problem

BESIDE_OTHERS = (
    "Totals are the same in all tables of the same people. Do not publish beside this table another one that splits "
    "its rows further, such as tenths beside fifths, nor an exact total of these people: the two together may tell a "
    "count that each of them hides."
)
"""What cannot be mended in one table, for whoever publishes several."""


@dataclass(frozen=True, slots=True)
class DisclosureRule:
    """How small counts are hidden.

    Args:
        suppress_up_to: Counts up to this are shown as nought.
        round_to: Larger counts are rounded to the nearest multiple of this.
        least_possible_values: Whole numbers that a suppressed count must still be able to be, for whoever reads all
            that is shown beside it.
        figures_of_rates: How many figures a standardised rate and its limits are shown with.

    Example:
        >>> DisclosureRule(7, 5, 5, 3).smallest_shown
        10
    """

    suppress_up_to: int
    round_to: int
    least_possible_values: int
    figures_of_rates: int = 3

    def __post_init__(self) -> None:
        """Refuse a rule that hides nothing or that cannot be kept."""
        if self.suppress_up_to < 1 or self.round_to < 1 or not 1 <= self.least_possible_values <= self.suppress_up_to:
            raise BadInput(
                Problem(
                    "this rule of disclosure control hides nothing, or asks for more than can be kept",
                    given=f"{self.suppress_up_to}, {self.round_to}, {self.least_possible_values}",
                    expected="a limit of 1 or more, rounding to 1 or more, and no more possible values than the limit",
                )
            )

    @property
    def smallest_shown(self) -> int:
        """The smallest count above nought that can be shown."""
        return max(self._rounded(self.suppress_up_to + 1), self.round_to)

    def _rounded(self, count: int) -> int:
        return (2 * count + self.round_to) // (2 * self.round_to) * self.round_to

    @property
    def sentence(self) -> str:
        """The rule in words, to stand under a table."""
        return (
            f"Counts of {self.suppress_up_to} or fewer are shown as 0 and all others rounded to the nearest "
            f"{self.round_to}; ratios and rates are taken from the rounded counts. Totals are rounded on their own, so "
            f"parts may not add up to them."
        )


@lru_cache(maxsize=1)
def disclosure_rule() -> DisclosureRule:
    """The rule that holds for everything shown, from the pack ``population.disclosure_control``.

    Source:
        The measures framework of OpenSAFELY's ehrQL (suppression and rounding); the protection against recovery is
        Commonweal's own, since that rule has none.

    Example:
        >>> disclosure_rule()
        DisclosureRule(suppress_up_to=7, round_to=5, least_possible_values=5, figures_of_rates=3)
    """
    names = ("suppress_up_to", "round_to_nearest", "least_possible_values", "figures_of_rates")
    return DisclosureRule(*(pack_value("disclosure_control", f"population.{name}") for name in names))
