"""Draw the icons that cannot be SVG from favicon.svg; run it after changing the mark, then `make assets`.

It needs the extra `charts` (vl-convert-python): `.venv/bin/python assets/make_icons.py`.
"""

from __future__ import annotations

import struct
from pathlib import Path

import vl_convert

IMAGES = Path(__file__).parent / "images"


def drawn(side: int) -> bytes:
    """The mark as a PNG of the given side in pixels."""
    svg = (IMAGES / "favicon.svg").read_text()
    return vl_convert.svg_to_png(svg, scale=side / 48)


def as_ico(png: bytes, side: int) -> bytes:
    """An icon file that holds one PNG."""
    header = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), len(header) + 16)
    return header + entry + png


if __name__ == "__main__":
    (IMAGES / "favicon.ico").write_bytes(as_ico(drawn(48), 48))
    (IMAGES / "icon-180.png").write_bytes(drawn(180))
