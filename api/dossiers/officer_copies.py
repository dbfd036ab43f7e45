"""The copy of a paper that officers look at and download.

Identity papers carry a mark that says which dossier, which office and which day the copy was made for, so that a copy
that goes astray is of no use elsewhere. The stored file stays as it arrived.
"""

from __future__ import annotations

import io

import structlog
from flask import Response

from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.folding import fold
from api.documents.delivery import OpenDocument, answer_with
from api.documents.pdf_pages import screen_page
from api.documents.viewing import officers_copy, original_response
from api.documents.watermark import CannotMark, marked_copy
from api.documents.whole_papers import joined_pdf
from api.dossiers import paper_requests
from api.dossiers.errors import UnknownDossier
from api.dossiers.identity_papers import is_identity_paper
from api.dossiers.models import Dossier, DossierDocument
from api.extensions import now

_MARKED_PREFIX = "ban-dong-dau-"
_LONGEST_NAME = 60

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


def officer_paper(dossier: Dossier, requirement_id: str) -> Response:
    """All files of a paper as one PDF, marked likewise; after the paper was asked for again only what came since.

    Raises UnknownDossier for a paper without files, FileInfected, CopyNotReady and PaperTooLarge.
    """
    documents = _current(dossier, requirement_id)
    if not documents:
        raise UnknownDossier
    name = dossier.requirement_name(requirement_id) or requirement_id
    with joined_pdf([document.upload for document in documents], name) as whole:
        data = whole.read()
    copy = OpenDocument(io.BytesIO(data), "application/pdf", len(data), _file_name(name))
    return _answer(dossier, documents[0], copy, inline=True)


def _file_name(paper: str) -> str:
    """'Giấy chứng sinh (bản chính)' → 'giay-chung-sinh-ban-chinh.pdf', at most _LONGEST_NAME letters."""
    words = (
        fold(paper)[: _LONGEST_NAME + 1].rsplit(" ", 1)[0]
        if len(fold(paper)) > _LONGEST_NAME
        else fold(paper)
    )
    return f"{words.replace(' ', '-') or 'giay-to'}.pdf"


def _current(dossier: Dossier, requirement_id: str) -> list[DossierDocument]:
    files = [document for document in dossier.documents if document.requirement_id == requirement_id]
    request = paper_requests.newest_request(dossier)
    if request is None or requirement_id not in request.facts.get("requirement_ids", []):
        return files
    return [document for document in files if document.added_at >= request.at] or files


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
    return is_identity_paper(dossier.requirement_name(document.requirement_id) or "")
