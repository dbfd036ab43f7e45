"""Which bytes somebody gets who looks at a document: the cleaned copy, a small one, the original, or none.

Reception never waits for the worker: until the copy is there officers get the original, a picture to look at and
anything else to download. What carries malware is given to nobody.
"""

from __future__ import annotations

from typing import Any, Literal

from flask import Response

from api.documents import copies
from api.documents.delivery import OpenDocument, answer_with, download_name, open_document
from api.documents.errors import CopyNotReady, FileInfected, StoredFileMissing
from api.documents.models import FileCopies, Upload
from api.documents.storage import store

STATES = ("waiting", "ready", "unreadable", "not_shown", "infected")
SCANS = ("off", "waiting", "clean", "infected", "not_scanned")
Small = Literal["thumbnail", "screen"]
_WEBP = "image/webp"


def state_of(made: FileCopies | None) -> str:
    """One of STATES; no row means that nobody has looked yet."""
    if made is None:
        return "waiting"
    return "infected" if made.scan == "infected" else made.outcome or "waiting"


def facts_about(made: FileCopies | None) -> dict[str, Any]:
    """What a list of documents says beside the name of each."""
    ready = made is not None and state_of(made) == "ready"
    return {
        "state": state_of(made),
        "scan": made.scan if made else "off",
        "copy_type": made.clean_type if made and ready else None,
        "copy_size": made.clean_size if made and ready else None,
        "screen_size": made.screen_size if made and ready else None,
        "thumbnail_size": made.thumbnail_size if made and ready else None,
        "width": made.width if made and ready else None,
        "height": made.height if made and ready else None,
        "pages": made.pages if made and ready else None,
        "removed": made.removed if made and ready else [],
        "legibility": made.legibility if made and ready else [],
    }


def officers_copy(upload: Upload) -> tuple[OpenDocument, bool]:
    """The document as an officer gets it, and whether it may open in the browser; dossiers/officer_copies.py marks
    what identifies somebody. Raises FileInfected and StoredFileMissing."""
    made = made_of(upload)
    try:
        return _cleaned(upload, made), True
    except CopyNotReady:
        pass
    # No PDF that was not cleaned opens by itself; a picture has nothing that could act.
    return open_document(upload), state_of(made) == "waiting" and _is_picture(upload)


def cleaned_copy(upload: Upload) -> OpenDocument:
    """The copy without what acts or tells more than the paper: JPEG or PDF. Raises FileInfected and CopyNotReady."""
    return _cleaned(upload, made_of(upload))


def _cleaned(upload: Upload, made: FileCopies | None) -> OpenDocument:
    _check_clean(made)
    if made is None or state_of(made) != "ready" or not made.clean_key or not made.clean_type:
        raise CopyNotReady
    name = download_name(upload, made.clean_type)
    try:
        return OpenDocument(store().open(made.clean_key), made.clean_type, made.clean_size or 0, name)
    except FileNotFoundError as error:
        copies.make_again(made.sha256)
        raise CopyNotReady from error


def original_response(upload: Upload, *, inline_picture: bool = False) -> Response:
    """The bytes as they were handed in. Raises FileInfected and StoredFileMissing."""
    _check_clean(made_of(upload))
    return answer_with(open_document(upload), inline=inline_picture and _is_picture(upload))


def small_response(upload: Upload, kind: Small) -> Response:
    """The thumbnail or the screen-size copy. Raises FileInfected, and CopyNotReady while there is none.

    Thumbnails stay in the browser's own cache, asked about each time: nobody reads a paper on one. What can be read is
    never kept on a computer that others use as well.
    """
    document, sha256 = small_copy(upload, kind)
    return answer_with(document, inline=True, etag=sha256 if kind == "thumbnail" else None)


def small_copy(upload: Upload, kind: Small) -> tuple[OpenDocument, str]:
    """The same copy and its SHA-256. Raises FileInfected and CopyNotReady."""
    made = made_of(upload)
    _check_clean(made)
    key = made and (made.thumbnail_key if kind == "thumbnail" else made.screen_key)
    if made is None or state_of(made) != "ready" or not key:
        raise CopyNotReady
    size = (made.thumbnail_size if kind == "thumbnail" else made.screen_size) or 0
    try:
        return OpenDocument(store().open(key), _WEBP, size, f"{kind}.webp"), key.rpartition("/")[2]
    except FileNotFoundError as error:
        copies.make_again(made.sha256)
        raise CopyNotReady from error


def made_of(upload: Upload) -> FileCopies | None:
    """What the worker has made of the file; None when it has not looked yet. Raises StoredFileMissing."""
    if upload.sha256 is None:
        raise StoredFileMissing
    return copies.of([upload.sha256]).get(upload.sha256)


def _check_clean(made: FileCopies | None) -> None:
    if state_of(made) == "infected":
        raise FileInfected


def _is_picture(upload: Upload) -> bool:
    return (upload.media_type or "").startswith("image/")
