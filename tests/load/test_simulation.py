"""`motcua simulate`: invented dossiers that the real rules could have made."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from api import create_app
from api.access import Role
from api.accounts.identity import Caller
from api.accounts.models import Citizen, Officer
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import Agency
from api.catalogue.office_calendars import calendar_of
from api.config import Settings
from api.dossiers import actions, clock
from api.dossiers.events import chain_holds
from api.dossiers.lifecycle import ACTIONS, FINISHED, Status, decide
from api.dossiers.models import CodeCounter, Dossier, DossierEvent
from api.extensions import db
from api.notifications.models import Message
from api.simulation import simulate, simulate_command
from api.simulation_stories import STORIES
from api.simulation_surroundings import BENCHMARK_PHONE
from tests.catalogue_lines import few_procedures, import_lines
from tests.people import sign_in_citizen

UNTIL = datetime(2026, 11, 20, 3, tzinfo=UTC)  # ten in the morning of a Friday in Vietnam
MANY, SEED = 300, 5  # enough, with this seed, for every status


@pytest.fixture
def catalogue(app: Flask, tmp_path: Path) -> None:
    import_lines(tmp_path, few_procedures())


@pytest.fixture
def simulated(catalogue: None) -> list[Dossier]:
    simulate(dossiers=MANY, seed=SEED, agencies=3, until=UNTIL)
    return all_dossiers()


def all_dossiers() -> list[Dossier]:
    db.session.rollback()
    return list(db.session.execute(select(Dossier).order_by(Dossier.id)).scalars())


def test_as_many_as_wanted_in_every_status(simulated: list[Dossier]) -> None:
    found = Counter(Status(dossier.status) for dossier in simulated)
    assert found.total() == MANY
    assert set(found) == set(Status)
    assert found[Status.RETURNED] > MANY / 2
    late = [d for d in simulated if d.status in (2, 4) and d.due_on is not None and d.due_on < UNTIL.date()]
    assert late


def test_each_history_is_what_the_real_rules_make_of_its_actions(simulated: list[Dossier]) -> None:
    officers = {officer.id: officer for officer in db.session.execute(select(Officer)).scalars()}
    for dossier in simulated:
        first, *later = dossier.events
        assert (first.action, first.status_from, first.status_to, first.at) == (
            "submit",
            None,
            1,
            dossier.submitted_at,
        )
        played = as_submitted(dossier)
        for event in later:
            kind, _, identity = event.actor.partition(":")
            role = Role(officers[uuid.UUID(identity)].role) if kind == "officer" else Role.CITIZEN
            caller = Caller(role, uuid.UUID(identity), uuid.uuid4(), dossier.agency_id)
            assert caller.id == dossier.citizen_id or officers[caller.id].agency_id == dossier.agency_id
            before = (played.status, played.due_on)
            act(played, event, caller)
            assert (event.status_from, event.due_before) == before
            assert (event.status_to, event.due_after) == (played.status, played.due_on)
        for column in (
            "status",
            "received_at",
            "due_on",
            "due_at",
            "duration_quantity",
            "duration_unit",
            "finished_at",
            "returned_at",
            "returned_by_id",
            "assignee_id",
            "supplement_count",
            "supplement_handed_in",
            "withdrawal_requested",
            "drafted",
            "checked",
            "signed",
            "stamped",
        ):
            assert getattr(played, column) == getattr(dossier, column), column
        assert [(p.reason, p.started_at, p.ended_at) for p in played.pauses] == [
            (p.reason, p.started_at, p.ended_at) for p in dossier.pauses
        ]


def as_submitted(dossier: Dossier) -> Dossier:
    """A dossier outside the database, as it was after it was handed in."""
    flags = dict.fromkeys(
        ("supplement_handed_in", "withdrawal_requested", "drafted", "checked", "signed", "stamped"), False
    )
    played = Dossier(id=dossier.id, status=1, channel=dossier.channel, supplement_count=0, **flags)
    played.agency, played.procedure_version = dossier.agency, dossier.procedure_version
    return played


def act(played: Dossier, event: DossierEvent, caller: Caller) -> None:
    """What `actions` does for this event, without a database."""
    words = event.note.text if event.note else None
    played.status = decide(event.action, role=caller.role, facts=actions.facts_of(played), reason=words)
    if event.action == "receive":
        clock.start_clock(played, at=event.at)
    else:
        effect: Callable[[actions.Step], Any] = actions.EFFECTS.get(event.action, lambda _step: None)
        effect(actions.Step(played, caller, None, {"amount_vnd": 8000}, event.at))
    if played.status in FINISHED and played.finished_at is None:
        played.finished_at = event.at


def test_events_are_chained_in_order_and_in_the_past(simulated: list[Dossier]) -> None:
    for dossier in simulated:
        assert chain_holds(dossier.events)
        assert dossier.version == len(dossier.events)
        moments = [event.at for event in dossier.events]
        assert moments == sorted(moments)
        assert moments[-1] <= UNTIL


def test_a_reason_stands_in_a_note_that_fits_its_hash(simulated: list[Dossier]) -> None:
    events = [event for dossier in simulated for event in dossier.events]
    for event in events:
        needs_reason = event.action in ACTIONS and ACTIONS[event.action].needs_reason
        assert (event.note is not None) == needs_reason == (event.note_hash is not None)
        if event.note:
            text = event.note.salt + event.note.text
            assert event.note_hash == hashlib.sha256(text.encode()).hexdigest()
    assert any(event.note for event in events)


def test_due_dates_are_working_days(simulated: list[Dossier]) -> None:
    due = [dossier for dossier in simulated if dossier.due_at is not None]
    assert len(due) > MANY / 4
    for dossier in due:
        calendar = calendar_of(dossier.agency)
        assert dossier.due_on is not None
        assert calendar.is_working_day(dossier.due_on)
        closing = datetime.combine(dossier.due_on, calendar.closing_time(dossier.due_on), TIME_ZONE)
        assert dossier.due_at == closing


def test_codes_count_up_without_gaps_and_the_counters_know(simulated: list[Dossier]) -> None:
    check_codes(simulated)


def check_codes(dossiers: list[Dossier]) -> None:
    given: dict[tuple[int, str], list[tuple[datetime, int]]] = {}
    for dossier in dossiers:
        if dossier.received_at is None:
            assert dossier.code is None
            continue
        assert dossier.code is not None
        agency, day, number = dossier.code.rsplit("-", 2)
        assert agency == dossier.agency.code
        assert day == f"{dossier.received_at.astimezone(TIME_ZONE):%y%m%d}"
        given.setdefault((dossier.agency_id, day), []).append((dossier.received_at, int(number)))
    counters = {
        (c.agency_id, f"{c.day:%y%m%d}"): c.last for c in db.session.execute(select(CodeCounter)).scalars()
    }
    assert counters == {key: len(numbers) for key, numbers in given.items()}
    for numbers in given.values():
        assert sorted(number for _, number in numbers) == list(range(1, len(numbers) + 1))


def test_a_real_reception_afterwards_gets_the_next_number(simulated: list[Dossier]) -> None:
    new = next(dossier for dossier in simulated if dossier.status == Status.NEW)
    busy = select(CodeCounter).where(CodeCounter.agency_id == new.agency_id).order_by(CodeCounter.last.desc())
    counter = db.session.execute(busy).scalars().first()
    assert counter is not None
    day, expected = counter.day, counter.last + 1
    reception = db.session.execute(
        select(Officer).where(Officer.agency_id == new.agency_id, Officer.role == Role.RECEPTION)
    ).scalar_one()
    caller = Caller(Role.RECEPTION, reception.id, uuid.uuid4(), new.agency_id)
    received = actions.act_at_desk(
        new.id, "receive", {}, caller=caller, at=datetime.combine(day, time(9), UTC)
    )
    assert received.code == f"{new.agency.code}-{day:%y%m%d}-{expected:04d}"
    assert chain_holds(received.events)


def test_offices_people_and_procedures_are_marked_as_invented(simulated: list[Dossier]) -> None:
    agencies = db.session.execute(select(Agency)).scalars().all()
    assert [agency.code for agency in agencies] == ["Y99.S.001", "Y99.S.002", "Y99.S.003"]
    assert all(agency.is_demo for agency in agencies)
    assert all(
        ("Mẫu" in d.applicant_name or "Ví Dụ" in d.applicant_name or "Minh Họa" in d.applicant_name)
        for d in simulated
    )
    assert all(phone.startswith("09") for phone in db.session.execute(select(Citizen.phone)).scalars())
    assert all(
        d.procedure.has_detail and d.procedure.current_version_id == d.procedure_version_id for d in simulated
    )
    assert {d.channel for d in simulated} == {"direct", "online"}
    assert all((d.citizen_id is None) == (d.channel == "direct") for d in simulated)
    assert db.session.execute(select(func.count()).select_from(Message)).scalar_one() == 0


def test_the_benchmark_citizen_has_more_than_a_page(simulated: list[Dossier]) -> None:
    citizen = db.session.execute(select(Citizen).where(Citizen.phone == BENCHMARK_PHONE)).scalar_one()
    owned = Counter(dossier.citizen_id for dossier in simulated if dossier.citizen_id)
    assert owned[citizen.id] > 20
    assert owned.most_common(1)[0][0] == citizen.id


def test_the_same_seed_gives_the_same_dossiers_on_any_database(
    simulated: list[Dossier], templates: dict[str, str], tmp_path: Path
) -> None:
    here = histories(simulated)
    copy = tmp_path / "other.sqlite"
    shutil.copyfile(templates["sqlite"], copy)
    other = create_app(
        Settings.from_environment(
            {
                "DATABASE_URL": f"sqlite:///{copy}",
                "MOTCUA_DATA": str(tmp_path / "other"),
                "SECRET_KEY": "t" * 40,
            }
        )
    )
    with other.app_context():
        import_lines(tmp_path, few_procedures())
        simulate(dossiers=MANY, seed=SEED, agencies=3, until=UNTIL)
        assert histories(all_dossiers()) == here
        db.session.remove()
        db.engine.dispose()


def histories(dossiers: list[Dossier]) -> list[tuple[Any, ...]]:
    return [
        (d.id, d.code, d.submission_number, d.applicant_name, [event.mac for event in d.events])
        for d in dossiers
    ]


def test_repeating_it_adds_others(simulated: list[Dossier]) -> None:
    simulate(dossiers=50, agencies=3, until=UNTIL)
    dossiers = all_dossiers()
    assert len(dossiers) == MANY + 50
    check_codes(dossiers)
    assert len({dossier.submission_number for dossier in dossiers}) == MANY + 50


def test_a_citizen_who_was_there_before_keeps_the_account(app: Flask, catalogue: None) -> None:
    person = sign_in_citizen(app, BENCHMARK_PHONE)
    simulate(dossiers=20, agencies=1, until=UNTIL)
    assert len(person.get("/dossiers").json["items"]) == 20


@pytest.mark.parametrize(
    "until",
    [
        datetime(2026, 11, 22, 3, tzinfo=UTC),
        datetime(2026, 11, 19, 22, tzinfo=UTC),
        datetime(2026, 2, 17, 3, tzinfo=UTC),
    ],
    ids=["Sunday", "before opening", "Tết"],
)
def test_nothing_lies_in_the_future_of_a_closed_day(catalogue: None, until: datetime) -> None:
    simulate(dossiers=100, agencies=1, until=until)
    assert db.session.execute(select(func.max(DossierEvent.at))).scalar_one() <= until


def test_every_story_is_possible_and_the_shares_make_a_thousand() -> None:
    assert all(len(story.scenes()) == len(story.actions) for story in STORIES)
    assert sum(story.share for story in STORIES) == 1000


def test_the_command_says_what_it_added(app: Flask, catalogue: None) -> None:
    result = app.test_cli_runner().invoke(simulate_command, ["--dossiers", "12", "--agencies", "2"])
    assert result.exit_code == 0, result.output
    assert "dossiers 12, events " in result.stdout


def test_without_a_catalogue_nothing_is_simulated(app: Flask) -> None:
    result = app.test_cli_runner().invoke(simulate_command, ["--dossiers", "12"])
    assert result.exit_code == 1
    assert "the catalogue is empty" in result.stderr
    assert all_dossiers() == []
