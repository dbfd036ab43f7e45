"""The README keeps its word: its curl journey works as it stands, and its settings, targets and commands exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from api.cli import cli
from api.config import Settings
from tests.lacking import leave_out
from tests.live_server import ROOT, motcua, running_server

THIS = Path(__file__).resolve()
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """What stands between a heading and the next one of its rank."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", README, re.DOTALL | re.MULTILINE)
    assert found, f"no section '{title}'"
    return found[1]


def first_column(table: str) -> list[str]:
    """What stands in code style in the first column of a table."""
    cells = re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A newcomer's machine: nothing set but the folder, so SQLite and generated secrets."""
    return {"MOTCUA_DATA": str(tmp_path / "var"), "DATABASE_URL": "", "REDIS_URL": "", "SECRET_KEY": ""}


def test_the_curl_journey_works_as_it_stands(environment: dict[str, str], tmp_path: Path) -> None:
    if not shutil.which("bash") or not shutil.which("curl"):
        leave_out("the README's journey needs bash and curl: `apt-get install bash curl`")
    blocks = re.findall(r"^```sh\n(.*?)^```$", section("The journey with curl"), re.DOTALL | re.MULTILINE)
    motcua("demo", environment=environment)
    with running_server(environment, tmp_path) as server:
        ran = subprocess.run(
            ["bash", "-c", "\n".join(["set -euo pipefail", *blocks])],
            env={**os.environ, **server.environment, "VENV": sys.prefix, "TMPDIR": str(tmp_path)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
        )
    said = ran.stdout
    assert ran.returncode == 0, f"{said}\n{ran.stderr}"
    assert ran.stderr == ""
    assert re.search(r'"code": "([^"]+)"', said)[1] == "1.001193"  # type: ignore[index]
    assert "first time: HTTP 201\nsecond time: HTTP 200\n" in said
    assert re.search(r"^NOP-\d{6}-[0-9A-Z]{8}$", said, re.MULTILINE)
    official = re.search(r"^(Y99\.86\.01-\d{6}-\d{4}) is due on \d{4}-\d\d-\d\d$", said, re.MULTILINE)
    assert official
    statuses = re.findall(r"^\w+: status (\d+), ", said, re.MULTILINE)
    assert statuses == ["2", "4", "4", "4", "4", "9", "10"]
    assert f'"code": "{official[1]}",\n  "completion": "done"' in said
    before, after, end = (int(count) for count in re.findall(r"^returned: (\d+)$", said, re.MULTILINE))
    assert (after, end) == (before + 1, before + 1)
    assert re.findall(r'^  "answers": (\d+),$', said, re.MULTILINE) == ["5", "5", "10"]
    assert re.search(
        r"^walk-in code: Y99\.86\.01-\d{6}-\d{4}\nwalk-in status_name: accepted\n", said, re.MULTILINE
    )
    assert "walk-in due_on: null\n" in said
    assert next(tmp_path.glob("tmp.*/receipt.pdf")).read_bytes().startswith(b"%PDF-")


def test_the_settings_table_names_what_is_read(tmp_path: Path) -> None:
    read: set[str] = set()

    class Recording(dict[str, str]):
        def get(self, name: str, default: Any = None) -> Any:
            read.add(name)
            return super().get(name, default)

    Settings.from_environment(Recording(MOTCUA_DATA=str(tmp_path)))
    named = first_column(section("Settings").partition("For tests and measurements")[0])
    assert sorted(named) == sorted(read)


def test_the_variables_of_tests_are_read_by_them() -> None:
    sources = "".join(
        file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("*.py") if file != THIS
    )
    for name in first_column(section("Settings").partition("For tests and measurements")[2]):
        assert f'"{name}"' in sources, name


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`", README))
    assert {"run", "test"} <= named <= targets


def test_every_command_named_exists() -> None:
    named = first_column(section("Commands"))
    assert named
    for command in named:
        found: Any = cli
        for word in re.findall(r" ([a-z]+)", command):
            found = found.get_command(click.Context(found), word)
            assert found, command


def test_every_folder_named_exists() -> None:
    folders = [name for name in first_column(section("Where things live")) if name.endswith("/")]
    assert {"api/calendars/", "api/exchange/", "pwa/", "tests/", "docs/decisions/"} <= set(folders)
    for folder in folders:
        assert (ROOT / folder).is_dir(), folder
