"""A process that opens what strangers sent, with limits, so that a file can break it and nothing else.

The parent writes one line of JSON and reads one; the child (sandbox_child.py) sets its own limits of memory, processor
time and file size, and the parent's clock ends what hangs. The child has none of the service's environment: no
address of the database and no key. It serves any number of jobs, so that starting it is paid once.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import tempfile
import threading
import time
from types import TracebackType
from typing import Any, Self

from api.config import PROJECT_ROOT

JOBS_PER_PROCESS = 100  # whatever its libraries leak ends with it
_LOOK_SECONDS = 0.2  # how often somebody who wants to stop is heard
_ANSWER_BYTES = 64 * 1024


class SandboxFailed(Exception):
    """The child died or took too long over this job; `reason` is 'crashed' or 'timeout'. The next job gets another."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Interrupted(Exception):
    """Somebody wants the whole process to stop; the job is neither done nor failed."""


class Sandbox:
    """Starts its process with the first job. Not for several threads at once."""

    def __init__(self, stopping: threading.Event | None = None) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs = 0
        self._stopping = stopping or threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        return self._process.pid if self._process else None

    def ask(self, job: dict[str, Any], *, within_seconds: float) -> dict[str, Any]:
        """The child's answer. Raises SandboxFailed and Interrupted, in both cases with the child gone."""
        if self._process is None or self._process.poll() is not None or self._jobs >= JOBS_PER_PROCESS:
            self.close()
            self._process = _start()
            self._jobs = 0
        self._jobs += 1
        try:
            return self._exchange(self._process, json.dumps(job).encode() + b"\n", within_seconds)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        self._process = None

    def _exchange(
        self, process: subprocess.Popen[bytes], line: bytes, within_seconds: float
    ) -> dict[str, Any]:
        if process.stdin is None or process.stdout is None:
            raise SandboxFailed("crashed")
        until = time.monotonic() + within_seconds
        try:
            process.stdin.write(line)
            process.stdin.flush()
        except BrokenPipeError as error:
            raise SandboxFailed("crashed") from error
        answer = b""
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while not answer.endswith(b"\n"):
                if self._stopping.is_set():
                    raise Interrupted
                left = until - time.monotonic()
                if left <= 0:
                    raise SandboxFailed("timeout")
                if not selector.select(min(left, _LOOK_SECONDS)):
                    continue
                piece = os.read(process.stdout.fileno(), _ANSWER_BYTES)
                if not piece or len(answer) > _ANSWER_BYTES:
                    raise SandboxFailed("crashed")
                answer += piece
        try:
            found = json.loads(answer)
        except ValueError as error:
            raise SandboxFailed("crashed") from error
        if not isinstance(found, dict):
            raise SandboxFailed("crashed")
        return found


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "api.documents.sandbox_child"],
        cwd=PROJECT_ROOT,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "TMPDIR": tempfile.gettempdir()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C at the terminal is for the parent
    )
