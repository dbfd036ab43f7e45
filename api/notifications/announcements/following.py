"""Who asked to be told of announcements, and telling them: by the worker, a portion of citizens at a time.

How far it has come is written in the unit that tells them, so that a killed worker neither forgets anybody nor tells
anybody twice. Somebody who follows afterwards reads it in the app and is not told of it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select

from api.accounts.models import Citizen
from api.calendars.opening_hours import TIME_ZONE
from api.errors import InvalidInput, field_error
from api.extensions import db, insert, lock, write_unit
from api.notifications.announcements import areas
from api.notifications.announcements.errors import NO_SUCH_AREA
from api.notifications.announcements.reading import shown
from api.notifications.models import Announcement, FollowedArea, Message
from api.notifications.receivers import tell

KIND = "announcement"
PORTION = 50
MOST_AREAS = 10


def followed(citizen_id: uuid.UUID) -> list[str]:
    statement = (
        select(FollowedArea.area).where(FollowedArea.citizen_id == citizen_id).order_by(FollowedArea.area)
    )
    return list(db.session.execute(statement).scalars())


def follow(citizen_id: uuid.UUID, wanted: Sequence[str]) -> None:
    """These areas and no others. Raises InvalidInput for a code that names none."""
    unknown = set(wanted) - areas.known(wanted)
    if unknown:
        raise InvalidInput(errors=[field_error("areas", NO_SUCH_AREA)])
    with write_unit():
        lock(Citizen, citizen_id)
        db.session.execute(
            delete(FollowedArea).where(
                FollowedArea.citizen_id == citizen_id, FollowedArea.area.not_in(wanted)
            )
        )
        for area in set(wanted):
            row = {"citizen_id": citizen_id, "area": area}
            db.session.execute(insert(FollowedArea).values(row).on_conflict_do_nothing())


def tell_next(at: datetime) -> int | None:
    """Tell the next few citizens of one announcement; answers how many, None when nothing waits."""
    waiting = select(Announcement.id).where(Announcement.told_at.is_(None), shown(_day(at)))
    found = db.session.execute(waiting.order_by(Announcement.id).limit(1)).scalar()
    return None if found is None else _tell_portion(found, at)


def _tell_portion(announcement_id: int, at: datetime) -> int:
    """0 also when it was withdrawn meanwhile, or another worker finished it."""
    with write_unit():
        announcement = lock(Announcement, announcement_id)
        if announcement is None or announcement.withdrawn_at or announcement.told_at:
            return 0
        concerned = (
            select(FollowedArea.citizen_id)
            .where(areas.followed_with(announcement.area))
            .distinct()
            .order_by(FollowedArea.citizen_id)
            .limit(PORTION)
        )
        if announcement.told_after is not None:
            concerned = concerned.where(FollowedArea.citizen_id > announcement.told_after)
        citizens = db.session.execute(concerned).scalars().all()
        for citizen_id in citizens:
            tell(Message(citizen_id=citizen_id, kind=KIND, announcement_id=announcement_id, created_at=at))
        if len(citizens) < PORTION:
            announcement.told_at = at
        if citizens:
            announcement.told_after = citizens[-1]
    return len(citizens)


def _day(at: datetime) -> date:
    return at.astimezone(TIME_ZONE).date()
