"""Names of Wealdmarch. All are invented, and none is the name of a real place or practice as far as we could find.

The stems were held against the names of every English ward, small area, local authority, general practice, primary care
network and NHS trust in the published look-ups; a test does so again wherever those files are to hand.
"""

from __future__ import annotations

SYSTEM = "Wealdmarch"

PLACES = ("Harrowmarch City", "Wyndlesea Coast", "Tarnwick Vale", "Upper Sallowdene")
"""The four places: a city, a seaside, a commuter vale and upland villages."""

COUNCILS = (
    "Harrowmarch City Council",
    "Wyndlesea Borough Council",
    "Tarnwick Vale Council",
    "Upper Sallowdene Council",
)

TRUSTS = (
    ("Harrowmarch University Hospitals NHS Trust", "acute"),
    ("Wyndlesea and Tarnwick Hospitals NHS Trust", "acute"),
    ("Wealdmarch Partnership NHS Trust", "mental health"),
    ("Wealdmarch Community Health NHS Trust", "community"),
    ("Harrowmarch Children's NHS Trust", "specialist"),
    ("Wealdmarch Ambulance Service NHS Trust", "ambulance"),
)

NETWORK_STEMS = (
    *("Ottermarch", "Brindlecote", "Cobblewick", "Embermarch", "Cinderhythe", "Foxmarch", "Greymarch"),
    *("Gannetsea", "Merrowhithe", "Ravelsea", "Kelphythe", "Ternsea"),
    *("Hollinmarch", "Oxlipham", "Nettlemarsh", "Quarrendine", "Honeymarch"),
    *("Skelmarch", "Ivelcombe", "Umbercombe", "Kestrelby"),
)
"""One primary care network each, in the order of the places: seven, five, five and four."""

NETWORKS_PER_PLACE = (7, 5, 5, 4)

PRACTICE_STEMS = (
    *("Aldersea", "Archmarsh", "Barrowhythe", "Beckenfold", "Bellowsea", "Birchmarch", "Bramblehithe", "Brackenmarch"),
    *("Brockhythe", "Clovermarch", "Cormarsh", "Cresswold", "Curlewsea", "Damsonby", "Dapplemere", "Drovemarch"),
    *("Elderhythe", "Eskermoor", "Fallowhythe", "Fennowby", "Fernhythe", "Finchmarch", "Flaxhythe", "Galemarsh"),
    *("Garmarch", "Gorsehythe", "Gullsea", "Haremarch", "Hawhythe", "Hazelmarsh", "Heronsea", "Inglesea"),
    *("Jackdawby", "Lambsmarch", "Lapwingby", "Linnetsea", "Lowmarch", "Madderhythe", "Marlmarch", "Martlesea"),
    *("Mellowby", "Millmarch", "Mosshythe", "Oatmarch", "Osierby", "Ottersea", "Palemarch", "Pearmarsh"),
    *("Plovermarch", "Puddlemarch", "Quillmarsh", "Quincehythe", "Rookmarch", "Rowanhythe", "Rushmarsh", "Saltermarch"),
    *("Sandlingsea", "Sedgehythe", "Shalemarch", "Shorehythe", "Sorrelby", "Staithemarsh", "Tansyhythe", "Thrushby"),
    *("Tidemarsh", "Trouthythe", "Turnmarch", "Vellowby", "Vetchmarsh", "Wainhythe", "Wakemarsh", "Weirmarch"),
    *("Whinmarch", "Widgeonby", "Willowhythe", "Woadmarch", "Wrenmarsh", "Yarrowhythe", "Yewmarch", "Zealmarch"),
)

PRACTICE_ENDINGS = (
    *("Surgery", "Medical Centre", "Health Centre", "Medical Practice", "Family Practice", "Group Practice"),
    *("Surgery (Main Site)", "Health Centre, First Floor", 'Practice "The Old Bank"'),
)
"""What a practice's name ends in; the last three have the marks that have broken other tools."""


def practice_names(count: int) -> list[str]:
    """Names of practices, each once: every stem in turn, with an ending that changes as the stems come round again.

    Example:
        >>> practice_names(2)
        ['Aldersea Surgery', 'Archmarsh Medical Centre']
    """
    stems, endings = len(PRACTICE_STEMS), len(PRACTICE_ENDINGS)
    return [
        f"{PRACTICE_STEMS[number % stems]} {PRACTICE_ENDINGS[(number + 2 * (number // stems)) % endings]}"
        for number in range(count)
    ]
