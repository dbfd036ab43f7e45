"""A citizen's papers from earlier dossiers: look, use again, take out."""

from __future__ import annotations

import uuid
from typing import Any

from api.accounts.identity import current_actor, current_caller
from api.blueprint import Blueprint
from api.documents.models import Upload
from api.dossiers import wallet
from api.dossiers.wallet_schemas import ReusedPaperSchema, WalletQuerySchema, WalletSchema
from api.rate_limits import hourly_hash, limiter

blueprint = Blueprint("wallet", __name__, description="The citizen's papers from earlier dossiers")


def _owner_key() -> str:
    return hourly_hash(current_actor())


@blueprint.get("/me/documents")
@blueprint.arguments(WalletQuerySchema, location="query")
@blueprint.response(200, WalletSchema)
def my_papers(query: dict[str, Any]) -> dict[str, Any]:
    """My papers, newest first, each with the dossiers it was handed in with."""
    return wallet.papers(
        current_caller().id,
        like=query.get("like"),
        limit=query["limit"],
        offset=int(query.get("cursor") or 0),
    )


@blueprint.post("/me/documents/<uuid:paper_id>/reuse")
@limiter.limit("600/hour", key_func=_owner_key)
@blueprint.response(201, ReusedPaperSchema)
def reuse(paper_id: uuid.UUID) -> Upload:
    """Use a paper again: a finished upload over the same stored bytes."""
    return wallet.reuse(paper_id, caller=current_caller())


@blueprint.delete("/me/documents/<uuid:paper_id>")
@blueprint.response(204)
def take_out(paper_id: uuid.UUID) -> None:
    """Take a paper out of this list. The dossiers keep it."""
    wallet.hide(paper_id, caller=current_caller())
