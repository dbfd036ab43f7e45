"""One reminder before papers that were asked for are due, and never at night.

An office may name the last day (`answer_by`); the reminder comes two days before it. Where it named none, it comes a
week after the request. Whoever has handed in, or was reminded of this request, hears nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy import literal_column, select

from api.calendars.opening_hours import TIME_ZONE
from api.dossiers.models import Dossier
from api.dossiers.paper_requests import answer_by, newest_request
from api.extensions import db, lock, write_unit
from api.notifications.models import Message
from api.notifications.receivers import tell

KIND: Final = "supplement_reminder"
BEFORE_THE_LAST_DAY: Final = timedelta(days=2)
WITHOUT_A_LAST_DAY: Final = timedelta(days=7)
FROM, UNTIL = time(8), time(20)  # Vietnamese time; reminders can wait


def is_time_to_remind(at: datetime) -> bool:
    return FROM <= at.astimezone(TIME_ZONE).time() < UNTIL


def remind_of_papers(at: datetime) -> int:
    """Remind everybody whose turn it is; answers how many. One write unit a dossier, so that nobody waits for us."""
    if not is_time_to_remind(at):
        return 0
    return sum(_remind(dossier_id, at) for dossier_id in list(_due(at)))


def _due(at: datetime) -> Iterator[uuid.UUID]:
    # The status stands as a literal so that the partial index serves.
    waiting = select(Dossier).where(
        literal_column("dossiers.status = 5"),
        Dossier.supplement_handed_in.is_(False),
        Dossier.citizen_id.is_not(None),
    )
    for dossier in db.session.execute(waiting).scalars():
        if _is_due(dossier, at):
            yield dossier.id


def _is_due(dossier: Dossier, at: datetime) -> bool:
    request = newest_request(dossier)
    if request is None:
        return False
    last_day = answer_by(request)
    today = at.astimezone(TIME_ZONE).date()
    if last_day is None:
        ripe = request.at + WITHOUT_A_LAST_DAY <= at
    else:
        ripe = last_day - BEFORE_THE_LAST_DAY <= today <= last_day
    return ripe and not _reminded_since(dossier.id, request.at)


def _reminded_since(dossier_id: uuid.UUID, since: datetime) -> bool:
    statement = select(Message.id).where(
        Message.dossier_id == dossier_id, Message.kind == KIND, Message.created_at >= since
    )
    return db.session.execute(statement).first() is not None


def _remind(dossier_id: uuid.UUID, at: datetime) -> bool:
    """What was true a moment ago may have changed, and another worker may be at it: looked at again under the lock."""
    with write_unit():
        dossier = lock(Dossier, dossier_id)
        still = dossier is not None and dossier.status == 5 and not dossier.supplement_handed_in
        if dossier is None or not still or dossier.citizen_id is None or not _is_due(dossier, at):
            return False
        tell(Message(citizen_id=dossier.citizen_id, dossier_id=dossier_id, kind=KIND, created_at=at))
    return True
