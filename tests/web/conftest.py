"""A served room, on this machine alone."""

import contextlib
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

Serve = Callable[..., contextlib.AbstractContextManager[str]]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shuts out the network but for this machine's own loopback."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX:
            assert isinstance(address, tuple)
            assert address[0] == "127.0.0.1", f"a test reached for the network: {address!r}"
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def serve(process_environment: Mapping[str, str], tmp_path: Path) -> Serve:
    """Runs `tuireader serve` in a process of its own and gives the address it prints; ends it in order."""

    @contextlib.contextmanager
    def serving(*arguments: str | Path) -> Iterator[str]:
        command = [sys.executable, "-m", "tuireader", "serve", "--port", "0", *map(str, arguments)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, encoding="utf-8", env=dict(process_environment), cwd=tmp_path
        ) as process:
            try:
                assert process.stdout is not None
                found = re.search(r"http://\S+", process.stdout.readline())
                assert found is not None
                yield found.group()
            finally:
                process.send_signal(signal.SIGINT)
                try:
                    assert process.wait(60) == 0
                except subprocess.TimeoutExpired:
                    process.kill()
                    raise

    return serving
