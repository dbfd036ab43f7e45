"""Writing announcements at an office: draft → published → withdrawn. Edits need the version that was seen.

Only the leader and the administrator write. A published one can still be corrected; whoever was told of it is not told
again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from api.access import Role
from api.accounts.identity import Caller
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import Agency
from api.errors import InvalidInput, field_error
from api.extensions import db, lock, write_unit
from api.notifications.announcements import areas, errors
from api.notifications.announcements.errors import (
    AnnouncementChanged,
    AnnouncementOver,
    RoleMayNotAnnounce,
    UnknownAnnouncement,
)
from api.notifications.models import Announcement

LONGEST = timedelta(days=366)
WRITERS = frozenset({Role.LEADER, Role.ADMINISTRATOR})


class Topic(StrEnum):
    CLOSING = "closing"  # closing days and changed hours
    PROCEDURE = "procedure"  # new or changed procedures
    CAMPAIGN = "campaign"  # such as 'Chung tay cải cách hành chính'
    GUIDANCE = "guidance"


def draft(body: dict[str, Any], *, caller: Caller, at: datetime) -> Announcement:
    agency = _office_of_writer(caller)
    _check(body, agency, at=at)
    with write_unit():
        made = Announcement(
            agency_id=agency.id, created_by=caller.id, created_at=at, updated_at=at, version=1, **body
        )
        db.session.add(made)
        db.session.flush()
    return made


def edit(
    announcement_id: int, body: dict[str, Any], *, version: int, caller: Caller, at: datetime
) -> Announcement:
    """Raises AnnouncementChanged when somebody else was first, AnnouncementOver for a withdrawn one."""
    agency = _office_of_writer(caller)
    _check(body, agency, at=at)
    with write_unit():
        found = _locked(announcement_id, agency)
        if found.version != version:
            raise AnnouncementChanged
        if found.withdrawn_at:
            raise AnnouncementOver
        for name, value in body.items():
            setattr(found, name, value)
        found.version, found.updated_at = version + 1, at
    return found


def publish(announcement_id: int, *, version: int, caller: Caller, at: datetime) -> Announcement:
    """What was seen is what is published. Repeating it changes nothing."""
    agency = _office_of_writer(caller)
    with write_unit():
        found = _locked(announcement_id, agency)
        if found.version != version:
            raise AnnouncementChanged
        if found.withdrawn_at or found.ends_on < _day(at):
            raise AnnouncementOver
        found.published_at = found.published_at or at
    return found


def withdraw(announcement_id: int, *, caller: Caller, at: datetime) -> Announcement:
    """It is shown no more, and those who were not told of it yet never are. Repeating it changes nothing."""
    agency = _office_of_writer(caller)
    with write_unit():
        found = _locked(announcement_id, agency)
        found.withdrawn_at = found.withdrawn_at or at
    return found


def of_office(agency_id: int) -> list[Announcement]:
    """All of them, the newest first."""
    statement = (
        select(Announcement).where(Announcement.agency_id == agency_id).order_by(Announcement.id.desc())
    )
    return list(db.session.execute(statement.limit(200)).scalars())


def _office_of_writer(caller: Caller) -> Agency:
    if caller.role not in WRITERS or caller.agency_id is None:
        raise RoleMayNotAnnounce
    return db.session.get_one(Agency, caller.agency_id)


def _locked(announcement_id: int, agency: Agency) -> Announcement:
    found = lock(Announcement, announcement_id)
    if found is None or found.agency_id != agency.id:
        raise UnknownAnnouncement
    return found


def _check(body: dict[str, Any], agency: Agency, *, at: datetime) -> None:
    faults = []
    starts_on, ends_on = body["starts_on"], body["ends_on"]
    if ends_on < starts_on:
        faults.append(field_error("ends_on", errors.ENDS_BEFORE_IT_BEGINS))
    elif ends_on < _day(at):
        faults.append(field_error("ends_on", errors.OVER_ALREADY))
    elif ends_on - starts_on > LONGEST:
        faults.append(field_error("ends_on", errors.TOO_LONG_A_TIME))
    if not body["body"].strip():
        faults.append(field_error("body", errors.WORDS_NEEDED))
    if not areas.may_publish_for(agency, body["area"]):
        faults.append(field_error("area", errors.NOT_YOUR_AREA))
    if faults:
        raise InvalidInput(errors=faults)


def _day(at: datetime) -> date:
    return at.astimezone(TIME_ZONE).date()
