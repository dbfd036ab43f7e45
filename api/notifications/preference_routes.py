"""What a citizen wants to hear, on which channel, and at which e-mail address."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from api.accounts.identity import current_caller
from api.blueprint import Blueprint
from api.errors import language
from api.extensions import now
from api.notifications import email_addresses, preferences
from api.notifications.preference_schemas import (
    ChangePreferencesSchema,
    EmailCodeSchema,
    EmailCodeSentSchema,
    EmailSchema,
    PreferencesSchema,
)
from api.rate_limits import hourly_hash, limiter

blueprint = Blueprint("preferences", __name__, description="What a citizen wants to hear, and where")


def _address_key() -> str:
    body = request.get_json(silent=True)
    return hourly_hash(str(body.get("email", "")).strip().lower() if isinstance(body, dict) else "")


def _citizen_key() -> str:
    return hourly_hash(current_caller().actor)


@blueprint.get("/me/preferences")
@blueprint.response(200, PreferencesSchema)
def my_preferences() -> dict[str, Any]:
    """What I chose to hear on which channel."""
    return preferences.describe(current_caller().id)


@blueprint.put("/me/preferences")
@blueprint.arguments(ChangePreferencesSchema)
@blueprint.response(200, PreferencesSchema)
def change_preferences(body: dict[str, Any]) -> dict[str, Any]:
    """Change what I hear; works at once. Every change is kept as given or withdrawn consent."""
    citizen_id = current_caller().id
    preferences.change(citizen_id, body, at=now())
    return preferences.describe(citizen_id)


@blueprint.put("/me/email")
@limiter.limit("5/hour", key_func=_address_key)
@limiter.limit("10/hour", key_func=_citizen_key)
@blueprint.arguments(EmailSchema)
@blueprint.response(202, EmailCodeSentSchema)
def set_email(body: dict[str, Any]) -> dict[str, int]:
    """Send a code to an e-mail address; it is used once the code has come back."""
    life = email_addresses.request_change(current_caller().id, body["email"], language=language(), at=now())
    return {"expires_in_seconds": int(life.total_seconds())}


@blueprint.post("/me/email/confirmation")
@limiter.limit("60/hour", key_func=_citizen_key)
@blueprint.arguments(EmailCodeSchema)
@blueprint.response(200, PreferencesSchema)
def confirm_email(body: dict[str, Any]) -> dict[str, Any]:
    """Confirm the address with the code from the letter."""
    citizen_id = current_caller().id
    email_addresses.confirm(citizen_id, body["code"], at=now())
    return preferences.describe(citizen_id)


@blueprint.delete("/me/email")
@blueprint.response(204)
def forget_email() -> Response:
    """Forget my e-mail address; no more letters, at once."""
    email_addresses.forget(current_caller().id)
    return Response(status=204)
