"""A small library of hostile files, of every format: made anew for each test, of our own text."""

import bz2
import gzip
import hashlib
import io
import lzma
import os
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

_LEAD = "The harbour board met on Monday and voted to repaint all of its boats before the summer. "
_ENTITIES = '<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
_RSS = '<?xml version="1.0"?>{}<rss version="2.0"><channel><title>F</title>{}</channel></rss>'
_SEQUENCES = {
    "osc0": "\x1b]0;OWNED\x07", "osc52": "\x1b]52;c;T1dORUQ=\x07",
    "osc8": "\x1b]8;;file:///etc/passwd\x1b\\x\x1b]8;;\x1b\\",
    "dcs": "\x1bP$qOWNED\x1b\\", "apc": "\x1b_GOWNED\x1b\\", "csi": "\x1b[2J\x1b[?1049l",
    "c1": "\x9b31m\x9d0;OWNED\x9c",
    "ris": "\x1bc", "controls": "".join(map(chr, (*range(9), *range(14, 32), *range(127, 160)))),
    "bidi": "safe \u202eexe.txt\u202c \u2066x", "tags": "x\U000e0041\U000e0042",
    "unterminated": "\x1b]0;swallow",
    "query": "\x1b[6n\x1b[c\x1b[?2026$p", "charset": "\x0e\x1b(0", "zalgo": "e" + "\u0301" * 5000,
}  # fmt: skip
_BRACKETS = (
    "[Reuters] London [AP]", "see [/] and [/b]", "a [bold b", "[@click=app.quit]press[/]", "[$accent]v[/]",
    "[link=https://evil.example]x[/link]", "[on black black]hidden[/]", "\\[red] \\\\[x]",
    "[type=x, v={'a[0]'}]",
    "%s %n {0} {x!r} ${HOME}", "'; DROP TABLE note; --", "=cmd|'/c calc'!A1",
)  # fmt: skip

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@dataclass
class Kit:
    """The library of hostile files."""

    root: Path
    canary: Path
    """What only something that was executed could have made."""
    outside: Path
    """A file that links in the library lead out to."""
    shown: set[str] = field(default_factory=set)
    """Files that hold articles, by their path in the library."""
    skipped: set[str] = field(default_factory=set)
    """Files and folders that are to be named with a reason."""
    ignored: set[str] = field(default_factory=set)
    either: set[str] = field(default_factory=set)
    """Files that may be shown or be skipped with a reason."""

    def state(self) -> dict[str, tuple[str, int]]:
        """By path, the hash and time of every regular file."""
        files = [path for path in self.root.rglob("*") if path.is_file() and not path.is_symlink()]
        return {
            str(path): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in files
            if path.stat().st_size < 1 << 30
        }

    def add(self, where: set[str], name: str, data: bytes | str) -> None:
        """Write a file and remember what is to become of it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
        where.add(name)


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    """The library, in `tmp_path / "library"`."""
    made = Kit(tmp_path / "library", tmp_path / "canary", tmp_path / "outside.txt")
    made.root.mkdir()
    made.outside.write_text("OUTSIDE the library\n")
    for make in (_texts, _pages, _feeds, _records, _packed, _files):
        make(made)
    return made


def _texts(kit: Kit) -> None:
    for name, sequence in _SEQUENCES.items():
        text = f"Title {name} {sequence}\n\n{_LEAD}before {sequence} after\n"
        kit.add(kit.shown, f"terminal/{name}.txt", text)
    for number, brackets in enumerate(_BRACKETS):
        kit.add(kit.shown, f"brackets/{number:02}.txt", f"{brackets}\n\n{_LEAD}{brackets}\n")
    run = f"$(touch {kit.canary}) `touch {kit.canary}`"
    kit.add(kit.shown, "shell.txt", f"{run}\n\n{_LEAD}{run} [x](javascript:alert(1))\n")
    run = f"title: !!python/object/apply:os.system ['touch {kit.canary}']"
    kit.add(kit.shown, "yaml.md", f"---\n{run}\n---\n{_LEAD}")
    for encoding in ("utf-16", "utf-32", "cp1251", "shift_jis", "gb18030", "iso2022_jp", "cp1258", "koi8-r"):
        word = {"shift_jis": "日本", "iso2022_jp": "日本", "gb18030": "中国"}.get(encoding, "Cafe")
        kit.add(kit.shown, f"encoding/{encoding}.txt", f"{word}\n\n{_LEAD}".encode(encoding))
    kit.add(kit.shown, "encoding/broken.txt", _LEAD.encode() + b"\xff\xfe\xed\xa0\xbd\xc0\xaf\xe1\xba")
    kit.add(kit.shown, "lines/many.txt", "short line\n" * 20_000)
    kit.add(kit.shown, "lines/long.txt", "x" * 1_000_000)
    for name, data in {
        "png": b"\x89PNG\r\n\x1a\n" + bytes(99), "zip": b"PK\x03\x04" + bytes(99), "nul": bytes(4096),
        "noise": bytes(range(256)) * 64, "empty": b"", "blank": b"\n" * 999,
    }.items():  # fmt: skip
        kit.add(kit.skipped, f"no-text/{name}.txt", data)


def _pages(kit: Kit) -> None:
    head = "<!doctype html><html><head><title>T&#27;]0;OWNED&#7;</title></head><body>"
    for name, body in {
        "script": "<script>SECRET</script><style>SECRET</style><iframe src='file:///etc/passwd'></iframe>",
        "links": "<a href='javascript:x'>a</a><img src='http://127.0.0.1:9/x.png'><base href='//x'>",
        "entities": "<p>&#27;]0;OWNED&#7; &#x9b;31m &#0; &#x202e;rlo &#xD800;</p>",
        "deep": "<div>" * 20_000, "comments": "<!--" * 20_000, "tags": "<a " * 20_000,
        "quotes": "<a x='" * 9_000,
    }.items():  # fmt: skip
        kit.add(kit.shown, f"pages/{name}.html", f"{head}<p>{_LEAD}</p>{body}")
    kit.add(kit.skipped, "pages/nothing.html", "<script>x</script>")


def _feeds(kit: Kit) -> None:
    item = (
        f"<item><title>&lt;b&gt;t&amp;#27;]0;OWNED</title><link>-o{kit.canary}</link>"
        f"<description>{_LEAD}</description></item>"
    )
    kit.add(kit.shown, "feeds/fine.xml", _RSS.format("", item))
    outside = kit.outside.as_uri()
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{outside}" parse="text"/>'
    kit.add(kit.shown, "feeds/include.xml", _RSS.format("", item.replace(_LEAD, include + _LEAD)))
    for name, doctype in {
        "laughs": f"<!DOCTYPE l [{_ENTITIES}]>",
        "outside": f'<!DOCTYPE r [<!ENTITY j SYSTEM "{outside}">]>',
        "network": '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">',
    }.items():
        kit.add(kit.skipped, f"feeds/{name}.xml", _RSS.format(doctype, item.replace(_LEAD, "&j;" * 2000)))
    kit.add(kit.skipped, "feeds/none.xml", "not xml <<<")
    run = f'<opml version="2.0"><body><outline text="x" xmlUrl="|touch {kit.canary}"/></body></opml>'
    kit.add(kit.skipped, "feeds/pipe.opml", run)


def _records(kit: Kit) -> None:
    good = f'{{"title":"A [/] \\u001b]0;OWNED\\u0007","text":"{_LEAD}\\ud800","url":"--help"}}\n'
    kit.add(kit.shown, "records/list.jsonl", f"\ufeff{good}{{broken\n\n{good}null\n")
    kit.add(kit.either, "records/deep.jsonl", f'{{"text": {"[" * 50_000}{"]" * 50_000}}}\n')
    kit.add(kit.shown, "records/odd.json", f'[{{"text":"{_LEAD}","n":{"9" * 5000},"x":NaN}}]')
    kit.add(kit.skipped, "records/broken.json", '{"a":1')
    kit.add(kit.shown, "records/formula.csv", f"title,text\n=cmd|' /c calc'!A0,{_LEAD}\n")
    kit.add(kit.skipped, "records/nothing.csv", "a,b\n1,2\n")
    kit.add(kit.shown, "mail/one.eml", f"Subject: =?utf-8?b?G11bMDtPV05FRAc=?=\nFrom: x\n\n{_LEAD}\n")
    kit.add(kit.shown, "mail/box.mbox", f"From x\nSubject: A\n\n{_LEAD}\n\nFrom y\nSubject: B\n\n{_LEAD}\n")


def _packed(kit: Kit) -> None:
    kit.add(kit.shown, "packed/a.txt.gz", gzip.compress(_LEAD.encode()))
    kit.add(kit.shown, "packed/a.txt.xz", lzma.compress(_LEAD.encode() + b"two"))
    kit.add(kit.skipped, "packed/bomb.txt.gz", gzip.compress(bytes(40_000_000)))
    kit.add(kit.skipped, "packed/bomb.txt.bz2", bz2.compress(bytes(40_000_000)))
    kit.add(kit.either, "packed/bomb.jsonl.gz", gzip.compress(bytes(40_000_000)))
    kit.add(kit.skipped, "packed/not.txt.gz", "plain")
    members = io.BytesIO()
    with zipfile.ZipFile(members, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("../../zipslip.txt", "/abs.txt", "..\\win.txt", "in/fine.txt"):
            archive.writestr(name, _LEAD)
        archive.writestr("bomb.txt", bytes(40_000_000))
    kit.add(kit.shown, "packed/slip.zip", members.getvalue())
    kit.add(kit.skipped, "packed/old.tar", bytes(1024))


def _files(kit: Kit) -> None:
    for number, name in enumerate(
        ("new\nline.txt", "esc\x1b]0;OWNED\x07.txt", "-rf.txt", "[@click=app.quit].txt",
         "gpj\u202etxt.exe.txt",
         f"$(touch {kit.canary.name}).txt", "%s%n.txt", "~", "bad-\udcff.txt",
         "x" * 240 + ".txt", "tab\there.txt")
    ):  # fmt: skip
        kit.add(kit.shown, f"names/{name}", f"Name {number}\n\n{_LEAD}{number}\n")
    kit.add(kit.skipped, ".hidden.txt", "hidden")
    kit.add(kit.ignored, "picture.png", b"\x89PNG")
    links = kit.root / "links"
    kit.add(kit.shown, "links/real.txt", f"Real\n\n{_LEAD}")
    for name, target, where in (
        ("inside.txt", links / "real.txt", kit.shown), ("broken.txt", links / "none", kit.skipped),
        ("self.txt", links / "self.txt", kit.skipped), ("outside.txt", kit.outside, kit.skipped),
        ("zero.txt", Path("/dev/zero"), kit.skipped), ("round", kit.root, kit.ignored),
        ("disk", Path("/"), kit.ignored),
    ):  # fmt: skip
        (links / name).symlink_to(target)
        where.add(f"links/{name}")
    os.mkfifo(kit.root / "pipe.txt")
    kit.skipped.add("pipe.txt")
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{short}/s")  # the name of a socket must be short
        Path(short, "s").rename(kit.root / "socket.txt")
    kit.skipped.add("socket.txt")
    with (kit.root / "sparse.txt").open("wb") as file:
        file.truncate(3 << 30)
    kit.skipped.add("sparse.txt")
    kit.add(kit.shown, "folder.txt/in.txt", f"In\n\n{_LEAD}")
    kit.add(kit.shown, "deep/" + "d/" * 100 + "deep.txt", f"Deep\n\n{_LEAD}")


@pytest.fixture
def run(process_environment: Mapping[str, str], tmp_path: Path) -> Run:
    """Runs `tuireader ARGUMENTS...` with more patience than others need."""

    def running(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "tuireader", *map(str, arguments)],
            env=dict(process_environment), cwd=tmp_path, timeout=500, check=False,
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="surrogateescape",
        )  # fmt: skip

    return running
