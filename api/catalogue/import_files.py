"""Files that operators import: plain or gzip, read by lines, refused as a whole with every fault named."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

# Called with the number of bytes of the file read since the last call.
Progress = Callable[[int], None]

# Far more than any record (the longest has 200 kB); keeps a broken or hostile file from filling the memory.
_LONGEST_LINE = 4 * 1024 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SHOWN_PROBLEMS = 50


class ImportRefused(Exception):
    """Nothing was imported. `problems` are the first 50 of `count`, each (line number, reason)."""

    def __init__(self, problems: list[tuple[int, str]], count: int | None = None) -> None:
        super().__init__(f"refused: {problems[0][1]}")
        self.problems = problems
        self.count = len(problems) if count is None else count


class Faults:
    """What was found wrong so far."""

    def __init__(self) -> None:
        self.count = 0
        self._first: list[tuple[int, str]] = []

    def add(self, line_number: int, reason: str) -> None:
        self.count += 1
        if len(self._first) < _SHOWN_PROBLEMS:
            self._first.append((line_number, reason))

    def raise_any(self) -> None:
        if self.count:
            raise ImportRefused(self._first, self.count)


class UnreadableFile(Exception):
    """The file cannot be read on."""

    def __init__(self, line_number: int, reason: str) -> None:
        super().__init__(reason)
        self.problem = (line_number, reason)


def lines(
    path: Path, progress: Progress | None = None, *, longest: int = _LONGEST_LINE
) -> Iterator[tuple[int, bytes]]:
    """The numbered lines of a file without blank ones; raises UnreadableFile where it cannot be read on."""
    with path.open("rb") as raw:
        magic = raw.read(2)
        raw.seek(0)
        text = cast("IO[bytes]", gzip.GzipFile(fileobj=raw) if magic == _GZIP_MAGIC else raw)
        number, told = 0, 0
        while True:
            number += 1
            try:
                line = text.readline(longest + 1)
            except (EOFError, OSError, zlib.error) as error:
                raise UnreadableFile(number, f"the gzip data are broken or cut off: {error}") from error
            if progress:
                progress(raw.tell() - told)
                told = raw.tell()
            if not line:
                return
            if len(line) > longest:
                raise UnreadableFile(number, f"the line has more than {longest} bytes")
            if number == 1:
                line = line.removeprefix(_BYTE_ORDER_MARK)
            if line.strip():
                yield number, line
