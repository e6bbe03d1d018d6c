"""Runs of capitalised words, the only places where names are looked for, and the words around them.

One pass of one regular expression over a whole article finds the runs; everything else in the text is never
split into words. A run is words joined by one space: capitalised words, initials, abbreviated ranks, and
between them particles (`bin`, `van der`, `al-`) and nicknames in quotation marks.
"""

import re
from dataclasses import dataclass
from functools import cache

from tuireader.names.lexicon import lexicon

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
_DESCRIBES = frozenset(
    (
        *(
            "based",
            "born",
            "style",
            "type",
            "led",
            "backed",
            "trained",
            "owned",
            "funded",
            "made",
            "speaking",
        ),
        *(
            "held",
            "run",
            "educated",
            "registered",
            "flagged",
            "listed",
            "bred",
            "raised",
            "controlled",
            "nominated",
        ),
        *("winning", "elect", "related", "friendly", "era", "themed", "linked", "sponsored", "built"),
    )
)
"""What ends a compound that describes somebody and is no name: `Hanoi-born`."""
_OPENING = frozenset("\"“”‘’'([—–-")


@dataclass(slots=True)
class Run:
    """A run of capitalised words in the article's text."""

    start: int
    """Offset of the first word in the text."""
    words: list[str]
    """The words as printed; a nickname keeps its quotation marks."""
    end: int

    def offset(self, index: int) -> int:
        """Where word `index` begins in the text."""
        return self.start + sum(map(len, self.words[:index])) + index

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Offsets in the text of the words from `first` up to `stop`."""
        begin = self.offset(first)
        return begin, begin + sum(map(len, self.words[first:stop])) + stop - first - 1


def find_runs(text: str) -> list[Run]:
    """All runs of `text`, in order; what is the end of a longer word (`iPhone`, `non-US`) is left out."""
    found: list[Run] = []
    never = _never_alone()
    last = ""
    """The last word of the run before."""
    for match in RUN.finditer(text):
        whole = match[0]
        if whole in never:
            continue
        start, end = match.span()
        words = whole.split(" ")
        previous = text[start - 1] if start else " "
        if previous not in " \n":
            if previous.isalnum() or previous == "_":
                # a letter before the capital means the middle of a word, unlike in `equipment.According`
                if len(words) == 1:
                    continue
                start += len(words[0]) + 1
                words = words[1:]
            elif previous in "-'’‘&":
                article = _BEFORE.search(text, max(0, start - 4), start)
                if article is not None:
                    start = article.start(1)
                    words[0] = article.group(1) + words[0]
                elif previous in "-&" and start > 1 and text[start - 2].isalnum():
                    if len(words) == 1:
                        continue
                    start += len(words[0]) + 1
                    words = words[1:]
            elif previous == "." and _ends_abbreviation(text, start, words):
                start += len(words[0]) + 1
                words = words[1:]
        if "-" in words[0] and len(words) > 1 and words[0].rpartition("-")[2] in _DESCRIBES:
            start += len(words[0]) + 1  # `UK-based Ana Lopes`
            words = words[1:]
        run = Run(start, words, end)
        if last == "Ma" and found[-1].end + 2 == start and text[start - 2] == ".":
            _join_maria(found, run)
        else:
            found.append(run)
        last = words[-1]
    return found


@cache
def _never_alone() -> frozenset[str]:
    """Words that alone are nobody, in any article: `The`, `Monday`; a third of all runs."""
    words = lexicon()
    names = (
        "May",
        "Will",
        "So",
        "An",
        "Do",
        "No",
        "To",
        "My",
        "Long",
        "Good",
        "Best",
        "June",
        "April",
        "August",
    )
    return (words.function | words.time) - {*names, *words.title, *words.role}


def _ends_abbreviation(text: str, start: int, words: list[str]) -> bool:
    """Whether the first word is the rest of an abbreviation with a hyphen: `Sen. Sato, D-N.M. Sato said`."""
    return len(words) > 1 and len(words[0]) == 2 and words[0][1] == "." and text[start - 2].isalnum()


def _join_maria(found: list[Run], run: Run) -> None:
    """`Ma. Lourdes Abad`: Maria, as the Philippines write it, unless it is somebody's last name."""
    before = found[-1]
    titles = lexicon().title
    if len(before.words) == 1 or before.words[-2] in titles:
        before.words[-1] = "Ma."
        before.words += run.words
        before.end = run.end
    else:
        found.append(run)


def words_before(text: str, start: int) -> tuple[str, str]:
    """The two words before `start`, nearest last; `START` where the sentence or line begins."""
    plain = text[max(0, start - 30) : start].rsplit(" ", 3)
    if len(plain) == 4 and not plain[3] and plain[1].isalpha() and plain[2].isalpha():
        return plain[1], plain[2]  # plain words need no expression
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
    if len(plain) == 4 and not plain[0] and plain[1].isalpha() and plain[2].isalpha():
        return plain[1], plain[2]
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


def is_particle(word: str) -> bool:
    """Whether `word` only joins parts of a name (`van`, `bin`)."""
    return word in lexicon().particle
