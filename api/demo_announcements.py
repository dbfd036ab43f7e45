"""Notices of the demo's first office: two that are shown and a draft, invented, and each says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from api.access import Role
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import Agency
from api.demo_posting import officer_as_caller
from api.extensions import db, now
from api.notifications.announcements import areas, publishing

# Days from today on which it begins and ends, whether it is published, and its words.
NOTICES: list[tuple[int, int, bool, dict[str, Any]]] = [
    (
        0,
        60,
        True,
        {
            "topic": "campaign",
            "title": "Chung tay cải cách hành chính: góp ý cho một cửa (minh họa)",
            "body": "Tháng này một cửa lấy ý kiến về thời gian chờ và thái độ phục vụ.\n\n"
            "Sau mỗi hồ sơ, xin ông/bà dành một phút đánh giá trong ứng dụng. Ý kiến được tổng hợp, không nêu tên.",
        },
    ),
    (
        0,
        14,
        True,
        {
            "topic": "closing",
            "title": "Một cửa nghỉ sáng thứ Bảy tuần này để nâng cấp máy (minh họa)",
            "body": "Sáng thứ Bảy tuần này một cửa không tiếp nhận trực tiếp.\n\n"
            "Ông/bà vẫn nộp hồ sơ và theo dõi trên ứng dụng như thường. Hẹn gặp lại vào thứ Hai.",
        },
    ),
    (
        7,
        90,
        False,
        {
            "topic": "guidance",
            "title": "Hướng dẫn chụp giấy tờ cho rõ (minh họa)",
            "body": "Đặt giấy trên mặt bàn sẫm màu, đủ sáng, chụp thẳng từ trên xuống.",
        },
    ),
]


def make_announcements(agency_code: str) -> None:
    """Made once: what somebody changed or withdrew since stays as it is."""
    agency = db.session.execute(select(Agency).where(Agency.code == agency_code)).scalar_one()
    if publishing.of_office(agency.id):
        return
    leader, at = officer_as_caller(agency.id, Role.LEADER), now()
    today = at.astimezone(TIME_ZONE).date()
    for begins, ends, is_published, words in NOTICES:
        days = {"starts_on": today + timedelta(days=begins), "ends_on": today + timedelta(days=ends)}
        made = publishing.draft({**words, **days, "area": areas.of_office(agency)[0]}, caller=leader, at=at)
        if is_published:
            publishing.publish(made.id, version=made.version, caller=leader, at=at)
