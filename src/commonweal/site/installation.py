"""What the environment says about this installation, read once by the settings.

Nothing has to be set: an installation with an empty environment answers on the loopback address only.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commonweal.home import yes_or_no
from commonweal.problems import BadInput, Problem

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")

_HOST = re.compile(
    r"^(?P<name>\.?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?P<port>\d{1,5}))?$", re.IGNORECASE
)


@dataclass(frozen=True)
class Hosts:
    """The host names that the site answers to, and the origins that its forms may come from."""

    allowed: tuple[str, ...]
    origins: tuple[str, ...]


def hosts(environment: Mapping[str, str] = os.environ) -> Hosts:
    """The loopback names, and those that ``COMMONWEAL_HOSTS`` adds, divided by commas.

    A name may carry a port (``plan.example.nhs.uk:8443``) when the address that people type carries one.

    Raises:
        BadInput: A name is not a host name, or is ``*``, which would let any site speak in this one's name.

    Example:
        >>> hosts({"COMMONWEAL_HOSTS": "plan.example.nhs.uk"}).origins
        ('https://plan.example.nhs.uk',)
    """
    allowed, origins, problems = list(LOOPBACK_HOSTS), [], []
    for given in environment.get("COMMONWEAL_HOSTS", "").split(","):
        entry = given.strip()
        if not entry:
            continue
        match = _HOST.match(entry)
        if match is None:
            problems.append(
                Problem(
                    "COMMONWEAL_HOSTS names something that is not a host",
                    given=entry,
                    expected="host names divided by commas, such as plan.example.nhs.uk",
                    do="leave out https:// and any path, and name each host: * is not accepted",
                )
            )
            continue
        name = match["name"].lower()
        allowed.append(name)
        pattern = f"*{name}" if name.startswith(".") else name
        origins.append(f"https://{pattern}" + (f":{match['port']}" if match["port"] else ""))
    if problems:
        raise BadInput(problems)
    return Hosts(tuple(allowed), tuple(origins))


def debugging(answering_to: Hosts, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether pages about faults show tracebacks and settings: ``COMMONWEAL_DEBUG``, on this machine alone.

    Args:
        answering_to: The hosts of the installation.
        environment: Where to look.

    Raises:
        BadInput: Other machines can reach the site, and would be shown them too.

    Example:
        >>> debugging(hosts({}), {"COMMONWEAL_DEBUG": "yes"})
        True
    """
    wanted = yes_or_no("COMMONWEAL_DEBUG", environment)
    if wanted and answering_to.allowed != LOOPBACK_HOSTS:
        raise BadInput(
            Problem(
                "COMMONWEAL_DEBUG shows the inside of the program to whoever meets a fault, and COMMONWEAL_HOSTS lets "
                "other machines in",
                do="unset one of the two",
            )
        )
    return wanted


def secret_key(folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """The key that signs sessions and forms: ``COMMONWEAL_SECRET_KEY``, or one made and kept in the folder.

    The file is made once, readable by its owner only. Two processes that start together agree on one key,
    because a finished file is linked into place and the second link is refused.

    Raises:
        BadInput: The key is too short, can be read by others, or cannot be kept.
    """
    given = environment.get("COMMONWEAL_SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise BadInput(
                Problem(
                    "COMMONWEAL_SECRET_KEY is too short to be safe",
                    expected="at least 32 characters",
                    do="leave it unset and let Commonweal make one, or give a longer one",
                )
            )
        return given
    path = folder / "secret_key"
    try:
        if not path.exists():
            _keep_new_key(path)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise BadInput(
                Problem(
                    "other accounts of this machine can read the secret key", file=str(path), do=f"chmod 600 {path}"
                )
            )
        key = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise BadInput(
            Problem(
                f"the secret key cannot be kept: {error.strerror}",
                file=str(path),
                do="set COMMONWEAL_HOME to a folder that you may write to",
            )
        ) from error
    if len(key) < 32:
        raise BadInput(
            Problem(
                "the secret key's file is damaged",
                file=str(path),
                do="delete it; a new key is made, and people sign in again",
            )
        )
    return key


def _keep_new_key(path: Path) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(unfinished, path)
        except FileExistsError:
            return
        except OSError:
            # Some file systems have no links; there the last of two equal starts wins.
            unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
