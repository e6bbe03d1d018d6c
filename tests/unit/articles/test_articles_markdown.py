"""Markdown and front matter."""

import time

import pytest

from tuireader.articles.cleaning import Cleaning
from tuireader.articles.describing import describe, describe_text
from tuireader.articles.records import Record

MARKDOWN = """---
title: Board paints *its* boats
date: 2024-05-06
author: [Jo Berg, Ana Lund]
source: Harbour Post
lang: en
---

OSLO — The board met & agreed to [paint](javascript:alert(1)) all **boats**
green before the summer begins in earnest.

## A long night

- Two fishermen left.
- Nobody came back.

![Boats at sea](file:///etc/passwd)

<b>The end</b> was near.
"""


def test_front_matter_states_and_blocks_follow() -> None:
    found = describe_text(MARKDOWN, path="a.MD")
    assert (found.headline, found.headline_from) == ("Board paints *its* boats", "text")
    assert (found.date, found.date_from, found.byline) == ("2024-05-06", "front matter", "Jo Berg, Ana Lund")
    assert (found.source, found.language, found.place) == ("Harbour Post", "en", "OSLO")
    assert [(b.kind, b.text) for b in found.blocks] == [
        ("headline", "Board paints *its* boats"),
        ("paragraph", "The board met & agreed to paint all boats green before the summer begins in earnest."),
        ("subheading", "A long night"),
        ("paragraph", "Two fishermen left."),
        ("paragraph", "Nobody came back."),
        ("caption", "Boats at sea"),
        ("paragraph", "The end was near."),
    ]
    assert found.removed[0].rule == "front matter"


def test_a_first_heading_is_the_headline() -> None:
    found = describe_text("# Board paints boats\n\nThe board met and agreed.\n", path="a.md")
    assert (found.headline, found.headline_from) == ("Board paints boats", "text")
    assert [b.kind for b in found.blocks] == ["headline", "paragraph"]


def test_markdown_signs_stay_in_plain_text() -> None:
    assert describe_text("The board met *twice* and [agreed](x).\n", path="a.txt").paragraphs == (
        "The board met *twice* and [agreed](x).",
    )


def test_front_matter_counts_in_plain_text_too() -> None:
    assert describe_text("---\ntitle: Boats\n---\nThe board met.\n", path="a.txt").headline == "Boats"


@pytest.mark.parametrize(
    "block",
    [
        "a: !!python/object/apply:os.system ['touch /tmp/x']",
        "a: [" + "[" * 3000,
        "a: &a [*a]\n{",
        "date: 2024-13-99\ntitle: x",
    ],
)
def test_front_matter_that_is_not_plain_stays_in_the_text(block: str) -> None:
    found = describe_text(f"---\n{block}\n---\n\nThe board met and agreed.\n", path="a.txt")
    assert found.warnings
    assert "The board met and agreed." in found.paragraphs
    assert not any(piece.rule == "front matter" for piece in found.removed)


def test_front_matter_with_aliases_does_not_grow() -> None:
    lines = ["a: &a [x, x]"] + [
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(24)
    ]
    found = describe_text("---\ntitle: Boats\n" + "\n".join(lines) + "\n---\nThe board met.\n", path="a.md")
    assert found.headline == "Boats"


def test_front_matter_that_nobody_can_read_states_nothing() -> None:
    huge = "0x" + "F" * 5000
    found = describe_text(f"---\ntitle: {huge}\nauthor: Jo Berg\n---\n\nThe board met.\n", path="a.md")
    assert (found.byline, found.headline_from) == ("Jo Berg", "derived")
    for odd in ("!!int x", '!!int ""', "!!bool x", "!!timestamp x", "0001-01-01 00:00:00 +99:99"):
        found = describe_text(f"---\ntitle: {odd}\n---\n\nThe board met.\n", path="a.md")
        assert found.paragraphs[-1] == "The board met."


def test_a_day_that_yaml_reads_as_a_number_is_a_day() -> None:
    for said, date in (("20230503", "2023-05-03"), ("20231399", None), ("7", None)):
        assert describe_text(f"---\ndate: {said}\n---\n\nThe board met.\n", path="a.md").date == date


TOML = """+++
title = "Board paints 'its' boats"
date = {date}
publishDate = 2020-01-01
authors = ["Jo Berg", "Ana Lund"]
url = "/2024/05/boats/"
draft = false

[params]
source = "Harbour Post"
lang = "en"
Translator = "Ivy Chen"
+++

The board met and agreed to paint all boats.
"""


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(
    "date", ["2024-05-06T23:30:00-05:00", "2024-05-06 23:30:00", "2024-05-06", '"May 6, 2024"', "20240506"]
)
def test_front_matter_may_be_toml(name: str, date: str) -> None:
    found = describe_text("\ufeff" * (name == "a.txt") + TOML.replace("{date}", date), path=name)
    assert (found.headline, found.headline_from) == ("Board paints 'its' boats", "text")
    assert (found.date, found.date_from, found.byline) == ("2024-05-06", "front matter", "Jo Berg, Ana Lund")
    assert (found.source, found.language, found.translator) == ("Harbour Post", "en", "Ivy Chen")
    assert found.url is None, "a path is no address"
    assert found.paragraphs == ("The board met and agreed to paint all boats.",)
    assert found.removed[0].rule == "front matter"
    assert "publishDate = 2020-01-01" in found.removed[0].text


@pytest.mark.parametrize(
    "block",
    ["title = Boats", "title = 'a'\ntitle = 'b'", "date = 2024-13-99", "a = " + "[" * 3000, "[a\nb = 1"],
)
def test_toml_that_is_broken_stays_in_the_text_with_a_warning(block: str) -> None:
    found = describe_text(f"+++\n{block}\n+++\n\nThe board met and agreed.\n", path="a.txt")
    assert found.warnings == ("the front matter is not plain TOML and was left in the text",)
    assert "The board met and agreed." in found.paragraphs
    assert not any(piece.rule == "front matter" for piece in found.removed)
    assert block.split("\n")[0][:9] in found.text


def test_plus_signs_that_part_a_text_are_no_front_matter() -> None:
    text = "+++\nThe board met and agreed.\n+++\nIt will meet again.\n"
    found = describe_text(text, path="a.txt")
    assert found.warnings == ()
    assert "The board met and agreed." in found.text


def test_front_matter_may_be_json() -> None:
    block = """{
  "title": "Boats go green", "date": "2024-05-06T08:00:00Z", "author": {"name": "Jo Berg"},
  "url": "https://harbour.example/boats", "tags": ["a", {"b": "}"}]
}"""
    found = describe_text(f"{block}\n\nThe board met and agreed.\n", path="a.md")
    assert (found.headline, found.date, found.byline) == ("Boats go green", "2024-05-06", "Jo Berg")
    assert (found.url, found.paragraphs) == ("https://harbour.example/boats", ("The board met and agreed.",))


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "Boats"}\n', '{"title": "Boats"} said the mayor.\nIt was late.',
        '{"a": 1}\nThe board met.',
        '{"title": "Boats",\nThe board met.', '{"title": "Boats"}\n{"title": "Ferries"}\n', "{Boats} sail.",
        '{"title": ' + "[" * 9000 + "\nThe board met.",
    ],
)  # fmt: skip
def test_a_text_that_begins_with_a_brace_stays_as_it_is(text: str) -> None:
    found = describe_text(text, path="a.txt")
    assert not any(piece.rule == "front matter" for piece in found.removed)
    assert found.warnings == ()
    assert found.text.replace("\n\n", "\n").split() == text.split()


def test_blocks_of_html_keep_their_text() -> None:
    found = describe_text(
        "The board met on Monday.\n\n<div class='x'>The mayor said it was <b>late</b>."
        "\n<p>Nobody came.</p></div>"
        "\n\n<!-- a note -->\n\n<script>\ntrack(1)\n\nagain()\n</script>\n\n"
        "<div><h2>A long night</h2><p hidden>unseen words</p></div>\n\nThe end was near.\n",
        path="a.md",
    )
    assert [(block.kind, block.text) for block in found.blocks[-5:]] == [
        ("paragraph", "The board met on Monday."),
        ("paragraph", "The mayor said it was late."),
        ("paragraph", "Nobody came."),
        ("subheading", "A long night"),
        ("paragraph", "The end was near."),
    ]
    assert [(piece.rule, piece.text) for piece in found.removed] == [
        ("hidden markup", "<!-- a note -->"),
        ("hidden markup", "<script>\ntrack(1)\n\nagain()\n</script>"),
        ("hidden markup", "unseen words"),
    ]


SHORTCODES = """# Two ships

The board met and agreed.

{{< figure src="/a_b/c.jpg" title="x" caption="The \\"Fjord\\" at [the] *quay*, with a_b." attr="Jo Berg" >}}

{{% notice info %}}
It sails in **May** from the quay.
{{% /notice %}}
The council {{< youtube w7Ft2ymGmfc >}} agreed to [buy it]({{< ref "ships.md" >}}) on Monday.

{{< img src=a.jpg
    alt=`The old ship` />}}
{{< figure src="b.jpg" >}} {{ .Title }} and {{< broken %}}
"""


def test_the_shortcodes_of_hugo_are_left_out_and_their_captions_kept() -> None:
    found = describe_text(SHORTCODES, path="a.md")
    assert [(b.kind, b.text) for b in found.blocks] == [
        ("headline", "Two ships"),
        ("paragraph", "The board met and agreed."),
        ("caption", 'The "Fjord" at [the] *quay*, with a_b. (Jo Berg)'),
        ("paragraph", "It sails in May from the quay."),
        ("paragraph", "The council agreed to buy it on Monday."),
        ("caption", "The old ship"),
        ("paragraph", "{{ .Title }} and {{< broken %}}"),
    ]
    taken = [piece.text for piece in found.removed if piece.rule == "hidden markup"]
    assert len(taken) == 7
    assert "{{< youtube w7Ft2ymGmfc >}}" in taken
    assert found.original == SHORTCODES
    kept = describe(
        Record(SHORTCODES, markup="markdown"), path="a.md", cleaning=Cleaning(off={"hidden markup"})
    )
    assert "{{< youtube w7Ft2ymGmfc >}}" in " ".join(kept.paragraphs)


def test_shortcodes_beyond_all_measure_take_little() -> None:
    begun = time.process_time()
    for text in (
        "{{<" * 60_000,
        '{{< figure caption="' * 9000,
        "{{< a " + "x " * 90_000,
        '{{< figure a="\\' * 9000,
    ):
        describe_text(f"The board met.\n\n{text}", path="a.md")
    assert time.process_time() - begun < 20
