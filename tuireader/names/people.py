"""The people of an article: sightings weighed together, every form and mention of each, title as stated.

Runs of capitalised words are tagged (`sightings.py`); full names are accepted on the tagger's score and on
what the rest of the article says of them; spellings of one name are joined; short forms (`Gen. Chien`) go to
the full name that has them (`aliases.py`); single names need a title or a high score.
"""

import re
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from tuireader.articles.article import Block
from tuireader.names.aliases import Aliases, Found, same_person
from tuireader.names.country_forms import matcher
from tuireader.names.lexicon import lexicon
from tuireader.names.onetext import OneText
from tuireader.names.phrases import is_phrase
from tuireader.names.sightings import Sighting, Sightings, Single, spotter
from tuireader.names.single import single_names
from tuireader.names.spelling import name_keys, suffix_of
from tuireader.names.tagger import tagger
from tuireader.names.titles import Post
from tuireader.names.values import Person
from tuireader.names.wording import DIGITS, LETTERS, NO_LAST, NOBODY, TRIMMED

_COURTESY = frozenset(
    (
        *("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Mx", "Mx.", "Madame", "Madam", "Mme", "Mme."),
        *("Monsieur", "Herr", "Frau", "Señor", "Señora", "Signor", "Signora", "Ông", "Bà", "Anh", "Chị"),
    )
)
"""Said of everybody: no title."""
_DIGIT = re.compile(r"\d")
_ACCEPT = 1.3
"""A full name needs this much of score and support; tuned on newswire for the best F1 by document."""
_TITLED, _INTRODUCED, _SHORT_LATER, _PLACED = 3.0, 2.0, 1.5, -8.0
"""What a title before the name, an age or role after it, a short form elsewhere, `city of` before it add."""
_FOREIGN_ARTICLE = -3.0
"""What `El` or `La` before the rest adds: more often a town or a band."""
_TITLED_AND_SHORT, _INTRODUCED_AND_SHORT, _OF_A_PEOPLE = 4.0, 1.5, 1.0
"""What a title or an introduction and a short form together add besides, and a people right before it:
`American Mia Holt`."""
_ACTS = 1.5
"""What a verb after it adds."""
_REGNAL = frozenset(("King", "Queen", "Pope", "Emperor", "Empress", "Tsar", "Czar", "Kaiser"))
_IN_MARKS = -3.0
"""What quotation marks around it and nothing else add: more often a film or a song."""
_POINTED_AT = -3.0
"""What `the` right before it adds: more often a thing."""
_AGAIN = 0.3
"""What part of its other sightings' scores is added to the best one."""
_SAID_OF = (", a ", ", an ", ", the ", ", who ", ", whose ")
"""What stands behind a name that is said to be somebody's."""


class FoundPeople(NamedTuple):
    """Everybody in an article, and what was seen on the way."""

    people: Sequence[Found]
    """Most mentioned first, mentions in order."""
    spots: Sequence[int]
    """Where in the text a country's name may begin."""


def find_people(blocks: Sequence[Block], *, place: str | None = None) -> tuple[Person, ...]:
    """The people the blocks speak of, most mentioned first; `find_names` tells their countries too.

    Args:
        blocks: the article's blocks; mentions are counted in them.
        place: the dateline's place as printed; it is nobody's name.
    """
    text = OneText(blocks)
    return tuple([person_of(found, text) for found in people_in(text, place=place).people])


def people_in(one: OneText, *, place: str | None = None) -> FoundPeople:
    """Those whom `find_people` finds, as they were found."""
    text = one.text
    seen = spotter().look(text)
    full = _full_names(text, seen)
    aliases = Aliases(full, text, lexicon(), tagger().features.common, seen.things)
    taken = aliases.note_mentions(seen.runs)
    people = [found for found in full if found.spans]
    places = name_keys(place.replace(",", " ").split()) if place else ()
    people += single_names(text, seen.single, taken, places)
    for found in people:
        found.spans.sort()
    people.sort(key=lambda found: (-len(found.spans), found.spans[0]))
    return FoundPeople(people, seen.spots)


def person_of(found: Found, text: OneText, country: str | None = None) -> Person:
    """What is told of somebody who was found in `text`."""
    forms = _forms(found)
    title = _title(found.posts) if found.posts else None
    return Person(forms[0], forms, title, country, text.mentions(found.spans))


def _forms(found: Found) -> tuple[str, ...]:
    """Fullest first: the name, its longer forms, short ones with rank, single words."""
    name = found.name
    others = [form for form in found.forms if form != name]
    if not found.titled_forms and len(others) < 2:
        return (name, *others)
    others.sort(key=lambda form: (-form.count(" "), -len(form)))
    longer = [form for form in others if " " in form]
    with_rank = [form for form in found.titled_forms if form != name and form not in longer]
    return (name, *longer, *with_rank, *others[len(longer) :])


def _title(posts: Sequence[Post]) -> str | None:
    parts: list[str] = []
    for post in posts:
        for part in post.parts:
            if part not in _COURTESY and not any(part.lower() in known.lower() for known in parts):
                parts.append(part)
    return "; ".join(parts) or None


def _full_names(text: str, seen: Sightings) -> list[Found]:
    """The accepted names of two words and more, the spellings of one person joined under the fullest."""
    groups: dict[tuple[str, ...], list[Sighting]] = {}
    for sighting in seen.full:
        groups.setdefault(sighting.keys, []).append(sighting)
    hyphened = [key for key in seen.single if "-" in key]
    shorts: Container[str] = seen.single
    if hyphened:
        shorts = {*seen.single, *"-".join(hyphened).split("-")}
    accepted = [
        (keys, group)
        for keys, group in groups.items()
        if _weight(text, keys, group, shorts, seen.single) >= _ACCEPT
    ]
    accepted.sort(key=lambda entry: (-len(entry[0]), entry[1][0].run.start))
    people: list[Found] = []
    by_key: dict[str, list[Found]] = {}
    for keys, group in accepted:
        new = Found(words=group[0].words, keys=keys)
        same = _same(new, by_key)
        if same is not None:
            if not set(new.bare) <= set(same.bare):
                same.also.append(new.bare)
            continue
        new.kept_title = _regnal(group, keys)
        people.append(new)
        for key in new.bare:
            by_key.setdefault(key, []).append(new)
    return people


def _same(new: Found, by_key: Mapping[str, Sequence[Found]]) -> Found | None:
    """Who of those with a part of the name in common is the same person."""
    for key in new.bare:
        for found in by_key.get(key, ()):
            if same_person(new, found):
                return found
    return None


def _regnal(group: Sequence[Sighting], keys: tuple[str, ...]) -> str:
    """`King` of `King Carl Gustaf`, `Pope` of `Pope John Paul II`: part of the name; of others nothing."""
    if len(group[0].words) == 2 or suffix_of(keys):
        for sighting in group:
            if sighting.first and (before := sighting.run.words[sighting.first - 1]) in _REGNAL:
                return before
    return ""


def _weight(
    text: str,
    keys: tuple[str, ...],
    group: Sequence[Sighting],
    shorts: Container[str],
    singles: Mapping[str, Sequence[Single]],
) -> float:
    """Score and support together; below everything where the words cannot be a name.

    Args:
        text: the article.
        keys: what is compared of the name.
        group: where it was seen.
        shorts: what is called by itself somewhere.
        singles: the same as it is printed.
    """
    words, known = group[0].words, lexicon()
    wording = group[0].run.wording
    classes = wording.classes
    never = float("-inf")
    if classes & TRIMMED and known.suffix.issuperset(words):
        return never
    name = " ".join(words)
    if len(keys) < 2 or len(words) > 7 or (classes & DIGITS and _DIGIT.search(name)):
        return never
    form = matcher().forms.get(name) if wording.spots else None
    if form is not None and form.codes:
        return never  # Cote d'Ivoire
    titled = introduced = acts = placed = of_a_people = False
    pointed_at, in_marks, best, total = True, True, never, 0.0
    for sighting in group:
        titled |= sighting.titled
        introduced |= sighting.introduced
        acts |= sighting.acts
        of_a_people |= sighting.first > 0 and sighting.run.words[sighting.first - 1] in known.country
        placed |= sighting.placed
        pointed_at &= sighting.pointed_at
        in_marks &= sighting.in_marks
        total += sighting.score
        best = max(best, sighting.score)
    if not titled:
        odd = classes & NO_LAST and not introduced and best < _ACCEPT + 3
        if odd and known.no_last_name.intersection(words[1:]) and known.suffix.isdisjoint(words):
            return never
        if best < 3 and classes & NOBODY and known.not_a_name.issuperset(words):
            return never
        if classes & LETTERS and any(map(_is_abbreviation, words[1:])):
            return never  # Kyocera AVX
        if best < 8 and sum([len(k) > 1 for k in keys]) < 2 and (len(keys) < 3 or len(keys[1]) > 1):
            return never  # Vitamin E; but `B. S. Nagappa`
    score = best + _AGAIN * min(total - best, 4)
    if titled or introduced or acts:
        score += _TITLED * titled + _INTRODUCED * introduced + _ACTS * acts
    if in_marks:
        score += _IN_MARKS
    if placed or pointed_at:
        score += _PLACED * placed + _POINTED_AT * pointed_at
    if words[0] in ("El", "La", "Il") and not titled:
        score += _FOREIGN_ARTICLE
    short = keys[-1] in shorts or keys[0] in shorts
    if short or of_a_people:
        score += _SHORT_LATER * short + _TITLED_AND_SHORT * (titled and short) + _OF_A_PEOPLE * of_a_people
        score += _INTRODUCED_AND_SHORT * (introduced and short)
    if _ACCEPT - _INTRODUCED <= score < _ACCEPT and any(
        text.startswith(_SAID_OF, end) for (_, end, _), _, _ in singles.get(keys[-1], ())
    ):
        score += _INTRODUCED  # `Weidmann, a buyer, …`
    return never if score >= _ACCEPT and not titled and is_phrase(words, best) else score


def _is_abbreviation(word: str) -> bool:
    """Whether it is all capitals: `AVX`; `II` and `J.` are part of a name."""
    return word.isupper() and len(word) > 1 and "." not in word and word not in lexicon().suffix
