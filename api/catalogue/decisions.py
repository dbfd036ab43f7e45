"""The register of publishing decisions: entering one, voiding a wrong one.

An administrator enters decisions for the own office; one whose account also has a province (`motcua officer add
--province`) enters them for all offices of it. Nothing that lacks a mandatory part can be published
(mandatory_parts.py); what a decision abolishes need not be complete any more. Importing is not bound by this: what the
source prints is shown, and its gaps are counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.exc import IntegrityError

from api.access import Role
from api.accounts.identity import Caller
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.folding import fold
from api.catalogue.mandatory_parts import PARTS, gaps, missing_parts
from api.catalogue.models import Agency, Procedure, ProcedureVersion
from api.catalogue.office_calendars import calendar_of
from api.catalogue.posting import EARLIEST_DECISION, publish_by, rules_on
from api.catalogue.posting_errors import (
    DecisionAlreadyRecorded,
    DecisionAlreadyVoided,
    DecisionDateNotUsable,
    EffectiveDateNotUsable,
    ProcedureIncomplete,
    ProceduresNotUsable,
    ProvinceNotAllowed,
    RoleMayNotPost,
    UnknownDecision,
    UnknownPosting,
)
from api.catalogue.posting_models import PublishingDecision, PublishingItem
from api.errors import field_error
from api.extensions import db, lock, write_unit
from api.field_messages import Sentence

MOST_PROCEDURES = 500
_MOST_SHOWN = 200
_LATEST_EFFECT = timedelta(days=2 * 366)

_UNKNOWN = Sentence(
    "unknown_procedure", vi="Không có thủ tục mang mã này.", en="There is no procedure with this code."
)
_TWICE = Sentence(
    "procedure_named_twice", vi="Thủ tục này được kê hai lần.", en="This procedure is listed twice."
)
_WITHDRAWN = Sentence(
    "procedure_withdrawn",
    vi="Thủ tục này không còn trong danh mục; chỉ ghi được là bãi bỏ.",
    en="This procedure is listed no more; it can only be abolished.",
)
_INCOMPLETE = Sentence("procedure_incomplete", vi="{code} thiếu: {parts}.", en="{code} lacks: {parts}.")


def record_decision(body: dict[str, Any], *, caller: Caller, at: datetime) -> tuple[PublishingDecision, bool]:
    """Enter a decision; answers it and whether it is new. Entering the same again changes nothing.

    Raises RoleMayNotPost, ProvinceNotAllowed, DecisionDateNotUsable, EffectiveDateNotUsable, ProceduresNotUsable,
    ProcedureIncomplete, or DecisionAlreadyRecorded when its number is in the register with other facts.
    """
    if caller.role != Role.ADMINISTRATOR:
        raise RoleMayNotPost
    effective_from = body.get("effective_from") or body["decided_on"]
    _check_days(body["decided_on"], effective_from, today=at.astimezone(TIME_ZONE).date())
    try:
        with write_unit():
            agency = _own_agency(caller)
            whole_province = body["applies_to"] == "province"
            if whole_province and caller.scope_province != agency.province_code:
                raise ProvinceNotAllowed
            decision = PublishingDecision(
                register_key=f"province {agency.province_code}" if whole_province else f"agency {agency.id}",
                number=body["number"],
                number_key=fold(body["number"]).replace(" ", ""),
                issuer=body["issuer"],
                decided_on=body["decided_on"],
                effective_from=effective_from,
                publish_by=publish_by(body["decided_on"], calendar_of(agency)),
                rule_set=rules_on(body["decided_on"]).id,
                province_code=agency.province_code,
                agency_id=None if whole_province else agency.id,
                recorded_by=caller.id,
                recorded_at=at,
            )
            known = _valid_entry(decision)
            if known is not None:
                return _the_same(known, decision, body["procedures"]), False
            decision.items = _items(body["procedures"], agency.province_code)
            db.session.add(decision)
            db.session.flush()
    except IntegrityError as error:  # another administrator was first (PostgreSQL only)
        raise DecisionAlreadyRecorded(number=body["number"]) from error
    return decision, True


def void_decision(decision_id: int, *, reason: str, caller: Caller, at: datetime) -> PublishingDecision:
    """Take a wrong entry out of the register; it stays readable with the reason.

    Raises RoleMayNotPost, UnknownDecision (also for another office's), ProvinceNotAllowed or DecisionAlreadyVoided.
    """
    if caller.role != Role.ADMINISTRATOR:
        raise RoleMayNotPost
    with write_unit():
        agency = _own_agency(caller)
        decision = lock(PublishingDecision, decision_id)
        if decision is None or not _holds_for(decision, agency):
            raise UnknownDecision
        if decision.agency_id is None and caller.scope_province != agency.province_code:
            raise ProvinceNotAllowed
        if decision.voided_at is not None:
            raise DecisionAlreadyVoided
        decision.voided_by, decision.voided_at, decision.void_reason = caller.id, at, reason
    return decision


def decisions_of(agency_id: int) -> list[PublishingDecision]:
    """The decisions that hold for an office, voided ones too, the newest first and no more than can be shown."""
    agency = db.session.get_one(Agency, agency_id)
    statement = (
        select(PublishingDecision)
        .where(
            PublishingDecision.province_code == agency.province_code,
            or_(PublishingDecision.agency_id.is_(None), PublishingDecision.agency_id == agency_id),
        )
        .order_by(PublishingDecision.decided_on.desc(), PublishingDecision.id.desc())
        .limit(_MOST_SHOWN)
    )
    return list(db.session.execute(statement).scalars())


def procedures_in(decision_ids: Iterable[int]) -> dict[int, list[dict[str, str]]]:
    """The procedures {code, effect} of each decision, in the order in which they were entered; one query for all."""
    statement = (
        select(PublishingItem.decision_id, Procedure.code, PublishingItem.effect)
        .join(Procedure, Procedure.id == PublishingItem.procedure_id)
        .where(PublishingItem.decision_id.in_(list(decision_ids)))
        .order_by(PublishingItem.id)
    )
    found: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
    for decision_id, code, effect in db.session.execute(statement):
        found[decision_id].append({"code": code, "effect": effect})
    return found


def _own_agency(caller: Caller) -> Agency:
    agency = db.session.get(Agency, caller.agency_id) if caller.agency_id is not None else None
    if agency is None:
        raise UnknownPosting
    return agency


def _holds_for(decision: PublishingDecision, agency: Agency) -> bool:
    return decision.province_code == agency.province_code and decision.agency_id in (None, agency.id)


def _check_days(decided_on: date, effective_from: date, *, today: date) -> None:
    if not EARLIEST_DECISION <= decided_on <= today:
        raise DecisionDateNotUsable(first=f"{EARLIEST_DECISION:%d/%m/%Y}")
    if not decided_on <= effective_from <= decided_on + _LATEST_EFFECT:
        raise EffectiveDateNotUsable


def _valid_entry(decision: PublishingDecision) -> PublishingDecision | None:
    statement = select(PublishingDecision).where(
        PublishingDecision.register_key == decision.register_key,
        PublishingDecision.number_key == decision.number_key,
        PublishingDecision.voided_at.is_(None),
    )
    return db.session.execute(statement).scalar_one_or_none()


def _the_same(
    known: PublishingDecision, wanted: PublishingDecision, procedures: list[dict[str, Any]]
) -> PublishingDecision:
    """A double tap finds what the first one made. Raises DecisionAlreadyRecorded where the facts differ."""
    facts = ("issuer", "decided_on", "effective_from")
    agree = all(getattr(known, name) == getattr(wanted, name) for name in facts)
    listed = {(one["code"], one["effect"]) for one in procedures_in([known.id])[known.id]}
    if not agree or listed != {(one["code"], one["effect"]) for one in procedures}:
        raise DecisionAlreadyRecorded(number=known.number)
    return known


def _items(procedures: list[dict[str, Any]], province: str) -> list[PublishingItem]:
    """The procedures in their present versions. Raises ProceduresNotUsable or ProcedureIncomplete, with all faults."""
    found = _present_versions([one["code"] for one in procedures], province)
    unusable, incomplete, items = [], [], []
    seen: set[str] = set()
    for index, one in enumerate(procedures):
        code, publishes = one["code"], one["effect"] != "abolish"
        row = found.get(code)
        place = f"procedures.{index}.code"
        if row is None or code in seen:
            unusable.append(field_error(place, _UNKNOWN if row is None else _TWICE))
            continue
        seen.add(code)
        lacking = missing_parts(row.content)
        if publishes and not row.listed:
            unusable.append(field_error(place, _WITHDRAWN))
        elif publishes and lacking:
            incomplete.append({**_lacks(place, code, lacking), "procedure_code": code, "missing": lacking})
        items.append(_item(row, one["effect"], lacking))
    if unusable:
        raise ProceduresNotUsable(errors=unusable)
    if incomplete:
        raise ProcedureIncomplete(errors=incomplete)
    return items


def _lacks(place: str, code: str, lacking: list[str]) -> dict[str, Any]:
    """The sentence in both languages names the parts in its own."""
    named = Sentence(
        _INCOMPLETE.code,
        vi=_INCOMPLETE.vi.format(code=code, parts=", ".join(PARTS[part].vi for part in lacking)),
        en=str.format(_INCOMPLETE, code=code, parts=", ".join(str(PARTS[part]) for part in lacking)),
    )
    return field_error(place, named)


def _present_versions(codes: list[str], province: str) -> dict[str, Row[Any]]:
    """By code: procedures of the nation and of the province; others do not exist here."""
    statement = (
        select(
            Procedure.code,
            Procedure.id,
            Procedure.listed,
            ProcedureVersion.id.label("version_id"),
            ProcedureVersion.content,
        )
        .join(Procedure.current_version)
        .where(
            Procedure.code.in_(codes),
            or_(Procedure.scope == "national", Procedure.province_code == province),
        )
    )
    return {row.code: row for row in db.session.execute(statement)}


def _item(row: Row[Any], effect: str, lacking: list[str]) -> PublishingItem:
    found = gaps(row.content)
    return PublishingItem(
        procedure_id=row.id,
        version_id=row.version_id,
        effect=effect,
        missing_parts=lacking,
        lacks_parts="mandatory_parts" in found,
        lacks_fees="fees" in found,
        lacks_forms="forms" in found,
        lacks_time_limit="time_limit" in found,
    )
