"""Where things live: data, cache, config and state directories, and the seeds; which file stands at a path.

Importing this module touches no disk; a directory is made, private (0700), when it is asked for.
Platform conventions, the XDG variables among them, come from platformdirs.
"""

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from tuireader.errors import HomeError, quoted

_APP = "tuireader"


@dataclass(frozen=True, slots=True)
class Paths:
    """The directories of one user."""

    data: Path
    """What the user made: `notebook.db`, `notes.jsonl`, `backups/`. Precious."""
    cache: Path
    """What is derived and can be rebuilt: `library.db`."""
    config: Path
    """`config.toml`."""
    state: Path
    """Log and crash reports."""

    @property
    def library(self) -> Path:
        """The index over all sources."""
        return self.cache / "library.db"

    @property
    def settings(self) -> Path:
        """The user's configuration file; it need not exist."""
        return self.config / "config.toml"


def user_paths() -> Paths:
    """The directories of the user who runs this, as the platform has them; nothing is made yet.

    Raises:
        HomeError: the user has no home directory that could hold them, or one that is not absolute.
    """
    _require_absolute()
    from platformdirs import PlatformDirs  # 17 ms that `--version` need not pay

    try:
        dirs = PlatformDirs(_APP, appauthor=False)
        return Paths(
            data=dirs.user_data_path,
            cache=dirs.user_cache_path,
            config=dirs.user_config_path,
            state=dirs.user_state_path,
        )
    except (RuntimeError, KeyError, ValueError) as error:
        raise HomeError(f"No home directory: {error}", "Set HOME or the XDG variables") from error


def own_directories() -> tuple[Path, ...]:
    """The directories in which nobody but tuireader keeps files; none where the user has no home."""
    try:
        paths = user_paths()
    except HomeError:
        return ()
    return paths.data, paths.cache, paths.config, paths.state


def _require_absolute() -> None:
    """Refuse variables that would make another notebook in each directory one happens to stand in.

    platformdirs passes over some of them and takes others from the working directory, by version.
    """
    xdg = [f"XDG_{kind}_HOME" for kind in ("DATA", "CACHE", "CONFIG", "STATE")]
    concerned = xdg if all(map(os.environ.get, xdg)) else ["HOME", *xdg]
    for name in concerned:
        value = os.environ.get(name, "")
        if value and not os.path.isabs(value):  # noqa: PTH117 -- a path that is no UTF-8 must do
            raise HomeError(f"{name} is {quoted(value)}, which is relative", "Let it begin with /")


def private_directory(path: Path) -> Path:
    """Make `path` if need be and keep it to its owner (0700).

    Raises:
        HomeError: it cannot be made, or is not a directory.
    """
    try:
        for parent in reversed(path.parents):  # mkdir(parents=True) would leave them to the umask
            if not parent.exists():
                parent.mkdir(mode=0o700, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
        if path.stat().st_uid == os.getuid() and path.stat().st_mode & 0o077:
            _close_to_others(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise HomeError(
            f"Cannot use the directory {str(path)!r}: {reason}",
            "Make it a directory you may write to, or point HOME or the XDG variables elsewhere",
        ) from error
    return path


def _close_to_others(path: Path) -> None:
    """Take the rights of others off a directory; what is mounted read-only is read as it is."""
    try:
        path.chmod(0o700)
    except OSError as error:
        if error.errno != errno.EROFS:
            raise


def seeds_directory() -> Path:
    """The five seed articles: in the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "seeds"
    return installed if installed.is_dir() else package.parent / "seeds"


def file_at(path: Path) -> tuple[int, int] | None:
    """Which file stands at the path, by device and number: another once it was replaced; None for none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
