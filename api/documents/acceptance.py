"""What a file must be to be taken, asked in the moment its last byte arrives: the citizen still holds the phone.

Refused is what nobody in the office could use: another type, a file cut short, a picture too large to open, a PDF with
a password, without an end, or with too many pages. Everything that needs decoding is found by the worker
(copying.py), which marks the file and refuses nothing: a dossier is in by then.
"""

from __future__ import annotations

import mmap
from pathlib import Path

from api.documents.errors import (
    FileRefused,
    FileTruncated,
    FileTypeNotAllowed,
    PdfLocked,
    PdfTooLong,
    PdfUnreadable,
    PictureTooLarge,
)
from api.documents.file_types import HEAD_BYTES, sniff
from api.documents.sandbox import Sandbox, SandboxFailed
from api.documents.structure import Truncated, shape_of

MOST_PIXELS = 50_000_000
MOST_PAGES = 500
_INSPECT_SECONDS = 8.0  # under FINISH_WAIT_SECONDS of completion.py: a second request waits for this one

_PDF_FAULTS: dict[str, type[FileRefused]] = {"locked": PdfLocked, "too_long": PdfTooLong}


def check_file(path: Path) -> str:
    """The media type of the file that has just arrived. Raises FileRefused."""
    with path.open("rb") as file:
        media_type = sniff(file.read(HEAD_BYTES))
    if media_type is None:
        raise FileTypeNotAllowed
    if media_type == "application/pdf":
        _check_pdf(path)
    else:
        _check_picture(path, media_type)
    return media_type


def _check_picture(path: Path, media_type: str) -> None:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            shape = shape_of(data, media_type)
        except Truncated as error:
            raise FileTruncated from error
    if shape.pixels > MOST_PIXELS:
        raise PictureTooLarge(megapixels=MOST_PIXELS // 1_000_000)


def _check_pdf(path: Path) -> None:
    """In a process of its own: a PDF that breaks its reader must not take the uploads of others along."""
    with Sandbox() as sandbox:
        try:
            answer = sandbox.ask(
                {"do": "inspect_pdf", "path": str(path), "most_pages": MOST_PAGES},
                within_seconds=_INSPECT_SECONDS,
            )
        except SandboxFailed as error:
            raise PdfUnreadable from error
    if answer["fault"] is not None:
        raise _PDF_FAULTS.get(answer["fault"], PdfUnreadable)(pages=MOST_PAGES)
