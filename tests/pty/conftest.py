"""A real pseudo-terminal with tuireader in it: the bytes it sends, and what they draw."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress

import pyte
import pytest

_QUIET_READS = 8
"""Tenths of a second without a byte, after which nothing more is on its way."""

_PATIENCE = 30.0
"""Seconds to wait for a screen on a loaded machine."""


class Terminal:
    """Runs one command on a pty and keeps all that it sends."""

    def __init__(
        self,
        arguments: list[str],
        environment: Mapping[str, str],
        size: tuple[int, int],
        *,
        stdout_to_pipe: bool = False,
        program: Sequence[str] = ("-m", "tuireader"),
    ) -> None:
        width, height = size
        self.sent = bytearray()
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            if stdout_to_pipe:
                os.dup2(os.pipe()[1], 1)
            os.execve(sys.executable, [sys.executable, *program, *arguments], dict(environment))
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def _read(self, seconds: float) -> bool:
        """Take what comes within so many seconds; False at the end."""
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False
        if not data:
            return False
        self.sent += data
        # pyte stumbles over private sequences that no screen shows (kitty keys): they are judged as bytes.
        with suppress(TypeError, AttributeError, IndexError, ValueError):
            self._stream.feed(data)
        return True

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Read until the screen is as wanted."""
        end = time.monotonic() + _PATIENCE
        while not holds():
            alive = self._read(0.05)
            assert alive or holds(), f"ended before {what}:\n{self.text}"
            assert time.monotonic() < end, f"no {what}:\n{self.text}"

    def send(self, keys: str) -> None:
        """Type."""
        self.send_bytes(keys.encode())

    def send_bytes(self, data: bytes) -> None:
        """Type what need not be text."""
        os.write(self._fd, data)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Take the terminal away, as when its window is closed."""
        os.close(self._fd)
        self._fd = os.open(os.devnull, os.O_RDWR)

    def echoes(self) -> bool:
        """Whether the terminal shows what is typed, as a shell wants it."""
        flags: int = termios.tcgetattr(self._fd)[3]
        return bool(flags & termios.ECHO and flags & termios.ICANON)

    @property
    def is_restored(self) -> bool:
        """Whether it is as a shell wants it: what was switched on is off again, and typing shows."""
        on = (b"?1049h", b"?1000h", b"?1002h", b"?1003h", b"?1006h", b"?2004h", b"?25l")
        for mode in on:
            off = mode[:-1] + (b"h" if mode.endswith(b"l") else b"l")
            if self.sent.rfind(b"\x1b[" + mode) > self.sent.rfind(b"\x1b[" + off):
                return False
        return self.echoes()

    def until_still(self) -> None:
        """Read until nothing more is drawn: the room paints in several steps."""
        end, quiet = time.monotonic() + _PATIENCE, 0
        while quiet < _QUIET_READS:
            before = len(self.sent)
            assert self._read(0.1), "it ended"
            quiet = quiet + 1 if len(self.sent) == before else 0
            assert time.monotonic() < end, f"it is never still:\n{self.text}"

    def until_stopped(self) -> None:
        """Read until the program is stopped, as a shell's job is."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            self._read(0.05)
            done, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)
            if done:
                assert os.WIFSTOPPED(status), f"it ended: {status}"
                while select.select([self._fd], [], [], 0.05)[0] and self._read(0.05):
                    pass
                return
        raise AssertionError("it was not stopped")

    def end(self) -> int:
        """Wait for a program that no longer has a terminal; the exit code, negative for a signal."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.05)
        raise AssertionError("still running without a terminal")

    def wait(self) -> int:
        """Read to the end; the exit code, negative for a signal that killed it."""
        end = time.monotonic() + _PATIENCE
        while self._read(0.05):
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                while self._read(0.05) and select.select([self._fd], [], [], 0.05)[0]:
                    pass
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
            assert time.monotonic() < end, f"still running:\n{self.text}"
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        """End it, whatever it does."""
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(self.pid, 0)
        with suppress(OSError):
            os.close(self._fd)


OpenTerminal = Callable[..., Terminal]


@pytest.fixture
def terminal(process_environment: Mapping[str, str]) -> Iterator[OpenTerminal]:
    """Opens terminals, and ends what is left in them."""
    opened: list[Terminal] = []

    def opening(
        *arguments: str,
        size: tuple[int, int] = (100, 30),
        stdout_to_pipe: bool = False,
        program: Sequence[str] = ("-m", "tuireader"),
    ) -> Terminal:
        one = Terminal(
            list(arguments), process_environment, size, stdout_to_pipe=stdout_to_pipe, program=program
        )
        opened.append(one)
        return one

    yield opening
    for one in opened:
        one.close()
