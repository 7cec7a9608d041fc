"""No name or code of Wealdmarch is that of a real body in the published lists."""

import csv
import gzip

import pytest

from commonweal.demo import codes, names
from commonweal.demo.wealdmarch import PLACE_TOOL_COLUMNS

pytestmark = pytest.mark.data

CODES = {
    "ods_epraccur_gp_practices.csv.gz": ("code", "commissioner", "postcode"),
    "ods_epcn_pcn_details.csv": ("PCN Code", "Current Sub ICB Loc Code", "Postcode"),
    "ods_etr_trusts.csv": ("code", "postcode"),
    "lookup_ods_successor_old_new.csv": ("old_code", "new_code"),
    "lookup_lsoa21_ward24_ltla24.csv.gz": ("ward24_code", "ltla24_code"),
}
NAMES = {
    "ods_epraccur_gp_practices.csv.gz": ("name",),
    "ods_epcn_pcn_details.csv": ("PCN Name",),
    "ods_etr_trusts.csv": ("name",),
    "lookup_lsoa21_ward24_ltla24.csv.gz": ("lsoa21_name", "ward24_name", "ltla24_name"),
}


def texts(folder, lists):
    found = set()
    for file, columns in lists.items():
        opener = gzip.open if file.endswith(".gz") else open
        with opener(folder / file, "rt", encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                found.update(row[column].upper() for column in columns if row[column])
    return found


def test_no_real_code_begins_like_those_of_wealdmarch(data_folder):
    real = texts(data_folder, CODES)
    assert len(real) > 40_000
    assert not [code for code in real if code.startswith((codes.PREFIX, "X06", "WX"))]


def test_no_real_name_holds_a_name_of_wealdmarch(data_folder):
    everything = "|".join(texts(data_folder, NAMES))
    stems = {
        names.SYSTEM,
        "Teaselmarch",
        *names.NETWORK_STEMS,
        *names.PRACTICE_STEMS,
        *(place.split()[0] for place in names.PLACES if not place.startswith("Upper")),
        "Sallowdene",
    }
    assert not [stem for stem in stems if stem.upper() in everything]


def test_the_layout_is_that_of_the_published_file(data_folder):
    path = data_folder / "nhse_place_tool_2025_2026_corrected_jun2025.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert tuple(next(csv.reader(stream))) == PLACE_TOOL_COLUMNS
