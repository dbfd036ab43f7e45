"""Which kinds of file the office takes, and how the real kind is found: from the first bytes, never the name.

Pure. Only signatures that stand where their format puts them count. A PDF must begin with '%PDF-' and a
version at byte 0: readers also open files with the mark somewhere in the first 1,024 bytes, but a page of
HTML that carries the mark further down is exactly what must not pass. What begins as a PDF and is none inside
is found when PDFs are opened and checked (a later issue); until then it is only ever delivered as
application/pdf with nosniff, never as a page.
"""

from __future__ import annotations

import re

HEAD_BYTES = 256  # enough for every signature and for the brands of a HEIF file

# Media type → endings that a name of that type may have; the first one is the usual one.
ALLOWED: dict[str, tuple[str, ...]] = {
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/heic": (".heic", ".heif"),
    "image/heif": (".heif", ".heic"),
    "application/pdf": (".pdf",),
}

_PDF = re.compile(rb"%PDF-\d\.\d")
_HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis"}
)  # one still picture, HEVC (ISO/IEC 23008-12 annex B)
_AVIF_BRANDS = frozenset({b"avif", b"avis"})


def sniff(head: bytes) -> str | None:
    """The media type of a file that begins with `head` (HEAD_BYTES of it); None when it is not accepted."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if _PDF.match(head):
        return "application/pdf"
    if head[4:8] == b"ftyp":
        return _still_picture(head)
    return None


def _still_picture(head: bytes) -> str | None:
    """HEIC or HEIF by the brands of the 'ftyp' box; sequences, AVIF and films have other brands."""
    box_end = min(int.from_bytes(head[:4], "big"), len(head))
    major, compatible = head[8:12], {head[at : at + 4] for at in range(16, box_end - 3, 4)}
    if major in _HEIC_BRANDS:
        return "image/heic"
    if major != b"mif1" or compatible & _AVIF_BRANDS:
        return None
    return "image/heic" if compatible & _HEIC_BRANDS else "image/heif"
