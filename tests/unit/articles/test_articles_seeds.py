"""The five seeds, read against what a careful reader finds in them."""

from collections import Counter
from pathlib import Path

import pytest

from tuireader.articles.article import Article
from tuireader.articles.reading import read_article

SEEDS = Path(__file__).parents[3] / "seeds"
NAMES = {int(path.name[:3]): path for path in sorted(SEEDS.glob("*.txt"))}


@pytest.fixture(params=sorted(NAMES))
def seed(request: pytest.FixtureRequest) -> Article:
    return read_seed(request.param)


def read_seed(number: int) -> Article:
    return read_article(NAMES[number], shown_as=NAMES[number].name)


def credited(article: Article) -> list[tuple[str, str | None]]:
    return [(block.text, block.credit) for block in article.blocks if block.kind == "caption"]


def removed(article: Article) -> list[tuple[str, str]]:
    return [(piece.rule, piece.text) for piece in article.removed if piece.rule != "blank lines"]


def test_there_are_five() -> None:
    assert sorted(NAMES) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("number", "date", "place", "source", "translator", "paragraphs"),
    [
        (0, None, "Hanoi", "VNA", None, 9),
        (1, "2024-12-22", None, "VNA", None, 10),
        (2, "2024-12-20", None, None, None, 12),
        (3, None, None, None, "Quynh Oanh", 8),
        (4, "2022-12-22", None, None, None, 11),
    ],
)
def test_what_stands_around_the_text(
    number: int,
    date: str | None,
    place: str | None,
    source: str | None,
    translator: str | None,
    paragraphs: int,
) -> None:
    article = read_seed(number)
    assert (article.date, article.date_from) == (date, "prefix" if date else None)
    assert (article.place, article.source, article.translator) == (place, source, translator)
    assert article.byline is None
    assert len(article.paragraphs) == paragraphs
    assert (article.encoding, article.warnings) == ("utf-8", ())


def test_captions_of_seed_0() -> None:
    assert credited(read_seed(0)) == [
        ("Participants at the conference held by the Ministry of Defence in Hanoi on April 20.", "qdnd.vn")
    ]


def test_captions_of_seed_1() -> None:
    article = read_seed(1)
    assert credited(article) == [("Vietnam’s 5P73-VT missile launcher draws attention", "VNA")]
    assert [block.kind for block in article.blocks[:3]] == ["paragraph", "caption", "paragraph"]


def test_captions_of_seed_2() -> None:
    (caption,) = credited(read_seed(2))
    assert caption[0].startswith("Representatives from the Ministries of Defence, military attachés of")
    assert caption[0].endswith("opening ceremony of the Vietnam International Defence Expo.")
    assert caption[1] == "VNA"


def test_captions_of_seed_3_follow_a_slider_marker() -> None:
    article = read_seed(3)
    assert credited(article) == [
        ("Sr. Lt. Gen. Hoang Xuan Chien chairs the event.", None),
        ("An overview of the conference at the Department of the Foreign Relations", None),
    ]
    assert [n for n, block in enumerate(article.blocks) if block.kind == "caption"] == [1, 4]


def test_captions_of_seed_4() -> None:
    assert credited(read_seed(4)) == [
        (
            "Minister of National Defence General Phan Van Giang (R) and his Chinese counterpart Wei Fenghe",
            "VNA",
        ),
        ("A performance of Vietnamese air force at the Vietnam Defence 2022", "VNA"),
        ("The Military Engineering Unit Rotation 2 and vehicles ready for departure", "VNA"),
    ]


@pytest.mark.parametrize(
    ("number", "pieces"),
    [
        (0, [("photo credit", "(Photo: qdnd.vn))"), ("dateline", "Hanoi (VNA) -"), ("end mark", "/.")]),
        (1, [("date prefix", " date 2024-12-22 "), ("sign-off", "VNA"), ("photo credit", "(Photo: VNA)")]),
        (2, [("date prefix", " date 2024-12-20 "), ("photo credit", "(Photo: VNA)"), ("end mark", "/.")]),
        (3, [("slider marker", "leftcenterrightdel")] * 2 + [("translator", "Translated by Quynh Oanh")]),
        (
            4,
            [("date prefix", " date 2022-12-22 ")]
            + [("photo credit", "(Photo: VNA)")] * 3
            + [("end mark", "/.")],
        ),
    ],
)
def test_what_was_taken_out_is_named(number: int, pieces: list[tuple[str, str]]) -> None:
    assert removed(read_seed(number)) == pieces


def test_runs_of_blank_lines_are_named_once() -> None:
    assert [piece.text for piece in read_seed(0).removed if piece.rule == "blank lines"] == ["\n" * 16]


def test_the_dateline_is_off_the_first_paragraph() -> None:
    assert (
        read_seed(0).paragraphs[0].startswith("More than 40 companies and agencies from 19 foreign countries")
    )


@pytest.mark.parametrize(
    ("number", "ending"),
    [(0, "during the event."), (2, "between the two sides."), (4, "UN peacekeeping, he said.")],
)
def test_the_last_sentence_keeps_its_full_stop_before_the_end_mark(number: int, ending: str) -> None:
    assert read_seed(number).paragraphs[-1].endswith(" " + ending)


def test_glued_sentences_of_seed_4_become_paragraphs() -> None:
    starts = [paragraph.split(" ", 2)[:2] for paragraph in read_seed(4).paragraphs]
    assert starts == [
        ["The", "event,"],
        ["According", "to"],
        ["General", "Giang"],
        ["The", "resolution"],
        ["The", "policy"],
        ["The", "sending"],
        ["Major", "General"],
        ["Particularly", "in"],
        ["The", "UN"],
        ["Major", "General"],
        ["In", "the"],
    ]


@pytest.mark.parametrize(
    ("number", "words"), [(0, "December 19 - 22."), (3, "U.N. peacekeeping"), (4, "22-NQ/TW")]
)
def test_what_only_looks_like_a_mark_stays(number: int, words: str) -> None:
    assert words in " ".join(read_seed(number).paragraphs)


def test_no_noise_is_left(seed: Article) -> None:
    for noise in ("leftcenterrightdel", "Photo:", "/.", "date 20", "Translated by", "(VNA)", "\n"):
        assert not any(noise in block.text for block in seed.blocks)
    assert "VNA" not in seed.paragraphs


def test_nothing_is_lost(seed: Article) -> None:
    """Every character but white space stands in a block or is named as removed."""
    original = Counter("".join(seed.original.split()))
    kept = Counter("".join("".join(block.text.split()) for block in seed.blocks))
    taken = Counter("".join("".join(piece.text.split()) for piece in seed.removed))
    assert kept + taken == original
    assert all(piece.text in seed.original for piece in seed.removed if piece.text.strip())


def test_the_original_is_kept(seed: Article) -> None:
    assert seed.original == (SEEDS / seed.path).read_text("utf-8")


@pytest.mark.parametrize(
    ("number", "headline"),
    [
        (0, "More than 40 companies and agencies have confirmed their participation"),
        (1, "The Vietnam International Defence Expo 2024 has left a lasting impression"),
        (2, "US and French partners have expressed their hope to deepen relations with Vietnam"),
        (3, "The conference was organized via both online and offline forms"),
        (4, "The event was a new step forwards in international defence integration of Vietnam"),
    ],
)
def test_headlines_are_derived_from_the_prose(number: int, headline: str) -> None:
    article = read_seed(number)
    assert (article.headline, article.headline_from) == (headline, "derived")
    assert all(block.kind != "headline" for block in article.blocks)


def test_ids_are_sixteen_hex_digits_and_differ() -> None:
    ids = [read_seed(number).id for number in NAMES]
    assert len(set(ids)) == 5
    assert all(len(uid) == 16 and set(uid) <= set("0123456789abcdef") for uid in ids)


def test_block_starts_point_into_the_text(seed: Article) -> None:
    for start, block in zip(seed.block_starts, seed.blocks, strict=True):
        assert seed.text[start : start + len(block.text)] == block.text
