"""Programs of the user's own: editor, pager, clipboard. Each runs only at a key, and never by a shell."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tuireader.errors import OutsideError

_CLIPBOARD_SECONDS = 3.0
"""How long a clipboard program may take to read a passage."""


def editor_command(environment: Mapping[str, str]) -> list[str] | None:
    """The user's editor as arguments, from `VISUAL` or `EDITOR`; None when neither is set.

    Raises:
        OutsideError: it cannot be read as a command.
    """
    for name in ("VISUAL", "EDITOR"):
        if environment.get(name, "").strip():
            return _command(name, environment[name])
    return None


def viewer_command(environment: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """What a file is looked at with, the editor or else the pager, and the environment for it.

    Raises:
        OutsideError: there is none.
    """
    editor = editor_command(environment)
    if editor is not None:
        return editor, dict(environment)
    # A pager of the `less` kind then starts no program and opens no other file, whatever the text says.
    quiet = {**environment, "LESSSECURE": "1", "LESSHISTFILE": "-"}
    if environment.get("PAGER", "").strip():
        return _command("PAGER", environment["PAGER"]), quiet
    less = shutil.which("less")
    if less is None:
        raise OutsideError("There is no editor to open it with", "Set EDITOR, then open tuireader again")
    return [less], quiet


def _command(name: str, value: str) -> list[str]:
    try:
        return shlex.split(value)
    except ValueError as error:
        raise OutsideError(
            f"{name} cannot be read as a command ({error})", "Mend the quotes in it"
        ) from error


def file_of(path: str) -> str:
    """The file that an article is in: without `#12` where it is a record of it, absolute.

    Raises:
        OutsideError: it is not there.
    """
    held = os.path.abspath(path)  # noqa: PTH100 -- a path that is no UTF-8 must do
    if not os.path.exists(held) and "#" in held:  # noqa: PTH110
        held = held.rpartition("#")[0]
    if not os.path.isfile(held):  # noqa: PTH113
        raise OutsideError(f"The file {path!r} is not there any more", "O shows the text as it was read")
    return held


def clipboard_command(environment: Mapping[str, str], platform: str = sys.platform) -> list[str] | None:
    """The platform's own program that takes a text for the clipboard; None when none is there."""
    candidates: list[list[str]] = []
    if platform == "darwin":
        candidates.append(["pbcopy"])
    if environment.get("WAYLAND_DISPLAY"):
        candidates.append(["wl-copy"])
    if environment.get("DISPLAY"):
        candidates += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    for name, *rest in candidates:
        found = shutil.which(name, path=environment.get("PATH"))
        if found is not None:
            return [found, *rest]
    return None


def put_on_clipboard(command: Sequence[str], text: str) -> bool:
    """Hand the text to a clipboard program; whether it took it."""
    try:
        done = subprocess.run(
            command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_CLIPBOARD_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


class Sheet:
    """A private file to write in with the user's editor; it stays until `drop` is called."""

    def __init__(self, text: str) -> None:
        """
        Raises:
            OutsideError: there is no room for it.
        """
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="tuireader-"))  # 0700
            self.path = self._folder / "note.md"
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123
                file.write(f"{text}\n" if text else "")
        except OSError as error:
            raise OutsideError(f"No file to edit in: {error.strerror}", "E edits here instead") from error

    @property
    def text(self) -> str:
        """What it says now.

        Raises:
            OutsideError: it cannot be read any more.
        """
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise OutsideError(
                f"What was written cannot be read: {error.strerror}", f"Look in {self._folder}"
            ) from error
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
        return text.replace("\r\n", "\n").rstrip("\n")

    def drop(self) -> None:
        """Take it away, with what an editor left beside it; what was written is kept elsewhere by now."""
        shutil.rmtree(self._folder, ignore_errors=True)
