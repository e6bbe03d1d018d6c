"""Where a text seems to name somebody: runs that the tagger or a title calls a name, trimmed to it alone.

A sighting is not yet a person: `people.py` weighs all sightings of an article together.
"""

import re
from dataclasses import dataclass

from tuireader.names.country_words import GIVEN_LIKE
from tuireader.names.lexicon import Lexicon, lexicon
from tuireader.names.phrases import stands_for_more
from tuireader.names.tagger import Tagger, Tagging, tagger
from tuireader.names.things import is_called_so, is_in_marks, is_thing
from tuireader.names.titles import introduction
from tuireader.names.tokens import (
    START,
    Placed,
    Run,
    find_runs,
    words_after,
    words_before,
)
from tuireader.names.trimming import Trimmer
from tuireader.names.wording import (
    ACCORDING_TO,
    LEADS,
    LETTERS,
    MARKED,
    TRIMMED,
)

_APPOSITION = re.compile(
    r"(?:(?:\s\([^)]{1,12}\))?,|\sas(?=\s(?:an?|the|its|his|her|their)\s))\s+(?:(?P<age>\d{1,3})\b,?\s*)?(?:(?:an?|the|its|his|her|their|now|then|also|former|who|and)\s+)*(?P<words>[^,;.()\n]{0,60})"
)
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_RANK_GOES_ON = (" tá", " tướng", " úy", " uý")
"""The small second half of a Vietnamese rank, after its capital: `Theo Thiếu tá Trung`."""
_PLACE_BEFORE = frozenset(
    (
        *("phố", "tỉnh", "huyện", "xã", "bản", "thôn", "làng", "ấp", "phường", "quận", "ga", "đảo", "giới"),
        *("sông", "núi", "khẩu", "chợ", "cảng", "vịnh", "đèo", "cầu", "hồ", "chùa", "đền"),
    )
)
"""What a place is in Vietnamese, right before its name: `Thành phố Hồ Chí Minh`."""
_NO_DOUBT = 5.0
"""A margin above this need not be looked at twice in an article."""


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
    in_marks: bool = False
    """Nothing else stands between quotation marks."""
    introduced: bool = False
    """An age or an apposition with a role follows it: `, 71,`, `, director of …`."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name as printed."""
        return self.run.words[self.first : self.stop]

    @property
    def keys(self) -> tuple[str, ...]:
        """The comparable parts of the name."""
        return tuple([key for word in self.run.wording.each[self.first : self.stop] for key in word.keys])

    @property
    def span(self) -> tuple[int, int]:
        """Its offsets in the text."""
        return self.run.span(self.first, self.stop)


Single = tuple[Placed, int, bool]
"""A name of one word: the run, which word of it, whether it is titled. Most of them turn out to be somebody's
short form, so no more is made of them at first."""


@dataclass(slots=True)
class Sightings:
    """All that was seen in one text."""

    runs: list[Placed]
    spots: list[int]
    """Where a country's name may begin."""
    full: list[Sighting]
    """Names of two words and more."""
    single: dict[str, list[Single]]
    """Names of one word by what is compared of them."""
    things: set[tuple[int, int]]
    """Spans inside the names of ships, storms, streets, companies: never a mention."""

    def note_single(self, run: Run, at: int, *, titled: bool) -> None:
        """Word `at` of a longer run is a name by itself."""
        key = "-".join(run.wording.each[at].keys)
        self.single.setdefault(key, []).append(((run.start, run.end, run.wording), at, titled))


class Spotter:
    """Finds sightings."""

    def __init__(self, words: Lexicon, tagger: Tagger) -> None:
        self._words = words
        self._tagger = tagger
        self._trimmer = Trimmer(words, tagger)

    def look(self, text: str) -> Sightings:
        """Everything in `text` that seems to name somebody."""
        self._tagger.forget()
        runs, spots = find_runs(text)
        seen = Sightings(runs, spots, [], {}, set())
        single = seen.single
        looked: set[str] = set()
        settled: set[str] = set()
        for placed in runs:
            start, end, wording = placed
            key = wording.alone
            if key:
                if start < 2 or text[start - 2] != "&":  # of a firm
                    if key in single:
                        single[key].append((placed, 0, False))
                    else:
                        single[key] = [(placed, 0, False)]
                continue
            if not wording.may_name:
                continue
            name = wording.text
            if name in settled:  # further ones are found as mentions
                continue
            if self._look_at(text, Run(start, end, wording, wording.words), seen) or name in looked:
                settled.add(name)
            looked.add(name)
        return seen

    def _look_at(self, text: str, run: Run, seen: Sightings) -> bool:
        """Note the names in a run of several words; whether the tagger had no doubt."""
        words, wording = run.words, run.wording
        if wording.classes & LEADS and wording.lead == len(words) - 1:
            lead = wording.lead
            if not is_thing(text, run, lead, len(words), self._words):
                before, known = words[lead - 1], self._words
                if words[lead] not in known.not_a_name or before in known.honorific or before in known.royal:
                    seen.note_single(run, lead, titled=before in known.strong_title)
                return False
        around = words_before(text, run.start), words_after(text, run.end)
        tagging = self._tagger.tag(around[0], wording.bare if wording.classes & MARKED else words, around[1])
        is_sure = True
        for first, stop in tagging.names:
            margin = tagging.margin(first, stop)
            if first == tagging.names[0][0]:
                is_sure = margin > _NO_DOUBT
            self._settle(text, run, tagging, first, stop, margin, around, seen)
        return is_sure

    def _settle(
        self,
        text: str,
        run: Run,
        tagging: Tagging,
        first: int,
        stop: int,
        margin: float,
        around: tuple[tuple[str, str], tuple[str, str]],
        seen: Sightings,
    ) -> None:
        """Trim what the tagger marked to the name alone and note it."""
        marked = first, stop
        words, known = run.words, self._words
        before, after = around
        titled = False
        if words[first] in ACCORDING_TO or (words[first] == "Theo" and not run.wording.text.isascii()):
            first += 1
        if stop == len(words) and text.startswith(_RANK_GOES_ON, run.end):
            stop -= 1
        if stop <= first:
            return
        if run.wording.classes & LETTERS:
            while stop - first > 2 and stands_for_more(words[first]) and not words[stop - 1].isupper():
                first += 1  # `WASHINGTON Ana Lopes`, `EPA Administrator Li Wei`
        for at in (first, first - 1):
            if 0 <= at <= stop - 3 and self._trimmer.is_calling(words[at], tagging, at, stop):
                first, titled = at + 1, True  # `Spinner Kusal Perera`
                break
        if run.wording.classes & TRIMMED:
            called = titled
            first, stop, titled = self._trimmer.trimmed(text, run, tagging, first, stop)
            titled = titled or called
            if first == 1 and stop == 3 and words[2] in known.suffix and words[0] in GIVEN_LIKE:
                first = 0  # Israel Salcedo Jr.
            if stop <= first or known.suffix.issuperset(words[first:stop]):
                return
        score: float | None = None
        titled = titled or (first == 0 and before[1].lower().removeprefix("co-") in known.role)
        if not titled and before[1] in ("to", "of", "for"):
            if before[0] in known.strong_title:
                # `Ambassador to Chad …`, `Minister of Oceans …`: the post began before the run
                if first == 0 and stop > 2:
                    first = max(range(1, stop - 1), key=lambda at: tagging.margin(at, stop))
                    score = self._tagger.tag((START, before[0]), words[first:], after).margin(0, stop - first)
                titled = first > 0
            elif first and before[0].lower() in known.role:
                titled = known.not_a_name.issuperset(words[:first])
        aboard = first == 0 and before[1] in known.vessel  # `the ferry Maria Celeste`
        if aboard or is_thing(text, run, first, stop, known) or is_called_so(text, run, first, stop):
            seen.things.add(run.span(first, stop))
            return
        if stop - first == 1:
            if words[first] not in known.not_a_name or titled:
                seen.note_single(run, first, titled=titled)
            return
        if score is None:
            score = margin if marked == (first, stop) else tagging.margin(first, stop)
        sighting = Sighting(run, first, stop, score, titled)
        if first == 0:
            named_as_place = (
                before[0] if before[1] == "of" else before[1] if before[1] in _PLACE_BEFORE else ""
            )
            sighting.placed = named_as_place.lower() in known.area or named_as_place in _PLACE_BEFORE
            sighting.pointed_at = not titled and before[1] in ("the", "The")
        if score < _NO_DOUBT:
            sighting.in_marks = is_in_marks(text, run.start, run.end)
            if stop == len(words):
                sighting.introduced = self._is_introduced(text, run.end)
                follows = after[0]
                sighting.acts = (
                    follows in known.speech
                    or follows in known.acts
                    or follows in known.verbs
                    or (follows[-2:] == "ed" and follows.islower())
                )
            if not titled and first == 0 and before[1] == ",":
                sighting.introduced |= introduction(text, sighting.span) is not None
        seen.full.append(sighting)

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
