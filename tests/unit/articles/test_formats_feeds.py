"""Feeds: an item is an article, a trap is refused before it is parsed."""

import io
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tuireader.articles.article import Article
from tuireader.articles.formats import Fields, feed, pieces, read_piece
from tuireader.articles.reading import read_articles
from tuireader.articles.records import Piece, Record
from tuireader.errors import ArticleError

Read = Callable[..., dict[str | None, Record | str]]
One = Callable[..., Record]


RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Skalvik Post</title>'
    "<link>https://skalvik.example</link><language>en-gb</language>{}</channel></rss>"
)
ITEM = (
    "<item><title>Boats &amp; paint</title><link>https://skalvik.example/1</link>"
    "<pubDate>Thu, 19 Dec 2024 08:00:00 GMT</pubDate><dc:creator>Oda Brandvold</dc:creator>"
    "<description>Short.</description><content:encoded><![CDATA[<p>The board met.</p><script>x()</script>"
    "<figure><figcaption>The quay.</figcaption></figure><p>It voted &#27;[31mgreen.</p>]]>"
    "</content:encoded></item>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nb"><title>Skalvik</title>'
    "<entry><title>Boats</title>"
    '<link rel="self" href="https://x.example/self"/><link href="https://skalvik.example/2"/>'
    "<author><name>A. Moe</name></author><updated>2024-12-21T01:00:00Z</updated>"
    "<published>2024-12-20T08:00:00+01:00</published><summary>Short.</summary>"
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content>'
    "</entry></feed>"
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    "<channel><title>Old</title></channel><item><title>A</title><link>https://x.example/a</link>"
    "<description>The text.</description></item></rdf:RDF>"
)


def write(tmp_path: Path, text: str | bytes, name: str = "a.xml") -> Path:
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path / name


def test_an_item_of_rss(tmp_path: Path, one: One) -> None:
    found = one(write(tmp_path, RSS.format(ITEM), "a.rss"))
    assert found.text == "The board met.\n\nThe quay.\n\nIt voted green."
    assert [block.kind for block in found.blocks] == ["paragraph", "caption", "paragraph"]
    stated = found.stated
    assert (stated.headline, stated.date, stated.byline) == ("Boats & paint", "2024-12-19", "Oda Brandvold")
    assert (stated.source, stated.language) == ("Skalvik Post", "en-gb")
    assert (stated.url, found.stated_in) == ("https://skalvik.example/1", "feed")


def test_an_entry_of_atom(tmp_path: Path, one: One) -> None:
    found = one(write(tmp_path, ATOM, "a.atom"))
    assert found.text == "One.\n\nTwo."
    stated = found.stated
    assert (stated.headline, stated.date, stated.byline) == ("Boats", "2024-12-20", "A. Moe")
    assert (stated.source, stated.language, stated.url) == ("Skalvik", "nb", "https://skalvik.example/2")


def test_an_item_of_rdf(tmp_path: Path, one: One) -> None:
    found = one(write(tmp_path, RDF, "a.rdf"))
    assert (found.text, found.stated.source) == ("The text.", "Old")


def test_items_are_numbered_and_those_with_a_title_alone_are_articles(tmp_path: Path, read: Read) -> None:
    items = ITEM + "<item><guid>same</guid><title>B</title></item><item/>" + "<item><title>B</title></item>"
    found = read(write(tmp_path, RSS.format(items)))
    assert list(found) == ["1", "2", "3", "4"]
    assert isinstance(found["2"], Record)
    assert (found["2"].text, [block.kind for block in found["2"].blocks]) == ("B", ["headline"])
    assert "neither a text nor a title" in str(found["3"])


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "-o/tmp/x", "ssh://-oProxy", "http://x/\u202egpj.exe",
             "http://x.example/ &amp; touch y", "http://-x/", "//x"],
)  # fmt: skip
def test_links_that_are_no_web_addresses_are_left_out(tmp_path: Path, link: str, one: One) -> None:
    item = f"<item><title>t</title><link>{link}</link><description>d</description></item>"
    assert one(write(tmp_path, RSS.format(item))).stated.url is None


ENTITIES = '<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
)


@pytest.mark.promise("P30")
@pytest.mark.parametrize(
    "doctype",
    [f"<!DOCTYPE l [{ENTITIES}]>", f'<!DOCTYPE q [<!ENTITY j "{"a" * 50_000}">]>',
     '<!DOCTYPE r [<!ENTITY j SYSTEM "file:///etc/passwd">]>',
     '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/e.dtd"> %p;]>', '<!DOCTYPE rss SYSTEM "http://x/">',
     "<!-- <rss> --><!doctype x>", f"<!--{' ' * 70_000}--><!DOCTYPE x>", "<?x <rss>?><!DOCTYPE x>"],
    ids=["laughs", "quadratic", "xxe", "parameter", "external", "after a comment", "far down", "after a PI"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_at_once(tmp_path: Path, doctype: str, encoding: str) -> None:
    """P30: in half a second, without memory, and nothing is opened (`test_hostile_opened.py`)."""
    text = RSS.format("<item><title>t</title><description>" + "&j;" * 20_000 + "</description></item>")
    text = text.replace("?>", f"?>{doctype}", 1)
    if encoding != "utf-8":
        text = text.replace('encoding="utf-8"', f'encoding="{encoding}"')
    file = write(tmp_path, text.encode(encoding))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    with pytest.raises(
        ArticleError, match=r"a\.xml cannot be read: it (declares a document type|is not XML)"
    ):
        list(pieces(file, Fields()))
    assert time.process_time() - began < 0.5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_entities_that_nobody_declared_stay_out_and_includes_are_not_followed(
    tmp_path: Path, one: One
) -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    item = f"<item><title>t &nbsp; u</title><description>before {include} after</description></item>"
    found = one(write(tmp_path, RSS.format(item)))
    assert "root:" not in found.text
    assert "before" in found.text


def test_what_is_no_feed_is_said(tmp_path: Path, read: Read) -> None:
    for text, said in (
        ("this is not xml <<<", "not XML"), ("", "empty"), ("<html><p>x</p></html>", "neither RSS nor Atom"),
        ("<note><to>x</to></note>", "neither RSS nor Atom"), (RSS.format(""), "no item"),
        ("<rss>" + "<a>" * 50_000 + "</a>" * 50_000 + "</rss>", "nested too deeply"),
        ("\x89PNG\r\n", "not XML"),
    ):  # fmt: skip
        with pytest.raises(ArticleError, match=said) as caught:
            read(write(tmp_path, text))
        assert "\n" not in str(caught.value)


def test_a_feed_cut_short_gives_what_there_is_and_says_so(tmp_path: Path, read: Read) -> None:
    found = read(write(tmp_path, RSS.format(ITEM * 3)[:-300]))
    assert isinstance(found["1"], Record)
    assert isinstance(found["2"], Record)
    assert "cut short" in str(list(found.values())[-1])


def test_encodings_of_feeds(tmp_path: Path, one: One) -> None:
    item = "<item><title>Café</title><description>Café Müller.</description></item>"
    mended = one(write(tmp_path, RSS.format(item).encode("cp1252")))
    assert mended.text == "Café Müller."
    assert mended.warnings
    declared = RSS.format(item).replace("utf-8", "iso-8859-1").encode("latin-1")
    assert one(write(tmp_path, declared)).text == "Café Müller."
    assert (
        one(write(tmp_path, RSS.format(item).replace("utf-8", "utf-16").encode("utf-16"))).text
        == "Café Müller."
    )


def test_a_list_of_feeds_runs_nothing(tmp_path: Path, read: Read) -> None:
    opml = '<opml version="2.0"><body><outline text="News">{}</outline></body></opml>'
    found = read(
        write(
            tmp_path,
            opml.format(
                '<outline text="x" xmlUrl="http://x.example/f" filtercmd="touch y"/>'
                '<outline text="y" xmlUrl="|touch y"/><outline text="z" xmlUrl="exec:touch y"/>'
            ),
            "a.opml",
        )
    )
    assert isinstance(found["1"], Record)
    assert "touch" not in found["1"].text
    assert [isinstance(found[n], str) for n in ("2", "3")] == [True, True]


@pytest.mark.parametrize("count", [2_000])
def test_a_long_feed_is_read_in_a_stream(tmp_path: Path, count: int) -> None:
    file = write(tmp_path, RSS.format(ITEM * count))
    found = list(pieces(file, Fields()))
    assert len(found) == count
    assert list(pieces(file, Fields(), count - 2)) == found[-2:]


def test_items_of_the_same_text_are_different_articles(tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>Sale {n}</title><description>See inside.</description></item>" for n in (1, 2)
    )
    write(tmp_path, "Sale 1\n\nSee inside.\n", "a.txt")
    first, second = read_articles(write(tmp_path, RSS.format(items)))
    (text,) = read_articles(tmp_path / "a.txt")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(text, Article)
    assert first.id != second.id
    assert first.id == text.id  # the same article, wherever it was found


@pytest.mark.parametrize(("encoding", "told"), [("iso-8859-1", "iso8859-1"), ("utf-16", "utf-16-le")])
def test_the_encoding_that_a_feed_declares_is_told(
    tmp_path: Path, read: Read, encoding: str, told: str
) -> None:
    text = RSS.replace("utf-8", encoding).format("<item><title>Café</title></item>")
    (record,) = read(write(tmp_path, text.encode(encoding))).values()
    assert isinstance(record, Record)
    assert (record.stated.headline, record.encoding, record.warnings) == ("Café", told, ())


def test_a_feed_nested_too_deeply_keeps_what_stands_before_and_says_so(tmp_path: Path, read: Read) -> None:
    good, deep = "<item><title>One</title></item>", f"<item>{'<a>' * 300}{'</a>' * 300}</item>"
    found = read(write(tmp_path, RSS.format(good + deep + good)))
    assert isinstance(found["1"], Record)
    assert found["2"] == "the feed is nested too deeply (more than 256 levels); nothing after this was read"


@given(st.integers(0, 40), st.booleans())
@example(spare=0, in_cdata=True)
@settings(max_examples=30)
def test_an_ampersand_that_is_none_of_xml_costs_no_word(spare: int, in_cdata: bool) -> None:
    said = "AT&T & Co., R&D, Q&A; caf&eacute; &#8211; a&b"
    link = "http://skalvik.example/?a=1&b=2"
    text = f"<![CDATA[{said}]]>" if in_cdata else said
    # So long that what is read at a time ends somewhere in the text.
    before = "<!-- " + "x" * (64 * 1024 + 32 * 1024 - 190 + 5 * spare) + " -->"
    item = f"<item>{before}<title>{text}</title><link>{link}</link><description>It met.</description></item>"
    stream = io.BytesIO(f"<rss><channel><title>R&D</title>{item}</channel></rss>".encode())
    (piece,) = feed.split(stream, Fields())
    assert isinstance(piece, Piece)
    stated = feed.read(piece.data, Fields()).stated
    assert stated.headline == "AT&T & Co., R&D, Q&A; café – a&b"
    assert (stated.url, stated.source) == (link, "R&D")


POST = """<!-- wp:paragraph --><p>The board met on Monday.</p><!-- /wp:paragraph -->
[caption id="a7" align="alignleft" width="300"]<a href="x"><img src="y" /></a> The quay on Monday.[/caption]

The mayor said <em>it</em> was late.

<strong>Nobody</strong> came. It cost 3 < 4 crowns [sic].

[gallery ids="1,2,3"]

[embed]https://video.example/1[/embed]

<ul>

<li>Green, as it was.</li>

</ul>"""
EXPORT = f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Skalvik Post</title><wp:author><wp:author_login><![CDATA[oda]]></wp:author_login>
<wp:author_display_name><![CDATA[Oda Brandvold]]></wp:author_display_name></wp:author>
<item><title>x.jpg</title><dc:creator>oda</dc:creator><wp:post_type>attachment</wp:post_type></item>
<item><title>Boats</title><dc:creator><![CDATA[oda]]></dc:creator>
<pubDate>Mon, 04 Nov 2024 08:00:00 +0000</pubDate>
<content:encoded><![CDATA[{POST}]]></content:encoded><wp:post_type><![CDATA[post]]></wp:post_type>
<wp:comment><wp:comment_content>Blue, please.</wp:comment_content></wp:comment></item>
<item><title>menu</title><wp:post_type>nav_menu_item</wp:post_type></item></channel></rss>"""


def test_an_export_of_wordpress_reads_as_its_site_would(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(EXPORT)
    (piece,) = pieces(tmp_path / "a.xml", Fields())
    assert isinstance(piece, Piece)
    found = read_piece(piece, Fields())
    assert (piece.fragment, found.stated.byline, found.stated.date) == ("2", "Oda Brandvold", "2024-11-04")
    assert [(block.kind, block.text) for block in found.blocks] == [
        ("paragraph", "The board met on Monday."),
        ("caption", "The quay on Monday."),
        ("paragraph", "The mayor said it was late."),
        ("paragraph", "Nobody came. It cost 3 < 4 crowns [sic]."),
        ("paragraph", "Green, as it was."),
    ]


def test_marks_of_wordpress_without_end_take_no_time(tmp_path: Path) -> None:
    for text in (
        "[caption " * 60_000,
        "[caption]" * 60_000,
        "[embed]x" * 60_000,
        "x" + " \n" * 200_000 + "<b>",
    ):
        began = time.process_time()
        record = read_piece(
            Piece("1", "json", json.dumps({"text": f"<p>Boats.</p>{text}"}).encode()), Fields()
        )
        assert record.text.startswith("Boats.")
        assert time.process_time() - began < 2


LATER = "<p>The <hi rend='#b'>mayor</hi> said it was late.</p>"
DOC = (
    '<doc sitename="Skalvik Post" title="Boats" author="Oda Brandvold" date="2024-11-04" '
    'source="https://skalvik.example/boats" hostname="skalvik.example" excerpt="x">\n <main>'
    f'<p>The board met on Monday.</p><head rend="h2">Why</head>{LATER}<graphic src="x"/>'
    "<list><item>Green</item></list></main><comments><p>Blue, please.</p></comments></doc>"
)
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Boats</title>'
    "<author>Oda Brandvold</author></titleStmt><publicationStmt><publisher>Skalvik Post</publisher>"
    '</publicationStmt><sourceDesc><bibl><ptr type="URL" target="https://skalvik.example/boats"/>'
    "<date>2024-11-04</date></bibl></sourceDesc></fileDesc></teiHeader><text><body>"
    f'<div type="entry"><p>The board met on Monday.</p><head>Why</head>{LATER}'
    '<list><item>Green</item></list></div><div type="comments"><p>Blue, please.</p></div></body></text></TEI>'
)
NITF = (
    '<?xml version="1.0"?><nitf><head><title>Boats</title><docdata><date.issue norm="20241104T080000Z"/>'
    '<doc.copyright holder="Skalvik Post"/></docdata></head><body><body.head><hl1>Boats</hl1>'
    "<byline>By Oda Brandvold</byline><dateline><location>SKALVIK</location></dateline></body.head>"
    f"<body.content><block><p>The board met on Monday.</p><hl2>Why</hl2>{LATER}"
    "<ul><li>Green</li></ul></block></body.content></body></nitf>"
)


@pytest.mark.parametrize("text", [DOC, TEI, NITF], ids=["trafilatura", "TEI", "NITF"])
def test_xml_that_is_one_article_is_one(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.xml"
    file.write_text(text)
    (found,) = read_articles(file, shown_as="a.xml")
    assert isinstance(found, Article)
    assert (found.path, found.headline, found.byline, found.source) == (
        "a.xml", "Boats", "Oda Brandvold", "Skalvik Post",
    )  # fmt: skip
    assert (found.date, found.date_from, found.warnings) == ("2024-11-04", "record", ())
    assert (found.url, found.place) == (
        (None, "SKALVIK") if "nitf" in text else ("https://skalvik.example/boats", None)
    )
    assert [(block.kind, block.text) for block in found.blocks[1:]] == [
        ("paragraph", "The board met on Monday."), ("subheading", "Why"),
        ("paragraph", "The mayor said it was late."), ("paragraph", "Green"),
    ]  # fmt: skip


def test_xml_that_is_a_damaged_article_or_a_trap_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(DOC[: DOC.index("<list>")])
    (found,) = read_articles(file)
    assert isinstance(found, Article)
    assert any("damaged" in warning for warning in found.warnings)
    for text, said in (
        ("<doc/>", "neither a text nor a title"),
        ("<doc><main>" + "<p>" * 50_000, "the item shows no text"),
        ("<TEI><text/></TEI>", "neither a text nor a title"),
        ('<!DOCTYPE nitf [<!ENTITY x "y">]><nitf>&x;</nitf>', "document type"),
        ("<doc>" + "x" * 17_000_000, "longer than 8 MB"),
    ):
        file.write_text(text)
        with pytest.raises(ArticleError, match=said):
            list(read_articles(file))
