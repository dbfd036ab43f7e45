"""The owner's dossiers: hand in, list, look, supplement, withdraw, claim, receipt."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response

from api.accounts.identity import current_caller
from api.blueprint import Blueprint
from api.dossiers import actions, claims, lists, submission
from api.dossiers.errors import UnknownDossier
from api.dossiers.models import Dossier
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


@blueprint.put("/dossiers/<uuid:dossier_id>")
@blueprint.arguments(HandInSchema)
@blueprint.response(200, OwnDossierSchema)
@blueprint.alt_response(
    201, schema=OwnDossierSchema, description="handed in now; 200 when it had been already"
)
def hand_in(body: dict[str, Any], dossier_id: uuid.UUID) -> tuple[dict[str, Any], int]:
    """Hand in. The same body under the same id is one dossier, however often it is sent."""
    result = submission.hand_in(dossier_id, body, caller=current_caller(), at=now())
    view = for_owner(result.dossier, language())
    view["warnings"] = submission.unmet_requirements(result.dossier)
    return view, 201 if result.created else 200


@blueprint.get("/dossiers")
@blueprint.arguments(ListQuerySchema, location="query")
@blueprint.response(200, DossierListSchema)
def my_dossiers(query: dict[str, Any]) -> dict[str, Any]:
    """My dossiers, newest first."""
    return lists.mine(
        current_caller().id, limit=query["limit"], cursor=query.get("cursor"), language=language()
    )


@blueprint.get("/dossiers/<uuid:dossier_id>")
@blueprint.response(200, OwnDossierSchema)
def my_dossier(dossier_id: uuid.UUID) -> dict[str, Any]:
    """One of my dossiers with its timeline."""
    return for_owner(_mine(dossier_id), language())


@blueprint.post("/dossiers/<uuid:dossier_id>/supplement")
@blueprint.arguments(SupplementSchema)
@blueprint.response(200, OwnDossierSchema)
def supplement(body: dict[str, Any], dossier_id: uuid.UUID) -> dict[str, Any]:
    """Hand in the papers that were asked for."""
    return for_owner(actions.supplement(dossier_id, body, caller=current_caller(), at=now()), language())


@blueprint.post("/dossiers/<uuid:dossier_id>/withdraw")
@blueprint.arguments(WithdrawSchema)
@blueprint.response(200, OwnDossierSchema)
def withdraw(body: dict[str, Any], dossier_id: uuid.UUID) -> dict[str, Any]:
    """Take the dossier back, or ask for it once it is in process."""
    return for_owner(actions.withdraw(dossier_id, body, caller=current_caller(), at=now()), language())


@blueprint.post("/dossiers/claim")
@blueprint.arguments(ClaimSchema)
@blueprint.response(200, OwnDossierSchema)
def claim(body: dict[str, Any]) -> dict[str, Any]:
    """Take a walk-in dossier into my account by the secret on its receipt."""
    return for_owner(
        claims.claim(body["number"], body["secret"], caller=current_caller(), at=now()), language()
    )


@blueprint.get("/dossiers/<uuid:dossier_id>/receipt.pdf")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def receipt(dossier_id: uuid.UUID) -> Response:
    """The acknowledgement, and from reception on the receipt with the due date."""
    return pdf_response(_mine(dossier_id), with_secret=True)


def _mine(dossier_id: uuid.UUID) -> Dossier:
    dossier = db.session.get(Dossier, dossier_id)
    if dossier is None or dossier.citizen_id != current_caller().id:
        raise UnknownDossier
    return dossier
