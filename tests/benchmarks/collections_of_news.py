"""Collections of real news for the benchmarks, and libraries of them.

The texts come from the developers' shared folder (`TUIREADER_SHARED`), which is no part of the repository.
What was read of them, people and countries included, is kept in the working directory: reading a hundred
thousand articles takes the better part of half an hour, indexing what was read two minutes.
"""

import multiprocessing
import os
import pickle
import subprocess
import sys
import time
import zlib
from pathlib import Path

from tuireader.library.library import Library
from tuireader.library.reading import read_file
from tuireader.library.values import Reading, SourceSpec

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
    """A library of so many articles, and the seconds of processor time that writing it took.

    An old one is used again if its tables are still the current ones; then the time is that of its making.
    """
    folder = texts(work, count)
    path, note = work / f"library-{count}.db", work / f"library-{count}.seconds"
    if path.exists() and note.exists():
        with Library.open(path) as library:
            if library.count() and not library.notices:
                return path, float(note.read_text())
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    _read_all(work, folder, count)
    replay = _Replay(work / f"readings-{count}")
    with Library.open(path) as library:
        began = time.process_time()
        library.scan([SourceSpec("bench", str(folder))], read=replay.read)
        seconds = time.process_time() - began - replay.seconds
        if library.count() < count * 0.9:
            sys.exit(f"The readings in {work} were made by another version: remove them and try again")
    note.write_text(f"{seconds:.1f}")
    return path, seconds


class _Replay:
    """Gives what was read before, a thousand at a time."""

    def __init__(self, kept: Path) -> None:
        self._kept = kept
        self._shard = ""
        self._readings: dict[str, Reading] = {}
        self.seconds = 0.0
        """Processor time spent on it, which is not the library's."""

    def read(self, file: Path, shown_as: str) -> Reading:
        """What the file yielded when it was read."""
        if file.parent.name != self._shard:
            began = time.process_time()
            self._shard = file.parent.name
            data = (self._kept / f"{self._shard}.pickle").read_bytes()
            readings: list[Reading] = pickle.loads(zlib.decompress(data))
            self._readings = {reading.article.path: reading for reading in readings}
            self.seconds += time.process_time() - began
        return self._readings[shown_as]


def _read_all(work: Path, folder: Path, count: int) -> None:
    """Keep what is read of every thousand articles in a file each."""
    kept = work / f"readings-{count}"
    kept.mkdir(exist_ok=True)
    shards = sorted(path for path in folder.iterdir() if path.is_dir()) or [folder]
    jobs = [(shard, kept / f"{shard.name}.pickle") for shard in shards]
    missing = [job for job in jobs if not job[1].exists()]
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        for done, _ in enumerate(pool.imap_unordered(_read_shard, missing), 1):
            sys.stderr.write(f"read {done} of {len(missing)} thousand\n")


def _read_shard(job: tuple[Path, Path]) -> None:
    folder, kept = job
    os.nice(10)
    readings = [read_file(path, str(path)) for path in sorted(folder.glob("*.txt"))]
    data = zlib.compress(pickle.dumps(readings), 1)
    part = kept.with_suffix(".part")
    part.write_bytes(data)
    part.rename(kept)


def as_one_file(work: Path, count: int) -> Path:
    """All texts in one file, for programs that look through files."""
    path = work / f"texts-{count}.txt"
    if not path.exists():
        with path.open("wb") as sink:
            for text in sorted(texts(work, count).rglob("*.txt")):
                sink.write(text.read_bytes() + b"\n")
    return path


def size(work: Path, count: int) -> int:
    """Bytes of all texts."""
    return as_one_file(work, count).stat().st_size
