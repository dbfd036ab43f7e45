"""Signed-in devices and the rotation of their refresh tokens.

Each refresh replaces the token. A token that comes back after it was replaced means that two parties hold it: the
whole session is ended (RFC 9700 section 4.14.2). Two tabs of one browser that refresh at the same moment look just
like that, so the token replaced last is forgiven for GRACE and answered with the newest.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime, timedelta

from api.accounts.errors import SessionEnded
from api.accounts.models import Session
from api.extensions import db, lock, write_unit

GRACE = timedelta(seconds=30)
CITIZEN_LIFE = timedelta(days=90)
OFFICER_LIFE = timedelta(hours=12)


def start(
    *, citizen_id: uuid.UUID | None = None, officer_id: uuid.UUID | None = None, at: datetime
) -> Session:
    """A new session; belongs into a write unit."""
    session = Session(
        id=uuid.uuid4(),
        citizen_id=citizen_id,
        officer_id=officer_id,
        rotation=secrets.token_hex(16),
        created_at=at,
        rotated_at=at,
        expires_at=at + (CITIZEN_LIFE if citizen_id else OFFICER_LIFE),
    )
    db.session.add(session)
    return session


def rotate(session_id: uuid.UUID, presented: str, *, at: datetime) -> Session:
    """Exchange the presented rotation for the next one. Raises SessionEnded, also after ending it for reuse."""
    with write_unit():
        session = lock(Session, session_id)
        usable = session is not None and session.revoked_at is None and session.expires_at > at
        if session is not None and usable:
            if presented == session.rotation:
                session.previous_rotation = presented
                session.rotation = secrets.token_hex(16)
                session.rotated_at = at
            elif presented != session.previous_rotation or at - session.rotated_at > GRACE:
                session.revoked_at, session.revoked_because = at, "token_reused"
                usable = False
    if session is None or not usable:
        raise SessionEnded
    return session


def end(session_id: uuid.UUID, *, at: datetime) -> None:
    with write_unit():
        session = lock(Session, session_id)
        if session is not None and session.revoked_at is None:
            session.revoked_at, session.revoked_because = at, "signed_out"
