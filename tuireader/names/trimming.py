"""Where a name begins and ends among the words that the tagger marked: titles, callings and common words go.

Particles and suffixes that the tagger left outside come in.
"""

from collections.abc import Sequence

from tuireader.names.lexicon import Lexicon
from tuireader.names.tagger import Tagger, Tagging
from tuireader.names.tokens import Run, begins_sentence
from tuireader.names.wording import ALSO_NAMES, ARTICLES, HONOURS, NEVER_FIRST

_TRADES = ("maker", "keeper", "seller", "grower", "worker", "ologist", "ographer", "player", "driver")
"""What ends the names of callings, more of them than are listed."""
_DOERS = ("er", "or", "ist", "ian", "eer", "man", "woman")
"""What ends the names of callings and of much else; common words alone are taken for one."""
_LAST_NAMES = frozenset(
    (
        *("Abbot", "Archer", "Bailiff", "Baker", "Barber", "Butler", "Carpenter", "Chamberlain"),
        *("Chancellor", "Clerk", "Constable", "Cook", "Corporal", "Court", "Ensign", "Fisher"),
        *("Forester", "Gardener", "Gunner", "Painter", "Parson", "Piper", "Player", "Porter"),
        *("Potter", "Prior", "Proctor", "Provost", "Ranger", "Reeve", "Sergeant", "Sexton"),
        *("Shepherd", "Singer", "Speaker", "Squire", "Steward", "Usher", "Warden"),
    )
)
"""Offices and trades that are family names too: they end a name."""


class Trimmer:
    """Trims what the tagger marked to the name alone."""

    def __init__(self, words: Lexicon, tagger: Tagger) -> None:
        self._words = words
        self._features = tagger.features
        self._lead = words.strong_title | words.title_part
        self._strippable = self._lead | words.function
        self._cutting = (words.post | words.rank | words.office) - ALSO_NAMES
        names = tagger.features.given | tagger.features.family
        self._ending = frozenset(word for word in self._cutting - _LAST_NAMES if word.lower() not in names)

    def trimmed(self, text: str, run: Run, tagging: Tagging, first: int, stop: int) -> tuple[int, int, bool]:
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

    def is_calling(self, word: str, tagging: Tagging, at: int, stop: int) -> bool:
        """Whether the capitalised word says what somebody is who is named after it: `Librarian`, `Driver`."""
        lower = word.lower()
        names = self._features
        if lower not in self._words.role and not lower.endswith(_TRADES):
            known = lower in names.given or lower in names.family
            return lower.endswith(_DOERS) and lower in names.common and not known
        if lower in names.given or lower in names.family:
            return tagging.margin(at + 1, stop) > tagging.margin(at, stop)
        return True

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

    def _is_also_name(self, word: str) -> bool:
        lower = word.lower()
        if word in self._words.strong_title and word not in ALSO_NAMES:
            return False
        return lower in self._features.given or lower in self._features.family or word == "May"
