"""What was fitted is kept for the next start: the same numbers, never from a file that is broken, altered or old."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.unit.site.population.public_files import write_public_files

from commonweal.cli.serve import beforehand
from commonweal.site.population import figures, figures_on_disk
from commonweal.site.population.figures import Held, held
from commonweal.site.population.figures_on_disk import keep, kept, key_of


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_public_files(tmp_path_factory.mktemp("public"))


@pytest.fixture(autouse=True)
def start(published: Path, monkeypatch: pytest.MonkeyPatch):
    """A server that starts: nothing is remembered but what lies on the disk."""
    monkeypatch.setenv("COMMONWEAL_DATA", str(published))

    def begin() -> Held:
        figures._read.cache_clear()
        found = held()
        assert found is not None
        return found

    yield begin
    figures._read.cache_clear()


@pytest.fixture
def fits(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The registers that are fitted from now on."""
    fitted: list[str] = []
    compare = figures.compare

    def counted(practices: Any, register: Any) -> Any:
        fitted.append(register.id)
        return compare(practices, register)

    monkeypatch.setattr(figures, "compare", counted)
    return fitted


def files(home: Path) -> list[Path]:
    return sorted((home / ".population-figures").iterdir())


def numbers(found: Held) -> list[bytes]:
    """Everything that is shown, to the last bit."""
    told = [found.figures.male.tobytes(), found.figures.deprivation.tobytes(), found.fifths.tobytes()]
    for one in found.comparisons.values():
        told += [getattr(one, name).tobytes() for name in ("observed", "expected", "low", "high", "reason", "unlike")]
        told += [one.regression.coefficients.tobytes(), repr((one.variation, one.regression.dispersion)).encode()]
        told += [one.groups.network.tobytes(), one.groups.place.tobytes(), one.groups.board.tobytes()]
    texts = (found.figures.codes, found.figures.names, dict(found.figures.areas), found.figures.sources, found.core20)
    return [*told, repr(texts).encode(), repr(list(found.figures.indicators)).encode()]


def test_the_second_start_fits_nothing_and_has_the_same_numbers(start, fits, own_home: Path) -> None:
    first = start()
    assert fits
    (path,) = files(own_home)
    assert path.stat().st_mode & 0o077 == 0
    fits.clear()
    second = start()
    assert fits == []
    assert second is not first
    assert numbers(second) == numbers(first)
    assert second.figures.notes == first.figures.notes
    assert [one.register for one in second.comparisons.values()] == [one.register for one in first.comparisons.values()]


@pytest.mark.parametrize("harm", ["cut", "a bit turned", "emptied", "another's proof", "not an archive", "a folder"])
def test_a_file_that_is_broken_or_altered_is_fitted_anew(harm: str, start, fits, own_home: Path) -> None:
    told = numbers(start())
    (path,) = files(own_home)
    whole = path.read_bytes()
    if harm == "a folder":
        path.unlink()
        path.mkdir()
    else:
        turned = bytearray(whole)
        turned[len(whole) // 2] ^= 1
        path.write_bytes(
            {
                "cut": whole[:-100],
                "a bit turned": bytes(turned),
                "emptied": b"",
                "another's proof": b"x" * 32 + whole[32:],
                "not an archive": whole[:32] + b"cos\nsystem\n(S'true'\ntR.",
            }[harm]
        )
    fits.clear()
    assert numbers(start()) == told
    assert fits
    if harm != "a folder":
        assert path.read_bytes()[32:] == whole[32:]


def test_a_file_of_other_figures_is_not_taken_for_these(start, fits, own_home: Path, published: Path) -> None:
    start()
    (path,) = files(own_home)
    other = figures_on_disk._path("0" * 64)
    shutil.copy(path, other)
    assert kept(key_of(published)) is not None
    assert kept("0" * 64) is None


def test_a_changed_file_or_program_is_fitted_anew_and_the_old_goes(
    start, fits, own_home: Path, tmp_path: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start()
    (before,) = files(own_home)
    changed = shutil.copytree(published, tmp_path / "changed")
    file = changed / "practice_indicators.csv"
    file.write_text(file.read_text("utf-8").replace("Surgery 5,", "Surgery 5a,"), "utf-8")
    monkeypatch.setenv("COMMONWEAL_DATA", str(changed))
    fits.clear()
    start()
    (after,) = files(own_home)
    assert fits
    assert after != before
    monkeypatch.setattr(figures_on_disk, "code_hash", lambda: "another program")
    fits.clear()
    start()
    assert fits
    assert files(own_home) != [after]


def test_where_nothing_can_be_kept_the_figures_are_told_all_the_same(start, fits, own_home: Path, caplog) -> None:
    own_home.mkdir(exist_ok=True)
    (own_home / ".population-figures").write_text("in the way")
    assert start().comparisons
    assert "cannot be kept for the next start" in caplog.text


def test_programs_are_never_kept(own_home: Path) -> None:
    with pytest.raises(ValueError, match="never objects"):
        keep("1" * 64, {}, {"values": np.array([print], dtype=object)})
    assert kept("1" * 64) is None


def test_the_server_says_what_it_does_first_only_where_it_is_to_be_done(
    start, published: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert str(published) in beforehand()
    assert "about half a minute, and is done once" in beforehand()
    start()
    assert beforehand() == "Getting the pages ready takes some seconds ..."
    (tmp_path / "none").mkdir()
    for data in (tmp_path / "none", tmp_path / "not-there"):
        monkeypatch.setenv("COMMONWEAL_DATA", str(data))
        assert "England" not in beforehand()
    monkeypatch.delenv("COMMONWEAL_DATA")
    assert "England" not in beforehand()
