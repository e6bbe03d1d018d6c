"""From a file to what the library stores of it; pure, so that it may run in another process."""

from pathlib import Path

from tuireader.articles.identity import fold_hash, raw_hash
from tuireader.articles.reading import read_article, read_bytes
from tuireader.library.values import Reading
from tuireader.names.find import find_names


def read_file(path: Path, shown_as: str) -> Reading:
    """Read an article and find the names in it.

    Raises:
        ArticleError: the file cannot become an article; names it and the reason.
    """
    data = read_bytes(path)
    article = read_article(path, shown_as=shown_as)
    return Reading(
        article=article,
        names=find_names(article),
        raw_hash=raw_hash(data),
        fold_hash=fold_hash(article.original),
    )
