"""Photo captions: told from prose by the credit at their end or the picture they followed."""

import re

from tuireader.articles.draft import Draft, Passage
from tuireader.text.sentences import split_sentences

_LONGEST = 400
_LONGEST_UNCREDITED = 300
_WORD = (
    r"(?:(?:file|illustrative|illustration|handout|courtesy|stock|ap|afp|reuters|vna|vns|epa|getty)\s+)?"
    r"(?:photos?|photographs?|images?|pictures?|pic|ảnh|hình|foto|fotos|photographie|crédit|credit|illustration|video)"
)
_CREDIT = re.compile(
    rf"\s*[(\[]\s*{_WORD}\b\s*(?P<link>(?:by|courtesy of|credit|minh họa)?\s*[:/–—-]?)\s*"
    r"(?P<who>[^()\[\]]{0,80})[)\]]+\s*[.)]?$",
    re.I,
)
_BARE_CREDIT = re.compile(
    rf"(?:^|(?<=[.!?…”\"])\s+|\s+[|–—]\s+){_WORD}\s*(?:by\s*)?:\s*(?P<who>[^.:()]{{2,60}}|\S+)\.?$",
    re.I,
)
_SOURCE_CREDIT = re.compile(r"\s*[(\[]\s*(?:source|nguồn)\s*:\s*(?P<who>[^()\[\]]{1,60})[)\]]+\.?$", re.I)


def mark_captions(passages: list[Passage], draft: Draft) -> list[Passage]:
    """Set captions apart and lift their credits; a credit on a line of its own goes to the caption before."""
    kept: list[Passage] = []
    for passage in passages:
        text = passage.text
        match = _find_credit(text)
        caption = text[: match.start()].rstrip() if match else text
        if match and not caption:
            if kept and kept[-1].kind == "caption" and kept[-1].credit is None:
                kept[-1].credit = match["who"].strip() or None
            draft.take("photo credit", text)
            continue
        if match and _is_caption(caption, _LONGEST, 4):
            draft.take("photo credit", text[match.start() :].strip())
            passage.kind, passage.text = "caption", caption
            passage.credit = match["who"].strip(" .:") or None
        elif passage.pictured and _is_caption(text, _LONGEST_UNCREDITED, 2):
            passage.kind = "caption"
        kept.append(passage)
    return kept


def _find_credit(text: str) -> re.Match[str] | None:
    tail = max(0, len(text) - 160)
    if len(text) > _LONGEST + 160:
        return None
    match = _CREDIT.search(text, tail) if ")" in text[-3:] or "]" in text[-3:] else None
    if match and not match["link"].strip() and match["who"][:1].islower():
        match = None  # `(pictures of the day)` is no credit
    if match is None and ":" in text[tail:]:
        match = _BARE_CREDIT.search(text, tail)
    if match is None and len(text) <= 200 and ":" in text[tail:]:
        match = _SOURCE_CREDIT.search(text)
    return match


def _is_caption(text: str, longest: int, sentences: int) -> bool:
    return len(text) <= longest and len(split_sentences(text)) <= sentences
