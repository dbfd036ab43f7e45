"""The inbox: the source of truth about what a citizen was told."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from api.catalogue.models import Procedure
from api.dossiers.models import Dossier
from api.extensions import db, now, write_unit
from api.notifications.models import Announcement, Message
from api.notifications.places import place_of
from api.notifications.receivers import tell
from api.notifications.words import MESSAGES


def page(citizen_id: uuid.UUID, *, limit: int, before: int | None, language: str) -> dict[str, Any]:
    """Newest first; `next` is the id to go on from."""
    statement = (
        select(
            Message,
            Procedure.name,
            func.coalesce(Dossier.code, Dossier.submission_number),
            Announcement.title,
        )
        .outerjoin(Dossier, Dossier.id == Message.dossier_id)
        .outerjoin(Procedure, Procedure.id == Dossier.procedure_id)
        .outerjoin(Announcement, Announcement.id == Message.announcement_id)
        .where(Message.citizen_id == citizen_id)
        .order_by(Message.id.desc())
        .limit(limit + 1)
    )
    if before is not None:
        statement = statement.where(Message.id < before)
    rows = db.session.execute(statement).all()
    unread = select(func.count()).where(Message.citizen_id == citizen_id, Message.read_at.is_(None))
    return {
        "items": [_item(row, language) for row in rows[:limit]],
        "next": str(rows[limit - 1].Message.id) if len(rows) > limit else None,
        "unread": db.session.execute(unread).scalar_one(),
    }


def state(citizen_id: uuid.UUID, *, language: str, query: dict[str, Any]) -> str:
    """A tag that changes when a message is added or read, cheaply: three figures instead of the messages."""
    newest = select(func.max(Message.id), func.max(Message.read_at), func.count(Message.read_at)).where(
        Message.citizen_id == citizen_id
    )
    figures = tuple(db.session.execute(newest).one())
    text = f"{citizen_id} {language} {sorted(query.items())} {figures}"
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def mark_read(citizen_id: uuid.UUID, ids: list[int] | None, *, at: datetime) -> None:
    """The given messages, or all of them."""
    mine = (Message.citizen_id == citizen_id, Message.read_at.is_(None))
    statement = update(Message).where(*mine).values(read_at=at)
    with write_unit():
        db.session.execute(statement.where(Message.id.in_(ids)) if ids is not None else statement)


def send_test(citizen_id: uuid.UUID) -> int:
    """Queue a test message for each of the citizen's devices; answers how many there are."""
    with write_unit():
        return tell(Message(citizen_id=citizen_id, kind="test", created_at=now(), read_at=now()))


def _item(row: Row[Message, str | None, str | None, str | None], language: str) -> dict[str, Any]:
    message, procedure_name, dossier_number, announced = row
    title, body = MESSAGES[message.kind].in_language(language)
    if announced:  # in the app the notice names itself; on a lock screen words stay general
        title, body = announced, title
    return {
        "id": message.id,
        "kind": message.kind,
        "title": title,
        "body": body,
        "dossier_id": message.dossier_id,
        "procedure_name": procedure_name,
        "dossier_number": dossier_number,
        "created_at": message.created_at,
        "read": message.read_at is not None,
        "link": place_of(dossier_id=message.dossier_id, announcement_id=message.announcement_id),
    }
