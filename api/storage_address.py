"""Where complete files rest, as `STORAGE_URL` says it. Pure.

    (empty)                                       the folder `files` in the data directory
    file:///srv/motcua/files                      another folder
    s3://bucket/prefix?endpoint=https://…         a store that speaks S3

What the query of an S3 address leaves out comes from the usual AWS_* variables. Secrets may stand in either place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

EXPECTED = "STORAGE_URL must be empty, file:///folder or s3://bucket/prefix?endpoint=…&region=…"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"[A-Za-z0-9._/-]*")
_OPTIONS = frozenset(
    {"endpoint", "region", "access_key_id", "secret_access_key", "virtual_hosted_style_request"}
)


@dataclass(frozen=True)
class FolderAddress:
    root: Path


@dataclass(frozen=True)
class BucketAddress:
    """`prefix` neither begins nor ends with a slash; `options` are those of the S3 client, by name."""

    bucket: str
    prefix: str
    options: dict[str, str] = field(repr=False)  # the secret key is among them


def read_storage_address(url: str, *, data_dir: Path) -> FolderAddress | BucketAddress:
    """Raises ValueError with a sentence that never repeats the address, since it may hold a secret."""
    if not url:
        return FolderAddress(data_dir / "files")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ValueError(EXPECTED) from error
    if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/") and not parts.query:
        return FolderAddress(Path(unquote(parts.path)))
    if parts.scheme == "s3" and not parts.fragment:
        return BucketAddress(_bucket(parts.netloc), _prefix(parts.path), _options(parts.query))
    raise ValueError(EXPECTED)


def _bucket(name: str) -> str:
    if not _BUCKET.fullmatch(name):
        raise ValueError(
            "STORAGE_URL: a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens"
        )
    return name


def _prefix(path: str) -> str:
    prefix = path.strip("/")
    if not _PREFIX.fullmatch(prefix) or (prefix and {"", ".", ".."} & set(prefix.split("/"))):
        raise ValueError("STORAGE_URL: what follows the bucket may be folders of letters, digits and . _ -")
    return prefix


def _options(query: str) -> dict[str, str]:
    """Not `parse_qs`: it would make a space of the '+' that secret keys like to have."""
    options: dict[str, str] = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        if name not in _OPTIONS or name in options or not value:
            raise ValueError(f"STORAGE_URL: its query may name each of {', '.join(sorted(_OPTIONS))} once")
        options[name] = unquote(value)
    endpoint = options.get("endpoint")
    if endpoint is not None and not re.fullmatch(r"https?://[^/?#@\s]+/?", endpoint):
        raise ValueError("STORAGE_URL: the endpoint must be an address such as https://s3.example.vn")
    return options
