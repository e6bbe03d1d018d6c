"""The query for one person: it lists the articles that the library counts for them, and no others."""

from tuireader.library.alone import base_of
from tuireader.library.library import Library
from tuireader.names.alone import is_name_alone
from tuireader.search.query import APART, whole_name
from tuireader.text.fold import words


def person_query(library: Library, key: str, name: str) -> str:
    """The plainest query for the articles of the person of this key; of a name alone for all that have it.

    Args:
        library: where the person is.
        key: the person's.
        name: the person's, as the library shows it.
    """
    asked = words(name)
    called = library.numbers_called(asked)
    keys = library.names_of_entities(called)
    own = [number for number in called if keys[number][0] == key]
    if is_name_alone(name):
        own = [number for number in called if base_of(keys[number][0]) == base_of(key)]
    if own and '"' not in name and sorted(own) == library.numbers_named(asked, "fuzzy", len(own) + 1):
        return f'person:"{name}"'
    if len(own) == len(called):
        return whole_name("person", name)
    return whole_name("person", f"{name}{APART}{key.partition(APART)[2]}")
