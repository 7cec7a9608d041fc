"""``commonweal`` for the examples of the documents, without starting Python anew for each command.

A fresh process spends most of its time on imports. Here one process imports the library once and forks for each
command: the fork has the folder, environment, input and output of whoever called, and ends with the command's exit
status. The web framework is not set up before the fork, since its settings are read from the environment. What a fresh
process does is held by `tests/unit/site/test_commands.py`.

Run as a program, this is that process; `warm_commonweal` writes the small program that asks it.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

# What commands import of others' libraries; none of them reads the settings on import.
OTHERS = (
    "asyncio",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "django.contrib.auth.hashers",
    "django.core.management",
    "django.db.backends.sqlite3.base",
    "django.db.migrations.executor",
    "django.db.models",
    "django.forms",
    "django.template.loader",
    "django.test.client",
    "docx",
    "duckdb",
    "holidays",
    "jinja2",
    "numpy",
    "openpyxl",
    "openpyxl.cell.cell",
    "pydantic",
    "python_calamine",
    "rules",
    "scipy.optimize",
    "scipy.stats",
    "waitress",
    "whitenoise",
    "yaml",
)

ASK = """#!{python} -IS
import json, os, socket, sys

asking = socket.socket(socket.AF_UNIX)
asking.connect({address!r})
words = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
socket.send_fds(asking, [len(words).to_bytes(4, "big")], [0, 1, 2])
asking.sendall(words)
answered = asking.recv(1)
sys.exit(answered[0] if answered else "the process that runs commands has ended")
"""


@contextmanager
def warm_commonweal(folder: Path) -> Iterator[Path]:
    """A folder for the PATH with a program ``commonweal`` in it, while the process behind it lives.

    Args:
        folder: An empty folder to work in; its path has to be short, as the address of a socket is.
    """
    address = folder / "ask"
    program = folder / "bin" / "commonweal"
    program.parent.mkdir()
    program.write_text(ASK.format(python=sys.executable, address=str(address)))
    program.chmod(0o755)
    environment = {**os.environ, "COMMONWEAL_HOME": str(folder / "no-home")}
    for name in ("COMMONWEAL_DATA", "DATABASE_URL", "PYTHONUNBUFFERED"):
        environment.pop(name, None)
    with subprocess.Popen(
        [sys.executable, __file__, str(address)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n", "the process that runs commands did not start"
            yield program.parent
        finally:
            assert process.stdin is not None
            process.stdin.close()


def serve(address: str) -> None:
    """Import, then fork for each command asked for, until whoever started this closes its input or ends."""
    import_all()
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    listening.listen()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while sys.stdin not in select.select([sys.stdin, listening], [], [])[0]:
        asked, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            answer(asked)
        asked.close()


def import_all() -> None:
    """Import every module of the library that needs no web framework, and read its tables of reference."""
    import commonweal

    for name in OTHERS:
        importlib.import_module(name)
    import_within(commonweal)
    from commonweal.law import book
    from commonweal.wiring.asking import registry

    book()
    registry()


def import_within(package: ModuleType) -> None:
    """Import the modules of a package, and those of packages in it; the site is left out."""
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if found.name not in {"commonweal.site", "commonweal.__main__"}:
            module = importlib.import_module(found.name)
            if found.ispkg:
                import_within(module)


def answer(asked: socket.socket) -> None:
    """Run one command in a fork of this fork, and tell its exit status."""
    start, streams, _, _ = socket.recv_fds(asked, 4, 3)
    left = int.from_bytes(start, "big")
    parts = []
    while left:
        parts.append(asked.recv(left))
        left -= len(parts[-1])
    words, folder, environment = json.loads(b"".join(parts))
    running = os.fork()
    if running == 0:
        asked.close()
        for place, stream in enumerate(streams):
            os.dup2(stream, place)
            os.close(stream)
        # Those of the process that forked remember whether they could seek.
        sys.stdin = open(0, closefd=False)  # noqa: SIM115  (they live as long as the command)
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", closefd=False, errors="backslashreplace")  # noqa: SIM115
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = ["commonweal", *words]
        run(words)
    for stream in streams:
        os.close(stream)
    asked.sendall(bytes([os.waitstatus_to_exitcode(os.waitpid(running, 0)[1]) % 256]))
    os._exit(0)


def run(words: list[str]) -> None:
    """Run one command as the entry point does."""
    from commonweal.cli import main

    status = 70
    try:
        status = main(words)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    serve(sys.argv[1])
