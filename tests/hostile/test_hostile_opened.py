"""P13 and P30: nothing that articles name is run, opened or asked for, as the system calls tell."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.hostile.conftest import Kit

_RUN = re.compile(r'execve\("((?:[^"\\]|\\.)*)"')


def traces() -> bool:
    """Whether system calls can be traced here."""
    strace = shutil.which("strace")
    tried = strace and subprocess.run(
        [strace, "-qq", "-o", "/dev/null", "true"], check=False, capture_output=True
    )
    return bool(tried) and tried.returncode == 0


@pytest.mark.promise("P13")
@pytest.mark.timeout(600)
@pytest.mark.skipif(not traces(), reason="needs strace, and the right to trace")
def test_nothing_is_run_opened_or_asked_for(kit: "Kit", process_environment: Mapping[str, str]) -> None:
    log = kit.root.with_name("calls")
    for arguments in (("add", kit.root), ("show", "--json", kit.root / "feeds" / "include.xml")):
        subprocess.run(
            ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=execve,connect,open,openat,sendto",
             "-A", "-o", log,
             sys.executable, "-m", "tuireader", *arguments],
            env=dict(process_environment), cwd=log.parent, capture_output=True, timeout=500, check=False,
        )  # fmt: skip
    calls = log.read_text("utf-8", "replace")
    assert "openat(" in calls
    # The processes that read are Python's own; nothing else is run.
    assert {os.path.realpath(path) for path in _RUN.findall(calls)} == {os.path.realpath(sys.executable)}
    assert "sa_family=AF_INET" not in calls
    for path in (kit.outside, "/etc/shadow", "/dev/zero", kit.canary, kit.root / "pipe.txt"):
        opened = [line for line in calls.splitlines() if f'"{path}"' in line]
        assert not [line for line in opened if "O_NONBLOCK" not in line], opened
    assert f'"{kit.outside}"' not in calls
    assert not [
        line for line in calls.splitlines() if str(kit.root) in line and re.search("O_WRONLY|O_RDWR", line)
    ]
    assert not kit.canary.exists()
