"""Text that cannot act on a terminal, reorder a line or hide in one.

The order matters: whole control sequences go first, so that their payload does not stay behind as
words; then every control character that is left goes, so that nothing survives whatever the patterns
missed. Every pattern is bounded and never backs up, so the time is linear in the length of the text.
"""

import re
from functools import cache

from tuireader.text.plain import beyond_plain

MAX_MARKS = 8
"""Combining marks kept in a row; real writing needs four (Vietnamese two, vocalised Hebrew three)."""

_C0 = "\x00-\x08\x0b-\x1f\x7f"
_C1 = "\x80-\x9f"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Unicode's Bidi_Control property: marks, embeddings, overrides and isolates."""
_UNSEEN = "\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
"""Soft hyphen, zero-width space, word joiner, byte order mark, annotation and tag characters."""
_LINE_ENDS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_SURROGATES = "\ud800-\udfff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
)

_LEFT_BY_JSON = re.compile(f"[\x7f{_C1}{_BIDI}{_UNSEEN}\u2028\u2029{_SURROGATES}]")
"""What JSON writes as it is though a terminal acts on it or a line breaks at it."""
_UNUSUAL = re.compile(f"[{_C0}{_C1}{_BIDI}{_UNSEEN}\u2028\u2029{_SURROGATES}\u200d{_MARKS}]")
"""One class of all that may be suspect: a search for it costs a fifth of one for `_SUSPECT`."""
_SUSPECT = re.compile(
    f"[{_C0}{_C1}{_BIDI}{_UNSEEN}\u2028\u2029{_SURROGATES}\u200d]|[{_MARKS}]{{{MAX_MARKS + 1}}}"
)


@cache
def _replacements() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is put in the place of what, in this order: made when first met, as most text holds none of it."""
    # Control strings (OSC, DCS, APC, PM, SOS) count only with their terminator: an unterminated one loses
    # its introducer alone and so cannot swallow the article. Introducers are not part of a payload, which
    # keeps a run of a million of them linear.
    sequence = (
        r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\n\r\x90\x98\x9c-\x9f]{0,4096}+(?:\x07|\x1b\\|\x9c)"
        r"|(?:\x1b\[|\x9b)[0-?]{0,64}+[ -/]{0,16}+[@-~]"
        r"|\x1b[ -/]{1,8}+[0-~]"
        r"|\x1b[0-9<=>A-OQ-WYZ\\a-~]"
    )
    return (
        (re.compile(sequence), ""),
        (re.compile(f"\r\n?|[{_LINE_ENDS}]"), "\n"),
        (re.compile(f"[{_SURROGATES}]"), "\ufffd"),
        (re.compile(f"[{_C0}{_C1}{_BIDI}{_UNSEEN}]+"), ""),
        (re.compile(f"([{_MARKS}]{{{MAX_MARKS}}})[{_MARKS}]+"), r"\1"),
        (re.compile("\u200d[\ufe0e\ufe0f]*+(?:\u200d[\ufe0e\ufe0f]*+)+"), "\u200d"),
    )


def safe_text(text: str) -> str:
    """Give the text without anything that acts on a terminal, with `\\n` for every line end; tabs stay.

    Complete control sequences vanish with their payload; then every C0 and C1 control but tab and
    line feed, DEL, bidirectional controls, invisible format characters and soft hyphens. Lone
    surrogates become U+FFFD, so that the text can be encoded. Joiners (ZWJ, ZWNJ) stay: emoji, Persian
    and Indic text need them. Idempotent.
    """
    if _UNUSUAL.search(beyond_plain(text)) is None or _SUSPECT.search(text) is None:
        return text
    for pattern, replacement in _replacements():
        text = pattern.sub(replacement, text)
    return text


def safe_line(text: str) -> str:
    """Give `safe_text` on one line: every run of white space is a single space, none at the ends."""
    return " ".join(safe_text(text).split())


def safe_json(written: str) -> str:
    """JSON that says the same, with all that acts on a terminal escaped: it stands in strings alone."""
    return _LEFT_BY_JSON.sub(_escaped, written)


def _escaped(found: re.Match[str]) -> str:
    units = found.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2]):04x}" for at in range(0, len(units), 2))
