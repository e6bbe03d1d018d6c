"""Any sequence of deeds of every kind is undone to the beginning and redone to the end, over restarts."""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tuireader.errors import TuireaderError
from tuireader.notebook.notebook import ArticleRef, Notebook

from .conftest import TEXT

Make = Callable[..., ArticleRef]
UIDS = range(1, 5)


def state(notebook: Notebook) -> object:
    """Everything the user can see of what they made."""
    return (
        sorted((note.id, note.uid, note.body, note.tags, note.pin) for note in notebook.notes()),
        sorted(mark.uid for mark in notebook.bookmarks()),
        notebook.summary().read,
        [notebook.tags(f"{number:016x}") for number in UIDS],
        [(search.name, search.query) for search in notebook.saved_searches()],
        [correction.words for correction in notebook.corrections()],
        notebook.query_history(),
        sorted((source.name, source.path) for source in notebook.sources()),
    )


def one_deed(notebook: Notebook, article: Make, chance: random.Random) -> None:
    """Something at random; what makes no sense just now is refused and changes nothing."""
    ref, refs = article(chance.choice(UIDS)), [article(number) for number in UIDS if chance.random() < 0.6]
    notes, searches, corrections = notebook.notes(), notebook.saved_searches(), notebook.corrections()
    note_id = chance.choice(notes).id if notes else "none"
    search_id = chance.choice(searches).id if searches else "none"
    correction_id = chance.choice(corrections).id if corrections else "none"
    word, start, on = f"w{chance.randrange(1000)}", chance.randrange(0, 60), chance.random() < 0.6
    deeds: list[Callable[[], object]] = [
        lambda: notebook.add_note(ref, word, tags=[word]),
        lambda: notebook.add_note(ref, "" if on else word, span=(start, start + 12)),
        lambda: notebook.edit_note(note_id, word),
        lambda: notebook.tag_note(note_id, [word, "t"]),
        lambda: notebook.delete_note(note_id),
        lambda: notebook.pin(note_id, article(text=f"{word}. {TEXT}"), start, start + 20),
        lambda: notebook.take_over(ref.uid, article(chance.choice(UIDS))),
        lambda: notebook.set_bookmark(ref, on),
        lambda: notebook.set_tags(ref, [word]),
        lambda: notebook.set_read(ref, on),
        lambda: notebook.bookmark_all(refs, on),
        lambda: notebook.tag_all(refs, add=[word], remove=["t"]),
        lambda: notebook.set_read_all([each.uid for each in refs], on),
        lambda: notebook.save_search(word, word),
        lambda: notebook.edit_search(search_id, name=word),
        lambda: notebook.move_search(search_id, chance.randrange(4)),
        lambda: notebook.delete_search(search_id),
        lambda: notebook.correct("hide", person=word),
        lambda: notebook.correct("person-country", person=word, country="fr"),
        lambda: notebook.withdraw(correction_id),
        lambda: notebook.add_source(f"/news/{start % 3}", None if on else word),
        lambda: notebook.remove_source(f"/news/{start % 3}"),
        lambda: notebook.forget_queries(["q1", "q2"]),
    ]
    with suppress(TuireaderError):  # a second search of one name, a note that is not there
        chance.choice(deeds)()


@pytest.mark.parametrize("seed", range(4))
def test_any_deeds_are_undone_to_the_beginning_and_redone_to_the_end(
    directory: Path, article: Make, seed: int
) -> None:
    chance = random.Random(seed)
    with Notebook.open(directory, upkeep=False) as notebook:
        for query in ("q1", "q2", "q3"):
            notebook.remember_query(query)
        states = [state(notebook)]
        while len(states) < 40:
            one_deed(notebook, article, chance)
            if (now := state(notebook)) != states[-1]:
                states.append(now)
    with Notebook.open(directory, upkeep=False) as notebook:
        assert state(notebook) == states[-1]
        back = [states[-1]]
        words = []
        while (undone := notebook.undo()) is not None:
            words.append(undone)
            if (now := state(notebook)) != back[-1]:
                back.append(now)
        assert back == states[::-1]
    with Notebook.open(directory, upkeep=False) as notebook:
        forth = [state(notebook)]
        again = []
        while (redone := notebook.redo()) is not None:
            again.append(redone)
            if (now := state(notebook)) != forth[-1]:
                forth.append(now)
        assert forth == states
        assert again == words[::-1]
        assert notebook.health().integrity == "ok"
