"""Measure indexing: `tuireader add` beside `notmuch new` over the same texts, in the same run.

    python tests/benchmarks/bench_indexing.py [--articles 100000] [--work DIR] [--write]

Makes a collection of real news (see `collections_of_news`), indexes it as a folder of files and as one
compressed file of JSON lines, each in a home of its own, people and countries included, and the same texts as
mail with notmuch, where it is installed. Also measured: a scan that finds nothing new, and a scan that is
killed a few times on its way and run again. `--write` puts the table into this folder.
"""

import argparse
import datetime
import json
import lzma
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import collections_of_news

HERE = Path(__file__).parent
_KILLS = 5


@dataclass
class Run:
    """What one command took."""

    seconds: float
    """From its start to its end."""
    processor: float
    """Seconds of processor time, of all its processes."""
    megabytes: float
    """The most memory that one of its processes held."""


def timed(command: list[str], environment: dict[str, str]) -> Run:
    """Run a command to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile() as complaints:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=complaints
        )
        most = _watch(process.pid, process)
        seconds = time.perf_counter() - began
        complaints.seek(0)
        complaint = complaints.read().decode("utf-8", "replace")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} failed: {complaint[-500:]}")
    if complaint:
        sys.stderr.write(f"{complaint.count(chr(10))} lines of complaint, the first: {complaint[:200]}\n")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, spent, most / 1e6)


def _watch(pid: int, process: "subprocess.Popen[bytes]") -> int:
    """Bytes that the process and its children together held at most, looked at a few times a second."""
    most = 0
    while process.poll() is None:
        held = sum(_resident(one) for one in (pid, *_children(pid)))
        most = max(most, held)
        try:
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
    return most


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def home(place: Path) -> dict[str, str]:
    """An environment in which tuireader's directories are these, and empty."""
    shutil.rmtree(place, ignore_errors=True)
    names = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    return os.environ | {name: str(place / name.lower()) for name in names}


def library_size(environment: dict[str, str]) -> int:
    """Bytes of the library of a home."""
    return (Path(environment["XDG_CACHE_HOME"]) / "tuireader" / "library.db").stat().st_size


def as_records(folder: Path, target: Path) -> None:
    """The texts of a folder as one compressed file of JSON lines."""
    if target.exists():
        return
    part = target.with_suffix(".part")
    with lzma.open(part, "wt", encoding="utf-8", preset=1) as sink:
        for text in sorted(folder.rglob("*.txt")):
            sink.write(json.dumps({"text": text.read_text("utf-8")}, ensure_ascii=False) + "\n")
    part.rename(target)


def as_mail(folder: Path, target: Path) -> Path:
    """The texts of a folder as a maildir with notmuch's configuration beside it; gives the configuration."""
    config = target / "config"
    if config.exists():
        return config
    for inner in ("cur", "new", "tmp"):
        (target / "mail" / inner).mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted(folder.rglob("*.txt"))):
        text = path.read_text("utf-8")
        message = EmailMessage()
        message["From"] = "Somebody <somebody@example.org>"
        message["Date"] = "Mon, 01 Jan 2024 10:00:00 +0000"
        message["Message-ID"] = f"<{number}@example.org>"
        message["Subject"] = " ".join(text.split())[:80]
        message.set_content(text)
        (target / "mail" / "cur" / f"{number:07}:2,S").write_bytes(bytes(message))
    config.write_text(
        f"[database]\npath={target}/mail\n[user]\nname=x\nprimary_email=x@example.org\n[new]\ntags=\n"
    )
    return config


def killed_and_run_again(command: list[str], environment: dict[str, str], whole: float) -> float:
    """Seconds until a scan is done that is killed a few times on its way."""
    began = time.perf_counter()
    for _ in range(_KILLS):
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(whole / (_KILLS + 1))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
    timed(command, environment)
    return time.perf_counter() - began


def measure(work: Path, count: int, tell: Callable[[str], None]) -> list[str]:
    """All figures, as lines of a table."""
    folder = collections_of_news.texts(work, count)
    size = sum(path.stat().st_size for path in folder.rglob("*.txt"))
    records = work / f"texts-{count}.jsonl.xz"
    as_records(folder, records)
    program = [sys.executable, "-m", "tuireader"]
    lines = [
        "| what | articles/s | MB/s | processor ms an article | most memory, all processes |",
        "| --- | --- | --- | --- | --- |",
    ]

    def line(what: str, run: Run) -> None:
        said = (
            f"| {what} | {count / run.seconds:,.0f} | {size / run.seconds / 1e6:.2f} "
            f"| {1000 * run.processor / count:.2f} | {run.megabytes:,.0f} MB |"
        )
        tell(said)
        lines.append(said)

    with tempfile.TemporaryDirectory(dir=work) as place:
        files = home(Path(place) / "files")
        timed([*program, "sources"], files)  # the seeds are not what is measured
        loose = timed([*program, "add", str(folder)], files)
        line("`tuireader add`, a folder of files", loose)
        grown = library_size(files) / size
        again = timed([*program, "scan"], files)
        one = home(Path(place) / "one")
        timed([*program, "sources"], one)
        line("`tuireader add`, one `.jsonl.xz`", timed([*program, "add", str(records)], one))
        broken = home(Path(place) / "broken")
        timed([*program, "sources"], broken)
        resumed = killed_and_run_again([*program, "add", str(folder)], broken, loose.seconds)
        ratio = None
        if shutil.which("notmuch") is None:
            tell("notmuch is not installed here: left out")
        else:
            mail = Path(place) / "mail"
            config = as_mail(folder, mail)
            peer = timed(["notmuch", "new"], os.environ | {"NOTMUCH_CONFIG": str(config)})
            line("`notmuch new`, the same as mail", peer)
            ratio = peer.seconds / loose.seconds
    lines += ["", f"- Text: {size / 1e6:,.0f} MB. `library.db`: {grown:.2f} times the text (bound 1.6)."]
    if ratio is not None:
        met = "met" if ratio >= 2 else "missed"
        lines.append(f"- Articles a second, times those of `notmuch new`: {ratio:.2f} (bound 2; {met}).")
    lines.append(
        f"- `tuireader scan` with nothing new: {again.seconds:.1f} s, the check of the file included."
    )
    lines.append(
        f"- Killed (SIGKILL) {_KILLS} times on its way and run again: {resumed / loose.seconds:.2f} times "
        "the seconds of the undisturbed run."
    )
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "tuireader-bench")
    parser.add_argument("--write", action="store_true", help="write the table into this folder")
    arguments = parser.parse_args()
    if not collections_of_news.is_there():
        sys.exit("The collections are made of the developers' shared folder: set TUIREADER_SHARED to it")
    arguments.work.mkdir(parents=True, exist_ok=True)

    def tell(line: str) -> None:
        sys.stderr.write(f"{line}\n")

    lines = measure(arguments.work, arguments.articles, tell)
    command = f"python tests/benchmarks/bench_indexing.py --articles {arguments.articles}"
    head = (
        f"# Indexing, {datetime.datetime.now(datetime.UTC):%Y-%m-%d}\n\n`{command}`, {os.cpu_count()} cores."
    )
    report = "\n".join([head, "", *lines, ""])
    sys.stdout.write(report)
    if arguments.write:
        (HERE / "indexing.md").write_text(report, "utf-8")


if __name__ == "__main__":
    main()
