"""What a page says of its article outside the text: JSON-LD, Open Graph, `<meta>`, `<time>`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tuireader.articles.formats.values import address, iso_date, language_tag, line

_ARTICLES = frozenset(
    """
    article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle blogposting
    liveblogposting report webpage
    """.split()  # noqa: SIM905
)
_TITLE_PARTED = (" | ", " - ", " – ", " — ", " · ", " :: ")
_AUTHOR_MARKS = frozenset({"author", "byline", "author-name", "byline__name", "article-author"})
_LONGEST_JSON = 1_000_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """Each but the body on one safe line, or None where the page does not state it."""

    title: str | None
    date: str | None
    author: str | None
    site: str | None
    language: str | None
    url: str | None
    body: str | None = None
    """The text of the article, which some pages state and have a script show."""


def page_metadata(tree: Any) -> Metadata:
    """Read what the page states. A date is never guessed from the address or the text."""
    stated = _json_ld(tree)
    meta = _meta(tree)
    site = (
        line(stated.get("publisher")) or line(meta.get("og:site_name")) or line(meta.get("application-name"))
    )
    html = tree if tree.tag == "html" else tree.getroottree().getroot()
    return Metadata(
        title=line(stated.get("headline")) or line(meta.get("og:title")) or _title(tree, site),
        date=_first_date(
            stated.get("datePublished"),
            *(meta.get(name) for name in _DATES),
            *_times(tree),
            stated.get("dateModified"),
        ),
        author=line(stated.get("author")) or _author(meta) or _byline(tree),
        site=site,
        language=language_tag(html.get("lang"))
        or language_tag(meta.get("og:locale"))
        or language_tag(stated.get("inLanguage")),
        url=_canonical(tree) or address(meta.get("og:url")) or address(stated.get("url")),
        body=body if isinstance(body := stated.get("articleBody"), str) and body.strip() else None,
    )


_DATES = (
    "article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "published_time", "dc.date", "dc.date.issued", "dcterms.created", "parsely-pub-date",
    "sailthru.date", "article.published", "publication_date",
)  # fmt: skip


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (content := element.get("content")):
            found.setdefault(name.strip().lower(), content[:2000])
    return found


def _author(meta: Mapping[str, str]) -> str | None:
    for name in ("author", "article:author", "byl", "parsely-author", "dc.creator", "sailthru.author"):
        value = meta.get(name, "")
        if value and "://" not in value and (author := line(value)):
            return author[3:] if author[:3].lower() == "by " else author
    return None


def _byline(tree: Any) -> str | None:
    """The author as the page marks it where people read it."""
    for element in tree.iter("a", "span", "p", "div", "address"):
        marks = (
            f"{element.get('rel') or ''} {element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        )
        if _AUTHOR_MARKS.intersection(marks.split()):
            words = line("".join(element.itertext())[:400])
            if words and len(words) <= 100:
                return words[3:] if words[:3].lower() == "by " else words
    return None


def _title(tree: Any, site: str | None) -> str | None:
    """The only first heading, or the title without the site's name."""
    headings = [text for element in tree.iter("h1") if (text := line("".join(element.itertext())))]
    if len(headings) == 1:
        return headings[0]
    title = next((line("".join(element.itertext())) for element in tree.iter("title")), None)
    for mark in _TITLE_PARTED if title and site else ():
        before, parted, after = (title or "").rpartition(mark)
        if parted and after.strip().casefold() == (site or "").casefold():
            return before.strip()
    return title


def _canonical(tree: Any) -> str | None:
    for element in tree.iter("link"):
        if (element.get("rel") or "").strip().lower() == "canonical":
            return address(element.get("href"))
    return None


def _times(tree: Any) -> Iterator[str]:
    """The times stated in the article's own part of the page, if it has just one such part."""
    articles = list(tree.iter("article"))
    for element in articles[0].iter("time") if len(articles) == 1 else ():
        yield element.get("datetime") or "".join(element.itertext())[:100]


def _first_date(*values: Any) -> str | None:
    return next(filter(None, map(iso_date, values)), None)


def _json_ld(tree: Any) -> dict[str, Any]:
    """The object that describes the article; of several the first that has a headline."""
    found: dict[str, Any] = {}
    for element in tree.iter("script"):
        if (element.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        text = element.text or ""
        if len(text) > _LONGEST_JSON:
            continue
        try:
            value = json.loads(text, strict=False, parse_int=str)
        except (ValueError, RecursionError):
            continue  # pages hold broken JSON-LD often enough; what else they state still counts
        for item in _objects(value, 0):
            kinds = item.get("@type")
            names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
            if any(isinstance(name, str) and name.lower() in _ARTICLES for name in names):
                for key, part in item.items():
                    found.setdefault(key, part)
                if "headline" in found:
                    return found
    return found


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, Mapping):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
        yield from _objects(value.get("mainEntity"), depth + 1)
