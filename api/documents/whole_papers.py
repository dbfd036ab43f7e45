"""One PDF of all the files that make up a paper: photographs, converted HEIC and PDFs, in their order.

Citizens hand in what their phone has, and each file stays as it came with its own hash; offices work with one PDF a
paper. The joining takes cleaned copies only and happens in the sandbox, as everything that opens a stranger's file.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from api.documents.delivery import OpenDocument
from api.documents.errors import CopyNotReady, PaperTooLarge
from api.documents.models import Upload
from api.documents.sandbox import Sandbox, SandboxFailed
from api.documents.viewing import cleaned_copy

MOST_BYTES: Final = 150_000_000  # of all files together; the sandbox writes no larger file
_JOIN_SECONDS = 15.0
# Each takes a process of some 100 MB; officers in a hurry must not take the machine from the others.
_joining = threading.BoundedSemaphore(2)


@contextmanager
def joined_pdf(uploads: Sequence[Upload], title: str) -> Iterator[IO[bytes]]:
    """The pages of all files, gone with the context. Raises FileInfected, CopyNotReady and PaperTooLarge."""
    if not uploads:
        raise CopyNotReady
    with tempfile.TemporaryDirectory(prefix="motcua-paper-") as folder:
        parts = _fetched([cleaned_copy(upload) for upload in uploads], Path(folder))
        answer = _ask({"do": "join", "parts": parts, "title": title, "folder": folder})
        if answer["outcome"] != "ready":
            raise CopyNotReady
        with Path(folder, answer["file"]).open("rb") as whole:
            yield whole


def _fetched(copies: Sequence[OpenDocument], folder: Path) -> list[dict[str, str]]:
    parts = []
    try:
        if sum(copy.size for copy in copies) > MOST_BYTES:
            raise PaperTooLarge(max_mb=MOST_BYTES // 1_000_000)
        for number, copy in enumerate(copies):
            path = folder / f"part-{number}"
            with path.open("wb") as part:
                shutil.copyfileobj(copy.stream, part)
            parts.append({"path": str(path), "media_type": copy.media_type})
    finally:
        for copy in copies:
            copy.stream.close()
    return parts


def _ask(job: dict[str, Any]) -> dict[str, Any]:
    if not _joining.acquire(timeout=_JOIN_SECONDS):
        raise CopyNotReady
    try:
        with Sandbox() as sandbox:
            return sandbox.ask(job, within_seconds=_JOIN_SECONDS)
    except SandboxFailed as error:
        raise CopyNotReady from error
    finally:
        _joining.release()
