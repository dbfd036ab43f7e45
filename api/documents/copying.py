"""The worker's turn with files: fetch, scan, have copies made in the sandbox, keep them, record it.

One bad file stops nothing: whatever breaks or hangs the sandbox is marked 'unreadable', and the next file is opened by
a fresh process. A full disk and a scanner that is away are waited for.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog

from api.config import current_settings
from api.documents import clamd, copies
from api.documents.copies import Job, Outcome
from api.documents.errors import StorageFull, is_no_room
from api.documents.sandbox import Interrupted, Sandbox, SandboxFailed
from api.documents.storage import key_for, store
from api.extensions import now

COPY_SECONDS = 25.0  # for one file; the sandbox's own limit of processor time is shorter
_PIECE_BYTES = 256 * 1024

log = structlog.get_logger(__name__)


class Copier:
    """Keeps its sandbox from batch to batch. For one thread."""

    def __init__(self, *, lease: str, stopping: threading.Event | None = None) -> None:
        self.lease = lease
        self.stopping = stopping or threading.Event()
        self.sandbox = Sandbox(self.stopping)

    def close(self) -> None:
        self.sandbox.close()

    def work_once(self) -> int:
        """Claim, look at and record one batch; answers how many files were claimed.

        Each file is recorded as soon as it is done, since an officer may be waiting for it.
        """
        if not copies.anything_ready(now()):
            return 0
        jobs = copies.claim(lease=self.lease, at=now())
        begin_until = time.monotonic() + copies.LEASE_SECONDS / 2
        for job in jobs:
            if self.stopping.is_set() or time.monotonic() > begin_until:
                outcome = Outcome(job, "handed_back")
            else:
                outcome = self._look_at(job)
            copies.record([outcome], lease=self.lease, at=now())
        return len(jobs)

    def _look_at(self, job: Job) -> Outcome:
        if job.attempts > copies.MOST_ATTEMPTS and not job.is_copied:
            return Outcome(job, "given_up", {"outcome": "unreadable"}, "too many attempts")
        try:
            with _fetched(job) as (folder, original):
                return self._scan_and_copy(job, original, folder)
        except Interrupted:
            return Outcome(job, "handed_back")
        except StorageFull:
            return _later(job, "StorageFull")
        except OSError as error:
            return _later(job, "no room" if is_no_room(error) else type(error).__name__)

    def _scan_and_copy(self, job: Job, original: Path, folder: Path) -> Outcome:
        """The scan first, so that no decoder opens what is known to be bad; but copies do not wait for a scanner that
        is away, since reception does not either."""
        values, scanner_is_away = _scanned(original)
        if values.get("scan") == "infected":
            log.warning("file_infected", sha256=job.sha256, malware=values["malware"])
            return Outcome(job, "done", values)
        if not job.is_copied:
            made = self._copied(job, original, folder)
            if made is None:
                return Outcome(job, "retry", values, "no room")
            values |= made
        return (
            Outcome(job, "retry", values, "scanner away") if scanner_is_away else Outcome(job, "done", values)
        )

    def _copied(self, job: Job, original: Path, folder: Path) -> dict[str, Any] | None:
        """Columns of FileCopies, None when there is no room to write. Raises StorageFull."""
        try:
            answer = self.sandbox.ask(
                {"do": "copy", "path": str(original), "media_type": job.media_type, "folder": str(folder)},
                within_seconds=COPY_SECONDS,
            )
        except SandboxFailed as failure:
            log.warning("file_broke_the_sandbox", sha256=job.sha256, reason=failure.reason)
            return {"outcome": "unreadable"}
        if answer["outcome"] == "no_room":
            return None
        if answer["outcome"] == "unreadable":
            log.info("file_unreadable", sha256=job.sha256, why=answer.get("why"))
        return _kept(job, answer, folder)


def _later(job: Job, error: str) -> Outcome:
    log.warning("file_copies_later", sha256=job.sha256, error=error)
    return Outcome(job, "retry", error=error)


def _kept(job: Job, answer: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Put the files the sandbox wrote into the store and say where. Raises StorageFull."""
    values: dict[str, Any] = {
        key: answer[key]
        for key in ("outcome", "width", "height", "pages", "removed", "legibility")
        if key in answer
    }
    if answer["outcome"] != "ready":
        return values
    for kind, about in answer["files"].items():
        path = folder / Path(str(about["name"])).name
        with path.open("rb") as file:
            key = key_for(hashlib.file_digest(file, "sha256").hexdigest())
        store().put_file(path, key)
        values |= {f"{kind}_key": key, f"{kind}_size": path.stat().st_size}
        if kind == "clean":
            values["clean_type"] = about["media_type"]
    if "clean" not in answer["files"]:  # nothing had to change
        original = folder / "original"
        values |= {
            "clean_key": job.storage_key, "clean_size": original.stat().st_size, "clean_type": job.media_type
        }  # fmt: skip
    return values


def _scanned(original: Path) -> tuple[dict[str, Any], bool]:
    """(columns about the scan, whether the scanner has to be asked again)."""
    address = current_settings().clamd_url
    if address is None:
        return {"scan": "off"}, False
    try:
        with original.open("rb") as stream:
            verdict = clamd.scan(stream, address)
    except clamd.ScannerAway as error:
        log.warning("scanner_away", error=str(error))
        return {"scan": "waiting"}, True
    if verdict.result == "not_scanned":
        log.warning("file_not_scanned", sha256=original.name)
    return {"scan": verdict.result, "malware": verdict.malware}, False


@contextmanager
def _fetched(job: Job) -> Iterator[tuple[Path, Path]]:
    """A folder to work in, with the original in it as a plain file, whatever kind of store it came from."""
    parent = current_settings().data_dir / "work"
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=parent) as name:
        folder = Path(name)
        original = folder / "original"
        with store().open(job.storage_key) as stored, original.open("wb") as file:
            while piece := stored.read(_PIECE_BYTES):
                file.write(piece)
        yield folder, original
