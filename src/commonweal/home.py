"""What the environment says to the library and the site alike: folders, and settings that are on or off."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from commonweal.problems import BadInput, Problem


def home_path() -> Path:
    """Where ``home`` lies or would lie; nothing is made."""
    named = os.environ.get("COMMONWEAL_HOME")
    if named:
        return Path(named).expanduser().resolve()
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "commonweal"


def home() -> Path:
    """The folder of this installation's state: database, signing key, archives.

    ``COMMONWEAL_HOME`` names it; otherwise it is ``commonweal`` in the user's data folder
    (``XDG_DATA_HOME``, by custom ``~/.local/share``). The folder is made, readable by its owner only.
    """
    folder = home_path()
    if folder.exists() and not folder.is_dir():
        raise BadInput(
            Problem("COMMONWEAL_HOME is not a folder", given=str(folder), do="name a folder, or one to be made")
        )
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadInput(
            Problem(
                f"the folder for Commonweal's state cannot be made: {error.strerror}",
                given=str(folder),
                do="set COMMONWEAL_HOME to a folder that you may write to",
            )
        ) from error
    return folder


_YES = {"yes", "true", "on", "1"}
_NO = {"no", "false", "off", "0", ""}


def yes_or_no(name: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Read a setting that is either on or off; off when it is not set.

    Args:
        name: The variable's name, such as ``COMMONWEAL_HTTPS``.
        environment: Where to look.

    Raises:
        BadInput: The value is neither yes nor no.

    Example:
        >>> yes_or_no("COMMONWEAL_HTTPS", {"COMMONWEAL_HTTPS": "yes"})
        True
    """
    given = environment.get(name, "").strip().lower()
    if given in _YES:
        return True
    if given in _NO:
        return False
    raise BadInput(Problem(f"{name} is neither on nor off", given=given, expected="yes or no", do=f"set {name}=yes"))


def data_folder(given: str | os.PathLike[str] | None = None) -> Path | None:
    """The folder with the user's downloaded files, or None when none is named.

    Args:
        given: What the command's ``--data`` said; otherwise ``COMMONWEAL_DATA`` is asked.

    Raises:
        BadInput: A folder is named and does not exist, or the name given is empty.
    """
    if given is not None and not os.fspath(given):
        raise BadInput(Problem("no folder is named after --data", do="name one; the name given is empty"))
    named = given or os.environ.get("COMMONWEAL_DATA")
    if not named:
        return None
    try:
        folder = Path(named).expanduser()
        there, is_folder = folder.exists(), folder.is_dir()
    except (OSError, ValueError, RuntimeError):  # a name too long for any file, a NUL, a user who does not exist
        there = is_folder = False
    if not is_folder:
        raise BadInput(
            Problem(
                "the data folder is a file" if there else "the data folder does not exist",
                given=str(named),
                do="name a folder with --data or COMMONWEAL_DATA; `commonweal data` lists the files it may hold",
            )
        )
    return folder
