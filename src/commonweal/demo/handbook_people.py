"""The people of Wealdmarch's handbook. None exists; every name is invented, and plainly so."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.demo import names
from commonweal.governance.handbook import Person

BOARD = {
    "P001": "Honoria Larkwhistle",
    "P002": "Barnabas Thimblewick",
    "P003": "Oriel Dunnockby",
    "P004": "Dr Ptolemy Gorsewhittle",
    "P005": "Marguerite Wrenhollowby",
    "P006": "Ivo Teaselgander",
    "P007": "Clementine Mossgander",
    "P008": "Leopold Candlemarsh",
    "P009": "Araminta Fenwhistle",
    "P010": "Obadiah Quillhopper",
    "P011": "Seraphina Peatwhistle",
    "P012": "Cornelius Ravelhythe",
    "P013": "Wilhelmina Otterquill",
    "P014": "Dr Jocasta Bramblethwick",
    "P015": "Thaddeus Marrowhythe",
    "P016": "Dr Eudora Hobbleforthy",
    "P017": "Lettice Widgeonfold",
    "P018": "Dr Ambrose Nettlequill",
}
"""The board's voting members, then its two participants."""

STAFF = {
    "P019": "Rosamund Curlewmarch",
    "P020": "Peregrine Sedgewhistle",
    "P021": "Hester Lapwinghythe",
    "P022": "Dr Silas Whinquill",
    "P023": "Dorothea Yarrowgander",
    "P024": "Crispin Haremarsh",
    "P025": "Philippa Gullwhistle",
    "P026": "Bartholomew Vetchgander",
    "P027": "Eulalia Shorequill",
    "P028": "Montague Finchgander",
}
"""People whom the board employs besides its executive members."""

LAY = {"P029": "Isadora Rushquill", "P030": "Fergus Osierwhistle", "P031": "Tabitha Wainquill"}
"""Lay members of committees, who sit on no board."""

PARTNERS = {
    "P601": "Evander Weirgander",
    "P602": "Cordelia Tidewhistle",
    "P603": "Rupert Sorrelquill",
    "P604": "Henrietta Jackdawfold",
    "P605": "Tobias Damsonquill",
    "P606": "Ottoline Heronfold",
    "P701": "Councillor Jemima Archquill",
    "P702": "Councillor Horatio Saltwhistle",
    "P703": "Councillor Beatrix Vellowquill",
    "P704": "Councillor Gideon Umbergander",
    "P801": "Lavinia Harrowquill",
    "P802": "Septimus Ternwhistle",
    "P803": "Winifred Cobblequill",
    "P804": "Augustin Foxwhistle",
    "P805": "Dr Delphine Cinderquill",
    "P806": "Magnus Trouthollow",
    "P807": "Adelaide Brambleford",
    "P808": "Jasper Kelpwhistle",
    "P809": "Rowena Sandquill",
    "P810": "Dr Hamish Tansygander",
    "P811": "Constance Martlequill",
    "P812": "Dr Barnaby Saltgander",
    "P813": "Ignatius Lowquill",
}
"""People of trusts, councils, the region, Healthwatch, the voluntary sector; the last eight sat on the board once."""

_PLACE_FIRST = ("Alaric", "Briony", "Casimir", "Dorcas", "Edmund", "Flavia", "Gawain", "Hepzibah")
_PLACE_LAST = ("Ottersedge", "Gannetquill", "Oxlipgander", "Kestrelquill")
_NETWORK_FIRST = ("Lucasta", "Merrick", "Nerissa")

ROLES_AT_PLACE = (
    "primary_care_leadership",
    "council",
    "public_health",
    "acute",
    "community",
    "mental_health",
    "people_who_use_care",
    "voluntary_sector",
)
"""The eight voices at each place, in the order of their numbers."""


def at_place(place: int, voice: str) -> str:
    """Id of the person who brings a voice to a place.

    Example:
        >>> at_place(2, "acute")
        'P204'
    """
    return f"P{place}{ROLES_AT_PLACE.index(voice) + 1:02d}"


def clinical_director(network: int) -> str:
    """Id of the clinical director of a primary care network.

    Example:
        >>> clinical_director(7)
        'P507'
    """
    return f"P{500 + network}"


def employed_by_the_board(person: str) -> bool:
    """Whether the integrated care board employs somebody."""
    return person in STAFF or person in ("P002", "P003", "P004", "P005", "P006")


def _named() -> Iterator[tuple[str, str]]:
    for group in (BOARD, STAFF, LAY, PARTNERS):
        yield from group.items()
    for place, last in enumerate(_PLACE_LAST, start=1):
        for voice, first in zip(ROLES_AT_PLACE, _PLACE_FIRST, strict=True):
            title = "Dr " if voice in ("primary_care_leadership", "public_health") else ""
            yield at_place(place, voice), f"{title}{first} {last}"
    for network, stem in enumerate(names.NETWORK_STEMS, start=1):
        yield clinical_director(network), f"Dr {_NETWORK_FIRST[network % 3]} {stem}quill"


def people() -> list[Person]:
    """Everybody, in the order of their ids' groups.

    Example:
        >>> [person.name for person in people()][:2]
        ['Honoria Larkwhistle', 'Barnabas Thimblewick']
    """
    other = {"P014": ("Jocasta Thistlefold",), "P010": ("O. Quillhopper",)}
    return [
        Person(person=id, name=name, other_names=other.get(id, ()), employee=employed_by_the_board(id))
        for id, name in _named()
    ]
