"""What a picture says of itself before anybody decodes it: how large it is, and whether its end is there.

Pure, and reads headers only: a decoder is what an attacker aims at, and a picture of a few kilobytes may unfold to
gigabytes. What the headers hide is found by the decoder later, in a process that may die (sandbox.py).

Formats: JPEG (ITU-T T.81 annex B), PNG (W3C PNG 3, 5.3), WebP (RFC 9649), HEIF (ISO/IEC 14496-12 boxes; the size
stands in 'ispe', ISO/IEC 23008-12 6.5.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

Bytes = bytes | mmap

# Start of frame: all of C0–CF but DHT (C4), JPG (C8) and DAC (CC).
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_COMMENT = 0xFE
_JPEG_SEGMENT = re.compile(rb"\xff[\xc0-\xcf\xda-\xef\xfe]")
_JPEG_ALONE = frozenset(range(0xD0, 0xD9)) | {0x01}
_HEIF_FOLDERS = frozenset({b"meta", b"iprp", b"ipco"})  # boxes that hold the boxes we look for
_MOST_BOXES = 2_000


class Truncated(ValueError):
    """The file ends before its format says that it may."""


@dataclass(frozen=True)
class Shape:
    """Width and height in pixels, as stored; 0 × 0 when the file does not say."""

    width: int
    height: int

    @property
    def pixels(self) -> int:
        return self.width * self.height


def shape_of(data: Bytes, media_type: str) -> Shape:
    """The picture's size by its header. Raises Truncated when its end is missing."""
    return _READERS[media_type](data)


def _jpeg(data: Bytes) -> Shape:
    """The segments up to the scan; after it only an end-of-image mark can follow 0xFF without a stuffed zero."""
    at, shape = 2, Shape(0, 0)
    while True:
        while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] == b"\xff":  # fill bytes
            at += 1
        mark = data[at : at + 2]
        if len(mark) < 2 or mark[0] != 0xFF:
            raise Truncated
        if mark[1] in _JPEG_ALONE:
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if mark[1] == _JPEG_COMMENT:
            at = _after_comment(data, at, length)
            continue
        if mark[1] == 0xD9 or length < 2:
            raise Truncated
        if mark[1] in _JPEG_FRAMES:
            frame = data[at + 5 : at + 9]
            shape = Shape(int.from_bytes(frame[2:4], "big"), int.from_bytes(frame[:2], "big"))
        at += 2 + length
        if mark[1] == 0xDA:
            break
    if data.find(b"\xff\xd9", at) < 0:
        raise Truncated
    return shape


def _after_comment(data: Bytes, at: int, length: int) -> int:
    """Where the segment behind a comment begins. Some programs write a comment longer or shorter than they say: then
    at the next mark, as decoders do. Only comments: other segments may hold a thumbnail, whose end is not the end."""
    end = at + 2 + length
    if length >= 2 and _JPEG_SEGMENT.match(data[end : end + 2]):
        return end
    found = _JPEG_SEGMENT.search(data, at + 2)
    if not found:
        raise Truncated
    return found.start()


def _png(data: Bytes) -> Shape:
    if data[12:16] != b"IHDR" or data.rfind(b"IEND") < 0:
        raise Truncated
    return Shape(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))


def _webp(data: Bytes) -> Shape:
    if int.from_bytes(data[4:8], "little") + 8 > len(data):
        raise Truncated
    kind, body = data[12:16], data[20:30]
    if len(body) < 10:
        raise Truncated
    if kind == b"VP8X":
        return Shape(1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little"))
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return Shape(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    return Shape(int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF)


def _heif(data: Bytes) -> Shape:
    """The largest picture the file describes: a photo may stand beside its thumbnail, or be put together of tiles."""
    largest = Shape(0, 0)
    for box in _properties(data):
        found = Shape(int.from_bytes(box[4:8], "big"), int.from_bytes(box[8:12], "big"))
        largest = max(largest, found, key=lambda shape: shape.pixels)
    return largest


def _properties(data: Bytes) -> Iterator[bytes]:
    """The bodies of all 'ispe' boxes. Raises Truncated when a box reaches beyond the file."""
    places, seen = [(0, len(data))], 0
    while places:
        at, end = places.pop()
        while at + 8 <= end and seen < _MOST_BOXES:
            seen += 1
            length, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
            if length == 1:
                length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
            elif length == 0:  # up to the end
                length = end - at
            if length < head or at + length > end:
                raise Truncated
            if kind == b"ispe":
                yield bytes(data[at + head : at + head + 12])
            elif kind in _HEIF_FOLDERS:
                # 'meta' is a full box: version and flags come before what it holds.
                places.append((at + head + (4 if kind == b"meta" else 0), at + length))
            at += length


_READERS = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/heic": _heif,
    "image/heif": _heif,
}
