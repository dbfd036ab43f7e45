"""Where complete files rest: a small interface over a folder and any store that speaks S3 (`STORAGE_URL`).

A file is stored under the SHA-256 of its bytes, so the same bytes are stored once and never change. Whoever
deletes a key must first know that nothing refers to it (references.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from api.config import current_settings
from api.documents.folder_store import FolderStore
from api.documents.storage_keys import Stored, key_for, sha256_of
from api.storage_address import BucketAddress, read_storage_address

if TYPE_CHECKING:
    from api.documents.s3_store import S3Store

__all__ = ["Store", "Stored", "key_for", "sha256_of", "store"]


class Store(Protocol):
    """What the system needs of a store.

    `open` and `size` raise FileNotFoundError for an absent key, all raise ValueError for what is no key, and
    StoreUnreachable when the store does not answer.
    """

    def put_file(self, path: Path, key: str) -> None:
        """Store the bytes of the file `path` under `key`, all or nothing; they are its SHA-256's.

        Repeating it changes nothing, except that the file counts as new again (see `remove_unreferenced`).
        Raises StorageFull.
        """

    def open(self, key: str) -> BinaryIO:
        """The bytes, checked against the key. Raises StoredFileDamaged, at the latest before the last of them."""

    def size(self, key: str) -> int: ...

    def exists(self, key: str) -> bool: ...

    def modified_at(self, key: str) -> datetime: ...

    def delete(self, key: str) -> None:
        """Remove the key; absent is fine."""

    def list(self, prefix: str) -> Iterator[Stored]:
        """Everything whose name begins with these two hexadecimal digits, in no order, also what is no key."""

    def count_others(self) -> int:
        """How many names there are at the top that begin with no two hexadecimal digits; none of them is ours."""

    def takes_files(self) -> bool:
        """Whether a file could be stored now, as far as that can be told in three seconds without storing one."""

    def remove_drafts(self, *, before: datetime) -> int:
        """Remove what killed processes left half-written before then; answers how many."""

    def signed_url(self, key: str, *, seconds: int) -> str | None:
        """An address at the store itself that gives the bytes to anybody for a while; None where there is none.

        For programs, not for browsers: a store's answer has none of our safe headers (see links.py).
        """


def store() -> Store:
    """The store of the running application."""
    settings = current_settings()
    address = read_storage_address(settings.storage_url, data_dir=settings.data_dir)
    if isinstance(address, BucketAddress):
        return _s3_store(settings.storage_url, settings.data_dir)
    return FolderStore(address.root)


@cache
def _s3_store(storage_url: str, data_dir: Path) -> S3Store:
    """One client for each process, made at its first use: neither its threads nor its connections survive a fork."""
    from api.documents.s3_store import S3Store

    address = read_storage_address(storage_url, data_dir=data_dir)
    assert isinstance(address, BucketAddress)  # noqa: S101 - the caller has looked
    return S3Store(address)
