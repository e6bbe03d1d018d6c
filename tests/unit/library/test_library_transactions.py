"""What a library holds does not depend on how many articles a scan writes in one transaction."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tuireader.library import gathering, indexing
from tuireader.library.library import Library
from tuireader.library.values import Reading, SourceSpec

Read = Callable[[Path, str], Reading]

NAMES = ("Una Hartley", "Una K. Hartley", "Una Berta Hartley", "Tom Brinkley", "Ada Lea Coalville")
PEOPLE = st.builds(
    "{}={}={}".format,
    st.sampled_from(NAMES),
    st.sampled_from(["Mayor", ""]),
    st.sampled_from(["", "GB", "CA"]),
)
ARTICLES = st.lists(
    st.tuples(
        st.sampled_from(["", "2024", *(f"2024-01-{day:02}" for day in range(1, 6))]),
        st.lists(PEOPLE, max_size=3, unique_by=lambda said: said.split()[-1]),
        st.sets(st.sampled_from(["FR", "GB", "CA?"]), max_size=2),
        st.integers(0, 9),
    ),
    min_size=2,
    max_size=12,
)
"""Day, people and countries of each; and a number, of which two may be the same: then they are copies."""


def write(folder: Path, articles: Sequence[tuple[str, list[str], set[str], int]], words: str) -> None:
    for place, (day, people, countries, number) in enumerate(articles):
        facts = f"{day}; {', '.join(people)}; {', '.join(sorted(countries))}"
        text = f"Mill {number}\n{facts}\nThe mill by river {number} {words} from the first frost on.\n"
        (folder / f"{place:02}.txt").write_text(text, "utf-8")


def held(library: Library) -> dict[str, object]:
    """All that can be told of the articles, and of who and what is in them."""
    ids = library.ids()
    people = library.people()
    return {
        "rows": library.rows(ids),
        "people": people,
        "cards": [library.person_card(entry.key) for entry in people],
        "countries": library.countries(weak=True),
        "words": library.terms_starting("", 10_000),
        "named": [(name, [entry.key for entry in library.people(name)]) for name in ("hart", "berta", "lea")],
        "is sound": library.damage() == "",
    }


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ARTICLES, after=ARTICLES)
def test_one_transaction_or_one_for_each_article(
    plainly: Read,
    before: list[tuple[str, list[str], set[str], int]],
    after: list[tuple[str, list[str], set[str], int]],
) -> None:
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        folder = Path(place, "articles")
        folder.mkdir()
        libraries = [Library.open(Path(place, f"{name}.db")) for name in ("whole", "each", "full")]
        try:
            for articles, words in ((before, "grinds rye"), (after, "grinds oats")):
                write(folder, articles, words)
                for library, seconds, waiting in zip(
                    libraries, (3600, -1, 3600), (9999, 9999, 1), strict=True
                ):
                    patch.setattr(indexing, "_COMMIT_SECONDS", seconds)
                    patch.setattr(gathering, "_MOST_WAITING", waiting)
                    library.scan([SourceSpec("desk", str(folder))], read=plainly)
                assert held(libraries[0]) == held(libraries[1]) == held(libraries[2])
        finally:
            for library in libraries:
                library.close()
