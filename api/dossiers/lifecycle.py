"""The life of a dossier as one table: which action leads where, by whom, under which conditions. Pure: no I/O.

Statuses are the national codes 1–10 (TrangThaiHoSo of the national portal, domain.md 2). 3, 7, 8 and 10 are final.
Only reception asks the citizen for papers: a specialist proposes, and reception asks or returns the proposal
(NĐ 61/2018 Art 5(1)(e)). Papers are asked for once;
a second time needs the leader (Art 11(2)(c)). A result is returned only after the room leader has checked and the
leader has signed it (TT 01/2018 Art 10(1)(d)). An apology with a new date is possible once (NĐ 61/2018 Art 19(9)).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

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
from api.errors import Problem


class Status(IntEnum):
    NEW = 1
    ACCEPTED = 2
    DECLINED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    PAYMENT = 6
    WITHDRAWN = 7
    STOPPED = 8
    PROCESSED = 9
    RETURNED = 10


STATUS_NAMES: dict[Status, tuple[str, str]] = {
    Status.NEW: ("Mới đăng ký", "newly registered"),
    Status.ACCEPTED: ("Được tiếp nhận", "accepted"),
    Status.DECLINED: ("Không được tiếp nhận", "not accepted"),
    Status.PROCESSING: ("Đang xử lý", "in process"),
    Status.SUPPLEMENT: ("Yêu cầu bổ sung giấy tờ", "supplement requested"),
    Status.PAYMENT: ("Yêu cầu thực hiện nghĩa vụ tài chính", "payment requested"),
    Status.WITHDRAWN: ("Công dân yêu cầu rút hồ sơ", "withdrawn by the citizen"),
    Status.STOPPED: ("Dừng xử lý", "stopped"),
    Status.PROCESSED: ("Đã xử lý xong", "processed"),
    Status.RETURNED: ("Đã trả kết quả", "result returned"),
}
FINAL = frozenset({Status.DECLINED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED})
OPEN = frozenset(Status) - FINAL
FINISHED = FINAL | {Status.PROCESSED}  # the legal clock has stopped for good
PAUSED = frozenset({Status.SUPPLEMENT, Status.PAYMENT})

# What the public may know (TT 01/2018 Art 16(2)(d)).
COMPLETION: dict[Status, str] = {
    Status.NEW: "waiting",
    Status.ACCEPTED: "in_progress",
    Status.PROCESSING: "in_progress",
    Status.SUPPLEMENT: "paused",
    Status.PAYMENT: "paused",
    Status.PROCESSED: "done",
    Status.RETURNED: "done",
    Status.DECLINED: "ended",
    Status.WITHDRAWN: "ended",
    Status.STOPPED: "ended",
}


@dataclass(frozen=True)
class Facts:
    """All that decides about the next step."""

    status: Status
    received: bool = False
    has_due_date: bool = False
    reappointed: bool = False
    supplement_count: int = 0
    supplement_handed_in: bool = False
    supplement_proposed: bool = False  # by the specialist, and reception has not answered
    withdrawal_requested: bool = False
    drafted: bool = False
    sent_back: bool = False  # and not drafted anew since
    checked: bool = False
    signed: bool = False
    stamped: bool = False


Target = Callable[[Facts], Status]
Guard = Callable[[Facts, Role], Problem | None]


@dataclass(frozen=True)
class Action:
    """One line of the table. `to` answers the new status, None means it stays. `told` says whether the owner reads
    the note; notes of all other actions stay inside the office."""

    who: frozenset[Role]
    from_: frozenset[Status]
    to: Target | None = None
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False
    told: bool = False


def _become(status: Status) -> Target:
    return lambda _facts: status


def _back_to_work(facts: Facts) -> Status:
    return Status.PROCESSING if facts.received else Status.NEW


def _withdrawn_or_asked(facts: Facts) -> Status:
    return facts.status if facts.status == Status.PROCESSING else Status.WITHDRAWN


def _paid(facts: Facts) -> Status:
    return Status.PROCESSING if facts.status == Status.PAYMENT else facts.status


def _second_supplement_by_leader(facts: Facts, role: Role) -> Problem | None:
    if facts.supplement_count == 0:
        return None if role == Role.RECEPTION else WrongRole()
    return None if role == Role.LEADER else SecondSupplementNeedsLeader()


def _not_checked(facts: Facts, _role: Role) -> Problem | None:
    return AlreadyDone() if facts.checked else None


def _not_sent_back(facts: Facts, _role: Role) -> Problem | None:
    return ActionNotPossible() if facts.sent_back else None


def _checked_not_signed(facts: Facts, _role: Role) -> Problem | None:
    if facts.signed:
        return AlreadyDone()
    return None if facts.checked else NotCheckedYet()


def _signed_not_stamped(facts: Facts, _role: Role) -> Problem | None:
    if facts.stamped:
        return AlreadyDone()
    return None if facts.signed else NotSignedYet()


def _signatures_there(facts: Facts, _role: Role) -> Problem | None:
    if not facts.checked:
        return NotCheckedYet()
    return None if facts.signed else NotSignedYet()


def _something_to_send_back(facts: Facts, role: Role) -> Problem | None:
    """The leader sends back what has come to him: checked by the room leader."""
    if role == Role.LEADER and not facts.checked:
        return NotCheckedYet()
    return None if facts.drafted or facts.checked else ActionNotPossible()


def _not_proposed(facts: Facts, _role: Role) -> Problem | None:
    return AlreadyDone() if facts.supplement_proposed else None


def _proposed(facts: Facts, _role: Role) -> Problem | None:
    return None if facts.supplement_proposed else ActionNotPossible()


def _no_apology_yet(facts: Facts, _role: Role) -> Problem | None:
    if not facts.has_due_date:
        return ActionNotPossible()
    return ApologyMadeAlready() if facts.reappointed else None


def _waiting_for_first_hand_in(facts: Facts, _role: Role) -> Problem | None:
    return AlreadyDone() if facts.supplement_handed_in else None


def _withdrawal_not_asked(facts: Facts, _role: Role) -> Problem | None:
    """Only in process is it a request, and that is made once; elsewhere it takes effect."""
    return AlreadyDone() if facts.withdrawal_requested and facts.status == Status.PROCESSING else None


_S, _R = Status, Role
_ACTIVE = frozenset({_S.ACCEPTED, _S.PROCESSING})
_WITHDRAWABLE = frozenset({_S.NEW, _S.ACCEPTED, _S.PROCESSING, _S.SUPPLEMENT, _S.PAYMENT})

ACTIONS: dict[str, Action] = {
    "receive": Action(frozenset({_R.RECEPTION}), frozenset({_S.NEW}), _become(_S.ACCEPTED), told=True),
    "decline": Action(
        frozenset({_R.RECEPTION}), frozenset({_S.NEW}), _become(_S.DECLINED), needs_reason=True, told=True
    ),
    "request_supplement": Action(
        frozenset({_R.RECEPTION, _R.LEADER}),
        frozenset({_S.NEW}) | _ACTIVE,
        _become(_S.SUPPLEMENT),
        (_second_supplement_by_leader,),
        needs_reason=True,
        told=True,
    ),
    "supplement": Action(
        frozenset({_R.CITIZEN}), frozenset({_S.SUPPLEMENT}), None, (_waiting_for_first_hand_in,), told=True
    ),
    "accept_supplement": Action(
        frozenset({_R.RECEPTION}), frozenset({_S.SUPPLEMENT}), _back_to_work, told=True
    ),
    "start": Action(frozenset({_R.SPECIALIST}), frozenset({_S.ACCEPTED}), _become(_S.PROCESSING)),
    "forward": Action(frozenset({_R.SPECIALIST}), _ACTIVE),
    "assign": Action(frozenset({_R.SPECIALIST, _R.ROOM_LEADER, _R.LEADER}), _ACTIVE),
    "draft_result": Action(frozenset({_R.SPECIALIST}), frozenset({_S.PROCESSING}), None, (_not_checked,)),
    "propose_supplement": Action(
        frozenset({_R.SPECIALIST}), _ACTIVE, None, (_not_proposed,), needs_reason=True
    ),
    "return_proposal": Action(frozenset({_R.RECEPTION}), _ACTIVE, None, (_proposed,), needs_reason=True),
    "check": Action(
        frozenset({_R.ROOM_LEADER}), frozenset({_S.PROCESSING}), None, (_not_checked, _not_sent_back)
    ),
    "send_back": Action(
        frozenset({_R.ROOM_LEADER, _R.LEADER}),
        frozenset({_S.PROCESSING}),
        None,
        (_something_to_send_back,),
        needs_reason=True,
    ),
    "sign": Action(frozenset({_R.LEADER}), frozenset({_S.PROCESSING}), None, (_checked_not_signed,)),
    "apologise": Action(
        frozenset({_R.LEADER}), _ACTIVE | PAUSED, None, (_no_apology_yet,), needs_reason=True, told=True
    ),
    "stamp": Action(
        frozenset({_R.CLERK}), frozenset({_S.PROCESSING, _S.PROCESSED}), None, (_signed_not_stamped,)
    ),
    "resolve": Action(
        frozenset({_R.SPECIALIST}), frozenset({_S.PROCESSING}), _become(_S.PROCESSED), (_signatures_there,)
    ),
    "request_payment": Action(frozenset({_R.CASHIER}), _ACTIVE, _become(_S.PAYMENT), told=True),
    "confirm_payment": Action(
        frozenset({_R.CASHIER}), _ACTIVE | {_S.PAYMENT, _S.PROCESSED}, _paid, told=True
    ),
    "return_result": Action(
        frozenset({_R.RECEPTION}), frozenset({_S.PROCESSED}), _become(_S.RETURNED), told=True
    ),
    "withdraw": Action(
        frozenset({_R.CITIZEN}), _WITHDRAWABLE, _withdrawn_or_asked, (_withdrawal_not_asked,), told=True
    ),
    "record_withdrawal": Action(
        frozenset({_R.RECEPTION}),
        _WITHDRAWABLE,
        _withdrawn_or_asked,
        (_withdrawal_not_asked,),
        needs_reason=True,
        told=True,
    ),
    "stop": Action(
        frozenset({_R.LEADER}), _ACTIVE | PAUSED, _become(_S.STOPPED), needs_reason=True, told=True
    ),
}


def decide(action_name: str, *, role: Role, facts: Facts, reason: str | None) -> Status:
    """The status after the action.

    Raises WrongRole (403), ActionNotPossible or a closer reason (409), ReasonMissing (422). The role is looked at
    first: who may never do a thing learns nothing about the dossier's state from trying.
    """
    action = ACTIONS[action_name]
    if role not in action.who:
        raise WrongRole
    problem = _objection(action, role=role, facts=facts)
    if problem:
        raise problem
    if action.needs_reason and not (reason or "").strip():
        raise ReasonMissing
    return action.to(facts) if action.to else facts.status


def waits_for_citizen(status: Status, *, supplement_handed_in: bool) -> bool:
    """Whether nothing goes on before the citizen does something: brings papers, pays, or collects the result."""
    if status == Status.SUPPLEMENT:
        return not supplement_handed_in
    return status in (Status.PAYMENT, Status.PROCESSED)


def allowed_actions(*, role: Role, facts: Facts) -> list[str]:
    """What this role can do with the dossier now, in the table's order."""
    return [
        name
        for name, action in ACTIONS.items()
        if role in action.who and _objection(action, role=role, facts=facts) is None
    ]


def _objection(action: Action, *, role: Role, facts: Facts) -> Problem | None:
    if facts.status not in action.from_:
        return ActionNotPossible()
    return next((problem for guard in action.guards if (problem := guard(facts, role))), None)
