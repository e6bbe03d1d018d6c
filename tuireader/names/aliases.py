"""Which person a run of capitalised words means: the whole name, a part of it, a name with its rank.

Any part of a full name may stand for it in the same article (Vietnamese given names come last, Chinese family
names first, Arabic and Western family names last), the last part before the first before one between; of two
people with that part the one spoken of last is meant, unless `Mr` or `Ms` says otherwise.
"""

import re
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, field

from tuireader.names.country_words import OF_A_STATE
from tuireader.names.lexicon import Lexicon
from tuireader.names.nicknames import short_for
from tuireader.names.spelling import is_particle_key, suffix_of, without_initials
from tuireader.names.titles import Post, is_woman, posts_around
from tuireader.names.tokens import Placed, Run, begins_sentence, words_after, words_before
from tuireader.names.wording import ACCORDING_TO

_MOST_WORDS = 8
_LOOKED_AT = 6
"""A post that the first so many mentions do not state is hardly stated at all."""
_PRONOUN = re.compile(r"[^A-Z\n]*?\b(?P<who>[Ss]he|[Hh]er|[Hh]ers|[Hh]e|[Hh]is|[Hh]im)\b")
"""The next pronoun, when nobody else is named before it."""
_STATES = re.compile(rf"['’]s (?:{OF_A_STATE})\b")
"""What follows a country, and not Michael Jordan."""
_POINTING = frozenset(
    ("the", "a", "an", "this", "that", "its", "our", "their", "of", "in", "at", "to", "from", "near", "into")
)
"""After these a word like `Park` is the thing."""


@dataclass(slots=True, eq=False)
class Found:
    """A person while the article is being read."""

    words: tuple[str, ...]
    """The name as printed where it is fullest."""
    keys: tuple[str, ...]
    bare: tuple[str, ...] = ()
    """The keys without initials."""
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Mentions, as offsets in the article's text."""
    forms: dict[str, None] = field(default_factory=dict)
    titled_forms: dict[str, None] = field(default_factory=dict)
    """Short forms with their rank: `Gen. Chien`."""
    posts: list[Post] = field(default_factory=list)
    woman: bool | None = None
    """True after Ms or Mrs, False after Mr or Sir, None when neither was said."""
    also: list[tuple[str, ...]] = field(default_factory=list)
    """Other spellings of the whole name, as keys without initials."""
    kept_title: str = ""
    """What belongs to the name: `King` of `King Harald`, `Pope`, `Sir` where only the given name follows."""
    last_run: int = -1
    """The number of the run that named the person last."""
    last_so: dict[tuple[str, ...], int] = field(default_factory=dict)
    """The same by what the run had of the name."""

    def __post_init__(self) -> None:
        self.bare = without_initials(self.keys)

    def last_called(self, keys: tuple[str, ...]) -> int:
        """The last run that had this part of the name, in it or alone; -1 for none.

        `Her son Chinedu` is no Obiechina before he is called so.
        """
        part = set(keys)
        return max([number for so, number in self.last_so.items() if part <= set(so)], default=-1)

    @property
    def name(self) -> str:
        """The name with what belongs to it."""
        return f"{self.kept_title} {' '.join(self.words)}".strip()


def same_person(a: Found, b: Found) -> bool:
    """Whether the full name `a` is a shorter or differently written form of `b` within one article."""
    keys, other = a.keys, b.keys
    suffix, other_suffix = suffix_of(keys), suffix_of(other)
    if suffix and other_suffix and suffix != other_suffix:
        return False
    if "".join(a.bare) == "".join(b.bare) or (len(a.bare) > 1 and set(a.bare) <= set(b.bare)):
        return True
    if suffix:
        keys = keys[:-1]
    if other_suffix:
        other = other[:-1]
    if keys[-1] == other[-1]:
        first, other_first = keys[0], other[0]
        if len(first) == 1 or len(other_first) == 1:
            return first[0] == other_first[0]
        return len(keys) <= 3 and len(other) <= 3 and short_for(first, other_first)
    return False


class Aliases:
    """Everybody under every spelling that may stand for them in the article.

    Args:
        people: those with a full name.
        text: the article.
        words: the word classes.
        common: words that are also written in lower case; at the start of a sentence they need a cue.
        things: spans inside the names of ships, storms and firms.
    """

    def __init__(
        self,
        people: Sequence[Found],
        text: str,
        words: Lexicon,
        common: Set[str],
        things: Set[tuple[int, int]],
    ) -> None:
        self._text = text
        self._words = words
        self._common = common
        self._things = things
        self._by_keys: dict[tuple[str, ...], list[Found]] = {}
        self._by_whole: dict[tuple[str, ...], list[Found]] = {}
        for found in people:
            for whole in (found.bare, *found.also):
                self._by_whole.setdefault(whole, []).append(found)
                for spelling in _spellings(whole):
                    named = self._by_keys.setdefault(spelling, [])
                    if not named or named[-1] is not found:
                        named.append(found)
        self._beginnings = {keys[:stop] for keys in self._by_keys for stop in range(1, len(keys) + 1)}
        # a name may be printed with an initial first, which the spellings lack
        self._firsts = {keys[0] for keys in self._by_keys} | {found.keys[0] for found in people}

    def note_mentions(self, runs: Sequence[Placed]) -> set[int]:
        """Give every run's names to their people.

        Returns:
            Where the runs start that named somebody.
        """
        taken: set[int] = set()
        if not self._by_keys:
            return taken
        firsts, by_keys, things = self._firsts, self._by_keys, self._things
        named_by_none = firsts.isdisjoint
        for number, (start, end, wording) in enumerate(runs):
            if named_by_none(wording.firsts):
                continue
            words = wording.words
            if len(words) == 1:
                keys = wording.each[0].parts
                people = by_keys.get(keys)
                if people is not None and not (things and (start, end) in things):
                    run = Run(start, end, wording, words)
                    found = self._who(people, keys, run, 0, 1)
                    if found is not None:
                        self._note_for(found, keys, run, 0, 1, number)
                        taken.add(start)
                continue
            run = Run(start, end, wording, words)
            skip = 0
            for at, first in enumerate(wording.firsts):
                if at >= skip and first in firsts:
                    skip = self._note(run, at, number)
                    if skip > at:
                        taken.add(start)
        return taken

    def _note(self, run: Run, at: int, number: int) -> int:
        """Note the longest mention that begins at word `at`; the index after it, or `at` without one."""
        fitting: list[tuple[int, tuple[str, ...], list[Found]]] = []
        keys: tuple[str, ...] = ()
        beginnings, by_keys = self._beginnings, self._by_keys
        stop = at
        for word in run.wording.each[at : at + _MOST_WORDS]:
            stop += 1
            keys += word.parts
            if keys and keys not in beginnings:
                break
            people = by_keys.get(keys)
            if people is not None and word.keys:
                fitting.append((stop, keys, people))
        for stop, keys, people in reversed(fitting):
            if self._things and run.span(at, stop) in self._things:
                continue
            found = self._who(people, keys, run, at, stop)
            if found is not None:
                self._note_for(found, keys, run, at, stop, number)
                return stop
        return at

    def _note_for(
        self, found: Found, keys: tuple[str, ...], run: Run, at: int, stop: int, number: int
    ) -> None:
        words = run.words
        if len(words) == 1:
            span = run.start, run.end
            found.forms.setdefault(words[0])
        else:
            span = run.span(at, stop)
            found.forms.setdefault(" ".join(words[at:stop]))
        found.spans.append(span)
        found.last_run = found.last_so[keys] = number
        whole = keys == found.bare or keys in found.also
        lead = at
        while lead and words[lead - 1] in self._words.title:
            lead -= 1
        if lead < at:
            said = is_woman(" ".join(words[lead:at]))
            found.woman = found.woman if said is None else said
            if lead == 0 and words[0] in self._words.function and begins_sentence(self._text, run.start):
                lead += 1
            if lead < at and not whole and words[at - 1] in self._words.strong_title:
                found.titled_forms.setdefault(" ".join(words[lead:stop]))
        if len(found.posts) < 3 and (whole or not found.posts) and len(found.spans) <= _LOOKED_AT:
            found.posts += posts_around(self._text, span, full=whole)

    def _who(
        self, people: Sequence[Found], keys: tuple[str, ...], run: Run, at: int, stop: int
    ) -> Found | None:
        words, known = run.words, self._words
        count = len(words)
        if stop < count:
            following = words[stop]
            if following in known.facility or (following in known.organisation and len(keys) == 1):
                return None
        if at and (words[at - 1] in known.ship or words[at - 1] in known.storm):
            return None
        whole = self._by_whole.get(keys)
        if whole:
            return whole[0] if len(whole) == 1 else max(whole, key=lambda p: p.last_run)
        if len(keys) == 1 and not self._stands_alone(run, at, stop, keys[0]):
            return None
        if stop < count and len(keys) > 1 and words[stop] not in known.not_a_name:
            return None
        if not at and len(people) == 1:
            return people[0]
        woman = is_woman(words[at - 1]) if at else None
        if woman is not None and len(people) > 1:
            people = [p for p in people if self._may_be_woman(p) in (None, woman)] or people
        fitting = [p for p in people if woman is None or p.woman in (None, woman)]
        return max(
            fitting, key=lambda p: (_nearness(p.keys, keys), p.last_called(keys), p.last_run), default=None
        )

    def _may_be_woman(self, found: Found) -> bool | None:
        """What a title, a kin word before or a pronoun after the first mention says; None for nothing."""
        if found.woman is None and found.spans:
            start, end = found.spans[0]
            words = self._text[max(0, start - 24) : start].rsplit(None, 2)[1:]
            found.woman = is_woman(" ".join(words))
            if found.woman is None:
                pronoun = _PRONOUN.match(self._text, end, end + 120)
                if pronoun is not None:
                    found.woman = pronoun["who"].lower() in ("she", "her", "hers")
        return found.woman

    def _stands_alone(self, run: Run, at: int, stop: int, key: str) -> bool:
        """Whether a single word is meant as a name here: no other name around it, and no common word."""
        words, known = run.words, self._words
        if stop < len(words) or any(
            w not in known.not_a_name and w not in known.kin and w not in ACCORDING_TO and w != "M."
            for w in words[:at]
        ):
            return False
        word = words[at]
        if at and words[at - 1] in known.strong_title:
            return True
        sentence = at == 0 and begins_sentence(self._text, run.start)
        common = key if word.isascii() else word.lower()  # `Bäck` is not `back`
        if word not in known.not_a_name and not (sentence and common in self._common):
            return True
        if not at and self._text.startswith((", who ", ", whose "), run.end):
            return True
        before, after = words_before(self._text, run.start)[1], words_after(self._text, run.end)[0]
        if at == 0 and word in known.organisation and before.lower() not in _POINTING:
            return after[:1].islower() or not after[:1].isalpha()  # `Park did not say`; not `the Park`
        if word in known.country or word in known.capital or word in known.place:
            return at == 0 and before not in known.preposition and not _STATES.match(self._text, run.end)
        if word in known.honorific and not at and after[:1].islower() and sentence:
            return True  # `Tuan now heads an institute`
        says = after in known.speech or after in known.acts or before in known.speech
        says = says or after in known.verbs or (after[-2:] == "ed" and after.islower())
        return says or after in ("'s", "’s")


def _spellings(keys: tuple[str, ...]) -> Collection[tuple[str, ...]]:
    """What may stand for a name: all of it, first and last, each stretch of it that is no particle alone."""
    bare = keys[:-1] if suffix_of(keys) else keys
    count = len(bare)
    if count == 2 and bare is keys and not is_particle_key(keys[0]) and not is_particle_key(keys[1]):
        return keys, keys[:1], keys[1:]  # as most names are
    spellings = {keys, bare, (bare[0], bare[-1])}
    for stop in range(1, count + 1):
        if not is_particle_key(bare[stop - 1]):
            spellings.update([bare[first:stop] for first in range(stop)])
    return spellings


def _nearness(keys: tuple[str, ...], part: tuple[str, ...]) -> int:
    """How usual it is to call somebody by this part: last name, else first, else one between."""
    bare = keys[:-1] if suffix_of(keys) else keys
    if bare[-len(part) :] == part:
        return 2
    return 1 if bare[: len(part)] == part else 0
