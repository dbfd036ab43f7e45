"""Whoever writes to the database behind the application's back is found out, whatever they change."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from api.access import Role
from api.dossiers import audit, signed_heads
from api.dossiers.audit_commands import audit_commands
from api.dossiers.events import chain_mac, history_seal
from api.dossiers.models import Dossier, DossierEvent
from api.extensions import db, now, write_unit
from api.worker import sweep
from tests.handing_in import act, finish, hand_in
from tests.people import Office, Person

GUARDED = ("dossier_events", "signed_heads")


def behind(*statements: str, dossier_id: str = "", **values: object) -> None:
    """As somebody with the rights of the database's owner, who puts triggers and foreign keys out of force first."""
    db.session.rollback()
    plain = uuid.UUID(dossier_id or "0" * 32)
    if db.engine.dialect.name == "sqlite":
        _in_the_file(statements, {"id": plain.hex, **values})
    else:
        with write_unit():
            db.session.execute(text("SET LOCAL session_replication_role = replica"))
            for statement in statements:
                bound = {name: value for name, value in values.items() if f":{name}" in statement}
                db.session.execute(
                    text(statement), {**bound, **({"id": plain} if ":id" in statement else {})}
                )
    db.session.rollback()


def _in_the_file(statements: Sequence[str], values: dict[str, object]) -> None:
    with closing(sqlite3.connect(str(db.engine.url.database))) as connection:
        for name, table in connection.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        ):
            if table in GUARDED:
                connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement, values)
        connection.commit()


def found(**more: list[signed_heads.Head]) -> list[str]:
    db.session.rollback()
    return [finding.what for finding in audit.verify(audit.Totals(), kept=more.get("kept", []))]


@pytest.fixture
def dossier(citizen: Person, office: Office) -> str:
    """A finished dossier of several events beside another; everything holds."""
    act(office, Role.RECEPTION, hand_in(citizen, office.agency), "decline", reason="Nộp nhầm nơi.")
    dossier_id = hand_in(citizen, office.agency)
    finish(office, dossier_id)
    assert found() == []
    return dossier_id


def newest(dossier_id: str) -> int:
    statement = select(DossierEvent.sequence).where(DossierEvent.dossier_id == uuid.UUID(dossier_id))
    return max(db.session.execute(statement).scalars())


CHANGES: dict[str, tuple[str, str]] = {
    "at": (
        "UPDATE dossier_events SET at = '2026-01-05 03:00:00' WHERE dossier_id = :id AND sequence = 3",
        "event_changed",
    ),
    "actor": (
        "UPDATE dossier_events SET actor = 'officer:x' WHERE dossier_id = :id AND sequence = 3",
        "event_changed",
    ),
    "position": (
        "UPDATE dossier_events SET actor_position = 'x' WHERE dossier_id = :id AND sequence = 3",
        "event_changed",
    ),
    "action": (
        "UPDATE dossier_events SET action = 'sign' WHERE dossier_id = :id AND sequence = 3",
        "event_changed",
    ),
    "facts": (
        "UPDATE dossier_events SET facts = '{\"a\" : 1}' WHERE dossier_id = :id AND sequence = 3",
        "event_changed",
    ),
    "due date": (
        "UPDATE dossier_events SET due_after = '2030-01-02' WHERE dossier_id = :id AND sequence = 3",
        "event_changed",
    ),
    "mac": ("UPDATE dossier_events SET mac = '00' WHERE dossier_id = :id AND sequence = 3", "event_changed"),
    "one in the middle": (
        "DELETE FROM dossier_events WHERE dossier_id = :id AND sequence = 3",
        "event_missing",
    ),
    "the first": ("DELETE FROM dossier_events WHERE dossier_id = :id AND sequence = 1", "event_missing"),
    "the last": ("DELETE FROM dossier_events WHERE dossier_id = :id AND sequence = :last", "end_differs"),
    "all": ("DELETE FROM dossier_events WHERE dossier_id = :id", "no_history"),
    "status": ("UPDATE dossiers SET status = 4 WHERE id = :id", "state_differs"),
    "the dossier's due date": ("UPDATE dossiers SET due_on = '2030-01-02' WHERE id = :id", "state_differs"),
    "seal": ("UPDATE dossiers SET history_seal = '00' WHERE id = :id", "end_differs"),
    "note": ("UPDATE dossier_notes SET text = 'khác'", "text_changed"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_is_found(dossier: str, change: str) -> None:
    statement, expected = CHANGES[change]
    behind(statement, dossier_id=dossier, last=newest(dossier))
    assert expected in found()


_COLUMNS = "dossier_id, at, actor, actor_position, agency_id, action, status_from, status_to, facts, mac"


def test_an_event_put_in_is_found(dossier: str) -> None:
    behind(
        "INSERT INTO dossier_events (sequence, " + _COLUMNS + ") SELECT sequence + 1, " + _COLUMNS + " "
        "FROM dossier_events WHERE dossier_id = :id AND sequence = :last",
        dossier_id=dossier,
        last=newest(dossier),
    )
    assert {"event_changed", "end_differs"} <= set(found())


def test_the_end_cut_off_with_the_status_put_back_is_found(dossier: str) -> None:
    behind(
        "UPDATE dossiers SET status = "
        "(SELECT status_to FROM dossier_events WHERE dossier_id = :id AND sequence = :last - 1) WHERE id = :id",
        "DELETE FROM dossier_events WHERE dossier_id = :id AND sequence = :last",
        dossier_id=dossier,
        last=newest(dossier),
    )
    assert found() == ["end_differs"]


def test_an_old_state_with_its_old_seal_is_found_by_the_head(citizen: Person, office: Office) -> None:
    """Somebody kept a copy of the row and puts it all back: only what is signed elsewhere knows better."""
    dossier_id = hand_in(citizen, office.agency)
    db.session.rollback()
    old = db.session.get_one(Dossier, uuid.UUID(dossier_id))
    seal, status = old.history_seal, old.status
    act(office, Role.RECEPTION, dossier_id, "decline", reason="Nộp nhầm nơi.")
    head = signed_heads.sign(now())
    assert head is not None
    assert found(kept=[head]) == []
    behind(
        "DELETE FROM dossier_events WHERE dossier_id = :id AND sequence = 2",
        "UPDATE dossiers SET status = :status, history_seal = :seal WHERE id = :id",
        dossier_id=dossier_id,
        status=status,
        seal=seal,
    )
    assert found(kept=[head]) == ["head_differs"]
    behind("DELETE FROM signed_heads")
    assert found() == [], "without the heads nothing is left that knows"
    assert found(kept=[head]) == ["head_missing"]


def test_a_dossier_removed_with_all_its_events_is_found(dossier: str) -> None:
    head = signed_heads.sign(now())
    behind(
        "DELETE FROM dossier_events WHERE dossier_id = :id",
        "DELETE FROM dossiers WHERE id = :id",
        dossier_id=dossier,
    )
    assert head is not None
    assert found(kept=[head]) == ["head_differs"]


def test_a_head_that_was_changed_or_taken_out_is_found(citizen: Person, office: Office) -> None:
    for _ in range(3):
        hand_in(citizen, office.agency)
        assert signed_heads.sign(now())
    assert found() == []
    behind("UPDATE signed_heads SET signed_at = '2026-01-05 03:00:00' WHERE id = 2")
    assert found() == ["head_forged"]
    behind("DELETE FROM signed_heads WHERE id = 2")
    assert found() == ["head_missing"]


def test_an_unsealed_dossier_is_sealed_once_and_then_found(citizen: Person, office: Office) -> None:
    """From before there were seals; afterwards nobody can get rid of one."""
    dossier_id = hand_in(citizen, office.agency)
    behind("UPDATE dossiers SET history_seal = NULL")
    assert found() == []
    signed_heads.sign(now())
    stored = db.session.get_one(Dossier, uuid.UUID(dossier_id))
    assert stored.history_seal == history_seal(stored.events[-1])
    behind("UPDATE dossiers SET history_seal = NULL")
    assert found() == ["unsealed"]
    hand_in(citizen, office.agency)
    signed_heads.sign(now())
    assert found() == ["unsealed"], "signing again mends nothing"


def test_the_sweep_signs_once_a_day(citizen: Person, office: Office, app: Flask) -> None:
    hand_in(citizen, office.agency)
    sweep()
    hand_in(citizen, office.agency)
    sweep()
    (first,) = signed_heads.stored_heads()
    assert (first.after_id, first.events) == (0, first.up_to_id)
    second = signed_heads.sign_when_due(first.signed_at + timedelta(days=1))
    assert second is not None
    assert (second.after_id, second.previous) == (first.up_to_id, first.digest)
    assert signed_heads.sign_when_due(first.signed_at + timedelta(days=3)) is None, "nothing new"
    assert signed_heads.read_heads(signed_heads.heads_file()) == [first, second]


def test_no_mac_can_stand_for_a_seal(dossier: str) -> None:
    event = db.session.get_one(Dossier, uuid.UUID(dossier)).events[-1]
    assert event.mac == chain_mac(event, previous=event.dossier.events[-2].mac)
    assert len({event.mac, event.dossier.history_seal, chain_mac(event, previous="")}) == 3


def test_the_command_says_what_does_not_hold(app: Flask, dossier: str, tmp_path: Path) -> None:
    run: Callable[..., tuple[int, str]] = lambda *words: (  # noqa: E731
        (answer := app.test_cli_runner().invoke(audit_commands, list(words))).exit_code,
        answer.output,
    )
    assert run("sign")[1].startswith("signed ")
    assert run("sign")[1] == "nothing new to sign\n"
    code, said = run("verify")
    assert (code, said.split(": ")[1]) == (0, "everything holds\n")
    kept = tmp_path / "kept.jsonl"
    kept.write_text(run("heads")[1])
    behind("DELETE FROM dossier_events WHERE dossier_id = :id AND sequence = 2", dossier_id=dossier)
    code, said = run("verify", "--heads", str(kept))
    assert code == 1
    assert "event_missing: " in said
    assert "head_differs: " in said
    assert said.endswith("2 do NOT hold\n")
    kept.write_text(json.dumps({"no": "head"}))
    code, said = run("verify", "--heads", str(kept))
    assert code == 1
    assert "line 1 of kept.jsonl is no signed head" in said
