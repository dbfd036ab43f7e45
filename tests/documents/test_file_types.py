"""The real type comes from the first bytes."""

from __future__ import annotations

import pytest

from api.documents.file_types import ALLOWED, HEAD_BYTES, sniff
from tests.documents.samples import HEADS, photo


@pytest.mark.parametrize("media_type", sorted(ALLOWED))
def test_every_allowed_type_is_recognised(media_type: str) -> None:
    assert sniff(photo(1_000, media_type=media_type)[:HEAD_BYTES]) == media_type


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a" + bytes(50),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><p>%PDF-1.7</p>",
        b"\n%PDF-1.7",
        b"%PDF-<html>",
        b"%PDF",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42",
        b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1miaf",
        b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avifmiaf",
        b"\x00\x00\x00\x18ftyphevc\x00\x00\x00\x00hevcheic",  # a sequence, not a still picture
        b"PK\x03\x04" + bytes(50),
        b"MZ" + bytes(50),
        b"BM" + bytes(50),
        b"II*\x00" + bytes(50),
        b"\xff\xd8",
        b"x",
        b"",
    ],
)
def test_everything_else_is_refused(content: bytes) -> None:
    assert sniff(content) is None


def test_a_general_heif_with_an_hevc_picture_is_heic() -> None:
    assert sniff(b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heicmiaf") == "image/heic"


def test_brands_are_read_inside_their_box_only() -> None:
    outside = b"\x00\x00\x00\x14ftypmif1\x00\x00\x00\x00mif1" + b"avif"
    assert sniff(outside) == "image/heif"


def test_the_samples_are_shorter_than_what_is_read() -> None:
    assert all(len(head) <= HEAD_BYTES for head in HEADS.values())
