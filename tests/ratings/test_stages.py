"""Which step opens which stage, once, and with whom it was."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from api.access import Role
from api.dossiers.lifecycle import ACTIONS
from api.dossiers.signals import dossier_changed
from api.extensions import now
from api.ratings import receivers
from api.ratings.stages import Stage, rated_officer, stage_opened_by
from tests.people import Office, Person
from tests.ratings.rated import act, add_dossier, invitations, received, withdraw


@pytest.mark.parametrize(
    ("action", "status_to", "stage"),
    [
        ("receive", 2, Stage.RECEPTION),
        ("request_supplement", 5, Stage.SUPPLEMENT),
        ("decline", 3, Stage.REFUSAL),
        ("stop", 8, Stage.REFUSAL),
        ("return_result", 10, Stage.RESULT),
        ("withdraw", 7, Stage.RECEPTION),
        ("record_withdrawal", 7, Stage.RECEPTION),
        ("withdraw", 4, None),  # only asked for; the leader answers
        ("record_withdrawal", 4, None),
        ("resolve", 9, None),
        ("claim", 7, None),
        ("submit", 1, None),
    ],
)
def test_which_event_opens_which_stage(action: str, status_to: int, stage: Stage | None) -> None:
    assert stage_opened_by(action, status_to) == stage


def test_the_actions_that_open_a_stage_exist() -> None:
    opening = {name for name in ACTIONS if any(stage_opened_by(name, status) for status in range(1, 11))}
    assert opening == {
        "receive",
        "request_supplement",
        "decline",
        "stop",
        "return_result",
        "withdraw",
        "record_withdrawal",
    }


def test_only_an_officer_can_be_rated() -> None:
    officer = uuid.uuid4()
    assert rated_officer(f"officer:{officer}") == officer
    assert rated_officer(f"citizen:{uuid.uuid4()}") is None
    assert rated_officer("system") is None


def test_reception_and_result_are_rated_with_who_did_them(office: Office) -> None:
    at = now()
    dossier = received(office, at=at)
    assert list(invitations(dossier)) == ["reception"]
    for role, action in [
        (Role.SPECIALIST, "start"),
        (Role.SPECIALIST, "draft_result"),
        (Role.ROOM_LEADER, "check"),
        (Role.LEADER, "sign"),
        (Role.SPECIALIST, "resolve"),
    ]:
        act(office, dossier, role, action)
    assert list(invitations(dossier)) == ["reception"]
    act(office, dossier, Role.RECEPTION, "return_result")
    found = invitations(dossier)
    assert set(found) == {"reception", "result"}
    assert {row.officer_id for row in found.values()} == {office[Role.RECEPTION].id}
    assert found["reception"].expires_at == at + timedelta(days=30)


def test_a_declined_dossier_is_asked_about_the_refusal_only(office: Office) -> None:
    dossier = add_dossier(office.agency)
    act(office, dossier, Role.RECEPTION, "decline", reason="Sai nơi nộp")
    assert {stage: row.officer_id for stage, row in invitations(dossier).items()} == {
        "refusal": office[Role.RECEPTION].id
    }


def test_a_stopped_dossier_is_asked_about_reception_and_refusal(office: Office) -> None:
    dossier = received(office)
    act(office, dossier, Role.LEADER, "stop", reason="Không đủ điều kiện")
    found = invitations(dossier)
    assert found["refusal"].officer_id == office[Role.LEADER].id
    assert set(found) == {"reception", "refusal"}


def test_asking_for_papers_twice_opens_one_stage(office: Office) -> None:
    dossier = received(office)
    act(office, dossier, Role.RECEPTION, "request_supplement", reason="Thiếu giấy chứng sinh")
    first = invitations(dossier)["supplement"].id
    act(office, dossier, Role.RECEPTION, "accept_supplement")
    act(office, dossier, Role.LEADER, "request_supplement", reason="Còn thiếu")
    assert invitations(dossier)["supplement"].id == first


def test_a_dossier_withdrawn_before_reception_is_asked_about_reception(
    office: Office, citizen: Person
) -> None:
    dossier = add_dossier(office.agency, citizen=citizen)
    withdraw(dossier, citizen)
    assert {stage: row.officer_id for stage, row in invitations(dossier).items()} == {"reception": None}


def test_a_withdrawal_at_the_desk_is_rated_with_who_recorded_it(office: Office) -> None:
    dossier = add_dossier(office.agency)
    act(office, dossier, Role.RECEPTION, "record_withdrawal", reason="Người nộp đề nghị tại quầy")
    assert invitations(dossier)["reception"].officer_id == office[Role.RECEPTION].id


def test_a_dossier_withdrawn_after_reception_keeps_its_invitation(office: Office, citizen: Person) -> None:
    dossier = received(office, citizen=citizen)
    before = invitations(dossier)["reception"].id
    withdraw(dossier, citizen)
    assert {stage: row.id for stage, row in invitations(dossier).items()} == {"reception": before}


def test_listening_twice_invites_once(office: Office) -> None:
    receivers.connect()
    receivers.connect()
    assert len([one for one in dossier_changed.receivers_for(None) if one is receivers.invite]) == 1
    assert len(invitations(received(office))) == 1
