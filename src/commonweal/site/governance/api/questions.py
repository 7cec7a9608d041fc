"""The questions of this room that a receipt can be had for, each with the handbook that it is asked of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Annotated, Literal

from django.http import HttpRequest
from pydantic import Field

from commonweal.governance.decide import WHO
from commonweal.governance.decide_inputs import read_item
from commonweal.site.api.given import Day, Given
from commonweal.site.governance.api.given import HandbookName, ItemIn, Overlays, Short, item_as_given, named_in_body
from commonweal.site.governance.asking import ask_about
from commonweal.site.governance.handbooks import require_whole
from commonweal.wiring import Asked


class HandbookQuestion(Given, ABC):
    """A question about a handbook, which only somebody who may read all of it can ask.

    Args:
        on: By default the day on which the handbook stands.
    """

    on: Day | None = None
    overlays: Overlays = Field(default_factory=list)

    def ask_as(self, request: HttpRequest) -> Asked:
        """Ask it as whoever sent the request.

        Raises:
            BadInput: There is no such handbook, or the question cannot be asked so.
            PermissionDenied: Not all of the handbook is public.
        """
        name, calculation, inputs = self._asked()
        shown = named_in_body(request, name)
        require_whole(shown)
        plain = {"systems": [shown.system], **inputs} if calculation == "governance.check" else inputs
        return ask_about(shown, calculation, plain, self.on or shown.day, tuple(self.overlays))

    @abstractmethod
    def _asked(self) -> tuple[str, str, dict[str, object]]:
        """The name of the handbook, the calculation and its inputs."""


class DecisionInputs(Given):
    """An item for decision, and the handbook by which it is asked."""

    handbook: HandbookName
    item: ItemIn


class DecisionQuestion(HandbookQuestion):
    """Whether somebody may decide an item, or who may."""

    calculation: Literal["governance.can_decide", "governance.who_may_decide"]
    inputs: DecisionInputs

    def _asked(self) -> tuple[str, str, dict[str, object]]:
        item = read_item(item_as_given(self.inputs.item), decider_is_asked=self.calculation == WHO)
        return self.inputs.handbook, self.calculation, item.to_json()


class AgendaInputs(Given):
    """A meeting, and the handbook in which it stands."""

    handbook: HandbookName
    meeting: Annotated[Short, Field(min_length=1)]


class AgendaQuestion(HandbookQuestion):
    """What a meeting may decide of all that stands on its agenda."""

    calculation: Literal["governance.agenda"]
    inputs: AgendaInputs

    def _asked(self) -> tuple[str, str, dict[str, object]]:
        return self.inputs.handbook, self.calculation, {"meeting": self.inputs.meeting}


class HandbookCheckInputs(Given):
    """A handbook, and the rules by which it is checked: by default all."""

    handbook: HandbookName
    rules: Annotated[list[Short], Field(max_length=200)] = Field(default_factory=list)


class HandbookCheckQuestion(HandbookQuestion):
    """Whether a handbook keeps the rules."""

    calculation: Literal["governance.check"]
    inputs: HandbookCheckInputs

    def _asked(self) -> tuple[str, str, dict[str, object]]:
        return self.inputs.handbook, self.calculation, {"rules": self.inputs.rules}
