"""bookmark, note, notes, export, import, backup."""

import io
import json
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

Tell = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def notes(tell: Tell, *query: str) -> list[Any]:
    code, out, err = tell("notes", "--json", *query)
    assert (code, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


def note(tell: Tell, *arguments: str | Path) -> str:
    code, out, err = tell("note", *arguments)
    assert (code, err) == (0, "")
    assert len(out.split()) == 1
    return out.strip()


def test_a_note_is_there_in_the_next_command(news: Path, tell: Tell) -> None:
    id_ = note(tell, news / "ferry.txt", "Who builds it?", "--tag", "boats", "--tag", "#todo")
    (kept,) = notes(tell)
    assert list(kept) == [
        "id", "article", "path", "headline", "kind", "text", "quote", "tags", "state", "created", "updated",
    ]  # fmt: skip
    assert (kept["id"], kept["kind"], kept["text"], kept["quote"]) == (id_, "note", "Who builds it?", None)
    assert kept["tags"] == ["boats", "todo"]
    assert kept["state"] == "placed"
    assert kept["path"] == str(news / "ferry.txt")


@pytest.mark.parametrize(
    "quote", ["will be quiet", "WILL be   quiet", "will be\nquiet", '"It will be quiet,"']
)
def test_a_passage_is_found_up_to_case_space_and_quotes(quote: str, news: Path, tell: Tell) -> None:
    note(tell, news / "ferry.txt", "Quieter than the bells?", "--quote", quote)
    assert "will be quiet" in notes(tell)[0]["quote"]


def test_a_passage_without_a_word_is_a_highlight(news: Path, tell: Tell) -> None:
    note(tell, news / "ferry.txt", "", "--quote", "will be quiet")
    (kept,) = notes(tell)
    assert (kept["kind"], kept["text"]) == ("highlight", "")
    assert tell("notes")[2] == "0 notes, 1 highlight, 0 bookmarks\n"
    found = json.loads(tell("search", "--json", "has:highlight")[1])["results"]
    assert [(hit["id"], hit["notes"]) for hit in found] == [(kept["article"], 0)]
    assert json.loads(tell("search", "--json", "has:note")[1])["results"] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ferry.txt", "x", "--quote", "no such words"], "does not hold this passage"),
        (["ferry.txt", "x", "--quote", "ferry"], "stands 2 times"),
        (["ferry.txt", "x", "--quote", "  "], "empty"),
        (["ferry.txt", "   "], "The note is empty"),
        (["ffffffff", "x"], "ffffffff"),
        (["nowhere/gone.txt", "x"], "gone.txt"),
    ],
)
def test_a_note_that_cannot_be_placed_is_refused(
    arguments: list[str], says: str, news: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(news)
    code, out, err = tell("note", *arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert len(err.splitlines()) == 1
    assert notes(tell) == []


def test_a_note_comes_from_stdin(news: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO("two\nlines \x1b[31mand ö\n".encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    note(tell, news / "ferry.txt", "-")
    assert notes(tell)[0]["text"] == "two\nlines and ö"


def test_bookmarks_come_and_go_and_are_listed_with_the_notes(news: Path, tell: Tell) -> None:
    assert tell("bookmark", news / "orchard.md")[1].startswith("Bookmarked: Orchards")
    assert tell("bookmark", news / "orchard.md")[1].startswith("Nothing to change")
    (mark,) = notes(tell)
    assert (mark["kind"], mark["headline"]) == ("bookmark", "Orchards of the south are late this year")
    assert mark["id"] == mark["article"]
    assert "★ Orchards" in tell("notes")[1]
    assert tell("bookmark", "--remove", mark["article"])[1].startswith("Bookmark taken away")
    assert notes(tell) == []


def test_a_bookmark_goes_though_its_article_is_gone(news: Path, tmp_path: Path, tell: Tell) -> None:
    shelf = shutil.copytree(news, tmp_path / "shelf")
    (shelf / "extra.txt").write_text("Skalvik counts its boats once more, the harbour board said on Monday.")
    assert tell("add", shelf)[0] == 0
    assert tell("bookmark", shelf / "extra.txt")[0] == 0
    (kept,) = notes(tell)
    (shelf / "extra.txt").unlink()
    assert tell("scan")[0] == 0
    assert tell("bookmark", shelf / "extra.txt")[0] == 2
    code, out, err = tell("bookmark", "--remove", shelf / "extra.txt")
    assert (code, err, out) == (0, "", f"Bookmark taken away: {kept['headline']}\n")
    assert tell("bookmark", "--remove", kept["article"][:8])[0] == 2
    assert notes(tell) == []


def test_notes_are_searched_by_all_words_in_any_case_and_accent(news: Path, tell: Tell) -> None:
    first = note(tell, news / "ferry.txt", "Ask the shipyard in Älvsund", "--tag", "boats")
    second = note(tell, news / "orchard.md", "Frost again")
    assert [kept["id"] for kept in notes(tell, "alvsund", "ASK")] == [first]
    assert [kept["id"] for kept in notes(tell, "#boats")] == [first]
    assert [kept["id"] for kept in notes(tell, "orchards")] == [second]
    assert notes(tell, "alvsund", "frost") == []
    code, out, err = tell("notes", "frost")
    assert code == 0
    assert "Frost again" in out
    assert err == "1 note, 0 bookmarks\n"


def test_notes_stay_when_the_source_is_taken_out(news: Path, tell: Tell) -> None:
    id_ = note(tell, news / "ferry.txt", "Who builds it?")
    assert tell("remove", "news")[0] == 0
    assert [kept["id"] for kept in notes(tell)] == [id_]


def test_a_passage_that_a_change_moved_or_took_away_is_shown_as_such(
    news: Path, tmp_path: Path, tell: Tell
) -> None:
    file = tmp_path / "mill.txt"
    first = "The old mill of Aldersund will turn again in May, its owners told the council on Monday."
    second = "Nobody has yet said who is going to pay for the new sails, which are due in autumn."
    third = "The council meets again in a fortnight, and the miller will bring bread for everyone there."
    file.write_text(f"{first}\n\n{second}\n\n{third}\n", "utf-8")
    assert tell("add", file)[0] == 0
    kept = note(tell, file, "Who pays?", "--quote", "going to pay for the new sails")
    lost = note(tell, file, "A date!", "--quote", "will turn again in May")
    file.write_text(f"{second}\n\n{third}\n", "utf-8")
    assert tell("scan")[0] == 0
    states = {kept_note["id"]: kept_note["state"] for kept_note in notes(tell)}
    assert states[kept] in {"placed", "moved"}
    assert states[lost] == "unplaced"
    assert notes(tell)[0]["id"] == lost
    assert "passage not found any more" in tell("notes")[1]


def test_what_was_made_stays_with_an_edited_article_when_the_library_is_made_anew(
    home: Path, tmp_path: Path, tell: Tell
) -> None:
    folder = tmp_path / "mills"
    folder.mkdir()
    opening = "The old mill of Aldersund will turn again in May, its owners told the council on Monday."
    (folder / "mill.txt").write_text(f"{opening}\n\nNobody has said who will pay for the sails.\n", "utf-8")
    (folder / "quay.txt").write_text("The quay at Aldersund stays shut, the harbour office said.\n", "utf-8")
    assert tell("remove", "seeds")[0] == 0
    assert tell("add", folder)[0] == 0
    kept = note(tell, folder / "mill.txt", "Who pays?", "--quote", "pay for the sails")
    assert tell("bookmark", folder / "mill.txt")[0] == 0
    uid = notes(tell)[0]["article"]

    (folder / "mill.txt").write_text(f"{opening}\n\nA brewer will pay for the new sails, it said.\n", "utf-8")
    assert tell("scan")[0] == 0
    shutil.rmtree(home / "cache")

    found = json.loads(tell("search", "--json", "is:bookmarked")[1])
    assert [(hit["id"], Path(hit["path"]).name) for hit in found["results"]] == [(uid, "mill.txt")]
    assert [(n["id"], n["article"], n["kind"]) for n in notes(tell)] == [
        (kept, uid, "note"), (uid, uid, "bookmark"),
    ]  # fmt: skip
    code, out, _ = tell("show", uid)
    assert code == 0
    assert "A brewer will pay" in out


def test_a_passage_is_looked_for_when_the_library_is_made_anew(
    home: Path, tmp_path: Path, tell: Tell
) -> None:
    file = tmp_path / "mill.txt"
    opening = "The old mill of Aldersund will turn again in May, its owners told the council on Monday."
    file.write_text(f"{opening} Nobody has said who will pay for the sails.\n", "utf-8")
    assert tell("add", file)[0] == 0
    note(tell, file, "Who?", "--quote", "Nobody has said")
    file.write_text(f"{opening}\n", "utf-8")
    shutil.rmtree(home / "cache")
    assert tell("scan")[0] == 0
    assert notes(tell)[0]["state"] == "unplaced"


def test_an_export_in_a_terminal_of_another_encoding_comes_back_whole(
    news: Path, tmp_path: Path, tell: Tell, tuireader_process: Run
) -> None:
    note(tell, news / "ferry.txt", "Größer als œuvre, 渡轮?", "--quote", "will be quiet")
    latin = {"PYTHONIOENCODING": "latin-1"}
    before = notes(tell)
    assert json.loads(tuireader_process("notes", "--json", env=latin).stdout) == before[0]
    exported = tuireader_process("export", "--format", "jsonl", env=latin).stdout
    assert "Größer als œuvre, 渡轮?" in exported
    assert "Größer als œuvre, 渡轮?" in tuireader_process("export", env=latin).stdout
    elsewhere = {f"XDG_{kind}_HOME": str(tmp_path / "second" / kind) for kind in ("DATA", "CACHE")}
    assert tuireader_process("import", "-", text_in=exported, env={**elsewhere, **latin}).returncode == 0
    assert json.loads(tuireader_process("notes", "--json", env={**elsewhere, **latin}).stdout) == before[0]
    plain = tuireader_process("notes", env=latin)  # for people: what their terminal cannot show is escaped
    assert "\\u6e21\\u8f6e" in plain.stdout


def test_an_export_does_nothing_to_the_terminal_it_is_printed_on(
    tmp_path: Path, home: Path, tell: Tell
) -> None:
    odd = "\x9b31m\u202e\x7f\u2028\u200b"
    file = tmp_path / f"boats{odd}.txt"
    file.write_text("The board of Skalvik met on Monday and voted for green boats.")
    note(tell, file, "seen", "--quote", "green boats")
    kept = home / "data" / "tuireader" / "notes.jsonl"
    for form in ("jsonl", "markdown", "csv", "webannotation"):
        code, out, _ = tell("export", "--format", form)
        assert code == 0
        assert not set(out) & set(odd.replace("31m", "")), form
    assert not set(kept.read_text("utf-8")) & set(odd.replace("31m", ""))
    paths = {json.loads(line).get("path") for line in kept.read_text("utf-8").splitlines()}
    assert str(file) in paths


def test_an_export_in_markdown_reads_well_and_is_private(news: Path, tmp_path: Path, tell: Tell) -> None:
    note(tell, news / "ferry.txt", "Quieter than bells?", "--quote", "will be quiet")
    code, out, err = tell("export")
    assert (code, err) == (0, "")
    assert "Quieter than bells?" in out
    assert "will be quiet" in out
    target = tmp_path / "notes.md"
    assert tell("export", "-o", target) == (0, "", "")
    assert target.read_text("utf-8") == out
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_an_export_that_cannot_be_written_is_one_line(news: Path, tmp_path: Path, tell: Tell) -> None:
    code, out, err = tell("export", "-o", tmp_path / "none" / "notes.md")
    assert (code, out) == (2, "")
    assert "none/notes.md" in err
    assert len(err.splitlines()) == 1


def test_an_export_comes_back_whole_and_twice_adds_nothing(
    news: Path, tmp_path: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(tell, news / "ferry.txt", "Quieter than bells?", "--quote", "will be quiet", "--tag", "boats")
    tell("bookmark", news / "orchard.md")
    target = tmp_path / "notes.jsonl"
    assert tell("export", "--format", "jsonl", "-o", target)[0] == 0
    lines = target.read_text("utf-8").split("\n")
    assert lines.pop() == ""
    assert all(isinstance(json.loads(line), dict) for line in lines)
    before = notes(tell)
    for kind in ("DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "second" / kind))
    assert notes(tell) == []
    assert tell("import", target)[0] == 0
    assert notes(tell) == before
    code, out, _ = tell("import", target)
    assert code == 0
    assert out.startswith("0 added")
    assert notes(tell) == before


@pytest.mark.parametrize("content", [b"not json\n", b"\xff\xfe", b"[1, 2]\n", None])
def test_what_is_no_export_is_refused_and_changes_nothing(
    content: bytes | None, news: Path, tmp_path: Path, tell: Tell
) -> None:
    file = tmp_path / "other.jsonl"
    if content is not None:
        file.write_bytes(content)
    code, out, err = tell("import", file)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert notes(tell) == []


def test_an_import_names_the_sources_it_does_not_add(tmp_path: Path, tell: Tell) -> None:
    kept = tmp_path / "kept.jsonl"
    lines = [
        {"type": "source", "name": str(number), "path": f"/a b/{number}", "removed": False, "changed": "2024"}
        for number in range(7)
    ]
    kept.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    code, _, err = tell("import", kept)
    assert (code, len(err.splitlines())) == (0, 1)
    assert "'/a b/0'" in err
    assert "2 more" in err
    assert "tuireader add" in err
    assert len(tell("sources", "--json")[1].splitlines()) == 1


def test_a_backup_is_never_put_where_something_stands(tmp_path: Path, tell: Tell) -> None:
    target = tmp_path / "thesis.txt"
    target.write_text("years of work", "utf-8")
    code, out, err = tell("backup", target)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "thesis.txt" in err
    assert target.read_text("utf-8") == "years of work"


@pytest.mark.parametrize("given", ['"long ' + "x" * 9_000 + '"', "[" + "1," * 9_000 + "1]"])
def test_a_format_nobody_knows_is_not_repeated_at_length(given: str, tmp_path: Path, tell: Tell) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text(f'{{"type":"notebook","format":{given}}}\n', "utf-8")
    code, _, err = tell("import", kept)
    assert code == 2
    assert "format" in err
    assert len(err) < 300


def test_a_backup_is_a_private_file_where_it_was_asked_for(news: Path, tmp_path: Path, tell: Tell) -> None:
    note(tell, news / "ferry.txt", "Who builds it?")
    target = tmp_path / "mine.db"
    code, out, _ = tell("backup", target)
    assert code == 0
    assert str(target) in out
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    code, out, _ = tell("backup")
    assert code == 0
    assert Path(out.removeprefix("Backup: ").strip()).exists()


def test_notes_say_where_their_article_stands_now(home: Path, tmp_path: Path, tell: Tell) -> None:
    folder = tmp_path / "mills"
    folder.mkdir()
    assert tell("remove", "seeds")[0] == 0
    for name in ("mill", "quay", "pier"):
        text = f"The old {name} of Aldersund will open again in May, its owners told the council on Monday.\n"
        (folder / f"{name}.txt").write_text(text, "utf-8")
    assert tell("add", folder)[0] == 0
    note(tell, folder / "mill.txt", "Who pays?")
    (folder / "later").mkdir()
    (folder / "mill.txt").rename(folder / "later" / "old mill.txt")
    assert tell("scan")[0] == 0
    assert [Path(kept["path"]).name for kept in notes(tell)] == ["old mill.txt"]
    (folder / "later" / "old mill.txt").unlink()
    assert tell("scan")[0] == 0
    assert [Path(kept["path"]).name for kept in notes(tell)] == ["old mill.txt"]  # where it was last seen


def test_a_scan_tells_of_an_article_that_is_gone_and_may_be_another_file(tmp_path: Path, tell: Tell) -> None:
    folder = tmp_path / "mills"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Story {number} of the day.\n\n{number} more.\n", "utf-8")
    text = (
        "The old mill of Aldersund will open again in May, its owners told the council on Monday evening.\n\n"
        "Carpenters from three villages have rebuilt the sails, which burnt down eleven winters ago.\n"
    )
    (folder / "mill.txt").write_text(text, "utf-8")
    assert tell("add", folder)[0] == 0
    kept = note(tell, folder / "mill.txt", "Who pays?")
    (folder / "mill.txt").unlink()
    words = text.split()
    words[20:] = [
        "Nobody",
        "had",
        "expected",
        "that,",
        "and",
        "bakers",
        "hope",
        "for",
        "cheaper",
        "flour",
        "by",
        "the",
        "autumn",
    ]
    (folder / "later.txt").write_text(" ".join(words), "utf-8")
    code, _, said = tell("scan")
    assert code == 0
    assert "is gone, and what you made on it waits" in said
    assert "later.txt" in said
    assert [each["id"] for each in notes(tell)] == [kept]


def test_notes_are_asked_for_as_in_the_room(news: Path, tell: Tell) -> None:
    article = next(news.glob("*.txt"))
    tell("note", article, "Ask the harbour master", "--tag", "quay")
    tell("note", article, "Ask the miller", "--tag", "rye")
    assert "harbour" in tell("notes", "tag:quay")[1]
    assert "miller" not in tell("notes", "tag:quay")[1]
    assert "miller" in tell("notes", "ask -tag:quay")[1]
    code, _, err = tell("notes", "date:yesterdayish")
    assert code == 2
    assert len(err.splitlines()) == 1
