"""What a page shows beside its article: told by the names it gives its parts, and accounted for."""

import re
from collections import Counter
from typing import Any

from tuireader.articles.article import Block, Removed

__all__ = ["drop_furniture", "hide_furniture", "left_out", "letters", "marks"]

_PARTS_OF_PAGES = ("div", "section", "aside", "ul", "p", "ins", "span")
_FURNITURE = frozenset(
    """
    ad ads advert adverts advertisement advertising advertorial ad-slot ad-container ad-wrapper adsbygoogle
    sponsored sponsor promo share sharing share-buttons share-bar social social-share newsletter
    newsletter-signup related related-stories related-articles related-links related-content read-more
    most-read comments comment-list disqus_thread cookie-banner cookie-notice breadcrumb breadcrumbs
    sharedaddy jp-relatedposts yarpp-related addtoany_share_save_container feedflare
    """.split()  # noqa: SIM905
)
"""Classes and ids by which pages name what is no part of the article."""
_ACCELERATED = (
    "amp-ad", "amp-embed", "amp-sidebar", "amp-consent", "amp-social-share", "amp-sticky-ad", "amp-list",
    "amp-user-notification",
)  # fmt: skip
"""Elements of AMP pages that are no part of an article."""
_MOST_REMOVED = 400
_WORDS = re.compile(r"\W+")


def drop_furniture(tree: Any, length: int) -> bool:
    """Take out what calls itself an advert or the like and is not most of the page; gives whether any did."""
    is_any = False
    for element in [e for e in tree.iter(*_PARTS_OF_PAGES, *_ACCELERATED) if _is_furniture(e)]:
        if element.getparent() is not None and 2 * len(element.text_content()) < length:
            element.drop_tree()
            is_any = True
    return is_any


def hide_furniture(tree: Any, length: int) -> bool:
    """The same, but it only has the parts hidden: to take out many takes the square of their number."""
    is_any = False
    for element in tree.iter(*_PARTS_OF_PAGES, *_ACCELERATED):
        if _is_furniture(element) and element.getparent() is not None and _is_shorter(element, length // 2):
            element.set("hidden", "")
            is_any = True
    return is_any


def _is_shorter(element: Any, length: int) -> bool:
    """Whether there is less text in it; no more of it is looked at than that needs."""
    for text in element.itertext():
        length -= len(text)
        if length <= 0:
            return False
    return True


def _is_furniture(element: Any) -> bool:
    if element.tag in _ACCELERATED:
        return True
    # What AMP shows until something else has come, or where it does not.
    stands_in = "placeholder" in element.attrib or "fallback" in element.attrib
    return stands_in or not _FURNITURE.isdisjoint(marks(element))


def marks(element: Any) -> list[str]:
    """The classes and ids of an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()


def left_out(shown: tuple[Block, ...], kept: tuple[Block, ...]) -> tuple[Removed, ...]:
    """What the page shows and the article does not hold, in the order of the page.

    Each block of the article accounts for one that is shown; the words of those that the extractor parted
    or joined otherwise account for the words of blocks, the longest first, and each word for one.
    """
    held = Counter(letters(block.text) for block in kept)
    missing: list[int] = []
    for number, block in enumerate(shown):
        plain = letters(block.text)
        if held[plain] > 0:
            held[plain] -= 1
        elif plain:
            missing.append(number)
    words: Counter[str] = Counter()
    for block in kept:
        if held[plain := letters(block.text)] > 0:
            held[plain] -= 1
            words.update(_words(block.text))
    joined: set[int] = set()
    for number in sorted(missing, key=lambda number: -len(shown[number].text)):
        own = Counter(_words(shown[number].text))
        if all(words[word] >= times for word, times in own.items()):
            words.subtract(own)
            joined.add(number)
    left = [
        Removed("page furniture", " ".join(shown[number].text.split()))
        for number in missing
        if number not in joined
    ]
    if len(left) > _MOST_REMOVED:
        rest = " ".join(piece.text for piece in left[_MOST_REMOVED:])
        left = [*left[:_MOST_REMOVED], Removed("page furniture", rest)]
    return tuple(left)


def _words(text: str) -> list[str]:
    return [word for word in _WORDS.split(text.casefold()) if word]


def letters(text: str) -> str:
    """The text without its spaces and signs, as two that read the same have it."""
    return _WORDS.sub("", text).casefold()
