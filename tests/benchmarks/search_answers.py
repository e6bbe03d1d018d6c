"""Whether the answers are right: against a plain look through the texts, against brute force over the
vocabulary, and for surnames with a typo."""

import random
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import collections_of_news
from goals import Collected, Goal, Part
from rapidfuzz import process
from rapidfuzz.distance import OSA
from yardsticks import percentile

from tuireader.library.entities import allowed_edits
from tuireader.library.library import Library
from tuireader.search.engine import Searcher
from tuireader.search.textmatch import all_texts
from tuireader.text.fold import words

_SAMPLE = 3000
_TYPOS = 300
_TYPED = 6
"""Letters of a misspelt word that is still being typed."""
_READ = 2000
"""A search for a phrase reads no more texts: what more articles may hold is not asked."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def measure(collected: Collected, part: Part) -> None:
    """Goals 5, 6 and 12."""
    _misspelt_words(collected.library, part)
    _surnames(collected.library, part)
    sample, _ = collections_of_news.library_of(collected.work, min(_SAMPLE, collected.articles))
    asked, matches, wrong = differences(sample)
    part.add(f"12. {asked} queries, {matches:,} matches among {min(_SAMPLE, collected.articles):,} articles")
    part.add(Goal("12. ids that differ from a plain look through the texts", wrong, 0, ""))


def misspelt(word: str, chance: random.Random, *, swaps: bool | None = None) -> str:
    """The word with a letter left out, put in or another, or two swapped; not its first.

    Args:
        word: of four letters and more.
        chance: what decides.
        swaps: whether two letters are swapped; None leaves it to chance.
    """
    at, letter = chance.randrange(1, len(word) - 1), chance.choice(_LETTERS)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if swaps:
        return swapped
    ways = [word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]]
    return chance.choice(ways if swaps is False else [*ways, swapped])


def _misspelt_words(path: Path, part: Part) -> None:
    """Goal 5: whether the word meant is among the ten nearest, beside brute force over all words."""
    chance = random.Random(11)
    with sqlite3.connect(path) as db:
        articles = dict(db.execute("SELECT term, articles FROM vocab WHERE articles > 1 OR heads > 0"))
    terms = [term for term in articles if len(term) >= 4 and term.isascii() and term.isalpha()]
    starts = _Starts(terms)
    with Library.open(path) as library:
        for name, swaps in (("one edit", False), ("a transposition", True)):
            ours, brute, mine, theirs, held = Counter[bool](), Counter[bool](), [], [], []
            for word in chance.sample([term for term in terms if 5 <= len(term) <= 12], _TYPOS):
                typo = misspelt(word, chance, swaps=swaps)
                if typo in articles:
                    continue
                edits = allowed_edits(typo)
                began = time.thread_time()
                found = [term.text for term, _ in library.terms_like(typo, edits, unfinished=False, limit=10)]
                mine.append(time.thread_time() - began)
                began = time.thread_time()
                near = process.extract(typo, terms, scorer=OSA.distance, score_cutoff=edits, limit=None)
                theirs.append(time.thread_time() - began)
                near.sort(key=lambda one: (one[1], -articles[one[0]]))
                ours[word in found] += 1
                brute[word in [term for term, _, _ in near[:10]]] += 1
                held.append(starts.met(library, typo))
            asked = ours.total()
            part.add(
                Goal(
                    f"5. {name} ({asked} words of {len(terms):,}): among the first ten / brute force",
                    ours[True] / brute[True],
                    0.99,
                    least=True,
                )
            )
            for share, bound in ((0.5, 1 / 50), (0.95, 1 / 20)):
                ratio = percentile(mine, share) / percentile(theirs, share)
                part.add(
                    Goal(f"5. {name}: p{share * 100:.0f} / brute-force OSA over all words", ratio, bound)
                )
            live = sum(found for found, _ in held) / sum(wanted for _, wanted in held)
            part.add(Goal(f"5. {name}, still typed: of what brute force finds", live, 0.99, least=True))


class _Starts:
    """The starts of all words, so long as a word is that is still being typed, each with its words."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._words: dict[str, list[str]] = {}
        for term in terms:
            for length in range(_TYPED - 1, _TYPED + 2):
                if len(term) >= length:
                    self._words.setdefault(term[:length], []).append(term)
        self._starts = list(self._words)

    def met(self, library: Library, typo: str) -> tuple[int, int]:
        """Of the words whose start is one edit away: how many the library gives, and how many there are."""
        start = typo[:_TYPED]
        near = process.extract(start, self._starts, scorer=OSA.distance, score_cutoff=1, limit=None)
        wanted = {term for one, _, _ in near for term in self._words[one] if not term.startswith(start)}
        found = {term.text for term, _ in library.terms_like(start, 1, unfinished=True, limit=100_000)}
        return len(wanted & found), len(wanted)


def _surnames(path: Path, part: Part) -> None:
    """Goal 6: how many surnames with one letter wrong find somebody of that name, in all and in the first."""
    chance = random.Random(5)
    with Library.open(path) as library:
        people = [
            p for p in library.people(limit=3000) if p.articles >= 3 and " " in p.name and p.name.isascii()
        ]
        searcher = Searcher(library)
        asked = found = first = 0
        for person in chance.sample(people, min(len(people), _TYPOS)):
            surname = person.name.split()[-1].lower()
            if not 5 <= len(surname) <= 12 or not surname.isalpha():
                continue
            typo = misspelt(surname, chance)
            if typo == surname or library.term(typo) is not None:
                continue
            asked += 1
            ids = list(searcher.search(typo).ids)
            theirs = set(library.newest("heads", f'people : "{surname}"', -1))
            found += bool(theirs & set(ids))
            first += bool(theirs & set(ids[:10]))
    if asked:
        part.add(Goal(f"6. surnames with a typo found ({asked})", found / asked * 100, 98, " %", least=True))
        part.add(Goal("6. and among the first ten", first / asked * 100, 95, " %", least=True))


def differences(path: Path) -> tuple[int, int, int]:
    """Queries asked, articles that answer them, and ids that differ from a plain look through the texts."""
    chance = random.Random(12)
    with Library.open(path) as library:
        shelf = _Shelf(library)
        searcher = Searcher(library)
        asked = matches = wrong = 0
        for query, expected in shelf.questions(chance):
            found = set(searcher.run(query).ids)
            asked, matches, wrong = asked + 1, matches + len(expected), wrong + len(found ^ expected)
    return asked, matches, wrong


class _Shelf:
    """All articles of a library as plain words, by id."""

    def __init__(self, library: Library) -> None:
        self.words: dict[int, set[str]] = {}
        self.runs: dict[int, list[str]] = {}
        """The words of each field between single spaces."""
        self.people: dict[int, set[str]] = {}
        self.countries: dict[int, set[str]] = {}
        self.days = {row.id: row.date or "" for row in library.rows(library.ids())}
        ids = library.ids()
        for at in range(0, len(ids), 200):
            for place, stored in library.articles(ids[at : at + 200]).items():
                texts = [words(text) for text in all_texts(stored, None)]
                names = [words(form) for person in stored.people for form in (person.name, *person.forms)]
                self.runs[place] = [f" {' '.join(text)} " for text in texts]
                self.people[place] = {word for name in names for word in name}
                self.words[place] = {word for text in texts for word in text} | self.people[place]
                self.countries[place] = {c.code for c in stored.countries if c.evidence != "weak"}

    def holding(self, *asked: str) -> set[int]:
        """Articles with all of the words."""
        return {place for place, held in self.words.items() if held.issuperset(asked)}

    def saying(self, phrase: str) -> set[int]:
        """Articles with the words in a row in one of their texts."""
        return {place for place, texts in self.runs.items() if any(f" {phrase} " in text for text in texts)}

    def questions(self, chance: random.Random) -> list[tuple[str, set[int]]]:
        """Queries with the ids that answer them."""
        every = sorted(
            {
                word
                for held in self.words.values()
                for word in held
                if word.isascii() and word.isalpha() and len(word) > 2
            }
        )
        counts = Counter(word for held in self.words.values() for word in held)
        common = [word for word in every if counts[word] >= 5]
        runs = [run for texts in self.runs.values() for run in texts if len(run.split()) > 6]
        names = sorted(
            {name for held in self.people.values() for name in held if name.isascii() and len(name) > 3}
        )
        codes = sorted({code for held in self.countries.values() for code in held})
        days = sorted(filter(None, set(self.days.values())))
        out: list[tuple[str, set[int]]] = []
        for _ in range(100):
            one, two, three = chance.choice(every), chance.choice(common), chance.choice(common)
            out.append((f"'{one}", self.holding(one)))
            out.append((f"'{two} '{three}", self.holding(two, three)))
            out.append((f"'{two} -'{three}", self.holding(two) - self.holding(three)))
            out.append((f"'{two} OR '{three}", self.holding(two) | self.holding(three)))
            parts = chance.choice(runs).split()
            at = chance.randrange(len(parts) - 3)
            phrase = parts[at : at + chance.choice((2, 3))]
            if len(self.holding(*phrase)) < _READ:
                out.append((f'"{" ".join(phrase)}"', self.saying(" ".join(phrase))))
            name = chance.choice(names)
            out.append(
                (f"person:'{name}", {place for place, theirs in self.people.items() if name in theirs})
            )
            code = chance.choice(codes)
            out.append(
                (
                    f"country:{code.lower()}",
                    {place for place, theirs in self.countries.items() if code in theirs},
                )
            )
            first, last = sorted(chance.choices(days, k=2))
            out.append(
                (f"date:{first[:4]}", {place for place, day in self.days.items() if day[:4] == first[:4]})
            )
            dated = {place for place, day in self.days.items() if first <= day <= last}
            out.append((f"date:{first}..{last} '{two}", dated & self.holding(two)))
        return out
