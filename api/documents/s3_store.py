"""A bucket of any store that speaks S3, through `obstore` (the extra `scale`).

An object appears whole or not at all: small ones by one PUT, large ones in parts that become an object
only when the last has arrived. Reading asks for one piece at a time, so that a slow phone holds no connection to the
store and memory does not grow with the file. Every request has a limit in time; what lies beyond is
StoreUnreachable, and the upload waits in its part file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import obstore
import structlog
from obstore import exceptions
from obstore import store as clients

from api.documents.errors import StorageFull, StoreUnreachable
from api.documents.storage_keys import Stored, is_folder, sha256_of
from api.documents.verified_reading import PIECE_BYTES, verified_stream
from api.storage_address import BucketAddress

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config

PART_BYTES = 8 * 1024 * 1024  # S3 allows no less than 5 MiB; two travel at once
_PARTS_AT_ONCE = 2
_NOTHING = "nothing"  # no key begins with it
_PUT_AGAIN_AFTER = timedelta(hours=1)
_RETRIES: RetryConfig = {
    "max_retries": 2,
    "retry_timeout": timedelta(seconds=10),
    "backoff": {
        "init_backoff": timedelta(milliseconds=100),
        "max_backoff": timedelta(seconds=1),
        "base": 2,
    },
}

log = structlog.get_logger(__name__)


class S3Store:
    """See Store."""

    def __init__(self, address: BucketAddress) -> None:
        endpoint = (
            address.options.get("endpoint")
            or os.environ.get("AWS_ENDPOINT_URL_S3")
            or os.environ.get("AWS_ENDPOINT_URL", "")
        )
        # Settings give an endpoint without TLS only for a store on the same machine or network.
        allow_http = endpoint.startswith("http://")
        connection: ClientConfig = {
            "connect_timeout": timedelta(seconds=3),
            "timeout": timedelta(seconds=30),  # of one request: a piece read, a part written
            "allow_http": allow_http,
        }
        at_once: ClientConfig = {
            "connect_timeout": timedelta(seconds=1),
            "timeout": timedelta(seconds=2),
            "allow_http": allow_http,
        }
        self._client = _client(address, connection, _RETRIES)
        self._probe = _client(address, at_once, {"max_retries": 0})

    def put_file(self, path: Path, key: str) -> None:
        sha256_of(key)
        size = path.stat().st_size
        with suppress(FileNotFoundError):
            found = self._about(key)
            # An older one is put again, so that a sweep which is under way does not take it for abandoned.
            if found.size == size and found.modified_at > datetime.now(UTC) - _PUT_AGAIN_AFTER:
                return
        try:
            with path.open("rb") as file, _answering():
                obstore.put(
                    self._client,
                    key,
                    file,
                    use_multipart=size > PART_BYTES,
                    chunk_size=PART_BYTES,
                    max_concurrency=_PARTS_AT_ONCE,
                )
        except FileNotFoundError as error:
            raise _unreachable(error) from error  # of the bucket, since the file is there

    def open(self, key: str) -> BinaryIO:
        return verified_stream(self._pieces(key, self.size(key)), sha256=sha256_of(key))

    def size(self, key: str) -> int:
        return self._about(key).size

    def exists(self, key: str) -> bool:
        try:
            self._about(key)
        except FileNotFoundError:
            return False
        return True

    def modified_at(self, key: str) -> datetime:
        return self._about(key).modified_at

    def delete(self, key: str) -> None:
        sha256_of(key)
        with _answering(), suppress(FileNotFoundError):
            obstore.delete(self._client, key)

    def list(self, prefix: str) -> Iterator[Stored]:
        with _answering():
            for page in obstore.list(self._client, prefix, chunk_size=1000):
                for found in page:
                    yield Stored(found["path"], found["size"], found["last_modified"])

    def count_others(self) -> int:
        with _answering():
            top = obstore.list_with_delimiter(self._client)
        return len(top["objects"]) + sum(not is_folder(name.strip("/")) for name in top["common_prefixes"])

    def takes_files(self) -> bool:
        """Asks for a list of nothing: a bucket that is absent or refuses us says so here, while an absent object may
        mean either."""
        try:
            next(iter(obstore.list(self._probe, _NOTHING)), None)
        except (FileNotFoundError, exceptions.BaseError) as error:
            _unreachable(error)
            return False
        return True

    def remove_drafts(self, *, before: datetime) -> int:  # noqa: ARG002
        """Parts of an object that never came to be are for the bucket's own rule on incomplete uploads."""
        return 0

    def signed_url(self, key: str, *, seconds: int) -> str:
        sha256_of(key)
        return obstore.sign(self._client, "GET", key, timedelta(seconds=seconds))

    def _about(self, key: str) -> Stored:
        sha256_of(key)
        with _answering():
            found = obstore.head(self._client, key)
        return Stored(key, found["size"], found["last_modified"])

    def _pieces(self, key: str, size: int) -> Iterator[bytes]:
        for start in range(0, size, PIECE_BYTES):
            with _answering():
                piece = obstore.get_range(self._client, key, start=start, end=min(start + PIECE_BYTES, size))
            yield bytes(piece)


def _client(address: BucketAddress, connection: ClientConfig, retries: RetryConfig) -> clients.S3Store:
    return clients.S3Store(
        address.bucket,
        prefix=address.prefix or None,
        config=cast("S3Config", address.options),  # names are checked where the address is read
        client_options=connection,
        retry_config=retries,
    )


@contextmanager
def _answering() -> Iterator[None]:
    """FileNotFoundError passes; whatever else the client raises means that the store cannot serve us now."""
    try:
        yield
    except exceptions.BaseError as error:
        if "507 Insufficient Storage" in str(error):
            raise StorageFull from error
        raise _unreachable(error) from error


def _unreachable(error: Exception) -> StoreUnreachable:
    log.error("store_unreachable", error=str(error).partition("\n")[0][:300])
    return StoreUnreachable(headers={"Retry-After": "30"})
