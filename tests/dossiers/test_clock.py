"""The clock of a dossier at the desk: its due date by the calendar, by hand, after pauses and after an apology."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from api.access import Role
from api.accounts.identity import Caller
from api.calendars.models import CalendarOverride
from api.calendars.opening_hours import TIME_ZONE
from api.dossiers import actions, claims, submission
from api.dossiers.models import Dossier
from api.extensions import db, now, write_unit
from tests.catalogue_lines import COPY
from tests.handing_in import body_for
from tests.people import Office, Person

FIVE_DAYS = "1.999002"


def caller_of(person: Person, role: Role, office: Office | None = None) -> Caller:
    return Caller(role, person.id, uuid.uuid4(), office.agency.id if office else None)


def at(day: str, clock: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=TIME_ZONE)


def submitted(citizen: Person, office: Office, *, moment: datetime, code: str = FIVE_DAYS) -> uuid.UUID:
    body = body_for(citizen, office.agency, code=code)
    for entry in body["documents"]:
        entry["upload_id"] = uuid.UUID(entry["upload_id"])
    dossier_id = uuid.uuid4()
    submission.hand_in(dossier_id, body, caller=caller_of(citizen, Role.CITIZEN), at=moment)
    return dossier_id


def done(
    office: Office, role: Role, dossier_id: uuid.UUID, action: str, *, moment: datetime, **body: Any
) -> Dossier:
    return actions.act_at_desk(
        dossier_id, action, body, caller=caller_of(office[role], role, office), at=moment
    )


def test_the_due_date_follows_the_calendar(citizen: Person, office: Office) -> None:
    # Received on Thursday 12 February 2026 after closing: counts as Friday; Tết is off from the 16th to the 20th.
    dossier_id = submitted(citizen, office, moment=at("2026-02-12"))
    dossier = done(office, Role.RECEPTION, dossier_id, "receive", moment=at("2026-02-12", "17:30"))
    assert dossier.due_on == date(2026, 2, 27)
    assert dossier.due_at == at("2026-02-27", "17:00")


def test_the_override_table_moves_the_due_date(citizen: Person, office: Office) -> None:
    with write_unit():
        for kind in ("working", "off"):  # the newest decision about a day counts
            db.session.add(
                CalendarOverride(day=date(2026, 6, 5), kind=kind, reason="mất điện", source="12/TB")
            )
            db.session.flush()
    dossier_id = submitted(citizen, office, moment=at("2026-06-01"))
    assert done(office, Role.RECEPTION, dossier_id, "receive", moment=at("2026-06-01")).due_on == date(
        2026, 6, 9
    )


def test_waiting_for_papers_moves_the_due_date_by_the_days_waited(citizen: Person, office: Office) -> None:
    dossier_id = submitted(citizen, office, moment=at("2026-06-01"))
    done(office, Role.RECEPTION, dossier_id, "receive", moment=at("2026-06-01"))
    done(
        office,
        Role.RECEPTION,
        dossier_id,
        "request_supplement",
        moment=at("2026-06-02"),
        reason="thiếu chữ ký",
    )
    dossier = done(office, Role.RECEPTION, dossier_id, "accept_supplement", moment=at("2026-06-04"))
    assert dossier.status == 4
    assert dossier.due_on == date(2026, 6, 10), "8 June plus the two working days that were waited"
    event = dossier.events[-1]
    assert (event.due_before, event.due_after) == (date(2026, 6, 8), date(2026, 6, 10))


def test_reception_may_set_a_due_date_with_a_reason_where_none_is_published(office: Office) -> None:
    open_day = now().astimezone(TIME_ZONE).date() + timedelta(days=60)
    closed_day = open_day + timedelta(days=1)
    with write_unit():
        for day, kind in ((open_day, "working"), (closed_day, "off")):
            db.session.add(CalendarOverride(day=day, kind=kind, reason="hoán đổi", source="12/TB"))
    body = {"procedure_code": COPY, "applicant": {"full_name": "Trần Thị Ví Dụ"}, "due_on": str(open_day)}
    without = office[Role.RECEPTION].post("/desk/dossiers", body)
    assert (without.status_code, without.json["code"]) == (422, "reason_missing")
    closed = office[Role.RECEPTION].post(
        "/desk/dossiers", {**body, "reason": "nhiều trang", "due_on": str(closed_day)}
    )
    assert (closed.status_code, closed.json["code"]) == (422, "due_date_not_usable")
    good = office[Role.RECEPTION].post("/desk/dossiers", {**body, "reason": "nhiều trang"})
    assert (good.status_code, good.json["due_on"]) == (201, str(open_day))


def test_an_apology_keeps_the_original_date_and_is_made_once(citizen: Person, office: Office) -> None:
    dossier_id = submitted(citizen, office, moment=at("2026-06-01"))
    done(office, Role.RECEPTION, dossier_id, "receive", moment=at("2026-06-01"))
    body = {"due_on": date(2026, 6, 15), "reason": "chờ xác minh"}
    dossier = done(office, Role.LEADER, dossier_id, "apologise", moment=at("2026-06-05"), **body)
    assert (dossier.due_on, dossier.reappointed_on) == (date(2026, 6, 8), date(2026, 6, 15))
    assert dossier.events[-1].facts == {"reappointed_on": "2026-06-15", "late": False}
    public = claims.find(dossier.code or "")
    assert public is not None
    answer = office[Role.LEADER].post(
        f"/desk/dossiers/{dossier_id}/actions", {"action": "apologise", "reason": "x", "due_on": "2026-06-30"}
    )
    assert (answer.status_code, answer.json["code"]) == (409, "apology_made_already")


def test_paying_pauses_the_clock(citizen: Person, office: Office) -> None:
    dossier_id = submitted(citizen, office, moment=at("2026-06-01"))
    done(office, Role.RECEPTION, dossier_id, "receive", moment=at("2026-06-01"))
    done(office, Role.CASHIER, dossier_id, "request_payment", moment=at("2026-06-02"), amount_vnd=8000)
    dossier = done(office, Role.CASHIER, dossier_id, "confirm_payment", moment=at("2026-06-03"))
    assert (dossier.status, dossier.due_on) == (4, date(2026, 6, 9))


def test_a_dossier_stopped_while_waiting_is_not_late_for_the_wait(citizen: Person, office: Office) -> None:
    dossier_id = submitted(citizen, office, moment=at("2026-06-01"))
    done(office, Role.RECEPTION, dossier_id, "receive", moment=at("2026-06-01"))
    done(
        office,
        Role.RECEPTION,
        dossier_id,
        "request_supplement",
        moment=at("2026-06-02"),
        reason="thiếu chữ ký",
    )
    dossier = done(office, Role.LEADER, dossier_id, "stop", moment=at("2026-06-30"), reason="không bổ sung")
    assert [p.ended_at for p in dossier.pauses] == [at("2026-06-30")]
    assert dossier.due_on is not None
    assert dossier.due_on > date(2026, 6, 30)


def test_an_agreed_date_moves_with_a_pause_too(office: Office) -> None:
    taken = uuid.uuid4()
    body = {
        "procedure_code": COPY,
        "applicant": {"full_name": "Trần Thị Ví Dụ"},
        "documents": [],
        "due_on": date(2026, 6, 5),
        "reason": "nhiều trang",
    }
    reception = caller_of(office[Role.RECEPTION], Role.RECEPTION, office)
    submission.take_walk_in(taken, body, caller=reception, at=at("2026-06-01"))
    done(office, Role.RECEPTION, taken, "request_supplement", moment=at("2026-06-02"), reason="thiếu trang")
    dossier = done(office, Role.RECEPTION, taken, "accept_supplement", moment=at("2026-06-09"))
    assert dossier.due_on == date(2026, 6, 12), "five working days were waited"
    assert dossier.due_at == at("2026-06-12", "17:00")


def test_the_date_shown_is_never_one_that_an_apology_or_a_pause_has_passed(
    citizen: Person, office: Office
) -> None:
    dossier_id = submitted(citizen, office, moment=at("2026-06-01"))
    done(office, Role.RECEPTION, dossier_id, "receive", moment=at("2026-06-01"))
    body = {"due_on": date(2026, 6, 10), "reason": "chờ xác minh"}
    dossier = done(office, Role.LEADER, dossier_id, "apologise", moment=at("2026-06-02"), **body)
    assert dossier.promised_on == date(2026, 6, 10)
    done(office, Role.RECEPTION, dossier_id, "request_supplement", moment=at("2026-06-02"), reason="thiếu")
    dossier = done(office, Role.RECEPTION, dossier_id, "accept_supplement", moment=at("2026-06-16"))
    assert dossier.due_on == dossier.promised_on == date(2026, 6, 22)


@pytest.mark.parametrize("day", ["9999-12-31", "2099-12-01", "0001-01-01", "2026-11-22"])
def test_a_date_that_no_calendar_knows_or_that_is_closed_is_refused(office: Office, day: str) -> None:
    body = {"procedure_code": COPY, "applicant": {"full_name": "A"}, "due_on": day, "reason": "x"}
    answer = office[Role.RECEPTION].post("/desk/dossiers", body)
    assert (answer.status_code, answer.json["code"]) == (422, "due_date_not_usable")


def test_a_pause_of_an_hour_leaves_an_agreed_date_alone(office: Office) -> None:
    taken = uuid.uuid4()
    body = {
        "procedure_code": COPY,
        "applicant": {"full_name": "Trần Thị Ví Dụ"},
        "documents": [],
        "due_on": date(2026, 6, 5),
        "reason": "nhiều trang",
    }
    reception = caller_of(office[Role.RECEPTION], Role.RECEPTION, office)
    submission.take_walk_in(taken, body, caller=reception, at=at("2026-06-01"))
    done(office, Role.CASHIER, taken, "request_payment", moment=at("2026-06-01", "10:00"), amount_vnd=8000)
    dossier = done(office, Role.CASHIER, taken, "confirm_payment", moment=at("2026-06-01", "11:00"))
    assert (dossier.status, dossier.due_on, dossier.due_at) == (
        4,
        date(2026, 6, 5),
        at("2026-06-05", "17:00"),
    )


@pytest.mark.parametrize(
    ("asked_on", "late"),
    [
        ("2026-06-04", False),
        ("2026-06-05", True),
    ],  # received on Monday 1 June: three working days end on Thursday
)
def test_a_request_for_papers_after_three_working_days_is_marked_late(
    citizen: Person, office: Office, asked_on: str, late: bool
) -> None:
    """NĐ 61/2018 Art 19(4)."""
    dossier_id = submitted(citizen, office, moment=at("2026-06-01"))
    done(office, Role.RECEPTION, dossier_id, "receive", moment=at("2026-06-01"))
    done(office, Role.RECEPTION, dossier_id, "request_supplement", moment=at(asked_on), reason="thiếu")
    step = office[Role.LEADER].get(f"/desk/dossiers/{dossier_id}").json["timeline"][-1]
    assert (step["action"], step["late"]) == ("request_supplement", late)


def test_before_reception_no_request_for_papers_is_late(citizen: Person, office: Office) -> None:
    dossier_id = submitted(citizen, office, moment=at("2026-06-01"))
    done(office, Role.RECEPTION, dossier_id, "request_supplement", moment=at("2026-06-15"), reason="thiếu")
    assert not office[Role.LEADER].get(f"/desk/dossiers/{dossier_id}").json["timeline"][-1]["late"]
