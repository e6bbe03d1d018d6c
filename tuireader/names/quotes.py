"""Who said what: direct quotes of an article and their speakers, found by rule.

A quote is at least four words in quotation marks. Its speaker stands in the same paragraph with a verb of
speech before or after the marks; `he`, `she`, `the ambassador` lead to the person last spoken of, or to the
one whose title has the noun. Computed when an article is opened, not when it is indexed.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tuireader.articles.article import Article
from tuireader.names.lexicon import lexicon
from tuireader.names.titles import is_woman
from tuireader.names.values import Mention, Person, Quote

_LEAST_WORDS = 4
_REACH = 90
"""How far after `said` the speaker may stand, in characters: ranks and posts come before the name."""
_QUOTED = re.compile(
    r"“([^“”\n]+)(?:”|$)|\"([^\"\n]+)(?:\"|$)|«([^«»\n]+)(?:»|$)|(?<!\w)‘([^‘’\n]+(?:’\w[^‘’\n]*)*)’(?!\w)"
)
"""What stands between marks; a paragraph that ends within them goes on in the next."""
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:Dr|Mr|Ms|Lt|St)\.)(?<!\b(?:Mrs|Gen|Sen|Gov|Rep|Col|Maj|Sgt|Adm|Rev|Det)\.)"
    r"(?<!\b(?:Capt|Prof)\.)[\"”’»)]*\s+(?=[\"“‘«(]?[A-ZÀ-ÖØ-Þ])"
)
"""Where a sentence ends; not behind an initial, `U.S.` or a rank cut short."""
_VERB = re.compile(r"[^\W\d_]+(?: to\b)?")
_SAID = (
    "said|says|added|adds|stressed|noted|explained|argued|announced|warned|insisted|affirmed|underlined|confirmed"
    "|declared|acknowledged|admitted|suggested|revealed|recalled|replied|stated|complained|joked"
)
_DAY = "(?: on)?(?: (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?"
_SAYS = re.compile(
    rf"\b(?:(?:{_SAID})(?:,? (?:also|too))?{_DAY}(?: (?:that|how))?"
    r"|(?:told|promised|assured|warned|reminded) [^,.;“\"]{2,60}? that)"
    r"(?= \w)(?! (?:to|on|of|in|earlier|later)\b)"
)
"""A verb right before the clause that tells what was said."""
_SAID_BEHIND = re.compile(rf", (?=(?:[^,.]{{2,80}} )?(?:{_SAID})\b[^,]{{0,40}}$)")
"""The comma before `Lopes said on Monday` at the end of a sentence."""
_PRONOUN = re.compile(r"\b(he|she)\b", re.IGNORECASE)
_NOMINAL = re.compile(r"\b(?:the|his|her)\s+((?:[a-z]+\s+){0,2}?)([A-Za-z]+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    person: Person


def find_quotes(article: Article, people: Sequence[Person]) -> tuple[Quote, ...]:
    """The direct quotes of `article`, in text order, each with its speaker where one can be told.

    Args:
        article: the article.
        people: its people, as `find_names` gives them.
    """
    found: list[Quote] = []
    teller = _Teller(article, people)
    for index, block in enumerate(article.blocks):
        if block.kind in ("paragraph", "deck", "subheading"):
            found += teller.quotes_of(index, block.text)
    return tuple(found)


def find_reported(article: Article, people: Sequence[Person]) -> tuple[Quote, ...]:
    """What people are reported to have said without quotation marks, in text order.

    Only where the clause stands right behind `said`, or before `, Lopes said`, and the speaker is told.
    """
    found: list[Quote] = []
    teller = _Teller(article, people)
    for index, block in enumerate(article.blocks):
        if block.kind in ("paragraph", "deck"):
            teller.quotes_of(index, block.text)  # who spoke before: `he` of the next sentence
            found += teller.reported_in(index, block.text)
    return tuple(found)


class _Teller:
    """Goes through an article's blocks in order and remembers who spoke last."""

    def __init__(self, article: Article, people: Sequence[Person]) -> None:
        self._people = people
        self._by_block: dict[int, list[_Named]] = {}
        self._called: dict[str, set[str]] = {}
        """Words right before each person's mentions: `her mother, …`."""
        for person in people:
            for mention in person.mentions:
                named = _Named(mention.start, mention.end, person)
                self._by_block.setdefault(mention.block, []).append(named)
                before = article.blocks[mention.block].text[max(0, mention.start - 40) : mention.start]
                words = re.findall(r"[a-z]+", before.lower())
                self._called.setdefault(person.name, set()).update(words[-2:])
        for named_here in self._by_block.values():
            named_here.sort(key=lambda n: n.start)
        self._last_speaker: Person | None = None
        self._last_named: Person | None = None

    def quotes_of(self, index: int, text: str) -> list[Quote]:
        """The quotes of one block."""
        spans = [span for span in map(_inside, _QUOTED.finditer(text)) if span[1] > span[0]]
        # who is named inside a quote is spoken of, and does not speak
        named = [
            n
            for n in self._by_block.get(index, [])
            if not any(start <= n.start < end for start, end, _ in spans)
        ]
        outside = _blanked(text, spans)
        speakers: list[Person | None] = []
        for order in range(len(spans)):
            speaker = self._speaker(outside, named, spans, order)
            if speaker is None and order and not _speaks(outside[spans[order - 1][1] : spans[order][0]]):
                speaker = speakers[-1]  # the quote goes on after `said Sato.`
            if speaker is not None:
                self._last_speaker = speaker
            speakers.append(speaker)
        if named:
            self._last_named = named[-1].person
        first = next((speaker for speaker in speakers if speaker is not None), None)
        quotes = []
        for (start, end, _), speaker in zip(spans, speakers, strict=True):
            said = text[start:end].rstrip(" ,")
            if len(said.split()) >= _LEAST_WORDS:
                who = speaker or first  # before the first `said` of a paragraph the same one speaks
                quotes.append(
                    Quote(who.name if who else None, said, Mention(index, start, start + len(said)))
                )
        return quotes

    def reported_in(self, index: int, text: str) -> list[Quote]:
        """What is told in one block without marks."""
        spans = [span for span in map(_inside, _QUOTED.finditer(text)) if span[1] > span[0]]
        named = [
            n
            for n in self._by_block.get(index, [])
            if not any(start <= n.start < end for start, end, _ in spans)
        ]
        found = []
        begin = 0
        for stop in (*(match.end() for match in _SENTENCE.finditer(text)), len(text)):
            if not any(start < stop and end > begin for start, end, _ in spans):
                told = self._reported(text, named, (begin, stop))
                if told is not None:
                    (start, end), who = told
                    said = Mention(index, start, end)
                    found.append(Quote(who.name, text[start:end], said, "reported"))
            begin = stop
        return found

    def _reported(
        self, text: str, named: Sequence[_Named], sentence: tuple[int, int]
    ) -> tuple[tuple[int, int], Person] | None:
        """The clause and the speaker of one sentence."""
        begin, end = sentence
        end -= len(text[begin:end]) - len(text[begin:end].rstrip(' ."”’)'))
        behind = _SAID_BEHIND.search(text, begin, end)
        if behind is not None:
            who = self._told_in(text, named, (behind.start() + 1, end))
            if who is not None and not any(
                begin <= n.start < behind.start() and n.person is who for n in named
            ):
                return _clause(text, begin, behind.start(), who)
        for verb in _SAYS.finditer(text, begin, end):
            who = self._told_in(text, named, (begin, verb.end()))
            if who is not None:
                return _clause(text, verb.end(), end, who)
        return None

    def _speaker(
        self, outside: str, named: Sequence[_Named], spans: Sequence[tuple[int, int, bool]], order: int
    ) -> Person | None:
        """Who a verb of speech right after or right before the quote gives it to."""
        start, end, _ = spans[order]
        next_start = spans[order + 1][0] if order + 1 < len(spans) else len(outside)
        stop = _SENTENCE.search(outside, end, next_start)
        after = (end, stop.start() if stop else next_start)
        if spans[order][2] and not outside[end:next_start].lstrip('"”’» ')[:1].islower():
            after = (end, end)  # `… everybody was.” Sato, who …`: the sentence ended inside the marks
        previous_end = spans[order - 1][1] if order else 0
        stops = list(_SENTENCE.finditer(outside, previous_end, start))
        before = (stops[-1].end() if stops else previous_end, start)
        told = self._told_in(outside, named, after) or self._told_in(outside, named, before)
        if told is None and outside[: start + 1].rstrip('"“«‘ ').endswith(":"):
            # `The captain, Ana Lopes:`: whoever is named first before the colon
            told = next((n.person for n in named if before[0] <= n.start and n.end <= start), None)
        if told is None and not outside.strip('"“”‘’«» .,'):
            told = self._last_speaker  # a paragraph that is all quote goes on with whoever spoke
        return told

    def _told_in(self, outside: str, named: Sequence[_Named], span: tuple[int, int]) -> Person | None:
        """The subject of the verb of speech in a stretch outside the quotation marks."""
        begin, end = span
        verb = next((m for m in _VERB.finditer(outside, begin, end) if m.group().lower() in _verbs()), None)
        if verb is None:
            return None
        left = [n for n in named if begin <= n.start and n.end <= verb.start()]
        right = [n for n in named if verb.end() <= n.start < end]
        before, after = outside[begin : verb.start()], outside[verb.end() : end]
        pronouns = list(_PRONOUN.finditer(before))
        if pronouns and (not left or left[-1].end < begin + pronouns[-1].start()):
            return self._whom(pronouns[-1].group(), named, begin)
        if left:  # `Sato, who leads Tanaka's office, said`: the first, when something is put in after it
            aside = outside[left[0].end : left[0].end + 1] == ","
            return left[0].person if aside else left[-1].person
        meant = self._nominal(before, named, begin)
        if meant is not None:
            return meant
        pronoun = _PRONOUN.match(after.lstrip())
        if pronoun is not None:
            return self._whom(pronoun.group(), named, begin)
        if right and right[0].start - verb.end() < _REACH:
            return right[0].person
        return self._nominal(after[:_REACH], named, begin)

    def _whom(self, pronoun: str, named: Sequence[_Named], at: int) -> Person | None:
        """The person `he` or `she` leads to: the nearest one named before who can be meant."""
        for person in self._before(named, at):
            known = is_woman(f"{person.title or ''} {person.name} {' '.join(self._called[person.name])}")
            if known in (None, pronoun.lower() == "she"):
                return person
        return None

    def _before(self, named: Sequence[_Named], at: int) -> list[Person]:
        """Who was spoken of before `at`, nearest first, then who spoke last."""
        position = bisect_left(named, at, key=lambda n: n.start)
        nearest = [n.person for n in reversed(named[:position])]
        return [*nearest, *(p for p in (self._last_speaker, self._last_named) if p is not None)]

    def _nominal(self, words: str, named: Sequence[_Named], at: int) -> Person | None:
        """The person `the ambassador` leads to: whose title has the noun, nearest first."""
        for match in _NOMINAL.finditer(words):
            noun = match.group(2).lower()
            if (
                noun not in lexicon().role
                and noun not in lexicon().kin
                and noun.title() not in lexicon().royal
            ):
                continue
            near = self._before(named, at)
            for person in (*near, *self._people):
                title_and_name = f"{person.title or ''} {person.name}".lower().split()
                if noun in title_and_name or (noun in lexicon().kin and noun in self._called[person.name]):
                    return person
            if near:
                return near[0]
        return None


def _clause(text: str, start: int, end: int, who: Person) -> tuple[tuple[int, int], Person] | None:
    """The clause without white space around it, when it is long enough to say something."""
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    end -= len(said) - len(said.rstrip(" ,"))
    return ((start, end), who) if len(text[start:end].split()) >= _LEAST_WORDS else None


@cache
def _verbs() -> frozenset[str]:
    return lexicon().speech | lexicon().quoting | {"according to"}


def _speaks(words: str) -> bool:
    """Whether there is a verb of speech in these words."""
    return any(match.group().lower() in _verbs() for match in _VERB.finditer(words))


def _inside(match: "re.Match[str]") -> tuple[int, int, bool]:
    """The span between the marks, without white space, and whether a full stop ends it."""
    group = next(g for g in range(1, 5) if match.group(g) is not None)
    start, end = match.span(group)
    text = match.group(group)
    inner = text.strip()
    return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip())), inner.endswith(".")


def _blanked(text: str, spans: Sequence[tuple[int, int, bool]]) -> str:
    """The text with all that is quoted made blank, so that offsets stay."""
    pieces, at = [], 0
    for start, end, _ in spans:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join(pieces) + text[at:]
