"""A page of a PDF for the screen, drawn when somebody turns to it.

The worker keeps the first page only: most papers have no other, and the pages of a hundred scans would fill the store
with pictures that nobody looks at. Drawing happens in a sandbox, as everything that opens a stranger's file.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import threading
from pathlib import Path

from api.documents.delivery import OpenDocument
from api.documents.errors import CopyNotReady, NoSuchPage
from api.documents.models import Upload
from api.documents.sandbox import Sandbox, SandboxFailed
from api.documents.viewing import facts_about, made_of, officers_copy, small_copy

_DRAW_SECONDS = 8.0
# Each drawing takes a process of some 100 MB; officers who leaf quickly must not take the machine from the others.
_drawing = threading.BoundedSemaphore(2)
_PDF = "application/pdf"


def screen_page(upload: Upload, number: int) -> OpenDocument:
    """The page (from 1) at the size of a screen, WebP. Raises FileInfected, CopyNotReady and NoSuchPage."""
    if number == 1:
        return small_copy(upload, "screen")[0]
    pages = facts_about(made_of(upload))["pages"]
    if pages is None or number > pages:
        raise NoSuchPage if pages else CopyNotReady
    copy, _ = officers_copy(upload)
    with copy.stream as stream, tempfile.TemporaryDirectory(prefix="motcua-page-") as folder:
        if copy.media_type != _PDF:
            raise NoSuchPage
        path = Path(folder, "whole.pdf")
        with path.open("wb") as whole:
            shutil.copyfileobj(stream, whole)
        drawn = _draw(path, number, Path(folder))
        return OpenDocument(io.BytesIO(drawn), "image/webp", len(drawn), f"screen-{number}.webp")


def _draw(path: Path, number: int, folder: Path) -> bytes:
    job = {"do": "draw_page", "path": str(path), "page": number, "folder": str(folder)}
    if not _drawing.acquire(timeout=_DRAW_SECONDS):
        raise CopyNotReady
    try:
        with Sandbox() as sandbox:
            answer = sandbox.ask(job, within_seconds=_DRAW_SECONDS)
    except SandboxFailed as error:
        raise CopyNotReady from error
    finally:
        _drawing.release()
    if answer["outcome"] != "ready":
        raise CopyNotReady
    return Path(folder, answer["file"]).read_bytes()
