"""Reading a stored file so that wrong bytes never pass for good ones.

The last piece is held back until the SHA-256 of the whole is known to be right. A file of one piece is checked before
its first byte is given out; of a larger one the reader gets no end, so that an answer with a Content-Length breaks
off and no program takes it for the file.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast

from api.documents.errors import StoredFileDamaged

PIECE_BYTES = 1024 * 1024

log = logging.getLogger(__name__)  # also of commands, whose standard output is for their findings


def verified_stream(pieces: Iterable[bytes], *, sha256: str) -> BinaryIO:
    """A stream over the pieces, of at most PIECE_BYTES each. Closing it closes the pieces where they are a generator.

    Raises StoredFileDamaged, here or while it is read, when they do not give `sha256`.
    """
    stream = _Stream(_checked(pieces, sha256))
    try:
        stream.fill()  # what can be known at once is said at once, while a proper answer can still be given
    except BaseException:
        stream.close()
        raise
    return cast(BinaryIO, io.BufferedReader(stream, PIECE_BYTES))


def _checked(pieces: Iterable[bytes], sha256: str) -> Iterator[bytes]:
    digest, held = hashlib.sha256(), b""
    source = iter(pieces)
    try:
        for piece in source:
            digest.update(piece)
            if held:
                yield held
            held = piece
        if digest.hexdigest() != sha256:
            log.error("stored_file_damaged sha256=%s", sha256)
            raise StoredFileDamaged
        yield held
    finally:
        close = getattr(source, "close", None)
        if close is not None:
            close()


class _Stream(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        return True

    def fill(self) -> None:
        """Fetch the next piece when there is nothing left of the one before."""
        while not self._rest and not self._ended:
            piece = next(self._pieces, None)
            self._ended = piece is None
            self._rest = memoryview(piece or b"")

    def readinto(self, buffer: Any) -> int:
        self.fill()
        length = min(len(buffer), len(self._rest))
        buffer[:length] = self._rest[:length]
        self._rest = self._rest[length:]
        return length

    def close(self) -> None:
        if not self.closed:
            close = getattr(self._pieces, "close", None)
            if close is not None:
                close()
        super().close()
