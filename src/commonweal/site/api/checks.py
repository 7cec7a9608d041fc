"""What is checked of every request before its operation runs: no unknown parameter, no body beyond its bound."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja.operation import Operation
from ninja.parser import Parser

from commonweal.problems import BadInput, Problem
from commonweal.site.api.problems import NotJson, TooLarge

MOST_BYTES = 100_000
"""How large a body may be, unless its operation says otherwise with `takes`."""

Run = Callable[..., HttpResponseBase]


def takes(most_bytes: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let an operation take a larger body; stands nearest to the function."""

    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        function.most_bytes = most_bytes  # type: ignore[attr-defined]
        return function

    return mark


def checked(run: Run) -> Run:
    """An operation that first refuses parameters it does not know, parameters given twice, and bodies too large."""
    operation = cast(Operation, run.__self__)  # type: ignore[attr-defined]
    known = {name for model in operation.models for name in _query_names(model)}
    has_body = any(model.__ninja_param_source__ == "body" for model in operation.models)
    most_bytes = getattr(operation.view_func, "most_bytes", MOST_BYTES)

    @functools.wraps(run)
    def run_checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            _check_size(request, most_bytes)
            _check_names(request, known)
            if has_body and request.content_type != "application/json":
                raise NotJson
        except (BadInput, NotJson, TooLarge) as error:
            return operation.api.on_exception(request, error)
        return run(request, *args, **kwargs)

    return run_checked


def _query_names(model: Any) -> set[str]:
    return set(model.__ninja_flatten_map__) if model.__ninja_param_source__ == "query" else set()


def _check_size(request: HttpRequest, most_bytes: int) -> None:
    declared = str(request.META.get("CONTENT_LENGTH") or "0")
    if declared.isdecimal() and int(declared) > most_bytes:
        raise TooLarge(most_bytes)


def _check_names(request: HttpRequest, known: set[str]) -> None:
    expected = "one of " + ", ".join(sorted(known)) if known else "none"
    problems = [
        Problem("there is no such parameter", given=name[:80], expected=expected)
        for name in request.GET
        if name not in known
    ]
    problems += [
        Problem(f"{name} is given more than once", given=", ".join(values)[:80], do="give it once")
        for name, values in request.GET.lists()
        if name in known and len(values) > 1
    ]
    if problems:
        raise BadInput(problems)


class StrictJson(Parser):
    """Reads a body as JSON with no name twice in one object and no number that is none."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body.

        Raises:
            ValueError: It is not such JSON.
        """
        return cast(dict[str, Any], json.loads(request.body, object_pairs_hook=_once, parse_constant=_refuse))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")
