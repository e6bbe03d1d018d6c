"""Cleaning rules on invented articles, through `describe`."""

import pytest

from tuireader.articles.article import Article
from tuireader.articles.describing import describe_text

PROSE = (
    "The harbour board of the small town met on a rainy evening and agreed to paint all of its boats green."
)
MORE = "Nobody spoke against the plan, although two fishermen left before the vote and did not come back."


def article(*parts: str, path: str = "story.txt") -> Article:
    return describe_text("\n\n".join(parts), path=path)


def rules(found: Article) -> list[str]:
    return [piece.rule for piece in found.removed]


@pytest.mark.parametrize(
    ("dateline", "place", "source", "date"),
    [
        ("Oslo (NTB) - ", "Oslo", "NTB", None),
        ("HANOI, Nov 3 (Reuters) - ", "HANOI", "Reuters", "--11-03"),
        ("LONDON (AP) — ", "LONDON", "AP", None),
        ("LIMA, 27 Feb 2024 - ", "LIMA", None, "2024-02-27"),
        ("Bodø, 14 October 2023 (NTB) – ", "Bodø", "NTB", "2023-10-14"),
        ("ROSEAU, Dominica, Jun 2, 2023 (CMC) – ", "ROSEAU, Dominica", "CMC", "2023-06-02"),
        ("MACON, Ga. — ", "MACON, Ga.", None, None),
        ("Port of Spain (CMC) -- ", "Port of Spain", "CMC", None),
        ("Hà Nội (TTXVN) - ", "Hà Nội", "TTXVN", None),
        ("Taipei, Taiwan — ", "Taipei, Taiwan", None, None),
        ("VNA - ", None, "VNA", None),
    ],
)
def test_datelines(dateline: str, place: str | None, source: str | None, date: str | None) -> None:
    found = article(dateline + PROSE, MORE)
    assert (found.place, found.source, found.date) == (place, source, date)
    assert found.paragraphs[0] == PROSE
    assert [p.text for p in found.removed if p.rule == "dateline"] == [dateline.strip()]


@pytest.mark.parametrize(
    "start",
    [
        "Meanwhile - and nobody knows why - ",
        "Jordan and Peru (both far away) - ",
        "One thing is clear - ",
        "Guinea-Bissau ",
        "Monday, 17 November 1975 – ",
    ],
)
def test_what_is_no_dateline_stays(start: str) -> None:
    found = article(start + PROSE, MORE)
    assert found.place is None
    assert found.paragraphs[0] == (start + PROSE).strip()


@pytest.mark.parametrize(
    ("caption", "text", "credit"),
    [
        ("Boats in the harbour (Photo: VNA)", "Boats in the harbour", "VNA"),
        ("Boats in the harbour. (Photo: qdnd.vn))", "Boats in the harbour.", "qdnd.vn"),
        ("Boats in the harbour. (AP Photo/Jo Berg)", "Boats in the harbour.", "Jo Berg"),
        ("Boats in the harbour [Photo by Jo Berg]", "Boats in the harbour", "Jo Berg"),
        ("Thuyền ở bến cảng. Ảnh: CTV", "Thuyền ở bến cảng.", "CTV"),
        ("Thuyền ở bến cảng (Ảnh: TTXVN)", "Thuyền ở bến cảng", "TTXVN"),
        ("leftcenterrightdel\nBoats in the harbour", "Boats in the harbour", None),
    ],
)
def test_captions_and_credits(caption: str, text: str, credit: str | None) -> None:
    found = article(PROSE, caption, MORE)
    assert [(b.text, b.credit) for b in found.blocks if b.kind == "caption"] == [(text, credit)]
    assert found.paragraphs == (PROSE, MORE)


def test_a_credit_on_its_own_line_goes_to_the_caption_above() -> None:
    found = article(PROSE, "leftcenterrightdel\nBoats in the harbour", "(Photo: Jo Berg)", MORE)
    assert [(b.text, b.credit) for b in found.blocks if b.kind == "caption"] == [
        ("Boats in the harbour", "Jo Berg")
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "The mayor held up a picture (Photo: taken in May) of the boats and asked whose they were.",
        "He collects stamps (pictures of ships).",
        "The story is told in full (see below).",
    ],
)
def test_prose_with_brackets_is_no_caption(prose: str) -> None:
    assert article(PROSE, prose, MORE).captions == ()


def test_prose_after_a_slider_marker_is_no_caption() -> None:
    long = " ".join([PROSE, MORE, PROSE, MORE])
    found = article(PROSE, "leftcenterrightdel", long)
    assert found.captions == ()
    assert long in found.paragraphs


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published: 3 May 2023", "2023-05-03"),
        ("2023/05/03", "2023-05-03"),
        ("2023-05-03T10:20:00Z", "2023-05-03"),
        ("Fri., Nov. 17, 2023", "2023-11-17"),
        ("Published 4:12 PM EST, February 11, 2021", "2021-02-11"),
        ("Issued on: 19/09/2023 - 08:12", "2023-09-19"),
        ("09/18/2022", "2022-09-18"),
        ("Tuesday, 04/07/2023", "2023-07-04"),
        ("Updated: 1 June 2022, 10:00 GMT", "2022-06-01"),
    ],
)
def test_date_lines(line: str, date: str) -> None:
    found = article("Harbour board paints its boats", line, PROSE, MORE)
    assert (found.date, found.date_from) == (date, "line")
    assert "date line" in rules(found)
    assert found.paragraphs == (PROSE, MORE)


def test_a_publication_date_beats_an_update() -> None:
    found = article("Harbour board paints its boats", "Updated 5 May 2023\nPublished 3 May 2023", PROSE, MORE)
    assert found.date == "2023-05-03"


def test_a_date_that_could_be_two_days_is_none() -> None:
    assert article("Harbour board paints its boats", "04/07/2023", PROSE, MORE).date is None


def test_a_year_is_never_guessed() -> None:
    assert article("Harbour board paints its boats", "May 3", PROSE, MORE).date == "--05-03"


def test_a_date_within_the_prose_is_not_the_articles() -> None:
    assert article(PROSE, "It happened on 3 May 2021.", MORE).date is None


def test_a_date_in_the_files_name_is_the_last_resort() -> None:
    found = article(PROSE, MORE, path="news/2021-03-04-boats.txt")
    assert (found.date, found.date_from) == ("2021-03-04", "file name")
    stated = article("Harbour board paints its boats", "3 May 2023", PROSE, path="2021-03-04-boats.txt")
    assert stated.date == "2023-05-03"


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("0021984_aafc20751014affc.txt", None),
        ("20210304T1015Z-boats.txt", "2021-03-04"),
        ("AP20210304.txt", "2021-03-04"),
        ("2021/03/04/9f86d081884c20190101.txt", "2021-03-04"),
    ],
)
def test_digits_of_a_checksum_are_no_date(path: str, date: str | None) -> None:
    assert article(PROSE, MORE, path=path).date == date


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jo Berg", "Jo Berg"),
        ("BY JO McBERG", "JO McBERG"),
        ("By Jo Berg and Ana de la Cruz", "Jo Berg and Ana de la Cruz"),
        ("By Jo Berg, Sports Editor", "Jo Berg"),
        ("By Jo Berg                 December 2, 2022, 6:41 pm", "Jo Berg"),
    ],
)
def test_bylines(line: str, byline: str) -> None:
    found = article("Harbour board paints its boats", line, PROSE, MORE)
    assert found.byline == byline
    assert found.paragraphs == (PROSE, MORE)


def test_a_sentence_with_by_is_no_byline() -> None:
    assert article("By Monday the boats were green.", PROSE, MORE).byline is None


@pytest.mark.parametrize(
    ("line", "source"),
    [("VNA", "VNA"), ("==Kyodo", "Kyodo"), ("Source: AFP", "AFP"), ("(AP)", "AP"), ("Reuters", "Reuters")],
)
def test_a_sign_off_is_the_source(line: str, source: str) -> None:
    found = article(PROSE, MORE, line)
    assert found.source == source
    assert found.paragraphs == (PROSE, MORE)


def test_a_source_in_brackets_after_the_last_sentence() -> None:
    found = article(PROSE, MORE + " (PNA)")
    assert found.source == "PNA"
    assert found.paragraphs[-1] == MORE


@pytest.mark.parametrize(
    "line", ["Translated by Jo Berg", "Translated from Norwegian by Jo Berg", "(Translation by Jo Berg)"]
)
def test_translators(line: str) -> None:
    found = article(PROSE, MORE, line)
    assert found.translator == "Jo Berg"
    assert found.paragraphs == (PROSE, MORE)


@pytest.mark.parametrize(
    ("end", "kept"),
    [("./.", "."), ("/.", "."), (". /.", "."), (".”/.", ".”"), (".//", "."), (".", "."), ("?/.", "?")],
)
def test_end_marks_leave_the_full_stop(end: str, kept: str) -> None:
    assert article(MORE, PROSE[:-1] + end).paragraphs[-1] == PROSE[:-1] + kept


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("advert", "ADVERTISEMENT"),
        ("reading aid", "Story continues below"),
        ("share buttons", "Share"),
        ("separator", "* * *"),
        ("separator", "___"),
        ("newsletter", "Sign up for our morning newsletter"),
        ("newsletter", "GET THE NEWS OF THE DAY IN YOUR INBOX"),
        ("cookie notice", "We and our partners use Cookies on every page"),
        ("page turn", "- continued on page 7 -"),
        ("page turn", "SEE HARBOUR, A12"),
        ("breadcrumb", "News » Local » Harbour"),
        ("advert", "ADVERTİSEMENT"),  # with the capital i of Turkish
    ],
)
def test_furniture_is_taken_by_a_named_rule(rule: str, line: str) -> None:
    found = article(PROSE, line, MORE)
    assert found.paragraphs == (PROSE, MORE)
    assert (rule, line) in [(p.rule, p.text) for p in found.removed]


@pytest.mark.parametrize("line", ["© 2023 The Harbour Post. All rights reserved.", "alu/lp/kjm", "- END -"])
def test_closing_furniture(line: str) -> None:
    assert article(PROSE, MORE, line).paragraphs == (PROSE, MORE)


def test_closing_links_to_other_stories_go() -> None:
    found = article(PROSE, MORE, "Related coverage:\nEvacuation towers stand empty\nSquid return")
    assert found.paragraphs == (PROSE, MORE)
    assert rules(found).count("related links") == 3


def test_prose_after_a_word_like_related_stays() -> None:
    found = article(PROSE, "Read more", MORE)
    assert MORE in found.paragraphs


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("They left the hall.Nobody spoke then.", 2),
        ("They left in 2023.The hall stood empty.", 2),
        ("They joined the VPA.The hall stood empty.", 2),
        ("“They left.”Nobody spoke then.", 2),
        ("The U.N.Council met at qdnd.vn and Lt.Gen. An spoke of 22-NQ/TW and 2.5 percent.", 1),
        ("Write to Jo.Berg@example.org or see example.org.Com and www.Example.Org for it.", 1),
    ],
)
def test_glued_sentences(glued: str, parts: int) -> None:
    paragraphs = article(PROSE, glued).paragraphs[1:]
    assert len(paragraphs) == parts
    assert "".join(paragraphs) == glued


def test_hard_wrapped_lines_are_joined_and_broken_words_mended() -> None:
    found = describe_text(
        "\n".join(
            [
                "The harbour board of the small town met on a",
                "rainy evening and agreed to paint all of its",
                "boats green, ending a long and bitter disa-",
                "greement. Lt. Thomas J.",
                "Berg called the plan self-",
                "reliant.",
                "",
                "Nobody spoke against the plan, although two",
                "fishermen left before the vote was taken.",
            ]
        ),
        path="wrapped.txt",
    )
    assert found.paragraphs == (
        PROSE[:-1]
        + ", ending a long and bitter disagreement. Lt. Thomas J. Berg called the plan self-reliant.",
        "Nobody spoke against the plan, although two fishermen left before the vote was taken.",
    )


def test_unwrapped_lines_are_paragraphs() -> None:
    assert describe_text(f"{PROSE}\n{MORE}\n{PROSE}", path="lines.txt").paragraphs == (PROSE, MORE, PROSE)


def test_text_no_rule_understands_is_a_paragraph() -> None:
    found = describe_text("xyzzy", path="odd.txt")
    assert (found.headline, found.paragraphs) == ("xyzzy", ("xyzzy",))


def test_the_id_ignores_white_space_and_quotes_alone() -> None:
    one = describe_text(f"{PROSE}\n\n“{MORE}”", path="a.txt")
    two = describe_text(f'{PROSE}\n\n\n\n"{MORE}"\n', path="b.txt")
    assert one.id == two.id != describe_text(f"{PROSE}\n\n“{MORE.upper()}”", path="a.txt").id


@pytest.mark.parametrize("line", ["Photographer: Ann Lee", "Photos by Ann Lee", "(Photos: Ann Lee)"])
def test_who_is_named_below_the_prose_took_the_pictures(line: str) -> None:
    found = article("FILE PHOTO: The boats at sea", PROSE, "Ingrid Moe at work (Photo: VNA)", MORE, line)
    assert [block.credit for block in found.blocks if block.kind == "caption"] == ["Ann Lee", "VNA"]
    assert ("photographer", line) in [(piece.rule, piece.text) for piece in found.removed]
    assert found.paragraphs == (PROSE, MORE)


@pytest.mark.parametrize(
    ("path", "text", "date"),
    [
        ("a.txt", "3 May 2023\n", "2023-05-03"),
        ("a.txt", "2024-12-22", "2024-12-22"),
        ("a.md", ">\n>\n", None),
        ("a.md", "> \n\n***\n", None),
        ("a.md", "[](x)\n", None),
        ("a.md", "---\ndate: 2024-12-22\n---\n", "2024-12-22"),
        ("a.txt", "ENDS\n", None),
        ("a.txt", "Share this article\n", None),
        ("a.txt", "(Reuters)", None),
    ],
)
def test_what_would_leave_nothing_to_read_is_left_in_its_place(
    path: str, text: str, date: str | None
) -> None:
    article = describe_text(text, path=path)
    assert [block.text for block in article.blocks] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]
    assert article.date == date
    assert article.removed == ()
