"""Walking a source."""

import os
from pathlib import Path

import pytest

from tuireader.articles.formats import SUFFIXES
from tuireader.articles.reading import MAX_BYTES, read_article
from tuireader.articles.sources import Found, Ignored, Skipped, walk


def write(path: Path, text: str = "The board met.\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def found(root: Path) -> list[str]:
    return [str(entry.path.relative_to(root)) for entry in walk(root) if isinstance(entry, Found)]


def skipped(root: Path) -> dict[str, str]:
    return {entry.path.name: entry.reason for entry in walk(root) if isinstance(entry, Skipped)}


def test_articles_are_found_by_their_ending_in_order(tmp_path: Path) -> None:
    articles = ["a.md", "b.TXT", "e.html", "f.txt.gz", "g.JSONL.xz", "sub/c.text", "sub/deep/d.markdown"]
    others = ["picture.png", "page.html~", "code.py", "odd.txt.gz.gz", ".bashrc", "._a.md", ".git/a.txt"]
    for name in articles + others:
        write(tmp_path / name)
    assert found(tmp_path) == articles
    ignored = {
        str(entry.path.relative_to(tmp_path)) for entry in walk(tmp_path) if isinstance(entry, Ignored)
    }
    assert ignored == {*others[:-1], ".git"}
    assert skipped(tmp_path) == {}


def test_every_format_is_walked(tmp_path: Path) -> None:
    names = [f"a{suffix}{packed}" for suffix in sorted(SUFFIXES) for packed in ("", ".gz", ".xz", ".bz2")]
    for name in names:
        write(tmp_path / name)
    assert set(found(tmp_path)) == set(names) - {"a.zip.gz", "a.zip.xz", "a.zip.bz2"}


def test_what_might_hold_articles_but_is_not_read_is_said(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".hidden.jsonl.gz", "old.tar", "old.tar.gz", "old.tgz", "old.7z", "fine.txt"):
        write(tmp_path / name)
    assert found(tmp_path) == ["fine.txt"]
    reasons = skipped(tmp_path)
    assert len(reasons) == 6
    assert "hidden" in reasons[".hidden.txt"]
    assert "archive" in reasons["old.tar.gz"]


def test_a_container_may_be_larger_than_an_article(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.csv", "a.mbox", "a.xml", "a.txt", "a.html", "a.txt.gz", "a.json"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(3 << 30)
    assert found(tmp_path) == ["a.csv", "a.json", "a.jsonl", "a.mbox", "a.xml"]
    assert all("too large" in reason for reason in skipped(tmp_path).values())


def test_found_tells_size_and_time(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", "twelve bytes")
    os.utime(file, ns=(5, 7))
    assert list(walk(tmp_path)) == [Found(str(file), 12, 7)]


def test_a_file_without_an_ending_is_an_article_if_it_is_text(tmp_path: Path) -> None:
    write(tmp_path / "story", "Việt " * 200)
    (tmp_path / "tool").write_bytes(b"\x7fELF\x00 \x00")
    write(tmp_path / "LICENSE")
    assert found(tmp_path) == ["story"]


TOLD = "The board of Skalvik met on Monday and voted for boats that are green all over. " * 5
PAGE = (
    "\n<!-- saved --><!DOCTYPE html>\n<html><head><title>Boats</title></head><body><nav>Home</nav><article>"
    f"<h1>Boats go green</h1><p>{TOLD}</p></article><footer>Contact</footer></body></html>"
)


def test_a_page_is_one_by_whatever_name_a_crawler_gave_it(tmp_path: Path) -> None:
    names = ["1712", "index.html.1", "story.aspx", "story.html?id=7", "story.php", "view.php?id=7&lang=en"]
    for name in names:
        (tmp_path / name).write_text(PAGE)
    (tmp_path / "letter").write_text("The board met, and <html> was not spoken of.")
    (tmp_path / "script.php").write_text("<?php echo '<html>'; ?>")
    (tmp_path / "story.part").write_text(PAGE)
    each = list(walk(tmp_path))
    assert found(tmp_path) == [*names[:2], "letter", *names[2:]]
    assert [item.path.name for item in each if isinstance(item, Ignored)] == ["script.php", "story.part"]
    for name in names:
        article = read_article(tmp_path / name)
        assert (article.headline, article.paragraphs) == ("Boats go green", (TOLD.strip(),))
    assert "<html>" in read_article(tmp_path / "letter").text


def test_a_single_file_is_an_article_whatever_its_ending(tmp_path: Path) -> None:
    file = write(tmp_path / "story.news")
    assert [type(entry) for entry in walk(file)] == [Found]


def test_a_root_that_is_not_there_is_skipped(tmp_path: Path) -> None:
    (entry,) = walk(tmp_path / "gone")
    assert isinstance(entry, Skipped)
    assert entry.reason


def test_links_do_not_lead_out_or_round(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.txt")
    root = tmp_path / "root"
    inside = write(root / "inside.txt")
    (root / "ok.txt").symlink_to(inside)
    (root / "out.txt").symlink_to(outside)
    (root / "broken.txt").symlink_to(root / "nothing")
    (root / "self.txt").symlink_to(root / "self.txt")
    (root / "round").symlink_to(root, target_is_directory=True)
    (root / "folder.txt").symlink_to(root, target_is_directory=True)
    assert found(root) == ["inside.txt", "ok.txt"]
    reasons = skipped(root)
    assert set(reasons) == {"out.txt", "broken.txt", "self.txt"}
    assert reasons["broken.txt"] == "a link to nothing"


def test_a_source_may_itself_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert found(tmp_path / "link") == ["a.txt"]


def test_pipes_and_huge_files_are_skipped_with_a_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    reasons = skipped(tmp_path)
    assert "pipe" in reasons["pipe.txt"]
    assert "too large" in reasons["huge.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_locked_folder_is_reported_once(tmp_path: Path) -> None:
    write(tmp_path / "locked" / "a.txt")
    (tmp_path / "locked").chmod(0)
    try:
        assert list(skipped(tmp_path)) == ["locked"]
    finally:
        (tmp_path / "locked").chmod(0o700)


def test_folders_may_be_deep_and_names_odd(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    write(deep / "a.txt")
    with open(os.fsencode(tmp_path) + b"/bad-\xff.txt", "wb") as stream:  # noqa: PTH123  (bytes are no Path)
        stream.write(b"The board met.")
    assert len(found(tmp_path)) == 2


def test_our_own_directories_are_left_out_with_the_reason(tmp_path: Path) -> None:
    own = tmp_path / "share" / "tuireader"
    write(tmp_path / "a.txt")
    write(own / "notes.jsonl")
    write(tmp_path / "tuireader" / "b.txt")
    (tmp_path / "link").symlink_to(tmp_path / "share")
    for root in (tmp_path, tmp_path / "link", own, own / "backups"):
        (own / "backups").mkdir(exist_ok=True)
        items = list(walk(root, [tmp_path / "link" / "tuireader", tmp_path / "nowhere"]))
        left = [item for item in items if isinstance(item, Ignored) and item.reason]
        assert [item.reason for item in left] == ["tuireader keeps its own files there"]
        assert not any(isinstance(item, Found) and own in item.path.parents for item in items)
        if root == tmp_path:
            names = {item.path.name for item in items if isinstance(item, Found)}
            assert names == {"a.txt", "b.txt"}
