"""The words of an address as they are written short; ``St`` is a saint or a street, and ``Dr`` a doctor or a drive."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice, product

_STREET = (
    "street road lane avenue close drive way square hill park green place court gardens garden view house lodge "
    "village terrace crescent row walk church station bridge"
)
STREET = frozenset(_STREET.split())
"""Words of an address, which tell two practices apart only together with the words beside them."""
_ANYWHERE = {
    "rd": "road", "ln": "lane", "la": "lane", "gdns": "gardens", "gdn": "garden", "cres": "crescent",
    "cresc": "crescent", "crst": "crescent", "terr": "terrace", "blvd": "boulevard", "brdg": "bridge",
    "stn": "station", "grn": "green", "mt": "mount", "mnt": "mount",
}  # fmt: skip
_BEHIND_A_WORD = {
    "ave": "avenue", "av": "avenue", "sq": "square", "ct": "court", "crt": "court", "pl": "place", "cl": "close",
    "hse": "house", "pk": "park", "ter": "terrace", "vw": "view", "wy": "way",
    "str": "street",
}  # fmt: skip
"""Short only behind a word, or before a road: HSE alone is the Health and Safety Executive, Ave alone is Latin."""
_EITHER = {"st": ("saint", "street"), "dr": ("dr", "drive")}
_MOST_READINGS = 8


def readings(
    words: list[str], says_nothing: Callable[[str], bool], is_common: Callable[[str], bool]
) -> list[tuple[str, ...]]:
    """The words with short forms of an address written out, in each way that they can be read; the likeliest first.

    ``St`` before a name, with no name before it, is a saint; behind a name, with none after it, a street. Between two
    names it may be either, as in Bury St Edmunds.

    Args:
        words: Words in small letters, other short forms written out.
        says_nothing: Whether a word says nothing, such as ``the`` and ``of``.
        is_common: Whether many organisations share it, such as surgery; a direction or ``new`` is not meant.

    Example:
        >>> readings("elm st surgery".split(), {"the"}.__contains__, {"surgery"}.__contains__)
        [('elm', 'street', 'surgery')]
        >>> readings("bury st edmunds".split(), {"the"}.__contains__, {"surgery"}.__contains__)
        [('bury', 'saint', 'edmunds'), ('bury', 'street', 'edmunds')]
    """
    options: list[tuple[str, ...]] = []
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        after = words[at + 1] if at + 1 < len(words) else ""
        named = bool(before) and not says_nothing(before)
        if word in _EITHER:
            whole, road = _EITHER[word]
            ends = not after or says_nothing(after) or is_common(after)
            if named and ends:
                options.append((road,))
            else:
                options.append((whole, road) if named and not is_common(before) else (whole,))
        elif word in _BEHIND_A_WORD and (named or (word != "hse" and _of_a_road(before, after))):
            options.append((_BEHIND_A_WORD[word],))
        else:
            options.append((_ANYWHERE.get(word, word),))
    return list(islice(product(*options), _MOST_READINGS))


def _of_a_road(before: str, after: str) -> bool:
    """Whether it is as in the Square Surgery or Park Lane."""
    return (before == "the" and bool(after)) or after in STREET or after in _ANYWHERE
