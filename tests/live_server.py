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
from contextlib import contextmanager
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
        _wait_until_ready(self, self.log)


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
        _wait_until_ready(server, log)
        yield server
    finally:
        stop(server.process)


def _wait_until_ready(server: LiveServer, log: Path) -> None:
    client = server.client()
    until = time.monotonic() + 40
    while time.monotonic() < until:
        assert server.process.poll() is None, log.read_text()
        try:
            if client.call("GET", "//readyz").status == 200:
                return
        except urllib3.exceptions.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"the server did not become ready:\n{log.read_text()}")
