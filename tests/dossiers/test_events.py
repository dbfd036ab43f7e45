"""The history of a dossier cannot be changed unseen; its receipt is real text."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from api.access import Role
from api.accounts.identity import Caller
from api.calendars.opening_hours import TIME_ZONE
from api.dossiers import actions
from api.dossiers.events import chain_holds
from api.dossiers.models import DossierEvent, DossierNote
from api.extensions import db, now, write_unit
from tests.catalogue_lines import BIRTH
from tests.handing_in import act, finish, hand_in
from tests.people import Office, Person


def chain(dossier_id: str) -> list[DossierEvent]:
    db.session.rollback()
    statement = select(DossierEvent).where(DossierEvent.dossier_id == uuid.UUID(dossier_id))
    return list(db.session.execute(statement.order_by(DossierEvent.sequence)).scalars())


def test_events_are_chained_and_a_changed_one_breaks_the_chain(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    finish(office, dossier_id)
    events = chain(dossier_id)
    assert chain_holds(events)
    assert not chain_holds(events[1:])
    assert not chain_holds([events[0], *events[2:]])
    events[3].at = events[3].at + timedelta(seconds=1)
    assert not chain_holds(events)
    db.session.rollback()


def test_the_chain_holds_for_steps_timed_in_any_zone(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    caller = Caller(Role.RECEPTION, office[Role.RECEPTION].id, uuid.uuid4(), office.agency.id)
    actions.act_at_desk(uuid.UUID(dossier_id), "receive", {}, caller=caller, at=now().astimezone(TIME_ZONE))
    assert chain_holds(chain(dossier_id))


def test_a_changed_note_is_noticed(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "decline", reason="Nộp nhầm nơi.")
    with write_unit():
        db.session.execute(text("UPDATE dossier_notes SET text = 'khác'"))
    assert not chain_holds(chain(dossier_id))


def test_the_database_refuses_to_change_or_remove_an_event(citizen: Person, office: Office) -> None:
    hand_in(citizen, office.agency)
    db.session.rollback()
    statements = ["UPDATE dossier_events SET action = 'x'", "DELETE FROM dossier_events"]
    if db.engine.dialect.name == "sqlite":
        statements.append("INSERT OR REPLACE INTO dossier_events SELECT * FROM dossier_events")
    else:
        statements.append("TRUNCATE dossier_events CASCADE")
    for statement in statements:
        with pytest.raises(DBAPIError, match="only added"), write_unit():
            db.session.execute(text(statement))


def test_a_note_can_be_erased_without_breaking_the_chain(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "decline", reason="Nộp nhầm nơi, xin liên hệ bà Ví Dụ.")
    with write_unit():
        for note in db.session.execute(select(DossierNote)).scalars():
            db.session.delete(note)
    events = chain(dossier_id)
    assert events[-1].note is None
    assert chain_holds(events)


@pytest.mark.parametrize("received", [False, True])
def test_the_receipt_is_a_pdf_with_real_text(citizen: Person, office: Office, received: bool) -> None:
    dossier_id = hand_in(citizen, office.agency, code=BIRTH)
    if received:
        act(office, Role.RECEPTION, dossier_id, "receive")
    answer = citizen.get(f"/dossiers/{dossier_id}/receipt.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert b"Roboto" in answer.data, "the font with Vietnamese letters is embedded"
    assert answer.headers["Cache-Control"] == "private, no-store"
