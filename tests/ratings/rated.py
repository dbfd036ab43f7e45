"""Dossiers to rate: rows made directly, steps done by the real rules, so that the real signal opens the stages."""

from __future__ import annotations

import itertools
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select

from api.access import Role
from api.accounts.identity import Caller
from api.catalogue.models import Agency, Procedure, ProcedureVersion
from api.dossiers import actions, events
from api.dossiers.models import Dossier
from api.extensions import db, now, write_unit
from api.ratings.models import RatingInvitation
from api.ratings.tokens import token_of
from tests.people import Office, Person

PROCEDURE_NAME = "Thủ tục đăng ký khai sinh"
GOOD = {"overall": "very_satisfied"}
FULL = {
    "overall": "satisfied",
    "time": "very_satisfied",
    "attitude": "satisfied",
    "guidance": "satisfied",
    "information": "very_satisfied",
    "extra_money": False,
    "trips": 2,
    "agencies_visited": 1,
}
_numbers = itertools.count(1)


def procedure() -> Procedure:
    """The one procedure of these tests; belongs into a write unit."""
    found = db.session.execute(select(Procedure).where(Procedure.code == "1.001193")).scalar_one_or_none()
    if found is not None:
        return found
    made = Procedure(
        code="1.001193",
        name=PROCEDURE_NAME,
        field="Hộ tịch",
        level="xã",
        scope="national",
        listed=True,
        has_detail=True,
        origin="starter",
    )
    db.session.add(made)
    db.session.flush()
    made.current_version = ProcedureVersion(
        procedure_id=made.id,
        number=1,
        content_hash="0" * 64,
        content={"name": PROCEDURE_NAME, "requirements": [], "cases": [], "channels": [], "deadline": None},
    )
    db.session.flush()
    return made


def add_dossier(
    agency: Agency, *, citizen: Person | None = None, at: datetime | None = None, **columns: Any
) -> Dossier:
    """A dossier with its first event."""
    at, number = at or now(), next(_numbers)
    with write_unit():
        known = procedure()
        values: dict[str, Any] = {
            "id": uuid.uuid4(),
            "submission_number": f"NOP-{number:06}",
            "status": 1,
            "channel": "online",
            "agency_id": agency.id,
            "procedure_id": known.id,
            "procedure_version_id": known.current_version_id,
            "citizen_id": citizen.id if citizen else None,
            "applicant_name": "Nguyễn Văn Mẫu",
            "applicant_phone": "0912345678",
            "body_hash": "0" * 64,
            "submitted_at": at,
            "supplement_count": 0,
            "secret_version": 1,
            **columns,
        }
        dossier = Dossier(**values)
        db.session.add(dossier)
        events.add_event(
            dossier, actor=events.Actor("system", "Thử"), at=at, action="submit", status_from=None
        )
    return dossier


def act(
    office: Office, dossier: Dossier, role: Role, action: str, at: datetime | None = None, **body: Any
) -> None:
    """An officer's action, by the real rules."""
    caller = Caller(role, office[role].id, uuid.uuid4(), office.agency.id)
    actions.act_at_desk(dossier.id, action, body, caller=caller, at=at or now())


def withdraw(dossier: Dossier, citizen: Person) -> None:
    actions.withdraw(dossier.id, {}, caller=Caller(Role.CITIZEN, citizen.id, uuid.uuid4()), at=now())


def received(office: Office, *, citizen: Person | None = None, at: datetime | None = None) -> Dossier:
    """A dossier whose reception can be rated."""
    dossier = add_dossier(office.agency, citizen=citizen, at=at)
    act(office, dossier, Role.RECEPTION, "receive", at)
    return dossier


def invitations(dossier: Dossier) -> dict[str, RatingInvitation]:
    """Stage → invitation, as stored now."""
    db.session.rollback()
    rows = db.session.execute(
        select(RatingInvitation).where(RatingInvitation.dossier_id == dossier.id)
    ).scalars()
    return {row.stage: row for row in rows}


def token(dossier: Dossier, stage: str = "reception") -> str:
    return token_of(invitations(dossier)[stage].id)


def new_token(office: Office, *, at: datetime | None = None) -> str:
    """The link to a fresh dossier's reception."""
    return token(received(office, at=at))
