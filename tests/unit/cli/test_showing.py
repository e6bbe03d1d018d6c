"""show: by id and by path, for people and for programs."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tuireader.paths import Paths

Tell = Callable[..., tuple[int, str, str]]
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
FIELDS = [
    "id", "path", "also", "headline", "headline_from", "date", "date_from", "place", "source", "byline",
    "translator", "language", "captions", "paragraphs", "words", "people", "countries", "quotes", "removed",
    "encoding", "warnings", "blocks", "url",
]  # fmt: skip


def shown(tell: Tell, *arguments: str | Path) -> list[Any]:
    code, out, err = tell("show", "--json", *arguments)
    assert (code, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


def test_json_has_the_fields_in_their_order(news: Path, tell: Tell) -> None:
    (article,) = shown(tell, news / "ferry.txt")
    assert list(article) == FIELDS
    assert list(article["people"][0]) == ["name", "forms", "title", "country", "mentions"]
    assert list(article["countries"][0]) == ["code", "name", "forms", "evidence"]
    assert all(list(quote) == ["speaker", "text"] for quote in article["quotes"])
    assert all(list(piece) == ["rule", "text"] for piece in article["removed"])
    assert article["path"] == str(news / "ferry.txt")
    assert (article["date"], article["date_from"]) == ("2024-03-05", "prefix")


def test_blocks_say_who_took_their_picture(tmp_path: Path, tell: Tell) -> None:
    file = tmp_path / "boats.txt"
    file.write_text(
        "The board met on a rainy evening.\n\nBoats at sea (Photo: Ann Lee)\n\nNobody came back.\n"
    )
    (article,) = shown(tell, file)
    assert [(block["kind"], block["credit"]) for block in article["blocks"]] == [
        ("paragraph", None),
        ("caption", "Ann Lee"),
        ("paragraph", None),
    ]


def test_a_mention_is_a_block_and_a_span_in_it(news: Path, tell: Tell) -> None:
    (article,) = shown(tell, news / "ferry.txt")
    (person,) = article["people"]
    assert [article["blocks"][block]["text"][start:end] for block, start, end in person["mentions"]] == [
        "Oda Brandvold",
        "Brandvold",
    ]


def test_one_object_a_line_in_the_order_asked(news: Path, tell: Tell) -> None:
    files = [news / name for name in ("orchard.md", "ferry.txt", "hostile.txt", "orchard.md")]
    assert [article["path"] for article in shown(tell, *files)] == [str(file) for file in files]


def test_an_id_and_the_start_of_one_show_the_same(news: Path, tell: Tell) -> None:
    (by_path,) = shown(tell, news / "ferry.txt")
    assert shown(tell, by_path["id"]) == [by_path]
    assert shown(tell, by_path["id"][:8]) == [by_path]


def test_a_path_the_library_does_not_hold_is_read_and_no_home_is_made(
    tmp_path: Path, home: Path, tell: Tell
) -> None:
    file = tmp_path / "loose.txt"
    file.write_text("The clock of Marnholm has stopped, Mayor Ida Lunde said on Monday.\n", "utf-8")
    (article,) = shown(tell, file)
    assert re.fullmatch("[0-9a-f]{16}", article["id"])
    assert [person["name"] for person in article["people"]] == ["Ida Lunde"]
    assert list(home.iterdir()) == []


def test_a_relative_path_is_shown_as_it_was_written(
    news: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(news)
    (article,) = shown(tell, "ferry.txt")
    assert article["path"] == "ferry.txt"
    assert article["also"] == []


def test_a_changed_file_is_shown_as_it_is_now_with_the_id_it_had(
    news: Path, tmp_path: Path, tell: Tell
) -> None:
    file = tmp_path / "growing.txt"
    file.write_text(
        "The fair of Aldersund opens on Friday, the council said in a short statement.\n", "utf-8"
    )
    assert tell("add", file)[0] == 0
    (before,) = shown(tell, file)
    file.write_text(
        "The fair of Aldersund opens on Saturday, the council said in a short statement.\n", "utf-8"
    )
    (after,) = shown(tell, file)
    assert "Saturday" in after["paragraphs"][0]
    assert after["id"] == before["id"]


def test_the_same_text_at_two_paths_is_one_article(news: Path, tmp_path: Path, tell: Tell) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    text = "The council of Aldersund has bought the old mill for the town's library.\n"
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text(text, "utf-8")
    assert tell("add", folder)[0] == 0
    (second,) = shown(tell, folder / "two.txt")
    assert second["path"] == str(folder / "two.txt")
    assert second["also"] == [str(folder / "one.txt")]


def test_what_cannot_be_shown_is_told_and_the_rest_is_shown(news: Path, tmp_path: Path, tell: Tell) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    wrong = [tmp_path / "gone.txt", tmp_path, tmp_path / "empty.txt", "ffffffff"]
    code, out, err = tell("show", "--json", wrong[0], news / "ferry.txt", *wrong[1:])
    assert code == 1
    assert len(out.splitlines()) == 1
    assert len(err.splitlines()) == len(wrong)
    code, out, err = tell("show", *wrong)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == len(wrong)


def test_an_article_whose_file_is_gone_is_shown_from_the_library(
    news: Path, tmp_path: Path, tell: Tell
) -> None:
    file = tmp_path / "short-lived.txt"
    file.write_text("The kiosk at Marnholm station closed after ninety years on Sunday.\n", "utf-8")
    assert tell("add", file)[0] == 0
    (before,) = shown(tell, file)
    file.unlink()
    assert shown(tell, before["id"]) == [before]
    assert shown(tell, file) == [before]


def test_the_text_is_set_for_reading(news: Path, tell: Tell) -> None:
    code, out, err = tell("show", news / "orchard.md")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Orchards of the south are late this year"
    assert lines[1].startswith("11 May 2024 · ")
    assert any(line.startswith("People     ") and "Émile Taranteau" in line for line in lines)
    assert any(line.startswith("Countries  ") and "Portugal" in line for line in lines)
    assert all(len(line) <= 80 for line in lines)
    assert "" in lines
    assert out.count("Orchards of the south") == 1


def test_a_caption_is_set_apart(tmp_path: Path, tell: Tell) -> None:
    file = tmp_path / "captioned.txt"
    file.write_text(
        "The new quay of Skalvik on a clear morning. (Photo: Harbour Office)\n\n"
        "The quay at Skalvik was opened on Monday after three years of work.\n",
        "utf-8",
    )
    assert (
        "  │ The new quay of Skalvik on a clear morning. (Photo: Harbour Office)\n" in tell("show", file)[1]
    )


def test_the_original_is_what_stood_in_the_file(news: Path, tell: Tell) -> None:
    text = (news / "ferry.txt").read_text("utf-8")
    assert tell("show", "--original", news / "ferry.txt") == (0, text, "")


@pytest.mark.parametrize("way", [[], ["--json"], ["--original"]])
def test_nothing_in_an_article_acts_on_the_terminal(way: list[str], news: Path, tell: Tell) -> None:
    code, out, err = tell("show", *way, news / "hostile.txt")
    assert code == 0
    assert not CONTROL.search(out + err)
    assert "Y2F0" not in out
    for literal in ("[red]Ostermoor[/]", "[@click=app.bell]here[/]"):
        assert literal in out


def test_a_name_that_is_no_utf8_is_shown_escaped(tmp_path: Path, tell: Tell) -> None:
    file = Path(str(tmp_path) + "/caf\udce9.txt")
    try:
        file.write_text("The café of Marnholm opens at six.\n", "utf-8")
    except OSError:
        pytest.skip("the file system has no such names")
    code, out, _ = tell("show", "--json", file)
    assert code == 0
    assert "\\udce9" in out
    assert json.loads(out)["path"] == str(file)


def test_a_file_is_cleaned_as_the_settings_have_it_and_the_original_is_untouched(
    tmp_path: Path, paths: Paths, tell: Tell
) -> None:
    paths.config.mkdir(parents=True)
    file = tmp_path / "boats.txt"
    text = (
        "Read on for $1\n\nThe boats&nbsp;are gr\u00adeen, and so are the oars.\n\nShare\n\nIt is over./.\n"
    )
    file.write_text(text, "utf-8")
    (plain,) = shown(tell, file)
    assert plain["paragraphs"] == [
        "The boats are green, and so are the oars.",
        "It is over.",
    ]
    assert tell("show", "--original", file) == (0, text.replace("\u00ad", ""), "")
    rule = '[[cleaning.rule]]\nname = "teaser"\nmatch = "read on.*"\nregex = true\n'
    paths.settings.write_text(f'[cleaning]\noff = ["share buttons"]\n{rule}', "utf-8")
    (own,) = shown(tell, file)
    assert own["paragraphs"] == ["The boats are green, and so are the oars.", "Share", "It is over."]
    assert {"rule": "teaser", "text": "Read on for $1"} in own["removed"]
    paths.settings.write_text("[cleaning]\nof = []\n", "utf-8")
    code, out, err = tell("show", file)
    assert (code, out) == (2, "")
    assert "config.toml" in err
