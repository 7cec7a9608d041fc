"""An organisation as a register or an agenda names it: names, codes, company number, free text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as one side names it.

    Args:
        names: Its names: present, former, trading.
        codes: Its ODS code and id in the handbook.
        numbers: Its number at Companies House.
        telling: Free text in which it may be mentioned, such as the description of an interest.
        before: Its own old names, and those of bodies that it took over from, as far as they are known beside the
            handbook; one of them is a near match.
        sites: Hospitals and the like that it runs; one of them in place of it is a near match.
        known: Whether the handbook has it among its bodies; of two such, names that are only alike do not make one.
    """

    names: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    telling: str = ""
    before: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    known: bool = False

    @classmethod
    def of(cls, *names: str, code: str = "", number: str = "", telling: str = "") -> Party:
        """A party out of what one cell or several say; blank is not known."""
        return _told(names, code, number, telling)

    @classmethod
    def _made(cls, names: tuple[str, ...], code: str, number: str, telling: str) -> Party:
        numbers = frozenset([_number(number)]) if number.strip() else frozenset[str]()
        codes = frozenset([code.strip().upper()]) if code.strip() else frozenset[str]()
        return cls(
            tuple(dict.fromkeys(name.strip() for name in names if name.strip())), codes, numbers, telling.strip()
        )


@lru_cache(maxsize=20_000)
def _told(names: tuple[str, ...], code: str, number: str, telling: str) -> Party:
    return Party._made(names, code, number, telling)


def _number(text: str) -> str:
    plain = text.replace(" ", "").upper()
    return plain.zfill(8) if plain.isdigit() else plain
