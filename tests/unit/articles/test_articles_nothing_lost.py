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
.""".splitlines()
)
_texts = st.lists(st.one_of(_LINES, _LINES, st.text(max_size=30).map(safe_text)), max_size=25).map("\n".join)


@given(_texts)
def test_every_character_stands_in_a_block_or_is_named_as_removed(text: str) -> None:
    article = describe_text(text, path="story.txt")
    kept = Counter("".join("".join(block.text.split()) for block in article.blocks))
    taken = Counter("".join("".join(piece.text.split()) for piece in article.removed))
    assert Counter("".join(text.split())) - kept - taken == Counter()
    assert kept <= Counter("".join(text.split()))


@given(_texts, st.sampled_from(["a.txt", "a.md"]))
def test_every_text_becomes_an_article_of_clean_blocks(text: str, path: str) -> None:
    article = describe_text(text, path=path)
    assert article.headline.strip()
    assert article.original == text
    for block in article.blocks:
        assert block.text == " ".join(block.text.split())
        assert block.text
