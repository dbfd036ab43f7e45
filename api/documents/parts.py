"""The part file of an upload: what has arrived so far, `<data>/uploads/<id>.part`.

Its size is the offset of the upload, the only one there is: bytes that a killed process had written count,
bytes that it had not do not. Whoever writes to it or finishes it holds an exclusive `flock` on it, which
excludes threads and processes alike and which the kernel releases when a process is killed.

Bytes that came with a checksum count only once it was found right. Until then `<id>.unverified` says from where on
they do not count, also after a kill.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.config import current_settings
from api.documents.errors import StorageFull, UploadBusy, is_no_room

_RETRY_SECONDS = 0.02
STORE_LOCK = "store.lock"


@dataclass(frozen=True)
class Part:
    """A part file that is open and locked."""

    path: Path
    descriptor: int

    def offset(self) -> int:
        """Bytes so far."""
        return os.fstat(self.descriptor).st_size

    def append(self, data: bytes) -> None:
        """Write at the end, at once. Raises StorageFull; what fitted stays and counts."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self.descriptor, rest) :]
        except OSError as error:
            if is_no_room(error):
                raise StorageFull from error
            raise

    def head(self, length: int) -> bytes:
        return os.pread(self.descriptor, length, 0)

    def sha256(self) -> str:
        """Hash of the whole, read in pieces."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @contextmanager
    def provisional(self) -> Iterator[None]:
        """What is appended inside counts only when the block ends well. Raises StorageFull."""
        start = self.offset()
        _write_mark(_mark_of(self.path), start)
        try:
            yield
        except BaseException:
            os.ftruncate(self.descriptor, start)
            raise
        finally:
            _mark_of(self.path).unlink(missing_ok=True)

    def forget_unverified(self) -> None:
        """Cut off what a killed process wrote and did not come to verify."""
        start = _unverified_from(self.path)
        if start is not None:
            os.ftruncate(self.descriptor, min(start, self.offset()))
            _mark_of(self.path).unlink(missing_ok=True)

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def create(upload_id: uuid.UUID) -> None:
    """Make the empty part file. Raises StorageFull."""
    os.close(_open(path_of(upload_id)))


def received_bytes(upload_id: uuid.UUID) -> int:
    """Size of the part file without what is not verified yet, 0 when there is none."""
    path = path_of(upload_id)
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return 0
    start = _unverified_from(path)
    return size if start is None else min(size, start)


@contextmanager
def locked(upload_id: uuid.UUID, *, wait_seconds: float) -> Iterator[Part]:
    """Open the part file, made when absent, and keep everybody else from it.

    A finished upload has none: who gets the lock looks the upload up again and removes a part that came too
    late. Raises UploadBusy after `wait_seconds`.
    """
    path = path_of(upload_id)
    give_up_at = time.monotonic() + wait_seconds
    while True:
        descriptor = _open(path)
        try:
            if _try_to_lock(descriptor) and _is_still(path, descriptor):
                part = Part(path, descriptor)
                part.forget_unverified()
                yield part
                return
        finally:
            os.close(descriptor)
        if time.monotonic() >= give_up_at:
            raise UploadBusy(headers={"Retry-After": "2"})
        time.sleep(_RETRY_SECONDS)


def path_of(upload_id: uuid.UUID) -> Path:
    return folder() / f"{upload_id}.part"


def folder() -> Path:
    """Where part files lie: always on the disk that the web processes share, whatever the store."""
    return current_settings().data_dir / "uploads"


def open_beside(name: str) -> int:
    """Another file of the service's own in that folder, made when absent; the caller closes it."""
    return _open(folder() / name)


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        if is_no_room(error):
            raise StorageFull from error
        raise


def _mark_of(path: Path) -> Path:
    return path.with_suffix(".unverified")


def _write_mark(mark: Path, start: int) -> None:
    """Whole or not at all: a mark without its number would say nothing."""
    draft = mark.with_suffix(".mark")
    try:
        draft.write_text(str(start))
        draft.replace(mark)
    except OSError as error:
        draft.unlink(missing_ok=True)
        if is_no_room(error):
            raise StorageFull from error
        raise


def _unverified_from(path: Path) -> int | None:
    try:
        return int(_mark_of(path).read_text())
    except FileNotFoundError:
        return None


def _try_to_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still(path: Path, descriptor: int) -> bool:
    """Between opening and locking, the one before us may have finished the upload and removed the file."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
