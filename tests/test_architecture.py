"""The shape of the code: imports run one way, migrations form one line, the holidays have not run out."""

from __future__ import annotations

import ast
import socket
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from pytest_socket import SocketConnectBlockedError

from api.calendars.public_holidays import public_holidays
from api.extensions import db, now

ROOT = Path(__file__).resolve().parent.parent
# A folder may import itself and what stands before it; folders of one rank do not know each other.
RANKS = [
    {"calendars", "accounts"},
    {"documents"},
    {"catalogue"},
    {"dossiers"},
    {"notifications"},
    {"ratings"},
    {"oversight", "exchange"},
]
FOLDERS = set().union(*RANKS)
# Files of the application's own level that folders may use; the others (factory, cli, worker …) may use everything.
SHARED = {
    "blueprint",
    "code_pattern",
    "config",
    "extensions",
    "errors",
    "field_messages",
    "access",
    "leases",
    "rate_limits",
    "storage_address",
}


def imported_modules(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name.startswith("api.")}


def rank_of(folder: str) -> int:
    return next(number for number, names in enumerate(RANKS) if folder in names)


@pytest.mark.parametrize("folder", sorted(FOLDERS))
def test_folders_import_only_what_stands_below_them(folder: str) -> None:
    for file in (ROOT / "api" / folder).rglob("*.py"):
        for module in imported_modules(file):
            part = module.split(".")[1]
            if part in FOLDERS:
                assert part == folder or rank_of(part) < rank_of(folder), f"{file.name} imports {module}"
            else:
                assert part in SHARED, f"{file.name} imports {module}"


def test_every_folder_of_the_service_has_a_rank() -> None:
    assert {p.name for p in (ROOT / "api").iterdir() if p.is_dir() and p.name != "__pycache__"} == FOLDERS


def test_the_deadline_rules_know_no_database_and_no_web() -> None:
    for name in ("deadlines", "working_calendar", "opening_hours", "public_holidays", "steps"):
        source = (ROOT / "api" / "calendars" / f"{name}.py").read_text()
        assert not {"sqlalchemy", "flask"} & set(source.replace(".", " ").split()), name


def test_migrations_form_one_line() -> None:
    script = ScriptDirectory(str(ROOT / "migrations"))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_the_migrated_database_is_what_the_models_say(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_the_holiday_table_has_not_run_out() -> None:
    for year in (now().year, (now() + timedelta(days=400)).year):
        assert len(public_holidays(year).days_off) >= 10


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "manager", "service"])
def test_no_file_is_named_after_nothing(name: str) -> None:
    assert not list((ROOT / "api").rglob(f"{name}.py"))


def test_tests_reach_no_host_but_this_one() -> None:
    """pytest-socket guards every connection (addopts in pyproject.toml)."""
    with pytest.raises((UserWarning, SocketConnectBlockedError)), socket.socket() as stray:
        stray.settimeout(0.2)
        stray.connect(("192.0.2.1", 80))
