"""The processes of `motcua serve` when one of them is killed: nothing stays behind, nothing stays undone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.live_server import (
    ROOT,
    LiveServer,
    children_of,
    motcua,
    running_server,
    start,
    wait_until_ready,
    web_and_worker_of,
)

PATIENCE_SECONDS = 15.0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    environment = {
        "MOTCUA_DATA": str(tmp_path / "var"),
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "SECRET_KEY": "",
    }
    motcua("migrate", environment=environment)
    with running_server(environment, tmp_path) as running:
        yield running


def is_there(process_id: int) -> bool:
    """Zombies have ended: nobody asks for them once their parent is gone."""
    try:
        return "Z" not in Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False


def becomes(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


def test_a_worker_that_is_killed_is_replaced(server: LiveServer) -> None:
    web, worker = web_and_worker_of(server)
    os.kill(worker, signal.SIGKILL)
    assert becomes(lambda: len({*children_of(server.process.pid)} - {web, worker}) == 1)
    assert web_and_worker_of(server)[0] == web
    assert server.client().call("GET", "//readyz").status == 200


def test_a_web_process_that_is_killed_is_replaced(server: LiveServer) -> None:
    web, _ = web_and_worker_of(server)
    one, other = children_of(web)
    os.kill(one, signal.SIGKILL)
    assert becomes(lambda: len({*children_of(web)} - {one, other}) == 1)
    assert server.client().call("GET", "//readyz").status == 200


def test_without_the_web_server_all_ends(server: LiveServer) -> None:
    web, worker = web_and_worker_of(server)
    os.kill(web, signal.SIGKILL)
    assert server.process.wait(PATIENCE_SECONDS) != 0
    assert becomes(lambda: not is_there(worker))


def test_nothing_outlives_a_killed_supervisor(server: LiveServer, tmp_path: Path) -> None:
    web, worker = web_and_worker_of(server)
    everybody = [web, worker, *children_of(web)]
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait(PATIENCE_SECONDS)
    assert becomes(lambda: not any(map(is_there, everybody))), [one for one in everybody if is_there(one)]
    # The port is free again.
    server.process = start("serve", environment=server.environment, log=server.log)
    wait_until_ready(f"{server.origin}/readyz", server.process, server.log)


def test_importing_the_service_opens_nothing_that_forks_would_share(tmp_path: Path) -> None:
    """Modules only (decision 0011): no thread, no connection, no file."""
    program = """
import os, threading
from api.processes import import_service
before = os.listdir("/proc/self/fd")
import_service()
print(threading.active_count(), sorted(set(os.listdir("/proc/self/fd")) - set(before)))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "1 []"
