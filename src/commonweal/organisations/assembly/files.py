"""The public lists that the register can be made of, and finding them in a folder of downloads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from commonweal.answers import Source
from commonweal.problems import BadInput, Problem
from commonweal.tables import Limits

_ODS = "NHS Organisation Data Service"
_ODS_ADDRESS = "https://www.odsdatasearchandexport.nhs.uk/"
_ONS = "Office for National Statistics"
_ONS_ADDRESS = "https://geoportal.statistics.gov.uk/"
_LICENCE = "OGL-UK-3.0"


@dataclass(frozen=True, slots=True)
class PublicList:
    """A list that its publisher offers for download.

    Args:
        key: Its name here.
        names: File names that it goes by, best first.
        title, publisher, address: What it is, and where it is offered.
        gives: What it lets the register know.
        areas: Whether it maps small areas, which few questions need.
    """

    key: str
    names: tuple[str, ...]
    title: str
    publisher: str
    address: str
    gives: str
    areas: bool = False

    @property
    def source(self) -> Source:
        """The citation of the list."""
        return Source(self.title, "", self.address, self.publisher, _LICENCE, "published")


def _packed(*stems: str) -> tuple[str, ...]:
    return tuple(f"{stem}{ending}" for stem in stems for ending in (".csv", ".csv.gz", ".xlsx"))


LISTS = (
    PublicList(
        "practices",
        _packed("epraccur", "ods_epraccur_gp_practices"),
        "GP practices (epraccur)",
        _ODS,
        _ODS_ADDRESS,
        "general practices and the sub-ICB location of each",
    ),
    PublicList(
        "networks",
        ("ePCN.xlsx", *_packed("epcn", "ods_epcn_pcn_details")),
        "Primary care networks (ePCN)",
        _ODS,
        _ODS_ADDRESS,
        "primary care networks",
    ),
    PublicList(
        "network_members",
        ("ePCN.xlsx", *_packed("epcncorepartnerdetails", "ods_epcn_core_partners")),
        "Core partners of primary care networks (ePCN)",
        _ODS,
        _ODS_ADDRESS,
        "which practice is in which network, and since when",
    ),
    PublicList("trusts", _packed("etr", "ods_etr_trusts"), "NHS trusts (etr)", _ODS, _ODS_ADDRESS, "NHS trusts"),
    PublicList(
        "trust_boards",
        _packed("trust_to_icb_2026_mapping", "trust_to_icb_mapping"),
        "Trusts and their integrated care boards of April 2026",
        _ODS,
        _ODS_ADDRESS,
        "the principal board of each trust from April 2026",
    ),
    PublicList(
        "practice_map",
        _packed("gp-reg-pat-prac-map", "gp_reg_pat_prac_map_jan2022"),
        "Patients registered at a GP practice, January 2022, practice map",
        "NHS England Digital",
        "https://digital.nhs.uk/data-and-information/publications/statistical/patients-registered-at-a-gp-practice",
        "clinical commissioning groups and partnerships before July 2022",
    ),
    PublicList(
        "successors",
        _packed("succ", "lookup_ods_successor_old_new"),
        "Successor organisations (succ)",
        _ODS,
        _ODS_ADDRESS,
        "which body took over from which before 2022",
    ),
    PublicList(
        "practice_boards",
        _packed("practice_population_single_year_age_sex_apr2026"),
        "Patients registered at a GP practice, April 2026",
        "NHS England Digital",
        "https://digital.nhs.uk/data-and-information/publications/statistical/patients-registered-at-a-gp-practice",
        "the board of each practice from April 2026",
    ),
    PublicList(
        "board_names",
        _packed("icb_2026_codes_names"),
        "ODS list of integrated care boards, April 2026",
        _ODS,
        _ODS_ADDRESS,
        "the names that the Organisation Data Service gives the boards",
    ),
    PublicList(
        "areas_now",
        _packed("lsoa21_icb24_icb26"),
        "Small areas of 2021 to integrated care boards of 2024 and of April 2026",
        _ONS,
        _ONS_ADDRESS,
        "which small areas each board covers before and after April 2026",
        areas=True,
    ),
    PublicList(
        "areas_2024",
        _packed("lookup_lsoa21_sicbl24_icb24", "LSOA21_SICBL24_ICB24_CAL24_LAD24_EN_LU"),
        "Small areas of 2021 to sub-ICB locations and integrated care boards of April 2024",
        _ONS,
        _ONS_ADDRESS,
        "which small areas each board and sub-ICB location covers, with names",
        areas=True,
    ),
    PublicList(
        "areas_2022",
        _packed("lookup_lsoa11_sicbl22_icb22_ltla22", "LSOA11_SICBL22_ICB22_LAD22_EN_LU"),
        "Small areas of 2011 to sub-ICB locations and integrated care boards of July 2022",
        _ONS,
        _ONS_ADDRESS,
        "which small areas each board covered in its first year",
        areas=True,
    ),
    PublicList(
        "practice_boards_2024",
        _packed("nhse_place_tool_2025_2026_published_feb2025", "nhse_place_tool_2025_2026_corrected_jun2025"),
        "Place-based allocation tool 2025/26, practices",
        "NHS England",
        "https://www.england.nhs.uk/allocations/",
        "the board of each practice before April 2026",
        areas=True,
    ),
)
"""Every list, in the order in which they are gathered."""


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list that was found: what it is, where it lies, and the hash of its bytes."""

    what: PublicList
    path: Path
    sha256: str


def find_lists(folder: Path, *, areas: bool = True) -> tuple[FoundList, ...]:
    """The lists in a folder of downloads, in its folders, or in a folder ``geography`` beside it.

    Args:
        folder: The folder.
        areas: Whether to look for maps of small areas too.

    Raises:
        BadInput: The folder cannot be read.
    """
    here = _by_name(folder)
    return tuple(
        FoundList(item, path, _hash(path))
        for item in LISTS
        if (areas or not item.areas)
        and (path := next((here[name.casefold()] for name in item.names if name.casefold() in here), None))
    )


def list_of(key: str) -> PublicList:
    """The list with this name.

    Raises:
        KeyError: There is none.
    """
    return {item.key: item for item in LISTS}[key]


def _by_name(folder: Path) -> dict[str, Path]:
    try:
        folders = [folder, *sorted(child for child in folder.iterdir() if child.is_dir()), folder.parent / "geography"]
        files: Iterable[Path] = (file for place in folders if place.is_dir() for file in sorted(place.iterdir()))
        found: dict[str, Path] = {}
        for file in files:
            if file.is_file():
                found.setdefault(file.name.casefold(), file)
    except OSError as error:
        raise BadInput(Problem(f"the folder cannot be read: {error.strerror}", given=str(folder))) from error
    return found


def _hash(path: Path) -> str:
    try:
        # The reader refuses such a file too; refusing it here spares hashing it.
        if path.stat().st_size > Limits().max_bytes:
            raise BadInput(Problem("the file is too large to be this list", file=path.name, do="check what it is"))
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise BadInput(Problem(f"the file cannot be read: {error.strerror}", file=path.name)) from error
