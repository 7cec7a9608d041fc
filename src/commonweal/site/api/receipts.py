"""Operations on receipts: have one issued for a question, have one verified, and fetch one that is kept here."""

from __future__ import annotations

from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.utils import check_csrf
from pydantic import ConfigDict, Field

from commonweal.answers import Receipt, Verdict
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.api.checks import takes
from commonweal.site.api.description import error
from commonweal.site.api.problems import NotHere
from commonweal.site.api.questions import QuestionIn
from commonweal.site.api.replies import reply
from commonweal.site.receipts import actions, records
from commonweal.site.receipts.checking import check, own_key
from commonweal.site.receipts.personal import may_read_whole
from commonweal.site.receipts.reading import MOST_BYTES, check_can_be_shown

router = Router(tags=["Receipts"])

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of a receipt")]


class ReceiptIn(Schema):
    """A receipt as it was issued."""

    model_config = ConfigDict(extra="forbid")

    body: dict[str, Any]
    digest: str
    signature: dict[str, str]


class ReceiptOut(Schema):
    """A receipt: what it holds, the SHA-256 of that, and the signature."""

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
    receipt: ReceiptOut


class KeptOut(Schema):
    """A receipt that is kept here.

    Args:
        whole: Whether it is all there; otherwise what it tells of persons is replaced by salted digests.
    """

    whole: bool
    receipt: ReceiptOut


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
    openapi_extra={
        "responses": {
            401: error("Nobody is signed in, and not all of the handbook that is asked about is public"),
            403: error("The token against forged requests is missing, or not all of the handbook may be read"),
        }
    },
    summary="Issue a receipt",
)
def issue(request: HttpRequest, asked: QuestionIn) -> HttpResponse:
    """Sign the receipt of an answer. For those who are signed in and may have it so, it is entered in the audit chain.

    A signed-in request carries the token against forged requests in the header X-CSRFToken.
    """
    try:
        answered = asked.ask_as(request)
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
    """What a receipt proves, in four findings, each apart. Nothing of it is kept.

    Only a receipt that this installation signed is run again here; ``commonweal receipt verify`` runs any.
    """
    held = Receipt.from_text(request.body)
    check_can_be_shown(held)
    checked = check(held)
    return reply(
        {
            "sentence": checked.answer.sentence,
            "verdict": checked.answer.verdict,
            "findings": [finding.to_json() for finding in checked.found.findings],
        }
    )


@router.get("/{digest}", response=KeptOut, summary="A receipt that is kept here")
def kept(request: HttpRequest, digest: Digest) -> HttpResponse:
    """A receipt that was registered here: whole, or, where it tells of a person, as the public may read it."""
    try:
        found = records.kept(digest)
    except records.Damaged:
        found = None
    if found is None:
        raise NotHere(
            Problem("no receipt with this code is kept here", given=digest, do="send its file to be verified")
        )
    whole = may_read_whole(request.user, found)
    shown = found.receipt if whole else found.receipt.for_public(own_key())
    return _private(reply({"whole": whole, "receipt": _whole(shown)}))


def _issued(made: Receipt, said: str, *, registered: bool) -> HttpResponse:
    told = {"registered": registered, "said": said, "receipt": _whole(made)}
    return _private(reply(told, 201 if registered else 200))


def _whole(receipt: Receipt) -> dict[str, Any]:
    return {"body": receipt.body, "digest": receipt.digest, "signature": receipt.signature}


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
