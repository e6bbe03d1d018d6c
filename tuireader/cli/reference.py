"""The parts of the README that are made from the code: keys, commands, settings.

`python -m tuireader.cli.reference README.md` writes them anew between their markers; a test compares.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import click

from tuireader.articles.rules import RULES
from tuireader.cli.program import COMMANDS, program
from tuireader.errors import UsageError
from tuireader.room.actions import ACTIONS
from tuireader.room.keymap import PRESETS
from tuireader.settings.writing import reference


def key_table() -> str:
    """All keys of the reading room as a Markdown table, a row for each action that has one."""
    rows = ["| Key | In the list | In the text |", "| --- | --- | --- |"]
    group = ""
    for action in ACTIONS:
        if not action.keys:
            continue
        if action.group != group:
            group = action.group
            rows.append(f"| **{group}** | | |")
        in_list = _cell(action.words) if action.is_for("list") else "–"
        in_text = _cell(action.in_text or action.words) if action.where != "list" else "–"
        in_text = "the same" if in_text == in_list else in_text
        rows.append(f"| {' '.join(_key(key) for key in action.keys)} | {in_list} | {in_text} |")
    return "\n".join(rows)


def _key(key: str) -> str:
    """A key as Markdown shows it in a table; a backtick or a bar needs care there."""
    return f"`{key}`".replace("|", "\\|")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def command_list() -> str:
    """All commands with what they take and do, as a Markdown table."""
    rows = ["| Command | What it does |", "| --- | --- |"]
    rows.append("| `tuireader` | Open the reading room on your library. |")
    rows.append("| `tuireader PATH...` | Open it on these files or folders alone. |")
    context = click.Context(program, info_name="tuireader")
    for name in COMMANDS:
        command = program.get_command(context, name)
        if command is None:
            raise LookupError(name)
        usage = " ".join([f"tuireader {name}", *_pieces(command, click.Context(command, parent=context))])
        rows.append(f"| `{_cell(usage)}` | {_cell(_first_paragraph(command))} |")
    return "\n".join(rows)


def _pieces(command: click.Command, context: click.Context) -> list[str]:
    """What may follow the name: arguments as click writes them, then each option with its value's name."""
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    pieces = [argument.make_metavar(context) for argument in arguments]
    for option in options:
        flag = min(option.opts, key=len) if option.name == "target" else option.opts[-1]
        value = "" if option.is_flag else f" {_value(option, context)}"
        pieces.append(f"[{flag}{value}]" + ("..." if option.multiple else ""))
    return pieces


def _value(option: click.Option, context: click.Context) -> str:
    if isinstance(option.type, click.Choice):
        return "|".join(str(choice) for choice in option.type.choices)
    if isinstance(option.type, click.IntRange):
        return "N"
    return option.make_metavar(context)


def _first_paragraph(command: click.Command) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split())


def settings_list() -> str:
    """A `config.toml` that says every setting with its default, as a fenced block."""
    return f"```toml\n{reference()}\n```"


def preset_table() -> str:
    """What the sets of keys change in the table of keys."""
    rows = ["| Preset | Key | Does |", "| --- | --- | --- |"]
    for name, changed in PRESETS.items():
        label = f"`{name}`"
        if not changed:
            rows.append(f"| {label} | | the table above |")
        for action in ACTIONS:
            if action.id in changed:
                keys = " ".join(_key(key) for key in changed[action.id])
                rows.append(f"| {label} | {keys} | {_cell(action.words)} |")
                label = ""
    return "\n".join(rows)


def rule_table() -> str:
    """All cleaning rules as a Markdown table."""
    rows = ["| Rule | What it takes | For example |", "| --- | --- | --- |"]
    for rule in RULES:
        example = f"`{_cell(rule.example)}`" if rule.example else "–"
        rows.append(f"| {rule.name} | {_cell(rule.takes)} | {example} |")
    return "\n".join(rows)


PARTS: dict[str, Callable[[], str]] = {
    "keys": key_table,
    "presets": preset_table,
    "commands": command_list,
    "settings": settings_list,
    "rules": rule_table,
}
"""What stands between `<!-- NAME: made from the code -->` and `<!-- /NAME -->`, by NAME."""


def with_parts(text: str) -> str:
    """`text` with every made part as the code has it now.

    Raises:
        UsageError: a marker is missing.
    """
    for name, make in PARTS.items():
        pattern = re.compile(f"(<!-- {name}: made from the code -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        made = make()
        # Not as a template: the parts hold backslashes.
        pieces = pattern.split(text)
        times = len(pieces) // 3
        text = f"{pieces[0]}{pieces[1]}{made}\n{pieces[2]}{pieces[3]}" if times == 1 else text
        if times != 1:
            raise UsageError(f"The markers for {name!r} stand {times} times", "They must stand once")
    return text


if __name__ == "__main__":
    readme = Path(sys.argv[1])
    readme.write_text(with_parts(readme.read_text("utf-8")), "utf-8")
