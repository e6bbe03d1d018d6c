"""Collections of real news for the benchmarks, and libraries of them.

The texts come from the developers' shared folder (`TUIREADER_SHARED`), which is no part of the repository.
Up to a hundred thousand they are whole articles, a file each; larger collections are parts of some 330
characters of as many articles as it takes, in four files of JSON lines. A library that was built stays in the
working directory: a hundred thousand articles take some minutes.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec

SHARED = Path(os.environ.get("TUIREADER_SHARED", "/nowhere"))
"""The developers' shared folder."""
_MAKER = SHARED / "corpora" / "make_corpus.py"
_SHARD = 1000
_WHOLE = 100_000
"""A larger collection is one of parts."""
_FILES = 4
_SHORTEST, _LONGEST = 140, 480
"""Characters of a part."""


def is_there() -> bool:
    """Whether collections can be made here."""
    return _MAKER.exists()


def texts(work: Path, count: int) -> Path:
    """A folder with so many articles; made when it is not there."""
    if count > _WHOLE:
        return _parts(work, count)
    folder = work / f"texts-{count}"
    made = folder / ".manifest.jsonl"
    if not made.exists():
        _make(count, "--out", str(folder), "--shard", str(_SHARD))
        (folder / "manifest.jsonl").rename(made)  # hidden: its lines are no articles
    return folder


def library_of(work: Path, count: int) -> tuple[Path, float]:
    """A library of so many articles, and the seconds that reading and indexing them took, all processes busy.

    One that is there is used again if its tables are still the current ones, and one that was cut short is
    gone on with; the seconds are of the last making.
    """
    path, note = work / f"library-{count}.db", work / f"library-{count}.seconds"
    with Library.open(path) as library:
        if library.count() and not library.notices and note.exists():
            return path, float(note.read_text())
        note.unlink(missing_ok=True)
        seconds = library.scan([SourceSpec("bench", str(texts(work, count)))]).seconds
    note.write_text(f"{seconds:.1f}")
    return path, seconds


def as_one_file(work: Path, count: int) -> Path:
    """All texts in one file, for programs that look through files."""
    path = work / f"texts-{count}.txt"
    if not path.exists():
        with path.open("wb") as sink:
            for text in _each(texts(work, count)):
                sink.write(text + b"\n")
    return path


def size(work: Path, count: int) -> int:
    """Bytes of all texts."""
    return as_one_file(work, count).stat().st_size


def more_texts(work: Path, count: int, more: int) -> list[Path]:
    """So many texts beside the collection of `count`: the same heap in another order, so some are in both."""
    folder = work / f"texts-more-{more}-than-{count}"
    if not (folder / "manifest.jsonl").exists():
        _make(more, "--out", str(folder), "--seed", "2", "--dates", "always")
    return sorted(folder.rglob("*.txt"))


def _make(count: int, *options: str) -> None:
    subprocess.run([sys.executable, str(_MAKER), str(count), *options], check=True)


def _each(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*.txt")):
        yield path.read_bytes()
    for path in sorted(folder.glob("part-*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"].encode()


def _parts(work: Path, count: int) -> Path:
    folder = work / f"parts-{count}"
    if not folder.exists():
        whole, making = work / f"whole-{count}.jsonl", work / f"making-{count}"
        _make(count * 23 // 100, "--jsonl", str(whole))  # an article gives four or five
        making.mkdir(exist_ok=True)
        records = _records(whole)
        for number in range(_FILES):
            with (making / f"part-{number:02}.jsonl").open("w", encoding="utf-8") as sink:
                sink.writelines(islice(records, count // _FILES))
        whole.unlink()
        making.rename(folder)
    return folder


def _records(whole: Path) -> Iterator[str]:
    """Each part once, as a line."""
    seen: set[int] = set()
    with whole.open(encoding="utf-8") as articles:
        for article in map(json.loads, articles):
            for text in _pieces(article["text"]):
                if (known := hash(text)) not in seen:
                    seen.add(known)
                    record = {name: article[name] for name in ("title", "date", "source")}
                    yield json.dumps({**record, "text": text}, ensure_ascii=False) + "\n"


def _pieces(text: str) -> Iterator[str]:
    piece: list[str] = []
    for paragraph in filter(None, map(str.strip, text.split("\n"))):
        piece.append(paragraph)
        if sum(map(len, piece)) >= _SHORTEST:
            yield "\n\n".join(piece)[:_LONGEST]
            piece = []
