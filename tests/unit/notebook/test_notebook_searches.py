"""Saved searches in their order, and the search history."""

from pathlib import Path

import pytest

from tuireader.errors import NotebookError, UnknownSearch
from tuireader.notebook.exporting import export_jsonl
from tuireader.notebook.importing import import_jsonl
from tuireader.notebook.notebook import Notebook

from .conftest import Clock


def names(notebook: Notebook) -> list[str]:
    return [search.name for search in notebook.saved_searches()]


def test_saved_searches_are_kept_by_name_in_the_order_given(directory: Path) -> None:
    with Notebook.open(directory) as notebook:
        ports = notebook.save_search(" ports  of the north ", 'place:"Port Ilse"')
        notebook.save_search("grain", "grain \ud800")
        notebook.save_search("ferries", "ferry OR ship")
        assert (ports.name, ports.query) == ("ports of the north", 'place:"Port Ilse"')
        notebook.move_search(ports.id, 1)
    with Notebook.open(directory) as notebook:
        assert names(notebook) == ["grain", "ports of the north", "ferries"]
        assert notebook.undo() == "new place of the saved search “ports of the north”"
        assert names(notebook) == ["ports of the north", "grain", "ferries"]
        notebook.move_search(ports.id, 99)
        assert names(notebook)[-1] == "ports of the north"
        assert notebook.saved_searches()[0].query == "grain \ud800"


def test_a_saved_search_is_changed_deleted_and_brought_back(notebook: Notebook) -> None:
    made = notebook.save_search("grain", "grain")
    assert notebook.edit_search(made.id, query="grain OR wheat").name == "grain"
    assert notebook.edit_search(made.id, name="bread").query == "grain OR wheat"
    assert notebook.delete_search(made.id).name == "bread"
    assert notebook.saved_searches() == ()
    with pytest.raises(UnknownSearch, match="no saved search"):
        notebook.edit_search(made.id, name="x")
    told = [notebook.undo() for _ in range(4)]
    assert told == [
        "deletion of the saved search “bread”",
        "change of the saved search “grain”",
        "change of the saved search “grain”",
        "saved search “grain”",
    ]
    assert notebook.saved_searches() == ()
    while notebook.redo():
        pass
    assert notebook.saved_searches() == ()
    assert notebook.undo() == "deletion of the saved search “bread”"
    assert names(notebook) == ["bread"]
    # every version it ever had is kept
    said = [line for line in export_jsonl(notebook) if '"past"' in line]
    assert any('"query": "grain"' in line for line in said)


def test_names_are_ones_own(notebook: Notebook) -> None:
    first = notebook.save_search("grain", "grain")
    assert notebook.save_search("grain", "grain") == first
    second = notebook.save_search("bread", "bread")
    for refused in (
        lambda: notebook.save_search("grain", "wheat"),
        lambda: notebook.edit_search(second.id, name="grain"),
        lambda: notebook.save_search("  ", "wheat"),
    ):
        with pytest.raises(NotebookError, match=r"already|needs a name"):
            refused()
    notebook.delete_search(first.id)
    assert notebook.save_search("grain", "wheat").query == "wheat"


def test_the_history_holds_each_query_once_the_last_first(directory: Path) -> None:
    with Notebook.open(directory) as notebook:
        for query in ("grain", "ports", " grain ", "", "  ", "ferry"):
            notebook.remember_query(query)
    with Notebook.open(directory) as notebook:
        assert notebook.query_history() == ("ferry", "grain", "ports")
        assert notebook.query_history(limit=1) == ("ferry",)
        assert notebook.undo() is None


def test_forgetting_is_one_deed_and_undone_in_place(notebook: Notebook) -> None:
    for query in ("grain", "ports", "ferry"):
        notebook.remember_query(query)
    assert notebook.forget_queries(["ports", "never asked"]) == 1
    assert notebook.query_history() == ("ferry", "grain")
    assert notebook.forget_queries() == 2
    assert notebook.query_history() == ()
    assert notebook.undo() == "forgetting 2 queries"
    assert notebook.undo() == "forgetting 1 query"
    assert notebook.query_history() == ("ferry", "ports", "grain")


def test_a_long_history_makes_room_at_its_end(notebook: Notebook) -> None:
    for number in range(510):
        notebook.change(lambda connection, moment, number=number: _ask(connection, f"q{number}", moment))
    kept = notebook.query_history(limit=1000)
    assert (kept[0], len(kept)) == ("q509", 500)


def _ask(connection: object, query: str, moment: str) -> None:
    from tuireader.notebook.searches import remember_query

    remember_query(connection, query, moment)  # type: ignore[arg-type]


def test_searches_of_two_machines_come_together(tmp_path: Path, clock: Clock) -> None:
    with (
        Notebook.open(tmp_path / "one", now=clock) as one,
        Notebook.open(tmp_path / "two", now=clock) as two,
    ):
        shared = one.save_search("grain", "grain")
        one.remember_query("ports")
        import_jsonl(two, export_jsonl(one))
        assert two.saved_searches() == one.saved_searches()
        one.edit_search(shared.id, query="as one sees it")
        two.edit_search(shared.id, query="as two sees it")
        two.save_search("ferries", "ferry")
        two.forget_queries()
        of_one, of_two = list(export_jsonl(one)), list(export_jsonl(two))
        import_jsonl(one, of_two)
        import_jsonl(two, of_one)
        assert one.saved_searches() == two.saved_searches()
        assert [search.query for search in one.saved_searches()] == ["as two sees it", "ferry"]
        assert one.query_history() == two.query_history() == ()
        assert sorted(export_jsonl(one)) == sorted(export_jsonl(two))
        assert any("as one sees it" in line for line in export_jsonl(two))
        again = import_jsonl(one, export_jsonl(two))
        assert (again.added, again.merged) == (0, 0)
