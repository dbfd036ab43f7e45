"""Rating a stage of a dossier: by the link's token or as the signed-in owner."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request

from api.accounts.identity import current_caller
from api.blueprint import Blueprint
from api.extensions import now
from api.rate_limits import hourly_hash, limiter
from api.ratings import answering
from api.ratings.answering import Answered
from api.ratings.schemas import (
    AnsweredSchema,
    AnswersSchema,
    OpenStagesSchema,
    OwnerAnswersSchema,
    OwnersStagesSchema,
    RatingLinkSchema,
    SecretQuerySchema,
)

by_token = Blueprint("ratings_by_token", __name__, description="Rating by a link")
by_owner = Blueprint("ratings_by_owner", __name__, description="Rating one's own dossiers")

_PATH = "/ratings/<string(maxlength=64):token>"


def _token_key() -> str:
    return hourly_hash((request.view_args or {}).get("token", ""))


@by_token.get(_PATH)
@limiter.limit("120/minute")
@by_token.response(200, RatingLinkSchema)
def look(token: str) -> dict[str, Any]:
    """What this link asks about, and whether it was answered."""
    return answering.look(token, at=now())


@by_token.post(_PATH)
@limiter.limit("600/hour")
@limiter.limit("60/hour", key_func=_token_key)
@by_token.arguments(AnswersSchema)
@by_token.response(201, AnsweredSchema)
def answer(body: dict[str, Any], token: str) -> Answered:
    """Rate, once."""
    return answering.answer_by_token(token, body, at=now())


@by_token.put(_PATH)
@limiter.limit("600/hour")
@limiter.limit("60/hour", key_func=_token_key)
@by_token.arguments(AnswersSchema)
@by_token.response(200, AnsweredSchema)
def correct(body: dict[str, Any], token: str) -> Answered:
    """Replace the answer, for ten minutes."""
    return answering.correct(token, body, at=now())


@by_token.get("/tracking/<string(maxlength=60):number>/ratings")
@limiter.limit("120/minute")
@by_token.arguments(SecretQuerySchema, location="query")
@by_token.response(200, OpenStagesSchema)
def open_stages(query: dict[str, Any], number: str) -> dict[str, Any]:
    """The stages that the holder of a receipt may rate, with their tokens."""
    return {"items": answering.open_stages(number, query["secret"], at=now())}


@by_owner.get("/dossiers/<uuid:dossier_id>/ratings")
@by_owner.response(200, OwnersStagesSchema)
def my_stages(dossier_id: uuid.UUID) -> dict[str, Any]:
    """The stages of my dossier that I may rate, and whether I have."""
    return {"items": answering.owners_stages(dossier_id, citizen_id=current_caller().id, at=now())}


@by_owner.post("/dossiers/<uuid:dossier_id>/ratings")
@by_owner.arguments(OwnerAnswersSchema)
@by_owner.response(201, AnsweredSchema)
def answer_as_owner(body: dict[str, Any], dossier_id: uuid.UUID) -> Answered:
    """Rate a stage of my dossier, once."""
    return answering.answer_as_owner(dossier_id, body, citizen_id=current_caller().id, at=now())
