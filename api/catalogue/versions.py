"""Which version of a procedure is in force on a day.

The source states no days: importing writes down on which day it saw a text change, or a procedure go. A publishing
decision that holds for an office knows better, so for that office its day comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import or_, select, update

from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.errors import UnknownProcedure
from api.catalogue.models import Agency, Procedure, ProcedureVersion
from api.catalogue.posting_errors import UnknownPostingAgency
from api.catalogue.posting_models import PublishingDecision, PublishingItem
from api.extensions import db, now

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """The days on which a version is in force, both included. None: unknown before, or open after."""

    number: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Decided:
    """What a decision says about a version: in force from a day on, or abolished from it."""

    number: int
    effective_from: date
    abolishes: bool


def decided_spans(spans: Sequence[Span], decisions: Sequence[Decided]) -> list[Span]:
    """The spans with what was decided; each version ends before the next one begins. In the order of numbers."""
    found = {span.number: span for span in spans}
    for decided in sorted(decisions, key=lambda one: one.effective_from, reverse=True):  # the first one wins
        span = found.get(decided.number)
        if span is None:
            continue
        if decided.abolishes:
            found[decided.number] = replace(span, last=decided.effective_from - _ONE_DAY)
        else:
            found[decided.number] = replace(span, first=decided.effective_from)
    ordered = [found[number] for number in sorted(found)]
    ended = [
        replace(span, last=after.first - _ONE_DAY) if after.first is not None else span
        for span, after in pairwise(ordered)
    ]
    return [*ended, *ordered[-1:]]


def in_force(spans: Sequence[Span], day: date) -> int | None:
    """The number of the version in force on the day: the newest one, if several claim it; None when none does."""
    numbers = [
        span.number
        for span in spans
        if (span.first is None or span.first <= day) and (span.last is None or day <= span.last)
    ]
    return max(numbers, default=None)


def first_and_last_day(number: int, *, listed: bool) -> dict[str, date | None]:
    """Columns of a version imported today. Nobody knows since when the first one was in force."""
    today = _today()
    return {
        "effective_from": None if number == 1 else today,
        "effective_to": None if listed else today - _ONE_DAY,
    }


def end_versions(procedure_ids: Sequence[int]) -> None:
    """Importing has seen today that the text of these procedures is no more; belongs into its write unit."""
    db.session.execute(
        update(ProcedureVersion)
        .where(ProcedureVersion.procedure_id.in_(procedure_ids), ProcedureVersion.effective_to.is_(None))
        .values(effective_to=_today() - _ONE_DAY)
    )


def reopen_versions(procedure_ids: Sequence[int]) -> None:
    """These procedures are listed again with the same text."""
    newest = select(Procedure.current_version_id).where(Procedure.id.in_(procedure_ids))
    db.session.execute(
        update(ProcedureVersion).where(ProcedureVersion.id.in_(newest)).values(effective_to=None)
    )


def versions_of(code: str, *, on: date | None, agency_code: str | None) -> dict[str, Any]:
    """{code, on, in_force, versions}: all versions, and which is in force `on` that day (today).

    With an office, its decisions count. Raises UnknownProcedure, UnknownPostingAgency.
    """
    day = on or _today()
    rows = db.session.execute(
        select(ProcedureVersion)
        .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
        .where(Procedure.code == code)
        .order_by(ProcedureVersion.number)
    )
    versions = rows.scalars().all()
    if not versions:
        raise UnknownProcedure
    made = _decisions(versions[0].procedure_id, agency_code) if agency_code else []
    spans = decided_spans(
        [Span(v.number, v.effective_from, v.effective_to) for v in versions],
        [Decided(number, decision.effective_from, effect == "abolish") for decision, effect, number in made],
    )
    return {
        "code": code,
        "on": day,
        "in_force": in_force(spans, day),
        "versions": [
            {
                "number": version.number,
                "effective_from": span.first,
                "effective_to": span.last,
                "imported_at": version.imported_at,
                "source_decision": version.content["decision"],
                "decisions": [
                    {
                        "number": decision.number,
                        "issuer": decision.issuer,
                        "decided_on": decision.decided_on,
                        "effective_from": decision.effective_from,
                        "effect": effect,
                    }
                    for decision, effect, number in made
                    if number == version.number
                ],
            }
            for version, span in zip(versions, spans, strict=True)
        ],
    }


def _decisions(procedure_id: int, agency_code: str) -> list[tuple[PublishingDecision, str, int]]:
    """What holds for the office: (decision, effect, number of the version), the oldest first."""
    agency = db.session.execute(select(Agency).where(Agency.code == agency_code)).scalar_one_or_none()
    if agency is None:
        raise UnknownPostingAgency
    rows = db.session.execute(
        select(PublishingDecision, PublishingItem.effect, ProcedureVersion.number)
        .join(PublishingItem, PublishingItem.decision_id == PublishingDecision.id)
        .join(ProcedureVersion, ProcedureVersion.id == PublishingItem.version_id)
        .where(
            PublishingItem.procedure_id == procedure_id,
            PublishingDecision.voided_at.is_(None),
            PublishingDecision.province_code == agency.province_code,
            or_(PublishingDecision.agency_id.is_(None), PublishingDecision.agency_id == agency.id),
        )
        .order_by(PublishingDecision.effective_from, PublishingDecision.id)
    )
    return [(decision, effect, number) for decision, effect, number in rows]


def _today() -> date:
    return now().astimezone(TIME_ZONE).date()
