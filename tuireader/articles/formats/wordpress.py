"""What WordPress has in its HTML that no browser ever sees: shortcodes, and blank lines for paragraphs.

Its exports (WXR) and its database hold a post as it was written; only the site makes HTML of it.
"""

import re

__all__ = ["as_published", "is_post"]

_CAPTION = re.compile(r"\[(wp_)?caption\b[^\[\]]{0,1000}\]([^\[\]]{0,4000})\[/(?(1)wp_)caption\]")
_PICTURE = re.compile(r"\s*((?:<a\b[^<>]{0,2000}>\s*)?<img\b[^<>]{0,4000}>(?:\s*</a>)?)", re.IGNORECASE)
_EMBEDDED = re.compile(r"\[(embed|audio|video|playlist)\b[^\[\]]{0,1000}\](?:[^\[\]]{0,2000}\[/\1\])?")
_GALLERY = re.compile(r"\[(?:gallery|more|nextpage)\b[^\[\]]{0,1000}\]")
_BLANK = re.compile(r"\n[ \t]*\n")
_BLANK_LINE = re.compile(
    r"(?<=\S)[ \t]*\n[ \t]*\n\s*(?=[^<\s]|<(?:a|b|i|em|strong|span|img|cite|code)\b)", re.IGNORECASE
)
_NO_POSTS = frozenset(
    """
    attachment nav_menu_item revision wp_block wp_template wp_template_part wp_navigation wp_global_styles
    custom_css customize_changeset oembed_cache wp_font_family wp_font_face feedback
    """.split()  # noqa: SIM905
)


def as_published(html: str) -> str:
    """The HTML of a post as its site would show it, without what cannot be shown in a text.

    >>> as_published('[caption width="3"]<img src="x"> The quay.[/caption]')
    '<figure><img src="x"><figcaption>The quay.</figcaption></figure>'
    """
    if "[" in html:
        html = _GALLERY.sub("", _EMBEDDED.sub("", _CAPTION.sub(_figure, html)))
    return _BLANK_LINE.sub("\n\n<p>", html) if _BLANK.search(html) is not None else html


def is_post(kind: str | None) -> bool:
    """Whether what an export calls by this kind is read by anybody: pictures and menus are not."""
    return kind not in _NO_POSTS


def _figure(match: re.Match[str]) -> str:
    picture = _PICTURE.match(match[2])
    shown = picture[1] if picture else ""
    said = match[2][picture.end() :] if picture else match[2]
    return f"<figure>{shown}<figcaption>{said.strip()}</figcaption></figure>"
