"""From text to passages: parted at blank lines, hard-wrapped lines joined again."""

import re
from itertools import pairwise

from tuireader.articles.draft import Draft, Passage
from tuireader.text.sentences import ends_with_abbreviation

_TERMINAL = re.compile(r"[.!?…。！？][\"'”’»)\]]*$|[:;]$")
_WRAP_LIMIT = 110
"""Text is wrapped by hand to at most this many characters; longer lines are paragraphs."""
_SAMPLE = 400
_WORD_BROKEN = re.compile(r"[^\W\d_]{2,}-$")
_LEFT_OPEN = re.compile(
    r"\b(?:the|an?|of|to|in|on|at|and|or|for|with|by|from|as|than|into|over|after|before|de|du|des|la|le|les"
    r"|el|los|und"
    r"|der|die|das|für|mit|von)$",
    re.IGNORECASE,
)
"""A line that ends so has a next one."""
# After these a hyphen at a line's end belongs to the word: self-reliant, non-aligned.
_HYPHENATED = frozenset(
    "self non anti ex co pre post well so long short high low half mid semi multi inter vice cross".split()  # noqa: SIM905
)


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does, its closing quotes and brackets looked past."""
    return _TERMINAL.search(line[-8:]) is not None and not ends_with_abbreviation(line)


def split_passages(text: str, draft: Draft) -> list[Passage]:
    """Part the text at blank lines; each line stripped. Rule `blank lines` takes all but one of a run."""
    passages: list[Passage] = []
    lines: list[str] = []
    blank = extra = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            if blank:
                extra += blank - 1 if passages else blank
                blank = 0
            lines.append(stripped)
            continue
        blank += 1
        if lines:
            passages.append(Passage(lines))
            lines = []
    if lines:
        passages.append(Passage(lines))
    if extra:
        draft.take("blank lines", "\n" * extra)
    return passages


def is_hard_wrapped(passages: list[Passage]) -> bool:
    """Whether the text was broken into lines of one width, so that line ends mean nothing.

    Most lines that have a next one must then stop in mid-sentence and be about as long as the longest, many
    next ones begin in lower case, and none may be longer than a page is wide.
    """
    of_several = [passage.lines for passage in passages if len(passage.lines) > 1]
    if not of_several:
        return False
    pairs = broken = lower = full = 0
    width = max((len(line) for passage in passages for line in passage.lines[:_SAMPLE]), default=0)
    for lines in of_several:
        if any(len(line) > _WRAP_LIMIT for line in lines[:_SAMPLE]):
            return False
        for line, following in pairwise(lines[:_SAMPLE]):
            pairs += 1
            lower += following[0].islower()
            if following[0].islower() or not ends_sentence(line):
                broken += 1
                full += len(line) + len(following.split(maxsplit=1)[0]) > 0.7 * min(width, _WRAP_LIMIT)
        if pairs >= _SAMPLE:
            break
    return pairs >= 4 and broken >= 0.6 * pairs and lower >= 0.3 * pairs and full >= 0.6 * broken


def join_lines(passages: list[Passage], draft: Draft) -> list[Passage]:
    """Give passages of one line each: wrapped lines joined, unwrapped ones standing for themselves."""
    wrapped = "wrapped lines" not in draft.off and is_hard_wrapped(passages)
    joined: list[Passage] = []
    for passage in passages:
        if len(passage.lines) == 1:
            passage.lines = [_one_spaced(passage.lines[0], draft)]
            joined.append(passage)
            continue
        texts = _join(passage.lines, wrapped, draft)
        for number, text in enumerate(texts):
            joined.append(
                Passage(
                    [_one_spaced(text, draft)],
                    passage.kind,
                    passage.credit,
                    pictured=passage.pictured and number == 0,
                    under=passage.under or number > 0,
                    above_credits=passage.above_credits and number == len(texts) - 1,
                )
            )
    return joined


def _one_spaced(text: str, draft: Draft) -> str:
    """Give the text with one space for each run of white space, and none at its ends."""
    return text.strip(" ") if draft.evenly_spaced else " ".join(text.split())


def _join(lines: list[str], wrapped: bool, draft: Draft) -> list[str]:
    texts: list[list[str]] = [[lines[0]]]
    for line, following in pairwise(lines):
        if not _continues(line, following, wrapped):
            texts.append([following])
        elif wrapped and line[-1] == "-" and _hyphen_stays(line, following):
            texts[-1][-1] += following
        elif wrapped and _WORD_BROKEN.search(line[-40:]) and following[0].islower():
            word = re.split(r"[\s-]", line[-40:-1])[-1]
            if word.lower() not in _HYPHENATED and draft.take("hyphen at a line end", f"{word}-"):
                texts[-1][-1] = texts[-1][-1][:-1]
            texts[-1][-1] += following
        else:
            texts[-1].append(following)
    return [" ".join(parts) for parts in texts]


def _hyphen_stays(line: str, following: str) -> bool:
    """Whether a line's last hyphen is the word's own: of a number, `12-` `year`, or between capitals."""
    return line[-2:-1].isdigit() or (line[-2:-1].isupper() and following[0].isupper())


def _continues(line: str, following: str, wrapped: bool) -> bool:
    """Whether a passage's next line goes on with the sentence or headline of the one before."""
    if following[0].islower():
        return True
    if wrapped and line.isupper() and not following.isupper() and len(line) > 15:
        return False  # the headline's last line
    if wrapped:
        # A paragraph's short last line before an unindented next paragraph ends it.
        return not (len(line) < 50 and ends_sentence(line))
    if ends_sentence(line):
        return False
    if _LEFT_OPEN.search(line, max(0, len(line) - 8)):
        return True
    return line.isupper() and following.isupper() and len(line) > 20
