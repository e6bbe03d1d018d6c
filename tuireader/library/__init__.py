"""The library: everything derived from the sources, in one SQLite file that may be deleted at any time."""
