"""What is wrong with an input, said so that the reader can mend it: where, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input.

    Args:
        what: What was found, as a clause without a full stop.
        do: What the reader should do about it.
        expected: What would have been right.
        given: The text that was met, quoted back.
        file, sheet, row, column: Where it stands; rows count from 1 as a spreadsheet shows them.

    Example:
        >>> print(Problem("list size is not a number", given="n/a", file="practices.csv", row=7, column="Population",
        ...               expected="a number of people", do="type the number or leave the cell blank"))
        practices.csv, row 7, column "Population": list size is not a number ("n/a"); expected a number of people. \
Type the number or leave the cell blank.
    """

    what: str
    do: str = ""
    expected: str = ""
    given: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    @property
    def where(self) -> str:
        """The place in words, such as ``practices.csv, row 7``; empty when nothing is known."""
        parts = [self.file]
        if self.sheet:
            parts.append(f'sheet "{self.sheet}"')
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f'column "{self.column}"')
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what[:1].upper() + self.what[1:]
        if self.given:
            shown = self.given if len(self.given) <= 80 else self.given[:77] + "..."
            text += f' ("{shown}")'
        if self.expected:
            text += f"; expected {self.expected}"
        text = text.rstrip(".") + "."
        if self.do:
            do = self.do[0].upper() + self.do[1:].rstrip(".")
            text += f" {do}" if do.endswith("?") else f" {do}."
        return text

    def to_json(self) -> dict[str, Any]:
        """The problem as plain JSON, without the parts that are not known."""
        return {key: value for key, value in asdict(self).items() if value not in ("", None)}


class BadInput(ValueError):  # noqa: N818 - it names the input, which is what the reader can mend
    """An input that cannot be used, with every problem found in it; nothing of it has been kept.

    Example:
        >>> raise BadInput("there is no ICB with the code QZZ")
        Traceback (most recent call last):
        ...
        commonweal.problems.BadInput: There is no ICB with the code QZZ.
    """

    def __init__(self, problems: str | Problem | Iterable[Problem]) -> None:
        """Take one sentence, one problem or all of them."""
        if isinstance(problems, str):
            problems = [Problem(problems)]
        elif isinstance(problems, Problem):
            problems = [problems]
        self.problems: tuple[Problem, ...] = tuple(problems)
        if not self.problems:
            raise TypeError("BadInput needs at least one problem")
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Problems:
    """Collects problems so that all are reported at once.

    Example:
        >>> problems = Problems()
        >>> problems.add("the file is empty", file="practices.csv")
        >>> len(problems)
        1
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._found: list[Problem] = []

    def add(self, problem: Problem | str, **parts: Any) -> None:
        """Add a problem, or the sentence of one with its parts by name."""
        self._found.append(problem if isinstance(problem, Problem) else Problem(problem, **parts))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add several problems."""
        self._found.extend(problems)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Any:
        return iter(self._found)

    def raise_if_any(self) -> None:
        """Raise BadInput with all that was found, if anything was."""
        if self._found:
            raise BadInput(self._found)
