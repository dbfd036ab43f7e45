"""The processes of `motcua serve`: web and worker side by side, both stopped together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from api.config import PROJECT_ROOT, Settings, SettingsError

GRACE_SECONDS = 30
LONGEST_RESTART_WAIT = 30.0
_METRICS_PREFIX = "motcua-metrics-"
_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def check_port(settings: Settings) -> None:
    """Raises SettingsError when the port cannot be had, before anything is started."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SettingsError(
                f"PORT {settings.port} on {settings.host} cannot be used ({error.strerror}). Is another server "
                f"running? Choose another one, such as PORT={settings.port + 1}"
            ) from error


def become_web_server(settings: Settings) -> None:
    """Replace this process by the web server."""
    os.environ.update(_web_environment(settings))
    arguments = _web_arguments(settings)
    os.execv(arguments[0], arguments)  # noqa: S606 - no shell, our own interpreter


def _web_arguments(settings: Settings) -> list[str]:
    """gunicorn with threads, so that slow uploads do not hold a whole process."""
    return [
        sys.executable, "-m", "gunicorn", "wsgi:app",
        "--chdir", str(PROJECT_ROOT),
        "--bind", f"{settings.host}:{settings.port}",
        "--worker-class", "gthread",
        "--workers", str(settings.web_workers),
        "--threads", str(settings.web_threads),
        "--graceful-timeout", str(GRACE_SECONDS),
        "--timeout", "60",
        "--keep-alive", "15",
        "--log-level", "warning",
    ]  # fmt: skip


def _web_environment(settings: Settings) -> dict[str, str]:
    return {
        "PROMETHEUS_MULTIPROC_DIR": str(_own_metrics_folder()),
        "MOTCUA_DATA": str(settings.data_dir),  # --chdir would move a relative path
    }


def _own_metrics_folder() -> Path:
    """A folder for the counters of this server's processes, named by the process that made it, which lives as long.

    In memory where there is such a file system, never beside the data: counters are mapped files, and writing to one
    on a full disk kills the process (SIGBUS). Folders of servers that are gone are removed.
    """
    parent = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else Path(tempfile.gettempdir())  # noqa: S108
    for folder in parent.glob(f"{_METRICS_PREFIX}*"):
        if not _is_alive(folder.name.removeprefix(_METRICS_PREFIX)):
            shutil.rmtree(folder, ignore_errors=True)
    own = parent / f"{_METRICS_PREFIX}{os.getpid()}"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir(mode=0o700)
    return own


def _is_alive(process_id: str) -> bool:
    try:
        os.kill(int(process_id), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


class Supervisor:
    """Starts web and worker. The worker is started again when it dies; without the web server all ends."""

    def __init__(self, settings: Settings, *, when_ready: Callable[[], None]) -> None:
        self.settings = settings
        self.when_ready = when_ready
        self.stopping = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):  # SIGHUP: the terminal was closed
            signal.signal(number, self._stop)
        self.web = self._start(_web_arguments(settings), _web_environment(settings))
        self.worker = self._start_worker()

    def run(self) -> int:
        """Until stopped; answers the exit code."""
        self._wait_until_ready()
        wait, started = 1.0, time.monotonic()
        while not self.stopping and self.web.poll() is None:
            if self.worker.poll() is not None:
                wait = 1.0 if time.monotonic() - started > 60 else min(wait * 2, LONGEST_RESTART_WAIT)
                self._sleep(wait)
                if not self.stopping:
                    self.worker, started = self._start_worker(), time.monotonic()
            self._sleep(0.2)
        self._end_children()
        return 0 if self.stopping else self.web.returncode or 1

    def _wait_until_ready(self) -> None:
        while not self.stopping and self.web.poll() is None:
            with contextlib.suppress(OSError):
                socket.create_connection((self.settings.host, self.settings.port), timeout=1).close()
                self.when_ready()
                sys.stdout.flush()
                return
            self._sleep(0.1)

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return self._start([sys.executable, "-m", "api.cli", "worker"], {})

    def _start(self, arguments: list[str], more: dict[str, str]) -> subprocess.Popen[bytes]:
        # Its own session: Ctrl+C reaches only us, and we stop both in order.
        return subprocess.Popen(
            arguments, env={**os.environ, **more}, start_new_session=True, preexec_fn=_end_with_parent
        )

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


def _end_with_parent() -> None:
    """In a child, before it becomes the command: be stopped when the supervisor dies, even by SIGKILL (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
