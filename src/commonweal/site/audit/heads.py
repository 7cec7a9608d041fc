"""The last known head of the chain, kept in a file beside the database.

A chain whose last events were deleted is still whole in itself. It is the head kept elsewhere that shows the loss.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from pathlib import Path

from commonweal.home import home
from commonweal.site.alone import alone
from commonweal.site.audit.chain import Head, is_digest

_log = logging.getLogger(__name__)


def path() -> Path:
    """The file that holds the head."""
    return home() / "audit-head.json"


def kept() -> Head | None:
    """The head in the file, or None when there is none yet.

    Raises:
        ValueError: The file is there and does not hold a head.
    """
    try:
        held = json.loads(path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ValueError(f"the kept head cannot be read: {error}") from error
    if not isinstance(held, dict) or not isinstance(held.get("count"), int) or not is_digest(str(held.get("hash"))):
        raise ValueError("the kept head's file holds something else")
    return Head(held["count"], held["hash"])


def keep(head: Head) -> None:
    """Keep a head unless a longer one is kept already. Called after the transaction is committed.

    A failure is logged and not raised: the event is in the chain, and the next one keeps the head again.
    """
    try:
        with alone("audit-head"):
            try:
                known = kept()
            except ValueError:
                known = None
            if known is None or known.count < head.count:
                replace(head)
    except OSError as error:
        _log.warning("the head of the audit chain could not be kept: %s", error)


def replace(head: Head) -> None:
    """Keep this head whatever was kept before: for `commonweal restore`, which records that it did so."""
    handle, name = tempfile.mkstemp(dir=path().parent, prefix=".audit-head-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"count": head.count, "hash": head.hash}, file)
    Path(name).replace(path())
