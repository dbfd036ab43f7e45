"""The posting register of an office: what was posted when, by whom, with a photograph. Lines are only added.

Reception and administrator record that a sheet hangs, that the procedure is public electronically, or that a sheet
was taken down; a wrong line is corrected by the administrator, by a further line with its reason. What stands in
`Posting` is the sum of the lines, written in the same unit.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from api.access import Role
from api.accounts.identity import Caller
from api.accounts.models import Officer
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import Agency
from api.catalogue.posting_duties import COLUMNS, duties
from api.catalogue.posting_errors import (
    AlreadyPosted,
    ChangedSinceSeen,
    DayBeforeDecision,
    DayBeforePosting,
    DayInFuture,
    NotPostedYet,
    PhotoMissing,
    PostingReasonMissing,
    RoleMayNotPost,
    UnknownPosting,
)
from api.catalogue.posting_models import Posting, PostingEntry, PublishingDecision, PublishingItem
from api.catalogue.posting_photos import photo_of
from api.catalogue.posting_views import register_row
from api.extensions import db, insert, lock, write_unit

RECORD = frozenset({Role.RECEPTION, Role.ADMINISTRATOR})
# action → who may, and the step it records; a correction names its step.
ACTIONS: dict[str, tuple[frozenset[Role], str]] = {
    "post_at_office": (RECORD, "office"),
    "publish_electronically": (RECORD, "electronic"),
    "take_down": (RECORD, "withdrawn"),
    "correct": (frozenset({Role.ADMINISTRATOR}), ""),
}
STEPS = ("office", "electronic", "withdrawn")


@dataclass(frozen=True, kw_only=True)
class Step:
    """What somebody wants to add. `on` None takes a step back, in a correction only."""

    step: str
    on: date | None
    corrects: bool = False
    reason: str | None = None
    photo_id: uuid.UUID | None = None
    seen: int | None = None


def record(item_id: int, body: dict[str, Any], *, caller: Caller, at: datetime) -> None:
    """Add a line for the caller's office. The same by the same officer again changes nothing.

    Raises RoleMayNotPost, UnknownPosting, and what `_check` raises; then nothing has changed.
    """
    roles, name = ACTIONS[body["action"]]
    if caller.role not in roles:
        raise RoleMayNotPost
    step = Step(
        step=name or body["step"],
        on=body.get("on"),
        corrects=body["action"] == "correct",
        reason=(body.get("reason") or "").strip() or None,
        photo_id=body.get("photo_id"),
        seen=body.get("seen"),
    )
    agency_id = _office_of(caller)
    with write_unit():
        duty = _duty(item_id, agency_id)
        posting = _posting(item_id, agency_id)
        newest = next((line for line in reversed(posting.entries) if line.step == step.step), None)
        if newest is not None and _is_again(newest, step, caller):
            return
        _check(step, duty, posting, newest, today=at.astimezone(TIME_ZONE).date())
        if step.photo_id is not None:
            photo_of(agency_id, step.photo_id)
        _add(posting, step, newest, officer_id=caller.id, at=at)


def one(item_id: int, *, agency_id: int, seen_on: date) -> dict[str, Any]:
    """A row of the office's register with its lines, the oldest first. Raises UnknownPosting."""
    row = register_row(_duty(item_id, agency_id), seen_on=seen_on)
    statement = (
        select(PostingEntry, Officer.full_name, Officer.position)
        .join(Posting, Posting.id == PostingEntry.posting_id)
        .join(Officer, Officer.id == PostingEntry.officer_id)
        .where(Posting.item_id == item_id, Posting.agency_id == agency_id)
        .order_by(PostingEntry.number)
    )
    return {
        **row,
        "entries": [_line(entry, name, position) for entry, name, position in db.session.execute(statement)],
    }


def posted_at(agency_id: int, on: date) -> list[dict[str, Any]]:
    """What hangs at an office on a day: {procedure_code, version, decision_number, office_on}, by code.

    Of several decisions about a procedure the newest one that was posted counts; what it abolished hangs no more.
    """
    statement = duties(*COLUMNS).where(Agency.id == agency_id, Posting.office_on <= on)
    rows = db.session.execute(
        statement.order_by(PublishingDecision.decided_on, PublishingDecision.id)
    ).mappings()
    newest = {row["procedure_code"]: row for row in rows}
    return [
        {name: row[name] for name in ("procedure_code", "version", "decision_number", "office_on")}
        for _, row in sorted(newest.items())
        if row["effect"] != "abolish" and (row["withdrawn_on"] is None or row["withdrawn_on"] > on)
    ]


def _office_of(caller: Caller) -> int:
    if caller.agency_id is None:
        raise UnknownPosting
    return caller.agency_id


def _duty(item_id: int, agency_id: int) -> dict[str, Any]:
    statement = duties(*COLUMNS).where(PublishingItem.id == item_id, Agency.id == agency_id)
    row = db.session.execute(statement).mappings().one_or_none()
    if row is None:
        raise UnknownPosting
    return dict(row)


def _posting(item_id: int, agency_id: int) -> Posting:
    """The row, made when absent, and kept from everybody else until the unit ends."""
    place = {"item_id": item_id, "agency_id": agency_id}
    db.session.execute(insert(Posting).values(**place).on_conflict_do_nothing())
    found = db.session.execute(select(Posting.id).filter_by(**place)).scalar_one()
    posting = lock(Posting, found)
    if posting is None:
        raise UnknownPosting
    return posting


def _is_again(newest: PostingEntry, step: Step, caller: Caller) -> bool:
    """A second tap: the same officer, the same day, the same reason."""
    return (newest.officer_id, newest.happened_on, newest.is_correction, newest.reason) == (
        caller.id,
        step.on,
        step.corrects,
        step.reason,
    )


def _check(
    step: Step, duty: dict[str, Any], posting: Posting, newest: PostingEntry | None, *, today: date
) -> None:
    """Raises AlreadyPosted, NotPostedYet, ChangedSinceSeen, PostingReasonMissing, PhotoMissing, or what is wrong with
    the day."""
    if not step.corrects and newest is not None and newest.happened_on is not None:
        raise AlreadyPosted(
            who=db.session.get_one(Officer, newest.officer_id).full_name,
            on=f"{newest.happened_on:%d/%m/%Y}",
            at=f"{newest.recorded_at.astimezone(TIME_ZONE):%H:%M %d/%m/%Y}",
        )
    if (step.corrects and newest is None) or (step.step == "withdrawn" and posting.office_on is None):
        raise NotPostedYet
    if step.seen is not None and step.seen != len(posting.entries):
        raise ChangedSinceSeen
    if (step.corrects or step.step == "withdrawn") and not step.reason:
        raise PostingReasonMissing
    _check_day(step, duty["decided_on"], posting, today=today)
    wants_photo = step.step == "office" and step.on is not None and duty["effect"] != "abolish"
    if wants_photo and step.photo_id is None and not (step.corrects and newest and newest.photo_id):
        raise PhotoMissing


def _check_day(step: Step, decided_on: date, posting: Posting, *, today: date) -> None:
    if step.on is not None and step.on > today:
        raise DayInFuture
    if step.on is not None and step.on < decided_on:
        raise DayBeforeDecision(decided_on=f"{decided_on:%d/%m/%Y}")
    office_on = step.on if step.step == "office" else posting.office_on
    withdrawn_on = step.on if step.step == "withdrawn" else posting.withdrawn_on
    if withdrawn_on is not None and (office_on is None or withdrawn_on < office_on):
        raise DayBeforePosting


def _add(
    posting: Posting, step: Step, newest: PostingEntry | None, *, officer_id: uuid.UUID, at: datetime
) -> None:
    kept_photo = newest.photo_id if newest is not None and step.on is not None else None
    db.session.add(
        PostingEntry(
            posting_id=posting.id,
            number=len(posting.entries) + 1,
            step=step.step,
            happened_on=step.on,
            is_correction=step.corrects,
            reason=step.reason,
            photo_id=step.photo_id or kept_photo,
            officer_id=officer_id,
            recorded_at=at,
        )
    )
    setattr(posting, f"{step.step}_on", step.on)
    setattr(posting, f"{step.step}_recorded_on", at.astimezone(TIME_ZONE).date())


def _line(entry: PostingEntry, name: str, position: str) -> dict[str, Any]:
    return {
        "number": entry.number,
        "step": entry.step,
        "on": entry.happened_on,
        "is_correction": entry.is_correction,
        "reason": entry.reason,
        "photo_id": entry.photo_id,
        "recorded_at": entry.recorded_at,
        "officer_name": name,
        "officer_position": position,
    }
