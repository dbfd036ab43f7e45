"""Citizens sign in with a phone and a code; the account comes into being with the first sign-in."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select

from api.accounts import one_time_codes, sessions
from api.accounts.models import Citizen, Session
from api.extensions import db, insert, now, write_unit


def sign_in(phone_text: str, code: str, *, at: datetime) -> tuple[Citizen, Session]:
    """Raises what one_time_codes.use_code raises."""
    phone = one_time_codes.use_code(phone_text, code, at=at)
    with write_unit():
        citizen = by_phone(phone)
        session = sessions.start(citizen_id=citizen.id, at=at)
    return citizen, session


def by_phone(phone: str) -> Citizen:
    """The citizen of a normalised phone, made when new; belongs into a write unit."""
    # Two first sign-ins at once must give one citizen, so the database decides who is first.
    db.session.execute(
        insert(Citizen).values(id=uuid.uuid4(), phone=phone, created_at=now()).on_conflict_do_nothing()
    )
    return db.session.execute(select(Citizen).where(Citizen.phone == phone)).scalar_one()
