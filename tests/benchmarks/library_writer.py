"""One article into a library in one commit, as a scan that finds one new file does it, without the walk."""

from uuid import uuid4

from tuireader.library import appearances
from tuireader.library.library import Library
from tuireader.library.prepared import Prepared
from tuireader.library.writing import Writer


def write_one(library: Library, prepared: Prepared) -> None:
    """Add the article, put it in order, teach the vocabulary and tell the readers."""
    writer = Writer()
    with library._connections.writing() as db:
        doc = writer.add(db, prepared, uuid4().hex[:16])
        writer.full_text.settle(db)
        appearances.count_again(db, appearances.entities_of(db, doc))
        db.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
    writer.close()
