"""The copy of a paper that officers look at and download.

Identity papers carry a mark that says which dossier, which office and which day the copy was made for, so that a copy
that goes astray is of no use elsewhere. The stored file stays as it arrived.
"""

from __future__ import annotations

import io

import structlog
from flask import Response

from api.calendars.opening_hours import TIME_ZONE
from api.documents.delivery import OpenDocument, answer_with
from api.documents.pdf_pages import screen_page
from api.documents.viewing import officers_copy, original_response
from api.documents.watermark import CannotMark, marked_copy
from api.dossiers.identity_papers import is_identity_paper
from api.dossiers.models import Dossier, DossierDocument
from api.extensions import now

_MARKED_PREFIX = "ban-dong-dau-"

log = structlog.get_logger(__name__)


def officer_copy(dossier: Dossier, document: DossierDocument) -> Response:
    """The cleaned paper as an answer, marked when it is an identity paper; the header `Motcua-Marked` says whether.

    A file that cannot be marked (HEIC without a decoder, broken) is handed out as it is: without it the office could
    not work on the dossier. The log counts those. Raises FileInfected and StoredFileMissing.
    """
    copy, inline = officers_copy(document.upload)
    return _answer(dossier, document, copy, inline=inline)


def officer_original(dossier: Dossier, document: DossierDocument) -> Response:
    """The paper byte by byte, to download; of an identity paper the marked copy. Raises the same."""
    if not _identifies(dossier, document):
        return original_response(document.upload)
    return _answer(dossier, document, officers_copy(document.upload)[0], inline=False)


def officer_screen(dossier: Dossier, document: DossierDocument, page: int) -> Response:
    """A page for the screen, marked likewise. Raises FileInfected, CopyNotReady and NoSuchPage."""
    return _answer(dossier, document, screen_page(document.upload, page), inline=True)


def mark_of(dossier: Dossier) -> str:
    """'Chỉ dùng cho hồ sơ <mã>, <cơ quan>, <ngày>'; the day is today's in Vietnam."""
    day = now().astimezone(TIME_ZONE)
    return f"Chỉ dùng cho hồ sơ {dossier.code or dossier.submission_number}, {dossier.agency.name}, {day:%d/%m/%Y}"


def _answer(dossier: Dossier, document: DossierDocument, copy: OpenDocument, *, inline: bool) -> Response:
    is_marked = False
    if _identifies(dossier, document):
        copy, is_marked = _marked(copy, mark_of(dossier))
        if is_marked:  # nobody shall take it for the file that stands on the receipt
            copy = copy._replace(download_name=f"{_MARKED_PREFIX}{copy.download_name}")
    response = answer_with(copy, inline=inline)
    response.headers["Motcua-Marked"] = "yes" if is_marked else "no"
    return response


def _marked(copy: OpenDocument, mark: str) -> tuple[OpenDocument, bool]:
    with copy.stream as stream:
        data = stream.read()
    try:
        changed, is_marked = marked_copy(data, copy.media_type, mark), True
    except CannotMark as error:
        log.warning("copy_not_marked", media_type=copy.media_type, why=str(error)[:200])
        changed, is_marked = data, False
    return copy._replace(stream=io.BytesIO(changed), size=len(changed)), is_marked


def _identifies(dossier: Dossier, document: DossierDocument) -> bool:
    requirements = dossier.procedure_version.content["requirements"]
    name = next((str(r["name"]) for r in requirements if r["id"] == document.requirement_id), "")
    return is_identity_paper(name)
