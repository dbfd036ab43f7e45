"""The mark on copies of identity papers: there, readable, over all of the page, and the paper still to be seen."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from api.documents.watermark import LONGEST_SIDE, CannotMark, marked_copy
from tests.printed import page_texts

TEXT = "Chỉ dùng cho hồ sơ NOP-261122-7K3QX9MB, Trung tâm Phục vụ hành chính công phường Mẫu, 22/11/2026"


def picture(kind: str, *, size: tuple[int, int] = (1200, 800), mode: str = "RGB", **more: object) -> bytes:
    output = io.BytesIO()
    Image.new(mode, size, "white" if mode != "CMYK" else (0, 0, 0, 0)).save(output, kind, **more)
    return output.getvalue()


def pdf(*, pages: int = 1, size: tuple[float, float] = (595, 842), rotation: int = 0) -> bytes:
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=size)
    for number in range(pages):
        canvas.drawString(100, 400, f"PAPER {number}")
        canvas.showPage()
    canvas.save()
    if not rotation:
        return output.getvalue()
    turned = io.BytesIO()
    with pikepdf.Pdf.open(output) as document:
        for page in document.pages:
            page.rotate(rotation, relative=False)
        document.save(turned)
    return turned.getvalue()


def ink_by_quarter(image: Image.Image) -> list[float]:
    """The share of each quarter that is no longer white."""
    blank = Image.new("RGB", image.size, "white")
    changed = (
        ImageChops.difference(image.convert("RGB"), blank).convert("L").point(lambda v: 255 if v > 40 else 0)
    )
    width, height = image.size
    quarters = [(x, y, x + width // 2, y + height // 2) for x in (0, width // 2) for y in (0, height // 2)]
    return [changed.crop(q).histogram()[255] / (width * height / 4) for q in quarters]


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")],
)
def test_every_part_of_a_picture_is_marked(kind: str, mode: str) -> None:
    original = picture(kind, mode=mode)
    with Image.open(io.BytesIO(marked_copy(original, f"image/{kind.lower()}", TEXT))) as copy:
        assert (copy.format, copy.size) == (kind, (1200, 800))
        for share in ink_by_quarter(copy):
            assert 0.02 < share < 0.35, "there, and the paper still to be seen"


def test_the_eight_orientations_come_out_upright() -> None:
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        copy = marked_copy(picture("JPEG", exif=exif), "image/jpeg", TEXT)
        with Image.open(io.BytesIO(copy)) as shown:
            assert shown.size == ((1200, 800) if orientation < 5 else (800, 1200))
            assert shown.getexif().get(0x0112, 1) == 1


def test_a_large_picture_comes_out_smaller_and_a_tiny_one_is_still_marked() -> None:
    with Image.open(io.BytesIO(marked_copy(picture("JPEG", size=(4000, 3000)), "image/jpeg", TEXT))) as copy:
        assert max(copy.size) == LONGEST_SIDE
    assert marked_copy(picture("PNG", size=(1, 1)), "image/png", TEXT)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_every_page_of_a_pdf_is_marked(rotation: int) -> None:
    copy = marked_copy(pdf(pages=3, rotation=rotation), "application/pdf", TEXT)
    assert len(page_texts(copy)) == 3
    for number, text in enumerate(page_texts(copy)):
        assert TEXT in text
        assert f"PAPER {number}" in text
    with pypdfium2.PdfDocument(copy) as document:
        for page in document:
            for share in ink_by_quarter(page.render(scale=1).to_pil()):
                assert 0.01 < share < 0.35


def test_the_text_cannot_break_out() -> None:
    copy = marked_copy(pdf(), "application/pdf", "a) Tj ET (\\ <b>&amp; \N{GRINNING FACE}")
    assert "a) Tj ET (\\ <b>&amp; ?" in page_texts(copy)[0]


def encrypted() -> bytes:
    output = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(pdf())) as document:
        document.save(output, encryption=pikepdf.Encryption(owner="x", user="y"))
    return output.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred kilobytes that claims 60 million pixels."""
    return picture("PNG", size=(10_000, 6_000), mode="1")


@pytest.mark.parametrize(
    ("make", "media_type"),
    [
        (lambda: b"", "image/jpeg"),
        (lambda: picture("JPEG")[:300], "image/jpeg"),
        (lambda: picture("PNG"), "image/jpeg"),
        (bomb, "image/png"),
        (lambda: b"%PDF-1.7 nothing", "application/pdf"),
        (encrypted, "application/pdf"),
        (lambda: pdf(pages=201), "application/pdf"),
        (lambda: b"\0\0\0\x18ftypheic", "image/heic"),
    ],
)
def test_what_cannot_be_marked_says_so(make: object, media_type: str) -> None:
    assert callable(make)
    with pytest.raises(CannotMark):
        marked_copy(make(), media_type, TEXT)
