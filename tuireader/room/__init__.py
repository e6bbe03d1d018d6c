"""The reading room: the only package that imports textual."""
