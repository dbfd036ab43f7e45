"""The one reminder to say how it was, three days after a result was handed over, to who lets us ask."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from api.dossiers.models import Dossier
from api.extensions import db, lock, write_unit
from api.notifications import preferences
from api.notifications.models import Message
from api.notifications.receivers import tell
from api.notifications.reminders import is_time_to_remind
from api.ratings.models import RatingInvitation
from api.ratings.receivers import ANSWER_WITHIN
from api.ratings.stages import Stage

KIND: Final = "rating_reminder"
AFTER: Final = timedelta(days=3)
NOT_AFTER: Final = timedelta(days=6)  # a worker that was away for a week does not come with old questions


def remind_of_ratings(at: datetime) -> int:
    """Remind whoever has not answered; answers how many. What was asked once more is not asked a third time."""
    if not is_time_to_remind(at):
        return 0
    asked_before = select(Message.id).where(
        Message.dossier_id == RatingInvitation.dossier_id, Message.kind == KIND
    )
    due = (
        select(RatingInvitation.dossier_id)
        .join(Dossier, Dossier.id == RatingInvitation.dossier_id)
        .where(
            RatingInvitation.expires_at > at + ANSWER_WITHIN - NOT_AFTER,
            RatingInvitation.expires_at <= at + ANSWER_WITHIN - AFTER,
            RatingInvitation.stage == Stage.RESULT.value,
            RatingInvitation.used.is_(False),
            Dossier.citizen_id.is_not(None),
            ~asked_before.exists(),
        )
    )
    reminded = 0
    for dossier_id in db.session.execute(due).scalars().all():
        with write_unit():
            dossier = lock(Dossier, dossier_id)
            if dossier is None or dossier.citizen_id is None:
                continue
            again = select(Message.id).where(Message.dossier_id == dossier_id, Message.kind == KIND)
            if db.session.execute(again).first() is not None:
                continue  # another worker was faster
            if preferences.choices_of(dossier.citizen_id).invites_ratings:
                tell(Message(citizen_id=dossier.citizen_id, dossier_id=dossier_id, kind=KIND, created_at=at))
                reminded += 1
    return reminded
