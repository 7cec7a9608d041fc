"""What the funnel page may be asked."""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.population.practice_indicators import practice_indicators
from commonweal.site.population.figures import Held
from commonweal.site.population.given import areas_of

DEFAULTS = {"indicator": "diabetes", "network": "", "limits": "chance"}
LIMITS = [("chance", "By chance alone"), ("spread", "Allowing for over-dispersion")]


class FunnelForm(forms.Form):
    """A percentage, an ICB, a network to mark, and how limits are worked out."""

    indicator = forms.ChoiceField(
        choices=lambda: [(one.id, one.words) for one in practice_indicators()],
        error_messages={"invalid_choice": "Choose an indicator from the list"},
    )
    icb = forms.ChoiceField(error_messages={"invalid_choice": "Choose an ICB from the list"})
    network = forms.CharField(required=False, max_length=20)
    limits = forms.ChoiceField(choices=LIMITS, error_messages={"invalid_choice": "Choose one of the two limits"})

    def __init__(self, given: Any, held: Held) -> None:
        """Offer the ICBs of the published figures.

        Args:
            given: The address's question.
            held: The published figures.
        """
        super().__init__(given)
        self._held = held
        boards = self.fields["icb"]
        assert isinstance(boards, forms.ChoiceField)
        boards.choices = areas_of(held, "icb")

    @property
    def networks(self) -> list[tuple[str, str]]:
        """The networks of the ICB in hand, to choose from."""
        return [("", "None: the whole ICB"), *areas_of(self._held, "pcn", str(self["icb"].value() or ""))]
