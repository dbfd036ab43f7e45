"""How many duties of posting stand how, by office and field.

A province has hundreds of offices and thousands of procedures, and most of their duties have no row of their own: an
office that recorded nothing has none at all. So only what was recorded is read row by row; the rest is counted by
multiplication, decisions times offices.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import select

from api.catalogue.models import Agency, Procedure, ProcedureVersion
from api.catalogue.posting import Publicity, recorded_afterwards, status
from api.catalogue.posting_duties import LACKS
from api.catalogue.posting_models import Posting, PublishingDecision, PublishingItem
from api.extensions import db
from api.oversight.periods import Period


@dataclass(frozen=True, eq=False)
class Standing:
    """All that figures tell duties apart by, beside office and field. One object for equal ones: counted by identity,
    which is several times as quick as comparing its parts."""

    rule_set: str
    publicity: Publicity
    gaps: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Kind:
    """What the duties of an item have in common; items of one kind are counted together, as one object."""

    field: str
    publish_by: date
    rule_set: str
    superseded: bool
    lacks: tuple[str, ...]


class _Office(NamedTuple):
    id: int
    province_code: str
    effective_from: date | None
    effective_to: date | None


_ITEMS = (
    select(PublishingItem, PublishingDecision, Procedure.field, ProcedureVersion.effective_to)
    .join(PublishingDecision, PublishingDecision.id == PublishingItem.decision_id)
    .join(Procedure, Procedure.id == PublishingItem.procedure_id)
    .join(ProcedureVersion, ProcedureVersion.id == PublishingItem.version_id)
    .where(PublishingDecision.voided_at.is_(None))
)
_RECORDED = select(
    Posting.item_id,
    Posting.agency_id,
    Posting.office_on,
    Posting.electronic_on,
    Posting.withdrawn_on,
    Posting.office_recorded_on,
    Posting.electronic_recorded_on,
)
_OFFICES = select(Agency.id, Agency.province_code, Agency.effective_from, Agency.effective_to)


def count_duties(agency_ids: list[int], period: Period) -> dict[int, dict[str, Counter[Standing]]]:
    """Office → field → how many duties of the period stand how on its `seen_on`."""
    offices = {row.id: _Office(*row) for row in db.session.execute(_OFFICES.where(Agency.id.in_(agency_ids)))}
    provinces = {office.province_code for office in offices.values()}
    kinds, decisions = _items(provinces, period)
    not_recorded = {office.id: _expected(office, decisions) for office in offices.values()}
    found: dict[int, dict[str, Counter[Standing]]] = {
        office_id: defaultdict(Counter) for office_id in offices
    }
    standing = _judge(period.seen_on)
    recorded = db.session.execute(_RECORDED.where(Posting.agency_id.in_(agency_ids)))
    for item_id, agency_id, office_on, electronic_on, withdrawn_on, *entered in recorded:
        kind = kinds.get(item_id)
        if kind is None or not_recorded[agency_id][kind] == 0:
            continue
        not_recorded[agency_id][kind] -= 1
        if _in_period(kind, office_on, electronic_on, period.first):
            late = any(
                recorded_afterwards(done, on, due_on=kind.publish_by, seen_on=period.seen_on)
                for done, on in zip((office_on, electronic_on), entered, strict=True)
            )
            found[agency_id][kind.field][standing(kind, office_on, electronic_on, withdrawn_on, late)] += 1
    for office_id, expected in not_recorded.items():
        for kind, count in expected.items():
            if count:
                found[office_id][kind.field][standing(kind, None, None, None, False)] += count
    return found


def _items(
    provinces: set[str], period: Period
) -> tuple[dict[int, _Kind], dict[PublishingDecision, Counter[_Kind]]]:
    """Kinds by item, and how many items of each kind a decision has."""
    statement = _ITEMS.where(
        PublishingDecision.province_code.in_(provinces), PublishingDecision.decided_on <= period.last
    )
    kinds: dict[int, _Kind] = {}
    make = cache(_Kind)
    decisions: defaultdict[PublishingDecision, Counter[_Kind]] = defaultdict(Counter)
    for item, decision, field, effective_to in db.session.execute(statement):
        kind = make(**_kind(item, decision, field, effective_to, period.seen_on))
        kinds[item.id] = kind
        decisions[decision][kind] += 1
    return kinds, decisions


def _kind(
    item: PublishingItem, decision: PublishingDecision, field: str, effective_to: date | None, seen_on: date
) -> dict[str, Any]:
    lacks = {
        "fees": item.lacks_fees,
        "forms": item.lacks_forms,
        "time_limit": item.lacks_time_limit,
        "mandatory_parts": item.lacks_parts,
    }
    publishes = item.effect != "abolish"
    return {
        "field": field,
        "publish_by": decision.publish_by,
        "rule_set": decision.rule_set,
        "superseded": publishes and effective_to is not None and effective_to < seen_on,
        "lacks": tuple(gap for gap, holds in lacks.items() if holds and publishes),
    }


def _expected(office: _Office, decisions: Mapping[PublishingDecision, Counter[_Kind]]) -> Counter[_Kind]:
    expected: Counter[_Kind] = Counter()
    for decision, items in decisions.items():
        if _holds_for(decision, office):
            expected.update(items)
    return expected


def _holds_for(decision: PublishingDecision, office: _Office) -> bool:
    """As posting_duties.duties says in SQL."""
    return (
        decision.province_code == office.province_code
        and decision.agency_id in (None, office.id)
        and (office.effective_from is None or office.effective_from <= decision.publish_by)
        and (office.effective_to is None or office.effective_to >= decision.decided_on)
    )


def _in_period(kind: _Kind, office_on: date | None, electronic_on: date | None, first: date) -> bool:
    """Due in the period, or not done in both ways before it."""
    return (
        kind.publish_by >= first
        or office_on is None
        or office_on >= first
        or electronic_on is None
        or electronic_on >= first
    )


def _judge(seen_on: date) -> Any:
    """A function (kind, office_on, electronic_on, withdrawn_on, recorded_late) → Standing; it remembers answers."""

    make = cache(Standing)

    @cache
    def standing(
        kind: _Kind,
        office_on: date | None,
        electronic_on: date | None,
        withdrawn_on: date | None,
        recorded_late: bool,
    ) -> Standing:
        taken_down = withdrawn_on is not None and withdrawn_on <= seen_on
        publicity = Publicity(
            office=status(office_on, due_on=kind.publish_by, seen_on=seen_on),
            electronic=status(electronic_on, due_on=kind.publish_by, seen_on=seen_on),
            taken_down=taken_down,
            exact=not kind.superseded,
            complete="mandatory_parts" not in kind.lacks,
        )
        found = {
            "outdated": publicity.outdated,
            "taken_down": taken_down,
            "recorded_late": recorded_late,
        }
        held = {*kind.lacks, *(gap for gap, holds in found.items() if holds)}
        return make(kind.rule_set, publicity, tuple(gap for gap in LACKS if gap in held))

    return standing


def add_up(parts: Iterable[Mapping[Standing, int]]) -> Counter[Standing]:
    total: Counter[Standing] = Counter()
    for part in parts:
        total.update(part)
    return total
