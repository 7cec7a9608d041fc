"""Shares of a body that is split: each can be read, and together they are no more than the whole."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from commonweal.governance.handbook.bodies import Succession
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.validation.findings import Findings
from commonweal.organisations.periods import written


def check_shares(handbook: Handbook, found: Findings) -> None:
    """No share is more than the whole, and those of one body on one day do not sum above it.

    Less than the whole is no fault: a part of a board's area may pass while the board goes on.
    """
    together: dict[tuple[str, str], list[tuple[Succession, Fraction]]] = defaultdict(list)
    for row in handbook.rows(Succession):
        if not row.share:
            continue
        share = read_share(row.share)
        if share is None or not 0 < share <= 1:
            expected = "a share above 0 and up to 1, such as 1 or 0.4"
            found.error(row, "share", "this is no share of a body", given=row.share, expected=expected)
        else:
            together[row.old_body, written(row.on_date)].append((row, share))
    for (body, day), rows in together.items():
        if sum(share for _, share in rows) <= 1:
            continue
        sums = " + ".join(f"{row.share} to {row.new_body}" for row, _ in rows)
        what = f"the shares of {body} that pass on {day} come to more than the whole: {sums}"
        do = "mend the shares so that together they are 1, or less where a part stays"
        found.error(rows[-1][0], "share", what, given=rows[-1][0].share, do=do)


def read_share(text: str) -> Fraction | None:
    """A share as it is written; None where it cannot be read.

    Example:
        >>> read_share("0.4"), read_share("2/5"), read_share("40%"), read_share("most")
        (Fraction(2, 5), Fraction(2, 5), Fraction(2, 5), None)
    """
    plain = text.strip().replace(" ", "")
    try:
        return Fraction(plain[:-1]) / 100 if plain.endswith("%") else Fraction(plain)
    except (ValueError, ZeroDivisionError):
        return None
