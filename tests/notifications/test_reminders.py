"""Reminded once, in time, by day, and only whoever it still concerns."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from api.access import Role
from api.calendars.opening_hours import TIME_ZONE
from api.dossiers.models import Dossier
from api.errors import InvalidInput
from api.extensions import db, write_unit
from api.notifications.models import ChannelChoice, Message
from api.notifications.reminders import remind_of_papers
from api.ratings.models import RatingInvitation
from api.ratings.reminders import remind_of_ratings
from tests.people import Office, Person
from tests.ratings.rated import act, add_dossier

MONDAY = datetime(2026, 11, 23, 9, tzinfo=TIME_ZONE)
DAY = timedelta(days=1)


def told(kind: str) -> int:
    db.session.rollback()
    return db.session.execute(select(func.count()).where(Message.kind == kind)).scalar_one()


def asked(citizen: Person | None, office: Office, **body: Any) -> Dossier:
    dossier = add_dossier(office.agency, citizen=citizen, at=MONDAY)
    act(office, dossier, Role.RECEPTION, "request_supplement", at=MONDAY, reason="Thiếu ảnh", **body)
    return dossier


def test_two_days_before_the_last_day_and_only_once(citizen: Person, office: Office) -> None:
    asked(citizen, office, answer_by=date(2026, 12, 10))
    assert remind_of_papers(MONDAY + 14 * DAY) == 0
    assert remind_of_papers(MONDAY + 15 * DAY) == 1
    assert remind_of_papers(MONDAY + 16 * DAY) == 0
    item = citizen.get("/notifications").json["items"][0]
    assert item["kind"] == "supplement_reminder"
    assert (
        citizen.get(item["link"].replace("/ho-so/", "/dossiers/")).json["timeline"][-1]["answer_by"]
        == "2026-12-10"
    )


def test_a_week_after_a_request_without_a_last_day(citizen: Person, office: Office) -> None:
    asked(citizen, office)
    assert remind_of_papers(MONDAY + 6 * DAY) == 0
    assert remind_of_papers(MONDAY + 7 * DAY) == 1


@pytest.mark.parametrize("hour", [0, 6, 7, 20, 23])
def test_nobody_is_reminded_at_night(citizen: Person, office: Office, hour: int) -> None:
    asked(citizen, office)
    assert remind_of_papers((MONDAY + 9 * DAY).replace(hour=hour)) == 0


def test_who_has_handed_in_and_walk_ins_hear_nothing(citizen: Person, office: Office) -> None:
    handed_in = asked(citizen, office)
    asked(None, office)
    with write_unit():
        db.session.execute(
            update(Dossier)
            .where(Dossier.id == handed_in.id)
            .values(supplement_handed_in=True, version=Dossier.version + 1)
        )
    assert remind_of_papers(MONDAY + 9 * DAY) == 0


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 1), date(2028, 1, 1)])
def test_a_last_day_is_a_day_to_come(citizen: Person, office: Office, day: date) -> None:
    with pytest.raises(InvalidInput):
        asked(citizen, office, answer_by=day)
    assert told("supplement_requested") == 0


def returned(citizen: Person, office: Office) -> Dossier:
    dossier = add_dossier(
        office.agency, citizen=citizen, status=9, drafted=True, checked=True, signed=True, stamped=True
    )
    act(office, dossier, Role.RECEPTION, "return_result", at=MONDAY)
    return dossier


def test_a_rating_is_asked_for_once_more_after_three_days(citizen: Person, office: Office) -> None:
    returned(citizen, office)
    assert remind_of_ratings(MONDAY + 2 * DAY) == 0
    assert remind_of_ratings(MONDAY + 3 * DAY) == 1
    assert remind_of_ratings(MONDAY + 4 * DAY) == 0
    assert told("rating_reminder") == 1


@pytest.mark.parametrize("why", ["answered", "refused", "too late", "night"])
def test_nobody_is_asked_who_answered_or_does_not_want_to_be(
    citizen: Person, office: Office, why: str
) -> None:
    returned(citizen, office)
    at = MONDAY + 4 * DAY
    with write_unit():
        if why == "answered":
            db.session.execute(update(RatingInvitation).values(used=True))
        if why == "refused":
            db.session.add(
                ChannelChoice(citizen_id=citizen.id, purpose="rating", channel="push", wanted=False)
            )
    at = at + 5 * DAY if why == "too late" else at.replace(hour=22) if why == "night" else at
    assert remind_of_ratings(at) == 0
    assert told("rating_reminder") == 0
