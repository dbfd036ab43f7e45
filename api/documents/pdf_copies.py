"""A PDF's copies: cleaned for the officer, its first page for the screen and for a list. Runs in the sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from api.documents.legibility import warnings_about
from api.documents.pdf_cleaning import cleaned
from api.documents.picture_copies import SCREEN_SIDE, write_screen, write_views

PAGES_LOOKED_AT: Final = 10  # for legibility; a page costs some 30 ms
_LARGEST_SCALE: Final = 4.0  # a page of a stamp's size is not blown up to the whole screen


def make_copies(path: Path, folder: Path) -> dict[str, Any]:
    """Write clean.pdf (when it differs from the original), screen.webp and thumbnail.webp into `folder`.

    Raises whatever the libraries raise at a PDF that is broken.
    """
    content, removed, pages = cleaned(path)
    files: dict[str, dict[str, Any]] = {}
    if content is not None:
        target = folder / "clean.pdf"
        target.write_bytes(content)
        files["clean"] = {"name": target.name, "media_type": "application/pdf", "size": len(content)}
    shown = pypdfium2.PdfDocument(folder / "clean.pdf" if content is not None else path)
    try:
        first = _picture(shown[0])
        files |= write_views(first, folder)
        legibility = [
            {"code": code, "page": number + 1}
            for number in range(min(len(shown), PAGES_LOOKED_AT))
            if _is_photograph(shown[number])
            for code in warnings_about(_picture(shown[number]) if number else first)[0]
        ]
    finally:
        shown.close()
    return {
        "outcome": "ready",
        "files": files,
        "removed": removed,
        "legibility": legibility,
        "pages": pages,
        "width": first.width,
        "height": first.height,
    }


def draw_page(path: Path, number: int, folder: Path) -> dict[str, Any]:
    """Write one page (from 1) as it is shown on a screen into `folder`. Raises likewise."""
    document = pypdfium2.PdfDocument(path)
    try:
        name = write_screen(_picture(document[number - 1]), folder)
    finally:
        document.close()
    return {"outcome": "ready", "file": name}


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    """The page as large as a screen, whatever size it claims."""
    scale = min(_LARGEST_SCALE, SCREEN_SIDE / max(page.get_width(), page.get_height(), 1.0))
    picture: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    return picture


def _is_photograph(page: pypdfium2.PdfPage) -> bool:
    """A scanned or photographed page has pictures and no text; drawn text is sharp by nature."""
    kinds = {found.type for found in page.get_objects(max_depth=3)}
    return raw.FPDF_PAGEOBJ_IMAGE in kinds and raw.FPDF_PAGEOBJ_TEXT not in kinds
