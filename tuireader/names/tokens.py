"""Runs of capitalised words, the only places where names are looked for, and the words around them.

One pass of one regular expression over a whole article finds the runs; everything else in the text is never
split into words. A run is words joined by one space: capitalised words, initials, abbreviated ranks, and
between them particles (`bin`, `van der`, `al-`) and nicknames in quotation marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tuireader.names.lexicon import lexicon
from tuireader.names.wording import DESCRIBING, NEVER, Wording, wordings

START = "<B>"
"""Stands for what is before the first word of a sentence or line."""
END = "<E>"
"""Stands for what is after the last word of a line."""


def _capitals() -> str:
    """The capital letters of Latin, Greek and Cyrillic as the inside of a character class."""
    letters = [c for c in (*range(0x41, 0x530), *range(0x1E00, 0x2000)) if chr(c).isupper()]
    spans: list[list[int]] = []
    for code in letters:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in spans)


_UP = f"[{_capitals()}]"
# A possessive or a contraction ends a word: Vietnam's, I'll, don't.
_INNER = r"[^\W_]*+(?:['’‘\-](?!(?:s|ll|re|ve|m|d|t)\b)[^\W_]++)*"
_ABBREVIATIONS = (
    *("Sr", "Jr", "Lt", "Fr", "Dr", "Mr", "Ms", "Mx", "St", "Md"),
    *(
        "Gen",
        "Maj",
        "Col",
        "Cpl",
        "Sgt",
        "Cdr",
        "Adm",
        "Pvt",
        "Pfc",
        "Spc",
        "Det",
        "Rev",
        "Hon",
        "Gov",
        "Sen",
        "Rep",
    ),
    *(
        "Mrs",
        "Mme",
        "Ven",
        "Amb",
        "Sec",
        "Smt",
        "Atty",
        "Esq",
        "Pol",
        "Abd",
        "Muh",
        "Mohd",
        "Brig",
        "Capt",
        "Cmdr",
        "Spec",
        "Insp",
        "Supt",
    ),
    *("Msgr", "Sens", "Reps", "Prof", "Engr", "Cllr", "Comm", "Lieut", "Const"),
)
_ARTICLE = r"(?:[aA]l|[eE]l|[aA]s|[aA]n|[aA]d|[aA]r|[aA]t|[aA]z|[aA]sh|[uU]l|d|l)[-'’‘]"


def _after_abbreviation() -> str:
    """A full stop that belongs to an abbreviation, told by looking back: one choice for each length."""
    lengths = sorted({len(a) for a in _ABBREVIATIONS})
    choices = (rf"(?<=\b(?:{'|'.join(a for a in _ABBREVIATIONS if len(a) == n)})\.)" for n in lengths)
    return rf"\.(?:{'|'.join(choices)})"


# The capital stands outside the choice, so that the search for it runs at the speed of a character class.
_WORD = rf"{_UP}(?:\.(?:-?{_UP}\.)*|{_INNER}(?:{_after_abbreviation()})?)"
_PARTICLES = (
    *(
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "do",
        "du",
        "la",
        "le",
        "ter",
        "ten",
    ),
    *(
        "bin",
        "bint",
        "ibn",
        "binti",
        "bte",
        "al",
        "el",
        "ul",
        "ur",
        "af",
        "zu",
        "abu",
        "ould",
        "wa",
        "y",
        "ole",
        "arap",
    ),
)
_PARTICLE = f"(?:{'|'.join(_PARTICLES)})"
_BEGINS = "".join(sorted({particle[0] for particle in _PARTICLES} | set("aeudlAEU")))
"""What a particle or an article begins with: mostly neither is there, and none need be tried."""
_LATER = rf"(?:(?=[{_BEGINS}])(?:{_PARTICLE} ){{0,2}}(?:{_ARTICLE})?{_WORD}|{_WORD})"
_NICKNAME = rf"(?:[\"“‘']{_UP}{_INNER}[\"”’'] )"
RUN = re.compile(rf"{_WORD}(?: (?=[{_capitals()}{_BEGINS}\"“‘']){_NICKNAME}?{_LATER}){{0,40}}")
"""A run, from its first capital; cut where a page in capitals would make it endless. A particle or an article
before it is looked for by hand, for speed."""

_BEFORE = re.compile(rf"(?:^|(?<=\W))({_ARTICLE}|(?:{_PARTICLE} ){{1,2}})$")
_CONTEXT = re.compile(rf"{_WORD}|[^\W_]+(?:['’\-](?!s\b)[^\W_]+)*|['’]s\b|[^\w\s]|\n+")
_SENTENCE_END = frozenset(".!?…\n")
_SIGNS = frozenset(",;:)")
"""Each a word of its own wherever it stands."""
_OPENING = frozenset("\"“”‘’'([—–-")


Placed = tuple[int, int, Wording]
"""A run where it stands: offsets of its first character and after its last, and its wording; a plain tuple,
for there are ten thousand in every megabyte, and most are never looked at again."""


@dataclass(slots=True)
class Run:
    """A run of capitalised words in the article's text."""

    start: int
    """Offset of the first word in the text."""
    end: int
    wording: Wording
    words: tuple[str, ...]
    """Those of the wording, as printed."""

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Offsets in the text of the words from `first` up to `stop`."""
        words, begin = self.words, self.start
        if first:
            begin += len(" ".join(words[:first])) + 1
        return begin, self.end if stop == len(words) else begin + len(" ".join(words[first:stop]))


def find_runs(text: str) -> tuple[list[Placed], list[int]]:
    """All runs of `text`, in order, and where in them a country's name may begin.

    What is the end of a longer word (`iPhone`, `non-US`) is no run, but may be a country.
    """
    found: list[Placed] = []
    spots: list[int] = []
    known = wordings()
    known.forget()
    for match in RUN.finditer(text):
        wording = known[match[0]]
        start = match.start()
        is_whole = not start or text[start - 1] in " \n"
        if not wording.is_plain:
            for spot in wording.spots:
                spots.append(start + spot)  # noqa: PERF401 - most have none or one
            if wording.classes & NEVER:
                continue
            is_whole = is_whole and not wording.classes & DESCRIBING
        if is_whole:
            found.append((start, match.end(), wording))
        elif (cut := _cut(text, start, match.end(), wording)) is not None:
            found.append(cut)
    return (_with_marias(text, found) if "Ma." in text else found), spots


def _cut(text: str, start: int, end: int, wording: Wording) -> Placed | None:
    """The run without a first word that is none, or with the article before it; None if nothing is left."""
    words = wording.words
    previous = text[start - 1] if start else " "
    if previous not in " \n":
        if previous.isalnum() or previous == "_":
            # a letter before the capital means the middle of a word, unlike in `equipment.According`
            if len(words) == 1:
                return None
            start += len(words[0]) + 1
            words = words[1:]
        elif previous in "-'’‘&":
            article = _BEFORE.search(text, max(0, start - 4), start)
            if article is not None:
                start = article.start(1)
                words = article.group(1) + words[0], *words[1:]
            elif previous in "-&" and start > 1 and text[start - 2].isalnum():
                if len(words) == 1:
                    return None
                start += len(words[0]) + 1
                words = words[1:]
        elif previous == "." and _ends_abbreviation(text, start, words):
            start += len(words[0]) + 1
            words = words[1:]
    if words is not wording.words:
        wording = wordings().of(words)
    if wording.classes & DESCRIBING:
        start += len(words[0]) + 1  # `UK-based Ana Lopes`
        wording = wordings().of(words[1:])
    return start, end, wording


def _ends_abbreviation(text: str, start: int, words: Sequence[str]) -> bool:
    """Whether the first word is the rest of an abbreviation with a hyphen: `Sen. Sato, D-N.M. Sato said`."""
    return len(words) > 1 and len(words[0]) == 2 and words[0][1] == "." and text[start - 2].isalnum()


def _with_marias(text: str, runs: Sequence[Placed]) -> list[Placed]:
    """`Ma. Lourdes Abad` as one run: Maria, as the Philippines write it, unless it ends somebody's name."""
    joined: list[Placed] = []
    titles = lexicon().title
    for placed in runs:
        start, end, wording = placed
        if joined and text[start - 2] == "." and joined[-1][1] + 2 == start:
            before, _, first = joined[-1]
            leading = first.words
            if leading[-1] == "Ma" and (len(leading) == 1 or leading[-2] in titles):
                joined[-1] = before, end, wordings().of((*leading[:-1], "Ma.", *wording.words))
                continue
        joined.append(placed)
    return joined


def words_before(text: str, start: int) -> tuple[str, str]:
    """The two words before `start`, nearest last; `START` where the sentence or line begins."""
    if not start or text[start - 1] == "\n":
        return START, START
    plain = text[start - 30 if start > 30 else 0 : start].rsplit(" ", 3)
    if len(plain) == 4 and not plain[3]:  # plain words need no expression
        _, second, first, _ = plain
        if first.isalpha():
            if second.isalpha():
                return second, first
            if second and second[-1] in _SIGNS:
                return second[-1], first
        elif first and first[-1] == "," and first[:-1].isalpha():
            return first[:-1], ","
    found = _CONTEXT.findall(text, max(0, start - 20), start)
    if len(found) < 3 and start > 20:  # the first one may be the end of a long word
        found = _CONTEXT.findall(text, max(0, start - 60), start)
    if not found:
        return START, START
    last = found[-1]
    if last[0] in _SENTENCE_END:
        return START, START
    if len(found) == 1 or found[-2][0] == "\n":
        return START, last
    return found[-2], last


def words_after(text: str, end: int) -> tuple[str, str]:
    """The two words after `end`; `END` past the line."""
    plain = text[end : end + 36].split(" ", 3)
    if len(plain) > 2 and plain[1].isalpha():  # plain words need no expression
        sign = plain[0]
        if not sign:
            if len(plain) == 4 and plain[2].isalpha():
                return plain[1], plain[2]
        elif sign in _SIGNS or sign == ".":
            return sign, plain[1]
    match = _CONTEXT.search(text, end, end + 40)
    if match is None or match.group()[0] == "\n":
        return END, END
    following = _CONTEXT.search(text, match.end(), match.end() + 30)
    if following is None or following.group()[0] == "\n":
        return match.group(), END
    return match.group(), following.group()


def begins_sentence(text: str, start: int) -> bool:
    """Whether nothing but opening marks stands between `start` and the end of the sentence or line before."""
    at = start - 1
    while at >= 0 and (text[at] in _OPENING or text[at] in " \t"):
        at -= 1
    return at < 0 or text[at] in ".!?…\n:;*•"
