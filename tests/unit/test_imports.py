"""What a command loads: the start of each is paid for by everyone who types it."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

_PROBE = """
import json, sys
sys.argv = ["tuireader", *json.loads(sys.argv[1])]
from tuireader.cli import main
try:
    main()
except SystemExit as left:
    code = left.code or 0
else:
    code = 0
sys.stdout.flush()
sys.stderr.write("\\n" + json.dumps({"code": code, "modules": sorted(sys.modules)}))
"""


def loaded_by(environment: Mapping[str, str], place: Path, *arguments: str) -> set[str]:
    """The modules that are loaded when `tuireader ARGUMENTS...` is done."""
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, json.dumps(arguments)],
        capture_output=True,
        encoding="utf-8",
        env=dict(environment),
        cwd=place,
        timeout=60,
        check=True,
    )
    told = json.loads(done.stderr.splitlines()[-1])
    assert told["code"] == 0, done.stderr
    return set(told["modules"])


def test_the_version_loads_next_to_nothing(process_environment: Mapping[str, str], tmp_path: Path) -> None:
    loaded = loaded_by(process_environment, tmp_path, "--version")
    assert not loaded & {
        "textual",
        "rich",
        "sqlite3",
        "click",
        "rapidfuzz",
        "platformdirs",
        "tuireader.library",
    }


@pytest.mark.parametrize(
    "arguments",
    [("search", "paparo"), ("people",), ("sources",), ("notes",), ("keys",), ("doctor",), ("--help",)],
)
def test_no_command_loads_textual(
    arguments: tuple[str, ...], process_environment: Mapping[str, str], tmp_path: Path
) -> None:
    loaded = loaded_by(process_environment, tmp_path, *arguments)
    assert not loaded & {"textual", "rich"}


def test_a_search_in_a_library_that_stands_loads_no_finder_of_names(
    process_environment: Mapping[str, str], tmp_path: Path
) -> None:
    loaded_by(process_environment, tmp_path, "search", "paparo")  # the first use reads the seeds
    loaded = loaded_by(process_environment, tmp_path, "search", "paparo")
    assert "sqlite3" in loaded
    assert not loaded & {
        "tuireader.names.people",
        "markdown_it",
        "yaml",
        "charset_normalizer",
        "multiprocessing",
    }


def test_importing_the_package_has_no_effect(
    process_environment: Mapping[str, str], tmp_path: Path, home: Path
) -> None:
    subprocess.run(
        [sys.executable, "-c", "import tuireader.paths, tuireader.settings, tuireader.cli.program"],
        env=dict(process_environment),
        cwd=tmp_path,
        timeout=60,
        check=True,
    )
    assert list(home.iterdir()) == []
