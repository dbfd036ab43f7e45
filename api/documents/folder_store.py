"""The store that serves by default: files in a folder, readable by the service alone."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from api.documents.errors import StorageFull, is_no_room
from api.documents.storage_keys import Stored, is_folder, sha256_of
from api.documents.verified_reading import PIECE_BYTES, verified_stream

_DRAFTS = ".drafts"


class FolderStore:
    """See Store. Half-written files lie in `.drafts`, where no key leads."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put_file(self, path: Path, key: str) -> None:
        target = self._path(key)
        if self.exists(key) and target.stat().st_size == path.stat().st_size:
            os.utime(target)
            return
        drafts = self.root / _DRAFTS
        draft = drafts / f"{target.name}.{secrets.token_hex(4)}"
        try:
            for folder in (drafts, target.parent):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                _copy(path, draft)
                draft.replace(target)
            finally:
                draft.unlink(missing_ok=True)
            for folder in (target.parent, target.parent.parent, self.root):
                _sync_folder(folder)
        except OSError as error:
            if is_no_room(error):
                raise StorageFull from error
            raise

    def open(self, key: str) -> BinaryIO:
        return verified_stream(_pieces(self._path(key)), sha256=sha256_of(key))

    def size(self, key: str) -> int:
        return self._path(key).stat().st_size

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def modified_at(self, key: str) -> datetime:
        return datetime.fromtimestamp(self._path(key).stat().st_mtime, UTC)

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def list(self, prefix: str) -> Iterator[Stored]:
        for path in (self.root / prefix).rglob("*"):
            if path.is_file():
                name, about = path.relative_to(self.root).as_posix(), path.stat()
                yield Stored(name, about.st_size, datetime.fromtimestamp(about.st_mtime, UTC))

    def count_others(self) -> int:
        names = [path.name for path in self.root.iterdir()] if self.root.is_dir() else []
        return sum(name != _DRAFTS and not is_folder(name) for name in names)

    def takes_files(self) -> bool:
        there = next(
            path for path in (self.root, *self.root.parents) if path.exists()
        )  # `put_file` makes the rest
        return there.is_dir() and os.access(there, os.W_OK | os.X_OK)

    def remove_drafts(self, *, before: datetime) -> int:
        old = [path for path in (self.root / _DRAFTS).glob("*") if path.stat().st_mtime < before.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def signed_url(self, _key: str, *, seconds: int) -> None:  # noqa: ARG002 - a folder has no address
        return None

    def _path(self, key: str) -> Path:
        sha256_of(key)  # refuses what is no key
        return self.root / key


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _copy(source: Path, target: Path) -> None:
    """Copied, not linked: whatever still writes to the source cannot touch what is stored."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as copy, source.open("rb") as original:
        shutil.copyfileobj(original, copy, 256 * 1024)
        copy.flush()
        os.fsync(copy.fileno())


def _sync_folder(folder: Path) -> None:
    """A rename survives a power cut only when its folder has reached the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
