"""`config.toml` to Settings.

A key nobody knows or a value that cannot be taken is an error that names the file, the key and the
nearest name there is: a setting that is silently ignored costs its owner an hour.
"""

import codecs
import os
import stat
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from encodings.aliases import aliases
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from tuireader.errors import SettingsError, quoted
from tuireader.settings.keys import printed_key, unknown_key
from tuireader.settings.palettes import Palette, nearest, read_palette
from tuireader.settings.values import (
    FIELD_ROLES,
    PRESETS,
    THEMES,
    WIDTHS,
    CleaningRule,
    CleaningSettings,
    Settings,
)

_MAX_BYTES = 1_000_000

_Name = TypeVar("_Name", bound=str)


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name).name != "utf-7" and isinstance(b"a".decode(name, "replace"), str)
    except (LookupError, ValueError, TypeError):
        return False


def load_settings(
    path: Path, *, actions: Collection[str] | None = None, rules: Collection[str] | None = None
) -> Settings:
    """Read the settings; a file that is not there sets nothing.

    Args:
        path: where `config.toml` is.
        actions: the ids of all actions, to check those in `[keys]` against; None takes any.
        rules: the names of all cleaning rules, to check those switched off against; None takes any.

    Raises:
        SettingsError: the file cannot be read, is no TOML, or says something that cannot be taken.
    """
    text = _text_of(path)
    themes = _themes_beside(path)
    return read_settings(text or "", named=str(path), actions=actions, rules=rules, themes=themes)


def _themes_beside(path: Path) -> dict[str, Palette]:
    """The themes in the folder `themes` beside the file, one in each file, called like it."""
    themes: dict[str, Palette] = {}
    try:
        files = sorted(file for file in (path.parent / "themes").iterdir() if file.suffix == ".toml")
    except (FileNotFoundError, NotADirectoryError):
        return themes
    except OSError as error:
        folder = path.parent / "themes"
        raise SettingsError(f"Cannot read {folder}: {error.strerror}", "Make it a readable folder") from error
    for file in files:
        table = _table_of(_text_of(file) or "", str(file))
        themes[file.stem] = read_palette(file.stem, table, named=str(file))
    return themes


def _text_of(path: Path) -> str | None:
    """The text of a file; None where there is none.

    Raises:
        SettingsError: it cannot be read.
    """
    try:
        return _read(path).decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SettingsError(f"Cannot read {path}: {error.strerror}", "Make it a readable file") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 (byte {error.start})", "Save it as UTF-8") from error


def _table_of(text: str, named: str) -> dict[str, Any]:
    import tomllib  # most have no file to read

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{named} is not TOML: {error}", "Mend that line") from error
    except ValueError as error:  # Python reads no whole number of more than some thousand digits
        raise SettingsError(
            f"{named}: a number in it has thousands of digits", "Write one that somebody could mean"
        ) from error


def _read(path: Path) -> bytes:
    """The bytes of a regular file; never waits for a pipe, terminal or device.

    Raises:
        OSError: it cannot be read.
        SettingsError: it is no regular file, or larger than anybody's settings are.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    with open(descriptor, "rb") as file:  # noqa: PTH123 -- a descriptor
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise SettingsError(f"{path} is not a regular file", "Make it a file, or take it away")
        data = file.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise SettingsError(f"{path} is larger than 1 MB", "Keep nothing but settings in it")
    return data


def read_settings(
    text: str,
    *,
    named: str,
    actions: Collection[str] | None = None,
    rules: Collection[str] | None = None,
    themes: Mapping[str, Palette] | None = None,
) -> Settings:
    """The settings that TOML `text` makes; `named` is the file to name in an error.

    Args:
        themes: the user's themes that are known already: those in files of their own.

    Raises:
        SettingsError: see `load_settings`.
    """
    table = _table_of(text, named)
    read = _Reader(named)
    known = ("theme", "text_width", "ascii", "animation", "keys", "themes", "fields", "encoding", "cleaning")
    for key in table:
        if key not in known:
            raise read.unknown(key, known)
    keys_table = table.get("keys", {})
    if not isinstance(keys_table, dict):
        raise read.bad("keys", "a table of its own: [keys]")
    defaults = Settings()
    own = read.themes(table.get("themes", {}), themes or {})
    return Settings(
        theme=read.one_of("theme", table.get("theme", defaults.theme), (*THEMES, *own)),
        themes=MappingProxyType(own),
        text_width=read.width("text_width", table.get("text_width", defaults.text_width)),
        ascii=read.flag("ascii", table.get("ascii", defaults.ascii)),
        animation=read.flag("animation", table.get("animation", defaults.animation)),
        preset=read.one_of("keys.preset", keys_table.get("preset", defaults.preset), PRESETS),
        keys=MappingProxyType(read.keys({k: v for k, v in keys_table.items() if k != "preset"}, actions)),
        fields=MappingProxyType(read.fields(table.get("fields", {}))),
        encodings=MappingProxyType(read.encodings(table.get("encoding", {}))),
        cleaning=read.cleaning(table.get("cleaning", {}), rules),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes single values, or says which file and key would not do and what would."""

    named: str

    def unknown(self, key: str, known: Collection[str]) -> SettingsError:
        hint = nearest(key, known) or f"There are: {', '.join(sorted(known))}"
        return SettingsError(f"{self.named}: unknown key {key!r}", hint)

    def bad(self, key: str, wanted: str) -> SettingsError:
        return SettingsError(f"{self.named}: {key!r} must be {wanted}")

    def flag(self, key: str, value: Any) -> bool:
        if not isinstance(value, bool):
            raise self.bad(key, "true or false")
        return value

    def width(self, key: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value not in WIDTHS:
            raise self.bad(key, f"a whole number from {WIDTHS.start} to {WIDTHS.stop - 1}")
        return value

    def one_of(self, key: str, value: Any, names: tuple[_Name, ...]) -> _Name:
        for name in names:
            if value == name:
                return name
        error = self.bad(key, f"one of {', '.join(names)}, not {quoted(value)}")
        error.hint = nearest(value, names) if isinstance(value, str) else ""
        raise error

    def themes(self, table: Any, beside: Mapping[str, Palette]) -> dict[str, Palette]:
        """The user's own themes: those that have files, then those of `[themes]`."""
        if not isinstance(table, dict):
            raise self.bad("themes", "tables of their own: [themes.NAME]")
        own = dict(beside)
        for name, value in table.items():
            if name in beside:
                raise SettingsError(
                    f"{self.named}: the theme {name!r} has a file of its own too", "Take one of them away"
                )
            own[name] = read_palette(name, value, named=self.named, prefix=f"themes.{name}.")
        return own

    def fields(self, table: Any) -> dict[str, tuple[str, ...]]:
        """Names of fields by what they hold: `text = ["story_text"]`."""
        if not isinstance(table, dict):
            raise self.bad("fields", "a table of its own: [fields]")
        named: dict[str, tuple[str, ...]] = {}
        for role, value in table.items():
            if role not in FIELD_ROLES:
                error = self.unknown(role, FIELD_ROLES)
                error.message = f"{self.named}: [fields] has no {role!r}"
                raise error
            names = [value] if isinstance(value, str) else value
            if not isinstance(names, list) or not all(isinstance(n, str) and n.strip() for n in names):
                raise self.bad(f"fields.{role}", 'a name or a list of names: "story" or ["story", "a.b"]')
            named[role] = tuple(names)
        return named

    def encodings(self, table: Any) -> dict[str, str]:
        """Encodings by the name of a source, checked to be some."""
        if not isinstance(table, dict):
            raise self.bad("encoding", "a table of its own: [encoding]")
        for source, name in table.items():
            if not isinstance(name, str):
                raise self.bad(f"encoding.{source}", 'the name of an encoding: "cp1258"')
            if not _is_encoding(name):
                plain = name.lower().replace("-", "_")
                texts = sorted(filter(_is_encoding, {*aliases.values()}))
                near = get_close_matches(plain, texts, n=1, cutoff=0.6)
                raise SettingsError(
                    f"{self.named}: 'encoding.{source}' names no encoding of text: {quoted(name)}",
                    f"Did you mean {near[0]!r}?" if near else "Some there are: utf-8, cp1252, shift_jis",
                )
        return dict(table)

    def keys(self, table: dict[str, Any], actions: Collection[str] | None) -> dict[str, tuple[str, ...]]:
        """Keys by action id. `article.bookmark = "b"` unquoted is a table in a table: both are taken."""
        changed: dict[str, tuple[str, ...]] = {}
        for action, value in table.items():
            if isinstance(value, dict):
                inner = {f"{action}.{part}": keys for part, keys in value.items()}
                changed |= self.keys(inner, actions)
                continue
            if actions is not None and action not in actions:
                error = self.unknown(action, actions)
                error.message = f"{self.named}: [keys] has no action {action!r}"
                error.hint = error.hint if error.hint.startswith("Did") else "`tuireader keys` lists them"
                raise error
            keys = [value] if isinstance(value, str) else value
            if not isinstance(keys, list) or not all(isinstance(key, str) and key.strip() for key in keys):
                raise self.bad(f"keys.{action}", 'a key or a list of keys: "b" or ["b", "ctrl+b"]')
            for key in keys:
                if (hint := unknown_key(key)) is not None:
                    raise SettingsError(f"{self.named}: 'keys.{action}' names no key: {key!r}", hint)
            changed[action] = tuple(printed_key(key) or key for key in keys)
        return changed

    def cleaning(self, table: Any, rules: Collection[str] | None) -> CleaningSettings:
        if not isinstance(table, dict):
            raise self.bad("cleaning", "a table of its own: [cleaning]")
        for key in table:
            if key not in ("off", "rule"):
                error = self.unknown(key, ("off", "rule"))
                error.message = f"{self.named}: [cleaning] has no key {key!r}"
                raise error
        off = table.get("off", [])
        if not isinstance(off, list) or not all(isinstance(name, str) for name in off):
            raise self.bad("cleaning.off", 'a list of names: ["share buttons"]')
        for name in off:
            if rules is not None and name not in rules:
                error = self.unknown(name, rules)
                error.message = f"{self.named}: 'cleaning.off' names no rule: {name!r}"
                raise error
        own = table.get("rule", [])
        if not isinstance(own, list) or not all(isinstance(entry, dict) for entry in own):
            raise self.bad("cleaning.rule", "a table of its own: [[cleaning.rule]]")
        return CleaningSettings(tuple(off), tuple(map(self.rule, own)))

    def rule(self, table: dict[str, Any]) -> CleaningRule:
        known = ("name", "match", "regex", "within", "source")
        for key in table:
            if key not in known:
                error = self.unknown(key, known)
                error.message = f"{self.named}: [[cleaning.rule]] has no key {key!r}"
                raise error
        for key in ("name", "match"):
            if not isinstance(table.get(key), str) or not table[key].strip():
                raise self.bad(f"cleaning.rule.{key}", "a text in every [[cleaning.rule]]")
        source = table.get("source")
        if source is not None and not isinstance(source, str):
            raise self.bad("cleaning.rule.source", "the name of a source")
        rule = CleaningRule(
            name=table["name"],
            match=table["match"],
            regex=self.flag("cleaning.rule.regex", table.get("regex", False)),
            within=self.flag("cleaning.rule.within", table.get("within", False)),
            source=source,
        )
        if rule.regex and (reason := not_a_pattern(rule.match)):
            error = SettingsError(f"{self.named}: 'cleaning.rule.match' of {rule.name!r}: {reason}")
            error.hint = "Patterns are those of RE2: github.com/google/re2/wiki/Syntax"
            raise error
        return rule


def not_a_pattern(pattern: str) -> str | None:
    """Why RE2 cannot read the pattern; None if it can. Loaded for those who set patterns alone."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        said = error.args[0] if error.args else ""
        return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return None
