"""What was read and fitted from the published files, kept in the installation so that the next start need not fit.

One file holds plain arrays and texts, no program: 32 bytes that prove with the installation's secret key that this
installation wrote it, then NumPy's own archive. It is named by a hash of the published files and of the code that reads
and fits them, so a changed file or program finds nothing and fits anew; so does a file that is broken or was altered.
It can be deleted at any time, and is no part of a backup.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import logging
import os
import tempfile
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import scipy
from django.conf import settings
from django.utils.crypto import salted_hmac

import commonweal
from commonweal.home import home
from commonweal.plain_files import require_plain_file
from commonweal.problems import BadInput
from commonweal.reference import survey

FORM = "1"
"""Changes with the form of the file."""
MOST_BYTES = 1_000_000_000
OF_NO_MATTER = ("cli", "demo", "site")
"""Folders of the package that neither read the published files nor fit; of the site only this one does."""

_PROOF = 32
_SALT = "commonweal.site.population.figures_on_disk"
_log = logging.getLogger("commonweal.site")

Arrays = Mapping[str, np.ndarray[Any, Any]]


def key_of(folder: Path) -> str:
    """A hash of all published files that a data folder holds, and of the code.

    Raises:
        BadInput: The folder cannot be read.
    """
    found = hashlib.sha256(f"{FORM} {code_hash()}".encode())
    for file in survey(folder).found:
        with file.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        found.update(f" {file.file.id} {digest}".encode())
    return found.hexdigest()


@lru_cache(maxsize=1)
def code_hash() -> str:
    """A hash of the code and the bundled tables on which the figures depend, and of the libraries that calculate."""
    found = hashlib.sha256(f"{commonweal.__version__} {np.__version__} {scipy.__version__}".encode())
    package, own = Path(commonweal.__file__).parent, Path(__file__).parent
    parts = sorted(part for part in package.iterdir() if part.is_dir() and part.name not in OF_NO_MATTER)
    for path in (path for part in (*parts, own) for path in sorted(part.rglob("*"))):
        if path.suffix in (".py", ".yaml", ".csv"):
            found.update(f"\0{path.relative_to(package)}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def is_kept(key: str) -> bool:
    """Whether something is kept under a key; whether it can be used is found out when it is read."""
    return _path(key).exists()


def kept(key: str) -> tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]]] | None:
    """The texts and arrays that were kept under a key; None where there are none that this installation wrote."""
    path = _path(key)
    if not is_kept(key):
        return None
    try:
        require_plain_file(path, most_bytes=MOST_BYTES, what="file of figures")
        whole = path.read_bytes()
        proof, packed = whole[:_PROOF], memoryview(whole)[_PROOF:]
        if not hmac.compare_digest(proof, _proof(key, packed)):
            raise ValueError("this installation did not write it so")
        with np.load(io.BytesIO(packed), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        return json.loads(arrays.pop("texts").tobytes()), arrays
    except (BadInput, OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as wrong:
        _log.warning("the figures kept in %s are not used, and are worked out again: %s", path, wrong)
        return None


def keep(key: str, texts: Mapping[str, Any], arrays: Arrays) -> None:
    """Keep texts and arrays under a key, whole or not at all, in place of those that were kept before.

    Where they cannot be kept, that is logged: the pages do not depend on it.

    Args:
        key: From ``key_of``.
        texts: Plain JSON.
        arrays: Numbers and truth values only.

    Raises:
        ValueError: An array holds objects.
    """
    stream = io.BytesIO()
    text = np.frombuffer(json.dumps(texts).encode(), dtype=np.uint8)
    if any(array.dtype.hasobject for array in arrays.values()):
        raise ValueError("numbers and truth values are kept, never objects, which would be read back as programs")
    # Uncompressed: it is read at every start and written seldom.
    write: Any = np.savez  # the types of its names take them for its own argument
    write(stream, texts=text, **arrays)
    packed = stream.getbuffer()
    try:
        path = _path(key)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".unfinished-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_proof(key, packed))
                file.write(packed)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        for other in path.parent.glob("*.figures"):
            if other != path:
                other.unlink(missing_ok=True)
    except (BadInput, OSError) as wrong:
        _log.warning("what was worked out from the published files cannot be kept for the next start: %s", wrong)


def _path(key: str) -> Path:
    # Hidden, so that backups pass it over: it can be worked out again.
    return home() / ".population-figures" / f"{key[:32]}.figures"


def _proof(key: str, packed: memoryview) -> bytes:
    """What only this installation can make of these bytes under this key."""
    digest = hashlib.sha256(packed).hexdigest()
    return salted_hmac(_SALT, f"{key} {digest}", secret=settings.SECRET_KEY, algorithm="sha256").digest()
