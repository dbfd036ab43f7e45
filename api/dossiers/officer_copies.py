"""The copy of a paper that officers look at and download.

Identity papers carry a mark that says which dossier, which office and which day the copy was made for, so that a copy
that goes astray is of no use elsewhere. The stored file stays as it arrived.
"""

from __future__ import annotations

import structlog
from flask import Response

from api.calendars.opening_hours import TIME_ZONE
from api.documents.delivery import file_response, open_document
from api.documents.watermark import CannotMark, marked_copy
from api.dossiers.identity_papers import is_identity_paper
from api.dossiers.models import Dossier, DossierDocument
from api.extensions import now

log = structlog.get_logger(__name__)


def officer_copy(dossier: Dossier, document: DossierDocument) -> Response:
    """The paper as an answer, marked when it is an identity paper; the header `Motcua-Marked` says whether.

    A file that cannot be marked (HEIC, broken, encrypted) is handed out as it is: without it the
    office could not work on the dossier. The log counts those. Raises StoredFileMissing.
    """
    marked = _marked(dossier, document) if is_identity_paper(_paper_name(dossier, document)) else None
    response = file_response(document.upload, inline=True, instead=marked)
    response.headers["Motcua-Marked"] = "yes" if marked is not None else "no"
    return response


def mark_of(dossier: Dossier) -> str:
    """'Chỉ dùng cho hồ sơ <mã>, <cơ quan>, <ngày>'; the day is today's in Vietnam."""
    day = now().astimezone(TIME_ZONE)
    return f"Chỉ dùng cho hồ sơ {dossier.code or dossier.submission_number}, {dossier.agency.name}, {day:%d/%m/%Y}"


def _marked(dossier: Dossier, document: DossierDocument) -> bytes | None:
    original = open_document(document.upload)
    with original.stream as stream:
        data = stream.read()
    try:
        return marked_copy(data, original.media_type, mark_of(dossier))
    except CannotMark as error:
        log.warning("copy_not_marked", media_type=original.media_type, why=str(error)[:200])
        return None


def _paper_name(dossier: Dossier, document: DossierDocument) -> str:
    requirements = dossier.procedure_version.content["requirements"]
    return next((str(r["name"]) for r in requirements if r["id"] == document.requirement_id), "")
