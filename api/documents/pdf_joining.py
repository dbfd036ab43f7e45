"""Cleaned PDFs and photographs joined to one PDF. Runs in the sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pikepdf
from PIL import Image

_SHORT, _LONG = 595.28, 841.89  # A4 in points; an officer prints it
_COLOURS: Final = {"L": pikepdf.Name.DeviceGray, "RGB": pikepdf.Name.DeviceRGB}


def join(parts: Sequence[dict[str, str]], title: str, folder: Path) -> dict[str, Any]:
    """Write whole.pdf into `folder`, the parts in their order. Raises what the libraries raise at broken files."""
    target = folder / "whole.pdf"
    with pikepdf.new() as whole:
        for part in parts:
            if part["media_type"] == "application/pdf":
                with pikepdf.open(part["path"]) as pdf:
                    whole.pages.extend(pdf.pages)
            else:
                _add_picture(whole, Path(part["path"]))
        whole.docinfo["/Title"] = title
        whole.Root.Lang = pikepdf.String("vi")
        whole.save(target)
        return {"outcome": "ready", "file": target.name, "pages": len(whole.pages)}


def _add_picture(whole: pikepdf.Pdf, path: Path) -> None:
    """A page of A4 with the JPEG in the middle, byte by byte (ISO 32000-2, 7.4.8 DCTDecode)."""
    with Image.open(path, formats=("JPEG",)) as picture:
        (width, height), mode = picture.size, picture.mode
    size = (_LONG, _SHORT) if width > height else (_SHORT, _LONG)
    scale = min(size[0] / width, size[1] / height)
    wide, high = width * scale, height * scale
    image = pikepdf.Stream(whole, path.read_bytes())
    image.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=_COLOURS[mode],
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = whole.add_blank_page(page_size=size)
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=whole.make_indirect(image)))
    page.obj.Contents = pikepdf.Stream(
        whole,
        f"q {wide:.2f} 0 0 {high:.2f} {(size[0] - wide) / 2:.2f} {(size[1] - high) / 2:.2f} cm /P Do Q".encode(),
    )
