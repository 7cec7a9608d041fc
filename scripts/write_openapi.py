"""Write docs/reference/openapi.json from the API's own operations: run it with `make docs`."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "openapi.json"


def description() -> str:
    """The OpenAPI description of the API as text; Django must be ready."""
    from commonweal.site.api.whole import api

    made = json.loads(json.dumps(api.get_openapi_schema()))
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    from commonweal.site import set_up

    with tempfile.TemporaryDirectory(prefix="commonweal-") as home:
        os.environ["COMMONWEAL_HOME"] = home
        set_up()
        FILE.write_text(description(), encoding="utf-8")
    print(f"wrote {FILE}")
