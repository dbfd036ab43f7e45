"""What anybody may know about an office: the year to date."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient

from api.calendars.opening_hours import TIME_ZONE
from api.extensions import now
from api.ratings import answering
from tests.oversight.histories import History, store
from tests.people import API, Office
from tests.ratings.rated import new_token


def page(client: FlaskClient, office: Office) -> dict[str, object]:
    answer = client.get(f"{API}/public/offices/{office.agency.code}")
    assert answer.status_code == 200
    return dict(answer.json)


def test_the_page_of_an_office(client: FlaskClient, office: Office) -> None:
    at, today = now(), now().astimezone(TIME_ZONE).date()
    new_year = datetime(today.year, 1, 1, tzinfo=TIME_ZONE)
    store(office.agency, History(new_year - timedelta(days=3), today, at, status=9))  # carried over, on time
    store(office.agency, History(at - timedelta(seconds=1), today - timedelta(days=1), at, status=9))  # late
    store(office.agency, History(new_year - timedelta(days=9), today - timedelta(days=1)))  # overdue
    store(office.agency, History(None, status=1))
    assert page(client, office) == {
        "from": f"{today.year}-01-01",
        "to": today.isoformat(),
        "agency_code": office.agency.code,
        "name": office.agency.name,
        "address": "1 đường Mẫu",
        "hotline": "19000000",
        "is_demo": True,
        "on_time_percent": 50.0,
        "received": 3,
        "received_online": 1,
        "carried_over": 2,
        "solved": 2,
        "solved_late": 1,
        "in_process": 1,
        "overdue": 1,
        "returned": 0,
        "satisfaction": dict.fromkeys(
            ("overall", "time", "attitude", "guidance", "information", "extra_money")
        ),
    }


def test_an_office_without_dossiers_has_no_percentage(client: FlaskClient, office: Office) -> None:
    shown = page(client, office)
    assert (shown["on_time_percent"], shown["received"], shown["solved"]) == (None, 0, 0)


def test_satisfaction_is_public_from_the_fifth_answer(client: FlaskClient, office: Office) -> None:
    for number in range(1, 7):
        answering.answer_by_token(new_token(office), {"overall": "very_satisfied"}, at=now())
        overall = page(client, office)["satisfaction"]["overall"]  # type: ignore[index]
        assert (overall is None) == (number < 5)
    assert overall["answers"] == 5


@pytest.mark.parametrize("code", ["Y99.00", "x%27%20OR%201=1"])
def test_an_unknown_office_is_not_found(client: FlaskClient, office: Office, code: str) -> None:
    answer = client.get(f"{API}/public/offices/{code}")
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_agency")
