"""The settings as TOML: the reference of the README, the file that `tuireader config --init` makes of it, and
the values that hold."""

import json
from collections.abc import Mapping
from dataclasses import Field, fields
from itertools import chain
from typing import Any

from tuireader.settings.palettes import BUILT_IN, COLORS, READABLE
from tuireader.settings.values import FIELD_ROLES, Settings

_BEGINS = (
    "# Settings of tuireader. Every one stands here with the value that holds without it, switched off:",
    "# take the # at the start of its line away to set it. `tuireader config` prints what holds, and",
    "# `tuireader config --check` says whether it can be taken.",
    "",
)

_SECTIONS: dict[str, tuple[str, ...]] = {
    "keys": (
        "# Keys of single actions, by the names that `tuireader keys` lists: one, several, or [] for none.",
        '# "article.toggle-bookmark" = "b"',
        '# "room.quit" = ["q", "ctrl+q"]',
    ),
    "themes": (
        "# Themes of your own: a table [themes.NAME] here, or the same keys in a file themes/NAME.toml;",
        '# then theme = "NAME". What it does not name is as in its base.',
    ),
    "fields": (
        "# What JSON and CSV call the parts of an article, where it is a name that tuireader does not know;",
        f"# dots lead into objects. For {', '.join(FIELD_ROLES)}.",
        '# text = ["story_text", "story.body"]',
    ),
    "encoding": (
        "# What the files of a source are written in, if they do not say it and the guess is wrong.",
        '# "old archive" = "koi8-r"',
        '# default = "cp1258"    # of all other sources',
    ),
    "cleaning": (
        "off = []".ljust(24) + '# rules that shall not apply: ["share buttons", "dateline"]',
        "",
        "# [[cleaning.rule]]".ljust(28) + "# a rule of your own; as many as you like",
        '# name = "paywall"'.ljust(28) + "# what stands where it says what was taken",
        '# match = "Read on for $1"'.ljust(28) + "# takes every line that is this, in any case of letters",
        "# regex = false".ljust(28) + "# whether match is a regular expression (RE2's) for the line",
        "# within = false".ljust(28) + "# whether it takes parts of lines, too",
        '# source = "ap"'.ljust(28) + "# for this source alone; leave it out for all",
    ),
}


def reference() -> str:
    """A `config.toml` that says every setting with its default, and examples in comments."""
    lines: dict[str, list[str]] = {"": [], **{name: [] for name in _SECTIONS}}
    for field in fields(Settings):
        if "words" in field.metadata:
            shown = json.dumps(field.default)  # texts, numbers and flags look the same in TOML
            words = field.metadata["words"].replace("`", "")
            lines[field.metadata.get("in", "")].append(f"{field.name} = {shown}".ljust(24) + f"# {words}")
    for name, more in _SECTIONS.items():
        lines[name].extend(more)
    lines["themes"].extend(_theme_lines())
    parts = [["", f"[{name}]", *lines[name]] for name in _SECTIONS]
    return "\n".join([*lines[""], *chain.from_iterable(parts)])


def _theme_lines() -> list[str]:
    first = next(iter(BUILT_IN.values()))
    others = ", ".join(name for name in BUILT_IN if name != first.name)
    lines = ["# [themes.mine]", f'# base = "{first.name}"'.ljust(32) + f"# or {others}"]
    for key, words in COLORS.items():
        lines.append(f'# {key} = "{first.colors[key]}"'.ljust(32) + f"# {words}")
    lines += [
        f"# Text needs a contrast of {READABLE}:1; `tuireader config --check` measures it. On terminal,",
        '# colours are named: "default", "red", "bright_blue" and so on.',
    ]
    return lines


def initial_file() -> str:
    """A new `config.toml`: the reference, all of it switched off, so that what holds by itself goes on to."""
    lines = [line if not line or line.startswith("# ") else f"#{line}" for line in reference().split("\n")]
    return "\n".join([*_BEGINS, *lines]) + "\n"


def in_toml(settings: Settings) -> str:
    """All values that hold, as TOML that sets the same."""
    lines = [f"{f.name} = {_value(getattr(settings, f.name))}" for f in _plain("")]
    keys = [f"{f.name} = {_value(getattr(settings, f.name))}" for f in _plain("keys")]
    lines += ["", "[keys]", *keys, *_pairs(settings.keys)]
    for palette in settings.themes.values():
        base = "terminal" if palette.is_terminal else next(iter(BUILT_IN))
        lines += ["", f"[themes.{palette.name}]", f'base = "{base}"', *_pairs(palette.colors)]
    for name, table in (("fields", settings.fields), ("encoding", settings.encodings)):
        lines += ["", f"[{name}]", *_pairs(table)] if table else []
    lines += ["", "[cleaning]", f"off = {_value(settings.cleaning.off)}"]
    for rule in settings.cleaning.rules:
        lines += ["", "[[cleaning.rule]]", f"name = {_value(rule.name)}", f"match = {_value(rule.match)}"]
        lines += [f"regex = {_value(rule.regex)}", f"within = {_value(rule.within)}"]
        lines += [f"source = {_value(rule.source)}"] if rule.source is not None else []
    return "\n".join(lines)


def _plain(section: str) -> list[Field[Any]]:
    return [f for f in fields(Settings) if "words" in f.metadata and f.metadata.get("in", "") == section]


def _pairs(table: Mapping[str, object]) -> list[str]:
    return [f"{_text(key)} = {_value(value)}" for key, value in table.items()]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_text, value))}]"
    return str(value)


def _text(text: str) -> str:
    """A TOML string: JSON's, but that TOML escapes DEL, and takes characters beyond 16 bits as they are."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
