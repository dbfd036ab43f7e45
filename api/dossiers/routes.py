"""The owner's dossiers: hand in, list, look, supplement, withdraw, claim, receipt."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response

from api.accounts.identity import current_caller
from api.blueprint import Blueprint
from api.documents.models import Upload
from api.documents.viewing import original_response, small_response
from api.dossiers import actions, claims, lists, submission
from api.dossiers.errors import UnknownDossier
from api.dossiers.forms.printing import form_response
from api.dossiers.models import Dossier
from api.dossiers.opened_files import explain_to_browser
from api.dossiers.receipt_schemas import ReceiptsSchema
from api.dossiers.receipt_views import receipts_view
from api.dossiers.receipts import pdf_response
from api.dossiers.schemas import (
    ClaimSchema,
    DossierListSchema,
    HandInSchema,
    ListQuerySchema,
    OwnDossierSchema,
    SupplementSchema,
    WithdrawSchema,
)
from api.dossiers.views import for_owner
from api.errors import language
from api.extensions import db, now

blueprint = Blueprint("dossiers", __name__, description="The citizen's own dossiers")
blueprint.after_request(explain_to_browser)


@blueprint.put("/dossiers/<uuid:dossier_id>")
@blueprint.arguments(HandInSchema)
@blueprint.response(200, OwnDossierSchema)
@blueprint.alt_response(
    201, schema=OwnDossierSchema, description="handed in now; 200 when it had been already"
)
def hand_in(body: dict[str, Any], dossier_id: uuid.UUID) -> tuple[dict[str, Any], int]:
    """Hand in. The same body under the same id is one dossier, however often it is sent."""
    result = submission.hand_in(dossier_id, body, caller=current_caller(), at=now())
    view = _view(result.dossier)
    view["warnings"] = submission.unmet_requirements(result.dossier)
    return view, 201 if result.created else 200


@blueprint.get("/dossiers")
@blueprint.arguments(ListQuerySchema, location="query")
@blueprint.response(200, DossierListSchema)
def my_dossiers(query: dict[str, Any]) -> dict[str, Any]:
    """My dossiers, newest first."""
    return lists.mine(
        current_caller().id, at=now(), limit=query["limit"], cursor=query.get("cursor"), language=language()
    )


@blueprint.get("/dossiers/<uuid:dossier_id>")
@blueprint.response(200, OwnDossierSchema)
def my_dossier(dossier_id: uuid.UUID) -> dict[str, Any]:
    """One of my dossiers with its timeline."""
    return _view(_mine(dossier_id))


@blueprint.post("/dossiers/<uuid:dossier_id>/supplement")
@blueprint.arguments(SupplementSchema)
@blueprint.response(200, OwnDossierSchema)
def supplement(body: dict[str, Any], dossier_id: uuid.UUID) -> dict[str, Any]:
    """Hand in the papers that were asked for."""
    return _view(actions.supplement(dossier_id, body, caller=current_caller(), at=now()))


@blueprint.post("/dossiers/<uuid:dossier_id>/withdraw")
@blueprint.arguments(WithdrawSchema)
@blueprint.response(200, OwnDossierSchema)
def withdraw(body: dict[str, Any], dossier_id: uuid.UUID) -> dict[str, Any]:
    """Take the dossier back, or ask for it once it is in process."""
    return _view(actions.withdraw(dossier_id, body, caller=current_caller(), at=now()))


@blueprint.post("/dossiers/claim")
@blueprint.arguments(ClaimSchema)
@blueprint.response(200, OwnDossierSchema)
def claim(body: dict[str, Any]) -> dict[str, Any]:
    """Take a walk-in dossier into my account by the secret on its receipt."""
    return _view(claims.claim(body["number"], body["secret"], caller=current_caller(), at=now()))


@blueprint.get("/dossiers/<uuid:dossier_id>/receipt.pdf")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def receipt(dossier_id: uuid.UUID) -> Response:
    """The acknowledgement, and from reception on the receipt with the due date."""
    return pdf_response(_mine(dossier_id), with_secret=True)


@blueprint.get("/dossiers/<uuid:dossier_id>/forms/<int:sequence>.pdf")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
@blueprint.alt_response(404, description="unknown_dossier, no_form")
def form(dossier_id: uuid.UUID, sequence: int) -> Response:
    """What the office told me in writing at one step: request for papers, refusal, apology or notice of stop."""
    return form_response(_mine(dossier_id), sequence, with_secret=True)


@blueprint.get("/dossiers/<uuid:dossier_id>/receipt.json")
@blueprint.response(200, ReceiptsSchema)
def signed_receipts(dossier_id: uuid.UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The signed acknowledgements, which anybody can check with the published keys and nothing else."""
    return receipts_view(_mine(dossier_id)), 200, {"Cache-Control": "private, no-store"}


@blueprint.get("/dossiers/<uuid:dossier_id>/documents/<uuid:upload_id>")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def document(dossier_id: uuid.UUID, upload_id: uuid.UUID) -> Response:
    """A paper of mine, as it was handed in. A picture opens in the browser, other files are downloaded."""
    return original_response(_paper(dossier_id, upload_id), inline_picture=True)


@blueprint.get("/dossiers/<uuid:dossier_id>/documents/<uuid:upload_id>/thumbnail")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="image/webp")
def thumbnail(dossier_id: uuid.UUID, upload_id: uuid.UUID) -> Response:
    """A paper of mine for a list, at most 320 pixels; of a PDF its first page."""
    return small_response(_paper(dossier_id, upload_id), "thumbnail")


@blueprint.get("/dossiers/<uuid:dossier_id>/documents/<uuid:upload_id>/screen")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="image/webp")
def screen(dossier_id: uuid.UUID, upload_id: uuid.UUID) -> Response:
    """A paper of mine for the screen, at most 1,200 pixels; of a PDF its first page. Shows HEIC where the phone
    cannot."""
    return small_response(_paper(dossier_id, upload_id), "screen")


def _paper(dossier_id: uuid.UUID, upload_id: uuid.UUID) -> Upload:
    found = next((d for d in _mine(dossier_id).documents if d.upload_id == upload_id), None)
    if found is None:
        raise UnknownDossier
    return found.upload


def _view(dossier: Dossier) -> dict[str, Any]:
    return for_owner(dossier, language(), at=now())


def _mine(dossier_id: uuid.UUID) -> Dossier:
    dossier = db.session.get(Dossier, dossier_id)
    if dossier is None or dossier.citizen_id != current_caller().id:
        raise UnknownDossier
    return dossier
