"""What every paper we print shares: embedded fonts with all Vietnamese letters, text that fits them, QR codes, and
pages that know how many they are. Which paper says what is the business of the folders above."""

from __future__ import annotations

import importlib.util
import io
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import segno
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Image

REGULAR, BOLD = "Roboto", "Roboto-Bold"
# What the font lacks and the sources have; anything else it lacks becomes a question mark, never an empty box.
_REPLACED = str.maketrans({"●": "•", "▪": "•", "☐": "[ ]", "☑": "[x]", "\t": " ", "\u00a0": " "})


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Roboto (Apache-2.0) from the package font-roboto; found by path, because importing that package warns."""
    spec: Any = importlib.util.find_spec("font_roboto")
    folder = Path(next(iter(spec.submodule_search_locations))) / "files"
    pdfmetrics.registerFont(TTFont(REGULAR, folder / "Roboto-Regular.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, folder / "Roboto-Bold.ttf"))


def printable(text: str) -> str:
    """The text in letters that the fonts have: composed (NFC), line ends kept, nothing that would print as a box."""
    text = unicodedata.normalize("NFC", text).translate(_REPLACED)
    glyphs = _glyphs()
    return "".join(letter if ord(letter) in glyphs or letter == "\n" else "?" for letter in text)


def markup(text: str) -> str:
    """The same for a Paragraph: `<` and `&` are what they are, and no text can bring markup of its own."""
    return escape(printable(text))


def labelled(label: str, value: str) -> str:
    """'<b>label:</b> value' as the markup of a Paragraph."""
    return f'<font name="{BOLD}">{escape(label)}:</font> {markup(value)}'


def text_style(size: float, *, bold: bool = False, **more: Any) -> ParagraphStyle:
    """A style of body text; lines are 1.35 of the letters apart, and words too long for a line are broken."""
    more.setdefault("leading", size * 1.35)
    font = BOLD if bold else REGULAR
    return ParagraphStyle(f"{font}-{size}", fontName=font, fontSize=size, splitLongWords=1, **more)


def shortened(text: str, *, width: float, size: float) -> str:
    """One line of at most `width` points, with '…' where something was left out."""
    text = printable(" ".join(text.split()))
    left = width
    for place, letter in enumerate(text):
        left -= pdfmetrics.stringWidth(letter, REGULAR, size)
        if left < 0:
            return text[: max(0, place - 2)].rstrip() + "…"  # two letters are wider than the dots
    return text


def qr_picture(address: str, *, side_mm: float, correction: str = "m") -> Image:
    """A QR code of the address, with a quiet zone; error correction M stands a crease or a stain, L holds more."""
    picture = io.BytesIO()
    segno.make(address, error=correction, boost_error=False).save(picture, kind="png", scale=6, border=2)
    picture.seek(0)
    return Image(picture, width=side_mm * mm, height=side_mm * mm)


class CountedPages(Canvas):
    """A canvas that can say 'page 2 of 5': pages are kept until all are known. Several papers in one file count apart.

    `paper` is the paper that the page at hand belongs to. At the end `number_page` draws on every page. Memory grows
    with the pages, so whoever prints many bounds them.
    """

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.paper: int = 0
        self._kept: list[dict[str, Any]] = []

    def number_page(self, number: int, total: int) -> None:
        """Draw 'page `number` of `total`' where this paper wants it."""
        raise NotImplementedError

    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        totals = Counter(page["paper"] for page in self._kept)
        numbers: Counter[int] = Counter()
        for page in self._kept:
            self.__dict__.update(page)
            numbers[self.paper] += 1
            self.number_page(numbers[self.paper], totals[self.paper])
            Canvas.showPage(self)
        super().save()


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    """The characters that both fonts have."""
    load_fonts()
    faces = [pdfmetrics.getFont(name).face.charToGlyph for name in (REGULAR, BOLD)]
    return frozenset(faces[0].keys() & faces[1].keys())
