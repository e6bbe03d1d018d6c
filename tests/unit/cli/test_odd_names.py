"""Folders whose names are no text, and a library that may not be written: everything goes on working."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

Tell = Callable[..., tuple[int, str, str]]

_TEXT = "The ferry to Skalvik\n\nMinister Oda Brandvold of Norway said it was late again.\n"


@pytest.fixture
def odd_folder(tmp_path: Path) -> Path:
    """A folder whose name is not UTF-8."""
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xffdir"))
    try:
        folder.mkdir()
    except OSError:  # pragma: no cover - APFS takes UTF-8 alone
        pytest.skip("this file system takes no such name")
    (folder / "f.txt").write_text(_TEXT, "utf-8")
    return folder


def test_a_folder_that_is_not_utf8_is_a_source_like_any_other(odd_folder: Path, tell: Tell) -> None:
    assert tell("add", odd_folder)[0] == 0
    code, out, err = tell("sources", "--json")
    source = json.loads(out.splitlines()[-1])
    assert (code, err, source["articles"], source["name"]) == (0, "", 1, r"bad\xffdir")
    assert source["path"].endswith(r"bad\xffdir")
    assert tell("sources")[0] == 0
    code, out, err = tell("search", "brandvold", "--json")
    assert (code, json.loads(out)["total"], err) == (0, 1, "")
    code, out, _ = tell("scan")
    assert (code, "0 added" in out) == (0, True)
    code, out, _ = tell("doctor", "--json")
    checks = {check["name"]: check["state"] for check in json.loads(out)["checks"]}
    assert checks[r"bad\xffdir"] == "ok"
    assert tell("show", odd_folder / "f.txt")[0] == 0


@pytest.mark.parametrize("as_shown", [False, True], ids=["its bytes", "as it is shown"])
def test_it_is_taken_out_by_its_name(odd_folder: Path, tell: Tell, as_shown: bool) -> None:
    assert tell("add", odd_folder)[0] == 0
    name = r"bad\xffdir" if as_shown else odd_folder.name
    assert tell("remove", name)[0] == 0
    code, out, _ = tell("search", "brandvold", "--json")
    assert (code, json.loads(out)["total"]) == (0, 0)


def test_a_source_that_no_disk_can_hold_is_named_and_goes(home: Path, tell: Tell, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text(
        '{"type":"source","name":"\\ud800","path":"/tmp/\\ud800","removed":false,"changed":"2024"}\n', "utf-8"
    )
    assert tell("sources")[0] == 0
    notebook = home / "data" / "tuireader" / "notebook.db"
    notebook.unlink()
    kept.chmod(0o600)
    kept.rename(notebook.with_name("notes.jsonl"))  # what a mended notebook is made from
    code, out, err = tell("sources", "--json")
    assert code == 0
    assert [json.loads(line)["name"] for line in out.splitlines()] == ["seeds", r"\ud800"]
    assert "not there" in err
    assert tell("search", "ferry")[0] == 0
    assert tell("doctor", "--json")[0] == 0
    assert tell("remove", r"\ud800")[0] == 0


@pytest.fixture
def locked_cache(home: Path, news: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache as everybody, root too, sees one on a read-only file system; gives the folder of articles."""
    access, chmod, mkdir = os.access, Path.chmod, Path.mkdir
    cache = str(home / "cache")

    def is_locked(path: object) -> bool:
        return os.fspath(path).startswith(cache)  # type: ignore[call-overload, no-any-return]

    def may(path: str, mode: int) -> bool:
        return not (mode & os.W_OK and is_locked(path)) and access(path, mode)

    def refused(self: Path, *rest: object, **options: object) -> None:
        if is_locked(self):
            raise PermissionError(13, "Permission denied", str(self))
        (chmod if rest and not options else mkdir)(self, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "access", may)
    monkeypatch.setattr(Path, "mkdir", refused)
    monkeypatch.setattr(Path, "chmod", refused)
    return news


@pytest.mark.usefixtures("locked_cache")
@pytest.mark.parametrize("command", [["search", "ferry"], ["sources"], ["people"], ["show", "ferry.txt"]])
def test_a_library_that_may_not_be_written_is_read_with_one_notice(command: list[str], tell: Tell) -> None:
    code, out, err = tell(*command)
    assert (code, err.count("may not be written")) == (0, 1)
    assert out


@pytest.mark.usefixtures("locked_cache")
def test_it_cannot_be_scanned(tell: Tell) -> None:
    code, _, err = tell("scan")
    assert code == 2
    assert "writable" in err
