"""What makes two articles one: hashes of the text as anchors fold it, and of the bytes."""

from hashlib import blake2b

from tuireader.text.anchorfold import anchor_text


def article_id(original: str) -> str:
    """Give the article's id: 16 lower-case hex digits of the folded original text.

    The same for texts that differ in white space, quotes, dashes and zero-width characters alone.
    """
    return _hash(anchor_text(original), 8)


def fold_hash(text: str) -> str:
    """Give 32 hex digits of the folded text: evidence that a moved or copied text is the same."""
    return _hash(anchor_text(text), 16)


def raw_hash(data: bytes) -> str:
    """Give 32 hex digits of the bytes as they lie in the file."""
    return blake2b(data, digest_size=16).hexdigest()


def _hash(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
