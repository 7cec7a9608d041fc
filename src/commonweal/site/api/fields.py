"""What is wrong with the fields of a request, in the words of the house instead of the checking library's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ninja.errors import ValidationError, ValidationErrorContext

from commonweal.problems import BadInput, Problem


class WrongFields(ValidationError):  # noqa: N818  (it names what is wrong)
    """Fields of a request that cannot be used."""

    def __init__(self, contexts: Iterable[ValidationErrorContext[Any]]) -> None:
        """Tell of every one."""
        found = [(context.model, error) for context in contexts for error in _errors(context)]
        self.problems = [_problem(_where(model, error["loc"]), error) for model, error in found]
        super().__init__([problem.to_json() for problem in self.problems])


def _errors(context: ValidationErrorContext[Any]) -> Sequence[Mapping[str, Any]]:
    return context.pydantic_validation_error.errors(include_url=False)


_EXPECTED = {
    "missing": "a value",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a smaller number",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "greater_than_equal": "{ge} or more",
    "greater_than": "more than {gt}",
    "less_than_equal": "{le} or less",
    "less_than": "less than {lt}",
    "string_too_long": "at most {max_length} characters",
    "string_too_short": "at least {min_length} characters",
    "string_pattern_mismatch": "text of the form {pattern}",
    "too_long": "at most {max_length} entries",
    "too_short": "at least {min_length} entries",
    "enum": "{expected}",
    "literal_error": "{expected}",
    "union_tag_invalid": "{expected_tags}",
}


def _problem(where: str, found: Mapping[str, Any]) -> Problem:
    kind, context = str(found["type"]), found.get("ctx") or {}
    if kind == "extra_forbidden":
        return Problem(f"there is no field {where}", do="see /api/docs for the fields there are")
    if kind == "missing":
        return Problem(f"a value for {where} is missing", do="give it")
    if isinstance(context.get("error"), BadInput):
        known = context["error"].problems[0]
        return Problem(f"the value of {where} cannot be used: {known.what}", known.do, known.expected, known.given)
    expected = _EXPECTED.get(kind, str(found["msg"]))
    given = found["input"]
    return Problem(
        f"the value of {where} cannot be used",
        given=given if isinstance(given, str) else _written(given),
        expected=expected.format_map(_Words(context)),
    )


class _Words(dict[str, Any]):
    """What a message is filled with; a word that is not known stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _where(model: Any, place: tuple[Any, ...]) -> str:
    """The name of a value that was sent, such as ``change.growth`` or ``members.3.practice``."""
    if model.__ninja_param_source__ != "body":
        # A parameter has one name, however the function groups it.
        parts = [part for part in place if isinstance(part, str)][-1:]
        return parts[0] if parts else "a parameter"
    # The first part is what the function calls the body.
    return ".".join(str(part) for part in place[1:]) or "the body"


def _written(value: Any) -> str:
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = str(value)
    return text if len(text) <= 80 else text[:77] + "..."
