"""What supervisors read over HTTP: their own area, periods, published satisfaction, no people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.access import Role
from api.accounts.models import Officer
from api.calendars.opening_hours import TIME_ZONE
from api.extensions import db, now, write_unit
from api.ratings import answering
from tests.oversight.histories import History, store, vietnam
from tests.people import API, Office, Person, make_agency, make_office
from tests.ratings.rated import act, new_token, received

PATHS = ("/oversight/summary", "/oversight/overdue", "/oversight/ratings")
QUESTIONS = {"overall", "time", "attitude", "guidance", "information", "extra_money"}


@pytest.fixture
def supervisor(office: Office) -> Person:
    return office[Role.SUPERVISOR]


def rate(office: Office, times: int, **answers: Any) -> None:
    for _ in range(times):
        answering.answer_by_token(new_token(office), {"overall": "satisfied", **answers}, at=now())


def test_a_summary_has_each_office_and_the_total(supervisor: Person, office: Office) -> None:
    second = make_agency("Y99.01.02", name="Xã Bên")
    at = vietnam("2026-03-02 08:00")
    store(office.agency, History(at, date(2026, 3, 4), at + timedelta(days=1), status=9))
    store(second, History(at, date(2026, 3, 4), channel="direct"))
    answer = supervisor.get("/oversight/summary?from=2026-03-01&to=2026-03-31").json
    assert (answer["from"], answer["to"]) == ("2026-03-01", "2026-03-31")
    lines = {line["agency_code"]: line for line in answer["agencies"]}
    assert list(lines) == ["Y99.01.01", "Y99.01.02"]
    assert lines["Y99.01.02"]["agency_name"] == "Xã Bên"
    assert lines["Y99.01.01"]["solved"] == {"total": 1, "early": 1, "on_time": 0, "late": 0}
    assert lines["Y99.01.02"]["in_process"] == {"total": 1, "within": 0, "overdue": 1}
    assert answer["total"]["received"] == {"total": 2, "online": 1, "direct": 1, "carried_over": 0}
    assert (answer["total"]["on_time_percent"], lines["Y99.01.02"]["on_time_percent"]) == (100.0, None)
    assert set(answer["total"]["satisfaction"]) == QUESTIONS


def test_returned_counts_at_once(supervisor: Person, office: Office) -> None:
    dossier = received(office)
    for role, action in [
        (Role.SPECIALIST, "start"),
        (Role.SPECIALIST, "draft_result"),
        (Role.ROOM_LEADER, "check"),
        (Role.LEADER, "sign"),
        (Role.SPECIALIST, "resolve"),
    ]:
        act(office, dossier, role, action)
    assert supervisor.get("/oversight/summary").json["total"]["returned"] == 0
    act(office, dossier, Role.RECEPTION, "return_result")
    total = supervisor.get("/oversight/summary").json["total"]
    assert (total["returned"], total["solved"]["total"]) == (1, 1)


def test_another_area_is_not_seen(app: Flask, supervisor: Person, office: Office) -> None:
    elsewhere = make_office(app, make_agency("Y99.79.01", province="79"), suffix="79")
    store(elsewhere.agency, History(now() - timedelta(hours=1)))
    for path in PATHS:
        answer = supervisor.get(f"{path}?agency=Y99.79.01")
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_agency")
        assert supervisor.get(f"{path}?agency=Y99.99").json["code"] == "unknown_agency"
    summary = supervisor.get("/oversight/summary").json
    assert [line["agency_code"] for line in summary["agencies"]] == [office.agency.code]
    assert summary["total"]["received"]["total"] == 0
    assert elsewhere[Role.SUPERVISOR].get("/oversight/summary").json["total"]["received"]["total"] == 1


def test_one_office_alone(supervisor: Person, office: Office) -> None:
    store(make_agency("Y99.01.02"), History(now() - timedelta(hours=1)))
    summary = supervisor.get(f"/oversight/summary?agency={office.agency.code}").json
    assert [line["agency_code"] for line in summary["agencies"]] == [office.agency.code]
    assert summary["total"]["received"]["total"] == 0


def test_a_supervisor_without_an_area_sees_nothing(supervisor: Person, office: Office) -> None:
    store(office.agency, History(now() - timedelta(hours=1)))
    with write_unit():
        db.session.get_one(Officer, supervisor.id).scope_province = None
    summary = supervisor.get("/oversight/summary").json
    assert (summary["agencies"], summary["total"]["received"]["total"]) == ([], 0)


def test_only_supervisors_ask(client: FlaskClient, office: Office, citizen: Person) -> None:
    officers = [person for role, person in office.people.items() if role != Role.SUPERVISOR]
    for path in PATHS:
        assert client.get(API + path).status_code == 401
        assert [person.get(path).status_code for person in (citizen, *officers)] == [403] * 8, path


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("from=2026-03-02&to=2026-03-01", "period_reversed"),
        ("from=2010-01-01&to=2026-01-01", "period_too_long"),
        ("from=1600-01-01&to=1600-02-01", "period_out_of_range"),
        ("to=9999-12-31", "period_out_of_range"),
        ("from=yesterday", "invalid_input"),
        ("to=2026-02-30", "invalid_input"),
        ("format=csv", "format_not_offered"),
        ("format=xlsx", "format_not_offered"),
        ("format=%7B0%7D", "format_not_offered"),
        ("agency=" + "x" * 36, "invalid_input"),
    ],
)
def test_what_cannot_be_answered_is_refused(supervisor: Person, query: str, code: str) -> None:
    for path in PATHS:
        answer = supervisor.get(f"{path}?{query}")
        assert (answer.status_code, answer.json["code"]) == (422, code), path
        assert answer.json["detail"]


def test_refusals_speak_both_languages(supervisor: Person) -> None:
    path = "/oversight/summary?format=csv"
    assert "csv" in supervisor.get(path, headers={"Accept-Language": "vi"}).json["detail"]
    assert "at present" in supervisor.get(path, headers={"Accept-Language": "en"}).json["detail"].lower()


def test_satisfaction_appears_with_the_fifth_answer(supervisor: Person, office: Office) -> None:
    rate(office, 4, attitude="unsatisfied", reason="x")
    for path in ("/oversight/summary", "/oversight/ratings"):
        assert "unsatisfied" not in supervisor.get(path).text
    rate(office, 1, overall="unsatisfied", reason="x")
    summary = supervisor.get("/oversight/summary").json
    expected = {
        "answers": 5,
        "very_satisfied": 0,
        "satisfied": 4,
        "unsatisfied": 1,
        "satisfied_percent": 80.0,
    }
    assert summary["total"]["satisfaction"]["overall"] == expected
    assert summary["total"]["satisfaction"]["attitude"] is None, "four answered"
    assert summary["agencies"][0]["satisfaction"]["overall"] == expected
    ratings = supervisor.get("/oversight/ratings").json
    assert ratings["total"]["overall"] == ratings["agencies"][0]["satisfaction"]["overall"] == expected
    assert ratings["agencies"][0]["agency_code"] == office.agency.code
    assert set(ratings["total"]) == QUESTIONS


def test_two_offices_with_four_answers_each_show_nothing(
    app: Flask, supervisor: Person, office: Office
) -> None:
    neighbour = make_office(app, make_agency("Y99.01.02"), suffix="2")
    rate(office, 4)
    rate(neighbour, 4)
    assert supervisor.get("/oversight/ratings").json["total"]["overall"] is None
    rate(neighbour, 1)
    assert supervisor.get("/oversight/ratings").json["total"]["overall"]["answers"] == 5


def test_satisfaction_follows_the_period(supervisor: Person, office: Office) -> None:
    rate(office, 5)
    today = now().astimezone(TIME_ZONE).date()
    tomorrow = today + timedelta(days=1)
    later = supervisor.get(f"/oversight/ratings?from={tomorrow}&to={tomorrow}").json
    assert later["total"]["overall"] is None
    until_tomorrow = supervisor.get(f"/oversight/ratings?from={today}&to={tomorrow}").json
    assert until_tomorrow["total"]["overall"]["answers"] == 5
