"""A passage with where it is from, as one pastes it into a text of one's own."""

from tuireader.text.safe import safe_line, safe_text


def citation(
    quote: str, *, headline: str, source: str | None = None, date: str | None = None, place: str = ""
) -> str:
    """The words in quotes, then headline, source, date and path or URL on a line of their own.

    Nothing in it can act on a terminal that it is pasted into.

    Args:
        quote: the passage; its paragraphs stay apart. Empty: the citation alone.
        place: the path or URL.
    """
    paragraphs = [" ".join(part.split()) for part in safe_text(quote).split("\n\n")]
    words = "\n\n".join(part for part in paragraphs if part)
    known = [
        safe_line(part) for part in (f"“{safe_line(headline)}”" if headline else "", source or "", date or "")
    ]
    about = ", ".join(part for part in known if part)
    lines = []
    if words:
        lines.append(f"“{_inner(words)}”")
    said = ". ".join(part for part in (about, safe_line(place)) if part)
    if said:
        lines.append(f"— {said}")
    return "\n".join(lines) + "\n"


def _inner(words: str) -> str:
    """Quotation marks within a quotation are single ones."""
    if words.count('"') % 2 == 0 and words.count('"'):
        parts = words.split('"')
        words = (
            "".join(f"{part}{'‘' if at % 2 == 0 else '’'}" for at, part in enumerate(parts[:-1])) + parts[-1]
        )
    return words.translate({ord("“"): "‘", ord("”"): "’"})
