"""What the library keeps of an article is what was read, to the character, and plain JSON."""

import json
import zlib

from hypothesis import given
from hypothesis import strategies as st

from tuireader.articles.describing import describe_text
from tuireader.library.packing import pack, record_of, unpack
from tuireader.names.values import CountryFound, Mention, Names, Person

any_text = st.text(
    st.characters() | st.sampled_from('\x00\x1f\x7f\\"/\u2028\ufeff\udc80\udfff😀'), max_size=40
)
mentions = st.lists(st.builds(Mention, *[st.integers(0, 10**6)] * 3), max_size=3).map(tuple)


@given(any_text, any_text, mentions)
def test_an_article_comes_back_as_it_was_packed(text: str, name: str, places: tuple[Mention, ...]) -> None:
    article = describe_text(text, path="a.txt")
    names = Names(
        (Person(name, (name, text), None, None, places),), (CountryFound("VN", name, (), "weak", places),)
    )
    packed, original = pack(article, names)
    assert unpack(packed, original, uid=article.id, path="a.txt") == (article, names)
    assert unpack(zlib.compress(record_of(packed)), None, uid="", path="")[1] == names, "as older ones are"
    written = record_of(packed).decode("utf-8", "surrogatepass")
    assert written == json.dumps(json.loads(written), ensure_ascii=False, separators=(",", ":"))
