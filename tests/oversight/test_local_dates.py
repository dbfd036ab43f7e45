"""The date in Vietnam of a stored moment is the same in both databases and in Python."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from api.calendars.opening_hours import TIME_ZONE
from api.dossiers.models import Dossier
from api.extensions import db
from api.oversight.local_dates import date_in_vietnam
from tests.oversight.histories import History, store
from tests.people import Office

MOMENTS = [
    datetime(2026, 11, 22, 0, 0, tzinfo=UTC),
    datetime(2026, 11, 22, 16, 59, 59, 999999, tzinfo=UTC),  # the last microsecond of the 22nd in Vietnam
    datetime(2026, 11, 22, 16, 59, 59, 999500, tzinfo=UTC),  # what rounding to milliseconds would push over
    datetime(2026, 11, 22, 17, 0, tzinfo=UTC),
    datetime(2026, 11, 22, 23, 30, tzinfo=UTC),
    datetime(2025, 12, 31, 17, 0, tzinfo=UTC),
    datetime(2028, 2, 28, 17, 0, 0, 1, tzinfo=UTC),
    datetime(2028, 2, 29, 16, 59, 59, tzinfo=UTC),
]


def test_the_date_of_a_moment(office: Office) -> None:
    ids = {store(office.agency, History(moment, finished_at=moment)).id: moment for moment in MOMENTS}
    open_one = store(office.agency, History(MOMENTS[0]))
    found = {
        row.id: row.day
        for row in db.session.execute(select(Dossier.id, date_in_vietnam(Dossier.finished_at).label("day")))
    }
    assert found.pop(open_one.id) is None
    assert found == {key: moment.astimezone(TIME_ZONE).date() for key, moment in ids.items()}
