"""How fast one worker process hands pushes to a push service on this machine, on both databases.

10,000 deliveries to 1,000 devices, in the database before the worker starts; the push service is a process of its own
and takes part of the second core. The goal of the issue: under 30 seconds and under 150 MB.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api import create_app
from api.config import PROJECT_ROOT, Settings
from api.schema_migrations import upgrade
from tests.live_server import start, stop
from tests.load.figures import note
from tests.load.servers import cpu_seconds, memory_kb
from tests.push_queue import Size, databases, queue_everything, waiting
from tests.push_service import new_device

PATIENCE_SECONDS = 240.0


@dataclass
class Sink:
    process: subprocess.Popen[str]
    origin: str

    def figures(self) -> dict[str, float]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        found: dict[str, float] = json.loads(self.process.stdout.readline())
        return found


def measure(size: Size) -> dict[str, Any]:
    """By database: {pushes, seconds, per_second, worker_cpu_seconds, worker_mb, connections, left}."""
    found = {}
    with tempfile.TemporaryDirectory() as temporary, databases(Path(temporary)) as urls:
        for name, url in urls.items():
            folder = Path(temporary) / name
            folder.mkdir()
            with _sink() as sink:
                found[name] = _of_database(url, folder, sink, size)
            note(f"pushes, {name}: {found[name]}")
    return found


def _of_database(url: str, folder: Path, sink: Sink, size: Size) -> dict[str, Any]:
    environment = {
        "MOTCUA_DATA": str(folder),
        "DATABASE_URL": url,
        "PUSH_HOSTS": sink.origin,
        "SECRET_KEY": "only-for-measuring-how-fast-pushes-go-out",
    }
    app = create_app(Settings.from_environment({**os.environ, **environment}))
    with app.app_context():
        upgrade()
        queue_everything(size, lambda key: new_device(sink.origin, key))
        worker = start("worker", environment=environment, log=folder / "worker.log")
        until = time.monotonic() + PATIENCE_SECONDS
        while waiting() and time.monotonic() < until:
            time.sleep(0.5)
        left, cpu, memory = waiting(), cpu_seconds(worker.pid), memory_kb(worker.pid, "VmHWM")
        stop(worker)
    figures = sink.figures()
    seconds = figures["last"] - figures["first"]
    return {
        "pushes": figures["count"],
        "seconds": round(seconds, 1),
        "per_second": round(figures["count"] / seconds),
        "worker_cpu_seconds": round(cpu, 1),
        "worker_mb": round(memory / 1000),
        "push_service_cpu_seconds": round(figures["cpu_seconds"], 1),
        "connections": figures["connections"],
        "left": left,
    }


@contextmanager
def _sink() -> Iterator[Sink]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.load.push_sink"],
        cwd=PROJECT_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        yield Sink(process, f"http://127.0.0.1:{int(process.stdout.readline())}")
    finally:
        process.kill()
        process.wait()
