"""Photos as a phone takes them: large, grainy, and telling where they were taken."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image
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


def place_of(picture: bytes) -> dict[int, object]:
    """What the EXIF data say about where it was taken; empty when they say nothing."""
    with Image.open(io.BytesIO(picture)) as opened:
        return dict(opened.getexif().get_ifd(IFD.GPSInfo))
