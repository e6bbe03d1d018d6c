"""What a stranger installs: the wheel carries the package, its data, the licence and the five seeds."""

import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tuireader.paths import seeds_directory

ROOT = Path(__file__).parents[2]
SEEDS = {path.name: path.read_bytes() for path in (ROOT / "seeds").glob("*.txt")}


def test_the_seeds_are_found_where_the_package_is() -> None:
    here = seeds_directory()
    assert {path.name: path.read_bytes() for path in here.glob("*.txt")} == SEEDS
    assert len(SEEDS) == 5


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    """The wheel, built without the network where the build tool is at hand."""
    if find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed; pip has built the wheel that is tested with one of its own")
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
         "--wheel-dir", str(target), str(ROOT)],
        cwd=target,
        timeout=110,
        check=True,
        capture_output=True,
    )  # fmt: skip
    return zipfile.Path(next(target.glob("*.whl")))


def test_the_wheel_carries_the_seeds_byte_for_byte(wheel: zipfile.Path) -> None:
    seeds = wheel / "tuireader" / "seeds"
    assert {path.name: path.read_bytes() for path in seeds.iterdir()} == SEEDS


def test_the_wheel_carries_every_file_of_the_package(wheel: zipfile.Path) -> None:
    held = set(wheel.root.namelist())
    package = ROOT / "tuireader"
    wanted = {
        str(path.relative_to(ROOT))
        for path in package.rglob("*")
        if path.is_file()
        and not any(p.startswith((".", "__pycache__")) for p in path.relative_to(ROOT).parts)
    }
    assert wanted - held == set()
    assert any(name.endswith("licenses/LICENSE") for name in held)
    assert not any(name.startswith(("tests/", "screenshots/")) for name in held)
