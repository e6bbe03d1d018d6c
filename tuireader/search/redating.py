"""A query narrowed to days: what it said of dates before gives way to them, and nothing contradicts."""

from tuireader.search.dates import Days
from tuireader.search.query import And, Dated, Query, joined


def within_days(query: Query, days: Days) -> str:
    """The query, in its plainest writing, for those days alone that it asked for already and that lie in
    `days`."""
    root = query.root
    parts = list(root.parts) if isinstance(root, And) else [root] if root is not None else []
    for part in parts:
        if isinstance(part, Dated):
            days = _both(days, part.days)
    kept = [part for part in parts if not isinstance(part, Dated)]
    narrowed = joined([*kept, Dated(days)])
    return str(Query("", narrowed, query.sort, states_sort=query.states_sort))


def _both(one: Days, other: Days) -> Days:
    """The days in both; `one` where there are none."""
    both = Days(
        max((one, other), key=lambda days: days.low).first,
        min((one, other), key=lambda days: days.high).last,
    )
    return both if both.low <= both.high else one
