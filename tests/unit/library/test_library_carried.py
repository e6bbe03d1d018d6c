"""Records that carry a page: they are read in processes that can be killed, be they ever so few."""

import gzip
import json
from pathlib import Path

import pytest

from tuireader.articles.formats import is_risky_piece
from tuireader.articles.records import Piece
from tuireader.library.jobs import Job
from tuireader.library.library import Library
from tuireader.library.reading import Reader
from tuireader.library.values import SourceSpec

LEAD = "The ferry company told the town council on Monday that it will buy two electric ships."
PAGE = f"<!DOCTYPE html><html><title>Two electric ships</title><body><h1>Two electric ships</h1><p>{LEAD}</p>"


def piece_of(record: dict[str, str]) -> Piece:
    return Piece("1", "json", json.dumps(record).encode(), "utf-8")


def test_reading_a_page_in_a_record_wants_a_process_that_can_be_killed() -> None:
    def is_light(piece: Piece) -> bool:
        job = Job("desk", Path("a.jsonl"), "a.jsonl#1", len(piece.data), 1, piece, "a.jsonl", 1)
        assert Reader.is_harmless(job) is not is_risky_piece(piece)
        return Reader.is_light(job)

    hidden = json.dumps({"html": PAGE}).replace("html", "\\u0068\\u0074ml")
    assert not is_light(Piece("1", "json", hidden.encode()))
    for name in ("html", "text"):
        assert not is_light(piece_of({name: PAGE}))
        assert not is_light(piece_of({name: "<body><p>Hello.</p>"}))
        assert not is_light(piece_of({name: f"<div><nav>Home</nav><p>{LEAD}</p></div>"}))
        assert not is_light(piece_of({name: "&lt;html>&lt;p>Hello.&lt;/p>"}))
        assert is_light(piece_of({name: f"<p>{LEAD}</p>"}))
        assert is_light(piece_of({name: LEAD}))
    assert not is_light(Piece("1", "csv", b'html\n"<!doctype html>\n<p class=""x"">Hello."\n'))


def test_a_page_in_a_record_is_never_read_in_the_process_that_scans(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other processes begin with the code as it is, not as it was changed here."""

    def here(*_: object) -> None:
        raise AssertionError("it was read in this process")

    monkeypatch.setattr("tuireader.articles.formats.page.of_html", here)
    (tmp_path / "b.txt").write_text(PAGE.replace("Two", "Three"))
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(PAGE.replace("Two", "Four").encode()))
    (tmp_path / "a.jsonl").write_text(f"{json.dumps({'html': PAGE})}\n{json.dumps({'text': LEAD})}\n")
    report = library.scan([SourceSpec("desk", str(tmp_path))])
    assert (report.added, report.skipped) == (4, ())
    headlines = {row.headline for row in library.rows(library.ids())}
    assert headlines >= {f"{number} electric ships" for number in ("Two", "Three", "Four")}
