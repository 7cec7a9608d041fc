"""The questions that a receipt can be had for, each with the inputs that it takes."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from pydantic import Field, RootModel

from commonweal.site.allocations.api.icbs import IcbCode, PathInputs, Worked, ask_of_known_icb, ask_path
from commonweal.site.allocations.api.what_if import ScenarioIn, ask_change
from commonweal.site.api.given import BodyCode, Day, Given, Year
from commonweal.site.governance.api.questions import (
    AgendaQuestion,
    DecisionQuestion,
    HandbookCheckQuestion,
    HandbookQuestion,
)
from commonweal.site.organisations.api import By
from commonweal.site.organisations.asking import ask_of_body, ask_of_register
from commonweal.site.organisations.forms import today
from commonweal.wiring import Asked


class IcbInputs(Given):
    """An allocation of an ICB."""

    icb: IcbCode
    stream: Worked
    year: Year


class IcbQuestion(Given):
    """What an ICB is given, or how its number comes about."""

    calculation: Literal["allocations.icb_allocation", "allocations.explain"]
    inputs: IcbInputs

    def ask(self) -> Asked:
        """Ask it."""
        name = self.calculation.removeprefix("allocations.")
        return ask_of_known_icb(name, self.inputs.icb, self.inputs.stream, self.inputs.year)


class PathQuestion(Given):
    """An ICB's path to target."""

    calculation: Literal["allocations.path"]
    inputs: PathInputs

    def ask(self) -> Asked:
        """Ask it."""
        return ask_path(self.inputs.icb, self.inputs)


class ScenarioQuestion(Given):
    """What a changed policy would do."""

    calculation: Literal["allocations.scenario"]
    inputs: ScenarioIn

    def ask(self) -> Asked:
        """Ask it."""
        return ask_change(self.inputs)


class BodyInputs(Given):
    """A body."""

    code: BodyCode


class BodyQuestion(Given):
    """What a body is, or what stands below it, on a day."""

    calculation: Literal["organisations.show", "organisations.tree"]
    inputs: BodyInputs
    on: Day | None = None

    def ask(self) -> Asked:
        """Ask it."""
        return ask_of_body(self.calculation.removeprefix("organisations."), self.inputs.code, self.on or today())


class DescentInputs(Given):
    """A body, and what shares are counted by."""

    code: BodyCode
    by: By | None = None


class DescentQuestion(Given):
    """What became of a body, or what it took over from, by a day."""

    calculation: Literal["organisations.successors", "organisations.predecessors"]
    inputs: DescentInputs
    on: Day | None = None

    def ask(self) -> Asked:
        """Ask it."""
        name = self.calculation.removeprefix("organisations.")
        return ask_of_body(name, self.inputs.code, self.on or today(), by=self.inputs.by or "")


class CheckQuestion(Given):
    """Whether the register is sound on a day."""

    calculation: Literal["organisations.check"]
    on: Day | None = None

    def ask(self) -> Asked:
        """Ask it."""
        return ask_of_register(self.on or today())


Question = (
    IcbQuestion
    | PathQuestion
    | ScenarioQuestion
    | BodyQuestion
    | DescentQuestion
    | CheckQuestion
    | DecisionQuestion
    | AgendaQuestion
    | HandbookCheckQuestion
)


class QuestionIn(RootModel[Annotated[Question, Field(discriminator="calculation")]]):
    """A question: the calculation, its inputs, and for bodies and handbooks the day."""

    def ask_as(self, request: HttpRequest) -> Asked:
        """Ask it; of a handbook as whoever sent the request may read it."""
        return self.root.ask_as(request) if isinstance(self.root, HandbookQuestion) else self.root.ask()
