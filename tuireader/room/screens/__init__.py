"""The room's screens: the main one, and what opens over it."""
