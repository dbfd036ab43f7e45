"""The list of overdue dossiers: what the summary counts, oldest first, by code and without people."""

from __future__ import annotations

import base64
from datetime import date, timedelta

import pytest

from api.access import Role
from api.calendars.opening_hours import TIME_ZONE
from api.extensions import now
from tests.oversight.histories import History, store, vietnam
from tests.people import Office, Person, make_agency

MARCH = "from=2026-03-01&to=2026-03-31"


@pytest.fixture
def supervisor(office: Office) -> Person:
    return office[Role.SUPERVISOR]


def test_overdue_dossiers_are_those_of_the_summary(supervisor: Person, office: Office) -> None:
    second = make_agency("Y99.01.02")
    received_at = vietnam("2026-03-02 08:00")
    late = store(office.agency, History(received_at, date(2026, 3, 25), status=4))
    later = store(second, History(received_at, date(2026, 3, 30), status=2))
    solved_since = store(
        office.agency, History(received_at, date(2026, 3, 27), vietnam("2026-04-02 09:00"), status=9)
    )
    for history in (
        History(received_at, date(2026, 3, 31)),
        History(received_at, None),
        History(received_at, date(2026, 3, 20), vietnam("2026-03-25 09:00"), status=9),
        History(received_at, date(2026, 3, 20), status=5, paused=(vietnam("2026-03-19 09:00"), None)),
        History(None, status=1),
    ):
        store(office.agency, history)
    answer = supervisor.get(f"/oversight/overdue?{MARCH}").json
    assert [item["code"] for item in answer["items"]] == [late.code, solved_since.code, later.code]
    assert [item["days_late"] for item in answer["items"]] == [6, 4, 1]
    assert answer["next"] is None
    assert answer["items"][0] == {
        "code": late.code,
        "procedure_code": "1.001193",
        "procedure_name": "Thủ tục đăng ký khai sinh",
        "agency_code": office.agency.code,
        "agency_name": office.agency.name,
        "due_on": "2026-03-25",
        "reappointed_on": None,
        "days_late": 6,
        "status": 4,
        "status_name": "Đang xử lý",
    }
    counted = supervisor.get(f"/oversight/summary?{MARCH}").json["total"]["in_process"]["overdue"]
    assert counted == len(answer["items"])
    of_one = supervisor.get(f"/oversight/overdue?{MARCH}&agency=Y99.01.02").json["items"]
    assert [item["code"] for item in of_one] == [later.code]


def test_by_default_overdue_is_overdue_today_however_old(supervisor: Person, office: Office) -> None:
    today = now().astimezone(TIME_ZONE).date()
    old = store(office.agency, History(now() - timedelta(days=800), today - timedelta(days=790)))
    store(office.agency, History(now() - timedelta(days=3), today))
    [item] = supervisor.get("/oversight/overdue").json["items"]
    assert (item["code"], item["days_late"]) == (old.code, 790)


def test_pages_follow_one_another(supervisor: Person, office: Office) -> None:
    received_at = vietnam("2026-03-02 08:00")
    for number in range(7):
        store(office.agency, History(received_at, date(2026, 3, 10 + number // 3)))
    whole = supervisor.get(f"/oversight/overdue?{MARCH}").json["items"]
    pages, cursor = [], ""
    while True:
        page = supervisor.get(f"/oversight/overdue?{MARCH}&limit=3&cursor={cursor}").json
        pages.append(page["items"])
        if page["next"] is None:
            break
        cursor = page["next"]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [item for page in pages for item in page] == whole


@pytest.mark.parametrize("text", ["", "tomorrow H61", "2026-13-01 H61", "2026-03-01 H\0"])
def test_a_cursor_of_somebody_elses_making_is_refused(supervisor: Person, text: str) -> None:
    cursor = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=") or "@"
    answer = supervisor.get(f"/oversight/overdue?cursor={cursor}")
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_input")


def test_no_people_are_named(supervisor: Person, office: Office) -> None:
    dossier = store(office.agency, History(vietnam("2026-03-02 08:00"), date(2026, 3, 10)))
    for path in ("overdue", "summary", "ratings"):
        text = supervisor.get(f"/oversight/{path}?{MARCH}").text
        assert not [one for one in ("Nguyễn", "0912345678", "Cán bộ", str(dossier.id)) if one in text]
