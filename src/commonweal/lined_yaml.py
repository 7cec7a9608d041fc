"""YAML with the line of every part, which refuses two equal keys (PyYAML alone keeps the last)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from commonweal.plain_files import require_plain_file
from commonweal.plain_yaml import safe_loader
from commonweal.problems import BadInput, Problem, Problems

MOST_BYTES = 5_000_000
_DEEPEST = 40


class LinedYaml:
    r"""A YAML document as plain Python, and the line on which each part begins.

    Example:
        >>> document = LinedYaml.parse("a:\n  - b: 1\n", file="example.yaml")
        >>> document.data, document.line("a", 0, "b")
        ({'a': [{'b': 1}]}, 2)
    """

    def __init__(self, data: Any, lines: dict[tuple[str | int, ...], int], file: str) -> None:
        """Keep the parts."""
        self.data, self._lines, self.file = data, lines, file

    @classmethod
    def parse(cls, text: str, *, file: str) -> LinedYaml:
        """Parse one document.

        Raises:
            BadInput: It is not YAML, has anchors, two equal keys, or is too deep or too large.
        """
        if len(text) > MOST_BYTES:
            raise BadInput(
                Problem("this YAML file is too large", file=file, expected=f"at most {MOST_BYTES:,} characters")
            )
        try:
            root = yaml.compose(text, Loader=safe_loader())
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            row = mark.line + 1 if mark else None
            raise BadInput(
                Problem(f"this is not YAML: {error.problem}", file=file, row=row, do="mend the line")
            ) from error
        except (yaml.YAMLError, RecursionError) as error:
            raise BadInput(Problem("this is not YAML", file=file, given=str(error)[:80])) from error
        lines: dict[tuple[str | int, ...], int] = {}
        problems = Problems()
        data = _build(root, (), lines, problems, file, set()) if root is not None else None
        problems.raise_if_any()
        return cls(data, lines, file)

    @classmethod
    def read(cls, path: Path) -> LinedYaml:
        """Read and parse a file.

        Raises:
            BadInput: It cannot be read, or not parsed.
        """
        require_plain_file(path, most_bytes=MOST_BYTES, what="YAML file")
        try:
            return cls.parse(path.read_text("utf-8-sig"), file=path.name)
        except UnicodeDecodeError as error:
            raise BadInput(Problem("this file is not text in UTF-8", file=path.name, do="save it as UTF-8")) from error
        except OSError as error:
            raise BadInput(Problem(f"the file cannot be read: {error.strerror}", file=str(path))) from error

    def line(self, *path: str | int) -> int:
        """The line where a part begins, or that of the nearest part around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


def _build(
    node: yaml.Node,
    path: tuple[str | int, ...],
    lines: dict[tuple[str | int, ...], int],
    problems: Problems,
    file: str,
    seen: set[int],
) -> Any:
    row = node.start_mark.line + 1
    lines.setdefault(path, row)
    if not isinstance(node, yaml.ScalarNode):
        if id(node) in seen:
            problems.add("an alias repeats a part, which is refused", file=file, row=row, do="write the part out")
            return None
        seen.add(id(node))
        if len(path) > _DEEPEST:
            problems.add("this part is nested too deeply", file=file, row=row)
            return None
    if isinstance(node, yaml.MappingNode):
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = _scalar(key_node, problems, file)
            key = key.isoformat() if isinstance(key, date) else key
            if not isinstance(key, str | int):
                problems.add("a key must be a word", file=file, row=key_node.start_mark.line + 1)
                continue
            if key in found:
                problems.add(
                    f'the key "{key}" stands twice', file=file, row=key_node.start_mark.line + 1, do="keep one"
                )
                continue
            lines[(*path, key)] = key_node.start_mark.line + 1
            found[key] = _build(value_node, (*path, key), lines, problems, file, seen)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [
            _build(item, (*path, position), lines, problems, file, seen) for position, item in enumerate(node.value)
        ]
    return _scalar(node, problems, file)


def _scalar(node: yaml.Node, problems: Problems, file: str) -> Any:
    constructor = yaml.constructor.SafeConstructor()
    try:
        return constructor.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        problems.add(f"this value cannot be read: {error}".splitlines()[0], file=file, row=node.start_mark.line + 1)
        return None
