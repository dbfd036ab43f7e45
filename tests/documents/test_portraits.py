"""Photos of officers: small, upright, without what the camera wrote; what is no picture is refused."""

from __future__ import annotations

import io
import random

import pytest
from flask import Flask
from PIL import Image

from api.accounts.models import Officer
from api.documents.portraits import (
    LARGEST_BYTES,
    LARGEST_SENT_BYTES,
    SIZE,
    UnusablePicture,
    clean_portrait,
    forget_portrait,
    keep_portrait,
    read_portrait,
)
from api.documents.storage import key_for, store
from api.extensions import db, write_unit
from tests.people import Office


def picture(
    size: tuple[int, int] = (900, 1200), kind: str = "JPEG", mode: str = "RGB", **options: object
) -> bytes:
    output = io.BytesIO()
    Image.new(mode, size, 128 if mode in ("L", "P") else "steelblue").save(output, kind, **options)  # type: ignore[arg-type]
    return output.getvalue()


def noise(side: int) -> bytes:
    """What compresses worst."""
    output = io.BytesIO()
    pixels = random.Random(7).randbytes(side * side * 3)
    Image.frombytes("RGB", (side, side), pixels).save(output, "PNG")
    return output.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        picture(),
        picture((60, 2000)),
        picture(kind="PNG", mode="RGBA"),
        picture(kind="PNG", mode="P"),
        picture(kind="PNG", mode="L"),
        picture(kind="WEBP"),
        noise(1000),
    ],
)
def test_a_portrait_is_a_small_jpeg_of_one_shape(data: bytes) -> None:
    clean = clean_portrait(data)
    assert len(clean) <= LARGEST_BYTES
    with Image.open(io.BytesIO(clean)) as made:
        assert (made.format, made.size, made.mode) == ("JPEG", SIZE, "RGB")


def test_place_and_device_are_gone_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    output = io.BytesIO()
    lying = Image.new("RGB", (1200, 900), "white")
    lying.paste("black", (0, 0, 600, 900))  # its left half, which is the upper half once it stands
    lying.save(output, "JPEG", exif=exif)
    with Image.open(io.BytesIO(clean_portrait(output.getvalue()))) as made:
        assert not made.getexif()
        assert made.getpixel((240, 40))[0] < 60 < 200 < made.getpixel((240, 600))[0]  # type: ignore[index]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture()[:400],
        picture(kind="GIF"),
        picture((8000, 7000), kind="PNG", mode="L"),
        b"\xff" * (LARGEST_SENT_BYTES + 1),
    ],
)
def test_what_is_no_usable_picture_is_refused(data: bytes) -> None:
    with pytest.raises(UnusablePicture):
        clean_portrait(data)


def test_a_portrait_is_kept_until_nobody_shows_it(app: Flask, office: Office) -> None:
    sha256 = keep_portrait(clean_portrait(picture()))
    with write_unit():
        officer = db.session.query(Officer).filter(Officer.agency_id == office.agency.id).first()
        assert officer is not None
        officer.photo_sha256 = sha256
    forget_portrait(sha256)
    assert read_portrait(sha256)
    with write_unit():
        officer.photo_sha256 = None
    forget_portrait(sha256)
    assert not store().exists(key_for(sha256))
