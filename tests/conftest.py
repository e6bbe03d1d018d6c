"""What every test is shut off from: the user's home, the terminal around, the network, the clock's zone."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

import tuireader
from tuireader.paths import Paths, user_paths

# A loaded machine is not a defect of the code, and a left-over example file is not the repository's.
settings.register_profile("tuireader", deadline=None, database=None, print_blob=True)
settings.load_profile("tuireader")

_XDG = ("DATA", "CACHE", "CONFIG", "STATE", "RUNTIME")
_TERMINAL = (
    "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLORTERM", "TERM_PROGRAM", "TMUX", "STY", "COLUMNS", "LINES",
    "EDITOR", "VISUAL", "PAGER", "TEXTUAL", "TEXTUAL_LOG", "PYTHONWARNINGS", "PYTHONIOENCODING",
)  # fmt: skip

Run = Callable[..., "subprocess.CompletedProcess[str]"]
"""Runs `tuireader ARGUMENTS...` as its own process, in an empty directory and without a terminal."""


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Shuts out the user's own home: tests must neither write there nor depend on it."""
    place = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(place))
    for kind in _XDG:
        monkeypatch.setenv(f"XDG_{kind}_{'DIR' if kind == 'RUNTIME' else 'HOME'}", str(place / kind.lower()))
    return place


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shuts out the terminal, locale and time zone the tests happen to be started from."""
    for name in _TERMINAL:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shuts out the network: nothing in tuireader may ask it for anything (`design.md` section 6)."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX:  # the event loop's own pair is a Unix one
            raise AssertionError(f"a test reached for the network: {address!r}")
        connect(self, address)  # type: ignore[arg-type]

    def unresolved(*asked: object, **_: object) -> None:
        raise AssertionError(f"a test asked for an address: {asked!r}")

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", unresolved)


@pytest.fixture
def paths(home: Path) -> Paths:
    """The directories of the test's own home."""
    return user_paths()


@pytest.fixture
def process_environment() -> Mapping[str, str]:
    """The environment for a child process that shall load the very package under test."""
    package_parent = str(Path(tuireader.__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": package_parent}


@pytest.fixture
def tuireader_process(process_environment: Mapping[str, str], tmp_path: Path) -> Run:
    """Runs the command in a process of its own; shuts out the checkout as working directory."""

    def run(
        *arguments: str | Path,
        text_in: str = "",
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "tuireader", *map(str, arguments)],
            input=text_in,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            env={**process_environment, **(env or {})},
            cwd=cwd or tmp_path,
            timeout=60,
            check=False,
        )

    return run
