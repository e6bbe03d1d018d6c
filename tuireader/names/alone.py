"""Names that say too little to be one person's in two articles: `Johnson`, `J. Sato`, `van Dijk`; not `Pelé`.

Of two articles with the same name alone about half mean the same person. So each article's is somebody of its
own until the reader says who; such a name is only looked up, listed and counted together.
"""

from collections.abc import Sequence
from functools import lru_cache

from tuireader.names.lexicon import lexicon
from tuireader.names.spelling import is_particle_key, name_keys, suffix_of, word_keys

_ONE_AT_A_TIME = frozenset(("King", "Queen", "Pope", "Emperor", "Empress", "Kaiser", "Tsar", "Czar"))
"""With these before it a name alone is one person's: of each name there is one in the news."""
_OF_MANY_THRONES = frozenset(("abdullah", "mohammed", "mohammad", "mohamed", "muhammad", "hussein", "hassan"))
"""Kings' names of which that is not so."""
_KNOWN_BY_ONE = frozenset(
    (
        *("pele", "neymar", "ronaldinho", "rivaldo", "garrincha", "zico", "casemiro", "kaka", "marta"),
        *("madonna", "rihanna", "beyonce", "shakira", "eminem", "bono", "bjork", "adele", "oprah", "banksy"),
        *("lula", "suharto", "sukarno", "megawati", "jokowi", "habibie"),
        *("hitler", "stalin", "lenin", "mussolini", "napoleon", "shakespeare", "mozart", "beethoven"),
        *("picasso", "rembrandt", "michelangelo", "voltaire", "confucius", "plato", "aristotle"),
    )
)
"""Names, folded, by which everybody means one person."""
_JUST_YOUNGER = ("jr", "sr")
_INITIALS = 2
"""So many initials make a surname a whole name, `J.K. Rowling`; one of them does not."""


@lru_cache(maxsize=16384)
def is_name_alone(name: str) -> bool:
    """Whether a name is a surname or given name alone, perhaps with a title, a particle or an initial."""
    words = name.split()
    titles = lexicon().strong_title
    lead = 0
    while lead < len(words) - 1 and words[lead] in titles:
        lead += 1
    suffix = suffix_of(name_keys(words[lead:]))
    if suffix and suffix not in _JUST_YOUNGER:
        return False  # a numeral counts those of one name
    keys = map(word_keys, words[lead : len(words) - bool(suffix)])
    # `Pemberton-Hughes` is one name, as is `al-Assad`
    whole = ["".join(parts) for parts in keys if any(len(p) > 1 and not is_particle_key(p) for p in parts)]
    if len(whole) > 1 or _initials(words[lead:]) >= _INITIALS:
        return False
    if not whole:
        return True
    if any(title in _ONE_AT_A_TIME for title in words[:lead]):
        return whole[0] in _OF_MANY_THRONES
    return whole[0] not in _KNOWN_BY_ONE


def _initials(words: Sequence[str]) -> int:
    """How many initials stand among the words: two in `J.K. Rowling` and in `J K Rowling`."""
    letters = [word.replace(".", "") for word in words if len(word) == 1 or "." in word]
    return sum(len(word) for word in letters if word.isupper() and len(word_keys(word)) == 1)
