"""MHTML: a page as browsers save it in one file, a mail with the page and its pictures as parts."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from tuireader.articles.formats import page
from tuireader.articles.formats.fields import Fields
from tuireader.articles.formats.values import address
from tuireader.articles.records import NothingShown, Record

_MOST_PARTS = 1000


def read(data: bytes, fields: Fields) -> Record:
    """Make a `Record` of the page; when it was saved is not when it was published.

    Raises:
        NothingShown: there is no page in it.
        ArticleError: as for any page.
    """
    message = message_from_bytes(data.lstrip(), policy=policy.default)
    part = _page_of(message)
    body = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(body, bytes):
        raise NothingShown("there is no page in it")
    record = page.read(body, fields.with_declared(part.get_content_charset(), body))
    said = (message.get("Snapshot-Content-Location"), part.get("Content-Location"))
    url = next(filter(None, map(address, (str(place) for place in said if place))), None)
    return replace(record, stated=replace(record.stated, url=record.stated.url or url))


def _page_of(message: EmailMessage) -> EmailMessage | None:
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            return None
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return part
    return None
