"""Drafts kept for another device: list, keep, load, forget. Only their owner knows of them."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, request

from api.accounts.identity import current_actor, current_caller
from api.blueprint import Blueprint
from api.documents.viewing import original_response
from api.dossiers import drafts
from api.dossiers.draft_schemas import (
    DraftContentSchema,
    KeptDraftListSchema,
    KeptDraftSchema,
    WholeDraftSchema,
)
from api.dossiers.errors import DraftChangedElsewhere
from api.errors import version_seen
from api.extensions import now
from api.rate_limits import hourly_hash, limiter

blueprint = Blueprint("drafts", __name__, description="Drafts kept for another device")

_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "schema": {"type": "string"},
    "description": "the version this device knows; none for a new draft, * to overwrite",
}


def _owner_key() -> str:
    return hourly_hash(current_actor())


@blueprint.get("/drafts")
@blueprint.response(200, KeptDraftListSchema)
def my_drafts() -> dict[str, Any]:
    """My kept drafts, the last changed first."""
    return {"items": drafts.mine(current_caller(), at=now())}


@blueprint.put("/drafts/<uuid:draft_id>")
@limiter.limit("1200/hour", key_func=_owner_key)
@blueprint.doc(parameters=[_IF_MATCH])
@blueprint.arguments(DraftContentSchema)
@blueprint.response(200, KeptDraftSchema)
def keep(content: dict[str, Any], draft_id: uuid.UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Keep a draft. 412 when another device has changed it since; its ETag says which version is there."""
    header = request.headers.get("If-Match")
    line = drafts.keep(
        draft_id,
        content,
        seen=version_seen(header, changed=DraftChangedElsewhere),
        force=header is not None and header.strip() == "*",
        caller=current_caller(),
        at=now(),
    )
    return line, 200, {"ETag": f'"{line["version"]}"'}


@blueprint.get("/drafts/<uuid:draft_id>")
@blueprint.response(200, WholeDraftSchema)
def one(draft_id: uuid.UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """One of my drafts, to go on with it here."""
    draft = drafts.whole(draft_id, caller=current_caller(), at=now())
    return draft, 200, {"ETag": f'"{draft["version"]}"', "Cache-Control": "private, no-store"}


@blueprint.get("/drafts/<uuid:draft_id>/pages/<uuid:upload_id>")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def page(draft_id: uuid.UUID, upload_id: uuid.UUID) -> Response:
    """The bytes of a page, as they were sent."""
    return original_response(drafts.page(draft_id, upload_id, caller=current_caller(), at=now()))


@blueprint.delete("/drafts/<uuid:draft_id>")
@blueprint.response(204)
def forget(draft_id: uuid.UUID) -> None:
    """Keep it no more; the copy on a phone stays."""
    drafts.forget(draft_id, caller=current_caller(), at=now())
