"""The rows about what is made of each file: expected with the upload, claimed by a worker, recorded, and forgotten with
the last upload that had these bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import and_, delete, exists, or_, select, update

from api import leases
from api.config import current_settings
from api.documents.models import FileCopies, Upload
from api.documents.removal import remove_unreferenced
from api.documents.storage import key_for
from api.extensions import db, insert, now, write_unit

BATCH = 4
LEASE_SECONDS = 180  # a batch of the slowest files: scanned for half a minute, copied for half a minute each
MOST_ATTEMPTS = 8  # a file that kills its worker each time, or whose bytes are gone, is not tried for ever
_KEYS = (FileCopies.clean_key, FileCopies.screen_key, FileCopies.thumbnail_key)


@dataclass(frozen=True)
class Job:
    """A file to look at. `is_copied`: only the scan is still missing."""

    sha256: str
    media_type: str
    storage_key: str
    is_copied: bool
    attempts: int


@dataclass(frozen=True)
class Outcome:
    """What became of a job. kind: done | retry | given_up | handed_back; `values` are columns of FileCopies."""

    job: Job
    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


def expect(sha256: str) -> None:
    """Have copies made of a file; in the write unit that finishes its upload. Repeating it changes nothing."""
    row: dict[str, Any] = {
        "sha256": sha256,
        "scan": "waiting" if current_settings().clamd_url else "off",
        "removed": [],
        "legibility": [],
        "state": "ready",
        "attempts": 0,
        "run_at": now(),
    }
    db.session.execute(insert(FileCopies).values(row).on_conflict_do_nothing())


def of(sha256s: Iterable[str | None]) -> dict[str, FileCopies]:
    """The rows of these files by SHA-256, in one question."""
    wanted = {sha256 for sha256 in sha256s if sha256}
    if not wanted:
        return {}
    found = db.session.execute(select(FileCopies).where(FileCopies.sha256.in_(wanted))).scalars()
    return {row.sha256: row for row in found}


@cache
def _queue() -> leases.WorkQueue:
    return leases.WorkQueue(FileCopies, FileCopies.sha256)


def anything_ready(at: datetime) -> bool:
    return _queue().anything_ready(at)


def claim(*, lease: str, at: datetime, limit: int = BATCH) -> list[Job]:
    """Take up to `limit` files that are due, or whose worker died, under our lease."""
    with write_unit():
        due = _queue().pick(at=at, limit=limit)
        if not due:
            return []
        until = at + timedelta(seconds=LEASE_SECONDS)
        _queue().take(due, lease=lease, until=until)
        rows = db.session.execute(
            select(FileCopies.sha256, FileCopies.outcome, FileCopies.attempts, Upload.media_type)
            .join(Upload, Upload.sha256 == FileCopies.sha256)
            .where(FileCopies.sha256.in_(due), Upload.finished_at.is_not(None))
        ).all()
    # Uploads with the same bytes differ in nothing that counts here.
    jobs = {
        row.sha256: Job(
            row.sha256, row.media_type, key_for(row.sha256), row.outcome is not None, row.attempts
        )
        for row in rows
    }
    return [jobs[sha256] for sha256 in due if sha256 in jobs]


def record(outcomes: list[Outcome], *, lease: str, at: datetime) -> None:
    """Write what became of a batch, in one unit. Rows that another worker took over meanwhile are left alone."""
    if outcomes:
        leases.record_patiently(
            lambda: _record_all(outcomes, lease=lease, at=at), what="file_copies", count=len(outcomes)
        )


def _record_all(outcomes: list[Outcome], *, lease: str, at: datetime) -> None:
    with write_unit():
        for outcome in outcomes:
            job = outcome.job
            values: dict[str, Any] = {**outcome.values, "last_error": outcome.error}
            if outcome.kind == "handed_back":
                values |= leases.given_back(FileCopies)
            elif outcome.kind == "retry":
                values |= leases.tried_again(job.attempts, at=at, error=outcome.error)
            else:
                state = "done" if outcome.kind == "done" else "dead"
                values |= {"state": state, "lease": None, "leased_until": None, "finished_at": at}
            mine = and_(FileCopies.sha256 == job.sha256, FileCopies.lease == lease)
            db.session.execute(update(FileCopies).where(mine).values(**values))


def make_again(sha256: str) -> None:
    """Have the worker make the copies once more: one of them is gone from the store."""
    with write_unit():
        db.session.execute(
            update(FileCopies)
            .where(FileCopies.sha256 == sha256, FileCopies.state != "leased")
            .values(state="ready", outcome=None, attempts=0, run_at=now())
        )


def tidy() -> None:
    """For the worker's sweep: forget the copies of files whose last upload was removed, and expect those that a removal
    in the same instant took from a new upload."""
    gone = ~exists().where(Upload.sha256 == FileCopies.sha256)
    missing = (
        select(Upload.sha256)
        .where(
            Upload.finished_at.is_not(None),
            Upload.sha256.is_not(None),
            ~exists().where(FileCopies.sha256 == Upload.sha256),
        )
        .distinct()
    )
    orphans = select(FileCopies.sha256).where(gone)
    if not db.session.execute(select(or_(orphans.exists(), missing.exists()))).scalar_one():
        return
    with write_unit():
        removed = db.session.execute(
            delete(FileCopies)
            .where(gone, FileCopies.state != "leased")
            .returning(*_KEYS)
            .execution_options(synchronize_session=False)
        ).all()
        for sha256 in db.session.execute(missing).scalars().all():
            expect(str(sha256))
    # The same thumbnail may stand for two files, and the clean copy of a PDF may be its original.
    for sha256 in {key.rpartition("/")[2] for row in removed for key in row if key}:
        remove_unreferenced(sha256)
