"""When the calendar is amended: open dossiers get the due date that follows, with an event, and citizens are told."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from api.access import Role
from api.calendar_commands import calendar_commands
from api.calendars.models import CalendarOverride
from api.dossiers import calendar_amendments, events
from api.dossiers.models import Dossier
from api.extensions import db
from api.notifications.models import Message
from tests.dossiers.test_clock import COPY, at, done, submitted
from tests.people import Office, Person

STORM = date(2026, 6, 4)
NOON = at("2026-06-03", "12:00")


def received(citizen: Person, office: Office, *, day: str = "2026-06-01") -> uuid.UUID:
    """Five working days: due on 8 June when received on the 1st."""
    dossier_id = submitted(citizen, office, moment=at(day))
    done(office, Role.RECEPTION, dossier_id, "receive", moment=at(day))
    return dossier_id


def dossier_of(dossier_id: uuid.UUID) -> Dossier:
    db.session.expire_all()
    return db.session.get_one(Dossier, dossier_id)


def amend(day: date = STORM, kind: str = "off") -> int:
    return calendar_amendments.amend(day, kind, reason="Nghỉ tránh bão", source="88/UBND", at=NOON)


def told(citizen: Person) -> list[str]:
    statement = select(Message.kind).where(Message.citizen_id == citizen.id).order_by(Message.id)
    return list(db.session.execute(statement).scalars())


def test_a_day_off_moves_the_due_date_and_the_owner_is_told(citizen: Person, office: Office) -> None:
    dossier_id = received(citizen, office)
    assert dossier_of(dossier_id).due_on == date(2026, 6, 8)
    assert amend() == 1
    dossier = dossier_of(dossier_id)
    assert (dossier.due_on, dossier.due_at) == (date(2026, 6, 9), at("2026-06-09", "17:00"))
    event = dossier.events[-1]
    assert (event.action, event.actor, event.due_before, event.due_after) == (
        "calendar_amended",
        "system",
        date(2026, 6, 8),
        date(2026, 6, 9),
    )
    assert event.status_from == event.status_to
    assert events.chain_holds(list(dossier.events))
    assert told(citizen)[-1] == "due_changed"
    entry = citizen.get(f"/dossiers/{dossier_id}").json["timeline"][-1]
    assert (entry["note"], entry["due_on"]) == ("Nghỉ tránh bão (88/UBND)", "2026-06-09")


def test_done_again_nothing_happens_and_taken_back_it_goes_back(citizen: Person, office: Office) -> None:
    dossier_id = received(citizen, office)
    assert amend() == 1
    assert amend() == 0, "the same decision again"
    assert calendar_amendments.recompute(at=NOON, why="x") == 0
    assert amend(kind="working") == 1
    assert dossier_of(dossier_id).due_on == date(2026, 6, 8)
    kinds = db.session.execute(select(CalendarOverride.kind).order_by(CalendarOverride.id)).scalars().all()
    assert kinds == ["off", "off", "working"], "every decision stays"
    assert [event.action for event in dossier_of(dossier_id).events].count("calendar_amended") == 2


def test_a_worked_saturday_brings_it_forward_and_a_half_day_changes_nothing(
    citizen: Person, office: Office
) -> None:
    dossier_id = received(citizen, office)
    assert amend(kind="half_day") == 0
    assert amend(date(2026, 6, 6), "working") == 1
    assert dossier_of(dossier_id).due_on == date(2026, 6, 6)


def test_a_half_day_on_the_due_date_ends_it_at_noon(citizen: Person, office: Office) -> None:
    dossier_id = received(citizen, office)
    assert amend(date(2026, 6, 8), "half_day") == 1
    dossier = dossier_of(dossier_id)
    assert (dossier.due_on, dossier.due_at) == (date(2026, 6, 8), at("2026-06-08", "11:30"))


def test_what_is_finished_not_received_or_without_a_published_limit_stays(
    citizen: Person, office: Office
) -> None:
    finished = received(citizen, office)
    for role, action in (
        (Role.SPECIALIST, "start"),
        (Role.SPECIALIST, "draft_result"),
        (Role.ROOM_LEADER, "check"),
        (Role.LEADER, "sign"),
        (Role.SPECIALIST, "resolve"),
    ):
        done(office, role, finished, action, moment=at("2026-06-02"))
    waiting = submitted(citizen, office, moment=at("2026-06-01"))
    unlimited = submitted(citizen, office, moment=at("2026-06-01"), code=COPY)
    done(
        office,
        Role.RECEPTION,
        unlimited,
        "receive",
        moment=at("2026-06-01"),
        due_on=date(2026, 6, 8),
        reason="hẹn",
    )
    over = received(citizen, office, day="2026-05-18")
    before = {each: dossier_of(each).due_on for each in (finished, waiting, unlimited, over)}
    assert amend() == 0
    assert {each: dossier_of(each).due_on for each in before} == before


def test_a_paused_dossier_keeps_its_pause(citizen: Person, office: Office) -> None:
    dossier_id = received(citizen, office)
    done(
        office,
        Role.RECEPTION,
        dossier_id,
        "request_supplement",
        moment=at("2026-06-02"),
        reason="Chụp lại",
        requirement_ids=[dossier_of(dossier_id).procedure_version.content["requirements"][0]["id"]],
    )
    assert amend() == 1
    assert dossier_of(dossier_id).due_on == date(2026, 6, 9)
    assert dossier_of(dossier_id).status == 5


def test_a_stop_in_the_middle_is_made_good_by_recompute(
    citizen: Person, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = sorted(received(citizen, office) for _ in range(3))
    one, left = calendar_amendments._recompute_one, [1]

    def stops(dossier_id: uuid.UUID, **more: object) -> bool:
        if not left:
            raise KeyboardInterrupt
        left.pop()
        return one(dossier_id, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(calendar_amendments, "_recompute_one", stops)
    with pytest.raises(KeyboardInterrupt):
        amend()
    monkeypatch.setattr(calendar_amendments, "_recompute_one", one)
    assert [dossier_of(each).due_on for each in ids] == [date(2026, 6, 9), date(2026, 6, 8), date(2026, 6, 8)]
    assert calendar_amendments.recompute(at=NOON, why="Tính lại") == 2
    assert {dossier_of(each).due_on for each in ids} == {date(2026, 6, 9)}


def test_the_commands(app: Flask, citizen: Person, office: Office) -> None:
    run = app.test_cli_runner()
    received(citizen, office)
    answer = run.invoke(
        calendar_commands, ["amend", "2026-06-04", "off", "--reason", "Nghỉ tránh bão", "--source", "88/UBND"]
    )
    assert (answer.exit_code, answer.stdout) == (0, "2026-06-04 is off; 1 due dates changed\n")
    listed = run.invoke(calendar_commands, ["list"]).stdout
    assert "2026-06-04  off       Nghỉ tránh bão (88/UBND)" in listed
    assert "12729/VPCP-KGVX" in listed, "and those that come with the service"
    assert run.invoke(calendar_commands, ["recompute"]).stdout == "0 due dates changed\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["2026-02-30", "off", "--reason", "a", "--source", "b"],
        ["2026-06-04", "holiday", "--reason", "a", "--source", "b"],
        ["2026-06-04", "off", "--reason", " ", "--source", "b"],
        ["2026-06-04", "off", "--reason", "a" * 301, "--source", "b"],
        ["2026-06-04", "off", "--reason", "a"],
        ["2126-06-04", "off", "--reason", "a", "--source", "b"],
    ],
)
def test_what_cannot_be_amended_changes_nothing(app: Flask, arguments: list[str]) -> None:
    answer = app.test_cli_runner().invoke(calendar_commands, ["amend", *arguments])
    assert answer.exit_code in (1, 2)
    assert "Traceback" not in answer.output
    assert db.session.execute(select(CalendarOverride)).first() is None


def test_who_hands_in_afterwards_counts_by_the_amended_calendar(citizen: Person, office: Office) -> None:
    amend()
    dossier_id = received(citizen, office)
    assert dossier_of(dossier_id).due_on == date(2026, 6, 8) + timedelta(days=1)
    assert "calendar_amended" not in [event.action for event in dossier_of(dossier_id).events]
