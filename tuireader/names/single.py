"""Those whom an article only ever calls by one name: with a title, introduced, or clearly a name.

Most names of one word are somebody's short form or nobody's, so what decides quickly is asked first.
"""

import re
from collections.abc import Collection, Mapping, Sequence, Set

from tuireader.names.aliases import Found
from tuireader.names.lexicon import Lexicon, lexicon
from tuireader.names.sightings import Single
from tuireader.names.spelling import word_keys
from tuireader.names.tagger import tagger
from tuireader.names.things import NAMED_AFTER, is_in_marks
from tuireader.names.titles import introduction, posts_around
from tuireader.names.tokens import Run, words_after, words_before
from tuireader.names.wording import DIGITS

_ACCEPT = 5.5
"""A single name needs this much of score and support."""
_TITLED, _INTRODUCED, _AGAIN, _COMMON = 2.5, 6.0, 0.5, -1.5
"""What a title, an introduction, each further mention and a common word add."""
_DIGIT = re.compile(r"\d")
_WHERE = (" in ", " near ", "\nIn ", " In ", "\nNear ", " Near ")
"""What stands before a place and hardly ever before a person."""
_INTRODUCING = (", ", "called ", "named ")
"""What stands before a single name that is introduced."""
_AGE = re.compile(r", (?:aged )?\d\d(?=[,.])")
"""What tells how old somebody is, right behind the name."""


def single_names(
    text: str, singles: Mapping[str, Sequence[Single]], taken: Set[int], places: Collection[str]
) -> list[Found]:
    """The people of one name.

    Args:
        text: the article.
        singles: names of one word by what is compared of them.
        taken: where the runs start that named somebody with more names.
        places: what is compared of the dateline's place, nobody's name.
    """
    people = []
    known, tags = lexicon(), tagger()
    for key, group in singles.items():
        if len(key) < 2:
            continue
        if taken:
            if len(group) > 1:
                group = [single for single in group if single[0][0] not in taken]
            if not group or group[0][0][0] in taken:
                continue
        (_, _, wording), at, _ = group[0]
        word = wording.words[at]
        support = _AGAIN * min(len(group) - 1, 4) + (_COMMON if key in tags.features.common else 0)
        if not tags.could_be_single(word, _ACCEPT - _TITLED - support) and not _is_led(text, group):
            continue  # whatever title it has
        if (word.isupper() and len(word) < 6) or word.endswith("-old"):
            continue
        if word in known.suffix:  # `Sammy Davis, Jr.`: the end of a name, whatever stands before it
            continue
        if wording.classes & DIGITS and _DIGIT.search(word):
            continue
        if all(is_in_marks(text, start, end) for (start, end, _), _, _ in group):
            continue
        if _is_somebody(text, word, group, support, place=key in places):
            found = Found(words=(word,), keys=word_keys(word))
            for (start, end, wording), first, _ in group:
                _note(text, found, Run(start, end, wording, wording.words), first)
            people.append(found)
    return people


def _is_led(text: str, group: Sequence[Single]) -> bool:
    """Whether something before or behind one of the mentions may make a name of any word."""
    for (start, end, _), at, _ in group:
        if at or text.endswith(_INTRODUCING, 0, start) or _AGE.match(text, end):
            return True
    return False


def _is_somebody(text: str, word: str, group: Sequence[Single], support: float, *, place: bool) -> bool:
    known, tags = lexicon(), tagger()
    called = royal = False
    for (_, _, wording), at, has_title in group:
        if has_title and at:
            before = wording.words[at - 1]
            called |= before in known.honorific
            royal |= before in known.royal
    if word in known.not_a_name or called:
        return called
    if royal:
        return True
    if place:
        return False
    for (start, end, _), _, _ in group:
        if text.endswith(_WHERE, start - 6 if start > 6 else 0, start) or NAMED_AFTER.match(text, end):
            return False
    titled = introduced = False
    for (start, end, wording), at, has_title in group:
        titled |= has_title
        if not at and len(wording.words) == 1:
            has_role, is_introduced = _look_around(text, start, end, known)
            titled |= has_role
            introduced |= is_introduced or _AGE.match(text, end) is not None
    support += _TITLED * titled + _INTRODUCED * introduced
    if not tags.could_be_single(word, _ACCEPT - support):
        return False
    for (start, end, wording), at, _ in group[:3]:
        margin = tags.margin_in(words_before(text, start), wording.words, words_after(text, end), at)
        if margin + support >= _ACCEPT:
            return True
    return False


def _look_around(text: str, start: int, end: int, known: Lexicon) -> tuple[bool, bool]:
    """Whether a role stands before a single word, and whether it is introduced."""
    if text[start - 1 : start] != " ":
        return False, False
    before = text[max(0, start - 24) : start].rsplit(None, 1)
    if not before:
        return False, False
    nearest = before[-1]
    introduced = False
    if nearest[-1] == "," and text[end : end + 1] == ",":
        introduced = introduction(text, (start, end)) is not None
    if nearest in ("called", "named", "nicknamed"):  # `a sweeper called Solongo`
        who = text[max(0, start - 40) : start].split()[-2:-1]
        introduced = bool(who) and (who[0] in known.role or who[0] in known.kin)
    return nearest in known.role, introduced


def _note(text: str, found: Found, run: Run, at: int) -> None:
    """Note a mention of somebody with one name; a royal's title is part of the name, a rank is not."""
    known = lexicon()
    lead = at
    while lead and run.words[lead - 1] in known.title:
        lead -= 1
    span = run.span(at, at + 1)
    if lead < at:
        titled = " ".join(run.words[lead : at + 1])
        if run.words[at - 1] in known.royal:
            found.kept_title = found.kept_title or " ".join(run.words[lead:at])
            found.forms.setdefault(titled)
            found.spans.append(run.span(lead, at + 1))
        else:
            found.titled_forms.setdefault(titled)
            found.forms.setdefault(run.words[at])
            found.spans.append(span)
    else:
        found.forms.setdefault(run.words[at])
        found.spans.append(span)
    if len(found.posts) < 2:
        found.posts += posts_around(text, span, full=True)
