"""add, remove, sources, scan."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Tell = Callable[..., tuple[int, str, str]]


def sources(tell: Tell) -> dict[str, dict[str, object]]:
    code, out, _ = tell("sources", "--json")
    assert code == 0
    return {source["name"]: source for source in map(json.loads, out.splitlines())}


def test_the_first_use_reads_the_seeds_without_a_question(tell: Tell) -> None:
    told = sources(tell)
    assert list(told) == ["seeds"]
    assert set(told["seeds"]) == {"name", "path", "articles", "files", "last_scan", "skipped", "ignored"}
    assert (told["seeds"]["articles"], told["seeds"]["files"], told["seeds"]["skipped"]) == (5, 5, [])


def test_a_folder_is_added_counted_and_remembered(news: Path, tell: Tell) -> None:
    told = sources(tell)
    assert list(told) == ["news"]
    assert told["news"]["path"] == str(news)
    assert (told["news"]["articles"], told["news"]["files"], told["news"]["ignored"]) == (3, 3, 1)
    code, out, _ = tell("sources")
    assert code == 0
    assert "3 articles" in out
    assert str(news) in out


def test_adding_again_changes_nothing(news: Path, tell: Tell) -> None:
    code, out, err = tell("add", news)
    assert code == 0
    assert "0 added, 0 updated, 3 unchanged" in out
    assert err == ""
    assert list(sources(tell)) == ["news"]


def test_what_cannot_be_read_is_skipped_with_its_reason(news: Path, tmp_path: Path, tell: Tell) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text("The bridge at Lund Moor was opened on Sunday.\n", "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    os.mkfifo(folder / "pipe.txt")
    code, out, err = tell("add", folder)
    assert code == 1
    assert "1 added" in out
    assert "2 skipped" in out
    lines = sorted(err.splitlines())
    assert len(lines) == 2
    assert f"skipped {folder / 'empty.txt'}: " in lines[0]
    assert f"skipped {folder / 'pipe.txt'}: " in lines[1]


def test_a_path_that_is_not_there_is_not_remembered(news: Path, tmp_path: Path, tell: Tell) -> None:
    code, out, err = tell("add", tmp_path / "gone")
    assert (code, out) == (2, "")
    assert "No such file or folder" in err
    assert list(sources(tell)) == ["news"]


def test_one_good_path_among_bad_ones_is_added(news: Path, tmp_path: Path, tell: Tell) -> None:
    article = tmp_path / "one.txt"
    article.write_text("The lighthouse at Skarn is dark since Monday.\n", "utf-8")
    code, out, err = tell("add", tmp_path / "gone", article)
    assert code == 1
    assert "1 added" in out
    assert "gone" in err
    assert set(sources(tell)) == {"news", "one.txt"}


@pytest.mark.parametrize("by", ["name", "path"])
def test_a_source_is_removed_by_name_or_path(by: str, news: Path, tell: Tell) -> None:
    code, out, _ = tell("remove", "news" if by == "name" else news)
    assert code == 0
    assert "3 articles left the library" in out
    assert sources(tell) == {}
    code, out, _ = tell("search", "--json", "ferry")
    assert json.loads(out)["total"] == 0


def test_what_comes_meanwhile_does_not_hide_what_leaves(news: Path, tmp_path: Path, tell: Tell) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("Skalvik has a new ferry.\n", "utf-8")
    assert tell("add", other)[0] == 0
    (other / "b.txt").write_text("The ferry of Skalvik is late.\n", "utf-8")
    assert "3 articles left the library" in tell("remove", news)[1]
    assert sources(tell)["other"]["articles"] == 2


def test_removed_seeds_stay_removed(tell: Tell) -> None:
    assert tell("remove", "seeds")[0] == 0
    assert sources(tell) == {}
    assert tell("scan")[0] == 0
    assert sources(tell) == {}


def test_an_unknown_source_is_told_with_those_there_are(news: Path, tell: Tell) -> None:
    code, out, err = tell("remove", "newz")
    assert (code, out) == (2, "")
    assert "'newz'" in err
    assert "news" in err


def test_a_scan_sees_new_and_changed_files(news: Path, tmp_path: Path, tell: Tell) -> None:
    folder = tmp_path / "live"
    folder.mkdir()
    (folder / "a.txt").write_text("The mill at Aldersund will turn again, its owners said.\n", "utf-8")
    assert tell("add", folder)[0] == 0
    (folder / "b.txt").write_text("The baker of Aldersund has bought the mill.\n", "utf-8")
    code, out, _ = tell("scan")
    assert code == 0
    assert "1 added, 0 updated, 4 unchanged" in out


def test_a_rebuilt_library_is_filled_again_at_once(news: Path, home: Path, tell: Tell) -> None:
    before = tell("search", "--json", "ferry")[1]
    for file in (home / "cache" / "tuireader").iterdir():
        file.unlink()
    code, out, _ = tell("search", "--json", "ferry")
    assert code == 0
    ids = [[hit["id"] for hit in json.loads(text)["results"]] for text in (before, out)]
    assert ids[0] == ids[1] != []


def test_of_many_skipped_records_one_line_tells(tmp_path: Path, tell: Tell) -> None:
    news = tmp_path / "shelves"
    news.mkdir()
    shelf = news / "shelf.jsonl"
    shelf.write_text('{"broken\n' * 30 + '{"text": "The mill grinds rye."}\n', "utf-8")
    code, out, err = tell("add", news)
    assert code == 1
    assert "30 skipped" in out
    lines = [line for line in err.splitlines() if "shelf" in line]
    assert len(lines) == 1
    assert f"skipped 30 records of {shelf}, the first #1: it is not JSON" in lines[0]


def test_our_own_files_in_a_source_are_no_articles_and_that_is_said_once(news: Path, tell: Tell) -> None:
    assert tell("note", str(news / "ferry.txt"), "A note.")[0] == 0
    home = Path(os.environ["XDG_DATA_HOME"])
    (home / "diary.txt").write_text("The harbour was quiet on Monday.")
    code, out, err = tell("add", str(home))
    assert "1 added" in out
    assert "other file" in out
    assert "tuireader' is left out: tuireader keeps its own files there" in err
    assert code == 0
    assert "left out" not in tell("scan")[2]
    told = next(source for source in sources(tell).values() if source["path"] == str(home))
    assert (told["articles"], told["skipped"]) == (1, [])
    assert told["ignored"]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system does not tell of processes")
def test_a_ctrl_c_while_readers_start_costs_no_file(
    process_environment: Mapping[str, str], tmp_path: Path, tell: Tell
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    for number in range(40):
        (shelf / f"{number}.txt").write_text(
            f"The board of town {number} met on Monday and voted for boats.\n"
        )
    adding = subprocess.Popen(
        [sys.executable, "-m", "tuireader", "add", str(shelf)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(process_environment),
        cwd=tmp_path,
        start_new_session=True,
    )
    # As a terminal does it: to all of them, and to the reader before it has got as far as our code.
    while adding.poll() is None and not _has_reader(adding.pid):
        os.sched_yield()
    os.killpg(adding.pid, signal.SIGINT)
    assert adding.wait(60) == 130
    code, out, _ = tell("sources", "--json")
    (state,) = [found for found in map(json.loads, out.splitlines()) if found["path"] == str(shelf)]
    assert (code, state["skipped"], state["articles"]) == (0, [], 40)


def _has_reader(pid: int) -> bool:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return any(b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes() for child in children)
    except FileNotFoundError:
        return False
