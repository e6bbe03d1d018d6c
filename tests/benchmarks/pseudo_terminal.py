"""A program on a pseudo-terminal: when it has drawn what, with how many bytes, processor time and memory."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

_QUIET = 0.15
"""Seconds without a byte after which a screen is settled."""
_PATIENCE = 120.0


class PseudoTerminal:
    """Runs one command until it is closed.

    Args:
        command: the program and its arguments.
        environment: of the program.
        size: columns and lines.
        stdin: read instead of the keyboard, as by `fzf < headlines`.
        draws: whether what it sends is kept as a screen: costs time, but not the program's.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        size: tuple[int, int] = (140, 40),
        stdin: Path | None = None,
        draws: bool = True,
    ) -> None:
        self.sent = 0
        """Bytes so far."""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen) if draws else None
        self.began = self._last = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            if stdin is not None:
                os.dup2(os.open(stdin, os.O_RDONLY), 0)
            os.execvpe(command[0], list(command), dict(environment))
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def megabytes(self) -> float:
        """The most memory that the process has held."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    @property
    def processor(self) -> float:
        """Seconds of processor time that the process has taken, in steps of a hundredth."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")

    def until(self, holds: Callable[[str], bool]) -> float:
        """Read until the screen is as wanted; when what made it so had come, in seconds of the clock."""
        while not holds(self.text):
            if time.perf_counter() - self.began > _PATIENCE or not self._read(0.5):
                raise RuntimeError(f"the screen never was as wanted:\n{self.text}")
        return self._last

    def settle(self, quiet: float = _QUIET) -> float:
        """Read until nothing more comes; when the last byte had come."""
        while self._waits(quiet):
            if not self._read(0):
                break
        return self._last

    def press(self, keys: str, quiet: float = _QUIET) -> tuple[float, int]:
        """Press keys and wait until the screen is settled: milliseconds to the last byte, and the bytes."""
        before, began = self.sent, time.perf_counter()
        self.send(keys)
        self._last = began
        return (self.settle(quiet) - began) * 1000, self.sent - before

    def send(self, keys: str) -> None:
        """Press keys and wait for nothing."""
        os.write(self._fd, keys.encode())

    def settle_for(self, seconds: float) -> None:
        """Take what comes for so long."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if self._waits(left) and not self._read(0):
                return

    def end(self) -> None:
        """Read until the program has ended."""
        while self._read(1.0):
            if time.perf_counter() - self.began > _PATIENCE:
                raise RuntimeError(f"it did not end:\n{self.text}")

    def rest(self, seconds: float = 1.0) -> None:
        """Wait until it works no longer: what it began at its start is done."""
        while time.perf_counter() - self.began < _PATIENCE:
            before = self.processor
            self.settle_for(seconds)
            if self.processor - before < 0.05 * seconds:
                return

    def _waits(self, seconds: float) -> bool:
        return bool(select.select([self._fd], [], [], seconds)[0])

    def _read(self, seconds: float) -> bool:
        if not self._waits(seconds):
            return True
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False
        self._last = time.perf_counter()
        self.sent += len(data)
        if b"\x1b[6n" in data:
            self.send("\x1b[1;1R")  # where the cursor is: fzf asks
        if self._stream is not None:
            # pyte stumbles over private sequences that no screen shows.
            with suppress(TypeError, AttributeError, IndexError, ValueError):
                self._stream.feed(data)
        return bool(data)
