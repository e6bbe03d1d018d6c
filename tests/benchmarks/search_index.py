"""The index: its size, its cost to build beside bare FTS5 and notmuch, and single articles that come in."""

import shutil
import sqlite3
import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path

import collections_of_news
import library_writer
import yardsticks
from goals import Collected, Goal, Part
from search_keystrokes import Typed
from yardsticks import percentile

from tuireader.library.indextext import index_text
from tuireader.library.library import Library
from tuireader.library.prepared import pack_index, prepare
from tuireader.library.reading import read_file
from tuireader.library.writing import Writer
from tuireader.names.values import Names

_BUILT = 3000
"""Articles whose index is built beside the yardsticks."""
_LIVE = 1000


def measure(collected: Collected, part: Part) -> None:
    """Goals 8 and 10."""
    size = collected.text_bytes
    part.add(
        f"{size / 1e6:.0f} MB of text, library.db {collected.library.stat().st_size / 1e6:.0f} MB; read and "
        f"indexed, people and countries included, in {collected.seconds:.0f} s on the day it was built"
    )
    part.add(Goal("8. full-text tables / text", _full_text_bytes(collected.library) / size, 0.35))
    part.add(Goal("size of library.db / text", collected.library.stat().st_size / size, 1.6))
    _built(collected, part)
    if collected.articles <= 100_000:
        _live(collected, part)


def _full_text_bytes(path: Path) -> int:
    with sqlite3.connect(path) as db:
        sql = "SELECT sum(length(block)) FROM {}_data"
        return sum(db.execute(sql.format(table)).fetchone()[0] or 0 for table in ("heads", "alltext"))


def _built(collected: Collected, part: Part) -> None:
    """The full-text tables and the vocabulary of some thousand articles, from texts that were read before."""
    with Library.open(collected.library) as library:
        ids = library.ids()[:: max(collected.articles // _BUILT, 1)][:_BUILT]
        stored = [
            one for at in range(0, len(ids), 200) for one in library.articles(ids[at : at + 200]).values()
        ]
    texts = [
        (one.article.headline, "\n\n".join(block.text for block in one.article.blocks)) for one in stored
    ]
    indexed = [index_text(one.article, Names(one.people, one.countries)) for one in stored]
    with (
        tempfile.TemporaryDirectory(dir=collected.work) as place,
        Library.open(Path(place) / "library.db") as library,
    ):
        with library._connections.writing() as db:
            for number in range(1, len(stored) + 1):
                row = (
                    number,
                    number,
                    f"{number:016x}",
                    str(number),
                    "",
                    "",
                    "text",
                    None,
                    None,
                    None,
                    None,
                    0,
                    str(number),
                    "",
                )
                db.execute(f"INSERT INTO article VALUES ({','.join('?' * len(row))})", row)
                db.execute("INSERT INTO body VALUES (?, x'', x'')", (number,))
        writer = Writer()
        for number, text in enumerate(indexed, start=1):
            writer.staging.put(number, pack_index(text), (), b"")
        began, wall = time.process_time(), time.perf_counter()
        with library._connections.writing() as db:
            writer.full_text.settle(db)
        spent, wall = time.process_time() - began, time.perf_counter() - wall
        writer.close()
    bare, _ = yardsticks.bare_fts5(collected.work, (text.everything for text in indexed))
    part.add(
        Goal(f"8. building the index of {len(stored):,} articles / bare FTS5, processor", spent / bare, 4.5)
    )
    mails = yardsticks.notmuch(collected.work, texts)
    if mails is None:
        part.add("8. skipped: notmuch is not installed")
    else:
        part.add(f"notmuch new: {mails:.0f} articles/s, our index alone {len(stored) / wall:.0f}")
        ratio = len(stored) / wall / mails
        part.add(
            Goal(
                "8. articles a second indexed (reading and names apart) / `notmuch new`", ratio, 5, least=True
            )
        )


def _live(collected: Collected, part: Part) -> None:
    """A thousand commits of an article each: longest over median; and keystroke p95 after over before."""
    fresh = collections_of_news.more_texts(collected.work, collected.articles, _LIVE)
    before = Typed(collected.library)
    copy = collected.work / f"live-{collected.articles}.db"
    with sqlite3.connect(collected.library) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(collected.library, copy)
    taken = []
    with Library.open(copy) as library:
        for path in islice(fresh, _LIVE):
            prepared = prepare(read_file(path, str(path)))
            began = time.perf_counter()
            library_writer.write_one(library, prepared)
            taken.append(time.perf_counter() - began)
    after = Typed(copy)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{copy}{suffix}").unlink(missing_ok=True)
    part.add(
        f"single-article commits: median {statistics.median(taken) * 1000:.1f}, "
        f"longest {max(taken) * 1000:.0f} ms"
    )
    longest = max(taken) / statistics.median(taken)
    part.add(Goal(f"10. longest of {_LIVE:,} single-article commits / median", longest, 50))
    slower = percentile(after.processor, 0.95) / percentile(before.processor, 0.95)
    part.add(Goal("10. keystroke p95 after them / before", slower, 2))
