"""The public keys of signed acknowledgements, and checking one with them, for everybody."""

from __future__ import annotations

from typing import Any

from api.blueprint import Blueprint
from api.dossiers.receipt_check import outcome_of
from api.dossiers.receipt_keys import published, published_keys
from api.dossiers.receipt_schemas import CheckedStatementSchema, PublicKeySetSchema, StatementSchema
from api.rate_limits import limiter

blueprint = Blueprint("receipts", __name__, description="Keys of signed acknowledgements")


@blueprint.get("/receipts/keys")
@blueprint.response(200, PublicKeySetSchema)
def keys() -> tuple[dict[str, Any], int, dict[str, str]]:
    """Every key that an acknowledgement was ever signed with, as a JWK Set. This address stays."""
    return published(), 200, {"Cache-Control": "public, max-age=3600"}


@blueprint.post("/receipts/checks")
@limiter.limit("120/minute")
@blueprint.arguments(StatementSchema)
@blueprint.response(200, CheckedStatementSchema)
def check_statement(given: dict[str, Any]) -> dict[str, Any]:
    """Whether the signature of a statement holds, for browsers that cannot check Ed25519. Nothing is kept.

    A statement names no person. Whoever does not want to believe this service checks it with the published keys.
    """
    return {"outcome": outcome_of(given["token"], published_keys())}
