"""Photos as a phone takes them: large, grainy, and telling where they were taken."""

from __future__ import annotations

import io
from functools import lru_cache

import pikepdf
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from PIL.ExifTags import GPS, IFD, Base

HANOI: dict[int, object] = {
    GPS.GPSLatitudeRef: "N",
    GPS.GPSLatitude: (21.0, 1.0, 42.0),
    GPS.GPSLongitudeRef: "E",
    GPS.GPSLongitude: (105.0, 51.0, 15.0),
}


@lru_cache
def photograph(width: int, height: int) -> bytes:
    """A JPEG with the place in its EXIF data. The grain keeps it large, also after it was made smaller."""
    picture = Image.effect_noise((width, height), 40).convert("RGB")
    exif = picture.getexif()
    exif[Base.Make] = "Điện thoại mẫu"
    exif.get_ifd(IFD.GPSInfo).update(HANOI)
    output = io.BytesIO()
    picture.save(output, "JPEG", quality=85, exif=exif)
    return output.getvalue()


@lru_cache
def photograph_of_paper(flaw: str = "", width: int = 1500, height: int = 2000) -> bytes:
    """A written A4 page on a dark table: as it should be, or 'blurred', 'dark', 'glare', 'tiny' or 'black'."""
    picture = Image.new("RGB", (width, height), (58, 52, 48))
    _write_page(picture)
    if flaw == "blurred":
        picture = picture.filter(ImageFilter.GaussianBlur(width / 250))
    elif flaw == "dark":
        picture = picture.point([value // 5 for value in range(256)] * 3)
    elif flaw == "tiny":
        picture = picture.resize((300, 400))
    elif flaw == "black":
        picture = Image.new("RGB", (width, height))
    else:
        picture = Image.blend(picture, Image.effect_noise(picture.size, 12).convert("RGB"), 0.06)
    if flaw == "glare":
        _let_a_lamp_shine_on(picture)  # burnt white, without any grain
    output = io.BytesIO()
    picture.save(output, "JPEG", quality=90)
    return output.getvalue()


def _write_page(picture: Image.Image) -> None:
    width, height = picture.size
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width * 0.06, height * 0.05, width * 0.94, height * 0.95), fill=(222, 220, 212))
    font = ImageFont.load_default(size=height / 60)
    for line in range(36):
        words = "  ".join(("GIAY CHUNG SINH (MAU)", "Ho ten nguoi me", "ngay 12 thang 11", "so 0417/2026"))
        draw.text(
            (width * 0.12, height * (0.1 + line * 0.022)), words[line % 5 :][:64], (40, 40, 60), font=font
        )


def _let_a_lamp_shine_on(picture: Image.Image) -> None:
    width, height = picture.size
    light = Image.new("L", picture.size)
    ImageDraw.Draw(light).ellipse((width * 0.3, height * 0.3, width * 0.65, height * 0.6), fill=255)
    picture.paste((255, 255, 255), mask=light.filter(ImageFilter.GaussianBlur(width / 60)))


def place_of(picture: bytes) -> dict[int, object]:
    """What the EXIF data say about where it was taken; empty when they say nothing."""
    with Image.open(io.BytesIO(picture)) as opened:
        return dict(opened.getexif().get_ifd(IFD.GPSInfo))


def pictures_of(pdf: bytes) -> list[bytes]:
    """The bytes of the one picture on each page, as they stand in the file."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        return [picture.read_raw_bytes() for page in opened.pages for picture in page.get_images().values()]
