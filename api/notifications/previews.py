"""What the citizen will read when an officer acts, shown to the officer before it goes out."""

from __future__ import annotations

from typing import Any

from api.blueprint import Blueprint
from api.dossiers.lifecycle import ACTIONS
from api.field_messages import ma
from api.notifications.words import MESSAGES, kind_of

blueprint = Blueprint("message_previews", __name__, description="Messages as the citizen will see them")


class PreviewSchema(ma.Schema):
    """`title` and `body` are null when no message goes out; `note_shown`: the citizen reads reason or note."""

    action = ma.fields.String(required=True)
    title = ma.fields.String(required=True, allow_none=True)
    body = ma.fields.String(required=True, allow_none=True)
    note_shown = ma.fields.Boolean(required=True)


class PreviewListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(PreviewSchema), required=True)


@blueprint.get("/desk/messages")
@blueprint.response(200, PreviewListSchema)
def previews() -> dict[str, Any]:
    """The message of every action in Vietnamese, as it goes out, whatever language the officer reads."""
    return {"items": [_preview(name) for name in ACTIONS]}


def _preview(action: str) -> dict[str, Any]:
    kind = kind_of(action, withdrawn=True)
    title, body = MESSAGES[kind].vi if kind else (None, None)
    return {"action": action, "title": title, "body": body, "note_shown": ACTIONS[action].told}
