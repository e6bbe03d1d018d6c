"""The notebook as Web Annotations (JSON-LD), after the W3C's Web Annotation Data Model of 2017-02-23.

One AnnotationCollection with one page. Quote and position selectors count in the article's text as it is
anchored (`tuireader.text.anchorfold`), in code points. Beside the collection stands the same in the form in
which Hypothesis exports and imports (an object with `annotations`); JSON-LD passes over names that the
context does not define.
"""

import json
import uuid
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import cast

from tuireader import __version__
from tuireader.notebook.part import Entries
from tuireader.notebook.values import Bookmark, Note
from tuireader.text.safe import safe_line, safe_text

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_NAMES = uuid.UUID("8f3f6f0e-5a3b-5d57-9d1c-7475696e7265")
"""What our ids become IRIs under: the same note has the same IRI in every export."""

_WRITER = "acct:tuireader@localhost"

Object = dict[str, object]


def export_web_annotations(notebook: Entries, made: datetime | None = None) -> str:
    """The whole notebook as one JSON-LD document; `made` is the moment it says it was made."""
    moment = (made or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    bookmarks, notes = notebook.bookmarks(), notebook.notes()
    items = [_note(note) for note in notes] + [_bookmark(mark) for mark in bookmarks]
    titles: dict[str, str] = {}
    seen = {mark.uid for mark in bookmarks}
    entries: list[Note | Bookmark] = [*bookmarks, *notes]
    for entry in entries:
        titles[_iri_of_article(entry)] = safe_line(entry.headline)
        if entry.uid not in seen and (tags := notebook.tags(entry.uid)):
            items.append(_tagging(entry, tags))
            seen.add(entry.uid)
    page: Object = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    if not items:  # a collection without annotations has no pages
        page = {}
    document: Object = {
        "@context": CONTEXT,
        "id": _iri("collection"),
        "type": "AnnotationCollection",
        "label": "tuireader notebook",
        "generator": {"type": "Software", "name": f"tuireader {__version__}"},
        "total": len(items),
    }
    if page:
        document["first"] = {"id": _iri("page"), **page}
        document["last"] = _iri("page")
    document |= {
        "export_date": moment,
        "export_userid": _WRITER,
        "client_version": f"tuireader {__version__}",
        "annotations": [_for_hypothesis(item, titles) for item in items],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _note(note: Note) -> Object:
    bodies: list[Object] = []
    if note.body.strip():
        bodies.append(_text_body(safe_text(note.body), "commenting"))
    bodies += [_text_body(safe_line(tag), "tagging") for tag in note.tags]
    target: Object = {"source": _iri_of_article(note)}
    # Where a person pinned it is where it stands now.
    anchor = note.pin or note.anchor
    if anchor is not None:
        target = {
            "type": "SpecificResource",
            **target,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": safe_text(anchor.exact),
                    "prefix": safe_text(anchor.prefix),
                    "suffix": safe_text(anchor.suffix),
                },
                {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
            ],
        }
    motivation = "highlighting" if note.kind == "highlight" else "commenting"
    return _annotation(f"note {note.id}", motivation, note.created, note.updated, bodies, target)


def _bookmark(mark: Bookmark) -> Object:
    bodies = [_text_body(safe_line(tag), "tagging") for tag in mark.tags]
    target: Object = {"source": _iri_of_article(mark)}
    return _annotation(f"bookmark {mark.uid}", "bookmarking", mark.created, mark.created, bodies, target)


def _tagging(of: Note | Bookmark, tags: tuple[str, ...]) -> Object:
    bodies = [_text_body(safe_line(tag), "tagging") for tag in tags]
    target: Object = {"source": _iri_of_article(of)}
    return _annotation(f"tags {of.uid}", "tagging", of.created, of.created, bodies, target)


def _annotation(
    name: str, motivation: str, created: str, modified: str, bodies: list[Object], target: Object
) -> Object:
    annotation: Object = {
        "id": _iri(name),
        "type": "Annotation",
        "motivation": motivation,
        "created": created,
        "modified": modified,
    }
    if bodies:
        annotation["body"] = bodies
    # A target that is the whole article is its IRI alone.
    annotation["target"] = target if "selector" in target else target["source"]
    return annotation


def _text_body(value: str, purpose: str) -> Object:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _iri(name: str) -> str:
    return uuid.uuid5(_NAMES, name.encode("utf-8", "replace").decode()).urn


def _iri_of_article(of: Note | Bookmark) -> str:
    """The file, or a name made of the article's id where no absolute path is known."""
    if not of.path.startswith("/"):
        return _iri(f"article {of.uid}")
    return PurePosixPath(of.path).as_uri()


def _for_hypothesis(annotation: Object, titles: dict[str, str]) -> Object:
    """The same in the form of Hypothesis: its text, its tags, and targets with selectors."""
    bodies = cast("list[Object]", annotation.get("body", []))
    target = annotation["target"]
    source = target if isinstance(target, str) else cast(str, cast(Object, target)["source"])
    wanted: Object = {"source": source}
    if isinstance(target, dict):
        wanted["selector"] = target["selector"]
    return {
        "id": annotation["id"],
        "created": annotation["created"],
        "updated": annotation["modified"],
        # Its import lists annotations by who wrote them, and takes no other field of the writer over.
        "user": _WRITER,
        "user_info": {"display_name": "tuireader"},
        "uri": source,
        "text": "\n\n".join(str(body["value"]) for body in bodies if body["purpose"] == "commenting"),
        "tags": [body["value"] for body in bodies if body["purpose"] == "tagging"],
        "target": [wanted],
        "document": {"title": [titles[source]]},
    }
