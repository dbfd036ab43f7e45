"""Headers of pictures, whole, broken and random."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from api.documents.structure import Shape, Truncated, shape_of
from tests.documents.bad_files import encoded, marked

KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
HEADS = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/webp": b"RIFF",
    "image/heic": b"\x00\x00\x00\x18ftypheic",
}


def box(kind: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def heic(width: int, height: int) -> bytes:
    """As much of a HEIC as tells its size: a thumbnail's and the photo's."""
    sizes = [
        box(b"ispe", bytes(4) + w.to_bytes(4, "big") + h.to_bytes(4, "big"))
        for w, h in ((320, 240), (width, height))
    ]
    meta = box(b"meta", bytes(4) + box(b"iprp", box(b"ipco", b"".join(sizes))))
    return box(b"ftyp", b"heic" + bytes(8)) + meta + box(b"mdat", bytes(50))


@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(sorted(KINDS)))
def test_the_size_is_what_pillow_says(width: int, height: int, media_type: str) -> None:
    data = encoded(Image.new("RGB", (width, height)), KINDS[media_type])
    assert shape_of(data, media_type) == Shape(width, height)


@pytest.mark.parametrize(
    "options", [{"lossless": True}, {"exif": b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00"}]
)
def test_the_other_kinds_of_webp(options: dict[str, object]) -> None:
    assert shape_of(encoded(marked(), "WEBP", **options), "image/webp") == Shape(120, 80)


def test_heic() -> None:
    assert shape_of(heic(4032, 3024), "image/heic") == Shape(4032, 3024)
    with pytest.raises(Truncated):
        shape_of(heic(4032, 3024)[:-1], "image/heic")


COMMENT = b"Scanned by the one-stop counter, 23 November"


@pytest.mark.parametrize("said", [0, 1, 2, 9, len(COMMENT) + 2, len(COMMENT) + 60, 0xFFFF])
def test_a_comment_that_is_not_as_long_as_it_says(said: int) -> None:
    """The picture is whole, and is not told to have lost its end; one that has lost it is."""
    picture = encoded(marked(900, 900))
    broken = picture[:2] + b"\xff\xfe" + said.to_bytes(2, "big") + COMMENT + picture[2:]
    assert shape_of(broken, "image/jpeg") == Shape(900, 900)
    for cut in (broken[:-200], broken[: len(COMMENT)], broken[: len(COMMENT) + 8]):
        with pytest.raises(Truncated):
            shape_of(cut, "image/jpeg")


@given(st.sampled_from(sorted(KINDS)), st.integers(0, 100))
def test_every_file_that_is_cut_is_found_out_or_has_its_size(media_type: str, share: int) -> None:
    data = encoded(marked(), KINDS[media_type])
    try:
        assert shape_of(data[: 30 + (len(data) - 30) * share // 100], media_type).pixels in (0, 9_600)
    except Truncated:
        assert share < 100


@given(st.sampled_from(sorted(HEADS)), st.binary(max_size=300))
def test_nothing_else_is_raised(media_type: str, rest: bytes) -> None:
    try:
        shape = shape_of(HEADS[media_type] + rest, media_type)
    except Truncated:
        return
    assert shape.pixels >= 0
