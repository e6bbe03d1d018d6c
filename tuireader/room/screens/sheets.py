"""Sheets that tell: the help, made from the table of actions, and what is known of an article."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tuireader.room.actions import ACTIONS
from tuireader.room.desk import OpenArticle
from tuireader.room.glyphs import Glyphs
from tuireader.room.screens.choosing import Choice, Chooser


def help_sheet(signs: Glyphs, keys: Mapping[str, tuple[str, ...]]) -> Chooser[str]:
    """The help: every action with its keys, narrowed as one types; Enter does it."""
    choices = [
        Choice(
            action.id,
            f"{' '.join(keys.get(action.id, action.keys)) or ':':<16}",
            f"{action.words}; in the text: {_lower(action.in_text)}" if action.in_text else action.words,
            group=action.group.lower(),
        )
        for action in ACTIONS
    ]
    return Chooser(
        "What can be done here",
        lambda: choices,
        signs=signs,
        hint="Enter does it   Esc back",
        empty_words="",
        whole_screen=False,
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


class InfoSheet(ModalScreen[None]):
    """Where an article came from, what was found around it, and what cleaning took away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,i,enter", "dismiss", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
    ]

    def __init__(self, opened: OpenArticle, signs: Glyphs) -> None:
        super().__init__()
        self._opened = opened
        self._signs = signs

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield Static(Content(self._opened.stored.article.headline), classes="sheet-title")
            with VerticalScroll(id="info-rows"):
                for name, value in self._facts():
                    with Horizontal(classes="fact"):
                        yield Static(Content(name), classes="fact-name")
                        yield Static(Content(value), classes="fact-value")
            yield Static(Content("Esc back"), classes="sheet-dim")

    def on_mount(self) -> None:
        self.query_one("#info-rows").focus()

    def _facts(self) -> list[tuple[str, str]]:
        stored = self._opened.stored
        article = stored.article
        facts = [
            ("id", article.id),
            ("path", article.path),
            *(("also", path) for path in stored.also),
            ("headline", "given in the text" if article.headline_from == "text" else "derived from the text"),
            ("date", f"{article.date} (from the {article.date_from})" if article.date else "none is stated"),
            ("source", article.source or "none is stated"),
            ("place", article.place or "none is stated"),
            ("byline", article.byline or ""),
            ("translator", article.translator or ""),
            ("encoding", article.encoding),
            ("words", f"{article.words:,}"),
            *(("warning", warning) for warning in article.warnings),
            *(("taken out", f"{removed.rule}: {_one_line(removed.text)}") for removed in article.removed),
        ]
        return [(name, value) for name, value in facts if value]

    def action_scroll(self, lines: int) -> None:
        self.query_one("#info-rows", VerticalScroll).scroll_relative(y=lines, animate=False)


def _one_line(text: str) -> str:
    folded = " ".join(text.split())
    return f"“{folded}”" if folded else f"{text.count(chr(10))} line breaks"
