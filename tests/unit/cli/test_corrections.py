"""What was corrected in the room holds for the commands."""

import json
from pathlib import Path

from tests.unit.cli.conftest import Tell
from tuireader.notebook.notebook import Notebook
from tuireader.paths import user_paths


def test_people_search_and_show_see_what_was_corrected(news: Path, tell: Tell) -> None:
    with Notebook.open(user_paths().data) as notebook:
        notebook.correct("rename", person="Oda Brandvold", other="Oda Brandvold-Lie")
        notebook.correct("hide", person="Jan Visserman")
        made = notebook.correct("person-country", person="Émile Taranteau", country="fr")
    _, out, _ = tell("people", "--json")
    people = {entry["name"]: entry for entry in map(json.loads, out.splitlines())}
    assert "Oda Brandvold-Lie" in people
    assert not {"Oda Brandvold", "Jan Visserman"} & set(people)
    assert people["Émile Taranteau"]["countries"] == ["FR"]
    _, out, _ = tell("search", "person:brandvold-lie", "--json")
    (hit,) = json.loads(out)["results"]
    assert hit["reasons"][0]["matched"] == "Oda Brandvold-Lie"
    _, out, _ = tell("show", str(news / "ferry.txt"), "--json")
    assert [person["name"] for person in json.loads(out)["people"]] == ["Oda Brandvold-Lie"]
    with Notebook.open(user_paths().data) as notebook:
        notebook.withdraw(made.id)
    _, out, _ = tell("people", "--json")
    people = {entry["name"]: entry for entry in map(json.loads, out.splitlines())}
    assert people["Émile Taranteau"]["countries"] != ["FR"]


def test_a_file_is_shown_in_the_encoding_that_was_said(news: Path, tell: Tell) -> None:
    text = "Мэр города сказал, что река спокойна."
    file = news / "letter.txt"
    file.write_bytes(text.encode("koi8-r"))
    try:
        assert text not in tell("show", str(file))[1]
        with Notebook.open(user_paths().data) as notebook:
            notebook.correct("encoding", form=str(file), other="koi8-r")
        tell("scan")
        uid = json.loads(tell("show", str(file), "--json")[1])["id"]
        assert text in tell("show", str(file))[1]
        assert text in tell("show", uid)[1]
        assert text not in tell("show", "--encoding", "cp1252", str(file))[1]
    finally:
        file.unlink()
