"""The OpenAPI description: what the framework makes of the operations, with the errors and the docstrings' words."""

from __future__ import annotations

import json
import re
from typing import Any

_ARGUMENT = re.compile(r"^ {4}([a-z_0-9, ]+): (.+(?:\n {8}.+)*)$", re.MULTILINE)

_REFERENCE = re.compile(r'"#/components/schemas/([^"]+)"')

PROBLEMS = {
    "ProblemOut": {
        "type": "object",
        "description": "One thing that is wrong: as a sentence, and in its parts where they are known.",
        "required": ["sentence", "what"],
        "properties": {
            "sentence": {"type": "string", "description": "All of it, as a reader would be told"},
            "what": {"type": "string", "description": "What was found"},
            "do": {"type": "string", "description": "What to do about it"},
            "expected": {"type": "string", "description": "What would have been right"},
            "given": {"type": "string", "description": "What was met"},
            "file": {"type": "string"},
            "sheet": {"type": "string"},
            "row": {"type": "integer"},
            "column": {"type": "string"},
        },
    },
    "ProblemsOut": {
        "type": "object",
        "description": "Every problem that was found, at once.",
        "required": ["problems"],
        "properties": {"problems": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemOut"}}},
    },
}

_ERRORS = {
    400: "The body is not JSON",
    401: "Nobody is signed in",
    403: "Not permitted",
    404: "Nothing has this code",
    413: "The body is too large",
    415: "The body is not sent as JSON",
    422: "Something given cannot be used",
}


def describe(description: dict[str, Any]) -> dict[str, Any]:
    """Complete a description in place: errors of every operation, and plain words for every schema."""
    schemas = description["components"]["schemas"]
    for schema in schemas.values():
        _in_words(schema)
    schemas.update(PROBLEMS)
    for path, operations in description["paths"].items():
        for operation in operations.values():
            for status in _errors_of(path, operation):
                operation["responses"].setdefault(status, error(_ERRORS[status]))
            for parameter in operation["parameters"]:
                # The framework gives a list here, where only the schema may have one.
                parameter.pop("examples", None)
                parameter["schema"] = _without_null(parameter["schema"])
                _without_titles(parameter["schema"])
    used = _referenced(description["paths"], schemas)
    for name in set(schemas) - used:
        del schemas[name]
    return description


def _referenced(part: Any, schemas: dict[str, Any]) -> set[str]:
    """The schemas that anything in a part of the description refers to."""
    found: set[str] = set()
    new = set(_REFERENCE.findall(json.dumps(part)))
    while new - found:
        found |= new
        new = set(_REFERENCE.findall(json.dumps([schemas[name] for name in sorted(new)])))
    return found


def _errors_of(path: str, operation: dict[str, Any]) -> list[int]:
    found = [422]
    if "{" in path:
        found.append(404)
    if "security" in operation:
        found += [401, 403]
    if "requestBody" in operation:
        found += [400, 413, 415]
    return sorted(found)


def error(words: str) -> dict[str, Any]:
    """How an error is described: in words, with a list of problems as its content."""
    schema = {"$ref": "#/components/schemas/ProblemsOut"}
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _in_words(schema: dict[str, Any]) -> None:
    """Take the opening of the docstring for the whole, and its arguments for the fields."""
    docstring = schema.get("description", "")
    if docstring:
        schema["description"] = _opening(docstring)
    for names, words in _ARGUMENT.findall(docstring):
        for name in names.split(", "):
            field = schema.get("properties", {}).get(name)
            if field is not None and "$ref" not in field:
                field.setdefault("description", " ".join(words.split()))
    _without_titles(schema)


def _opening(docstring: str) -> str:
    opening = docstring.split("\n\n")[0]
    return " ".join(opening.split())


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter is left out or given; there is no way to give nothing."""
    given = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(given) != 1:
        return schema
    kept = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
    return {**given[0], **kept}


def _without_titles(schema: Any) -> None:
    """Drop the titles that are made from the names of fields: they say the name again."""
    if isinstance(schema, list):
        for each in schema:
            _without_titles(each)
    elif isinstance(schema, dict):
        if isinstance(schema.get("title"), str):
            del schema["title"]
        for key, inner in schema.items():
            if key == "properties":
                for field in inner.values():
                    _without_titles(field)
            elif key not in ("default", "examples", "example", "enum", "const"):
                _without_titles(inner)
