"""Where a marked passage stands when the text around it, or the passage itself, has changed.

The selector is that of the W3C Web Annotation model: the quote with 32 characters on each side, and its
position. A kept copy of the annotated
text lets a word diff say where the passage went when half of its words were rewritten, and which of several
equal quotes it was. `tests/benchmarks/measure_anchors.py` counts how often that is wrong.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from tuireader.errors import NotebookError
from tuireader.notebook.values import Anchor, Placement
from tuireader.text.anchorfold import FOLD_VERSION, anchor_fold
from tuireader.text.fold import Folded

CONTEXT = 32
"""Characters of the folded text kept on either side of the quote."""

_FOLDS: dict[int, Callable[[str], Folded]] = {FOLD_VERSION: anchor_fold}
"""Every fold that anchors were ever made with, so that old offsets keep their meaning."""

_ACCEPT = 0.70
"""Quote and surroundings together must be this much alike."""
_ACCEPT_QUOTE = 0.60
_SHORTEST_GUESS = 12
"""A shorter quote is never looked for with changes: three letters are alike everywhere."""
_SHORT_QUOTE = 24
"""A quote below this length proves little by itself: its surroundings must agree too."""
_SHORT_AROUND = 0.7
_LEAST_AROUND = 0.4
_SURE_AROUND = 0.9
"""Surroundings this much alike make an exact quote the passage; below, the word diff is heard first."""
_LONG_QUOTE = 400
"""A longer quote is looked for by its first and last 200 characters."""
_MOST_CANDIDATES = 500
_MOST_WORDS = 20_000
"""Texts longer than this are not diffed: 40,000 words take 1.4 s and 143 MB."""
_MOST_REWRITTEN = 0.3
"""Between neighbours that stayed, this share of a passage's words must be left; elsewhere half of them."""
_NEIGHBOURS = 6
_WORD = re.compile(r"\w+|[^\w\s]")

_UNPLACED = Placement("unplaced", None, None, "none", 0.0)

_Found = tuple[int, int, float]
"""Start and end in the folded text, score."""


def make_anchor(text: str, start: int, end: int) -> Anchor:
    """Anchor the passage `text[start:end]`; spaces at its ends do not belong to it.

    Raises:
        NotebookError: the span holds no character that could be found again.
    """
    folded = anchor_fold(text)
    first = bisect_left(folded.origins, max(start, 0), 0, len(folded.text))
    last = bisect_left(folded.origins, end, first, len(folded.text))
    while first < last and folded.text[first] == " ":
        first += 1
    while last > first and folded.text[last - 1] == " ":
        last -= 1
    if first == last:
        raise NotebookError("The passage is empty", "Select at least one word")
    return Anchor(
        first,
        last,
        folded.text[first:last],
        folded.text[max(0, first - CONTEXT) : first],
        folded.text[last : last + CONTEXT],
        FOLD_VERSION,
    )


def place(anchor: Anchor, text: str, snapshot: str | None) -> Placement:
    """Find the passage in `text`; `snapshot` is the text that it was marked in, if it was kept."""
    return Placer(text).place(anchor, snapshot)


class Placer:
    """Finds any number of anchors in one text; folds and diffs it once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: dict[int, Folded] = {}
        self._snapshots: dict[tuple[int, str], str] = {}
        self._diffs: dict[tuple[int, str], _Diff | None] = {}

    def place(self, anchor: Anchor, snapshot: str | None) -> Placement:
        """Find one passage: by position, by quote, by what became of the snapshot's words, by likeness."""
        fold = _FOLDS.get(anchor.fold_version)
        if fold is None or not anchor.exact or not 0 <= anchor.start < anchor.end:
            return _UNPLACED
        if anchor.fold_version not in self._folded:
            self._folded[anchor.fold_version] = fold(self._text)
        folded = self._folded[anchor.fold_version]
        if _stands_where_it_was(folded.text, anchor):
            return self._placement(folded, "placed", (anchor.start, anchor.end, 1.0), "position")
        diff = None
        if snapshot is not None and not self._is_only_one(anchor, folded.text, snapshot):
            diff = self._diff(anchor.fold_version, snapshot)
        exact = _by_quote(folded.text, anchor, diff)
        if exact is not None and _is_sure(folded.text, anchor, exact):
            return self._placement(folded, "moved", exact, "exact")
        if diff is not None and (found := diff.follow(anchor.start, anchor.end)) is not None:
            # The same words stand elsewhere among others: that is a repetition, not the passage.
            return self._placement(folded, "moved", found, "diff")
        if exact is not None:
            return self._placement(folded, "moved", exact, "exact")
        if (found := _by_likeness(folded.text, anchor, diff)) is not None:
            return self._placement(folded, "moved", found, "fuzzy")
        return _UNPLACED

    def _is_only_one(self, anchor: Anchor, folded: str, snapshot: str) -> bool:
        """Whether the quote stood and stands in one place alone, so that no words need to be compared."""
        if len(anchor.exact) < _SHORT_QUOTE or folded.count(anchor.exact) != 1:
            return False
        return self._folded_snapshot(anchor.fold_version, snapshot).count(anchor.exact) == 1

    def _folded_snapshot(self, version: int, snapshot: str) -> str:
        key = (version, snapshot)
        if key not in self._snapshots:
            self._snapshots[key] = _FOLDS[version](snapshot).text
        return self._snapshots[key]

    def _diff(self, version: int, snapshot: str) -> "_Diff | None":
        key = (version, snapshot)
        if key not in self._diffs:
            self._diffs[key] = _Diff.of(self._folded_snapshot(version, snapshot), self._folded[version].text)
        return self._diffs[key]

    @staticmethod
    def _placement(folded: Folded, state: str, found: _Found, how: str) -> Placement:
        start, end = folded.span(found[0], found[1])
        return Placement("placed" if state == "placed" else "moved", start, end, how, round(found[2], 3))


def _stands_where_it_was(folded: str, anchor: Anchor) -> bool:
    return (
        folded[anchor.start : anchor.end] == anchor.exact
        and folded[max(0, anchor.start - CONTEXT) : anchor.start] == anchor.prefix
    )


def _is_sure(folded: str, anchor: Anchor, found: _Found) -> bool:
    """Whether an exact quote needs no word diff to confirm it: its surroundings are what they were."""
    return _around(folded, anchor, found[0], found[1]) >= _SURE_AROUND or _one_side_stayed(
        folded, anchor, found[0], found[1]
    )


def _by_quote(folded: str, anchor: Anchor, diff: "_Diff | None") -> _Found | None:
    """The place where the quote stands word for word and its surroundings agree best.

    One that the diff knows from elsewhere in the old text is another place with the same words.
    """
    best: _Found | None = None
    other: _Found | None = None
    for start in _occurrences(folded, anchor):
        end = start + len(anchor.exact)
        around = _around(folded, anchor, start, end)
        least = _SHORT_AROUND if len(anchor.exact) < _SHORT_QUOTE else _LEAST_AROUND
        if around < least and not _one_side_stayed(folded, anchor, start, end):
            continue
        found = start, end, _score(folded, anchor, start, 1.0, around)
        if diff is not None and diff.was_elsewhere(anchor, start, end):
            # A diff may take one of two equal stretches for the other: their surroundings say more.
            if _is_sure(folded, anchor, found) and (other is None or found[2] > other[2]):
                other = found
        elif found[2] >= _ACCEPT and (best is None or found[2] > best[2]):
            best = found
    return best or other


def _occurrences(folded: str, anchor: Anchor) -> Iterator[int]:
    exact = anchor.exact
    cuts_first = _inside_word(anchor.prefix + exact, len(anchor.prefix))
    cuts_last = _inside_word(exact + anchor.suffix, len(exact))
    at = folded.find(exact)
    for _ in range(_MOST_CANDIDATES):
        if at < 0:
            return
        # "Mali" in "Somalia" is not the passage that was marked; one that was cut inside a word stays so.
        if (cuts_first or not _inside_word(folded, at)) and (
            cuts_last or not _inside_word(folded, at + len(exact))
        ):
            yield at
        at = folded.find(exact, at + 1)


def _inside_word(folded: str, at: int) -> bool:
    return 0 < at < len(folded) and folded[at - 1].isalnum() and folded[at].isalnum()


def _around(folded: str, anchor: Anchor, start: int, end: int) -> float:
    """How much the text on both sides is like it was, 0 to 1; both sides count the same."""
    from rapidfuzz import fuzz  # 20 ms, and most passages stand where they were

    before = folded[max(0, start - len(anchor.prefix)) : start]
    after = folded[end : end + len(anchor.suffix)]
    left = fuzz.ratio(anchor.prefix, before) if anchor.prefix else 100.0
    right = fuzz.ratio(anchor.suffix, after) if anchor.suffix else 100.0
    return (left + right) / 200


def _one_side_stayed(folded: str, anchor: Anchor, start: int, end: int) -> bool:
    """Whether all that stood before or after the quote still does: its paragraph was moved or its end cut."""
    before = len(anchor.prefix) == CONTEXT and folded.endswith(anchor.prefix, 0, start)
    return before or (len(anchor.suffix) == CONTEXT and folded.startswith(anchor.suffix, end))


def _score(folded: str, anchor: Anchor, start: int, quote: float, around: float) -> float:
    """Weights of Hypothesis: quote 50, each side 20, position 2."""
    near = 1 - abs(start - anchor.start) / max(1, len(folded), anchor.start)
    return (50 * quote + 40 * around + 2 * near) / 92


class _Diff:
    """Which word of the new text each word of the old one became."""

    def __init__(
        self, old: list[tuple[int, int]], new: list[tuple[int, int]], became: dict[int, int]
    ) -> None:
        self._old, self._new, self._became = old, new, became
        self._came_from = {new_word: old_word for old_word, new_word in became.items()}

    @classmethod
    def of(cls, old: str, new: str) -> "_Diff | None":
        """None where the texts are too long to compare."""
        from rapidfuzz.distance import Indel  # 20 ms, and most passages stand where they were

        old_words, new_words = list(_WORD.finditer(old)), list(_WORD.finditer(new))
        if max(len(old_words), len(new_words)) > _MOST_WORDS:
            return None
        became: dict[int, int] = {}
        edits = Indel.editops([m[0] for m in old_words], [m[0] for m in new_words])
        for block in edits.as_matching_blocks():
            became.update((block.a + k, block.b + k) for k in range(block.size))
        return cls([m.span() for m in old_words], [m.span() for m in new_words], became)

    def follow(self, start: int, end: int) -> _Found | None:
        """Where the old span went: enough of its words must still be there, close together."""
        words = _words_in(self._old, start, end)
        kept = [index for index in words if index in self._became]
        share = len(kept) / max(1, len(words))
        if share < _MOST_REWRITTEN or (share < 0.5 and not self._is_between_neighbours(words)):
            return None
        low, high = self._became[kept[0]], self._became[kept[-1]]
        if high - low + 1 > 3 * len(words) + 10:
            return None
        # Words at its ends that became others belong to it, as far as no neighbour's word stands there.
        before = self._became.get(words[0] - 1, -1)
        after = self._became.get(words[-1] + 1, len(self._new))
        low = max(low - (kept[0] - words[0]), before + 1)
        high = min(high + (words[-1] - kept[-1]), after - 1)
        return self._new[low][0], self._new[high][1], share

    def _is_between_neighbours(self, words: range) -> bool:
        """Whether the words on both sides are still there, and about as far apart as they were."""
        near = range(1, _NEIGHBOURS + 1)
        before = next((words[0] - n for n in near if words[0] - n in self._became), None)
        after = next((words[-1] + n for n in near if words[-1] + n in self._became), None)
        if before is None or after is None:
            return False
        return self._became[after] - self._became[before] <= 1.5 * (after - before) + 3

    def was_elsewhere(self, anchor: Anchor, start: int, end: int) -> bool:
        """Whether most words of a stretch of the new text stood in the old one, and not in the passage."""
        words = _words_in(self._new, start, end)
        passage = _words_in(self._old, anchor.start, anchor.end)
        others = sum(self._came_from.get(index, passage.start) not in passage for index in words)
        return others > 0.5 * len(words)


def _words_in(spans: list[tuple[int, int]], start: int, end: int) -> range:
    """Which of the words touch a stretch of the text."""
    first = bisect_left(spans, start + 1, key=lambda span: span[1])
    return range(first, bisect_left(spans, end, lo=first, key=lambda span: span[0]))


def _by_likeness(folded: str, anchor: Anchor, diff: _Diff | None) -> _Found | None:
    """The stretch most like the quote, where quote and surroundings are alike enough."""
    from rapidfuzz import fuzz  # 20 ms, and most passages stand where they were

    if len(anchor.exact) < _SHORTEST_GUESS:
        return None
    rough = _rough_window(folded, anchor.exact)
    if rough is None:
        return None
    start, end = _trimmed(anchor.exact, folded, *rough)
    if diff is not None and diff.was_elsewhere(anchor, start, end):
        return None
    # Of several words one at least has stayed: all of them only alike are others.
    if " " in anchor.exact and _words_of(anchor.exact).isdisjoint(_words_of(folded[start:end])):
        return None
    quote = fuzz.ratio(anchor.exact, folded[start:end]) / 100
    around = _around(folded, anchor, start, end)
    if len(anchor.exact) < _SHORT_QUOTE and around < _SHORT_AROUND:
        return None
    score = _score(folded, anchor, start, quote, around)
    return (start, end, score) if quote >= _ACCEPT_QUOTE and score >= _ACCEPT else None


def _words_of(text: str) -> set[str]:
    return {word for word in _WORD.findall(text) if word[0].isalnum()}


def _rough_window(folded: str, exact: str) -> tuple[int, int] | None:
    from rapidfuzz import fuzz  # 20 ms, and most passages stand where they were

    if len(exact) <= _LONG_QUOTE:
        found = fuzz.partial_ratio_alignment(exact, folded, score_cutoff=100 * _ACCEPT_QUOTE)
        return None if found is None else (found.dest_start, found.dest_end)
    # 5,000 characters in 100 KB take 0.9 s as a whole; its two ends say as much in 0.1 s.
    half = _LONG_QUOTE // 2
    head = fuzz.partial_ratio_alignment(exact[:half], folded, score_cutoff=100 * _ACCEPT_QUOTE)
    tail = fuzz.partial_ratio_alignment(exact[-half:], folded, score_cutoff=100 * _ACCEPT_QUOTE)
    if head is None or tail is None or not 0 < tail.dest_end - head.dest_start <= 3 * len(exact):
        return None
    return head.dest_start, tail.dest_end


def _trimmed(exact: str, folded: str, start: int, end: int) -> tuple[int, int]:
    """The window, widened a little, then cut to the first and last stretch that really match, at words."""
    from rapidfuzz.distance import Indel  # 20 ms, and most passages stand where they were

    pad = min(_LONG_QUOTE, max(8, len(exact) // 4))
    low, high = max(0, start - pad), min(len(folded), end + pad)
    blocks = [b for b in Indel.editops(exact, folded[low:high]).as_matching_blocks() if b.size >= 3]
    if blocks:
        start, end = low + blocks[0].b, low + blocks[-1].b + blocks[-1].size
    while _inside_word(folded, start):
        start -= 1
    while _inside_word(folded, end):
        end += 1
    # A quote or full stop at an end is too short a match to be seen above.
    if start > 0 and not exact[0].isalnum() and folded[start - 1] == exact[0] != folded[start]:
        start -= 1
    if end < len(folded) and not exact[-1].isalnum() and folded[end] == exact[-1] != folded[end - 1]:
        end += 1
    return start, end
