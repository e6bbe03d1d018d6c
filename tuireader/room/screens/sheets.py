"""Sheets that tell: the help, made from the table of actions, and what is known of an article."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from tuireader.room.actions import ACTIONS, Action
from tuireader.room.desk import OpenArticle
from tuireader.room.glyphs import Glyphs
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.painting import Stepped
from tuireader.room.widgets.choice_rows import Choice
from tuireader.room.widgets.ink import clipped, row
from tuireader.room.widgets.row_list import RowList
from tuireader.text.wrap import wrap

_PLACES: Mapping[str, str] = {
    "person": "on a card",
    "country": "on a card",
    "people": "in the picker",
    "countries": "in the picker",
}
"""Where else the same can be done, in words."""


def help_sheet(signs: Glyphs, keys: Mapping[str, tuple[str, ...]]) -> Chooser[str]:
    """The help: every action with its keys, narrowed as one types; Enter does it.

    What can be done in several places has one line, with its keys in each.
    """
    alike: dict[str, list[Action]] = {}
    for action in ACTIONS:
        alike.setdefault(action.method, []).append(action)
    choices = []
    for first, *others in alike.values():
        words = f"{first.words}; in the text: {_lower(first.in_text)}" if first.in_text else first.words
        also = [f"{' '.join(keys[other.id])} {_PLACES[other.where]}" for other in others if keys[other.id]]
        choices.append(
            Choice(
                first.id,
                "; ".join((words, *also)),
                keys=" ".join(keys[first.id]) or ":",
                group=first.group.lower(),
            )
        )
    return Chooser(
        "What can be done here",
        lambda: choices,
        signs=signs,
        hint="Enter does it   Esc back",
        empty_words="",
        placeholder="search all keys",
        writes_whole=True,
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


class FactRows(RowList):
    """Names of facts and, beside them, what they are, over as many lines as that takes."""

    _NAME = 12
    """Cells of a name."""

    def __init__(self, facts: Sequence[tuple[str, str]], *, id: str, signs: Glyphs) -> None:
        super().__init__(id=id, signs=signs)
        self._facts = facts
        self._lines: list[tuple[str, str]] = []

    @property
    def row_count(self) -> int:
        return len(self._lines)

    def resized_rows(self) -> None:
        room = max(self.size.width - self._NAME - 1, 8)
        self._lines = [
            ("" if start else name, value[start:end])
            for name, value in self._facts
            for start, end in wrap(value, room, cell_len)
        ]
        super().resized_rows()

    def paint(self, index: int, line: int, width: int, is_cursor: bool) -> Strip:
        name, value = self._lines[index]
        base = self.base_ink
        lead = [Segment(f"{clipped(name, self._NAME - 1):<{self._NAME}}", base + self.ink("dim"))]
        return row([Segment(value, base)], width, base, lead=lead)


class InfoSheet(Stepped, ModalScreen[None]):
    """Where an article came from, what was found around it, and what cleaning took away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,i,enter", "dismiss", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, opened: OpenArticle, signs: Glyphs) -> None:
        super().__init__()
        self._opened = opened
        self._signs = signs

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet", id="info"):
            yield Static(Content(self._opened.stored.article.headline), classes="sheet-title")
            yield FactRows(self._facts(), id="info-rows", signs=self._signs)
            yield Static(Content("j k scroll   Esc back"), classes="sheet-dim")

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
        self.query_one(FactRows).scroll_relative(y=lines, animate=False)


def _one_line(text: str) -> str:
    folded = " ".join(text.split())
    return f"“{folded}”" if folded else f"{text.count(chr(10))} line breaks"
