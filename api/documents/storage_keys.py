"""Under which name a store keeps a file: its SHA-256."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

_KEY = re.compile(r"([0-9a-f]{2})/([0-9a-f]{2})/(\1\2[0-9a-f]{60})")

_FOLDER = re.compile("[0-9a-f]{2}")


class Stored(NamedTuple):
    """A file as the store lists it. `modified_at` is when its bytes were put there last."""

    key: str
    size: int
    modified_at: datetime


def key_for(sha256: str) -> str:
    """The key of a file by the hash of its bytes. Two levels of folders keep each folder short."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def sha256_of(key: str) -> str:
    """The other way round. Raises ValueError for what is no key, which so never becomes a path."""
    match = _KEY.fullmatch(key)
    if match is None:
        raise ValueError(f"not a storage key: {key!r}")
    return match[3]


def is_key(name: str) -> bool:
    return _KEY.fullmatch(name) is not None


def is_folder(name: str) -> bool:
    """Whether keys begin with it."""
    return _FOLDER.fullmatch(name) is not None
