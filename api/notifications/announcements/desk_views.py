"""Announcements as their office sees them: in which state, and how many were told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from api.extensions import db
from api.notifications.announcements import areas
from api.notifications.models import Announcement, Message


def view(announcement: Announcement, *, today: date) -> dict[str, Any]:
    return views([announcement], today=today)[0]


def views(announcements: Sequence[Announcement], *, today: date) -> list[dict[str, Any]]:
    names = areas.names(announcement.area for announcement in announcements)
    told = _told([announcement.id for announcement in announcements])
    return [
        {
            "id": announcement.id,
            "topic": announcement.topic,
            "area": announcement.area,
            "area_name": names[announcement.area],
            "title": announcement.title,
            "body": announcement.body,
            "starts_on": announcement.starts_on,
            "ends_on": announcement.ends_on,
            "version": announcement.version,
            "state": state_of(announcement, today),
            "published_at": announcement.published_at,
            "updated_at": announcement.updated_at,
            "told": told.get(announcement.id, 0),
        }
        for announcement in announcements
    ]


def state_of(announcement: Announcement, today: date) -> str:
    if announcement.withdrawn_at:
        return "withdrawn"
    if announcement.published_at is None:
        return "draft"
    if announcement.ends_on < today:
        return "over"
    return "planned" if announcement.starts_on > today else "shown"


def _told(ids: Sequence[int]) -> dict[int, int]:
    statement = (
        select(Message.announcement_id, func.count())
        .where(Message.announcement_id.in_(ids))
        .group_by(Message.announcement_id)
    )
    return {found: count for found, count in db.session.execute(statement).all() if found is not None}
