"""What the reader knows better about people and countries: one row for each correction, never changed.

A correction is withdrawn, not deleted, and holds from the moment it is made until then, over every rescan:

    merge             `person` is the same person as `other`, and is shown under that name, in `article` or
                      everywhere; of one name: who bears it is one, also where the posts are of two countries
                      or the name is one word
    split             `form` does not mean `person` but `other` (none: a person of its own), in `article`
                      or everywhere
    rename            `person` is called `other`, in `article` or everywhere
    hide              `person` is no person at all, in `article` or everywhere
    add               `form` names a person, `other` (none: called like the form), in `article` or everywhere
    article-country   `article` is about `country` (none: not), `instead_of` what was found
    person-country    `person` belongs to `country` (none: to none that is known), in `article` or everywhere
    encoding          the file at the path `form` is written in the encoding `other`
"""

import json
import re
import sqlite3
from collections.abc import Mapping
from typing import cast, get_args

from tuireader.errors import NotebookError, UnknownCorrection, quoted
from tuireader.notebook.columns import (
    from_column,
    instant_after,
    into_column,
    optional_from_column,
    optional_into_column,
    to_the_second,
)
from tuireader.notebook.values import Correction, CorrectionKind

KINDS: tuple[str, ...] = get_args(CorrectionKind)
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "merge": ("person", "other"),
    "split": ("person", "form"),
    "rename": ("person", "other"),
    "hide": ("person",),
    "add": ("form",),
    "article-country": ("article",),
    "person-country": ("person",),
    "encoding": ("form", "other"),
}
_MAY_HAVE: Mapping[str, tuple[str, ...]] = {
    "merge": ("article",),
    "rename": ("article",),
    "split": ("other", "article"),
    "hide": ("article",),
    "add": ("other", "article"),
    "article-country": ("country", "instead_of"),
    "person-country": ("country", "article"),
}
_WHAT = {
    "person": "a person",
    "form": "the form of a name",
    "other": "another name",
    "country": "a country",
    "instead_of": "a country found wrongly",
    "article": "an article",
}
_CODE = re.compile(r"[a-z]{2}")
_COLUMNS = "id, kind, created, person, form, other, country, instead_of, article"


def checked(kind: str, fields: Mapping[str, str | None]) -> dict[str, str | None]:
    """The fields of a correction, white space squeezed and codes in lower case.

    Raises:
        NotebookError: one is missing, one too many, or no country code.
    """
    if kind not in KINDS:
        raise NotebookError(f"There is no correction {quoted(kind)}", f"There are: {', '.join(KINDS)}")
    given = {
        # A path stays as it is: two blanks in it are not one.
        name: value if kind == "encoding" else " ".join(value.split())
        for name, value in fields.items()
        if value and value.strip()
    }
    for name in _NEEDS[kind]:
        if name not in given:
            raise NotebookError(f"The correction {kind} lacks {_WHAT[name]}", "Nothing was corrected")
    for name in given:
        if name not in (*_NEEDS[kind], *_MAY_HAVE.get(kind, ())):
            raise NotebookError(f"The correction {kind} has no place for {_WHAT[name]}", "Leave it out")
    for name in ("country", "instead_of"):
        if name in given:
            given[name] = given[name].lower()
            if not _CODE.fullmatch(given[name]):
                raise NotebookError(f"{quoted(given[name])} is no country code", "Give two letters: `fr`")
    if kind == "rename" and given["person"] == given["other"]:
        raise NotebookError(f"{quoted(given['person'])} is called so already", "Give another name")
    if kind == "article-country" and given.get("country") == given.get("instead_of"):
        raise NotebookError("The correction changes no country", "Give the right or the wrong one")
    return {name: given.get(name) for name in _WHAT}


def insert_correction(
    connection: sqlite3.Connection,
    correction_id: str,
    kind: str,
    fields: Mapping[str, str | None],
    moment: str,
) -> None:
    """Write a correction that holds from now on, after all others whatever the clock says."""
    latest = connection.execute("SELECT max(created) FROM correction").fetchone()[0]
    connection.execute(
        """INSERT INTO correction(id, kind, person, form, other, country, instead_of, article,
            withdrawn, created, changed) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, ?9)""",
        (
            correction_id,
            kind,
            *(into_column(fields[name] or "") for name in ("person", "form", "other")),
            *(optional_into_column(fields[name]) for name in ("country", "instead_of", "article")),
            instant_after(moment, latest),
        ),
    )


def same_correction(
    connection: sqlite3.Connection, kind: str, fields: Mapping[str, str | None]
) -> Correction | None:
    """The correction that says this already and holds."""
    for correction in list_corrections(connection):
        said = {name: getattr(correction, name) or None for name in _WHAT}
        if correction.kind == kind and said == dict(fields):
            return correction
    return None


def list_corrections(connection: sqlite3.Connection) -> tuple[Correction, ...]:
    """The corrections that hold, in the order they were made, which is the same on every machine."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM correction WHERE NOT withdrawn ORDER BY created, id"
    ).fetchall()
    # A kind that a later version made stays in its row, for that version.
    return tuple(correction_from_row(row) for row in rows if row[1] in KINDS)


def find_correction(connection: sqlite3.Connection, correction_id: str) -> Correction:
    """The correction of this id, whether it holds or was withdrawn.

    Raises:
        UnknownCorrection: there is none.
    """
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM correction WHERE id = ?", (into_column(correction_id),)
    ).fetchone()
    if row is None:
        raise UnknownCorrection(f"There is no correction {quoted(correction_id)}", "It may have another id")
    return correction_from_row(row)


def correction_from_row(row: tuple[object, ...]) -> Correction:
    """The columns id, kind, created, person, form, other, country, instead_of, article."""
    texts = [from_column(value) for value in row[:6]]
    return Correction(
        id=texts[0],
        kind=cast(CorrectionKind, texts[1]),
        created=to_the_second(texts[2]),
        person=texts[3],
        form=texts[4],
        other=texts[5],
        country=optional_from_column(row[6]),
        instead_of=optional_from_column(row[7]),
        article=optional_from_column(row[8]),
    )


def correction_state(connection: sqlite3.Connection, correction_id: str) -> object:
    """Whether it was withdrawn; None when there is no such correction."""
    row = connection.execute("SELECT withdrawn FROM correction WHERE id = ?", (correction_id,)).fetchone()
    return None if row is None else bool(row[0])


def put_correction(
    connection: sqlite3.Connection, correction_id: str, withdrawn: object, moment: str
) -> None:
    """Withdraw a correction, or have it hold again."""
    (changed,) = connection.execute(
        "SELECT changed FROM correction WHERE id = ?", (correction_id,)
    ).fetchone()
    connection.execute(
        "UPDATE correction SET withdrawn = ?, changed = ? WHERE id = ?",
        (bool(withdrawn), instant_after(moment, from_column(changed)), correction_id),
    )


def fingerprint(corrections: tuple[Correction, ...]) -> str:
    """16 hex digits made of all that holds: equal where the same corrections hold, on any machine."""
    import hashlib  # as in `columns`

    told = [[c.id, c.kind, *(getattr(c, name) for name in _WHAT)] for c in corrections]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def in_words(correction: Correction) -> str:
    """What a correction says, as a sentence without its full stop."""
    person, form, other = (f"“{text}”" for text in (correction.person, correction.form, correction.other))
    where = f" in article {correction.article}" if correction.article else ""
    country = correction.country.upper() if correction.country else ""
    found = correction.instead_of.upper() if correction.instead_of else ""
    match correction.kind:
        case "merge":
            return f"{person}{where} is the same person as {other}"
        case "split":
            meant = other if correction.other else "somebody else"
            return f"{form}{where} does not mean {person} but {meant}"
        case "rename":
            return f"{person}{where} is called {other}"
        case "hide":
            return f"{person}{where} is not a person"
        case "add":
            called = f", {other}" if correction.other else ""
            return f"{form}{where} is a person{called}"
        case "article-country":
            if not country:
                return f"article {correction.article} is not about {found}"
            return f"article {correction.article} is about {country}{f', not {found}' if found else ''}"
        case "person-country":
            return f"{person}{where} belongs to {country or 'no country that is known'}"
        case "encoding":
            return f"{form} is written in {correction.other}"
