"""The headline: the one the text has, or a short one from its first sentence."""

import re
from collections.abc import Callable
from itertools import pairwise

from tuireader.articles.dates import is_time
from tuireader.articles.draft import Draft, Passage
from tuireader.articles.passages import ends_sentence
from tuireader.text.plain import caseless
from tuireader.text.sentences import each_sentence

AIM = 90
"""Characters a derived headline should not exceed."""
_LONGEST_GIVEN = 160
_SHORTEST = 24
"""A clause shorter than this says too little for a headline."""
_SHORTEST_SENTENCE = 12
"""A first sentence shorter than this (`Yes.`, `Q.`) gives way to the next."""

_NOT_A_HEADLINE = re.compile(r"[-–—*•·>]\s|\*[^*]+\*$|Dear\s|\d+[.)]\s|https?://|\d{1,2}[:.]\d\d\b")
_ROOM = re.compile(
    r"(?:[A-Z][\w’'.-]* ){1,4}(?:Room|Office|Lawn|Gardens?|Hall|House|Building|Cent(?:er|re)|Airport"
    r"|Theat(?:er|re)|Auditorium|Base|Hotel|Grounds)"
)
"""Where somebody spoke; a time below it tells it from a headline."""
_LETTER = re.compile(r"[^\W_]")


def find_headline(passages: list[Passage], draft: Draft) -> None:
    """Mark the given headline, its deck and the crossheads among the passages, by their shape.

    A headline is the first line that is no caption, short, not a sentence by its end, with prose below.
    """
    if draft.headline is not None:
        _mark_stated(passages, draft.headline)
        _mark_subheadings(passages)
        return
    for number, passage in enumerate(passages):
        if passage.kind == "caption":
            continue
        below = [p for p in passages[number + 1 : number + 8] if p.kind == "paragraph"]
        spoken_there = below and _ROOM.fullmatch(passage.text) and is_time(passages[number + 1].text)
        if (
            below
            and not spoken_there
            and _is_headline(passage.text)
            and any(_is_prose(p.text) for p in below)
        ):
            passage.kind = "headline"
            draft.headline = passage.text
            after = passages[number + 1]
            if (
                after.kind == "paragraph"
                and after.above_credits
                and not ends_sentence(after.text)
                and len(after.text) <= 250
                and len(below) > 1
            ):
                after.kind = "deck"
        break
    _mark_subheadings(passages)


def _mark_stated(passages: list[Passage], headline: str) -> None:
    """Mark the passage, one of the first, that repeats a headline stated beside the text."""
    stated = _letters(headline)
    for passage in passages[:4]:
        if passage.kind == "headline":
            return
        same_length = passage.kind == "paragraph" and len(passage.text) <= len(headline) + 40
        if same_length and _letters(passage.text) == stated:
            passage.kind = "headline"
            return


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _is_headline(text: str) -> bool:
    if not 2 < len(text) <= _LONGEST_GIVEN or len(text.split()) > 30 or text[-1] in ".:;,":
        return text.endswith(("U.S.", "U.N.", "U.K.", "Inc.", "Jr.")) and len(text) <= _LONGEST_GIVEN
    first = _LETTER.search(text)
    return first is not None and not first[0].islower() and not _NOT_A_HEADLINE.match(text)


def _is_prose(text: str) -> bool:
    return len(text) >= 60 or ends_sentence(text)


def _mark_subheadings(passages: list[Passage]) -> None:
    for passage, following in pairwise(passages):
        if passage.kind != "paragraph" or following.kind != "paragraph":
            continue
        text = passage.text
        if (
            not text
            or len(text) > 80
            or len(text.split()) > 12
            or text[-1] in ".!?…:;,\"”’')"
            or not _is_prose(following.text)
        ):
            continue
        if text[0].isupper() and not _NOT_A_HEADLINE.match(text):
            passage.kind = "subheading"


_SAYING = (
    "said|says|say|told|tells|heard|hears|announced|announces|reported|reports|stated|states|stressed"
    "|stresses"
    "|added|adds|noted|notes|affirmed|emphasised|emphasized|confirmed|according to|quoted|revealed|warned"
)
_ATTRIBUTION = re.compile(rf",\s+(?:[\w'’.-]++\s++){{0,6}}?(?:{_SAYING})\b[^,;]*(?:,[^,;]*)?$", re.I)
_ATTRIBUTES = re.compile(_ATTRIBUTION.pattern)
"""The same of a sentence in lower case: most have none, and show it much faster so."""
_SPEAKER = re.compile(r"[A-Z][A-Z .'’&-]{1,40}:(?:\s+|$)")
_LEADING_ATTRIBUTION = re.compile(r"(?:According to|As reported by)\b[^,]{3,80},\s+(?=\S)")
_VERB = (
    r"(?:has|have|had|is|are|was|were|will|would|can|could|may|might|must|should|shall|do|does|did|said|says"
    r"|told"
    r"|announced|held|opened|began|signed|agreed|called|praised|plans?|wants?|attended|visited|received|met"
    r"|took)"
)
_APPOSITION = re.compile(
    rf"(?<=\w), (?P<inside>[^,;:“”\"]{{3,120}}+(?:, [^,;:“”\"]{{3,60}}+)?), (?={_VERB}\b)"
)
_SUBJECT_PHRASE = re.compile(
    r"^(?P<subject>(?:(?:More|Fewer|Less) than|About|Some|Over|At least|Nearly|Almost|The|An?|All|Many"
    rf"|Several|Both|\d[\d,.]*) (?:(?!\b{_VERB}\b)[^,;:.]){{2,60}}?)"
    rf" (?:from|of|under|by) (?:(?!\b{_VERB}\b)[^,;:.]){{8,120}} (?={_VERB}\b)"
)
# Where a clause may be cut, and what a cut there is worth beside a longer line: at punctuation, before
# a word that opens another clause, before a preposition.
_CUTS = (
    (25, re.compile(r"[,;:](?=\s)|(?<=[^\W\d_])\s[–—-](?=\s)")),
    (
        15,
        re.compile(
            r"\s(?=(?:while|after|before|because|although|though|when|where|which|who|whose|as|since|until"
            r"|if|but"
            r"|so|amid|during|despite|including|saying|adding|according)\s)"
        ),
    ),
    (
        0,
        re.compile(
            r"\s(?=(?:in|on|at|with|from|for|to|under|between|among|against|through|into|by|via|about"
            r"|towards?|within|without|across|near|along|upon|around|and|or)\s)"
        ),
    ),
)
_DANGLING = frozenset(
    """
    the a an of to in on at and or for with by from as that its his her their which who than be is are was
    were has have had will would not more very this these both announced applauded issued said told call
    calls called nominate appoint urge urged want wants intent today working continue continues
    """.split()  # noqa: SIM905
)
"""Words that a headline does not end with."""
_NAME_JOINT = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞĐ][\w.'’-]*|\b(?:of|the|de|da|di|van|von|bin|al|el|la|for))\s+"
    r"(?:(?:and|of|the|for|de|da|di|van|von|bin|al|el|la)\s+){0,2}$"
)
_OPENER = re.compile(
    r"(?:In|On|At|After|As|When|While|For|With|During|Since|Despite|Following|According|By|If|Although"
    r"|Before|From"
    r"|Under|Amid|Because|To|Under|Quoting|Speaking|Regarding|\w+ing)\b"
)
_FINITE = re.compile(rf"\b{_VERB}\b|\b\w{{3,}}ed\b")
"""Of words in lower case."""


def derive_headline(passages: list[Passage], fallback: Callable[[], str]) -> str:
    """Make a headline from the first sentence of the prose, by leaving out, never by rewording.

    Attributions and appositions go first; then the sentence ends at the last clause or phrase that
    fits `AIM`, not within a name. Only where there is no such place does it end at a word, with an
    ellipsis. Without prose the first text of any kind serves, then what `fallback` gives.
    """
    said = (_said(p.text) for p in passages if p.kind == "paragraph")
    prose = next((text for text in said if _LETTER.search(text)), None)
    text = prose or next((p.text for p in passages if _LETTER.search(p.text)), None) or fallback()
    return _shorten(_bare(_first_sentence(text[:800]))) or fallback()


def _first_sentence(text: str) -> str:
    """The first sentence that says something; the first one, where all are short."""
    first = text
    for number, (start, end) in enumerate(each_sentence(text)):
        if end - start >= _SHORTEST_SENTENCE:
            return text[start:end]
        if not number:
            first = text[start:end]
    return first


def _said(text: str) -> str:
    """What is said, without the speaker in capitals before it that transcripts have: `JOURNALIST: Why …`."""
    match = _SPEAKER.match(text)
    return text[match.end() :] if match else text


def _bare(sentence: str) -> str:
    """Take off the final stop, and quotation marks that are not a pair."""
    sentence = sentence.strip().rstrip(".。").rstrip()
    if sentence.count('"') % 2 or sentence.count("“") != sentence.count("”"):
        sentence = re.sub(r'["“”]', "", sentence).strip()
    return sentence


def _shorten(sentence: str) -> str:
    if len(sentence) <= AIM:
        return sentence
    for leave_out in (_leave_out_leading_attribution, _leave_out_attribution, _leave_out_apposition):
        if "," not in sentence:
            break  # each of them has one
        shorter = leave_out(sentence)
        if shorter != sentence and len(shorter) >= _SHORTEST:
            sentence = shorter[0].upper() + shorter[1:]
        if len(sentence) <= AIM:
            return _tidy(sentence)
    if cut := _cut(sentence):
        return cut
    # The subject alone fills the line: its own phrases go, so that the verb comes within reach.
    shorter = _SUBJECT_PHRASE.sub(r"\g<subject> ", sentence, count=1)
    if shorter != sentence and len(shorter) >= _SHORTEST:
        if len(shorter) <= AIM:
            return _tidy(shorter)
        if cut := _cut(shorter):
            return cut
    return _cut_at_word(sentence)


def _leave_out_leading_attribution(sentence: str) -> str:
    if "According to" not in sentence and "As reported by" not in sentence:
        return sentence
    return _LEADING_ATTRIBUTION.sub("", sentence, count=1)


def _leave_out_attribution(sentence: str) -> str:
    # It ends the sentence and has one comma more at most: there is nothing to find before the last but one.
    last_but_one = max(0, sentence.rfind(",", 0, sentence.rfind(",")))
    if _ATTRIBUTES.search(caseless(sentence[last_but_one:])) is None:
        return sentence
    match = _ATTRIBUTION.search(sentence, last_but_one)
    return sentence[: match.start()] + sentence[match.end() :] if match else sentence


def _leave_out_apposition(sentence: str) -> str:
    return _APPOSITION.sub(" ", sentence, count=1) if sentence.count(", ") > 1 else sentence


def _cut(sentence: str) -> str | None:
    """Give the best beginning that ends at a clause or phrase, says something by itself, and fits."""
    best, score = None, 0
    for worth, pattern in _CUTS:
        for match in reversed(list(pattern.finditer(sentence, _SHORTEST, AIM + 1))):
            if match.start() + worth <= score:
                break  # and those before it are shorter still
            head = _tidy(sentence[: match.start()])
            if len(head) < _SHORTEST or len(head) + worth <= score:
                continue
            if _says_something(head) and not _parts_name(sentence, match.start()):
                best, score = head, len(head) + worth
    return best


def _says_something(head: str) -> bool:
    """Whether there is a verb where a main clause has it, not in an opening phrase or an apposition alone."""
    first, comma, rest = caseless(head).partition(", ")
    if _OPENER.match(head):
        return bool(comma and _FINITE.search(rest))
    return _FINITE.search(first) is not None or _FINITE.search(rest.partition(", ")[2]) is not None


def _parts_name(sentence: str, place: int) -> bool:
    """Whether a cut here would fall within a run of capitalised words and their particles."""
    if sentence[place] in ",;:":
        return False
    following = sentence[place:].lstrip(" –—-")
    word, _, rest = following.partition(" ")
    if word in ("and", "or", "for", "of", "the", "de", "&"):
        return bool(_NAME_JOINT.search(sentence[:place] + " ")) and rest[:1].isupper()
    return False


def _tidy(head: str) -> str:
    head = head.strip(" ,;:–—-")
    while len(parts := head.rsplit(None, 1)) == 2 and caseless(parts[1]) in _DANGLING:
        head = parts[0].rstrip(" ,;:–—-")
    return _bare(head)


def _cut_at_word(sentence: str) -> str:
    """End at the last word that fits and is not within a name; a single endless word is cut anywhere."""
    head = sentence[: AIM - 1]
    end = head.rfind(" ")
    while end > _SHORTEST:
        before, after = sentence[:end].rsplit(" ", 1)[-1], sentence[end + 1 :]
        if not (before[:1].isupper() and after[:1].isupper()):
            return _tidy(sentence[:end]) + "…"
        end = sentence.rfind(" ", 0, end)
    end = head.rfind(" ")
    return (_tidy(sentence[:end]) if end > 0 else head.rstrip()) + "…"
