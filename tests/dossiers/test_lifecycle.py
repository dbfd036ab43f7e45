"""The transition table, walked for every (status, action, role), against the law and the national statuses."""

from __future__ import annotations

import itertools

import pytest

from api.access import Role
from api.dossiers.errors import (
    ActionNotPossible,
    AlreadyDone,
    ApologyMadeAlready,
    NotCheckedYet,
    NotSignedYet,
    ReasonMissing,
    SecondSupplementNeedsLeader,
    WrongRole,
)
from api.dossiers.lifecycle import (
    ACTIONS,
    COMPLETION,
    FINAL,
    STATUS_NAMES,
    Facts,
    Status,
    allowed_actions,
    decide,
)
from api.errors import Problem

# domain.md feature 12, with 1 → 5 and 5 → 1 for papers that are missing before reception.
LEGAL_CHANGES = {
    1: {2, 3, 5, 7},
    2: {4, 5, 6, 7, 8},
    4: {5, 6, 8, 9},
    5: {1, 4, 7, 8},
    6: {4, 7, 8},
    9: {10},
    3: set(),
    7: set(),
    8: set(),
    10: set(),
}
EVERY_FACTS = [
    Facts(
        status=status,
        received=received,
        has_due_date=received,
        supplement_count=count,
        drafted=drafted,
        checked=checked,
        signed=signed,
        withdrawal_requested=asked,
        supplement_proposed=proposed,
    )
    for status, received, count, (drafted, checked, signed), asked, proposed in itertools.product(
        Status,
        (False, True),
        (0, 1),
        ((False, False, False), (True, False, False), (True, True, False), (True, True, True)),
        (False, True),
        (False, True),
    )
]


@pytest.mark.parametrize("action", ACTIONS)
def test_every_step_is_a_legal_change_or_stays(action: str) -> None:
    for facts, role in itertools.product(EVERY_FACTS, Role):
        try:
            to = decide(action, role=role, facts=facts, reason="vì sao")
        except Problem:
            continue
        assert to == facts.status or to in LEGAL_CHANGES[facts.status], (action, role, facts)
        assert facts.status not in FINAL, f"{action} touches the final status {facts.status}"
        assert role in ACTIONS[action].who


@pytest.mark.parametrize("action", ACTIONS)
def test_what_is_listed_as_allowed_works_and_what_is_not_listed_fails(action: str) -> None:
    for facts, role in itertools.product(EVERY_FACTS, Role):
        listed = action in allowed_actions(role=role, facts=facts)
        try:
            decide(action, role=role, facts=facts, reason="vì sao")
            works = True
        except Problem as problem:
            assert problem.status in (403, 409)
            works = False
        assert listed == works, (action, role, facts)


@pytest.mark.parametrize("action", [name for name, a in ACTIONS.items() if a.needs_reason])
@pytest.mark.parametrize("reason", [None, "", "   "])
def test_a_needed_reason_cannot_be_left_out(action: str, reason: str | None) -> None:
    facts = next(f for f in EVERY_FACTS for r in Role if action in allowed_actions(role=r, facts=f))
    role = next(r for r in Role if action in allowed_actions(role=r, facts=facts))
    with pytest.raises(ReasonMissing):
        decide(action, role=role, facts=facts, reason=reason)


def test_every_non_final_status_has_a_way_on() -> None:
    for status in set(Status) - FINAL:
        reachable = {
            decide(name, role=role, facts=facts, reason="vì sao")
            for facts in EVERY_FACTS
            if facts.status == status
            for role in Role
            for name in allowed_actions(role=role, facts=facts)
        } - {status}
        assert reachable, f"nothing leads out of {status.name}"


def test_only_reception_asks_for_papers_the_first_time() -> None:
    facts = Facts(Status.PROCESSING, received=True)
    assert decide("request_supplement", role=Role.RECEPTION, facts=facts, reason="thiếu") == Status.SUPPLEMENT
    for role in set(Role) - {Role.RECEPTION}:
        with pytest.raises(WrongRole):
            decide("request_supplement", role=role, facts=facts, reason="thiếu")


def test_a_second_request_for_papers_needs_the_leader() -> None:
    facts = Facts(Status.PROCESSING, received=True, supplement_count=1)
    with pytest.raises(SecondSupplementNeedsLeader):
        decide("request_supplement", role=Role.RECEPTION, facts=facts, reason="thiếu")
    assert decide("request_supplement", role=Role.LEADER, facts=facts, reason="thiếu") == Status.SUPPLEMENT


def test_accepted_papers_lead_back_to_where_the_dossier_was() -> None:
    before = Facts(Status.SUPPLEMENT, received=False, supplement_count=1)
    after = Facts(Status.SUPPLEMENT, received=True, supplement_count=1)
    assert decide("accept_supplement", role=Role.RECEPTION, facts=before, reason=None) == Status.NEW
    assert decide("accept_supplement", role=Role.RECEPTION, facts=after, reason=None) == Status.PROCESSING


def test_a_result_needs_both_signatures_in_order() -> None:
    facts = Facts(Status.PROCESSING, received=True)
    with pytest.raises(NotCheckedYet):
        decide("sign", role=Role.LEADER, facts=facts, reason=None)
    with pytest.raises(NotCheckedYet):
        decide("resolve", role=Role.SPECIALIST, facts=facts, reason=None)
    checked = Facts(Status.PROCESSING, received=True, checked=True)
    with pytest.raises(NotSignedYet):
        decide("resolve", role=Role.SPECIALIST, facts=checked, reason=None)
    with pytest.raises(AlreadyDone):
        decide("check", role=Role.ROOM_LEADER, facts=checked, reason=None)
    signed = Facts(Status.PROCESSING, received=True, checked=True, signed=True)
    assert decide("resolve", role=Role.SPECIALIST, facts=signed, reason=None) == Status.PROCESSED


def test_withdrawing_takes_effect_before_processing_and_is_a_request_during_it() -> None:
    for status in (Status.NEW, Status.ACCEPTED, Status.SUPPLEMENT, Status.PAYMENT):
        assert decide("withdraw", role=Role.CITIZEN, facts=Facts(status), reason=None) == Status.WITHDRAWN
    processing = Facts(Status.PROCESSING, received=True)
    assert decide("withdraw", role=Role.CITIZEN, facts=processing, reason=None) == Status.PROCESSING


def test_an_apology_is_made_once() -> None:
    facts = Facts(Status.PROCESSING, received=True, has_due_date=True, reappointed=True)
    with pytest.raises(ApologyMadeAlready):
        decide("apologise", role=Role.LEADER, facts=facts, reason="chờ xác minh")


def test_the_role_is_looked_at_before_the_state() -> None:
    with pytest.raises(WrongRole):
        decide("receive", role=Role.LEADER, facts=Facts(Status.RETURNED), reason=None)
    with pytest.raises(ActionNotPossible):
        decide("receive", role=Role.RECEPTION, facts=Facts(Status.RETURNED), reason=None)


def test_every_status_has_names_and_a_completion() -> None:
    assert set(STATUS_NAMES) == set(COMPLETION) == set(Status)
    assert [int(s) for s in Status] == list(range(1, 11))
