"""Operations on receipts: have one issued for a question, and have one verified."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.utils import check_csrf
from pydantic import ConfigDict, Field, RootModel

from commonweal.answers import Receipt, Verdict
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.allocations.api.icbs import IcbCode, PathInputs, Worked, ask_of_known_icb, ask_path
from commonweal.site.allocations.api.what_if import ScenarioIn, ask_change
from commonweal.site.api.checks import takes
from commonweal.site.api.description import error
from commonweal.site.api.given import BodyCode, Day, Given, Year
from commonweal.site.api.problems import NotHere
from commonweal.site.api.replies import reply
from commonweal.site.audit.actions import is_registered
from commonweal.site.organisations.api import By
from commonweal.site.organisations.asking import ask_of_body, ask_of_register
from commonweal.site.organisations.forms import today
from commonweal.site.receipts import actions
from commonweal.wiring import Asked
from commonweal.wiring import today as verify_today

router = Router(tags=["Receipts"])

MOST_BYTES = 5_000_000
"""How large a receipt may be that is sent to be verified."""


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


Question = IcbQuestion | PathQuestion | ScenarioQuestion | BodyQuestion | DescentQuestion | CheckQuestion


class QuestionIn(RootModel[Annotated[Question, Field(discriminator="calculation")]]):
    """A question: the calculation, its inputs, and for bodies the day."""


class ReceiptIn(Schema):
    """A receipt as it was issued."""

    model_config = ConfigDict(extra="forbid")

    body: dict[str, Any]
    digest: str
    signature: dict[str, str]


class IssuedOut(Schema):
    """A signed receipt, and whether the audit chain holds it.

    Args:
        said: Why it is registered or is not.
    """

    registered: bool
    said: str
    receipt: dict[str, Any]


class FindingOut(Schema):
    """One of the four findings on a receipt; the last has no verdict."""

    name: str
    verdict: Verdict | None
    sentence: str
    differences: list[dict[str, Any]]


class VerifiedOut(Schema):
    """What a receipt proves: intact and signed; registered; replayed; what would differ today."""

    sentence: str
    verdict: Verdict
    findings: list[FindingOut]


@router.post(
    "",
    response={200: IssuedOut, 201: IssuedOut},
    openapi_extra={"responses": {403: error("A signed-in request lacks the token against forged requests")}},
    summary="Issue a receipt",
)
def issue(request: HttpRequest, asked: QuestionIn) -> HttpResponse:
    """Sign the receipt of an answer. For those who are signed in and may have it so, it is entered in the audit chain.

    A signed-in request carries the token against forged requests in the header X-CSRFToken.
    """
    try:
        answered = asked.root.ask()
    except NotHere as unknown:
        # The code stands in the body, and not in the address.
        raise BadInput(unknown.problems) from unknown
    if not request.user.is_authenticated:
        said = "It is signed and not registered, since nobody is signed in: its origin can be proved by its key alone."
        return _issued(answered.receipt(), said, registered=False)
    if not may(request.user, Permission.ISSUE_RECEIPT):
        said = "It is signed and not registered: none of your roles may have a receipt entered in the audit chain."
        return _issued(answered.receipt(), said, registered=False)
    if check_csrf(request) is not None:
        raise PermissionDenied(
            "The request lacks the token against forged requests: send the value of the cookie commonweal_form "
            "in the header X-CSRFToken"
        )
    made = actions.issue(answered, by=request.user)
    return _issued(made, "It is signed, and the audit chain holds its digest.", registered=True)


@router.post("/verify", response=VerifiedOut, summary="Verify a receipt")
@takes(MOST_BYTES)
def verify(request: HttpRequest, receipt: ReceiptIn) -> HttpResponse:
    """What a receipt proves, in four findings, each apart. Nothing of it is kept."""
    held = Receipt.from_text(request.body)
    try:
        found = verify_today(held, is_registered=_is_registered)
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        # Whoever wrote it may have put anything into its parts, and signed it with a key of their own.
        raise BadInput(
            Problem(
                "the parts of this receipt do not fit together",
                given=f"{type(error).__name__}: {error}"[:200],
                expected="a receipt as Commonweal issues it",
            )
        ) from error
    answer = found.as_answer()
    return reply(
        {
            "sentence": answer.sentence,
            "verdict": answer.verdict.value if answer.verdict else None,
            "findings": [finding.to_json() for finding in found.findings],
        }
    )


def _issued(made: Receipt, said: str, *, registered: bool) -> HttpResponse:
    whole = {"body": made.body, "digest": made.digest, "signature": made.signature}
    response = reply({"registered": registered, "said": said, "receipt": whole}, 201 if registered else 200)
    response["Cache-Control"] = "no-store"
    return response


def _is_registered(digest: str) -> bool:
    try:
        return is_registered(digest)
    except ValueError:
        return False
