"""Invented articles as records have them, and how a file of lines holds them."""

import json

FERRY = {
    "title": "The ferry to Skalvik",
    "text": "Minister Oda Brandvold said it was late.",
    "date": "2024-12-19",
}
HARBOUR = {"title": "A harbour painted", "text": "The board voted for green.", "date": "2024-12-20"}


def lines(*records: object) -> bytes:
    """Each record in a line of its own."""
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)
