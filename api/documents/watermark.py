"""A visible mark across a copy of a picture or PDF: it says what the copy is for, and cannot be cut away without loss.

Made when the copy is handed out. The stored file is never touched. The mark repeats along slanting lines over the
whole page, dark on a light edge, so that it can be read on any ground while the paper under it can be read too.
"""

from __future__ import annotations

import importlib.util
import io
import math
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pikepdf
from PIL import Image, ImageDraw, ImageFont, ImageOps
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from api.documents.pdf_writing import BOLD, load_fonts, printable

PICTURES: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
LONGEST_SIDE: Final = 2_000  # pixels, as the phone sends them: enough to read a card that fills the picture
MOST_PIXELS: Final = 50_000_000
MOST_PAGES: Final = 200
_SLANT_DEGREES = 30
_LINES = 6  # of the whole text, one of them through the middle
_GAP = "   •   "
_SHARE = 0.92  # of that line's length is the text, so that at least once it stands there unbroken


class CannotMark(ValueError):
    """No marked copy of this file can be made: of another type, broken, encrypted, or too large."""


def marked_copy(data: bytes, media_type: str, text: str) -> bytes:
    """A copy of the same type with `text` across it. Raises CannotMark."""
    try:
        if media_type in PICTURES:
            return _marked_picture(data, PICTURES[media_type], text)
        if media_type == "application/pdf":
            return _marked_pdf(data, text)
    except CannotMark:
        raise
    # Decoders raise nearly anything at what is broken on purpose; all of it means the same.
    except Exception as error:
        raise CannotMark(str(error)) from error
    raise CannotMark(f"no mark on {media_type}")


def _marked_picture(data: bytes, kind: str, text: str) -> bytes:
    with Image.open(io.BytesIO(data), formats=(kind,)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise CannotMark(f"more than {MOST_PIXELS // 1_000_000} million pixels")
        scale = min(1.0, LONGEST_SIDE / max(picture.size))
        picture.draft("RGB", (max(1, int(picture.width * scale)), max(1, int(picture.height * scale))))
        page = ImageOps.exif_transpose(picture).convert("RGBA" if "A" in picture.getbands() else "RGB")
    page.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    layer = _layer(page.size, text)
    page.paste(layer, (0, 0), layer)
    output = io.BytesIO()
    page.save(output, kind, quality=85)
    return output.getvalue()


def _layer(size: tuple[int, int], text: str) -> Image.Image:
    """The slanting lines, transparent between them."""
    width, height = size
    diagonal = math.ceil(math.hypot(width, height))
    line, gap = printable(text), _GAP
    hundred = ImageFont.truetype(str(_font_file()), 100).getlength(line + gap)
    font = ImageFont.truetype(str(_font_file()), max(8, int(100 * _SHARE * _chord(size) / hundred)))
    length = font.getlength(line + gap)
    flat = Image.new("RGBA", (diagonal, diagonal), (0, 0, 0, 0))
    draw = ImageDraw.Draw(flat)
    for number in range(-_LINES, _LINES + 1):
        for x in _starts(diagonal, length, shifted=number % 2 == 1):
            draw.text(
                (diagonal / 2 + x, diagonal / 2 + number * diagonal / (2 * _LINES)),
                line + gap,
                font=font,
                anchor="lm",
                fill=(120, 0, 0, 105),
                stroke_width=max(1, diagonal // 1_200),
                stroke_fill=(255, 255, 255, 85),
            )
    turned = flat.rotate(_SLANT_DEGREES, resample=Image.Resampling.BILINEAR)
    left, top = (diagonal - width) // 2, (diagonal - height) // 2
    return turned.crop((left, top, left + width, top + height))


def _marked_pdf(data: bytes, text: str) -> bytes:
    with pikepdf.Pdf.open(io.BytesIO(data)) as document:
        if len(document.pages) > MOST_PAGES:
            raise CannotMark(f"more than {MOST_PAGES} pages")
        overlays: dict[tuple[float, float], pikepdf.Pdf] = {}
        for page in document.pages:
            left, bottom, right, top = (float(side) for side in page.cropbox)
            size = (right - left, top - bottom)
            if page.rotation % 180:
                size = size[::-1]
            if not 1 <= min(size) <= max(size) <= 20_000:
                raise CannotMark("a page of no usable size")
            if size not in overlays:
                overlays[size] = pikepdf.Pdf.open(io.BytesIO(_overlay(size, text)))
            page.add_overlay(overlays[size].pages[0], pikepdf.Rectangle(left, bottom, right, top))
        output = io.BytesIO()
        document.save(output)
    return output.getvalue()


def _overlay(size: tuple[float, float], text: str) -> bytes:
    load_fonts()
    width, height = size
    diagonal = math.hypot(width, height)
    line, gap = printable(text), _GAP
    letters = max(4.0, _SHARE * _chord(size) / pdfmetrics.stringWidth(line + gap, BOLD, 1))
    length = pdfmetrics.stringWidth(line + gap, BOLD, letters)
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=size)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(_SLANT_DEGREES)
    canvas.setFillColor(Color(0.47, 0, 0, alpha=0.35))
    canvas.setFont(BOLD, letters)
    for number in range(-_LINES, _LINES + 1):
        for x in _starts(diagonal, length, shifted=number % 2 == 1):
            canvas.drawString(x, number * diagonal / (2 * _LINES), line + gap)
    canvas.save()
    return output.getvalue()


def _chord(size: tuple[float, float]) -> float:
    """How long the slanting line through the middle of the page is."""
    slant = math.radians(_SLANT_DEGREES)
    return min(size[0] / math.cos(slant), size[1] / math.sin(slant))


def _starts(diagonal: float, length: float, *, shifted: bool) -> list[float]:
    """Where texts of this length begin on a line, from its middle; every other line is shifted by half a text."""
    first = -length / 2 - (length / 2 if shifted else 0)
    before = math.ceil(max(0.0, first + diagonal / 2) / length)
    count = math.ceil((diagonal / 2 - first) / length) + before
    return [first + (number - before) * length for number in range(count)]


@lru_cache(maxsize=1)
def _font_file() -> Path:
    spec: Any = importlib.util.find_spec("font_roboto")
    return Path(next(iter(spec.submodule_search_locations))) / "files" / "Roboto-Bold.ttf"
