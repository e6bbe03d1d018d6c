"""`doctor`: whether everything is well here, and what to do where it is not."""

import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tuireader import __version__
from tuireader.cli.home import Home
from tuireader.cli.output import counted, say, say_json, wrapped
from tuireader.cli.program import DONE, NOT_DONE
from tuireader.errors import SettingsError, TuireaderError
from tuireader.paths import Paths, seeds_directory, user_paths

if TYPE_CHECKING:
    from tuireader.notebook.values import Health

State = Literal["ok", "note", "bad"]
"""Well; well enough, but worth knowing; needs doing."""

_MARKS: dict[State, str] = {"ok": "·", "note": "?", "bad": "!"}
_LIBRARIES = ("textual", "rapidfuzz", "click", "platformdirs", "charset-normalizer", "wcwidth")
_CLIPBOARDS = ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe", "termux-clipboard-set")
_NETWORKS = ("nfs", "cifs", "smb", "9p", "afs", "ncpfs", "fuse.sshfs", "fuse.rclone", "fuse.s3fs")
_OVER_A_NETWORK = {
    "data": "Locks are not to be trusted over a network: open the notebook on one machine at a time",
    "cache": "The library must not lie on a network: let XDG_CACHE_HOME name a directory of this machine",
}
_LITTLE = 20_000_000
"""Bytes below which the disk of the notebook counts as full."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    group: str
    name: str
    state: State
    value: str
    advice: str = ""
    """What to do, in one sentence; empty where nothing is."""


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="One object with every check.")
def doctor_command(as_json: bool) -> int:
    """Check versions, directories, notebook, library and terminal; say what to do."""
    checks = list(_all_checks())
    is_well = all(check.state != "bad" for check in checks)
    if as_json:
        say_json({"well": is_well, "checks": [asdict(check) for check in checks]})
        return DONE if is_well else NOT_DONE
    width = max(len(check.name) for check in checks)
    group = ""
    for check in checks:
        if check.group != group:
            group = check.group
            say(f"\n{group}" if check is not checks[0] else group)
        say(f"  {_MARKS[check.state]} {check.name:<{width}}  {check.value}")
        if check.advice:
            say(wrapped(check.advice, indent=" " * (width + 6)))
    todo = sum(check.state == "bad" for check in checks)
    say()
    known = sum(check.state == "note" for check in checks)
    if todo:
        say(f"{counted(todo, 'thing')} to do, marked with !")
    elif known:
        say(f"No problem found; {counted(known, 'thing')} to know, marked with ?")
    else:
        say("All is well.")
    return DONE if is_well else NOT_DONE


def _all_checks() -> Iterator[Check]:
    try:
        paths = user_paths()
    except TuireaderError as error:
        yield from _versions("")
        yield Check("Directories", "home", "bad", error.message, error.hint)
        return
    stores: list[Check] = []
    sqlite = ""
    with Home(paths) as home:
        try:
            sqlite = home.notebook.health().sqlite
            stores.extend(_notebook(home))
        except TuireaderError as error:
            stores.append(Check("Notebook", "open", "bad", error.message, error.hint))
        try:
            stores.extend(_library(home))
        except TuireaderError as error:
            stores.append(Check("Library", "open", "bad", error.message, error.hint))
    yield from _versions(sqlite)
    yield from _directories(paths)
    yield from stores
    yield from _terminal()


def _versions(sqlite: str) -> Iterator[Check]:
    yield Check("Versions", "tuireader", "ok", __version__)
    python = f"{platform.python_version()} ({sys.executable})"
    if has_html_defects(sys.version_info[:3]):
        advice = (
            "Its own HTML parser can be held up by hostile pages (CVE-2025-6069, CVE-2026-15308), and its "
            "web browser opener takes some addresses for options (CVE-2026-4519). tuireader leaves neither "
            "alone with what it reads; Python 3.13.15, 3.14.7 and later have them mended."
        )
        yield Check("Versions", "Python", "note", python, advice)
    else:
        yield Check("Versions", "Python", "ok", python)
    if sqlite and has_wal_reset_defect(sqlite):
        advice = (
            "This SQLite can, rarely, spoil a library that two programs index at once; it is then "
            "rebuilt. The notebook is not concerned. SQLite 3.51.3 and later have it mended."
        )
        yield Check("Versions", "SQLite", "note", sqlite, advice)
    else:
        yield Check("Versions", "SQLite", "ok", sqlite or "not looked at: the notebook did not open")
    for name in _LIBRARIES:
        try:
            yield Check("Versions", name, "ok", version(name))
        except PackageNotFoundError:
            yield Check("Versions", name, "bad", "not installed", f"Install it: pip install {name}")


def has_wal_reset_defect(sqlite: str) -> bool:
    """Whether this SQLite has the WAL-reset defect: 3.7.0 to 3.51.2, but for 3.44.6 and 3.50.7.

    Source: https://sqlite.org/wal.html, "The WAL-Reset Bug", and the release log of 3.51.3.
    """
    number = tuple(int(part) for part in sqlite.split(".")[:3])
    for mended in ((3, 44, 6), (3, 50, 7)):
        if number[:2] == mended[:2]:
            return number < mended
    return (3, 7, 0) <= number < (3, 51, 3)


def has_html_defects(python: tuple[int, ...]) -> bool:
    """Whether this Python is older than the releases in which html.parser and webbrowser were mended."""
    if python[:2] == (3, 13):
        return python < (3, 13, 15)
    return python < (3, 14, 7)


def _directories(paths: Paths) -> Iterator[Check]:
    for name in ("data", "cache", "config", "state"):
        place: Path = getattr(paths, name)
        if not place.exists():
            yield Check("Directories", name, "ok", f"{place} (made when needed)")
            continue
        mode = stat.S_IMODE(place.stat().st_mode)
        kind = file_system(place)
        if mode & 0o077 and name != "config":
            yield Check(
                "Directories", name, "bad", f"{place} ({mode:04o})", f"Others can look in: chmod 700 {place}"
            )
        elif name in _OVER_A_NETWORK and kind.startswith(_NETWORKS):
            yield Check("Directories", name, "note", f"{place} (on {kind})", _OVER_A_NETWORK[name])
        elif name == "data" and (free := shutil.disk_usage(place).free) < _LITTLE:
            value = f"{place} ({free / 1e6:.0f} MB free)"
            yield Check("Directories", name, "bad", value, "Free some space: soon no note can be saved")
        else:
            yield Check("Directories", name, "ok", f"{place} ({mode:04o}{', ' + kind if kind else ''})")
    yield _settings(paths)
    seeds = seeds_directory()
    count = len(list(seeds.glob("*.txt"))) if seeds.is_dir() else 0
    if count:
        yield Check("Directories", "seeds", "ok", f"{seeds} ({counted(count, 'article')})")
    else:
        yield Check("Directories", "seeds", "bad", f"{seeds} is empty", "Install tuireader again")


def _settings(paths: Paths) -> Check:
    from tuireader.articles.rules import RULE_NAMES
    from tuireader.cli.config import remarks
    from tuireader.cli.keys import ACTION_IDS
    from tuireader.settings import load_settings

    try:
        settings = load_settings(paths.settings, actions=ACTION_IDS, rules=RULE_NAMES)
    except SettingsError as error:
        return Check("Directories", "config.toml", "bad", error.message, error.hint)
    if odd := remarks(settings):
        return Check("Directories", "config.toml", "note", odd[0], "`tuireader config --check` says all")
    there = paths.settings.exists()
    return Check(
        "Directories", "config.toml", "ok", str(paths.settings) if there else "none: all as it comes"
    )


def _notebook(home: Home) -> Iterator[Check]:
    health = home.notebook.health()
    yield Check("Notebook", "file", "ok", health.path)
    if health.integrity == "ok":
        yield Check("Notebook", "integrity", "ok", "ok")
    else:
        advice = (
            "Nothing was changed. `tuireader export --format jsonl -o FILE` saves what can be read, "
            "`tuireader restore FILE` brings a backup back"
        )
        yield Check("Notebook", "integrity", "bad", health.integrity, advice)
    kept = f"{counted(health.notes, 'note')}, {counted(health.bookmarks, 'bookmark')}"
    if health.damaged:
        advice = (
            "The disk has changed their text. Compare them with notes.jsonl or a backup beside the notebook"
        )
        yield Check("Notebook", "notes", "bad", f"{kept}; damaged: {', '.join(health.damaged)}", advice)
    else:
        yield Check("Notebook", "notes", "ok", kept)
    if health.loose_modes:
        advice = "Others can read these: chmod 600 for files, 700 for directories"
        yield Check("Notebook", "privacy", "bad", ", ".join(health.loose_modes), advice)
    else:
        yield Check("Notebook", "privacy", "ok", "yours alone")
    yield _backups(health)
    if health.readonly:
        yield Check("Notebook", "writing", "note", "can only be read", "; ".join(health.notices))
    else:
        for notice in health.notices:
            yield Check("Notebook", "notice", "note", notice)


def _backups(health: "Health") -> Check:
    if health.last_backup is None:
        return Check("Notebook", "backups", "ok", "none yet")
    value = f"{health.backups:,}, the last is {health.last_backup}"
    if health.unsaved_changes == 0:
        return Check("Notebook", "backups", "ok", value)
    changes = counted(health.unsaved_changes, "change")
    return Check("Notebook", "backups", "ok", f"{value}, {changes} ago; the next start makes one")


def _library(home: Home) -> Iterator[Check]:
    from tuireader.library.sources import path_text

    library = home.library_as_it_is
    size = home.paths.library.stat().st_size
    count = counted(library.count(), "article")
    yield Check("Library", "file", "ok", f"{home.paths.library} ({size / 1e6:.1f} MB)")
    damage = library.damage()
    if damage:
        advice = "Nothing of yours is in it: `tuireader scan` builds it anew"
        yield Check("Library", "index", "bad", f"damaged: {damage}", advice)
    else:
        yield Check("Library", "index", "ok", "ok")
    yield Check(
        "Library",
        "articles",
        "ok",
        f"{count}, {counted(len(library.people(limit=None)), 'person', 'people')}",
    )
    places = {path_text(spec.name): spec.path for spec in home.source_specs()}
    for state in library.source_states():
        value = f"{counted(state.articles, 'article')} from {state.path}"
        if not os.path.exists(places.get(state.name, state.path)):  # noqa: PTH110 -- may be no UTF-8
            advice = (
                f"Bring {state.path} back, or `tuireader remove {state.name}`; its articles stay until then"
            )
            yield Check("Library", state.name, "note", value, advice)
        elif state.skipped:
            advice = "`tuireader scan` names each with its reason"
            yield Check("Library", state.name, "note", f"{value}, {len(state.skipped):,} skipped", advice)
        else:
            yield Check("Library", state.name, "ok", value)


def _terminal() -> Iterator[Check]:
    kind = os.environ.get("TERM", "")
    if kind in ("", "dumb"):
        advice = (
            "The reading room needs a terminal that can move its cursor; every other command works as it is"
        )
        yield Check("Terminal", "TERM", "note", kind or "not set", advice)
    else:
        yield Check("Terminal", "TERM", "ok", kind)
    if os.environ.get("NO_COLOR"):
        colours = "none, as NO_COLOR asks"
    elif os.environ.get("COLORTERM", "") in ("truecolor", "24bit"):
        colours = "16 million"
    else:
        colours = "256" if "256" in kind else "16"
    yield Check("Terminal", "colours", "ok", colours)
    encoding = (sys.stdout.encoding if sys.stdout is not None else "") or ""
    if encoding.casefold().replace("-", "") == "utf8":
        yield Check("Terminal", "letters", "ok", "UTF-8")
    else:
        yield Check("Terminal", "letters", "note", encoding, "Set LC_ALL=C.UTF-8 to see every letter")
    size = shutil.get_terminal_size((80, 24))
    yield Check("Terminal", "size", "ok", f"{size.columns}x{size.lines}")
    tools = [tool for tool in _CLIPBOARDS if shutil.which(tool)]
    yield Check("Terminal", "clipboard", "ok", ", ".join(tools) or "through the terminal itself (OSC 52)")


def file_system(place: Path) -> str:
    """The file system that `place` is on (`ext4`, `nfs4`); empty where the system does not tell."""
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    here = os.path.realpath(place) + "/"
    best, kind = "", ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        root = fields[1].replace("\\040", " ").rstrip("/") + "/"
        if here.startswith(root) and len(root) >= len(best):
            best, kind = root, fields[2]
    return kind
