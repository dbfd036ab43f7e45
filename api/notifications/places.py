"""Where in the app a message leads."""

from __future__ import annotations

import uuid

INBOX = "/thong-bao"


def place_of(*, dossier_id: uuid.UUID | None, announcement_id: int | None) -> str:
    """A path of the app: the dossier, the announcement, else the inbox."""
    if dossier_id is not None:
        return f"/ho-so/{dossier_id}"
    if announcement_id is not None:
        return f"/thong-bao-chung/{announcement_id}"
    return INBOX
