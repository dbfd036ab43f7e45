"""Doing what the lifecycle allows: one locked dossier, one action, one event, one commit."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from api.access import Role
from api.accounts.identity import Caller
from api.accounts.models import Officer
from api.calendars.opening_hours import TIME_ZONE
from api.documents.manifest import finish_pending
from api.dossiers import clock, events, lifecycle, paper_requests
from api.dossiers.acknowledgements import acknowledge, make_up_for_missing
from api.dossiers.due_dates import reappoint
from api.dossiers.errors import (
    ChangedMeanwhile,
    DueDateNotUsable,
    NoDocuments,
    UnknownAction,
    UnknownDossier,
    UnknownOfficer,
)
from api.dossiers.lifecycle import ACTIONS, FINISHED, Facts, Status
from api.dossiers.models import Dossier
from api.dossiers.submission import add_documents, known_papers, receive
from api.extensions import db, lock, write_unit


@dataclass(frozen=True)
class Step:
    """One action as it is being done. `body` holds what came with it."""

    dossier: Dossier
    caller: Caller
    officer: Officer | None
    body: dict[str, Any]
    at: datetime


def act_at_desk(
    dossier_id: uuid.UUID,
    action: str,
    body: dict[str, Any],
    *,
    caller: Caller,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """An officer's action. `version` is the dossier's version the officer saw (If-Match), None when not said.

    Raises UnknownAction, UnknownDossier (also for another office's), ChangedMeanwhile and the lifecycle's problems.
    """
    if action not in ACTIONS:
        raise UnknownAction
    with write_unit():
        dossier = lock(Dossier, dossier_id)
        if dossier is None or dossier.agency_id != caller.agency_id:
            raise UnknownDossier
        if version is not None and version != dossier.version:
            raise ChangedMeanwhile
        officer = db.session.get_one(Officer, caller.id)
        _act(action, Step(dossier, caller, officer, body, at))
    return dossier


def supplement(dossier_id: uuid.UUID, body: dict[str, Any], *, caller: Caller, at: datetime) -> Dossier:
    """The owner hands in the papers that were asked for. The clock runs again when reception accepts them."""
    finish_pending([entry["upload_id"] for entry in body["documents"]])
    return _owners_act("supplement", dossier_id, body, caller=caller, at=at)


def withdraw(dossier_id: uuid.UUID, body: dict[str, Any], *, caller: Caller, at: datetime) -> Dossier:
    """The owner takes the dossier back; once it is in process it is a request that the leader answers."""
    return _owners_act("withdraw", dossier_id, body, caller=caller, at=at)


def facts_of(dossier: Dossier) -> Facts:
    return Facts(
        status=Status(dossier.status),
        received=dossier.received_at is not None,
        has_due_date=dossier.due_on is not None,
        reappointed=dossier.reappointed_on is not None,
        supplement_count=dossier.supplement_count,
        supplement_handed_in=dossier.supplement_handed_in,
        supplement_proposed=dossier.supplement_proposed,
        withdrawal_requested=dossier.withdrawal_requested,
        drafted=dossier.drafted,
        sent_back=dossier.sent_back,
        checked=dossier.checked,
        signed=dossier.signed,
        stamped=dossier.stamped,
    )


def allowed_for(dossier: Dossier, role: Role) -> list[str]:
    return lifecycle.allowed_actions(role=role, facts=facts_of(dossier))


def _owners_act(
    action: str, dossier_id: uuid.UUID, body: dict[str, Any], *, caller: Caller, at: datetime
) -> Dossier:
    with write_unit():
        dossier = lock(Dossier, dossier_id)
        if dossier is None or dossier.citizen_id != caller.id:
            raise UnknownDossier
        _act(action, Step(dossier, caller, None, body, at))
    return dossier


def _act(action: str, step: Step) -> None:
    """Decide by the table, apply the effect, add the event. Reception adds its own event with the code."""
    dossier, body = step.dossier, step.body
    words = body.get("reason") or body.get("note")
    status_to = lifecycle.decide(action, role=step.caller.role, facts=facts_of(dossier), reason=words)
    if action == "receive" and step.officer is not None:
        receive(
            dossier,
            officer=step.officer,
            at=step.at,
            agreed_due_on=body.get("due_on"),
            reason=body.get("reason"),
            note=body.get("note"),
        )
        return
    status_from, due_before = dossier.status, dossier.due_on
    dossier.status = status_to
    facts = EFFECTS.get(action, _nothing_more)(step) or {}
    reasons = paper_requests.reasons_of(body) if action in NAMES_PAPERS else {}
    if status_to in FINISHED and dossier.finished_at is None:
        clock.resume(
            dossier, at=step.at
        )  # stopped or withdrawn while waiting: what was waited does not count
        dossier.finished_at = step.at
    position = step.officer.position if step.officer else "Người nộp hồ sơ"
    events.add_event(
        dossier,
        actor=events.Actor(step.caller.actor, position),
        at=step.at,
        action=action,
        status_from=status_from,
        due_before=due_before,
        note=words,
        facts=facts,
        paper_reasons=reasons,
    )


def _nothing_more(_step: Step) -> None:
    return None


def _request_supplement(step: Step) -> dict[str, Any]:
    asked = paper_requests.papers_of(step.body, known=known_papers(step.dossier))
    last_day = paper_requests.last_day_of(step.body, at=step.at)
    late = clock.notice_is_late(step.dossier, at=step.at)
    step.dossier.supplement_count += 1
    step.dossier.supplement_handed_in = step.dossier.supplement_proposed = False
    clock.pause(step.dossier, reason="supplement", at=step.at)
    facts: dict[str, Any] = {"requirement_ids": asked}
    if last_day:
        facts["answer_by"] = last_day.isoformat()
    return {**facts, "late": True} if late else facts


def _propose_supplement(step: Step) -> dict[str, Any]:
    """Reception asks for these, or returns the proposal; the citizen learns nothing of it yet."""
    step.dossier.supplement_proposed = True
    return {"requirement_ids": paper_requests.papers_of(step.body, known=known_papers(step.dossier))}


def _return_proposal(step: Step) -> None:
    step.dossier.supplement_proposed = False


def _supplement(step: Step) -> dict[str, Any]:
    if not step.body["documents"]:
        raise NoDocuments
    make_up_for_missing(step.dossier)
    added = add_documents(
        step.dossier,
        step.body["documents"],
        owner=step.caller.actor,
        at=step.at,
        is_supplement=True,
        only=paper_requests.asked_for(step.dossier),
    )
    acknowledge(step.dossier, added)
    step.dossier.supplement_handed_in = True
    return {"documents": len(step.body["documents"])}


def _resume(step: Step) -> None:
    clock.resume(step.dossier, at=step.at)


def _accept_supplement(step: Step) -> None:
    """The clock runs again; what was drafted and signed was about other papers."""
    _resume(step)
    _withdraw_signatures(step)


def _send_back(step: Step) -> None:
    """Nothing is checked before the specialist has drafted anew."""
    _withdraw_signatures(step)
    step.dossier.sent_back = True


def _request_payment(step: Step) -> dict[str, Any]:
    clock.pause(step.dossier, reason="payment", at=step.at)
    return {"amount_vnd": step.body.get("amount_vnd")}


def _take_on(step: Step) -> None:
    step.dossier.assignee_id = step.caller.id


def _assign(step: Step) -> dict[str, Any]:
    username = step.body.get("officer")
    found = db.session.execute(
        select(Officer).where(
            Officer.username == username, Officer.agency_id == step.dossier.agency_id, Officer.active
        )
    ).scalar_one_or_none()
    if found is None:
        raise UnknownOfficer
    step.dossier.assignee_id = found.id
    return {"officer": found.username}


def _forward(step: Step) -> dict[str, Any] | None:
    return _assign(step) if step.body.get("officer") else None


def _draft(step: Step) -> None:
    """Who drafts needs no more papers."""
    step.dossier.drafted, step.dossier.sent_back = True, False
    step.dossier.supplement_proposed = False


def _check(step: Step) -> None:
    step.dossier.checked = True


def _withdraw_signatures(step: Step) -> None:
    step.dossier.drafted = step.dossier.checked = step.dossier.signed = step.dossier.stamped = False


def _sign(step: Step) -> None:
    step.dossier.signed = True


def _stamp(step: Step) -> None:
    step.dossier.stamped = True


def _apologise(step: Step) -> dict[str, Any]:
    day = step.body.get("due_on")
    if day is None:
        raise DueDateNotUsable
    due_on, today = step.dossier.due_on, step.at.astimezone(TIME_ZONE).date()
    reappoint(step.dossier, day, at=step.at)
    return {"reappointed_on": day.isoformat(), "late": due_on is not None and today >= due_on}


def _withdraw(step: Step) -> None:
    step.dossier.withdrawal_requested = True


def _return_result(step: Step) -> dict[str, Any]:
    step.dossier.returned_at = step.at
    step.dossier.returned_by_id = step.caller.id
    return {"collector": step.body.get("collector") or "owner"}


NAMES_PAPERS = frozenset({"request_supplement", "propose_supplement"})
EFFECTS: dict[str, Callable[[Step], dict[str, Any] | None]] = {
    "request_supplement": _request_supplement,
    "propose_supplement": _propose_supplement,
    "return_proposal": _return_proposal,
    "supplement": _supplement,
    "accept_supplement": _accept_supplement,
    "request_payment": _request_payment,
    "confirm_payment": _resume,
    "start": _take_on,
    "assign": _assign,
    "forward": _forward,
    "draft_result": _draft,
    "check": _check,
    "send_back": _send_back,
    "sign": _sign,
    "stamp": _stamp,
    "apologise": _apologise,
    "withdraw": _withdraw,
    "record_withdrawal": _withdraw,
    "return_result": _return_result,
}
