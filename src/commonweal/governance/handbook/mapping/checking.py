"""Taking the parts of a mapping file, with the line of each that is not what it should be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from commonweal.lined_yaml import LinedYaml
from commonweal.problems import Problems


def written(value: Any) -> str:
    """A value as it would stand in a cell: YAML reads yes as true and 2026-04-01 as a day."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


class Checker:
    """Takes values of a mapping file apart, and collects what is wrong with them."""

    def __init__(self, document: LinedYaml) -> None:
        self.document, self.problems = document, Problems()

    def refuse(
        self, path: tuple[str | int, ...], what: str, given: str = "", expected: str = "", *, do: str = ""
    ) -> None:
        """Note something wrong at a place of the file."""
        row = self.document.line(*path)
        self.problems.add(what, given=given, expected=expected, do=do, file=self.document.file, row=row)

    def mapping(self, value: Any, path: tuple[str | int, ...], known: tuple[str, ...]) -> dict[str, Any]:
        """Pairs whose keys are known; nothing but the top may be left out."""
        if value is None and path:
            return {}
        if not isinstance(value, dict):
            self.refuse(path, "pairs of a word and what it means are expected", str(value)[:60], ", ".join(known))
            return {}
        for key in value:
            if key not in known:
                near = get_close_matches(str(key), known, 1)
                do = f"write {near[0]} if that is meant" if near else ""
                self.refuse((*path, key), "this word is not known here", str(key), f"one of {', '.join(known)}", do=do)
        return value

    def text(self, value: Any, path: tuple[str | int, ...]) -> str:
        """A text; blank where there is none."""
        if value is None or isinstance(value, str):
            return value or ""
        self.refuse(path, "a text is expected", str(value)[:60], do="put quotation marks round it")
        return ""

    def texts(self, value: Any, path: tuple[str | int, ...]) -> tuple[str, ...]:
        """A list of texts, or one alone."""
        listed = value if isinstance(value, list) else [] if value is None else [value]
        return tuple(self.text(each, path) for each in listed)

    def whole(self, value: Any, path: tuple[str | int, ...]) -> int | None:
        """A whole number, or none."""
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self.refuse(path, "a whole number is expected", str(value)[:60])
        return None

    def pairs(self, value: Any, path: tuple[str | int, ...]) -> dict[str, str]:
        """Pairs of the register's word and ours."""
        if value and not isinstance(value, dict):
            self.refuse(path, f"{path[-1]} are pairs", expected="the register's word: our word")
            return {}
        return {written(key): written(ours) for key, ours in (value or {}).items()}

    def one_of(self, value: Any, path: tuple[str | int, ...], what: str) -> str:
        """The word first or last, or none."""
        if value in (None, "", "first", "last"):
            return value or ""
        self.refuse(path, what, str(value), "first, or last")
        return ""
