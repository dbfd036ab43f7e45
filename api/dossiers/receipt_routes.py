"""The public keys of signed acknowledgements, for everybody."""

from __future__ import annotations

from typing import Any

from api.blueprint import Blueprint
from api.dossiers.receipt_keys import published
from api.dossiers.receipt_schemas import PublicKeySetSchema

blueprint = Blueprint("receipts", __name__, description="Keys of signed acknowledgements")


@blueprint.get("/receipts/keys")
@blueprint.response(200, PublicKeySetSchema)
def keys() -> tuple[dict[str, Any], int, dict[str, str]]:
    """Every key that an acknowledgement was ever signed with, as a JWK Set. This address stays."""
    return published(), 200, {"Cache-Control": "public, max-age=3600"}
