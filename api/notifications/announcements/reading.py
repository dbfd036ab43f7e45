"""Announcements as everybody reads them: published, not withdrawn, between their first and last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from api.catalogue.models import Agency
from api.extensions import db
from api.notifications.announcements import areas
from api.notifications.announcements.errors import UnknownAnnouncement
from api.notifications.models import Announcement

MOST = 50


def shown(on: date) -> ColumnElement[bool]:
    return and_(
        Announcement.published_at.is_not(None),
        Announcement.withdrawn_at.is_(None),
        Announcement.starts_on <= on,
        Announcement.ends_on >= on,
    )


def shown_in(of: Sequence[str] | None, *, on: date, limit: int = MOST) -> list[dict[str, Any]]:
    """Those of these areas, or of all areas; the newest first."""
    statement = (
        select(Announcement, Agency)
        .join(Agency, Agency.id == Announcement.agency_id)
        .where(shown(on))
        .order_by(Announcement.published_at.desc(), Announcement.id.desc())
        .limit(limit)
    )
    if of is not None:
        statement = statement.where(Announcement.area.in_(of))
    rows = db.session.execute(statement).all()
    names = areas.names(announcement.area for announcement, _ in rows)
    return [described(announcement, agency, names) for announcement, agency in rows]


def one(announcement_id: int, *, on: date) -> dict[str, Any]:
    """Also one that is over, so that a link goes on leading somewhere; never a draft or a withdrawn one."""
    row = db.session.execute(
        select(Announcement, Agency)
        .join(Agency, Agency.id == Announcement.agency_id)
        .where(
            Announcement.id == announcement_id,
            Announcement.published_at.is_not(None),
            Announcement.withdrawn_at.is_(None),
        )
    ).one_or_none()
    if row is None or row[0].starts_on > on:
        raise UnknownAnnouncement
    announcement, agency = row
    return described(announcement, agency, areas.names([announcement.area]))


def described(announcement: Announcement, agency: Agency, names: dict[str, str]) -> dict[str, Any]:
    return {
        "id": announcement.id,
        "topic": announcement.topic,
        "title": announcement.title,
        "body": announcement.body,
        "area": announcement.area,
        "area_name": names[announcement.area],
        "agency_code": agency.code,
        "agency_name": agency.name,
        "is_demo": agency.is_demo,
        "starts_on": announcement.starts_on,
        "ends_on": announcement.ends_on,
        "published_at": announcement.published_at,
        "updated_at": announcement.updated_at,
    }
