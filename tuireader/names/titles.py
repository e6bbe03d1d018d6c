"""The rank and post of a person as the text states them, before the name or in apposition after it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tuireader.names.lexicon import lexicon

_REACH_BEFORE, _REACH_AFTER = 140, 260
_LINKS = frozenset(("of", "for", "the", "and", "to", "then", "under", "in", "on", "at"))
_OPENERS = frozenset(("his", "her", "its", "their", "former", "late", "acting"))
"""Words that may begin a post: nothing before them belongs to it."""
_NO_PART = (
    frozenset(
        ("am", "are", "be", "been", "being", "can", "cannot", "could", "did", "do", "does", "had", "has")
    )
    | frozenset(("have", "is", "may", "might", "must", "shall", "should", "was", "were", "will", "would"))
    | frozenset(
        ("both", "either", "neither", "nor", "even", "just", "like", "only", "so", "than", "yet", "if")
    )
    | frozenset(("how", "what", "when", "where", "whether", "which", "while", "who", "why", "with"))
    | frozenset(("these", "this", "those", "they", "we", "you"))
)
"""Words that stand before a post and are never of one: `why does President …`, `both President …`."""
_NOT_MODIFYING = _NO_PART | {"a", "an", "that", "as", "but", "or", "by", "it", "he", "she", "also", "not"}
_BEFORE_OFFICES = frozenset(
    (
        *(
            "interim",
            "outgoing",
            "incoming",
            "incumbent",
            "caretaker",
            "deputy",
            "vice",
            "assistant",
            "associate",
        ),
        *(
            "retired",
            "elected",
            "appointed",
            "deposed",
            "ousted",
            "exiled",
            "suspended",
            "impeached",
            "chief",
        ),
        *("junior", "senior", "honorary", "longtime", "veteran", "then", "state", "regional", "provincial"),
        *("foreign", "federal", "national", "local", "presiding", "conservative", "liberal", "socialist"),
    )
)
"""What may stand in small letters before an office in capitals, and belongs to it."""
_PARTING = frozenset(',;:)”"!?')
"""Signs after which nothing before belongs to what follows."""
_GLUED = re.compile(r".*[a-z)’”][.!?](?=[A-Z][a-z])")
_POST_OF = re.compile(r"(?:^|(?<=\s))(?P<post>[A-Z][\w-]*) (?:of|for|to)(?: the)? (?:[A-Z][\w-]* ){0,2}\Z")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_DETERMINERS = frozenset(("a", "an", "the", "his", "her", "its", "their", "our", "my", "another", "one"))
_AFTER = re.compile(
    r"(?:,?\s(?:Jr|Sr)\.?(?=[\s,]))?(?:\s\([^)]{1,12}\))?,\s+(?:\d{1,3},\s+)?"
    r"(?P<post>(?!(?:who|whose|which|where|when|while|Jr|Sr)\b)[^;\n]+)"
)
_HIRED_AS = re.compile(
    r"\s+as\s+(?:(?:its|his|her|their|the|an?)\s+)?(?:(?:next|new|interim|acting)\s+)*(?P<post>[^,;.\n]{3,60})"
)
_GOES_ON = re.compile(
    r"\s(?:said|told|says|added|who|whom|I|we|he|she|they|today|yesterday)\b|\swith whom\b|\s[—–]\s|:\s"
)
"""Where a post in apposition is over and the sentence goes on."""
_ENDS = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Dr|Mr|Ms|Lt|Sr|Jr|St|No))(?<!\b(?:Gen|Col|Maj|Adm|Sen|Rep|Gov|Mrs))[.!?](?=\s|$|[A-Z])"
)


class Post(NamedTuple):
    """What is stated of a person in one place."""

    parts: tuple[str, ...]
    """Exact pieces of the text, rank before post."""
    span: tuple[int, int]
    """Where in the text the post stands."""


def posts_around(text: str, span: tuple[int, int], *, full: bool) -> list[Post]:
    """The posts stated around the name at `span`.

    Args:
        text: the article.
        span: the name alone.
        full: whether it is the full name; only then an apposition after it is read.
    """
    start, end = span
    found = []
    if start and text[start - 1] == " ":
        before = _before(text, start) or introduction(text, span)
        if before is not None:
            found.append(before)
    if full:
        after = _after(text, end)
        if after is not None:
            found.append(after)
    return found


_MEN = frozenset(
    ("mr", "sir", "lord", "king", "prince", "emperor", "duke", "baron", "monsieur", "herr", "señor", "pope")
) | {"father", "brother", "son", "husband", "grandfather", "uncle", "actor"}
_WOMEN = frozenset(
    (
        "ms",
        "mrs",
        "miss",
        "dame",
        "lady",
        "queen",
        "princess",
        "empress",
        "duchess",
        "baroness",
        "madame",
        "mme",
    )
) | {"madam", "señora", "actress", "mother", "sister", "daughter", "wife", "widow", "grandmother", "aunt"}


@lru_cache(maxsize=4096)
def is_woman(words: str) -> bool | None:
    """Whether title and name say woman (`Ms`, `chairwoman`) or man (`Mr`, `spokesman`); None when neither."""
    for word in re.findall(r"[^\W\d_]+", words.lower()):
        if word in _WOMEN or (word.endswith("woman") and word in lexicon().role):
            return True
        if word in _MEN or (word.endswith("man") and word in lexicon().role):
            return False
    return None


def _before(text: str, start: int) -> Post | None:
    words = lexicon()
    for nearest in text[start - 40 if start > 40 else 0 : start - 1].rsplit(None, 1)[-1:]:
        if nearest[-1] in _PARTING:
            return None
        if nearest.islower() and nearest.isalpha() and nearest not in words.role:
            return None  # most names stand in the middle of a sentence
    chain = _chain_before(text, start)
    for token, _ in chain:
        if token in words.strong_title or token.lower() in words.role:
            return _split_rank(text, chain)
    return None


def introduction(text: str, span: tuple[int, int]) -> Post | None:
    """The post in `Turkey's trade minister, Zeynep Arslan, said` and `a nurse, Khin Win, has`."""
    start, end = span
    if text[start - 2 : start] != ", " or text[end : end + 1] not in (",", ".", ";", ")", "’", "'"):
        return None
    words = lexicon()
    chain = _chain_before(text, start - 1)
    if not chain or not (chain[-1][0].lower() in words.role or chain[-1][0] in words.strong_title):
        return None
    begin = chain[0][1]
    before = "".join(text[max(0, begin - 24) : begin].split()[-1:])
    if chain[0][0] in _OPENERS:
        return _split_rank(text, chain)
    sentence = begin == 0 or text[begin - 1] == "\n" or text[begin - 2 : begin - 1] in (".", "”", '"')
    owned = before.endswith(("'s", "’s", "s'", "s’"))
    told_whose = before.lower() in _DETERMINERS or owned or (sentence and len(chain) > 1)
    if not told_whose and (len(chain) < 2 or chain[0][0] not in words.not_a_name):
        return None
    return _split_rank(text, chain)


def _chain_before(text: str, start: int) -> list[tuple[str, int]]:
    """The title words right before `start`, each with its place, as far as they belong to one person."""
    begin = max(text.rfind("\n", 0, start) + 1, start - _REACH_BEFORE)
    chain: list[tuple[str, int]] = []
    at = start - 1
    while at > begin:
        left = max(text.rfind(" ", begin, at), begin - 1) + 1
        token = text[left:at]
        glued = None if token.isalpha() else _GLUED.match(token)
        if glued is not None:  # `results.Major`: the sentence begins inside
            left += glued.end()
            token = token[glued.end() :]
        if not token:
            break
        belongs = _belongs(token, chain) if chain else _ends_title(token)
        if not belongs and not _is_office(text, begin, left, token, chain):
            break
        chain.append((token, left))
        if glued is not None or token in _OPENERS:
            break
        at = left - 1
    while chain and chain[-1][0] in _LINKS and chain[-1][0] not in _OPENERS:
        chain.pop()
    chain.reverse()
    if chain and chain[0][0] == "late":
        chain = chain[1:]
    chain = _own_part(chain)
    while chain and chain[0][0] in _LINKS and chain[0][0] not in _OPENERS:
        chain = chain[1:]
    return chain


def _is_office(text: str, begin: int, left: int, token: str, chain: list[tuple[str, int]]) -> bool:
    """Whether the word at `left` is what a post is of: `Minister of Oceans`, `Head of the local Board`."""
    if not token[-1].isalpha():
        return False
    if chain and (token[0].isupper() or not chain[-1][0][0].isupper()):
        return False
    if not chain and not token[0].isupper():
        return False
    match = _POST_OF.search(text, max(begin, left - 40), left)
    return match is not None and match["post"] in lexicon().strong_title


@lru_cache(maxsize=4096)
def _ends_title(token: str) -> bool:
    """Whether the word right before a name goes with it."""
    return _belongs(token, ())


def _belongs(token: str, chain: Sequence[tuple[str, int]]) -> bool:
    """Whether the word before the chain of title words so far (nearest to the name first) goes with it."""
    words = lexicon()
    core = token[:-2] if token.endswith(("'s", "’s")) else token
    if token[-1] in _PARTING or token[0] in '(“"‘[—–':
        return False
    if token[-1] == "." and token not in words.title and not _is_initials(token):
        return False
    if core in words.title:
        return True
    if core.lower() in words.role:  # `under the chair of Deputy Minister …`: another's office, not this one's
        return not (chain and chain[-1][0] in _LINKS and any(t in words.post for t, _ in chain))
    named = core not in words.function or token in words.country_part  # `People's Committee`
    if core[:1].isupper() and named and core not in words.time:
        if core.lower() in _NO_PART and core != "May":
            return False
        return bool(chain) or core in words.not_a_name
    if not chain:
        return False
    if token in _LINKS or token in _OPENERS or _ORDINAL.fullmatch(token):
        return True
    modifies = token.isalpha() and token.islower() and token not in _NOT_MODIFYING
    if chain[-1][0][:1].isupper() and token not in _BEFORE_OFFICES:
        return False  # `commended President …`
    said = token in words.speech or token in words.acts or token in words.preposition
    return modifies and not said and chain[-1][0].lower() in words.role


def _own_part(chain: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """What follows the last `and` that joins another person's post: `… To Lam and French President`."""
    words = lexicon()
    for index in range(len(chain) - 1, -1, -1):
        if chain[index][0] == "and":
            left, right = [t for t, _ in chain[:index]], [t for t, _ in chain[index + 1 :]]
            has_own = any(t in words.strong_title or t.lower() in words.role for t in right)
            joined = any(t in words.strong_title or t.lower() in words.role for t in left)
            if has_own and not (joined and right[:1] == ["then"]) and not _one_office(left, right):
                return chain[index + 1 :]
    return chain


def _one_office(left: list[str], right: list[str]) -> bool:
    """`Defence and Security Envoy`: what stands before `and` only completes what follows."""
    words = lexicon()
    return (
        bool(left)
        and left[-1] not in words.strong_title
        and left[-1] in words.not_a_name
        and left[-1] not in words.country
    )


def _split_rank(text: str, chain: list[tuple[str, int]]) -> Post:
    """Rank (`Sr. Lt. Gen.`) and post (`Deputy Defense Minister`) as two parts, rank first."""
    words = lexicon()
    end = chain[-1][1] + len(chain[-1][0])
    begin = chain[0][1]
    cut = len(chain)
    while cut and (chain[cut - 1][0] in words.rank or chain[cut - 1][0] in words.honorific):
        cut -= 1
    # `Vice Admiral`, `Rear Adm.`, `Senior Lieutenant General`: the word before belongs to the rank
    if 0 < cut < len(chain) and chain[cut - 1][0] in (
        "Vice",
        "Rear",
        "Senior",
        "Air",
        "Field",
        "Chief",
        "Brigadier",
        "1st",
        "First",
        "Class",
    ):
        cut -= 1
    while cut and cut < len(chain) and chain[cut - 1][0] in ("1st", "2nd", "3rd", "First"):
        cut -= 1
    if 0 < cut < len(chain) and any(
        t in words.strong_title or t.lower() in words.role for t, _ in chain[:cut]
    ):
        post_end = chain[cut - 1][1] + len(chain[cut - 1][0])
        return Post((text[chain[cut][1] : end], text[begin:post_end]), (begin, end))
    return Post((text[begin:end],), (begin, end))


def _after(text: str, end: int) -> Post | None:
    if not text.startswith((", ", " (", " as"), end):
        return None
    words = lexicon()
    match = _AFTER.match(text, end, end + _REACH_AFTER) or _HIRED_AS.match(text, end, end + 90)
    if match is None:
        return None
    post = match["post"]
    if not _names_role(post.partition(",")[0].split(None, 7)[:7]):
        return None
    stop = _ENDS.search(post)
    if stop is not None:
        post = post[: stop.start()]
    pieces = re.split(r"(,\s+)", post)
    kept = ""
    for index in range(0, len(pieces), 2):
        piece = pieces[index]
        head = piece.split()[:7]
        if (
            not head
            or head[0] in words.speech
            or head[0] in words.acts
            or head[0] in _NO_PART
            or head[0] in ("part", "who", "which", "where", "aka")
            or (len(head) > 1 and head[1] in ("as", "well"))  # `acted as …`, `as well as …`
        ):
            break
        if head[0] == "and" and len(head) > 1:
            break
        if not _names_role(head):
            break
        kept += (pieces[index - 1] if index else "") + piece
        said = _GOES_ON.search(kept)
        if said:
            kept = kept[: said.start()]
            break
    kept = kept.rstrip(" ,")
    if not kept:
        return None
    at = match.start("post")
    return Post((kept,), (at, at + len(kept)))


def _names_role(head: list[str]) -> bool:
    """Whether a role comes before anything that it could be of or with: not in `kept her pupils in …`."""
    words = lexicon()
    for index, word in enumerate(head):
        if word.lower().strip("’'s") in words.role or word in words.post:
            return True
        if word in words.preposition or (index and word in _OPENERS):
            return False
    return False


def _is_initials(token: str) -> bool:
    return len(token) <= 4 and token.replace(".", "").isupper()
