"""Where a text seems to name somebody: runs that the tagger or a title calls a name, trimmed to it alone.

A sighting is not yet a person: `people.py` weighs all sightings of an article together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tuireader.names.lexicon import Lexicon, lexicon
from tuireader.names.spelling import NICKNAME_MARKS
from tuireader.names.tagger import Tagger, Tagging, tagger
from tuireader.names.titles import introduction
from tuireader.names.tokens import START, Run, begins_sentence, find_runs, words_after, words_before

_APPOSITION = re.compile(
    r"(?:(?:\s\([^)]{1,12}\))?,|\sas(?=\s(?:an?|the|its|his|her|their)\s))\s+(?:(?P<age>\d{1,3})\b,?\s*)?(?:(?:an?|the|its|his|her|their|now|then|also|former|who|and)\s+)*(?P<words>[^,;.()\n]{0,60})"
)
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


_PLACE_BEFORE = frozenset(("phố", "tỉnh", "huyện", "xã"))
"""What a place is in Vietnamese, right before its name: `Thành phố Hồ Chí Minh`."""
_NO_DOUBT = 5.0
"""A margin above this need not be looked at twice in an article."""
_WORDS_AND_NAMES = frozenset(("To", "May", "Will", "Mark", "Ho", "Do", "So", "An", "No"))
_NEVER_FIRST = frozenset(("His", "Her", "Their", "Our", "The", "A", "An", "And", "Of"))
_ALSO_NAMES = frozenset(
    (
        "Major",
        "Marine",
        "Dean",
        "Sheriff",
        "Marshal",
        "Founder",
        "Justice",
        "Judge",
        "Chair",
        "Forward",
        "Farmer",
    )
) | {"Poet", "Captain", "Private", "Sr", "Sr.", "SP", "IG", "Sen", "Gen", "Col", "Fr", "Det", "Rep"}
"""Titles that are family or given names as well: never a place to cut a name."""


@dataclass(slots=True)
class Sighting:
    """Words of a run that read like a name."""

    run: Run
    first: int
    stop: int
    score: float
    """The tagger's; 0 where only a title speaks for it."""
    titled: bool
    """A rank, post, honorific or role stands right before it."""
    placed: bool = False
    """`city of`, `province of` stands before it."""
    pointed_at: bool = False
    """`the` stands before it."""
    acts: bool = False
    """A verb follows: `said`, `kicked`."""
    introduced: bool = False
    """An age or an apposition with a role follows it: `, 71,`, `, director of …`."""

    @property
    def words(self) -> list[str]:
        """The words of the name as printed."""
        return self.run.words[self.first : self.stop]

    @property
    def span(self) -> tuple[int, int]:
        """Its offsets in the text."""
        return self.run.span(self.first, self.stop)


@dataclass(slots=True)
class Sightings:
    """All that was seen in one text."""

    runs: list[Run]
    full: list[Sighting]
    """Names of two words and more."""
    single: list[tuple[Run, int, bool]]
    """Names of one word: the run, which word of it, whether it is titled. Most of them turn out to be
    somebody's short form, so no more is made of them here."""
    things: set[tuple[int, int]]
    """Spans inside the names of ships, storms, streets, companies: never a mention."""


class Spotter:
    """Finds sightings; remembers between articles which runs cannot hold a name."""

    def __init__(self, words: Lexicon, tagger: Tagger) -> None:
        self._words = words
        self._tagger = tagger
        self._hopeless: dict[tuple[str, ...], bool] = {}
        self._lead = words.strong_title | words.title_part
        self._strippable = self._lead | words.function
        self._cutting = (words.post | words.rank) - _ALSO_NAMES

    def look(self, text: str) -> Sightings:
        """Everything in `text` that seems to name somebody."""
        seen = Sightings(find_runs(text), [], [], set())
        no_name, hopeless, single = self._words.not_a_name, self._hopeless, seen.single
        looked: set[tuple[str, ...]] = set()
        settled: set[tuple[str, ...]] = set()
        for run in seen.runs:
            words = run.words
            if len(words) == 1:
                word = words[0]
                if word not in no_name and len(word) > 1:
                    of_a_firm = run.start > 1 and text[run.start - 2] == "&"
                    if not of_a_firm:
                        single.append((run, 0, False))
                continue
            name = tuple(words)
            known = hopeless.get(name)
            if known or (known is None and self._is_hopeless(name)):
                continue
            if name in settled:  # further ones are found as mentions
                continue
            if self._look_at(text, run, seen) or name in looked:
                settled.add(name)
            looked.add(name)
        return seen

    def _is_hopeless(self, words: tuple[str, ...]) -> bool:
        """Whether these words are nobody in any article; remembered."""
        if len(self._hopeless) > 100_000:
            self._hopeless.clear()
        no = self._words.not_a_name
        in_capitals = all(w.isupper() and "." not in w for w in words)
        known = all(word in no for word in words) or in_capitals
        if known and len(words) == 2 and words[0] in _WORDS_AND_NAMES:
            known = words[1] in self._words.time | self._words.function
        self._hopeless[words] = known
        return known

    def look_around(self, text: str, sighting: Sighting) -> None:
        """Note what stands around a single word; for those alone that may be somebody's only name."""
        run = sighting.run
        before = text[max(0, run.start - 24) : run.start].rsplit(None, 1)
        if before and text[run.start - 1] == " ":
            sighting.titled = before[-1] in self._words.role
            if before[-1][-1] == "," and text[run.end : run.end + 1] == ",":
                sighting.introduced = introduction(text, (run.start, run.end)) is not None
            if before[-1] in ("called", "named", "nicknamed"):  # `a sweeper called Solongo`
                who = text[max(0, run.start - 40) : run.start].split()[-2:-1]
                sighting.introduced = bool(who) and (who[0] in self._words.role or who[0] in self._words.kin)

    def _look_at(self, text: str, run: Run, seen: Sightings) -> bool:
        """Note the names in a run of several words; whether the tagger had no doubt."""
        words = run.words
        lead = 0
        while lead < len(words) and words[lead] in self._lead:
            lead += 1
        if lead == len(words) - 1 and lead and not self._is_thing(words, lead, len(words), text, run):
            titled = words[lead - 1] in self._words.strong_title
            if (
                words[lead] not in self._words.not_a_name
                or words[lead - 1] in self._words.honorific
                or words[lead - 1] in self._words.royal
            ):
                seen.single.append((run, lead, titled))
            return False
        before, after = words_before(text, run.start), words_after(text, run.end)
        bare = [w.strip("\"“”‘’'()") if w[0] in NICKNAME_MARKS else w for w in words]
        tagging = self._tagger.tag(before, bare, after)
        for first, stop in tagging.names:
            self._settle(text, run, tagging, first, stop, before, seen)
        return not tagging.names or tagging.margin(*tagging.names[0]) > _NO_DOUBT

    def _settle(
        self,
        text: str,
        run: Run,
        tagging: Tagging,
        first: int,
        stop: int,
        before: tuple[str, str],
        seen: Sightings,
    ) -> None:
        """Trim what the tagger marked to the name alone and note it."""
        words, known = run.words, self._words
        score: float | None = None
        while first >= 2 and words[first - 1] in known.particle and words[first - 2] not in self._strippable:
            first -= 2
        while stop + 1 < len(words) and (words[stop] in known.particle or words[stop] in ("Al", "El", "Bin")):
            stop += 2
        if stop < len(words) and words[stop] in known.suffix:
            stop += 1
        first, stop, titled = self._between_titles(words, first, stop)
        sentence = first == 0 and begins_sentence(text, run.start)
        while first < stop - 1 and (
            words[first] in self._lead
            or words[first] in _NEVER_FIRST
            or (sentence and first == 0 and words[first] in known.function)
        ):
            if self._is_also_name(words[first]) and tagging.margin(first, stop) > tagging.margin(
                first + 1, stop
            ):
                break  # Will Smith, To Lam
            titled = titled or words[first] in known.strong_title
            first += 1
        if stop - first > 2 and words[first] in known.country and not titled:
            first += 1
        while stop - 1 > first and (
            words[stop - 1] in known.particle
            or (words[stop - 1] in known.function and words[stop - 1] not in known.suffix)
            or words[stop - 1] in known.time
        ):
            if self._is_also_name(words[stop - 1]) and stop - first == 2:
                break  # Theresa May
            stop -= 1
        if stop <= first or all(words[i] in known.suffix for i in range(first, stop)):
            return
        titled = titled or (first > 0 and words[first - 1] in known.strong_title)
        titled = titled or (first == 0 and before[1].lower() in known.role)
        if not titled and before[1] in ("to", "of", "for") and before[0] in known.strong_title:
            # `Ambassador to Chad …`, `Minister of Oceans …`: the post began before the run and goes on in it
            if first == 0 and stop > 2:
                first = max(range(1, stop - 1), key=lambda at: tagging.margin(at, stop))
                score = self._tagger.tag(
                    (START, before[0]), words[first:], words_after(text, run.end)
                ).margin(0, stop - first)
            titled = first > 0
        elif not titled and first and before[1] in ("to", "of", "for") and before[0].lower() in known.role:
            titled = all(w in known.not_a_name for w in words[:first])
        aboard = first == 0 and before[1] in known.vessel  # `the ferry Maria Celeste`
        if aboard or self._is_thing(words, first, stop, text, run):
            seen.things.add(run.span(first, stop))
            return
        if score is None:
            score = tagging.margin(first, stop)
        sighting = Sighting(run, first, stop, score, titled)
        named_as_place = before[0] if before[1] == "of" else before[1] if before[1] in _PLACE_BEFORE else ""
        sighting.pointed_at = first == 0 and not titled and before[1] in ("the", "The")
        sighting.placed = first == 0 and named_as_place.lower() in known.area
        if stop - first == 1:
            if words[first] not in known.not_a_name or titled:
                seen.single.append((run, first, titled))
            return
        if stop == len(words) and sighting.score < _NO_DOUBT:
            sighting.introduced = self._is_introduced(text, run.end)
            after = words_after(text, run.end)[0]
            sighting.acts = (
                after in known.speech
                or after in known.acts
                or after in known.verbs
                or (after[-2:] == "ed" and after.islower())
            )
        if not titled and first == 0 and sighting.score < _NO_DOUBT and before[1] == ",":
            sighting.introduced |= introduction(text, sighting.span) is not None
        seen.full.append(sighting)

    def _is_also_name(self, word: str) -> bool:
        lower = word.lower()
        if word in self._words.strong_title and word not in _ALSO_NAMES:
            return False
        return lower in self._tagger.features.given or lower in self._tagger.features.family or word == "May"

    def _between_titles(self, words: Sequence[str], first: int, stop: int) -> tuple[int, int, bool]:
        """Cut off a title that the tagger took into the name: `Oaxaca Governor Alejandro Murat`."""
        for at in range(stop - 2, first, -1):
            if words[at] in self._cutting and not all(w in self._words.suffix for w in words[at + 1 : stop]):
                return at + 1, stop, True
        for at in range(first + 2, stop):  # `Gilbert Houngbo ILO Director-General`
            if words[at] in self._cutting:
                while at - 1 > first + 1 and words[at - 1].isupper():
                    at -= 1
                return first, at, False
        return first, stop, False

    def _is_thing(self, words: Sequence[str], first: int, stop: int, text: str, run: Run) -> bool:
        """Whether the words are part of the name of a ship, a storm, a street, a firm, a law."""
        known = self._words
        if stop < len(words) and words[stop] in known.facility:
            return True
        if first and (words[first - 1] in known.ship or words[first - 1] in known.storm):
            return True
        if words[first] in known.ship or words[first] in known.storm:
            return True
        if (
            stop - first > 1
            and words[stop - 1] in known.facility
            and words[stop - 1] not in known.family_place
        ):
            return True
        if " ".join(words[stop - 2 : stop]) in known.brand:
            return True
        return stop == len(words) and text.startswith((" &", " &amp;"), run.end)

    def _is_introduced(self, text: str, end: int) -> bool:
        match = _APPOSITION.match(text, end, end + 120)
        if match is None:
            return False
        if match["age"]:
            return True
        known = self._words
        for word in _WORDS.findall(match["words"])[:6]:
            if word.lower() in known.role or word in known.post:
                return True
            if word in known.speech:
                return False
        return False


_spotters: list[Spotter] = []


def spotter() -> Spotter:
    """The one spotter of the process."""
    if not _spotters:
        _spotters.append(Spotter(lexicon(), tagger()))
    return _spotters[0]
