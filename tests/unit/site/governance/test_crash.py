"""A process that is killed in the middle of an act leaves nothing half done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

_IMPORT = """
import json, os, signal, sys
from commonweal.site.governance.command_line import import_handbook
from commonweal.governance.handbook.exchange import example_handbook
from commonweal.site.command_line import ready
ready()
from commonweal.site.governance import actions, models
from commonweal.site.audit.models import AuditEvent
if len(sys.argv) > 1:
    # Every row is written by then, and nothing is committed.
    real = getattr(actions, sys.argv[1])
    def killed(*given, **named):
        if sys.argv[1] == "_finish":
            real(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(actions, sys.argv[1], killed)
    import_handbook(example_handbook(), system="EXAMPLE-ICB")
before = [models.StoredRow.objects.count(), models.StoredHandbook.objects.count(), AuditEvent.objects.count()]
done = import_handbook(example_handbook(), system="EXAMPLE-ICB")
print(json.dumps({"before": before, "added": done.added}))
"""


def run(home: Path, *given: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PYTEST_VERSION")}
    return subprocess.run(
        [sys.executable, "-c", _IMPORT, *given],
        env={**environment, "COMMONWEAL_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("at", ["record", "_finish"])
def test_import_killed_before_its_end_leaves_nothing_and_can_be_done_again(tmp_path, at):
    killed = run(tmp_path, at)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    again = run(tmp_path)
    assert again.returncode == 0, again.stderr
    said = json.loads(again.stdout)
    assert said["before"] == [0, 0, 0]
    assert said["added"] > 20
