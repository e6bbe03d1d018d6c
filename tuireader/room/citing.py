"""A passage with where it is from, as it is copied."""

from tuireader.articles.article import Article
from tuireader.room.typesetting import date_words


def cited(article: Article, passage: str) -> str:
    """The passage in quotation marks and, on a line of its own, only what the article states of itself."""
    quote = " ".join(passage.split())
    if not (quote.startswith(("“", '"')) and quote.endswith(("”", '"'))):
        quote = f"“{quote}”"
    stated = [
        article.headline,
        f"by {article.byline}" if article.byline else "",
        article.source or "",
        article.place or "",
        date_words(article.date),
        article.path,
    ]
    return f"{quote}\n— {', '.join(part for part in stated if part)}\n"
