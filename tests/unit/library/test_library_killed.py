"""P21: a scan that is killed, wherever that is, is made up for by the next.

The scan runs in a process of its own, which commits after every article and kills itself right before or
right after its n-th commit.
"""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tuireader.library.library import Library
from tuireader.library.values import SourceSpec

KILLED = """
import os, signal, sys
from pathlib import Path
from tuireader.library import connection, indexing
from tuireader.library.library import Library
from tuireader.library.values import SourceSpec

database, folder, few, at, moment = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
indexing._COMMIT_SECONDS = 0
indexing._FEW_FILES = few
indexing._FEW_BYTES = 10**9
commits = 0


class Mortal:
    def __init__(self, db):
        self._db = db

    def __getattr__(self, name):
        return getattr(self._db, name)

    def execute(self, sql, *parameters):
        global commits
        if sql != "COMMIT":
            return self._db.execute(sql, *parameters)
        commits += 1
        if commits == at and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        done = self._db.execute(sql, *parameters)
        if commits == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return done


if __name__ == "__main__":
    connect = connection.Connections._connect
    connection.Connections._connect = lambda self: Mortal(connect(self))
    with Library.open(Path(database)) as library:
        commits = 0
        library.scan([SourceSpec("desk", folder)], processes=2)
"""

TEXT = "The mill by the river {what} grinds rye from the first frost until the last of the snow is gone."


def fill(folder: Path) -> None:
    """Loose files, copies of one another, and a file of records, one of them broken."""
    folder.mkdir()
    for number in range(8):
        day = f" date 2024-01-{20 - number:02} " if number % 3 else ""
        text = f"{day}Minister Una Hartley said in Norway. {TEXT.format(what=f'number {number}')}"
        (folder / f"{number}.txt").write_text(text, "utf-8")
    shutil.copy(folder / "3.txt", folder / "copy.txt")
    records = [
        json.dumps(
            {"title": f"Record {n}", "date": f"2024-02-{n + 1:02}", "text": TEXT.format(what=f"of {n}")}
        )
        for n in range(9)
    ]
    (folder / "shelf.jsonl").write_text("\n".join([*records[:4], "{broken", *records[4:]]), "utf-8")


def change(folder: Path) -> None:
    (folder / "1.txt").unlink()
    (folder / "2.txt").rename(folder / "moved.txt")
    (folder / "4.txt").write_text(f"Lanterns on the quay. {TEXT.format(what='number 4')}", "utf-8")
    (folder / "new.txt").write_text(TEXT.format(what="that is new"), "utf-8")
    lines = (folder / "shelf.jsonl").read_text("utf-8").splitlines()
    (folder / "shelf.jsonl").write_text("\n".join(lines[:2] + lines[3:8]), "utf-8")


def state(database: Path) -> dict[str, Any]:
    """All that a reader can tell of a library, but the times of scans."""
    with Library.open(database) as library:
        ids = library.ids()
        return {
            "rows": library.rows(list(ids)),
            "also": [stored.also for uid in library.uids(ids) if (stored := library.article(uid))],
            "people": library.people(None, None),
            "countries": library.countries(),
            "words": library.terms_starting("", 10_000),
            "mill": list(library.match("alltext", '"mill"')),
            "hartley": list(library.match("heads", '"hartley"')),
            "sources": [(s.articles, s.files, s.skipped, s.ignored) for s in library.source_states()],
        }


def scan(database: Path, folder: Path) -> None:
    with Library.open(database) as library:
        library.scan([SourceSpec("desk", str(folder))])


def killed(database: Path, folder: Path, few: int, at: int, moment: str) -> bool:
    """Scan in a process that dies at its n-th commit; False when it had fewer."""
    command = [sys.executable, "-c", KILLED, str(database), str(folder), str(few), str(at), moment]
    code = subprocess.run(command, timeout=60, check=False).returncode
    assert code in (0, -signal.SIGKILL)
    return code != 0


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The library after undisturbed scans: of what there was, and of what it became."""
    place = tmp_path_factory.mktemp("calm")
    folder, database = place / "folder", place / "library.db"
    found = {}
    for make, expected in ((fill, "before"), (change, "after")):
        make(folder)
        scan(database, folder)
        found[expected] = repr(state(database)).replace(str(folder), "")
    return found


def check(calm: dict[str, str], tmp_path: Path, points: list[int], moment: str, few: int) -> int:
    """Kill at these commits, of the first scan and of one after changes; gives how many died."""
    died = 0
    for at in points:
        place = tmp_path / f"{at}-{moment}-{few}"
        place.mkdir()
        folder, database = place / "folder", place / "library.db"
        for make, expected in ((fill, "before"), (change, "after")):
            make(folder)
            died += killed(database, folder, few, at, moment)
            scan(database, folder)
            assert repr(state(database)).replace(str(folder), "") == calm[expected]
    return died


@pytest.mark.promise("P21")
@pytest.mark.parametrize(("moment", "few"), [("before", 100), ("after", 100), ("after", 0)])
def test_a_killed_scan_is_made_up_for(calm: dict[str, str], tmp_path: Path, moment: str, few: int) -> None:
    assert check(calm, tmp_path, [2, 9], moment, few) == 4


@pytest.mark.promise("P21")
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_scan_killed_at_each_commit_is_made_up_for(calm: dict[str, str], tmp_path: Path) -> None:
    died = check(calm, tmp_path, list(range(1, 26)), "before", 100)
    died += check(calm, tmp_path, list(range(1, 26)), "after", 100)
    died += check(calm, tmp_path, list(range(1, 26, 4)), "after", 0)
    assert died >= 50
