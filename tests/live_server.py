"""The real thing for tests: `motcua` processes on a free port, and a small HTTP client."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import urllib3

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Client:
    """Speaks to a running server, with a bearer token once signed in."""

    origin: str
    token: str | None = None
    http: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False, timeout=30))

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        data: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        sent = dict(headers or {})
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            data, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        url = (
            path
            if path.startswith("http")
            else self.origin + (path[1:] if path.startswith("//") else "/api/v1" + path)
        )
        response = self.http.request(method, url, body=data, headers=sent, redirect=False)
        return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, response.data)

    def ok(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        """The JSON of an answer that must have this status."""
        answer = self.call(method, path, body)
        assert answer.status == status, (
            f"{method} {path}: {answer.status} {answer.body.decode(errors='replace')[:500]}"
        )
        return answer.json if answer.body else None


@dataclass
class LiveServer:
    origin: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    log: Path
    command: str

    def client(self) -> Client:
        return Client(self.origin)

    def restart(self) -> None:
        """Stopped and started again at the same address, as for an update."""
        stop(self.process)
        self.process = start(self.command, environment=self.environment, log=self.log)
        wait_until_ready(f"{self.origin}/readyz", self.process, self.log)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def motcua(
    *arguments: str, environment: dict[str, str], check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run one command of the console script to its end."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments],
        env={**os.environ, **environment},
        cwd=ROOT,
        check=check,
        capture_output=True,
        text=True,
        timeout=120,
    )


def start(*arguments: str, environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "api.cli", *arguments],
            env={**os.environ, **environment},
            cwd=ROOT,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def stop(
    process: subprocess.Popen[bytes], *, how: signal.Signals = signal.SIGTERM, seconds: float = 40
) -> int:
    if process.poll() is None:
        process.send_signal(how)
    return process.wait(seconds)


@contextmanager
def running_server(
    environment: dict[str, str], tmp_path: Path, *, command: str = "serve"
) -> Iterator[LiveServer]:
    """`motcua serve` (or web) until the block ends."""
    port = free_port()
    environment = {
        **environment,
        "PORT": str(port),
        "PUBLIC_URL": environment.get("PUBLIC_URL") or f"http://127.0.0.1:{port}",
        "WEB_WORKERS": "2",
    }
    log = tmp_path / f"{command}.log"
    process = start(command, environment=environment, log=log)
    server = LiveServer(f"http://127.0.0.1:{port}", environment, process, log, command)
    try:
        wait_until_ready(f"{server.origin}/readyz", process, log)
        yield server
    finally:
        stop(server.process)


def wait_until_ready(
    address: str, process: subprocess.Popen[bytes], log: Path, *, seconds: float = 40
) -> None:
    """Until the process answers at this address with 200. Fails with its log, at once when it has ended."""
    http = urllib3.PoolManager(retries=False, timeout=seconds)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text(errors="replace")
        with suppress(urllib3.exceptions.HTTPError):  # it does not listen yet
            if http.request("GET", address).status == 200:
                return
        time.sleep(0.05)
    raise AssertionError(f"{address} did not become ready:\n{log.read_text(errors='replace')}")


def children_of(process_id: int) -> list[int]:
    children = Path(f"/proc/{process_id}/task/{process_id}/children")
    return [int(child) for child in children.read_text().split()] if children.exists() else []


def web_and_worker_of(server: LiveServer) -> tuple[int, int]:
    """The two children of `motcua serve`. Only the web server has children of its own."""
    web, worker = sorted(children_of(server.process.pid), key=lambda child: not children_of(child))
    return web, worker
