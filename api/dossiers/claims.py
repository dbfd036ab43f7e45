"""A walk-in dossier becomes somebody's by the secret on its paper, never by a phone number that happens to match."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from api.accounts.identity import Caller
from api.dossiers import events, receipt_secrets
from api.dossiers.errors import AlreadyClaimed, UnknownDossier, WrongSecret
from api.dossiers.models import Dossier
from api.extensions import db, lock, write_unit


def find(number: str) -> Dossier | None:
    """By official code or submission number, in any letter case."""
    wanted = number.strip().upper()
    statement = select(Dossier).where(or_(Dossier.code == wanted, Dossier.submission_number == wanted))
    return db.session.execute(statement).scalar_one_or_none()


def claim(number: str, secret: str, *, caller: Caller, at: datetime) -> Dossier:
    """Raises UnknownDossier, WrongSecret or AlreadyClaimed; claiming one's own again changes nothing."""
    with write_unit():
        found = find(number)
        dossier = lock(Dossier, found.id) if found else None
        if dossier is None:
            raise UnknownDossier
        if not receipt_secrets.opens(dossier, secret):
            raise WrongSecret
        if dossier.citizen_id == caller.id:
            return dossier
        if dossier.citizen_id is not None:
            raise AlreadyClaimed
        dossier.citizen_id = caller.id
        events.add_event(
            dossier,
            actor=events.Actor(caller.actor, "Người nộp hồ sơ"),
            at=at,
            action="claim",
            status_from=dossier.status,
            due_before=dossier.due_on,
        )
    return dossier
