"""The notebook's part that keeps what the reader knows better about who and where (`corrections`)."""

from collections.abc import Callable

from tuireader.notebook import corrections, deeds
from tuireader.notebook.columns import joined_surrogates
from tuireader.notebook.core import Core
from tuireader.notebook.corrections import in_words
from tuireader.notebook.values import Correction, CorrectionKind


class Corrections(Core):
    """Corrections: made, withdrawn, listed."""

    _corrections: tuple[int, str] = (-1, "")
    """`marks_version` and the fingerprint that was read at it."""

    def correct(
        self,
        kind: CorrectionKind,
        *,
        person: str = "",
        form: str = "",
        other: str = "",
        country: str | None = None,
        instead_of: str | None = None,
        article: str | None = None,
        told: Callable[[Correction], str] = in_words,
    ) -> Correction:
        """Keep a correction, which holds until it is withdrawn; one that holds already is given back.

        Args:
            kind: see `corrections` for what each needs and may have.
            person: by the name that the library shows.
            form: of a name, as it is written.
            other: the other person, or the right name.
            country: the right one, ISO 3166-1 alpha-2.
            instead_of: the one that was found.
            article: the uid of the one article it holds for; everywhere without.
            told: how undo tells it, by whoever knows what the article is called.

        Raises:
            NotebookError: something is missing or has no place in this kind, or it could not be kept.
        """
        given = {
            "person": person,
            "form": form,
            "other": other,
            "country": country,
            "instead_of": instead_of,
            "article": article,
        }
        clean = {name: None if value is None else joined_surrogates(value) for name, value in given.items()}
        fields = corrections.checked(kind, clean)
        return self._do(lambda doer: deeds.correct(doer, kind, fields, told))

    def withdraw(self, correction_id: str, *, told: Callable[[Correction], str] = in_words) -> Correction:
        """Have a correction hold no longer; returns what it was. Its row stays.

        Args:
            correction_id: which.
            told: how undo tells it.

        Raises:
            UnknownCorrection: there is none.
        """
        return self._do(lambda doer: deeds.withdraw(doer, correction_id, told))

    def corrections_version(self) -> str:
        """A text that is another one whenever other corrections hold; cheap enough to ask often.

        It is made of the corrections themselves, so that it can be kept in a library and compared later,
        also when the notebook was restored or has come from another machine.
        """
        version = self._store.changes()
        if version != self._corrections[0]:
            self._corrections = version, corrections.fingerprint(self.corrections())
        return self._corrections[1]
