"""The processes of `motcua serve`: web and worker side by side, both stopped together.

The parent of all of them imports the service once and forks: they start in a third of the processor's time and share
its memory. It has neither threads nor connections that a fork could break.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import multiprocessing
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType

import click

from api import import_service
from api.config import PROJECT_ROOT, Settings, SettingsError

GRACE_SECONDS = 30
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)  # SIGHUP: the terminal was closed
LONGEST_RESTART_WAIT = 30.0
# What a web process reads of a request before its body; beyond that it answers 414 or 431 (web_process.py).
MOST_REQUEST_LINE_BYTES = 4094  # method, address and version
MOST_HEADERS = 100
MOST_HEADER_BYTES = 8190  # of one: name, value, line's end
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
    """Run the web server in this process, in which nothing of the service has been imported yet."""
    os.environ.update(_web_environment(settings))
    _run_web_server(settings)


def become_worker(settings: Settings) -> None:
    """Run a worker in this process until it is told to stop."""
    from api import create_app, worker
    from api.request_log import configure_logging

    configure_logging()
    worker.run_until_signalled(create_app(settings))


def web_arguments(settings: Settings) -> list[str]:
    """The command line of gunicorn: threads, so that slow uploads do not hold a whole process."""
    return [
        "wsgi:app",
        "--config", "python:api.web_hooks",
        "--chdir", str(PROJECT_ROOT),
        "--bind", f"{settings.host}:{settings.port}",
        "--worker-class", "api.web_process.WebProcess",
        "--workers", str(settings.web_workers),
        "--threads", str(settings.web_threads),
        "--graceful-timeout", str(GRACE_SECONDS),
        "--timeout", "60",
        "--keep-alive", "15",
        "--limit-request-line", str(MOST_REQUEST_LINE_BYTES),
        "--limit-request-fields", str(MOST_HEADERS),
        "--limit-request-field_size", str(MOST_HEADER_BYTES),
        "--log-level", "warning",
    ]  # fmt: skip


def _run_web_server(settings: Settings) -> None:
    """gunicorn's master in this process; its workers have the modules and each make an application of their own."""
    from gunicorn.app import wsgiapp

    import_service()
    sys.argv = ["gunicorn", *web_arguments(settings)]
    wsgiapp.run()


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


def serve(settings: Settings, *, with_demo: bool) -> int:
    """Web server and worker until stopped; answers the exit code. Nothing of the service has been imported yet."""
    os.environ.update(_web_environment(settings))
    import_service()
    if with_demo:
        _prepare_demo(settings)
    return Supervisor(settings, when_ready=lambda: _greet(settings)).run()


def _prepare_demo(settings: Settings) -> None:
    """In a process of its own: it connects to the database and the store, and no fork of this one may share that."""
    child = _fork(_make_demo, settings)
    child.join()
    if child.exitcode:
        sys.exit(child.exitcode)


def _make_demo(settings: Settings) -> None:
    from sqlalchemy.exc import OperationalError

    from api import create_app
    from api.demo import prepare_demo
    from api.schema_migrations import upgrade

    try:
        with create_app(settings).app_context():
            upgrade()
            prepare_demo()
    except OperationalError as error:
        click.echo(f"motcua: the database does not answer: {error.orig}", err=True)
        sys.exit(3)


def _greet(settings: Settings) -> None:
    click.echo(f"\n  Một Cửa is ready on {settings.public_url}   (Ctrl+C stops it)\n")
    details = settings.data_dir / "demo.json"
    if details.exists():
        show_sign_in_details(json.loads(details.read_text()), settings)


def show_sign_in_details(details: dict[str, object], settings: Settings) -> None:
    officers = details["officers"]
    names = ", ".join(str(o["username"]) for o in officers) if isinstance(officers, list) else ""
    click.echo(f"  Demo office   {details['agency_code']}")
    click.echo(f"  Officers      {names}")
    click.echo(f"  Password      {details['password']}")
    click.echo(
        f"  Citizens      any mobile number; the code is written to {settings.data_dir}/outbox/sms.jsonl\n"
    )


class Supervisor:
    """Starts web and worker. The worker is started again when it dies; without the web server all ends."""

    def __init__(self, settings: Settings, *, when_ready: Callable[[], None]) -> None:
        self.settings = settings
        self.when_ready = when_ready
        self.stopping = False
        for number in STOP_SIGNALS:
            signal.signal(number, self._stop)
        self.web = _fork(_run_web_server, settings)
        self.worker = _fork(become_worker, settings)

    def run(self) -> int:
        """Until stopped; answers the exit code."""
        self._wait_until_ready()
        wait, started = 1.0, time.monotonic()
        while not self.stopping and self.web.is_alive():
            if not self.worker.is_alive():
                wait = 1.0 if time.monotonic() - started > 60 else min(wait * 2, LONGEST_RESTART_WAIT)
                self._sleep(wait)
                if not self.stopping:
                    self.worker, started = _fork(become_worker, self.settings), time.monotonic()
            self._sleep(0.2)
        self._end_children()
        return 0 if self.stopping else self.web.exitcode or 1

    def _wait_until_ready(self) -> None:
        while not self.stopping and self.web.is_alive():
            with contextlib.suppress(OSError):
                socket.create_connection((self.settings.host, self.settings.port), timeout=1).close()
                self.when_ready()
                sys.stdout.flush()
                return
            self._sleep(0.1)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(min(0.2, seconds))

    def _end_children(self) -> None:
        children = [self.web, self.worker]
        for child in children:
            child.terminate()
        until = time.monotonic() + GRACE_SECONDS + 5
        for child in children:
            child.join(max(0.1, until - time.monotonic()))
            if child.is_alive():
                child.kill()


def _fork(run: Callable[[Settings], None], settings: Settings) -> ForkProcess:
    """`run` in a child. Signals wait until the child no longer answers them as its parent does."""
    child = multiprocessing.get_context("fork").Process(target=_in_child, args=(run, settings))
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        child.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    return child


def _in_child(run: Callable[[Settings], None], settings: Settings) -> None:
    os.setsid()  # Ctrl+C reaches only the supervisor, which stops its children in order
    _end_with_parent()
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    run(settings)


def _end_with_parent() -> None:
    """In a child: be stopped when the supervisor dies, even by SIGKILL (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
