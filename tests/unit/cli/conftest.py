"""A reader's home with a small collection in it, made once and copied for each test."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tuireader.cli.program import run

Told = tuple[int, str, str]
"""Exit code, stdout, stderr."""
Tell = Callable[..., Told]

ARTICLES = {
    "ferry.txt": (
        " date 2024-03-05 The harbour town of Skalvik will get an electric ferry next spring, "
        "Transport Minister Oda Brandvold said on Tuesday.\n\n"
        "The ferry, built in Norway, will carry 200 passengers. “It will be quiet,” Brandvold said.\n"
    ),
    "orchard.md": (
        "---\ntitle: Orchards of the south are late this year\ndate: 2024-05-11\n---\n\n"
        "Farmers in France and Portugal expect a late harvest. "
        "Growers' chief Émile Taranteau blamed the frost.\n\n"
        "“We have never waited so long,” Taranteau told a fair in Portugal.\n"
    ),
    "hostile.txt": (
        "A quiet \x1b]52;c;Y2F0\x07day at the \x9b31mlock\x1b[0m gates "
        "of [red]Ostermoor[/] \u202ein June.\n\n"
        "Lock keeper Jan Visserman said nothing had happened [@click=app.bell]here[/].\n"
    ),
}
"""Invented news; the last one tries to act on the terminal it is shown on."""


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the seeds were taken out and a folder of three articles was added."""
    place = tmp_path_factory.mktemp("furnished")
    folder = place / "news"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("DATA", "CACHE", "CONFIG", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(place / "home" / kind.lower()))
        assert run(["remove", "seeds"]) == 0
        assert run(["add", str(folder)]) == 0
    return place


@pytest.fixture
def news(furnished: Path, home: Path) -> Path:
    """The folder of articles, which the library of the test's own home holds."""
    shutil.copytree(furnished / "home", home, dirs_exist_ok=True)
    for place in (home, *home.rglob("*")):
        os.chmod(place, 0o700 if place.is_dir() else 0o600)  # noqa: PTH101
    return furnished / "news"


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Runs `tuireader ARGUMENTS...` in this process."""

    def ask(*arguments: str | Path) -> Told:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return ask
