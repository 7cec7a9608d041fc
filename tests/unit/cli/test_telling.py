"""Every problem is told, and a thousand of one kind do not bury the one of another."""

from commonweal.cli.telling import tell
from commonweal.problems import Problem


def bad(row: int, column: str = "List", what: str = "this is not a number") -> Problem:
    return Problem(what, file="a.csv", row=row, column=column, given=f"x{row}")


def test_a_few_are_told_in_full():
    found = [bad(row) for row in range(2, 8)]
    assert tell(found) == [str(problem) for problem in found]


def test_many_of_a_kind_are_told_by_their_rows_and_others_are_not_lost():
    lines = tell([bad(2, "ICB"), *(bad(row) for row in (*range(2, 9), 12, 20, 21)), bad(30, "Code", "blank")])
    assert len(lines) == 1 + 5 + 1 + 1
    assert lines[6] == 'a.csv, column "List": the same in 5 more rows: 7-8, 12, 20-21.'
    assert '"ICB"' in lines[0]
    assert '"Code"' in lines[-1]


def test_figures_inside_a_sentence_do_not_part_a_kind():
    lines = tell([bad(row, what=f"the same value stands in row {row - 1} already") for row in range(3, 40)])
    assert len(lines) == 6


def test_problems_without_rows_are_all_told():
    assert len(tell([Problem("a weight is wrong", given=str(number)) for number in range(20)])) == 20
