"""What the owner reads about his dossier: days left, whose turn it is, what was asked for, and his own papers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import event

from api.access import Role
from api.accounts.identity import Caller
from api.calendars.opening_hours import TIME_ZONE
from api.dossiers import actions, submission
from api.extensions import db
from tests.catalogue_lines import COPY
from tests.handing_in import act, body_for, finish, hand_in, papers, upload
from tests.people import Office, Person

FIVE_DAYS = "1.999002"
WEDNESDAY = "2026-06-10"
"""In a week without holidays. Five working days from here: Wednesday 17/6."""


def at(day: str, clock: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=TIME_ZONE)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the day that the pages see."""

    def set_to(day: str, clock: str = "10:00") -> None:
        for module in ("routes", "desk", "tracking"):
            monkeypatch.setattr(f"api.dossiers.{module}.now", lambda: at(day, clock))

    return set_to


def received(citizen: Person, office: Office, *, on: str = WEDNESDAY, code: str = FIVE_DAYS) -> uuid.UUID:
    body = body_for(citizen, office.agency, code=code)
    for entry in body["documents"]:
        entry["upload_id"] = uuid.UUID(entry["upload_id"])
    dossier_id = uuid.uuid4()
    submission.hand_in(dossier_id, body, caller=Caller(Role.CITIZEN, citizen.id, uuid.uuid4()), at=at(on))
    done(office, Role.RECEPTION, dossier_id, "receive", on=on)
    return dossier_id


def done(office: Office, role: Role, dossier_id: uuid.UUID, action: str, *, on: str, **body: Any) -> None:
    caller = Caller(role, office[role].id, uuid.uuid4(), office.agency.id)
    actions.act_at_desk(dossier_id, action, body, caller=caller, at=at(on))


def days_left_everywhere(citizen: Person, office: Office, dossier_id: uuid.UUID) -> int | None:
    """The same in every answer that tells it."""
    own = citizen.get(f"/dossiers/{dossier_id}").json
    line = next(i for i in citizen.get("/dossiers").json["items"] if i["id"] == str(dossier_id))
    at_desk = office[Role.RECEPTION].get(f"/desk/dossiers/{dossier_id}").json
    secret = own["tracking_url"].partition("#")[2]
    holder = citizen.get(f"/tracking/{own['submission_number']}?secret={secret}").json
    answers = {answer["working_days_left"] for answer in (own, line, at_desk, holder)}
    assert len(answers) == 1, answers
    found: int | None = answers.pop()
    return found


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2026-06-10", 5),
        ("2026-06-12", 3),  # Friday
        ("2026-06-13", 3),  # Saturday
        ("2026-06-16", 1),
        ("2026-06-17", 0),
        ("2026-06-18", -1),
        ("2026-06-20", -2),  # Saturday
        ("2026-06-22", -3),
    ],
)
def test_days_left_are_working_days_until_the_due_date(
    citizen: Person, office: Office, today: Callable[[str], None], day: str, left: int
) -> None:
    dossier_id = received(citizen, office)
    today(day)
    assert days_left_everywhere(citizen, office, dossier_id) == left


def test_a_pause_keeps_the_days_left(citizen: Person, office: Office, today: Callable[[str], None]) -> None:
    dossier_id = received(citizen, office)
    done(office, Role.RECEPTION, dossier_id, "request_supplement", on="2026-06-12", reason="thiếu trang")
    today("2026-06-30")
    assert days_left_everywhere(citizen, office, dossier_id) == 3
    done(office, Role.RECEPTION, dossier_id, "accept_supplement", on="2026-06-30")
    assert days_left_everywhere(citizen, office, dossier_id) == 3


def test_after_an_apology_the_new_date_counts(
    citizen: Person, office: Office, today: Callable[[str], None]
) -> None:
    dossier_id = received(citizen, office)
    body = {"due_on": date(2026, 6, 19), "reason": "chờ xác minh"}
    done(office, Role.LEADER, dossier_id, "apologise", on="2026-06-12", **body)
    today("2026-06-17")
    assert days_left_everywhere(citizen, office, dossier_id) == 2
    assert citizen.get("/dossiers").json["items"][0]["reappointed_on"] == "2026-06-19"


def test_without_a_due_date_and_once_finished_there_are_no_days_left(citizen: Person, office: Office) -> None:
    new = uuid.UUID(hand_in(citizen, office.agency))
    assert days_left_everywhere(citizen, office, new) is None
    finish(office, str(new))
    assert days_left_everywhere(citizen, office, new) is None


def statements_of(person: Person, path: str) -> int:
    """How often the database is asked for one answer."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert person.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_a_list_asks_as_often_for_many_dossiers_as_for_one(citizen: Person, office: Office) -> None:
    act(office, Role.RECEPTION, hand_in(citizen, office.agency), "receive")
    one = statements_of(citizen, "/dossiers")
    for _ in range(3):
        act(office, Role.RECEPTION, hand_in(citizen, office.agency), "receive")
    assert statements_of(citizen, "/dossiers") == one


def test_a_dossier_asks_as_often_for_many_papers_and_steps_as_for_few(
    citizen: Person, office: Office
) -> None:
    def asked(dossier_id: str) -> tuple[int, int]:
        own = statements_of(citizen, f"/dossiers/{dossier_id}")
        return own, statements_of(office[Role.RECEPTION], f"/desk/dossiers/{dossier_id}")

    short = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, short, "receive", note="đủ")
    long = hand_in(citizen, office.agency, files=3)
    act(office, Role.RECEPTION, long, "receive", note="đủ")
    act(office, Role.RECEPTION, long, "request_supplement", reason="mờ")
    act(office, Role.RECEPTION, long, "accept_supplement", note="rõ")
    asked(short)
    assert asked(long) == asked(short)


def test_the_list_says_where_the_citizen_is_waited_for(citizen: Person, office: Office) -> None:
    def waits() -> bool:
        in_list = citizen.get("/dossiers").json["items"][0]["waits_for_citizen"]
        assert citizen.get(f"/dossiers/{dossier_id}").json["waits_for_citizen"] == in_list
        return bool(in_list)

    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    assert not waits()
    act(office, Role.RECEPTION, dossier_id, "request_supplement", reason="mờ")
    assert waits()
    entry = {"requirement_id": papers(citizen)[0], **upload(citizen)}
    assert citizen.post(f"/dossiers/{dossier_id}/supplement", {"documents": [entry]}).status_code == 200
    assert not waits(), "the office looks at the new papers"
    act(office, Role.RECEPTION, dossier_id, "accept_supplement")
    act(office, Role.CASHIER, dossier_id, "request_payment", amount_vnd=8000)
    assert waits()
    act(office, Role.CASHIER, dossier_id, "confirm_payment")
    assert not waits()


def test_the_first_answer_is_due_within_one_working_day(
    citizen: Person, office: Office, today: Callable[..., None]
) -> None:
    today("2026-06-12", "18:30")  # Friday evening
    dossier_id = hand_in(citizen, office.agency)
    assert citizen.get(f"/dossiers/{dossier_id}").json["answer_due_on"] == "2026-06-16"
    act(office, Role.RECEPTION, dossier_id, "request_supplement", reason="mờ")
    assert citizen.get(f"/dossiers/{dossier_id}").json["answer_due_on"] is None


def test_a_request_names_the_papers_and_the_amount(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    asked = citizen.get("/procedures/1.001193").json["requirements"][0]
    ids = [asked["id"]]
    act(office, Role.RECEPTION, dossier_id, "request_supplement", reason="mờ", requirement_ids=ids)
    act(office, Role.RECEPTION, dossier_id, "accept_supplement")
    act(office, Role.CASHIER, dossier_id, "request_payment", amount_vnd=8000)
    steps = {step["action"]: step for step in citizen.get(f"/dossiers/{dossier_id}").json["timeline"]}
    assert steps["request_supplement"]["requested_papers"] == [
        {"requirement_id": asked["id"], "name": asked["name"], "reason": None},
    ]
    assert steps["request_payment"]["amount_vnd"] == 8000
    assert (steps["receive"]["requested_papers"], steps["receive"]["amount_vnd"]) == ([], None)


def test_the_owner_reads_his_own_papers_and_nobody_elses(
    client: Any, citizen: Person, stranger: Person, office: Office
) -> None:
    dossier_id, others = hand_in(citizen, office.agency), hand_in(stranger, office.agency)
    paper = citizen.get(f"/dossiers/{dossier_id}").json["documents"][0]
    assert paper["requirement_name"]
    path = f"/dossiers/{dossier_id}/documents/{paper['upload_id']}"
    file = citizen.get(path)
    assert (file.status_code, len(file.data), file.mimetype) == (200, paper["size"], "image/jpeg")
    assert file.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert "no-store" in file.headers["Cache-Control"]
    not_mine = [
        (stranger, path),
        (citizen, f"/dossiers/{others}/documents/{paper['upload_id']}"),
        (stranger, f"/dossiers/{others}/documents/{paper['upload_id']}"),
        (citizen, f"/dossiers/{dossier_id}/documents/{uuid.uuid4()}"),
        (citizen, f"/dossiers/{uuid.uuid4()}/documents/{paper['upload_id']}"),
    ]
    for person, elsewhere in not_mine:
        answer = person.get(elsewhere)
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_dossier"), elsewhere
    assert office[Role.RECEPTION].get(path).status_code == 403
    assert client.get("/api/v1" + path).status_code == 401


def test_a_walk_in_is_answered_at_once(citizen: Person, office: Office) -> None:
    body = {"procedure_code": COPY, "applicant": {"full_name": "Trần Thị Ví Dụ"}}
    taken = office[Role.RECEPTION].post("/desk/dossiers", body).json
    claim = {"number": taken["code"], "secret": taken["tracking_url"].partition("#")[2]}
    mine = citizen.post("/dossiers/claim", claim).json
    assert mine["answer_due_on"] is None
    assert (mine["agency_address"], mine["agency_hotline"]) == ("1 đường Mẫu", "19000000")
