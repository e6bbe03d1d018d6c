"""Read the hostile kit as a scan does and write what came of each file, for the kit's own judge.

    python $SHARED/hostile/make_hostile.py OUT
    python tests/benchmarks/hostile_results.py OUT RESULTS.json
    python $SHARED/hostile/make_hostile.py --verify OUT RESULTS.json

The files are found by `walk` and read in a process of their own by `pieces`, `read_piece` and `describe`.
What counts as shown is the article and, as `O` shows it, its original. Seconds are those of the processor:
the machine is shared, and what others do on it is no fault of a file.
The kit is part of the developers' shared folder and not of the repository.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tuireader.articles.formats import format_of, is_container
from tuireader.articles.reading import read_articles
from tuireader.articles.records import Unreadable
from tuireader.articles.sources import Found, Ignored, walk
from tuireader.errors import ArticleError
from tuireader.library.pool import Failed, Pool

Result = dict[str, Any]
_PATIENCE = 300.0
"""Seconds of the clock after which a file hangs; what it took is judged by those of the processor."""
_MOST_TEXT = 40_000_000
"""Characters of all records together that are kept for the judge."""


def main() -> int:
    """Write the results of OUT/lib; says how many files became what, and how long the slowest took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", help="what make_hostile.py has written")
    parser.add_argument("results", help="the file to write")
    arguments = parser.parse_args()
    library = Path(arguments.out).absolute() / "lib"
    if not library.is_dir():
        sys.stderr.write(f"{library} is not there: make the kit with make_hostile.py first\n")
        return 2
    began = time.monotonic()
    results = list(walked(library)) + under_locked_folders(library)
    Path(arguments.results).write_text(json.dumps(results), "ascii")
    counts = {status: sum(r["status"] == status for r in results) for status in ("load", "skip", "ignore")}
    slowest = max(results, key=lambda r: float(r.get("seconds", 0)))
    sys.stdout.write(
        f"{len(results)} files: {counts}; {time.monotonic() - began:.1f} s; "
        f"slowest {slowest['seconds']:.1f} s, {slowest['path']!a}\n"
    )
    return 0


def walked(library: Path) -> Iterator[Result]:
    """A result for each file of the library."""
    found: list[str] = []
    for item in walk(library):
        name = os.path.relpath(item.path, library)
        if isinstance(item, Found):
            found.append(str(item.path))
        elif isinstance(item, Ignored):
            yield {"path": name, "status": "ignore", "seconds": 0.0}
        else:
            yield {"path": name, "status": "skip", "error": item.reason, "seconds": 0.0}
    pool: Pool[str, Result] = Pool(read, processes=1, seconds=_PATIENCE)
    try:
        for path, result in pool.run(found):
            name = os.path.relpath(path, library)
            if isinstance(result, Failed):
                result = {"status": "skip", "error": result.reason, "seconds": _PATIENCE}
            yield {"path": name, **result}
    finally:
        pool.close()


def read(path: str) -> Result:
    """What one file becomes; runs in the other process."""
    began = time.process_time()
    texts: list[str] = []
    titles: list[str] = []
    bad = length = 0
    try:
        for article in read_articles(Path(path)):
            if isinstance(article, Unreadable):
                bad += 1
                continue
            titles.append(article.headline)
            shown = "\n".join(block.text for block in article.blocks)
            if format_of(path) != "html":  # of a page the original is its source, scripts and all
                shown += f"\n{article.original}"
            length += len(shown)
            if length < _MOST_TEXT:
                texts.append(shown)
    except ArticleError as error:
        return {"status": "skip", "error": error.reason, "seconds": time.process_time() - began}
    seconds = time.process_time() - began
    result: Result = {
        "status": "load",
        "text": "\n".join(texts),
        "title": " / ".join(titles),
        "seconds": seconds,
    }
    if is_container(format_of(path) or ""):
        result |= {"records": len(titles), "bad_records": bad}
    return result


def under_locked_folders(library: Path) -> list[Result]:
    """The kit lists the files of a folder that may not be opened; a scan reports the folder, once."""
    manifest = json.loads((library.parent / "manifest.json").read_text())
    locked = [
        f"{folder}/" for folder in ("09-fs/lockeddir",) if not os.access(library / folder, os.R_OK | os.X_OK)
    ]
    return [
        {"path": entry["path"], "status": "skip", "error": "folder: no permission to read it", "seconds": 0.0}
        for entry in manifest["files"]
        if any(entry["path"].startswith(folder) for folder in locked)
    ]


if __name__ == "__main__":
    sys.exit(main())
