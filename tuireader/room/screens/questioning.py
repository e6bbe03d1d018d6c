"""Questions of a correction, asked one after the other; a worker awaits each answer."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from textual.screen import ModalScreen

from tuireader.room.correcting import Offer, Where
from tuireader.room.desk import Desk
from tuireader.room.glyphs import Glyphs
from tuireader.room.screens.choosing import Chooser
from tuireader.room.screens.corrections import CorrectionsScreen
from tuireader.room.screens.line_input import LineInput
from tuireader.room.widgets.choice_rows import Choice
from tuireader.room.widgets.ink import clipped

if TYPE_CHECKING:
    from tuireader.library.cards import Bearer

S = TypeVar("S")

Scope = Literal["here", "everywhere"]
"""Where a correction is to hold."""


class QuestioningScreen(CorrectionsScreen):
    """Asks the reader: for a line, for one of several, for where it is to hold."""

    def __init__(self, desk: Desk, *, signs: Glyphs, column: int, title: str, scan: bool) -> None:
        super().__init__(desk, signs=signs, column=column, title=title, scan=scan)
        self._is_correcting = False
        self._question: ModalScreen[Any] | None = None

    @property
    def is_between_steps(self) -> bool:
        """Whether the next question of a correction is about to open: keys are meant for it."""
        return self._is_correcting and not self.is_asked

    @property
    def is_asked(self) -> bool:
        """Whether a question of a correction is open: its worker waits for the answer."""
        return self._is_correcting and self.app.screen is self._question

    @contextmanager
    def _asking_on(self) -> Iterator[None]:
        self._is_correcting = True
        try:
            yield
        finally:
            self._is_correcting = False
            self._question = None

    async def _ask_on(self, sheet: ModalScreen[S | None]) -> S | None:
        self._question = sheet
        return await self.app.push_screen_wait(sheet)

    async def _ask_line(self, title: str, start: str, empty: str) -> str | None:
        typed = await self._ask_on(LineInput(title, lambda: start, empty))
        return None if typed is None else " ".join(typed.split())

    async def _ask_which(
        self,
        title: str,
        load: Callable[[], Sequence[Offer]],
        *,
        does: str,
        like: Callable[[str], Sequence[Offer]] | None = None,
        nothing: str = "Nobody is known yet",
    ) -> str | None:
        sheet: Chooser[str] = Chooser(
            title,
            lambda: _choices(load()),
            signs=self.signs,
            hint=f"Enter {does}   Esc leaves it as it is",
            empty_words=nothing,
            search=(lambda typed: _choices(like(typed))) if like is not None else None,
        )
        return await self._ask_on(sheet)

    async def _ask_scope(self, question: str, where: Where | None) -> Scope | None:
        """Where it is to hold; everywhere without a word where no article comes in question."""
        if where is None:
            return "everywhere"
        rows: list[Choice[Scope]] = [
            Choice("here", "in this article", f"“{clipped(where.headline, 60)}”"),
            Choice("everywhere", "everywhere", "in all articles, those still to come as well"),
        ]
        sheet: Chooser[Scope] = Chooser(
            question,
            lambda: rows,
            signs=self.signs,
            hint="Enter takes it   Esc leaves it as it is",
            empty_words="",
        )
        return await self._ask_on(sheet)

    async def _ask_scope_of_name(self, question: str, name: str, where: Where | None) -> Scope | None:
        """Where it is to hold, of a name alone: elsewhere it may mean somebody else. Of others everywhere."""
        if where is None or not await self.attempt(lambda: self.desk.corrector.is_name_alone(name)):
            return "everywhere"
        return await self._ask_scope(question, where)

    def _where(self, name: str, bearer: "Bearer | None" = None) -> Where | None:
        """The one article that comes in question for a name: that of its bearer, else the open one."""
        if bearer is not None:
            return Where(bearer.uid, bearer.headline)
        opened = self.reader.opened
        is_here = opened is not None and any(person.name == name for person in opened.names.people)
        return self.here() if is_here else None


def _choices(offers: Sequence[Offer]) -> list[Choice[str]]:
    return [Choice(o.value, o.title, o.detail, o.tail, lines=(o.also,), group=o.group) for o in offers]


def article_of(scope: Scope, where: Where | None) -> str | None:
    """The one article that a correction is to hold in; None for all."""
    return where.uid if scope == "here" and where is not None else None
