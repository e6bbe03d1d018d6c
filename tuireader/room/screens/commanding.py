"""All that can be done, by its name: the help, the commands, and a click on a hint."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from textual import on, work

from tuireader.room.actions import ACTIONS, Action, action_named
from tuireader.room.pane import Pane
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.looking import LookingScreen
from tuireader.room.widgets.choice_rows import Choice
from tuireader.room.widgets.status_line import StatusLine

_REMEMBERED = "room.commands"
"""Where the notebook keeps what was asked for by name: `[["room.theme", 3], …]`, the last one first."""

_MOST_USED = 8
"""Commands that stand before the groups, for having been asked for before."""

_BY_USE = ("Find", "Keep", "Look", "Room", "Correct", "Timeline", "Select", "Move")
"""Groups, what is looked for by its name first: nobody looks for how to move down."""

_ELSEWHERE = ("notes", "people", "countries", "names", "timeline")
"""Where actions are meant for what a sheet lists: they are not offered here."""

_ONLY_THERE = ("facets", "selection")
"""Panes whose own actions mean nothing in others."""

_PREFIXES = {"On a card: ": "Person: ", "On a country's card: ": "Country: ", "In the facets: ": "Facets: "}

Used = Sequence[tuple[str, int]]
"""Ids of actions that were asked for by name and how often, the last one first."""


class CommandingScreen(LookingScreen):
    """Offers what can be done here, what was asked for before first."""

    @property
    def pane(self) -> Pane:
        """What has the keys."""
        raise NotImplementedError

    def action_commands(self) -> None:
        pane = self.pane

        def load() -> list[Choice[str]]:
            return commands(self.room.keys, pane, used_before(self.desk.notebook.recall(_REMEMBERED)))

        chooser: Chooser[str] = Chooser(
            "Commands",
            load,
            signs=self.signs,
            hint="Enter does it   Esc back",
            empty_words="",
            placeholder="search all commands",
            writes_whole=True,
        )
        self.app.push_screen(chooser, self._command_chosen)

    def _command_chosen(self, id: str | None) -> None:
        if id is not None:
            self._remember_command(id)
            self._run_named(id)

    @work(description="work", group="commands")
    async def _remember_command(self, id: str) -> None:
        notebook = self.desk.notebook

        def job() -> None:
            used = dict(used_before(notebook.recall(_REMEMBERED)))
            now = {id: used.pop(id, 0) + 1, **used}
            notebook.remember(_REMEMBERED, json.dumps(list(now.items())))

        if not notebook.readonly:
            await self.attempt(job)

    def action_help(self) -> None:
        from tuireader.room.screens.sheets import help_sheet

        self.app.push_screen(help_sheet(self.signs, self.room.keys), self._run_named)

    def _run_named(self, id: str | None) -> None:
        action = action_named(id) if id else None
        if action is not None and action.where == "notes":
            self.say("That is for the list of all notes: A opens it")
        elif action is not None and action.where == "timeline":
            self.say("That is for the timeline: T opens it")
        elif action is not None:
            self.run_named(action.method)

    def run_named(self, method: str) -> Any:
        """Run an action from the commands or the help."""
        return getattr(self, f"action_{method}")()

    @on(StatusLine.Pressed)
    def _hint_clicked(self, event: StatusLine.Pressed) -> None:
        """A click on a hint does what its key does here."""
        event.stop()
        key, _ = self.status.hints[event.index]
        if self.is_typing:
            while_typing = {"Enter": "keep_typed", "Esc": "drop_typed", "Tab": "take_choice"}
            if key in while_typing:
                self.run_named(while_typing[key])
            return
        here = (action for action in ACTIONS if action.is_for(self.pane) and key in self.room.keys[action.id])
        action = next(here, None)
        if action is not None:
            self.run_named(action.method)


def used_before(kept: str | None) -> Used:
    """What was asked for by name, as the notebook keeps it; what is no such list is none."""
    try:
        known = json.loads(kept or "[]")
        return [(str(id), int(times)) for id, times in known if action_named(str(id)) is not None]
    except (ValueError, TypeError):
        return []


def commands(keys: Mapping[str, tuple[str, ...]], pane: Pane, used: Used) -> list[Choice[str]]:
    """What can be asked for by name: the last one, those asked for most often, then all others by use.

    Args:
        keys: of each action, as they are set.
        pane: what has the keys.
        used: what was asked for before.
    """
    # What can be asked for in several places is offered once, and means what is at hand.
    once: dict[str, Action] = {}
    for action in ACTIONS:
        if action.where not in _ELSEWHERE and (action.where not in _ONLY_THERE or action.where == pane):
            once.setdefault(action.method, action)
    offered = {action.id: action for action in once.values()}
    before = [id for id, _ in used if id in offered]
    often = dict(used)
    before = before[:1] + sorted(before[1:], key=lambda id: -often[id])
    before = before[:_MOST_USED]
    rest = sorted(
        (action for action in offered.values() if action.id not in before),
        key=lambda action: (_BY_USE.index(action.group), not action.is_for(pane)),
    )
    return [
        *(_choice(offered[id], keys[id], pane, "used before") for id in before),
        *(_choice(action, keys[action.id], pane, action.group.lower()) for action in rest),
    ]


def _choice(action: Action, keys: tuple[str, ...], pane: Pane, group: str) -> Choice[str]:
    words = action.in_text if action.in_text and pane in ("text", "selection", "names") else action.words
    for prefix, instead in _PREFIXES.items():
        if words.startswith(prefix):
            words = instead + words.removeprefix(prefix)
    told = " ".join(keys)
    if told and not action.is_for(pane):
        # Here the key is none, or another's.
        told += " in the list" if action.where == "list" else " in the text"
    return Choice(action.id, words, tail=told, group=group)
