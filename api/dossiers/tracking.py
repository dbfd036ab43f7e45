"""Following a dossier by its number, without an account."""

from __future__ import annotations

from typing import Any

from api.blueprint import Blueprint
from api.dossiers import claims, receipt_secrets
from api.dossiers.errors import UnknownDossier, WrongSecret
from api.dossiers.schemas import TrackedSchema, TrackingQuerySchema
from api.dossiers.views import for_holder, for_public
from api.errors import language
from api.extensions import now
from api.rate_limits import limiter

blueprint = Blueprint("tracking", __name__, description="Following a dossier by its number")


@blueprint.get("/tracking/<string(maxlength=60):number>")
@limiter.limit("120/minute")
@blueprint.arguments(TrackingQuerySchema, location="query")
@blueprint.response(200, TrackedSchema)
def track(query: dict[str, Any], number: str) -> dict[str, Any]:
    """Code, completion and due date; with the receipt's secret also the timeline."""
    dossier = claims.find(number)
    if dossier is None:
        raise UnknownDossier
    if "secret" not in query:
        return for_public(dossier)
    if not receipt_secrets.opens(dossier, query["secret"]):
        raise WrongSecret
    return for_holder(dossier, language(), at=now())
