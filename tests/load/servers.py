"""The two servers that the bench asks: `motcua web` and a bare hello on the same command line; what CPU they use."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from api.config import PROJECT_ROOT, Settings
from api.processes import web_arguments
from tests.live_server import free_port, start, stop, wait_until_ready

Servers = tuple[subprocess.Popen[bytes], int, subprocess.Popen[bytes], int]


@contextmanager
def serving(environment: dict[str, str], folder: Path) -> Iterator[Servers]:
    """`motcua web` and the bare hello: (process, port) of each."""
    with ExitStack() as stack:
        port = int(environment["PORT"])
        web = start("web", environment=environment, log=folder / "web.log")
        stack.callback(stop, web)
        wait_until_ready(f"http://127.0.0.1:{port}/readyz", web, folder / "web.log")
        hello_port = free_port()
        with (folder / "hello.log").open("ab") as log:
            hello = subprocess.Popen(
                hello_command(environment, hello_port),
                cwd=PROJECT_ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        stack.callback(stop, hello)
        wait_until_ready(f"http://127.0.0.1:{hello_port}/", hello, folder / "hello.log")
        yield web, port, hello, hello_port


def hello_command(environment: dict[str, str], port: int) -> list[str]:
    """The command line of the running service with another application and port, so that all else is equal."""
    arguments = web_arguments(Settings.from_environment({**os.environ, **environment}))
    arguments[arguments.index("wsgi:app")] = "tests.load.hello:app"
    arguments[arguments.index("--bind") + 1] = f"127.0.0.1:{port}"
    return [sys.executable, "-m", "gunicorn", *arguments]


def cpu_seconds(pid: int) -> float:
    """What the server's processes have used so far: gunicorn's master and its workers."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ticks = 0
    for each in (str(pid), *children):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_kb(process_id: int, name: str) -> int:
    """`name` as in /proc/PID/status: VmRSS now, VmHWM at most."""
    lines = Path(f"/proc/{process_id}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name + ":"))
