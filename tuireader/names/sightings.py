"""Where a text seems to name somebody: runs that the tagger or a title calls a name, trimmed to it alone.

A sighting is not yet a person: `people.py` weighs all sightings of an article together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tuireader.names.country_words import GIVEN_LIKE
from tuireader.names.lexicon import Lexicon, lexicon
from tuireader.names.phrases import stands_for_more
from tuireader.names.tagger import Tagger, Tagging, tagger
from tuireader.names.titles import introduction
from tuireader.names.tokens import (
    START,
    Placed,
    Run,
    begins_sentence,
    find_runs,
    words_after,
    words_before,
)
from tuireader.names.wording import (
    ACCORDING_TO,
    ALSO_NAMES,
    ARTICLES,
    HONOURS,
    LEADS,
    LETTERS,
    MARKED,
    NEVER_FIRST,
    THING,
    TRIMMED,
)

_APPOSITION = re.compile(
    r"(?:(?:\s\([^)]{1,12}\))?,|\sas(?=\s(?:an?|the|its|his|her|their)\s))\s+(?:(?P<age>\d{1,3})\b,?\s*)?(?:(?:an?|the|its|his|her|their|now|then|also|former|who|and)\s+)*(?P<words>[^,;.()\n]{0,60})"
)
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_RANK_GOES_ON = (" tá", " tướng", " úy", " uý")
"""The small second half of a Vietnamese rank, after its capital: `Theo Thiếu tá Trung`."""
_TRADES = ("maker", "keeper", "seller", "grower", "worker", "ologist", "ographer", "player", "driver")
"""What ends the names of callings, more of them than are listed."""
_DOERS = ("er", "or", "ist", "ian", "eer", "man", "woman")
"""What ends the names of callings and of much else; common words alone are taken for one."""
_PLACE_BEFORE = frozenset(
    (
        *("phố", "tỉnh", "huyện", "xã", "bản", "thôn", "làng", "ấp", "phường", "quận", "ga", "đảo", "giới"),
        *("sông", "núi", "khẩu", "chợ", "cảng", "vịnh", "đèo", "cầu", "hồ", "chùa", "đền"),
    )
)
"""What a place is in Vietnamese, right before its name: `Thành phố Hồ Chí Minh`."""
_LAST_NAMES = frozenset(
    (
        *(
            "Abbot",
            "Archer",
            "Bailiff",
            "Baker",
            "Barber",
            "Butler",
            "Carpenter",
            "Chamberlain",
            "Chancellor",
        ),
        *(
            "Clerk",
            "Constable",
            "Cook",
            "Corporal",
            "Court",
            "Ensign",
            "Fisher",
            "Forester",
            "Gardener",
            "Gunner",
        ),
        *(
            "Painter",
            "Parson",
            "Piper",
            "Player",
            "Porter",
            "Potter",
            "Prior",
            "Proctor",
            "Provost",
            "Ranger",
        ),
        *(
            "Reeve",
            "Sergeant",
            "Sexton",
            "Shepherd",
            "Singer",
            "Speaker",
            "Squire",
            "Steward",
            "Usher",
            "Warden",
        ),
    )
)
"""Offices and trades that are family names too: they end a name."""
NAMED_AFTER = re.compile(
    r"['’]s (?:Law|Theorem|Paradox|Razor|Constant|[Cc]omet|[Dd]isease|[Ss]yndrome|theorem)\b"
)
"""What is somebody's by name alone: `Moore's Law`."""
_WORK = re.compile(
    r"\b(?:film|movie|song|album|single|novel|opera|musical|ballet|series|poem|painting),? [\"“«]$"
)
"""What has a title between marks that may be a name: `the film “Erin Brockovich”`."""
_MARKS = frozenset('"“”«»')
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
        self._lead = words.strong_title | words.title_part
        self._strippable = self._lead | words.function
        self._cutting = (words.post | words.rank | words.office) - ALSO_NAMES
        names = tagger.features.given | tagger.features.family
        self._ending = frozenset(word for word in self._cutting - _LAST_NAMES if word.lower() not in names)

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
            if not self._is_thing(run, lead, len(words), text):
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
            if 0 <= at <= stop - 3 and self._is_calling(words[at], tagging, at, stop):
                first, titled = at + 1, True  # `Spinner Kusal Perera`
                break
        if run.wording.classes & TRIMMED:
            called = titled
            first, stop, titled = self._trimmed(text, run, tagging, first, stop)
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
        if aboard or self._is_thing(run, first, stop, text) or _is_called_so(text, run, first, stop):
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

    def _trimmed(self, text: str, run: Run, tagging: Tagging, first: int, stop: int) -> tuple[int, int, bool]:
        """Where the name begins and ends without titles and common words, with its particles; whether a title
        stands before it."""
        words, known = run.words, self._words
        while first >= 2 and words[first - 1] in known.particle and words[first - 2] not in self._strippable:
            first -= 2
        while stop + 1 < len(words) and (words[stop] in known.particle or words[stop] in ARTICLES):
            stop += 2
        if stop < len(words) and words[stop] in known.suffix:
            stop += 1
        while stop - 2 > first and words[stop - 1] in HONOURS:
            stop -= 1
        first, stop, titled = self._between_titles(words, first, stop)
        while stop - 1 > first and words[stop - 1] in self._ending and not titled:
            stop -= 1
            if stop - first == 1:
                return first, first, False  # `Honorary Chairman`: an office, and nobody in it
        while first < stop - 1 and words[first] in known.office:
            first += 1
            titled = True
            if first < stop - 1 and words[first] in known.strong_title:
                first += 1  # `District Judge Li Wei`
        sentence = first == 0 and begins_sentence(text, run.start)
        if first > 1 and words[first - 1] == "Sri" and words[first - 2] in known.title:
            first -= 1  # `Minister Sri Wahyuni`: in Indonesia a given name
        while first < stop - 1 and (
            words[first] in self._lead
            or words[first] in NEVER_FIRST
            or (sentence and first == 0 and words[first] in known.function)
        ):
            if words[first] == "Sri" and first and words[first - 1] in known.title:
                break
            if self._is_also_name(words[first]) and tagging.margin(first, stop) > tagging.margin(
                first + 1, stop
            ):
                break  # Will Smith, To Lam
            titled = titled or words[first] in known.strong_title
            first += 1
        if (
            stop - first - (words[stop - 1] in known.suffix) > 2
            and words[first] in known.country
            and not titled
        ):
            first += 1
        while stop - 1 > first and (
            words[stop - 1] in known.particle
            or (words[stop - 1] in known.function and words[stop - 1] not in known.suffix)
            or words[stop - 1] in known.time
        ):
            if self._is_also_name(words[stop - 1]) and stop - first == 2:
                break  # Theresa May
            stop -= 1
        return first, stop, titled or (first > 0 and words[first - 1] in known.strong_title)

    def _is_calling(self, word: str, tagging: Tagging, at: int, stop: int) -> bool:
        """Whether the capitalised word says what somebody is who is named after it: `Librarian`, `Driver`."""
        lower = word.lower()
        names = self._tagger.features
        if lower not in self._words.role and not lower.endswith(_TRADES):
            known = lower in names.given or lower in names.family
            return lower.endswith(_DOERS) and lower in names.common and not known
        if lower in names.given or lower in names.family:
            return tagging.margin(at + 1, stop) > tagging.margin(at, stop)
        return True

    def _is_also_name(self, word: str) -> bool:
        lower = word.lower()
        if word in self._words.strong_title and word not in ALSO_NAMES:
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

    def _is_thing(self, run: Run, first: int, stop: int, text: str) -> bool:
        """Whether the words are part of the name of a ship, a storm, a street, a firm, a law."""
        words, known = run.words, self._words
        if not run.wording.classes & THING:
            return stop == len(words) and text.startswith(" &", run.end)
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
        return stop == len(words) and text.startswith(" &", run.end)

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


def _is_called_so(text: str, run: Run, first: int, stop: int) -> bool:
    """Whether something bears the name: a film, a disease, a town called after a saint."""
    if text[run.start - 1 : run.start] in _MARKS and _WORK.search(text, max(0, run.start - 16), run.start):
        return True
    if stop < len(run.words) or not text.startswith(("'", "’"), run.end):
        return False
    if run.words[first] in ("St.", "St") and stop - first == 2:
        return True  # St. John's
    return NAMED_AFTER.match(text, run.end) is not None


def is_in_marks(text: str, start: int, end: int) -> bool:
    """Whether a run is all that stands between quotation marks: `Uncle Boon` is what a film is called."""
    return text[start - 1 : start] in _MARKS and text[end : end + 2].lstrip(",.;")[:1] in _MARKS


_spotters: list[Spotter] = []


def spotter() -> Spotter:
    """The one spotter of the process."""
    if not _spotters:
        _spotters.append(Spotter(lexicon(), tagger()))
    return _spotters[0]
