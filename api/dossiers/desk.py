"""The officer's desk: queues, one dossier, walk-ins and actions. An office sees its own dossiers only."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, request
from sqlalchemy import select

from api.access import Role
from api.accounts.identity import current_agency_id, current_caller
from api.accounts.models import Officer
from api.blueprint import Blueprint
from api.documents.viewing import small_response
from api.dossiers import actions, lists, queues, receipt_secrets, submission
from api.dossiers.errors import ChangedMeanwhile, UnknownDossier, WrongRole
from api.dossiers.forms.printing import control_slip_response, form_response
from api.dossiers.models import Dossier, DossierDocument
from api.dossiers.officer_copies import officer_copy, officer_original, officer_paper, officer_screen
from api.dossiers.opened_files import explain_to_browser
from api.dossiers.receipts import pdf_response
from api.dossiers.schemas import (
    ActionSchema,
    ColleagueListSchema,
    DeskDossierSchema,
    DeskQuerySchema,
    DossierListSchema,
    PageQuerySchema,
    QueueListSchema,
    WalkInSchema,
)
from api.dossiers.views import for_desk
from api.errors import language, version_seen
from api.extensions import db, now

blueprint = Blueprint("desk", __name__, description="The officer's desk")
blueprint.after_request(explain_to_browser)


@blueprint.get("/desk/dossiers")
@blueprint.arguments(DeskQuerySchema, location="query")
@blueprint.response(200, DossierListSchema)
def queue(query: dict[str, Any]) -> dict[str, Any]:
    """A queue of the office, due first (ended: newest first), or the dossier with a number."""
    if "number" in query:
        return lists.by_number(current_agency_id(), query["number"], at=now(), language=language())
    return lists.at_desk(
        current_agency_id(),
        query["queue"],
        at=now(),
        limit=query["limit"],
        cursor=query.get("cursor"),
        language=language(),
    )


@blueprint.get("/desk/queues")
@blueprint.response(200, QueueListSchema)
def queue_counts() -> dict[str, Any]:
    """How many dossiers stand in each queue of the office, and since when the oldest was handed in."""
    return {"items": queues.counts(current_agency_id(), at=now())}


@blueprint.get("/desk/officers")
@blueprint.response(200, ColleagueListSchema)
def colleagues() -> dict[str, Any]:
    """The officers of the office, to whom a dossier can be assigned."""
    found = db.session.execute(
        select(Officer)
        .where(Officer.agency_id == current_agency_id(), Officer.active)
        .order_by(Officer.position, Officer.full_name)
    )
    return {"items": found.scalars().all()}


@blueprint.get("/desk/dossiers/<uuid:dossier_id>")
@blueprint.response(200, DeskDossierSchema)
def one(dossier_id: uuid.UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """One dossier with its papers, history and what the caller can do. The ETag goes into If-Match."""
    return _answer(_of_our_office(dossier_id))


@blueprint.post("/desk/dossiers")
@blueprint.arguments(WalkInSchema)
@blueprint.response(201, DeskDossierSchema)
@blueprint.alt_response(200, schema=DeskDossierSchema, description="had been taken already under this id")
def walk_in(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Take a dossier at the counter: received at once, with its official code."""
    if current_caller().role != Role.RECEPTION:
        raise WrongRole
    current_agency_id()
    dossier_id = body.pop("id", None) or uuid.uuid4()
    result = submission.take_walk_in(dossier_id, body, caller=current_caller(), at=now())
    view, _, headers = _answer(result.dossier)
    view["tracking_url"] = receipt_secrets.tracking_url(result.dossier)  # for the slip that is printed now
    return view, 201 if result.created else 200, headers


@blueprint.post("/desk/dossiers/<uuid:dossier_id>/actions")
@blueprint.arguments(ActionSchema)
@blueprint.response(200, DeskDossierSchema)
def act(body: dict[str, Any], dossier_id: uuid.UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Do one action. With If-Match it is refused (412) when somebody else changed the dossier meanwhile."""
    action = body.pop("action")
    dossier = actions.act_at_desk(
        dossier_id,
        action,
        body,
        caller=current_caller(),
        at=now(),
        version=version_seen(request.headers.get("If-Match"), changed=ChangedMeanwhile),
    )
    return _answer(dossier)


@blueprint.get("/desk/dossiers/<uuid:dossier_id>/receipt.pdf")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def receipt(dossier_id: uuid.UUID) -> Response:
    """The receipt, to print for the citizen.

    Owners with an account have the secret there, so it stays off paper that passes through the office.
    """
    dossier = _of_our_office(dossier_id)
    return pdf_response(dossier, with_secret=_is_handed_out(dossier))


@blueprint.get("/desk/dossiers/<uuid:dossier_id>/forms/<int:sequence>.pdf")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
@blueprint.alt_response(404, description="unknown_dossier, no_form")
def form(dossier_id: uuid.UUID, sequence: int) -> Response:
    """The form that goes with one step of the history (02 to 05 of TT 03/2025), to print for the citizen."""
    dossier = _of_our_office(dossier_id)
    return form_response(dossier, sequence, with_secret=_is_handed_out(dossier))


@blueprint.get("/desk/dossiers/<uuid:dossier_id>/control-slip.pdf")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def control_slip(dossier_id: uuid.UUID) -> Response:
    """Form 06: who had the dossier when. Stays in the office."""
    return control_slip_response(_of_our_office(dossier_id))


@blueprint.get("/desk/dossiers/<uuid:dossier_id>/documents/<uuid:upload_id>")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def document(dossier_id: uuid.UUID, upload_id: uuid.UUID) -> Response:
    """A paper of the dossier: the cleaned copy, to look at, or the original while there is none; an identity paper with
    a mark that says what the copy is for."""
    return officer_copy(*_paper(dossier_id, upload_id))


@blueprint.get("/desk/dossiers/<uuid:dossier_id>/documents/<uuid:upload_id>/original")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def original(dossier_id: uuid.UUID, upload_id: uuid.UUID) -> Response:
    """A paper of the dossier as it was handed in, byte by byte, to download; of an identity paper its marked copy."""
    return officer_original(*_paper(dossier_id, upload_id))


@blueprint.get("/desk/dossiers/<uuid:dossier_id>/documents/<uuid:upload_id>/thumbnail")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="image/webp")
def thumbnail(dossier_id: uuid.UUID, upload_id: uuid.UUID) -> Response:
    """A paper of the dossier for a list, at most 320 pixels; of a PDF its first page."""
    return small_response(_paper(dossier_id, upload_id)[1].upload, "thumbnail")


@blueprint.get("/desk/dossiers/<uuid:dossier_id>/documents/<uuid:upload_id>/screen")
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="image/webp")
def screen(query: dict[str, int], dossier_id: uuid.UUID, upload_id: uuid.UUID) -> Response:
    """A paper of the dossier for the screen, at most 1,200 pixels; of a PDF one page; marked like the copy."""
    return officer_screen(*_paper(dossier_id, upload_id), query["page"])


@blueprint.get("/desk/dossiers/<uuid:dossier_id>/papers/<string(maxlength=20):requirement_id>.pdf")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
@blueprint.alt_response(404, description="unknown_dossier, copy_not_ready")
@blueprint.alt_response(413, description="paper_too_large")
def paper(dossier_id: uuid.UUID, requirement_id: str) -> Response:
    """All files of one paper as one PDF, in the order they were handed in; marked like the copies."""
    return officer_paper(_of_our_office(dossier_id), requirement_id)


def _paper(dossier_id: uuid.UUID, upload_id: uuid.UUID) -> tuple[Dossier, DossierDocument]:
    dossier = _of_our_office(dossier_id)
    found = next((d for d in dossier.documents if d.upload_id == upload_id), None)
    if found is None:
        raise UnknownDossier
    return dossier, found


def _is_handed_out(dossier: Dossier) -> bool:
    """Whether what is printed goes over the counter to somebody who cannot see the dossier in an account."""
    return current_caller().role == Role.RECEPTION and dossier.citizen_id is None


def _of_our_office(dossier_id: uuid.UUID) -> Dossier:
    dossier = db.session.get(Dossier, dossier_id)
    if dossier is None or dossier.agency_id != current_agency_id():
        raise UnknownDossier
    return dossier


def _answer(dossier: Dossier) -> tuple[dict[str, Any], int, dict[str, str]]:
    view = for_desk(dossier, role=current_caller().role, language=language(), at=now())
    return view, 200, {"ETag": f'"{dossier.version}"'}
