"""What offices have to post, as the database sees it: one row for each procedure of a decision at each of its offices.

The conditions say in SQL what posting.py says in Python; a test holds them together. Each is true or false, never
unknown, and refers to the day `seen_on`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Select, and_, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from api.catalogue.models import Agency, Procedure, ProcedureVersion
from api.catalogue.posting import Status
from api.catalogue.posting_models import Posting, PublishingDecision, PublishingItem

SEEN_ON: BindParameter[date] = bindparam("seen_on", type_=Date)
WAYS = ("office", "electronic")

Condition = ColumnElement[bool]


def duties(*columns: Any) -> Select[Any]:
    """A SELECT of the columns over all duties of valid decisions, at offices that were there to post them."""
    holds = and_(
        PublishingDecision.province_code == Agency.province_code,
        or_(PublishingDecision.agency_id.is_(None), PublishingDecision.agency_id == Agency.id),
    )
    return (
        select(*columns)
        .select_from(PublishingItem)
        .join(PublishingDecision, PublishingDecision.id == PublishingItem.decision_id)
        .join(Procedure, Procedure.id == PublishingItem.procedure_id)
        .join(ProcedureVersion, ProcedureVersion.id == PublishingItem.version_id)
        .join(Agency, holds)
        .outerjoin(Posting, and_(Posting.item_id == PublishingItem.id, Posting.agency_id == Agency.id))
        .where(
            PublishingDecision.voided_at.is_(None),
            or_(Agency.effective_from.is_(None), Agency.effective_from <= PublishingDecision.publish_by),
            or_(Agency.effective_to.is_(None), Agency.effective_to >= PublishingDecision.decided_on),
        )
    )


def _statuses(done_on: InstrumentedAttribute[date | None]) -> dict[Status, Condition]:
    done = and_(done_on.is_not(None), done_on <= SEEN_ON)
    open_still = or_(done_on.is_(None), done_on > SEEN_ON)
    due_on = PublishingDecision.publish_by
    return {
        Status.ON_TIME: and_(done, done_on <= due_on),
        Status.LATE: and_(done, done_on > due_on),
        Status.MISSING: and_(open_still, due_on < SEEN_ON),
        Status.NOT_YET_DUE: and_(open_still, due_on >= SEEN_ON),
    }


OFFICE = _statuses(Posting.office_on)
ELECTRONIC = _statuses(Posting.electronic_on)
# Both ways together: as bad as the worse of them.
BOTH: dict[Status, Condition] = {
    Status.MISSING: or_(OFFICE[Status.MISSING], ELECTRONIC[Status.MISSING]),
    Status.NOT_YET_DUE: or_(OFFICE[Status.NOT_YET_DUE], ELECTRONIC[Status.NOT_YET_DUE]),
    Status.LATE: or_(
        and_(OFFICE[Status.LATE], or_(ELECTRONIC[Status.LATE], ELECTRONIC[Status.ON_TIME])),
        and_(OFFICE[Status.ON_TIME], ELECTRONIC[Status.LATE]),
    ),
    Status.ON_TIME: and_(OFFICE[Status.ON_TIME], ELECTRONIC[Status.ON_TIME]),
}

_ABOLISHES = PublishingItem.effect == "abolish"
TAKEN_DOWN: Condition = and_(Posting.withdrawn_on.is_not(None), Posting.withdrawn_on <= SEEN_ON)
_HANGS = or_(Posting.withdrawn_on.is_(None), Posting.withdrawn_on > SEEN_ON)
_EXACT = or_(_ABOLISHES, ProcedureVersion.effective_to.is_(None), ProcedureVersion.effective_to >= SEEN_ON)
_COMPLETE = or_(_ABOLISHES, ~PublishingItem.lacks_parts)
_AT_OFFICE = and_(or_(OFFICE[Status.ON_TIME], OFFICE[Status.LATE]), _HANGS)
_ONLINE = or_(ELECTRONIC[Status.ON_TIME], ELECTRONIC[Status.LATE])
# As Publicity.outdated says.
OUTDATED: Condition = and_(
    ~_ABOLISHES,
    ProcedureVersion.effective_to.is_not(None),
    ProcedureVersion.effective_to < SEEN_ON,
    or_(_AT_OFFICE, _ONLINE),
)

# As posting.recorded_afterwards says.
RECORDED_LATE: Condition = or_(
    *(
        and_(
            done <= PublishingDecision.publish_by, entered > PublishingDecision.publish_by, entered <= SEEN_ON
        )
        for done, entered in (
            (Posting.office_on, Posting.office_recorded_on),
            (Posting.electronic_on, Posting.electronic_recorded_on),
        )
    )
)

# Indicator 6. 'full' is both, exact, complete and timely; 'one' one of the two; 'none' neither.
_FULL = and_(BOTH[Status.ON_TIME], _HANGS, _EXACT, _COMPLETE)
_NOT_FULL = or_(
    OFFICE[Status.LATE],
    OFFICE[Status.MISSING],
    ELECTRONIC[Status.LATE],
    ELECTRONIC[Status.MISSING],
    TAKEN_DOWN,
    OUTDATED,
    and_(~_ABOLISHES, PublishingItem.lacks_parts),
)
_JUDGED = and_(
    or_(OFFICE[Status.ON_TIME], OFFICE[Status.LATE], OFFICE[Status.MISSING]),
    or_(ELECTRONIC[Status.ON_TIME], ELECTRONIC[Status.LATE], ELECTRONIC[Status.MISSING]),
)
_NOT_AT_OFFICE = or_(OFFICE[Status.MISSING], TAKEN_DOWN)
GRADES: dict[str, Condition] = {
    "full": _FULL,
    "one": and_(_JUDGED, _NOT_FULL, or_(_AT_OFFICE, _ONLINE)),
    "none": and_(_JUDGED, _NOT_AT_OFFICE, ELECTRONIC[Status.MISSING]),
}

# What to look at: of the text that is published, and of its posting.
LACKS: dict[str, Condition] = {
    "fees": and_(~_ABOLISHES, PublishingItem.lacks_fees),
    "forms": and_(~_ABOLISHES, PublishingItem.lacks_forms),
    "time_limit": and_(~_ABOLISHES, PublishingItem.lacks_time_limit),
    "mandatory_parts": and_(~_ABOLISHES, PublishingItem.lacks_parts),
    "outdated": OUTDATED,
    "taken_down": TAKEN_DOWN,
    "recorded_late": RECORDED_LATE,
}

# Of which a row of the register consists.
COLUMNS = (
    PublishingItem.id.label("item_id"),
    PublishingItem.effect,
    PublishingItem.missing_parts,
    PublishingItem.lacks_parts,
    PublishingItem.lacks_fees,
    PublishingItem.lacks_forms,
    PublishingItem.lacks_time_limit,
    PublishingDecision.number.label("decision_number"),
    PublishingDecision.issuer,
    PublishingDecision.decided_on,
    PublishingDecision.effective_from,
    PublishingDecision.publish_by,
    PublishingDecision.rule_set,
    Procedure.code.label("procedure_code"),
    Procedure.name.label("procedure_name"),
    Procedure.field,
    ProcedureVersion.number.label("version"),
    ProcedureVersion.effective_to,
    Agency.code.label("agency_code"),
    Agency.name.label("agency_name"),
    Posting.office_on,
    Posting.electronic_on,
    Posting.withdrawn_on,
    Posting.office_recorded_on,
    Posting.electronic_recorded_on,
)
# Due first; then an order that stays.
ORDER = (PublishingDecision.publish_by, PublishingDecision.id, Procedure.code, Agency.code)
