"""How the files of a source are read, as the user's settings have it."""

from dataclasses import dataclass, field, replace
from hashlib import blake2b

from tuireader.articles.cleaning import EVERY_RULE, Cleaning, cleaning_for
from tuireader.articles.formats import Fields, fields_for
from tuireader.settings import Settings


@dataclass(frozen=True, slots=True)
class Manner:
    """How the files of one source are read, as the settings have it; goes to other processes."""

    cleaning: Cleaning = EVERY_RULE
    fields: Fields = field(default_factory=Fields)

    def with_encoding(self, encoding: str | None) -> "Manner":
        """The same for a file of which the reader knows the encoding; None: as it is."""
        return self if encoding is None else replace(self, fields=replace(self.fields, encoding=encoding))

    def fingerprint(self) -> str:
        """16 hex digits that differ when the same bytes may be read differently."""
        both = f"{self.cleaning.fingerprint()} {self.fields.fingerprint()}"
        return blake2b(both.encode(), digest_size=8).hexdigest()


DEFAULT_MANNER = Manner()
"""What holds where nothing is set."""


def manner_for(settings: Settings, source: str | None) -> Manner:
    """How the files of the source of this name are read; None: files of no source."""
    return Manner(cleaning_for(settings, source), fields_for(settings, source))
