"""What search is measured against, in the same run: fzf, ripgrep, RapidFuzz, notmuch, newsboat, bare FTS5,
and the interpreter itself.

Times are in milliseconds unless said otherwise; None where the program is missing.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from email.message import EmailMessage
from pathlib import Path
from xml.sax.saxutils import escape

from pseudo_terminal import PseudoTerminal

Times = list[float]


def percentile(times: Sequence[float], share: float) -> float:
    """The time that this share of all does not exceed."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def processor_ms(work: Callable[[], object]) -> float:
    """Processor time of one call in this thread."""
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


def of_process(
    command: Sequence[str], stdin: Path | None = None, environment: dict[str, str] | None = None
) -> float:
    """Wall time of a process from its start to its end."""
    source = stdin.open("rb") if stdin is not None else subprocess.DEVNULL
    began = time.perf_counter()
    subprocess.run(
        command,
        stdin=source,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        env=environment,
    )
    taken = (time.perf_counter() - began) * 1000
    if stdin is not None:
        source.close()  # type: ignore[union-attr]
    return taken


def fzf(headlines: Path, typed: Iterable[str]) -> Times | None:
    """`fzf --filter` over the headlines alone, a process for each keystroke."""
    if shutil.which("fzf") is None:
        return None
    return [of_process(["fzf", "--filter", text], headlines) for text in typed]


def fzf_typed(headlines: Path, queries: Iterable[str]) -> tuple[Times, float] | None:
    """fzf on a terminal with the headlines alone, typed letter by letter: from each key until its screen is
    settled, and the most megabytes it held."""
    if shutil.which("fzf") is None:
        return None
    environment = {**os.environ, "TERM": "xterm-256color", "FZF_DEFAULT_OPTS": ""}
    with PseudoTerminal(["fzf"], environment, stdin=headlines, draws=False) as terminal:
        terminal.rest()
        taken = []
        for query in queries:
            taken += [terminal.press(letter)[0] for letter in query]
            terminal.press("\x15")  # Ctrl-U: all of it goes
        return taken, terminal.megabytes


def ripgrep(bodies: Path, typed: Iterable[str]) -> Times | None:
    """`rg -c` over the texts in one file."""
    if shutil.which("rg") is None:
        return None
    return [of_process(["rg", "-i", "-c", "-F", "--", text, str(bodies)]) for text in typed]


def wratio(headlines: Sequence[str], typed: Iterable[str]) -> Times:
    """RapidFuzz's WRatio over the headlines."""
    from rapidfuzz import fuzz, process

    return [
        processor_ms(
            lambda text=text: process.extract(text, headlines, scorer=fuzz.WRatio, score_cutoff=70, limit=50)
        )
        for text in typed
    ]


def interpreter(code: str, *arguments: str, times: int = 15) -> Times:
    """A Python process that runs some code."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return [
        of_process([sys.executable, "-c", code, *arguments], environment=environment) for _ in range(times)
    ]


def bare_fts5(work: Path, rows: Iterable[str]) -> tuple[float, int]:
    """Seconds of processor time that FTS5 alone takes for the words, with `detail=none`; bytes stored."""
    path = work / "bare.db"
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("CREATE VIRTUAL TABLE bare USING fts5 (words, content='', detail=none, columnsize=0)")
    held = list(enumerate(rows, start=1))
    began = time.process_time()
    db.execute("BEGIN")
    db.executemany("INSERT INTO bare (rowid, words) VALUES (?, ?)", held)
    db.execute("COMMIT")
    spent = time.process_time() - began
    stored = db.execute("SELECT sum(length(block)) FROM bare_data").fetchone()[0]
    db.close()
    path.unlink()
    return spent, stored


def notmuch(work: Path, articles: Sequence[tuple[str, str]]) -> float | None:
    """Articles a second of `notmuch new` over headlines and texts as mail."""
    if shutil.which("notmuch") is None:
        return None
    with tempfile.TemporaryDirectory(dir=work) as place:
        mail = Path(place) / "mail"
        for folder in ("cur", "new", "tmp"):
            (mail / folder).mkdir(parents=True)
        for number, (headline, text) in enumerate(articles):
            message = EmailMessage()
            message["Subject"] = " ".join(headline.split())[:900]
            message["From"], message["Message-ID"] = "bench@example.org", f"<{number}@example.org>"
            message["Date"] = "Mon, 01 Jan 2024 00:00:00 +0000"
            message.set_content(text)
            (mail / "cur" / f"{number}:2,").write_bytes(message.as_bytes())
        config = Path(place) / "config"
        config.write_text(
            f"[database]\npath={mail}\n[user]\nname=Bench\nprimary_email=bench@example.org\n[new]\ntags=new\n"
        )
        environment = {**os.environ, "NOTMUCH_CONFIG": str(config), "HOME": place}
        return len(articles) / (of_process(["notmuch", "new"], environment=environment) / 1000)


def newsboat(work: Path, name: str, articles: Callable[[], Iterable[tuple[str, str]]]) -> float | None:
    """Until newsboat shows its list of feeds, one feed of these headlines and texts in its cache.

    The cache stays in the working directory under `name`: to fill it takes newsboat half a minute.
    """
    if shutil.which("newsboat") is None:
        return None
    home = work / f"newsboat-{name}"
    feed, cache = home / "feed.xml", home / "cache.db"
    environment = {**os.environ, "TERM": "xterm-256color", "HOME": str(home), "LANG": "C.UTF-8"}
    command = ["newsboat", "-u", str(home / "urls"), "-c", str(cache), "-C", str(home / "config")]
    if not (home / "filled").exists():
        home.mkdir(exist_ok=True)
        (home / "config").write_text("")
        (home / "urls").write_text(f"file://{feed}\n")
        with feed.open("w", encoding="utf-8") as sink:
            sink.write(
                '<?xml version="1.0" encoding="utf-8"?>\n'
                '<rss version="2.0"><channel><title>Bench news</title>\n'
            )
            for number, (headline, text) in enumerate(articles()):
                sink.write(
                    f"<item><title>{_clean(headline)}</title><guid>{number}</guid>"
                    f"<link>http://example.org/{number}</link>"
                    f"<description>{_clean(text)}</description></item>\n"
                )
            sink.write("</channel></rss>\n")
        subprocess.run([*command, "-x", "reload"], env=environment, check=True, capture_output=True)
        (home / "filled").touch()
    taken = []
    for _ in range(3):
        with PseudoTerminal(command, environment) as terminal:
            shown = terminal.until(lambda text: "Bench news" in text or "feed.xml" in text)
            taken.append((shown - terminal.began) * 1000)
    return sorted(taken)[1]


def _clean(text: str) -> str:
    return escape("".join(c for c in text if c in "\n\t" or c >= " "))
