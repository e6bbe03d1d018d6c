"""Collections of real news for the benchmarks, and libraries of them.

The texts come from the developers' shared folder (`TUIREADER_SHARED`), which is no part of the repository.
A library that was built stays in the working directory: a hundred thousand articles take some minutes.
"""

import os
import subprocess
import sys
from pathlib import Path

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec

SHARED = Path(os.environ.get("TUIREADER_SHARED", "/nowhere"))
"""The developers' shared folder."""
_MAKER = SHARED / "corpora" / "make_corpus.py"
_SHARD = 1000


def is_there() -> bool:
    """Whether collections can be made here."""
    return _MAKER.exists()


def texts(work: Path, count: int) -> Path:
    """A folder with so many articles, a file each; made when it is not there."""
    folder = work / f"texts-{count}"
    made = folder / ".manifest.jsonl"
    if not made.exists():
        command = [sys.executable, str(_MAKER), str(count), "--out", str(folder), "--shard", str(_SHARD)]
        subprocess.run(command, check=True)
        (folder / "manifest.jsonl").rename(made)  # hidden: its lines are no articles
    return folder


def library_of(work: Path, count: int) -> tuple[Path, float]:
    """A library of so many articles, and the seconds that reading and indexing them took, all processes busy.

    One that is there is used again if its tables are still the current ones; the seconds are of its making.
    """
    folder = texts(work, count)
    path, note = work / f"library-{count}.db", work / f"library-{count}.seconds"
    if path.exists() and note.exists():
        with Library.open(path) as library:
            if library.count() and not library.notices:
                return path, float(note.read_text())
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    with Library.open(path) as library:
        seconds = library.scan([SourceSpec("bench", str(folder))]).seconds
    note.write_text(f"{seconds:.1f}")
    return path, seconds


def as_one_file(work: Path, count: int) -> Path:
    """All texts in one file, for programs that look through files."""
    path = work / f"texts-{count}.txt"
    if not path.exists():
        with path.open("wb") as sink:
            for text in sorted(texts(work, count).rglob("*.txt")):
                sink.write(text.read_bytes() + b"\n")
    return path


def more_texts(work: Path, count: int, more: int) -> list[Path]:
    """So many texts beside the collection of `count`: the same heap in another order, so some are in both."""
    folder = work / f"texts-more-{more}-than-{count}"
    if not (folder / "manifest.jsonl").exists():
        command = [sys.executable, str(_MAKER), str(more), "--out", str(folder), "--seed", "2"]
        subprocess.run([*command, "--dates", "always"], check=True)
    return sorted(folder.rglob("*.txt"))


def size(work: Path, count: int) -> int:
    """Bytes of all texts."""
    return as_one_file(work, count).stat().st_size
