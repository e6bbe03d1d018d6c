"""P15 to P17: a scan of hostile files ends, accounts for every one of them, and changes none."""

import json
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tuireader.articles.reading import read_articles
from tuireader.articles.records import Unreadable
from tuireader.articles.sources import Found, Ignored, walk
from tuireader.errors import ArticleError
from tuireader.text.safe import safe_line, safe_text

if TYPE_CHECKING:
    import subprocess

    from tests.hostile.conftest import Kit

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def outcomes(kit: "Kit") -> tuple[dict[str, int], dict[str, str], set[str]]:
    """What walking and reading make of the library: articles by file, reasons by file, what is ignored."""
    shown: dict[str, int] = {}
    reasons: dict[str, str] = {}
    ignored: set[str] = set()
    for item in walk(kit.root):
        name = os.path.relpath(item.path, kit.root)
        assert name not in shown | reasons
        if isinstance(item, Ignored):
            ignored.add(name)
        elif not isinstance(item, Found):
            reasons[name] = item.reason
        else:
            read(item, name, shown, reasons)
    return shown, reasons, ignored


def read(item: Found, name: str, shown: dict[str, int], reasons: dict[str, str]) -> None:
    began = time.process_time()
    bad: list[str] = []
    try:
        for article in read_articles(item.path):
            if isinstance(article, Unreadable):
                bad.append(f"{article.fragment}: {article.reason}")
                continue
            shown[name] = shown.get(name, 0) + 1
            for text in (article.text, article.headline, article.original, *map(str, article.warnings)):
                assert safe_text(text) == text
                assert "OUTSIDE" not in text
            assert "SECRET" not in article.text
    except ArticleError as error:
        reasons[name] = error.reason
    assert time.process_time() - began < 5, name
    for reason in bad:
        assert safe_line(reason) == reason
    if bad and name not in shown:
        reasons[name] = bad[0]


@pytest.mark.promise("P15", "P16")
def test_every_file_is_shown_skipped_with_a_reason_or_ignored(kit: "Kit") -> None:
    shown, reasons, ignored = outcomes(kit)
    assert set(shown) - kit.either == kit.shown
    assert set(reasons) - kit.either == kit.skipped
    assert ignored == kit.ignored
    assert kit.either <= set(shown) | set(reasons)
    for name, reason in reasons.items():
        assert reason, name
        assert safe_line(reason) == reason, name
    assert shown["records/list.jsonl"] == shown["mail/box.mbox"] == 2


@pytest.mark.promise("P16", "P17")
@pytest.mark.timeout(1200)
def test_a_scan_accounts_for_every_file_and_changes_none(kit: "Kit", run: Run) -> None:
    """P15, P16, P17 through the commands: whatever is done, files are only read."""
    before = kit.state()
    added = run("add", kit.root)
    assert added.returncode == 1, added.stderr
    assert "Traceback" not in added.stderr
    assert "stumbled" not in added.stderr
    lines = run("sources", "--json").stdout.splitlines()
    source = next(source for source in map(json.loads, lines) if source["name"] == "library")
    _, reasons, ignored = outcomes(kit)
    assert source["ignored"] == len(ignored)
    assert all(safe_line(entry["reason"]) == entry["reason"] != "" for entry in source["skipped"])
    skipped = "\n".join(entry["path"] for entry in source["skipped"])
    for name in reasons:
        assert str(kit.root / name) in skipped, name
    for arguments in (
        ("scan",), ("search", "osc52"), ("people",), ("countries",), ("sources",), ("doctor",),
        ("show", kit.root / "terminal" / "osc0.txt"), ("show", "--json", kit.root / "records" / "list.jsonl"),
        ("show", "--original", kit.root / "pages" / "script.html"),
        ("note", kit.root / "shell.txt", "kept"),
        ("export", "--format", "csv"), ("export", "--format", "markdown"),
    ):  # fmt: skip
        done = run(*arguments)
        assert "Traceback" not in done.stderr
        for printed in (done.stdout, done.stderr):
            assert safe_text(printed) == printed, arguments
        assert "OUTSIDE" not in done.stdout
    assert kit.state() == before
    assert not kit.canary.exists()
