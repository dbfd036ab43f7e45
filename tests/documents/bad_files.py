"""Files as trouble brings them: broken on purpose, hostile, or only unusual."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base

# Corners of `marked`, clockwise from the upper left, as a person holding the page upright sees them.
CORNERS = ((220, 20, 20), (20, 160, 20), (20, 20, 220), (230, 200, 20))


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    output = io.BytesIO()
    picture.save(output, kind, **options)
    return output.getvalue()


def marked(width: int = 120, height: int = 80) -> Image.Image:
    """A picture with a colour in each corner."""
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    places = ((0, 0), (width - 40, 0), (width - 40, height - 30), (0, height - 30))
    for (left, top), colour in zip(places, CORNERS, strict=True):
        draw.rectangle((left, top, left + 39, top + 29), fill=colour)
    return picture


# EXIF orientation → how the sensor saw what a person sees upright (the inverse of what a reader does).
_SEEN_BY_SENSOR = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def turned(orientation: int) -> bytes:
    """`marked` as a phone stores it, with the place in its EXIF data."""
    turn = _SEEN_BY_SENSOR[orientation]
    picture = marked() if turn is None else marked().transpose(turn)
    exif = picture.getexif()
    exif[Base.Orientation] = orientation
    exif[Base.Make] = "Điện thoại mẫu"
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (21.0, 1.0, 42.0)})
    return encoded(picture, quality=95, exif=exif, comment=b"secret")


def png_bomb(side: int = 50_000) -> bytes:
    """A few kilobytes that claim to be `side` × `side` pixels."""
    header = struct.pack("!2L5B", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!L", len(body)) + kind + body + struct.pack("!L", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(50_000))), (b"IEND", b""))
    )


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, *, pages: int = 1, **options: object) -> bytes:
    """A PDF of blank pages, changed by `change`."""
    made = pikepdf.new()
    made.add_blank_page()
    if pages > 1:  # `made.pages.append` looks at all pages each time
        page = made.pages[0].obj
        made.Root.Pages.Kids = [made.make_indirect(pikepdf.Dictionary(page)) for _ in range(pages)]
        made.Root.Pages.Count = pages
    if change:
        change(made)
    output = io.BytesIO()
    made.save(output, static_id=True, **options)
    return output.getvalue()


def _script() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('evil-script')")


def with_scripts(made: pikepdf.Pdf) -> None:
    """In every place that runs: at opening, at events, on a link, behind a harmless action, under a name."""
    root, page = made.Root, made.pages[0].obj
    root.OpenAction = made.make_indirect(_script())
    root.AA = pikepdf.Dictionary(WC=_script())
    page.AA = pikepdf.Dictionary(O=_script())
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=_script()
    )
    chained = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/", Next=pikepdf.Array([_script()])),
    )
    page.Annots = pikepdf.Array([link, made.make_indirect(chained)])
    root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["x", _script()]))


def with_launch(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[0, 0, 9, 9],
                A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="evil-program.exe"),
            )
        ]
    )


def with_file_inside(made: pikepdf.Pdf) -> None:
    made.attachments["evil.exe"] = b"evil-program"


def signed_looking(made: pikepdf.Pdf) -> None:
    """Nothing in it acts, so not a byte may change."""
    made.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=[])


def locked_pdf(*, user: str = "mat-khau") -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="chu", user=user))
