"""The people of an article: sightings weighed together, every form and mention of each, title as stated.

The order of things: runs of capitalised words are tagged (`sightings.py`), full names are accepted on the
tagger's score and on what the rest of the article says of them, spellings of one name are joined, short forms
(`Chien`, `Gen. Chien`, `Kila Wari`) go to the full name that has them, single names that are left need a title.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from tuireader.articles.article import Block
from tuireader.names.lexicon import Lexicon, lexicon
from tuireader.names.sightings import Sighting, Sightings, spotter
from tuireader.names.spelling import is_particle_key, name_keys, suffix_of, without_initials, word_keys
from tuireader.names.tagger import tagger
from tuireader.names.titles import Post, is_woman, posts_around
from tuireader.names.tokens import Run, begins_sentence, words_after, words_before
from tuireader.names.values import Mention, Person

_ACCEPT = 1.5
"""A full name needs this much of score and support; tuned on newswire for the best F1 by document."""
_ACCEPT_SINGLE = 5.0
"""A single name without a title needs this much."""
_TITLED, _INTRODUCED, _SHORT_LATER, _AGAIN, _PLACED = 2.0, 2.0, 1.5, 0.3, -4.0


@dataclass(slots=True)
class Found:
    """A person while the article is being read."""

    words: list[str]
    """The name as printed where it is fullest."""
    keys: tuple[str, ...]
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Mentions, as offsets in the article's text."""
    forms: dict[str, None] = field(default_factory=dict)
    titled_forms: dict[str, None] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    woman: bool | None = None
    """True after Ms or Mrs, False after Mr or Sir, None when neither was said."""
    kept_title: str = ""
    """What belongs to the name: `King` of `King Harald`, `Pope`, `Sir` where only the given name follows."""

    @property
    def name(self) -> str:
        """The name with what belongs to it."""
        return f"{self.kept_title} {' '.join(self.words)}".strip()


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person and where the article states the post, for the country of it."""

    person: Person
    posts: tuple[Mention, ...]


def find_people(blocks: Sequence[Block]) -> tuple[Person, ...]:
    """The people the blocks speak of, most mentioned first; `country` is left open (`find_names` tells it)."""
    return tuple(found.person for found in find_people_and_posts(blocks))


def find_people_and_posts(blocks: Sequence[Block]) -> tuple[FoundPerson, ...]:
    """`find_people`, each with the spans in which rank and post are stated."""
    text = "\n".join(block.text for block in blocks)
    starts = [0]
    for block in blocks:
        starts.append(starts[-1] + len(block.text) + 1)

    def mention(span: tuple[int, int]) -> Mention:
        block = bisect_right(starts, span[0]) - 1
        return Mention(block, span[0] - starts[block], span[1] - starts[block])

    people = _Reading(text).people()
    people.sort(key=lambda found: (-len(found.spans), found.spans[0]))
    return tuple(
        FoundPerson(
            Person(
                name=found.name,
                forms=_forms(found),
                title=_title(found),
                country=None,
                mentions=tuple(mention(span) for span in found.spans),
            ),
            tuple(mention(post.span) for post in found.posts),
        )
        for found in people
    )


def _forms(found: Found) -> tuple[str, ...]:
    forms = sorted(found.forms, key=lambda form: (-len(form.split()), -len(form)))
    forms = [found.name, *(f for f in forms if f != found.name)]
    with_rank = [t for t in found.titled_forms if t not in forms]
    return (
        forms[0],
        *(f for f in forms[1:] if " " in f),
        *with_rank,
        *(f for f in forms[1:] if " " not in f),
    )


def _title(found: Found) -> str | None:
    parts: dict[str, None] = {}
    for post in found.posts:
        for part in post.parts:
            if not any(part.lower() in known.lower() for known in parts):
                parts[part] = None
    return "; ".join(parts) or None


class _Reading:
    """One text being read: what is known so far of who is in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: Lexicon = lexicon()
        self.seen: Sightings = spotter().look(text)

    def people(self) -> list[Found]:
        """Everybody, in no order."""
        full = self._accepted()
        index = _index(full)
        taken = self._mentions(index)
        self._alone(full, taken)
        return [found for found in full if found.spans]

    # Full names

    def _accepted(self) -> list[Found]:
        groups: dict[tuple[str, ...], list[Sighting]] = {}
        for sighting in self.seen.full:
            groups.setdefault(name_keys(sighting.words), []).append(sighting)
        shorts = {key for s in self.seen.single for key in word_keys(s.words[0])}
        accepted: list[tuple[float, tuple[str, ...], list[Sighting]]] = []
        for keys, group in groups.items():
            score = self._weight(keys, group, shorts)
            if score is not None and score >= _ACCEPT:
                accepted.append((score, keys, group))
        accepted.sort(key=lambda entry: (-len(entry[1]), entry[2][0].run.start))
        people: list[Found] = []
        for _, keys, group in accepted:
            if not any(_same_person(keys, found.keys) for found in people):
                words = group[0].words
                people.append(Found(words=words, keys=keys))
        return people

    def _weight(self, keys: tuple[str, ...], group: Sequence[Sighting], shorts: set[str]) -> float | None:
        """Score and support together, or None where the words cannot be a name."""
        words = group[0].words
        known = self.words
        if len(keys) < 2 or len(words) > 7 or any(c.isdigit() for w in words for c in w):
            return None
        titled = any(s.titled for s in group)
        introduced = any(s.introduced for s in group)
        best = max(s.score for s in group)
        if (
            not titled
            and any(w in known.organisation or w in known.time for w in words[1:])
            and best < _ACCEPT + 3
            and not introduced
        ):
            return None
        if all(w in known.not_a_name for w in words) and not titled and best < 3:
            return None
        score = best + _AGAIN * min(sum(s.score for s in group) - best, 4)
        score += _TITLED * titled + _INTRODUCED * introduced
        if any(s.placed for s in group):
            score += _PLACED
        if keys[-1] in shorts or keys[0] in shorts:
            score += _SHORT_LATER
        return score

    # Mentions

    def _mentions(self, index: "_Index") -> set[int]:
        """Give every run's names to their people; the starts of the runs that were given are returned."""
        taken: set[int] = set()
        if not index.by_keys:
            return taken
        last_seen: dict[int, int] = {}
        for order, run in enumerate(self.seen.runs):
            words = run.words
            first_keys = index.first_keys
            at = 0
            while at < len(words):
                keys = word_keys(words[at])
                if not keys or keys[0] not in first_keys:
                    at += 1
                    continue
                stop = self._mention_at(run, at, index, last_seen, order)
                if stop > at:
                    taken.add(run.start)
                    at = stop
                else:
                    at += 1
        return taken

    def _mention_at(self, run: Run, at: int, index: "_Index", last_seen: dict[int, int], order: int) -> int:
        """Note the longest mention that begins at word `at`; the index after it, or `at` when there is none."""
        words = run.words
        for stop in range(min(len(words), at + 7), at, -1):
            keys = without_initials(name_keys(words[at:stop]))
            people = index.by_keys.get(keys)
            if people is None or (run.span(at, stop) in self.seen.things):
                continue
            found = self._who(people, keys, run, at, stop, last_seen)
            if found is None:
                continue
            span = run.span(at, stop)
            found.spans.append(span)
            form = " ".join(words[at:stop])
            found.forms.setdefault(form)
            lead = at
            while lead and (
                words[lead - 1] in self.words.strong_title or words[lead - 1] in self.words.title_part
            ):
                lead -= 1
            if lead < at:
                said = is_woman(" ".join(words[lead:at]))
                found.woman = found.woman if said is None else said
            while (
                lead < at
                and words[lead] in self.words.function
                and lead == 0
                and begins_sentence(self.text, run.start)
            ):
                lead += 1
            whole = keys == without_initials(found.keys)
            if lead < at and not whole and words[at - 1] in self.words.strong_title:
                found.titled_forms.setdefault(" ".join(words[lead:stop]))
            if len(found.posts) < 2 or (whole and len(found.posts) < 4):
                found.posts += posts_around(self.text, span, full=whole)
            last_seen[id(found)] = order
            return stop
        return at

    def _who(
        self,
        people: Sequence[Found],
        keys: tuple[str, ...],
        run: Run,
        at: int,
        stop: int,
        last_seen: dict[int, int],
    ) -> Found | None:
        words, known = run.words, self.words
        if stop < len(words) and (
            words[stop] in known.facility or (words[stop] in known.organisation and len(keys) == 1)
        ):
            return None
        if at and (words[at - 1] in known.ship or words[at - 1] in known.storm):
            return None
        full = [p for p in people if without_initials(p.keys) == keys]
        if full:
            return full[0] if len(full) == 1 else max(full, key=lambda p: last_seen.get(id(p), -1))
        if len(keys) == 1 and not self._stands_alone(run, at, stop, keys[0]):
            return None
        if len(keys) > 1 and stop < len(words) and words[stop] not in known.not_a_name:
            return None
        woman = is_woman(words[at - 1]) if at else None
        fitting = [p for p in people if woman is None or p.woman in (None, woman)]
        if not fitting:
            return None
        return max(fitting, key=lambda p: (_nearness(p.keys, keys), last_seen.get(id(p), -1)))

    def _stands_alone(self, run: Run, at: int, stop: int, key: str) -> bool:
        """Whether a single word is meant as a name here: no other name around it, and no common word."""
        words, known, text = run.words, self.words, self.text
        if stop < len(words):
            return False
        word = words[at]
        if len(key) < 2 or (
            word.isupper() and len(word) < 5 and not text[run.start - 1 : run.start].isspace()
        ):
            return False
        for before in words[:at]:
            if before not in known.not_a_name and before not in known.kin:
                return False
        titled = at > 0 and words[at - 1] in known.strong_title
        sentence = at == 0 and begins_sentence(text, run.start)
        risky = word in known.not_a_name
        if titled or not (risky or (sentence and key in tagger().features.common)):
            return True
        after = words_after(text, run.end)
        before_words = words_before(text, run.start)
        if word in known.country or word in known.capital or word in known.place:
            return at == 0 and before_words[1] not in known.preposition
        return (
            after[0] in known.speech
            or after[0] in ("'s", "’s")
            or after[0] in known.acts
            or before_words[1] in known.speech
        )

    # Single names

    def _alone(self, people: list[Found], taken: set[int]) -> None:
        """Add those who are only ever called by one name, with a title or often enough."""
        groups: dict[str, list[Sighting]] = {}
        for sighting in self.seen.single:
            if sighting.run.start not in taken:
                groups.setdefault("-".join(word_keys(sighting.words[0])), []).append(sighting)
        for key, group in groups.items():
            word = group[0].words[0]
            if len(key) < 2 or any(c.isdigit() for c in word) or (word.isupper() and len(word) < 6):
                continue
            if not self._is_single_name(word, key, group):
                continue
            found = Found(words=[word], keys=word_keys(word))
            for sighting in group:
                self._note_single(found, sighting)
            people.append(found)

    def _is_single_name(self, word: str, key: str, group: Sequence[Sighting]) -> bool:
        known = self.words
        titled = [s for s in group if s.titled]
        if word in known.not_a_name:
            return any(s.first and s.run.words[s.first - 1] in known.honorific for s in titled)
        if any(s.first and s.run.words[s.first - 1] in known.royal | known.honorific for s in titled):
            return True
        score = -9.0
        for sighting in group[:3]:
            run = sighting.run
            tagging = tagger().tag(
                words_before(self.text, run.start), run.words, words_after(self.text, run.end)
            )
            score = max(score, tagging.margin(sighting.first, sighting.stop))
        if key in tagger().features.common:
            score -= 1.5
        return score + 2.5 * bool(titled) + 0.5 * min(len(group) - 1, 4) >= _ACCEPT_SINGLE

    def _note_single(self, found: Found, sighting: Sighting) -> None:
        run, at = sighting.run, sighting.first
        known = self.words
        lead = at
        while lead and run.words[lead - 1] in known.title:
            lead -= 1
        span = run.span(at, sighting.stop)
        if lead < at and run.words[at - 1] in known.royal:
            found.kept_title = found.kept_title or " ".join(run.words[lead:at])
            span = run.span(lead, sighting.stop)
            found.forms.setdefault(" ".join(run.words[lead : sighting.stop]))
        else:
            found.forms.setdefault(run.words[at])
            if lead < at:
                found.titled_forms.setdefault(" ".join(run.words[lead : sighting.stop]))
        found.spans.append(span)
        found.posts += posts_around(self.text, run.span(at, sighting.stop), full=True)


@dataclass(slots=True)
class _Index:
    by_keys: dict[tuple[str, ...], list[Found]]
    first_keys: set[str]


def _index(people: Sequence[Found]) -> _Index:
    """Everybody under every spelling: the whole name, first and last, each stretch of it, each part of it."""
    by_keys: dict[tuple[str, ...], list[Found]] = {}
    for found in people:
        keys = without_initials(found.keys)
        suffix = suffix_of(keys)
        bare = keys[:-1] if suffix else keys
        spellings = {keys, bare, (bare[0], bare[-1])}
        for first in range(len(bare)):
            for stop in range(first + 1, len(bare) + 1):
                part = bare[first:stop]
                if not is_particle_key(part[-1]) and not (len(part) == 1 and is_particle_key(part[0])):
                    spellings.add(part)
        for spelling in spellings:
            by_keys.setdefault(spelling, []).append(found)
    firsts = {key for keys in by_keys for key in keys[:1]}
    # initials may stand first as printed: `J. Smith` is looked up as `smith`
    return _Index(by_keys, firsts | {found.keys[0] for found in people})


def _same_person(keys: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one full name is a shorter or differently written form of the other within one article."""
    if suffix_of(keys) and suffix_of(other) and suffix_of(keys) != suffix_of(other):
        return False
    a, b = without_initials(keys), without_initials(other)
    if "".join(a) == "".join(b) or (len(a) > 1 and set(a) <= set(b)):
        return True
    if len(keys) > 1 and len(other) > 1 and keys[-1] == other[-1]:
        return (len(keys[0]) == 1 or len(other[0]) == 1) and keys[0][0] == other[0][0]
    return False


def _nearness(keys: tuple[str, ...], part: tuple[str, ...]) -> int:
    """How usual it is to call somebody by this part: last name, else first, else one between."""
    bare = keys[:-1] if suffix_of(keys) else keys
    if bare[-len(part) :] == part:
        return 2
    return 1 if bare[: len(part)] == part else 0
