"""Everything derived from the sources, in one SQLite file that may be deleted and rebuilt at any time."""
