"""Who is asking. Answered once a request, from the token and the session behind it.

A phone is shared and its cookies change hands between two requests of one sending. Who sends a dossier therefore says
in `X-Expected-Person` (the `id` of /me) whose it is, and is refused when the cookies are somebody else's by now.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import g, request
from flask_jwt_extended import get_jwt, verify_jwt_in_request
from sqlalchemy import bindparam, select

from api.access import Role
from api.accounts import tokens
from api.accounts.errors import OtherPerson, SessionEnded
from api.accounts.models import Officer, Session
from api.errors import Forbidden
from api.extensions import db, now

EXPECTED_PERSON = "X-Expected-Person"


@dataclass(frozen=True)
class Caller:
    role: Role
    id: uuid.UUID
    session_id: uuid.UUID
    agency_id: int | None = None
    scope_province: str | None = None

    @property
    def actor(self) -> str:
        """How rows name the caller: 'citizen:<uuid>' or 'officer:<uuid>'."""
        return f"{'citizen' if self.role == Role.CITIZEN else 'officer'}:{self.id}"


_SESSION = (
    select(
        Session.citizen_id,
        Session.officer_id,
        Session.revoked_at,
        Session.expires_at,
        Officer.role,
        Officer.active,
        Officer.agency_id,
        Officer.scope_province,
    )
    .outerjoin(Officer, Officer.id == Session.officer_id)
    .where(Session.id == bindparam("session_id"))
)


def caller() -> Caller | None:
    """The caller, None when no token came.

    Raises SessionEnded, OtherPerson, or what flask-jwt-extended raises for a bad token.
    """
    if "caller" not in g:
        verified = verify_jwt_in_request(optional=True)
        found_now = _load(get_jwt()) if verified else None
        if found_now and request.headers.get(EXPECTED_PERSON, str(found_now.id)) != str(found_now.id):
            raise OtherPerson
        g.caller = found_now
    found: Caller | None = g.caller
    return found


def role_of_caller() -> Role | None:
    found = caller()
    return found.role if found else None


def current_caller() -> Caller:
    """The caller where the blueprint's rule has already let only signed-in people in."""
    found = caller()
    if found is None:
        raise Forbidden
    return found


def current_actor() -> str:
    return current_caller().actor


def current_agency_id() -> int:
    """The office of the signed-in officer."""
    agency_id = current_caller().agency_id
    if agency_id is None:
        raise Forbidden
    return agency_id


def _load(claims: dict[str, Any]) -> Caller:
    session_id = tokens.session_id(claims)
    row = db.session.execute(_SESSION, {"session_id": session_id}).one_or_none()
    if row is None or row.revoked_at is not None or row.expires_at <= now():
        raise SessionEnded
    if row.citizen_id is not None:
        return Caller(Role.CITIZEN, row.citizen_id, session_id)
    if not row.active:
        raise SessionEnded
    return Caller(Role(row.role), row.officer_id, session_id, row.agency_id, row.scope_province)
