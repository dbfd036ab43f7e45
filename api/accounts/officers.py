"""Officers' accounts: making them and signing in with a password."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TypedDict

from sqlalchemy import select
from werkzeug.security import check_password_hash, generate_password_hash

from api.access import Role
from api.accounts import sessions
from api.accounts.errors import WrongPassword
from api.accounts.models import Officer, Session
from api.extensions import db, write_unit


# Checked for unknown names too, so that the time taken does not tell which names exist.
@cache
def _hash_of_nobody() -> str:
    return generate_password_hash("nobody has this password")


class Published(TypedDict, total=False):
    """What citizens read about an officer beside name and position, where `published`."""

    phone: str
    fields: str
    is_head: bool
    display_order: int
    published: bool
    photo_sha256: str | None


def new_officer(
    *,
    username: str,
    password: str,
    full_name: str,
    position: str,
    role: Role,
    agency_id: int | None = None,
    scope_province: str | None = None,
    published: Published | None = None,
) -> Officer:
    """An officer's account; belongs into a write unit."""
    officer = Officer(
        username=username,
        password_hash=generate_password_hash(password),
        full_name=full_name,
        position=position,
        role=role.value,
        agency_id=agency_id,
        scope_province=scope_province,
        **(published or {}),
    )
    db.session.add(officer)
    return officer


def sign_in(username: str, password: str, *, at: datetime) -> tuple[Officer, Session]:
    """Raises WrongPassword for a wrong name, password or an account that is switched off."""
    found = db.session.execute(select(Officer).where(Officer.username == username)).scalar_one_or_none()
    right = check_password_hash(found.password_hash if found else _hash_of_nobody(), password)
    if found is None or not right or not found.active:
        raise WrongPassword
    with write_unit():
        session = sessions.start(officer_id=found.id, at=at)
    return found, session
