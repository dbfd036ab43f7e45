"""A walk-in dossier becomes somebody's by the secret on its paper, never by a phone number that happens to match."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, or_, select

from api.accounts.identity import Caller
from api.dossiers import events, receipt_secrets
from api.dossiers.errors import AlreadyClaimed, UnknownDossier, WrongSecret
from api.dossiers.models import Dossier
from api.extensions import db, lock, write_unit

_BY_NUMBER = select(Dossier).where(
    or_(Dossier.code == bindparam("number"), Dossier.submission_number == bindparam("number"))
)


def find(number: str) -> Dossier | None:
    """By official code or submission number, in any letter case."""
    return db.session.execute(_BY_NUMBER, {"number": number.strip().upper()}).scalar_one_or_none()


def claim(number: str, secret: str, *, caller: Caller, at: datetime) -> Dossier:
    """Raises UnknownDossier, WrongSecret or AlreadyClaimed; claiming one's own again changes nothing."""
    with write_unit():
        found = find(number)
        dossier = lock(Dossier, found.id) if found else None
        if dossier is None:
            raise UnknownDossier
        if dossier.citizen_id == caller.id:
            return dossier
        if not receipt_secrets.opens(dossier, secret):
            raise WrongSecret
        if dossier.citizen_id is not None:
            raise AlreadyClaimed
        dossier.citizen_id = caller.id
        dossier.secret_version += (
            1  # the slip went through other hands; the owner's own receipt has the new secret
        )
        events.add_event(
            dossier,
            actor=events.Actor(caller.actor, "Người nộp hồ sơ"),
            at=at,
            action="claim",
            status_from=dossier.status,
            due_before=dossier.due_on,
        )
    return dossier
