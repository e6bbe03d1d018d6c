"""Whatever the text: it becomes an article, and every character is kept or named as removed."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tuireader.articles.describing import describe_text
from tuireader.text.safe import safe_text

_LINES = st.sampled_from(
    """


 date 2024-05-06 Boats
Board paints its boats
OSLO, Nov 3 (NTB) - The board met.
By Jo Berg
By Jo Berg   5 May 2023
Staff Writer
Published: 3 May 2023
KYODO NEWS - Jun 4, 2022 - 18:22 | All
leftcenterrightdel
Boats at sea (Photo: VNA))
(Photo: VNA)
The hall was full./.
It ended/.
They left.Nobody spoke.
ADVERTISEMENT
Share
* * *
Related coverage:
Media contact: Jo
VNA
Translated by Jo Berg
QUANG MINH
(PNA)
It was over. (PNA)
© 2023 AFP
alu/lp/kjm
A long night
the boats were green and the
harbour was full of disa-
greement that lasted all night
/.
//
-
.
PARIS, 3 mai (AFP) -
(ANSA) - ROMA, 21 GIU - Le api sono tornate.
MURMANSK, December 15. /TASS/. Herders count reindeer.
PUNE: The race begins on Sunday.
APA-Dakar (Senegal) Tailors weave flags.
Home > News > Local
By Nadia Osei | 18 September 2022 | 3 min read
Hester Lyle
Sun 6 Nov 2022 09.00 GMT
Posted 19 Feb 2020, updated 20 Feb 2020
Published 2 hours ago
Last updated: March 8, 2022 at 7:15 p.m. ET
Source: Xinhua| 2021-04-16 17:35:21|Editor: huaxia
Facebook Twitter WhatsApp Email
Image source, Getty Images
Image caption
C The boats. (Xinhua/Li Wen)
FILE PHOTO: A boat. REUTERS/Jo Berg/File Photo
A boat. — Photo: Jo Berg
[Ana Prado/Reuters]
Boats (L) and oars (R) lie in the harbour
Read more:
Read also: Boats go green
You might also like
Media contact:
jo@berg.example
+47 555 01 234
It was over. Enditem
It was over. EFE
Some 9,000 came. PTI TGB
- Lusa/Fim
HML // JLG
(END)
($1 = 0.92 euros)
First published in The Post
4          THE PRAIRIE BUGLE
(Continued on page 9)
LOCAL NEWS
Copyright © ANTARA 2022
Associated Press writer Hal Dunn contributed to this report.
12 comments
Tags: boats, oars
We use cookies to improve your experience
—
“
Thu Hà/VNA""".splitlines()
)
_texts = st.lists(st.one_of(_LINES, _LINES, st.text(max_size=30).map(safe_text)), max_size=25).map("\n".join)


_HEADLINES = ("Board paints its boats", "BOARD PAINTS BOATS AND OARS", "Board: “We paint”", "")
_ABOVE = (
    "Home > News > Local",
    "LOCAL NEWS",
    "KYODO NEWS - Jun 4, 2022 - 18:22 | All",
    "PAGE 4          THE LOG",
    "FOR IMMEDIATE RELEASE",
    "2023/05/03",
)
_UNDER = (
    "By Jo Berg",
    "Staff Writer",
    "By Jo Berg | 3 May 2023 | 3 min read",
    "Published: 3 May 2023",
    "Share",
    "Facebook Twitter Email",
    "Updated 10:31 GMT",
    "Source: Xinhua",
    "Jo Berg",
    "Sun 6 Nov 2022 09.00 GMT",
    "Posted 19 Feb 2020, updated 20 Feb 2020",
    "By JO BERG, Associated Press",
    "jo@berg.example",
)
_DATELINES = (
    "",
    "OSLO (NTB) - ",
    "HANOI, Nov 3 (Reuters) - ",
    "PARIS, 3 mai (AFP) - ",
    "(ANSA) - ROMA, 21 GIU - ",
    "MURMANSK, December 15. /TASS/. ",
    "PUNE: ",
    "APA-Dakar (Senegal) ",
    "LONDON — ",
    "(Hà Nội, 12/9) ",
    "VNA - ",
)
_WITHIN = (
    "leftcenterrightdel\nBoats at sea. Photo: VNA",
    "Boats at sea (Photo: VNA))",
    "* * *",
    "ADVERTISEMENT",
    "Image source, Getty Images\nImage caption\nBoats at sea",
    "Read also: Boats go green",
    "A long night",
    "FILE PHOTO: A boat at sea. REUTERS/Jo Berg/File Photo",
    "Boats (L) and oars (R) lie in the harbour.",
    "They left the hall.Nobody spoke then.“They left.”It was late.",
    "Related stories\nSquid come back to the bay",
    "Sign up for our morning newsletter",
    "OSLO (NTB) - Another item begins here with a dateline of its own.",
    "the boats were green and the\nharbour was full of disa-\ngreement that lasted all night\nand all day",
)
_BELOW = (
    "VNA",
    "(PNA)",
    "-- BERNAMA",
    "Enditem",
    "(END)",
    "###",
    "Translated by Jo Berg",
    "QUANG MINH",
    "alu/lp/kjm",
    "(Reporting by Jo Berg; Editing by Ana Ruiz)",
    "© 2023 The Post. All rights reserved.",
    "- Lusa/Fim",
    "Media contact:\nIvy Chen\nivy@berg.example",
    "You might also like\nSquid come back to the bay",
    "12 comments",
    "Tags: boats, oars",
    "($1 = 0.92 euros)",
    "First published in The Post",
    "Jo Berg contributed to this report.",
)
_ENDS = ("", "./.", " /.", " (PNA)", " Enditem", " EFE", " PTI TGB")
_SENTENCES = (
    "The harbour board of the small town met on a rainy evening and agreed to paint all of its boats green.",
    "Nobody spoke against the plan, although two fishermen left before the vote and did not come back.",
    "“We have waited for this since the winter of the great storm,” said Ingrid Moe, who keeps the lamp.",
)


@st.composite
def _laid_out(draw: st.DrawFn) -> str:
    """An article as wires and pages lay them out: what stands above, within and below the prose."""

    def some(pieces: tuple[str, ...]) -> list[str]:
        return draw(st.lists(st.sampled_from(pieces), unique=True, max_size=3))

    head = [*some(_ABOVE), draw(st.sampled_from(_HEADLINES)), *some(_UNDER)]
    prose = draw(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=4))
    prose[0] = draw(st.sampled_from(_DATELINES)) + prose[0]
    prose[-1] += draw(st.sampled_from(_ENDS))
    body = [prose[0], *draw(st.permutations([*prose[1:], *some(_WITHIN)]))]
    gap = draw(st.sampled_from(("\n", "\n\n")))
    return "\n\n".join([gap.join(filter(None, head)), *body, gap.join(some(_BELOW))]).strip()


_articles = _laid_out()


@given(_texts)
def test_every_character_stands_in_a_block_or_is_named_as_removed(text: str) -> None:
    article = describe_text(text, path="story.txt")
    kept = Counter("".join("".join(block.text.split()) for block in article.blocks))
    taken = Counter("".join("".join(piece.text.split()) for piece in article.removed))
    assert Counter("".join(text.split())) - kept - taken == Counter()
    assert kept <= Counter("".join(text.split()))


@given(_texts)
def test_fields_are_words_of_the_text(text: str) -> None:
    article = describe_text(text, path="story.txt")
    letters = "".join(text.split())
    for field in (article.place, article.source, article.byline, article.translator):
        assert field is None or all("".join(part.split()) in letters for part in field.split(","))


@given(_articles)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = describe_text(text, path="story.txt")
    twice = describe_text(once.text, path="story.txt")
    assert [block.text for block in twice.blocks] == [block.text for block in once.blocks]


@given(_texts)
def test_what_is_kept_stands_in_the_order_of_the_text(text: str) -> None:
    article = describe_text(text, path="story.txt")
    letters = iter("".join(text.split()))
    assert all(letter in letters for block in article.blocks for letter in "".join(block.text.split()))


@given(_texts, st.sampled_from(["a.txt", "a.md"]))
def test_every_text_becomes_an_article_of_clean_blocks(text: str, path: str) -> None:
    article = describe_text(text, path=path)
    assert article.headline.strip()
    assert article.original == text
    for block in article.blocks:
        assert block.text == " ".join(block.text.split())
        assert block.text
