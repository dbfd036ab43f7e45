"""The desk's queues: order, counts, numbers, and what an officer sees before a message goes out."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Select, event

from api.access import Role
from api.accounts.identity import Caller
from api.calendars.opening_hours import TIME_ZONE
from api.dossiers import lists, submission
from api.extensions import db, now
from tests.catalogue_lines import COPY
from tests.handing_in import act, hand_in
from tests.people import Office, Person, make_agency, make_office


def taken(office: Office, *, at: datetime, due_on: date | None) -> str:
    """A walk-in with an agreed due date, or none."""
    person, dossier_id = office[Role.RECEPTION], uuid.uuid4()
    caller = Caller(Role.RECEPTION, person.id, uuid.uuid4(), office.agency.id)
    body: dict[str, Any] = {
        "procedure_code": COPY,
        "applicant": {"full_name": "Trần Thị Ví Dụ"},
        "documents": [],
        "due_on": due_on,
        "reason": "nhiều trang" if due_on else None,
    }
    submission.take_walk_in(dossier_id, body, caller=caller, at=at)
    return str(dossier_id)


def moment(day: int) -> datetime:
    return datetime(2026, 6, day, 9, tzinfo=TIME_ZONE)


def pages(person: Person, queue: str, *, limit: int) -> list[str]:
    found: list[str] = []
    cursor = ""
    while True:
        page = person.get(f"/desk/dossiers?queue={queue}&limit={limit}{cursor}").json
        found += [item["id"] for item in page["items"]]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def counts(person: Person) -> dict[str, int]:
    return {item["queue"]: item["count"] for item in person.get("/desk/queues").json["items"]}


def test_what_is_due_first_stands_first_and_what_has_no_date_last(office: Office) -> None:
    no_date = taken(office, at=moment(1), due_on=None)
    later = taken(office, at=moment(1), due_on=date(2026, 6, 12))
    sooner = taken(office, at=moment(2), due_on=date(2026, 6, 10))
    same_day = taken(office, at=moment(3), due_on=date(2026, 6, 10))
    no_date_newer = taken(office, at=moment(4), due_on=None)
    for limit in (1, 2, 50):
        assert pages(office[Role.RECEPTION], "in_process", limit=limit) == [
            sooner, same_day, later, no_date, no_date_newer,
        ]  # fmt: skip
    assert pages(office[Role.RECEPTION], "overdue", limit=2) == [sooner, same_day, later]


def test_counts_agree_with_the_queues(citizen: Person, office: Office) -> None:
    overdue = taken(office, at=moment(1), due_on=date(2026, 6, 10))
    waiting, working, ended = (hand_in(citizen, office.agency) for _ in range(3))
    hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, waiting, "request_supplement", reason="mờ")
    act(office, Role.RECEPTION, ended, "decline", reason="sai nơi")
    act(office, Role.RECEPTION, working, "receive")
    act(office, Role.SPECIALIST, working, "start")
    act(office, Role.ROOM_LEADER, working, "check")
    act(office, Role.LEADER, working, "sign")
    citizen.post(f"/dossiers/{working}/withdraw", {})
    answer = office[Role.CLERK].get("/desk/queues").json["items"]
    assert {i["queue"]: i["count"] for i in answer if i["count"]} == {
        "to_receive": 1, "in_process": 2, "waiting": 1, "to_stamp": 1, "withdrawal_asked": 1, "overdue": 1, "open": 4,
    }  # fmt: skip
    oldest = {i["queue"]: i["oldest_at"] for i in answer}
    assert datetime.fromisoformat(oldest["overdue"]) == moment(1)
    assert now() - datetime.fromisoformat(oldest["to_receive"]) < timedelta(minutes=1)
    assert oldest["to_pay"] is None
    assert "ended" not in oldest
    for queue, count in counts(office[Role.CLERK]).items():
        assert len(pages(office[Role.CLERK], queue, limit=3)) == count, queue
    assert pages(office[Role.CLERK], "overdue", limit=3) == [overdue]


def test_an_empty_office_has_empty_queues(office: Office) -> None:
    assert set(counts(office[Role.LEADER]).values()) == {0}


def test_counts_and_colleagues_are_those_of_the_own_office(
    app: Flask, citizen: Person, office: Office
) -> None:
    other = make_office(app, make_agency("Y99.01.02"), suffix="2")
    hand_in(citizen, office.agency)
    assert counts(other[Role.RECEPTION])["open"] == 0
    names = [i["username"] for i in other[Role.SPECIALIST].get("/desk/officers").json["items"]]
    assert sorted(names) == sorted(set(names))
    assert "chuyenvien2" in names
    assert all(name.endswith("2") for name in names)


@pytest.mark.parametrize("path", ["/desk/queues", "/desk/officers", "/desk/messages"])
def test_only_the_office_enters(app: Flask, citizen: Person, office: Office, path: str) -> None:
    assert app.test_client().get(f"/api/v1{path}").status_code == 401
    assert citizen.get(path).status_code == 403
    assert office[Role.SUPERVISOR].get(path).status_code == 403
    assert office[Role.ADMINISTRATOR].get(path).status_code == 200


def test_a_dossier_is_found_by_either_number_in_the_own_office_only(
    app: Flask, citizen: Person, office: Office
) -> None:
    other = make_office(app, make_agency("Y99.01.02"), suffix="2")
    dossier_id = hand_in(citizen, office.agency)
    received = act(office, Role.RECEPTION, dossier_id, "receive")
    for number in (received["code"], f" {received['submission_number'].lower()} "):
        found = office[Role.CLERK].get("/desk/dossiers", query_string={"number": number}).json
        assert ([i["id"] for i in found["items"]], found["next"]) == ([dossier_id], None)
        assert other[Role.CLERK].get("/desk/dossiers", query_string={"number": number}).json["items"] == []
    assert office[Role.CLERK].get("/desk/dossiers?number=khong-co").json["items"] == []


def test_the_desk_knows_whether_a_time_limit_is_published(citizen: Person, office: Office) -> None:
    online = hand_in(citizen, office.agency)
    assert office[Role.RECEPTION].get(f"/desk/dossiers/{online}").json["has_time_limit"] is True
    copy = taken(office, at=moment(1), due_on=None)
    assert office[Role.RECEPTION].get(f"/desk/dossiers/{copy}").json["has_time_limit"] is False


def test_officers_see_the_message_before_it_goes_out(office: Office) -> None:
    shown = {i["action"]: i for i in office[Role.RECEPTION].get("/desk/messages").json["items"]}
    assert shown["request_supplement"]["title"] == "Cần bổ sung giấy tờ"
    assert shown["request_supplement"]["note_shown"] is True
    assert (shown["propose_supplement"]["title"], shown["propose_supplement"]["note_shown"]) == (None, False)


def test_the_preview_is_what_the_citizen_reads_whatever_language_the_officer_reads(office: Office) -> None:
    answer = office[Role.RECEPTION].get("/desk/messages", headers={"Accept-Language": "en"})
    assert "Cần bổ sung giấy tờ" in {item["title"] for item in answer.json["items"]}


def test_ended_dossiers_are_read_from_an_index_in_their_order(app: Flask, office: Office) -> None:
    first, following = lists._DESK["ended"]
    values = {"agency_id": office.agency.id, "limit": 31, "after_at": moment(1), "after_id": uuid.uuid4()}
    for statement in (first, following):
        plan = _plan(statement, values)
        assert "ix_dossiers_ended" in plan
        assert "SORT" not in plan.upper().replace("INCREMENTAL SORT", "")
        assert "TEMP B-TREE" not in plan


def _plan(statement: Select[Any], values: dict[str, Any]) -> str:
    sqlite = db.engine.dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "

    def change(_c: Any, _cursor: Any, text_: str, parameters: Any, *_more: Any) -> tuple[str, Any]:
        return explain + text_, parameters

    with db.engine.connect() as connection:
        if not sqlite:  # with a handful of rows it would read them all
            for choice in ("seqscan", "bitmapscan", "sort"):
                connection.exec_driver_sql(f"SET LOCAL enable_{choice} = off")
        event.listen(connection, "before_cursor_execute", change, retval=True)
        rows = connection.execute(statement, values).cursor.fetchall()
    return "\n".join(str(row[-1]) for row in rows)
