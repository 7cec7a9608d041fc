"""Errors as JSON: each tells what was given, what was expected and what to do, as the commands and pages do."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError

from commonweal.problems import BadInput, Problem
from commonweal.site.api.fields import WrongFields

_log = logging.getLogger("commonweal.site")

_PLAIN = {
    400: "the request cannot be read",
    401: "nobody is signed in",
    403: "this is not permitted",
    404: "there is no such address in the API",
    405: "this address does not take requests of this method",
    413: "the request is larger than this address takes",
    415: "the request is not JSON",
    500: "something went wrong here, and it is not your doing",
}
_DO = {
    400: "send a body that is one JSON value, with no name twice; see /api/docs for what the address takes",
    401: "sign in and send the session's cookie",
    404: "see /api/docs for the addresses there are",
    405: "see /api/docs for what the address takes",
    415: "send JSON with the header Content-Type: application/json",
    500: "try again; if it stays so, tell whoever runs this installation",
}


class NotHere(BadInput):
    """A code that nothing has: told with 404, where other bad input is told with 422."""


class TooLarge(Exception):  # noqa: N818  (it names what is wrong)
    """A body larger than the operation takes."""

    def __init__(self, most_bytes: int) -> None:
        """Say how large it may be."""
        self.most_bytes = most_bytes
        super().__init__(f"at most {most_bytes:,} bytes")


class NotJson(Exception):  # noqa: N818
    """A body whose header says that it is something else."""


def told(problems: Iterable[Problem], status: int) -> JsonResponse:
    """A response that tells of problems, each with its parts and as one sentence."""
    body = {"problems": [{"sentence": str(problem), **problem.to_json()} for problem in problems]}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


def plainly(status: int, do: str = "", **parts: Any) -> JsonResponse:
    """A response for a status that says all there is to say."""
    what = _PLAIN.get(status, "the request cannot be answered")
    return told([Problem(what, do=do or _DO.get(status, ""), **parts)], status)


def tell_of_errors(api: NinjaAPI) -> None:
    """Have every error of an API told in this way."""
    add: Any = api.add_exception_handler
    add(NotHere, lambda request, error: told(error.problems, 404))
    add(BadInput, lambda request, error: told(error.problems, 422))
    add(WrongFields, lambda request, error: told(error.problems, 422))
    add(PermissionDenied, _not_permitted)
    add(HttpError, lambda request, error: plainly(error.status_code))
    add(Http404, lambda request, error: plainly(404))
    add(NotJson, lambda request, error: plainly(415))
    add(TooLarge, lambda request, error: plainly(413, expected=str(error)))
    add(RequestDataTooBig, lambda request, error: plainly(413))
    add(Exception, _fault)


def _not_permitted(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    if not request.user.is_authenticated:
        return plainly(401)
    said = str(error)
    return told([Problem(said.rstrip("."))], 403) if said else plainly(403)


def _fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of the program: told to the log in full, and to the asker not at all."""
    _log.error("a fault at %s %s", request.method, request.path, exc_info=error)
    return plainly(500)
