"""`keys`: what the keys of the reading room do, with the user's own changes."""

import click

from tuireader.cli.output import say, table
from tuireader.cli.program import DONE
from tuireader.paths import user_paths
from tuireader.room.actions import ACTIONS, Action
from tuireader.room.keymap import PRESETS, keymap
from tuireader.settings import load_settings

ACTION_IDS = frozenset(action.id for action in ACTIONS)
"""What `[keys]` in config.toml may name."""


@click.command(name="keys")
@click.option("--preset", type=click.Choice(tuple(PRESETS)), help="Those of this set, not your own.")
def keys_command(preset: str | None) -> int:
    """List the keys of the reading room, with the names that config.toml knows them by."""
    if preset is None:
        settings = load_settings(user_paths().settings, actions=ACTION_IDS)
        keys = keymap(settings.preset, settings.keys)
    else:
        keys = keymap(preset, {})
    rows = [
        (_group(at), " ".join(keys[action.id]) or ":", words_of(action), action.id)
        for at, action in enumerate(ACTIONS)
    ]
    for line in table(rows):
        say(line)
    return DONE


def _group(at: int) -> str:
    """The group's name beside its first action alone."""
    group = ACTIONS[at].group
    return group if at == 0 or ACTIONS[at - 1].group != group else ""


def words_of(action: Action) -> str:
    """What an action does, in the list and, where that differs, in the text."""
    if action.in_text:
        return f"{action.words} · in the text: {action.in_text[0].lower()}{action.in_text[1:]}"
    return action.words
