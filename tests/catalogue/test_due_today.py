"""Today's example: the same rules and calendars as for a dossier, for every limit that a procedure publishes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.calendars.deadlines import Duration, due_date
from api.calendars.models import CalendarOverride
from api.calendars.opening_hours import TIME_ZONE, OpeningHours
from api.calendars.working_calendar import WorkingCalendar
from api.catalogue.due_today import due_today
from api.catalogue.errors import UnknownAgency, UnknownProcedure
from api.catalogue.models import Agency
from api.extensions import db, now, write_unit
from tests.catalogue_lines import BIRTH, COPY, DETAILLESS, channel, few_procedures, import_lines, line

MIXED = "1.999003"


@pytest.fixture(autouse=True)
def catalogue(app: Flask, tmp_path: Path) -> None:
    mixed = [
        {**channel("online", 3, "working_day"), "deadline_qty": 1.5},
        channel("postal", 10, "day"),
        channel("direct", 8, "hour"),
        channel("direct", 1, "month"),
    ]
    import_lines(tmp_path, [*few_procedures(), line(MIXED, "Thủ tục nhiều thời hạn", channels=mixed)])


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


def _due(code: str, at: str, agency: str | None = None) -> dict[tuple[float, str], date]:
    found = due_today(code, agency_code=agency, at=_at(at))
    return {(one["quantity"], one["unit"]): one["due_on"] for one in found["examples"]}


def _add_office(code: str, **more: Any) -> None:
    with write_unit():
        db.session.add(
            Agency(code=code, name=code, folded=code, province_code="24", online_filing="precheck", **more)
        )


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-10T09:00", date(2026, 11, 17)),  # five working days after a Tuesday
        ("2026-11-10T17:01", date(2026, 11, 18)),  # after closing
        ("2026-11-22T09:00", date(2026, 12, 1)),  # a Sunday counts as Monday; the 24th is a holiday
        ("2026-04-28T09:00", date(2026, 5, 7)),  # over 30 April and 1 May
    ],
)
def test_working_days_skip_what_the_calendar_skips(received: str, due: date) -> None:
    assert _due("1.999002", received) == {(5, "working_day"): due}


def test_each_limit_of_every_channel_has_its_example_in_its_own_unit() -> None:
    found = _due(MIXED, "2026-11-10T09:00")
    assert found == {
        (1.5, "working_day"): date(2026, 11, 12),  # counted up to two days
        (10, "day"): date(2026, 11, 20),
        (1, "month"): date(2026, 12, 10),  # the longest of the rows at the counter, which is its limit
        (8, "hour"): date(2026, 11, 11),  # and the other one
    }


def test_the_explanation_is_that_of_the_rules() -> None:
    found = due_today("1.999002", agency_code=None, at=_at("2026-11-22T09:00:59"))
    assert found["on"] == date(2026, 11, 22)
    assert found["counted_from"] == _at("2026-11-23T07:30")
    steps = found["examples"][0]["steps"]
    assert [step.code for step in steps] == [
        "received",
        "outside_hours",
        "first_day_not_counted",
        "day_off",
        "due",
    ]
    assert "09:00 Chủ nhật" in steps[0].text, "an example without seconds"


@pytest.mark.parametrize("code", [COPY, DETAILLESS])
def test_without_a_published_limit_there_is_no_example(code: str) -> None:
    assert due_today(code, agency_code=None, at=now())["examples"] == []


def test_a_limit_beyond_the_known_calendar_has_no_example(tmp_path: Path) -> None:
    rows = [channel("online", 5000, "month"), channel("direct", 2, "working_day")]
    import_lines(tmp_path, [line("1.999004", "Thời hạn rất dài", channels=rows)])
    assert list(_due("1.999004", "2026-11-10T09:00")) == [(2, "working_day")]


def test_the_offices_own_hours_and_overrides_count() -> None:
    mornings = OpeningHours.weekly(weekday=[(time(7), time(11))])
    _add_office("H24.7", opening_hours=mornings.to_json())
    assert _due("1.999002", "2026-11-10T13:00") == {(5, "working_day"): date(2026, 11, 17)}
    assert _due("1.999002", "2026-11-10T13:00", "H24.7") == {(5, "working_day"): date(2026, 11, 18)}
    with write_unit():
        off = CalendarOverride(day=date(2026, 11, 12), kind="off", reason="Bão", source="1/TB-MẪU")
        db.session.add(off)
    found = due_today("1.999002", agency_code=None, at=_at("2026-11-10T09:00"))
    assert found["examples"][0]["due_on"] == date(2026, 11, 18)
    assert "Bão" in " ".join(step.text for step in found["examples"][0]["steps"])


def test_unknown_procedures_and_offices_are_refused() -> None:
    _add_office("H24.8", effective_to=date(2025, 6, 30))
    with pytest.raises(UnknownProcedure):
        due_today("9.999999", agency_code=None, at=now())
    for code in ("H99", "H24.8"):
        with pytest.raises(UnknownAgency):
            due_today(BIRTH, agency_code=code, at=now())


def test_anybody_may_ask(client: FlaskClient) -> None:
    before = now()
    answer = client.get(f"/api/v1/procedures/{BIRTH}/due-today")
    assert answer.status_code == 200
    found = answer.get_json()
    [example] = found["examples"]
    calendar = WorkingCalendar()
    possible = {
        due_date(received_at=at, duration=Duration(1, "working_day"), calendar=calendar).due_on.isoformat()
        for at in (before, before + timedelta(minutes=1))
    }
    assert example["due_on"] in possible
    assert (example["quantity"], example["unit"], found["agency"]) == (1, "working_day", None)
    assert example["steps"][-1]["code"] == "due"
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "query", "status", "code"),
    [
        ("9.999999", {}, 404, "unknown_procedure"),
        ("x" * 300, {}, 404, "unknown_procedure"),
        (BIRTH, {"agency": "H99"}, 422, "unknown_agency"),
        (BIRTH, {"agency": ""}, 422, "invalid_input"),
        (BIRTH, {"agency": "9" * 5000}, 422, "invalid_input"),
        (BIRTH, {"agency": "a\x00b"}, None, None),
    ],
)
def test_bad_questions_are_refused(
    client: FlaskClient, path: str, query: dict[str, str], status: int | None, code: str | None
) -> None:
    answer = client.get(f"/api/v1/procedures/{path}/due-today", query_string=query)
    if status is None:
        assert 400 <= answer.status_code < 500
        return
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("wanted", "word"), [("vi", "Hạn trả kết quả: "), ("en", "Result due: "), ("fr", "Hạn trả kết quả: ")]
)
def test_the_steps_speak_the_readers_language(app: Flask, wanted: str, word: str):
    client = app.test_client(use_cookies=False)
    answer = client.get(f"/api/v1/procedures/{MIXED}/due-today", headers={"Accept-Language": wanted})

    for example in answer.get_json()["examples"]:
        assert example["steps"][-1]["text"].startswith(word)
