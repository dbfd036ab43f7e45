"""Announcements: for everybody, at the desk, and which areas a citizen follows."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response

from api.accounts.identity import current_agency_id, current_caller
from api.blueprint import Blueprint
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import Agency
from api.config import current_settings
from api.extensions import db, now
from api.notifications.announcements import areas, desk_views, feed, following, publishing, reading
from api.notifications.announcements.schemas import (
    AnnouncementListSchema,
    AnnouncementSchema,
    AnnouncementsQuerySchema,
    DeskAnnouncementListSchema,
    DeskAnnouncementSchema,
    EditAnnouncementSchema,
    FollowedAreasSchema,
    SeenVersionSchema,
    WriteAnnouncementSchema,
)

public = Blueprint("announcements", __name__, description="Notices of offices")
desk = Blueprint("desk_announcements", __name__, description="Writing notices at an office")
mine = Blueprint("followed_areas", __name__, description="Areas whose notices a citizen wants to hear of")

_ID = "<int(max=9007199254740991):announcement_id>"


@public.get("/announcements")
@public.arguments(AnnouncementsQuerySchema, location="query")
@public.response(200, AnnouncementListSchema)
@public.alt_response(404, description="unknown_agency")
def list_announcements(query: dict[str, Any]) -> dict[str, Any]:
    """Notices that are shown today, the newest first."""
    of = _areas_asked(query)
    names = areas.names(of or [])
    asked = [{"code": area, "name": names[area]} for area in of or []]
    return {"items": reading.shown_in(of, on=_today()), "areas": asked}


@public.get("/announcements/atom")
@public.arguments(AnnouncementsQuerySchema, location="query")
@public.response(200, {"type": "string"}, content_type="application/atom+xml")
@public.alt_response(404, description="unknown_agency")
def atom_feed(query: dict[str, Any]) -> Response:
    """The same notices as an Atom feed."""
    of = _areas_asked(query)
    place = ", ".join(areas.names(of).values()) if of else "cả nước"
    asked = urlencode({name: value for name, value in query.items() if value})
    found = feed.atom(
        reading.shown_in(of, on=_today()),
        title=f"Thông báo của một cửa: {place}",
        address="/api/v1/announcements/atom" + (f"?{asked}" if asked else ""),
        public_url=current_settings().public_url,
    )
    response = make_response(found)
    response.content_type = "application/atom+xml; charset=utf-8"
    return response


@public.get(f"/announcements/{_ID}")
@public.response(200, AnnouncementSchema)
@public.alt_response(404, description="unknown_announcement")
def one_announcement(announcement_id: int) -> dict[str, Any]:
    """One notice, also when its last day is over."""
    return reading.one(announcement_id, on=_today())


@desk.get("/desk/announcements")
@desk.response(200, DeskAnnouncementListSchema)
def of_my_office() -> dict[str, Any]:
    """All notices of the office, drafts too."""
    agency = db.session.get_one(Agency, current_agency_id())
    return {
        "items": desk_views.views(publishing.of_office(agency.id), today=_today()),
        "may_write": current_caller().role in publishing.WRITERS,
        "areas": [{"code": code, "name": name} for code, name in areas.to_publish_for(agency)],
    }


@desk.post("/desk/announcements")
@desk.arguments(WriteAnnouncementSchema)
@desk.response(201, DeskAnnouncementSchema)
@desk.alt_response(403, description="wrong_role")
def draft(body: dict[str, Any]) -> dict[str, Any]:
    """Write a draft, which nobody outside the office sees."""
    return desk_views.view(publishing.draft(body, caller=current_caller(), at=now()), today=_today())


@desk.put(f"/desk/announcements/{_ID}")
@desk.arguments(EditAnnouncementSchema)
@desk.response(200, DeskAnnouncementSchema)
@desk.alt_response(404, description="unknown_announcement")
@desk.alt_response(409, description="changed_meanwhile, announcement_over")
def edit(body: dict[str, Any], announcement_id: int) -> dict[str, Any]:
    """Change a draft, or correct a published one. `version` is the one that was seen."""
    version = body.pop("version")
    found = publishing.edit(announcement_id, body, version=version, caller=current_caller(), at=now())
    return desk_views.view(found, today=_today())


@desk.post(f"/desk/announcements/{_ID}/publish")
@desk.arguments(SeenVersionSchema)
@desk.response(200, DeskAnnouncementSchema)
@desk.alt_response(404, description="unknown_announcement")
@desk.alt_response(409, description="changed_meanwhile, announcement_over")
def publish(body: dict[str, Any], announcement_id: int) -> dict[str, Any]:
    """Show it to everybody from its first day on; those who follow the area are told then."""
    found = publishing.publish(announcement_id, version=body["version"], caller=current_caller(), at=now())
    return desk_views.view(found, today=_today())


@desk.post(f"/desk/announcements/{_ID}/withdraw")
@desk.response(200, DeskAnnouncementSchema)
@desk.alt_response(404, description="unknown_announcement")
def withdraw(announcement_id: int) -> dict[str, Any]:
    """Show it no more; a draft is put away."""
    return desk_views.view(
        publishing.withdraw(announcement_id, caller=current_caller(), at=now()), today=_today()
    )


@mine.get("/me/followed-areas")
@mine.response(200, FollowedAreasSchema)
def my_areas() -> dict[str, Any]:
    """The areas whose notices I want to hear of."""
    return {"areas": following.followed(current_caller().id)}


@mine.put("/me/followed-areas")
@mine.arguments(FollowedAreasSchema)
@mine.response(200, FollowedAreasSchema)
def follow_areas(body: dict[str, Any]) -> dict[str, Any]:
    """Follow these areas and no others; works at once."""
    following.follow(current_caller().id, body["areas"])
    return {"areas": following.followed(current_caller().id)}


def _areas_asked(query: dict[str, Any]) -> list[str] | None:
    """None: all areas. [] for a commune that is not known: nothing is announced there."""
    if query["agency"]:
        return areas.of_office_with_code(query["agency"])
    return areas.of_commune(query["commune"]) if query["commune"] else None


def _today() -> date:
    return now().astimezone(TIME_ZONE).date()
