"""Hugo's shortcodes in Markdown: `{{< figure src="a.jpg" caption="Quay." >}}` is a picture with its caption.

The others stand for what a text cannot show; what stands between an opening and a closing one is text.
"""

import re

from tuireader.articles.draft import Draft

__all__ = ["as_caption", "without_shortcodes"]

_CODE = re.compile(r"\{\{([<%])\s*(/?\s*[\w./-]{1,80})((?:\s[^{}]{0,4000})?)([>%])\}\}")
_VALUE = re.compile(r'([\w-]{1,40})\s*=\s*(?:"((?:[^"\\]|\\.)*+)"|`([^`]*+)`|([^\s"`>]++))', re.DOTALL)
_PICTURES = frozenset("figure fig image img picture photo imgproc caption video audio".split())  # noqa: SIM905
_SAID = ("caption", "title", "alt", "attr")
"""What a picture's shortcode says of it, best first."""
_MARK = "\ue002"
"""Stands around a caption while the text is parsed: hardly a text has it, and nothing in it is one."""
_MARKED = re.compile(f"{_MARK}([0-9]{{1,6}}){_MARK}")
_LETTER = re.compile(r"\\(.)", re.DOTALL)


def without_shortcodes(text: str, draft: Draft) -> tuple[str, list[str]]:
    """The text without them, and the captions: in the place of each stands what `as_caption` knows."""
    captions: list[str] = []
    if "{{" not in text:
        return text, captions

    def shown(match: re.Match[str]) -> str:
        if "<%".find(match[1]) != ">%".find(match[4]):
            return match[0]
        caption = _caption(match[2].lower(), match[3])
        if not draft.take("hidden markup", " ".join(match[0].split())):
            return match[0]
        if not caption:
            return ""
        captions.append(caption)
        return f"\n\n{_MARK}{len(captions) - 1}{_MARK}\n\n"

    return _CODE.sub(shown, text), captions


def as_caption(line: str, captions: list[str]) -> str | None:
    """The caption that a paragraph stands for; None where it is one of the text."""
    match = _MARKED.fullmatch(line)
    # A text may have the mark itself.
    return captions[number] if match is not None and (number := int(match[1])) < len(captions) else None


def _caption(name: str, said: str) -> str | None:
    """What the shortcode of a picture says of it, with who took it."""
    if name not in _PICTURES:
        return None
    values = {
        match[1].lower(): " ".join(
            (_LETTER.sub(r"\1", match[2]) if match[2] else match[3] or match[4] or "").split()
        )
        for match in _VALUE.finditer(said)
    }
    caption = next((found for key in _SAID if (found := values.get(key))), None)
    credit = values.get("attr")
    return f"{caption} ({credit})" if caption and credit and credit not in caption else caption
