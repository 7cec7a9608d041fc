"""Write the page on who reads and writes a handbook, from the code."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "handbook-permissions.md"


def main() -> None:
    """Write it."""
    # Reading the settings makes a home for the installation: give it one of its own.
    os.environ["COMMONWEAL_HOME"] = tempfile.mkdtemp(prefix="commonweal-docs-")
    from commonweal.site import set_up

    set_up()
    from commonweal.site.governance.permission_table import permission_table

    PAGE.write_text(permission_table(), encoding="utf-8")


if __name__ == "__main__":
    main()
