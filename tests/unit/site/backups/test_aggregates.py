"""Aggregates in a backup: the files go with the row, are proved by their hashes, and are told where they are lost."""

from __future__ import annotations

import json
import shutil

import pytest
from tests.unit.site.backups.test_bad_backups import rewrite
from tests.unit.site.population.test_kept_aggregates import aggregates

from commonweal.home import home
from commonweal.problems import BadInput
from commonweal.site.backups import check, restore, write
from commonweal.site.population.actions import keep_aggregates
from commonweal.site.population.kept import current_aggregates, folder_of
from commonweal.site.population.models import KeptAggregates


@pytest.fixture
def kept(transactional_db, own_home, operator, tmp_path):
    return keep_aggregates(by=operator, folder=aggregates(tmp_path / "a"))


def test_files_come_back_with_their_row_and_the_demonstrations_people_stay_out(kept, operator, tmp_path):
    people = home() / "population-demonstration" / "people"
    people.mkdir(parents=True)
    (people / "persons.parquet").write_bytes(b"made up again by the command")
    written = write(tmp_path / "good.zip", by=operator)
    names = {part.name for part in written.manifest.parts}
    assert f"files/population/aggregates/{kept.digest}/need.parquet" in names
    assert not [name for name in names if "population-demonstration" in name]
    assert written.lacking == ()
    shutil.rmtree(home() / "population")
    assert current_aggregates("QXX") is None
    done = restore(written.file, by=operator, force=True)
    assert done.lacking == ()
    held = current_aggregates("QXX")
    assert held is not None
    assert held.manifest.digest == kept.digest


@pytest.mark.parametrize("lost", [True, False], ids=["lost", "changed"])
def test_lost_or_changed_files_are_told_and_the_rest_is_backed_up(kept, operator, tmp_path, lost):
    file = folder_of(kept.digest) / "need.parquet"
    file.unlink() if lost else file.write_bytes(b"x")
    written = write(tmp_path / "good.zip", by=operator)
    assert written.lacking == ("aggregates of Made-up system on 2025-03-31",)
    assert not [part.name for part in written.manifest.parts if "population/aggregates" in part.name]
    assert check(written.file).parts
    shutil.rmtree(home() / "population")
    assert restore(written.file, by=operator, force=True).lacking == written.lacking
    assert KeptAggregates.objects.get().digest == kept.digest


def test_a_backup_whose_aggregates_were_changed_is_refused(kept, operator, tmp_path):
    good = write(tmp_path / "good.zip", by=operator).file
    name = f"files/population/aggregates/{kept.digest}/manifest.json"

    def changed(content: bytes) -> bytes:
        return json.dumps(json.loads(content) | {"title": "Another system"}).encode()

    bad = rewrite(good, tmp_path / "bad.zip", change={name: changed})
    with pytest.raises(BadInput, match="aggregates in this backup are not what their hash says"):
        check(bad)
