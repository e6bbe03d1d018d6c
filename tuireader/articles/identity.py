"""What makes two articles one: hashes of the text as anchors fold it, and of the bytes."""

from functools import lru_cache
from hashlib import blake2b

from tuireader.text.anchorfold import anchor_text


def article_id(original: str) -> str:
    """Give the article's id: 16 lower-case hex digits of the folded original text.

    The same for texts that differ in white space, quotes, dashes and zero-width characters alone.
    """
    return blake2b(_folded(original), digest_size=8).hexdigest()


def fold_hash(text: str) -> str:
    """Give 32 hex digits of the folded text: evidence that a moved or copied text is the same."""
    return blake2b(_folded(text), digest_size=16).hexdigest()


def raw_hash(data: bytes) -> str:
    """Give 32 hex digits of the bytes as they lie in the file."""
    return blake2b(data, digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _folded(text: str) -> bytes:
    # Of each article both hashes are made, one after the other.
    return anchor_text(text).encode("utf-8", "surrogatepass")
