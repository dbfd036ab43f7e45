"""Where complete files rest: a small interface, and the folder that serves by default.

A file is stored under the SHA-256 of its bytes, so the same bytes are stored once and never change. Whoever
deletes a key must first know that no other upload refers to it.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from pathlib import Path
from typing import IO, Protocol

from api.config import current_settings
from api.documents.errors import StorageFull, is_no_room

_KEY = re.compile(r"([0-9a-f]{2})/([0-9a-f]{2})/(\1\2[0-9a-f]{60})")


class Store(Protocol):
    """What the system needs of a store. `open` and `size` raise FileNotFoundError for an absent key."""

    def put_file(self, path: Path, key: str) -> None:
        """Store the bytes of the file `path` under `key`, all or nothing. Repeating it changes nothing.

        Raises StorageFull.
        """

    def open(self, key: str) -> IO[bytes]: ...

    def size(self, key: str) -> int: ...

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Remove the key; absent is fine."""


def key_for(sha256: str) -> str:
    """The key of a file by the hash of its bytes. Two levels of folders keep each folder short."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def store() -> Store:
    """The store of the running application."""
    return FolderStore(current_settings().data_dir / "files")


class FolderStore:
    """Files in a folder, readable by the service alone."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put_file(self, path: Path, key: str) -> None:
        target = self._path(key)
        if self.exists(key) and target.stat().st_size == path.stat().st_size:
            return
        draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
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

    def open(self, key: str) -> IO[bytes]:
        return self._path(key).open("rb")

    def size(self, key: str) -> int:
        return self._path(key).stat().st_size

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a storage key: {key!r}")
        return self.root / key


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
