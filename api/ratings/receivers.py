"""Opens a stage for rating inside the unit in which the dossier reached it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from api.dossiers.models import Dossier, DossierEvent
from api.dossiers.signals import dossier_changed
from api.extensions import db
from api.ratings.models import RatingInvitation
from api.ratings.stages import rated_officer, stage_opened_by
from api.ratings.tokens import hash_of, token_of

ANSWER_WITHIN = timedelta(days=30)


def connect() -> None:
    """Listen; calling it again changes nothing."""
    dossier_changed.connect(invite, weak=False)


def invite(dossier: Dossier, *, event: DossierEvent, **_more: Any) -> None:
    """One invitation for each stage of a dossier: a second request for papers does not ask the citizen twice.

    The dossier is locked by the action that sends the signal, so two events cannot open the same stage at
    once.
    """
    stage = stage_opened_by(event.action, event.status_to)
    if stage is None or _is_open(dossier.id, stage):
        return
    invitation_id = uuid.uuid4()
    db.session.add(
        RatingInvitation(
            id=invitation_id,
            dossier_id=dossier.id,
            stage=stage.value,
            officer_id=rated_officer(event.actor),
            token_hash=hash_of(token_of(invitation_id)),
            expires_at=event.at + ANSWER_WITHIN,
        )
    )


def _is_open(dossier_id: uuid.UUID, stage: str) -> bool:
    statement = select(RatingInvitation.id).where(
        RatingInvitation.dossier_id == dossier_id, RatingInvitation.stage == stage
    )
    return db.session.execute(statement).first() is not None
