"""What the site serves is what its sources build, and it asks no other host for anything."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SOURCES = CHECKOUT / "assets"
BUILT = CHECKOUT / "src/commonweal/site/static/commonweal"
MANIFEST = json.loads((SOURCES / "manifest.json").read_text())

# Names of things that look like addresses: XML namespaces, the chart grammar's schema, a link in a message.
IDENTIFIERS = {
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/2000/xmlns/",
    "https://github.com/vega/vega-lite/issues/2415",
    "https://vega.github.io/editor/",
    "https://vega.github.io/schema/vega/v6.json",
}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def served() -> list[Path]:
    return sorted(path for path in BUILT.rglob("*") if path.is_file())


def test_every_built_file_is_the_one_that_was_built() -> None:
    assert {str(path.relative_to(BUILT)): sha256(path) for path in served()} == MANIFEST["built"]


@pytest.mark.parametrize("name", sorted(MANIFEST["sources"]))
def test_no_source_has_changed_since_the_build(name: str) -> None:
    assert sha256(SOURCES / name) == MANIFEST["sources"][name], "run `make assets` and commit what it builds"


@pytest.mark.parametrize(
    "path", [path for path in served() if path.suffix in {".css", ".js", ".svg"}], ids=lambda p: p.name
)
def test_no_built_file_names_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = set(re.findall(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+[\w./-]*", text, flags=re.IGNORECASE))
    assert {address for address in found if address.startswith("http")} <= IDENTIFIERS
    if path.suffix == ".css":
        assert not found
        assert set(re.findall(r"url\(([^)]*)\)", text)) <= {
            f'"../images/nhsuk-icon-{name}.svg"' for name in ("arrow-down", "arrow-up-down", "arrow-up", "cross")
        }


def test_stylesheet_sets_a_family_and_fetches_no_font() -> None:
    text = (BUILT / "css/site.css").read_text(encoding="utf-8")
    assert not text.startswith("\ufeff")
    assert "@font-face" not in text
    assert "frutiger" not in text.lower()
    assert "html{font-family:arial,sans-serif}" in text


def test_no_nhs_mark_is_served() -> None:
    assert not [path.name for path in served() if re.search(r"logo|opengraph|mask|icon-(192|512)", path.name)]


def test_notices_name_every_package_that_reaches_the_browser() -> None:
    notices = (BUILT / "NOTICES.txt").read_text(encoding="utf-8")
    pinned = json.loads((SOURCES / "package.json").read_text())["devDependencies"]
    for name in ("nhsuk-frontend", "vega", "vega-lite", "vega-embed", "vega-interpreter"):
        assert f"\n{name} {pinned[name]} (" in notices
    assert "GPL" not in notices


def test_every_version_is_exact_and_the_lock_names_no_registry() -> None:
    package = json.loads((SOURCES / "package.json").read_text())
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["devDependencies"].values())
    assert '"resolved"' not in (SOURCES / "package-lock.json").read_text()


def channel(value: int) -> float:
    fraction = value / 255
    return fraction / 12.92 if fraction <= 0.04045 else ((fraction + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (channel(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_step_of_the_hexagon_map_can_be_read() -> None:
    """WCAG 2.2 asks 4.5 to 1 between text and what is behind it."""
    text = (SOURCES / "styles/_hexmap.scss").read_text()
    steps = re.findall(r'"(q\d)": \((#\w{6}), (#\w{6})\)', text)
    assert [name for name, _, _ in steps] == ["q1", "q2", "q3", "q4", "q5"]
    for _, fill, ink in steps:
        lighter, darker = sorted((luminance(fill), luminance(ink)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5
