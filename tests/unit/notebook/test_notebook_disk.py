"""What is answered as saved is on the disk: every disk operation made to fail, and power cut anywhere.

The disk operations are those that strace sees; where it is missing or may not trace, these tests are skipped.
"""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tuireader.notebook.notebook import ArticleRef, Notebook

WRITER = """
import pathlib, sys
from tuireader.errors import NotebookError
from tuireader.notebook.notebook import ArticleRef, Notebook
directory, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
ref = ArticleRef("a" * 16, "p", "Ferry", None, None, "The ferry to Tarsa left at noon.")
with Notebook.open(directory, upkeep=False) as notebook:
    for number in range(count):
        body = f"note {number} " + "words " * 30
        try:
            note = notebook.add_note(ref, body, span=(4, 9))
        except NotebookError as error:
            print("told:", error, flush=True)
            continue
        print(note.id, flush=True)
"""
STRACE = shutil.which("strace")


def can_trace() -> bool:
    """Whether strace is there and may trace; a container may forbid it."""
    if STRACE is None:
        return False
    tried = subprocess.run([STRACE, "-o", "/dev/null", "true"], capture_output=True, check=False)
    return tried.returncode == 0


needs_strace = pytest.mark.skipif(not can_trace(), reason="strace is missing, or may not trace here")


@pytest.fixture
def prepared(directory: Path) -> tuple[Path, set[str]]:
    """A notebook with two notes, to copy for each trial; their ids."""
    with Notebook.open(directory, upkeep=False) as notebook:
        ref = ArticleRef("a" * 16, "p", "Ferry", None, None, "The ferry to Tarsa left at noon.")
        return directory, {notebook.add_note(ref, body).id for body in ("one", "two")}


def traced(
    place: Path, notes: int, options: list[str], environment: Mapping[str, str], log: Path
) -> "subprocess.CompletedProcess[str]":
    assert STRACE is not None
    return subprocess.run(
        [STRACE, "-f", "-qq", "-o", str(log), *options, sys.executable, "-c", WRITER, str(place), str(notes)],
        capture_output=True, text=True, env=environment, timeout=60, check=False,
    )  # fmt: skip


# One operation fails, or the process is killed in it.

FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC")


def operations(place: Path, environment: Mapping[str, str], tmp_path: Path) -> dict[str, int]:
    """How many of each disk operation the writer's thread makes for three notes."""
    log = tmp_path / "count.log"
    copy = shutil.copytree(place, tmp_path / "counted")
    traced(copy, 3, ["-e", "trace=pwrite64,fdatasync,unlink"], environment, log)
    names = re.findall(r"^\d+ +(\w+)\(", log.read_text(), re.MULTILINE)
    return {name: names.count(name) for name in ("pwrite64", "fdatasync", "unlink")}


def fail_one(
    place: Path, known: set[str], what: str, fault: str, when: str, environment: Mapping[str, str]
) -> bool:
    """Make one operation fail; returns whether the writer came to no end of its own."""
    inject = f"inject={what}:{fault}:when={when}"
    log = place.with_suffix(".log")
    done = traced(place, 3, ["-e", f"trace={what}", "-e", inject], environment, log)
    answered = {line for line in done.stdout.splitlines() if re.fullmatch(r"[0-9a-f]{16}", line)}
    told = [line for line in done.stdout.splitlines() if line.startswith("told:")]
    assert "Traceback" not in done.stderr, done.stderr
    assert len(answered) + len(told) == 3 or fault == "signal=KILL", (done.stdout, done.stderr)
    with Notebook.open(place, upkeep=False) as notebook:
        assert notebook.notices == ()
        there = {note.id for note in notebook.notes()}
        assert known | answered <= there, (what, fault, when)
        # What was refused is not there either: the text is still in the editor, and is saved once.
        if fault != "signal=KILL":
            assert len(there) <= len(known) + 3
        health = notebook.health()
        assert (health.integrity, health.damaged) == ("ok", ())
    shutil.rmtree(place)
    return bool(told) or done.returncode != 0


@pytest.mark.promise("P2")
@needs_strace
def test_a_failing_disk_operation_loses_nothing(
    prepared: tuple[Path, set[str]], process_environment: Mapping[str, str], tmp_path: Path
) -> None:
    directory, known = prepared
    trials = [
        ("pwrite64", "error=EIO", "9"),
        ("fdatasync", "error=EIO", "4"),
        ("unlink", "signal=KILL", "2"),
        ("pwrite64", "error=ENOSPC", "30+"),
    ]
    for number, (what, fault, when) in enumerate(trials):
        place = shutil.copytree(directory, tmp_path / f"trial{number}")
        assert fail_one(place, known, what, fault, when, process_environment)


@pytest.mark.promise("P2")
@needs_strace
@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_every_failing_disk_operation_loses_nothing(
    prepared: tuple[Path, set[str]], process_environment: Mapping[str, str], tmp_path: Path
) -> None:
    directory, known = prepared
    counts = operations(directory, process_environment, tmp_path)
    trials = [
        (what, fault, str(when))
        for what, count in counts.items()
        for fault in FAULTS
        for when in range(1, count + 1)
    ]
    trials += [("pwrite64", "error=ENOSPC", f"{when}+") for when in range(1, counts["pwrite64"], 5)]
    assert len(trials) >= 400
    failed = 0
    for number, (what, fault, when) in enumerate(trials):
        place = shutil.copytree(directory, tmp_path / f"trial{number}")
        failed += fail_one(place, known, what, fault, when, process_environment)
    assert failed > 0.9 * len(trials)  # the faults were felt


# The power is cut: what was not synced is there, torn, spoilt or gone.


@dataclass
class Content:
    """A file's bytes on the disk, and the writes that nothing forces there yet."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes]] = field(default_factory=list)
    """(offset, bytes); offset -1: cut to this length."""


@dataclass
class Disk:
    """A directory as the disk has it, and as the programs see it."""

    names: dict[str, Content]
    seen: dict[str, Content]

    def apply(self, call: str, path: str, data: bytes, offset: int) -> None:
        """Follow one system call; `path` is a file name, empty for the directory itself."""
        if call == "openat":
            self.seen.setdefault(path, Content())
        elif call == "unlink":
            self.seen.pop(path, None)
        elif call in ("pwrite64", "ftruncate"):
            self.seen[path].pending.append((offset, data))
        elif path in self.seen:
            content = self.seen[path]
            for at, written in content.pending:
                put(content.durable, at, written)
            content.pending.clear()
        elif not path:
            self.names = dict(self.seen)

    def crashed(self, chance: random.Random) -> dict[str, bytes]:
        """What may be found after the power was cut now."""
        found = {}
        for name in {*self.names, *self.seen}:
            content = chance.choice([self.names.get(name), self.seen.get(name)])
            if content is None:
                continue
            data = bytearray(content.durable)
            for at, written in content.pending:
                fate = chance.random()
                if fate < 0.4:
                    put(data, at, written)
                elif fate < 0.7 and at >= 0:  # some of its sectors, and some of those spoilt
                    for begin in range(0, len(written), 512):
                        sector = written[begin : begin + 512]
                        if chance.random() < 0.5:
                            put(
                                data,
                                at + begin,
                                sector if chance.random() < 0.5 else chance.randbytes(len(sector)),
                            )
            found[name] = bytes(data)
        return found


def put(data: bytearray, at: int, written: bytes) -> None:
    """Write into a file's bytes; at -1 cut it to the length that `written` says."""
    if at < 0:
        del data[int(written) :]
        return
    if len(data) < at:
        data.extend(bytes(at - len(data)))
    data[at : at + len(written)] = written


Call = tuple[str, str, bytes, int]
"""Name of the call, file name in the directory, bytes, offset."""


def unhexed(written: str) -> bytes:
    """The bytes of what strace -xx wrote."""
    return bytes.fromhex(written.replace("\\x", "")) if written.startswith("\\x") else written.encode()


def calls(log: str, directory: Path) -> Iterator[Call]:
    """The disk operations on the notebook in the order they ended, and `ack` for each id answered."""
    begun: dict[str, str] = {}
    root = f"{directory}/"
    for line in log.splitlines():
        pid, _, rest = line.partition(" ")
        rest = rest.strip()
        if rest.endswith("<unfinished ...>"):
            begun[pid] = rest.removesuffix("<unfinished ...>")
            continue
        if resumed := re.match(r"<\.\.\. \w+ resumed>", rest):
            rest = begun.pop(pid) + rest[resumed.end() :]
        match = re.match(r"(\w+)\((.*)\)\s+= (\S+)", rest)
        if match is None or match[3].startswith("-"):
            continue
        call, given = match[1], match[2]
        text = [unhexed(written) for written in re.findall(r'"([^"]*)"', given)]
        if call == "write" and given.startswith("1<"):
            yield "ack", text[0].decode(), b"", 0
        elif call in ("openat", "unlink"):
            path = text[0].decode("utf-8", "replace")
            if path.startswith(root) and (call == "unlink" or "O_CREAT" in given):
                yield call, path.removeprefix(root), b"", 0
        elif named := re.match(r"\d+<([^>]*)>", given):
            path = unhexed(named[1]).decode("utf-8", "replace")
            if path == str(directory):
                yield call, "", b"", 0
            elif path.startswith(root):
                tail = given.rpartition(", ")[2]
                if call == "pwrite64":
                    yield call, path.removeprefix(root), text[0], int(tail)
                elif call == "ftruncate":
                    yield call, path.removeprefix(root), tail.encode(), -1
                else:
                    yield call, path.removeprefix(root), b"", 0


def cut_power(
    directory: Path, known: set[str], notes: int, images: int, environment: Mapping[str, str], tmp_path: Path
) -> int:
    """Trace a writer, cut the power at so many moments; returns how many answered notes were asked for."""
    place = shutil.copytree(directory, tmp_path / "traced")
    log = tmp_path / "trace.log"
    options = ["-y", "-xx", "-s", "70000"]
    options += ["-e", "trace=openat,pwrite64,ftruncate,fdatasync,fsync,unlink,write"]
    done = traced(place, notes, options, environment, log)
    assert done.returncode == 0, done.stderr
    found = list(calls(log.read_text(), place))
    assert sum(call == "ack" and len(text) == 16 for call, text, _, _ in found) == notes
    names = [call if path != "" or call == "ack" else "directory" for call, path, _, _ in found]
    for at, (call, text, _, _) in enumerate(found):
        if call == "ack" and len(text) == 16:  # the commit: data synced, journal gone, and that synced
            since = names[max((n for n in range(at) if names[n] == "openat"), default=0) : at]
            assert [n for n in since if n in ("fdatasync", "fsync", "unlink", "directory")][-3:] == [
                "fdatasync", "unlink", "directory",
            ]  # fmt: skip
    chance = random.Random(20261126)
    moments = sorted(chance.sample(range(len(found)), images))
    first = {
        path.name: Content(bytearray(path.read_bytes())) for path in directory.iterdir() if path.is_file()
    }
    disk, answered, asked = Disk(dict(first), dict(first)), set(known), 0
    for at, (call, path, data, offset) in enumerate(found):
        if call == "ack":
            answered |= {path} if len(path) == 16 else set()
        else:
            disk.apply(call, path, data, offset)
        if at in moments:
            image = tmp_path / f"image{at}"
            image.mkdir(mode=0o700)
            for name, content in disk.crashed(chance).items():
                (image / name).write_bytes(content)
            with Notebook.open(image, upkeep=False) as notebook:
                assert notebook.notices == (), at
                assert answered <= {note.id for note in notebook.notes()}, at
                health = notebook.health()
                assert (health.integrity, health.damaged) == ("ok", ()), at
            shutil.rmtree(image)
            asked += len(answered)
    return asked


@pytest.mark.promise("P3")
@needs_strace
def test_a_power_cut_takes_nothing_that_was_answered(
    prepared: tuple[Path, set[str]], process_environment: Mapping[str, str], tmp_path: Path
) -> None:
    directory, known = prepared
    assert cut_power(directory, known, 6, 15, process_environment, tmp_path) > 30


@pytest.mark.promise("P3")
@needs_strace
@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_hundred_and_fifty_power_cuts_take_nothing_that_was_answered(
    prepared: tuple[Path, set[str]], process_environment: Mapping[str, str], tmp_path: Path
) -> None:
    directory, known = prepared
    assert cut_power(directory, known, 60, 150, process_environment, tmp_path) > 1000
