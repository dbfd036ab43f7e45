"""What stands on a printed page: PDFs read back by another library than the one that wrote them."""

from __future__ import annotations

import unicodedata
from contextlib import closing

import pypdfium2


def page_texts(pdf: bytes) -> list[str]:
    """The text of every page, with spaces for line ends; every letter must be composed, as people search it."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        texts = []
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as text_page:
                texts.append(" ".join(text_page.get_text_bounded().split()))
    for text in texts:
        assert unicodedata.is_normalized("NFC", text)
    return texts


def metadata(pdf: bytes) -> dict[str, str]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        found: dict[str, str] = document.get_metadata_dict()
        return found


def widest_mark(pdf: bytes, number: int) -> tuple[float, float]:
    """Where text begins and ends on a page, as shares of its width."""
    with closing(pypdfium2.PdfDocument(pdf)) as document, closing(document[number]) as page:
        width = page.get_width()
        with closing(page.get_textpage()) as text_page:
            boxes = [text_page.get_charbox(place) for place in range(text_page.count_chars())]
    return min(box[0] for box in boxes) / width, max(box[2] for box in boxes) / width
