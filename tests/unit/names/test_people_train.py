"""Training the people tagger: what it needs, what it makes of a sentence."""

import gzip
import json
from pathlib import Path

import pytest

from tuireader.errors import UsageError
from tuireader.names.features import Features
from tuireader.names.tagger import tagger
from tuireader.names.train import CORPORA, NAME_TABLES, main, runs_for_training, train

FEATURES = Features(given=["anna"], family=["sato"], common=["royal"])


def test_without_its_corpora_training_says_what_it_needs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none"), "-o", str(tmp_path / "out.gz")]) == 2
    said = capsys.readouterr().err
    for name in (*CORPORA, *NAME_TABLES):
        assert name in said
    assert "data/README.md" in said
    assert not (tmp_path / "out.gz").exists()


def test_only_what_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "names").mkdir()
    for name in (*CORPORA[1:], *NAME_TABLES):
        (tmp_path / name).touch()
    with pytest.raises(UsageError) as raised:
        train(tmp_path, tmp_path / "out.gz")
    assert CORPORA[0] in str(raised.value)
    assert CORPORA[1] not in str(raised.value)


def test_a_sentence_gives_a_row_of_features_and_a_label_for_each_word_of_its_runs() -> None:
    words = ["Mayor", "Anna", "van", "Sato", "met", "Royal", "Bank", "staff"]
    labels = ["O", "B-PER", "I-PER", "I-PER", "O", "B-ORG", "I-ORG", "O"]
    runs = list(runs_for_training([(words, labels)], FEATURES))
    assert [found for _, found in runs] == [["O", "B", "I", "I"], ["O", "O"]]
    assert [len(rows) for rows, _ in runs] == [4, 2]
    assert "0:w=anna" in runs[0][0][1]
    assert "-1:w=mayor" in runs[0][0][1]


def test_a_headline_in_capitals_teaches_nothing() -> None:
    words = ["MAYOR", "ANNA", "SATO", "OPENS", "BRIDGE"]
    assert list(runs_for_training([(words, ["O"] * 5)], FEATURES)) == []


def test_training_on_a_little_learns_what_it_was_shown(tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite", reason="the extra `train` is not installed")
    (tmp_path / "names").mkdir()
    (tmp_path / NAME_TABLES[0]).write_text(
        "Country,Localized Name,Romanized Name\n"
        + "".join(f"AA,{n},{n}\n" for n in ("Anna", "Bela", "Cyra", "Dora"))
    )
    (tmp_path / NAME_TABLES[1]).write_text(
        "Country,Localized Name,Romanized Name\n"
        + "".join(f"AA,{n},{n}\n" for n in ("Sato", "Tono", "Uda", "Vano"))
    )
    sentence = [["Mayor", "Anna", "Sato", "said", "so", "."], ["O", "B-PER", "I-PER", "O", "O", "O"]]
    for corpus in CORPORA:
        (tmp_path / corpus).write_bytes(gzip.compress(json.dumps([sentence] * 3).encode()))
    size = train(tmp_path, tmp_path / "out.gz", invented=(200, 20))
    model = json.loads(gzip.decompress((tmp_path / "out.gz").read_bytes()))
    assert size == (tmp_path / "out.gz").stat().st_size
    assert {"weights", "transitions", "given", "family", "common"} == set(model)
    assert "anna" in model["given"].split()


def test_what_ships_is_small_and_knows_its_lists() -> None:
    data = Path(__file__).parents[3] / "tuireader" / "names" / "data"
    assert (data / "people.json.gz").stat().st_size <= 200_000
    assert {"anna", "mohammed"} <= tagger().features.given
