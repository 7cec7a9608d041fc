"""Every example in the documents runs, or says why it does not.

A ``console`` block holds commands after ``$`` and, below each, what it prints (``...`` stands for anything).
A ``python`` block runs as it stands, or as a doctest where it has ``>>>``. The blocks of one document run in order, in
one empty folder, with one set of names; ``commonweal`` runs in a fork of a process that has imported it. A remark on
the line before a block changes that::

    <!-- not run: it installs packages -->
    <!-- exit status 1 -->
    <!-- needs the published files -->
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.docs.warm_commands import warm_commonweal

DEMONSTRATION = "commonweal demo --no-serve"
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
SHELLS = {"sh", "bash", "shell", "shell-session"}


@pytest.fixture(scope="session")
def commonweal_folder() -> Iterator[Path]:
    """The folder of the program ``commonweal`` that the examples run."""
    with tempfile.TemporaryDirectory(prefix="commonweal-") as folder, warm_commonweal(Path(folder)) as programs:
        yield programs


def commands(text: str) -> list[tuple[str, str]]:
    """Each command of a console block with the output that is shown under it."""
    found: list[tuple[str, list[str]]] = []
    continued = False
    for line in text.splitlines():
        if continued:
            found[-1] = (found[-1][0] + "\n" + line.removeprefix("> "), [])
        elif line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
        else:
            raise AssertionError(f"a console block begins with a command after $, not with {line!r}")
        continued = found[-1][0].endswith("\\")
    return [(command, "\n".join(output)) for command, output in found]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demonstration is kept that the first document made, for the others that begin with it."""
    return tmp_path_factory.mktemp("demonstration") / "made"


def run_command(
    command: str, folder: Path, environment: dict[str, str], made: Path
) -> subprocess.CompletedProcess[str]:
    """Run a command, but what makes the demonstration in an empty folder only once: it is long, and always the same."""
    begins = command == DEMONSTRATION and not any(folder.iterdir()) and "COMMONWEAL_DATA" not in environment
    told = made.with_suffix(".txt")
    if begins and made.exists():
        shutil.copytree(made, folder, dirs_exist_ok=True)
        return subprocess.CompletedProcess(command, 0, told.read_text("utf-8"), "")
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
    if begins and done.returncode == 0:
        shutil.copytree(folder, made)
        told.write_text(done.stdout + done.stderr, "utf-8")
    return done


def run_console(block: Any, folder: Path, environment: dict[str, str], made: Path) -> None:
    wanted = int(re.fullmatch(r"exit status (\d+)", block.remark)[1]) if block.remark.startswith("exit status") else 0  # type: ignore[index]
    for command, shown in commands(block.text):
        done = run_command(command, folder, environment, made)
        where = f"line {block.line}: {command}\n{done.stdout}{done.stderr}"
        assert done.returncode == wanted, f"exit status {done.returncode}, not {wanted}, at {where}"
        if shown.strip():
            printed = done.stdout + done.stderr
            assert doctest.OutputChecker().check_output(shown.strip() + "\n", printed.strip() + "\n", FLAGS), (
                f"another output at {where}\nThe document shows:\n{shown}"
            )


def run_python(block: Any, names: dict[str, Any], document: str) -> None:
    if ">>>" not in block.text:
        exec(compile(block.text, f"{document}, line {block.line}", "exec"), names)
        return
    test = doctest.DocTestParser().get_doctest(block.text + "\n", names, document, document, block.line)
    heard: list[str] = []
    result = doctest.DocTestRunner(optionflags=FLAGS).run(test, out=heard.append, clear_globs=False)
    names.update(test.globs)
    assert result.failed == 0, "".join(heard)


def test_examples_run(
    document: Path,
    fenced: Callable[[Path], Iterator[Any]],
    tmp_path: Path,
    commonweal_folder: Path,
    made: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(commonweal_folder), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "COMMONWEAL_HOME": str(tmp_path / ".home"),
        "COLUMNS": "120",
    }
    environment.pop("COMMONWEAL_DATA", None)
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)
    names: dict[str, Any] = {"__name__": "example"}
    for block in fenced(document):
        if block.remark.startswith("not run:"):
            continue
        assert block.language not in SHELLS, f"line {block.line}: write ```console, with $ before each command"
        if block.remark == "needs the published files":
            environment["COMMONWEAL_DATA"] = str(request.getfixturevalue("data_folder"))
            monkeypatch.setenv("COMMONWEAL_DATA", environment["COMMONWEAL_DATA"])
        if block.language == "console":
            run_console(block, tmp_path, environment, made)
        elif block.language == "python":
            run_python(block, names, document.name)
        environment.pop("COMMONWEAL_DATA", None)
        monkeypatch.delenv("COMMONWEAL_DATA", raising=False)
