"""`config`: where the settings are, what holds, a new file of them, and whether it can be taken."""

import os
from pathlib import Path

import click

from tuireader.articles.rules import RULE_NAMES
from tuireader.cli.keys import ACTION_IDS
from tuireader.cli.output import complain, remark, say
from tuireader.cli.program import DONE
from tuireader.errors import SettingsError, UsageError
from tuireader.paths import private_directory, user_paths
from tuireader.room.keymap import conflicts, keymap
from tuireader.settings import Settings, load_settings
from tuireader.settings.writing import in_toml, initial_file


@click.command(name="config")
@click.option("--init", "makes", is_flag=True, help="Make a config.toml with every setting in it, explained.")
@click.option("--check", "checks", is_flag=True, help="Say whether it can be taken, and what is odd in it.")
def config_command(makes: bool, checks: bool) -> int:
    """Print where config.toml is and the settings that hold, as TOML."""
    if makes and checks:
        raise UsageError("--init and --check are two things to do", "Give one of them")
    path = user_paths().settings
    if makes:
        _make(path)
        say(f"{path}: every setting stands in it, switched off. Take the # before one away to set it.")
        return DONE
    settings = load_settings(path, actions=ACTION_IDS, rules=RULE_NAMES)
    is_there = path.exists()
    if checks:
        for line in remarks(settings):
            complain(line)
        say(f"{path}: can be taken" if is_there else f"{path}: not there, all is as it comes")
        return DONE
    remark(str(path) if is_there else f"{path} (not there yet: `tuireader config --init` makes it)")
    say(in_toml(settings))
    return DONE


def remarks(settings: Settings) -> list[str]:
    """What is odd in settings that are taken all the same: faint colours, one key for two actions."""
    told = settings.remarks()
    for key, pane, actions in conflicts(keymap(settings.preset, settings.keys)):
        told.append(f"The key {key!r} means {' and '.join(actions)} in the {pane}: the first is done")
    return told


def _make(path: Path) -> None:
    """Write the file that explains every setting: all of it or nothing, and never over another.

    Raises:
        SettingsError: there is a file already, or it cannot be written.
    """
    private_directory(path.parent)
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 -- a descriptor
                file.write(initial_file())
                file.flush()
                os.fsync(file.fileno())
            # A link, for that fails where a file is, and a rename would replace it.
            os.link(beside, path)
        finally:
            beside.unlink()
    except FileExistsError as error:
        raise SettingsError(
            f"{path} is there already, and is left as it is",
            "Move it away first, or look at the README for what it may say",
        ) from error
    except OSError as error:
        raise SettingsError(f"Cannot write {path}: {error.strerror}", "Make its folder writable") from error
