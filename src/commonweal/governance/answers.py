"""The questions of the governance room that can be asked; each module registers its own."""

from __future__ import annotations

import importlib
import importlib.util

_MODULES = ("check_answer", "decide", "agenda", "nominations", "merger_answer", "meeting_answers")
"""The modules that register calculations."""

for _name in _MODULES:
    if importlib.util.find_spec(f"commonweal.governance.{_name}"):
        importlib.import_module(f"commonweal.governance.{_name}")
