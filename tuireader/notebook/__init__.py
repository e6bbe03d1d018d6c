"""What the user made: bookmarks, notes, tags, reading state, sources. Precious."""
