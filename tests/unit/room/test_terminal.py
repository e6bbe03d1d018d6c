"""The terminal's driver where no terminal is: it waits for nobody, and takes again only what it gave back."""

import io
import sys
from types import SimpleNamespace

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it drives a Unix terminal")


def test_who_writes_to_a_terminal_that_is_gone_does_not_wait_for_it() -> None:
    from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

    from tuireader.room.terminal import RoomDriver

    driver = RoomDriver.__new__(RoomDriver)
    # As after a hang-up: the thread that wrote has ended, and nobody takes what is queued for it.
    driver._writer_thread = WriterThread(io.StringIO())
    for _ in range(2 * MAX_QUEUED_WRITES):
        driver.write("x")


def test_a_signal_to_go_on_takes_the_terminal_again_only_after_a_stop() -> None:
    from textual.drivers._writer_thread import WriterThread

    from tuireader.room.terminal import RoomDriver

    done: list[str] = []
    driver = RoomDriver.__new__(RoomDriver)
    driver._app = SimpleNamespace(refresh=lambda *, layout: done.append("drawn"))  # type: ignore[assignment]
    driver._auto_restart = True
    driver._writer_thread = WriterThread(io.StringIO())
    driver.resume_application_mode = lambda: done.append("taken")  # type: ignore[method-assign]
    driver._must_signal_resume = False
    driver._sigcont_application()
    driver._must_signal_resume = True
    driver._sigcont_application()
    assert done == ["drawn", "taken"]
