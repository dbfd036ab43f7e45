"""The processes of `motcua serve`: web and worker side by side, both stopped together."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from types import FrameType

from api.config import PROJECT_ROOT, Settings

THREADS = 4
GRACE_SECONDS = 30
LONGEST_RESTART_WAIT = 30.0


def become_web_server(settings: Settings) -> None:
    """Replace this process by gunicorn (threads, so that slow uploads do not hold a whole worker)."""
    metrics = settings.data_dir / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
    arguments = [
        sys.executable,
        "-m",
        "gunicorn",
        "wsgi:app",
        "--chdir",
        str(PROJECT_ROOT),
        "--worker-class",
        "gthread",
        "--threads",
        str(THREADS),
        "--workers",
        str(settings.web_workers),
        "--bind",
        f"{settings.host}:{settings.port}",
        "--graceful-timeout",
        str(GRACE_SECONDS),
        "--timeout",
        "60",
        "--keep-alive",
        "15",
        "--log-level",
        "warning",
    ]
    os.environ["MOTCUA_DATA"] = str(settings.data_dir)  # --chdir would move a relative path
    os.execv(sys.executable, arguments)  # noqa: S606 - no shell, our own interpreter


class Supervisor:
    """Starts web and worker. The worker is started again when it dies; without the web server all ends."""

    def __init__(self) -> None:
        self.stopping = False
        self.web = self._start("web")
        self.worker = self._start("worker")

    def run(self) -> int:
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        wait = 1.0
        started = time.monotonic()
        while not self.stopping and self.web.poll() is None:
            if self.worker.poll() is not None:
                wait = 1.0 if time.monotonic() - started > 60 else min(wait * 2, LONGEST_RESTART_WAIT)
                self._sleep(wait)
                if not self.stopping:
                    self.worker, started = self._start("worker"), time.monotonic()
            self._sleep(0.2)
        self._end_children()
        return 0 if self.stopping else self.web.returncode or 1

    def _start(self, command: str) -> subprocess.Popen[bytes]:
        # Its own process group: Ctrl+C reaches us, and we stop both in order.
        return subprocess.Popen([sys.executable, "-m", "api.cli", command], start_new_session=True)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(min(0.2, seconds))

    def _end_children(self) -> None:
        children = [self.web, self.worker]
        for child in children:
            if child.poll() is None:
                child.terminate()
        until = time.monotonic() + GRACE_SECONDS + 5
        for child in children:
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
