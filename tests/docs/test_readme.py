"""What the first page claims of speed and of reproduction holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CLAIMED = {
    "pandas: one groupby": 5,
    "pandas: filter the frame for each place": 1_000,
    "pandas: a frame for each scenario": 500,
}


@pytest.mark.parametrize("peer", CLAIMED)
def test_ratio_is_the_measured_one_or_less(peer: str, checkout: Path) -> None:
    results = (checkout / "bench" / "RESULTS.md").read_text(encoding="utf-8")
    ratio = re.search(rf"\| {re.escape(peer)} \|[^|]*\|[^|]*\| ([\d,.]+) times", results)
    assert ratio, f"{peer} is not in bench/RESULTS.md"
    assert float(ratio[1].replace(",", "")) > CLAIMED[peer]


def test_readme_claims_no_other_ratio_and_no_time(checkout: Path) -> None:
    text = " ".join((checkout / "README.md").read_text(encoding="utf-8").split())
    assert sorted(re.findall(r"more than ([\d,]+) times", text)) == sorted(f"{most:,}" for most in CLAIMED.values())
    assert not re.search(r"\d ?(ms|milliseconds|seconds)\b", text)


def test_every_page_is_in_the_index(checkout: Path) -> None:
    index = (checkout / "docs" / "README.md").read_text(encoding="utf-8")
    for kind in ("tutorials", "how-to", "explanation", "reference"):
        for page in sorted((checkout / "docs" / kind).glob("*.md")):
            assert f"]({kind}/{page.name})" in index, f"{page.name} is not in docs/README.md"
