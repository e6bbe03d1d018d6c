"""Dates as the room says them."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_words(date: str | None) -> str:
    """`22 Dec 2024`, `Dec 2024`, `22 Dec` (no year is stated), or nothing."""
    if not date:
        return ""
    try:
        if date.startswith("--"):
            month, day = int(date[2:4]), int(date[5:7])
            return f"{day} {_MONTHS[month - 1]}"
        parts = [int(part) for part in date[:10].split("-")]
        if len(parts) == 1:
            return str(parts[0])
        month_words = f"{_MONTHS[parts[1] - 1]} {parts[0]}"
        return month_words if len(parts) == 2 else f"{parts[2]} {month_words}"
    except (ValueError, IndexError):
        return date
