"""How offices keep the duty of posting: figures by agency and by field, each of which opens to its rows.

A duty (a procedure of a decision at an office) belongs to a period when the decision was made by its last day, and
the duty was still open or due in it: what an earlier year left undone stays in sight until it is done. It is
judged as of the period's `seen_on`.

The indicator is the mean over what can be judged, rounded to one decimal (TT 01/2018/TT-VPCP Art 15(1)).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import BindParameter, Date, and_, bindparam, case, func, or_

from api.catalogue.content_gaps import Incomplete, catalogue_gaps
from api.catalogue.mandatory_parts import GAPS
from api.catalogue.models import Agency, Procedure
from api.catalogue.posting import rule_sets
from api.catalogue.posting_duties import BOTH, COLUMNS, ELECTRONIC, GRADES, LACKS, OFFICE, ORDER, duties
from api.catalogue.posting_models import Posting, PublishingDecision
from api.catalogue.posting_views import register_row, rules_named
from api.extensions import db
from api.oversight.periods import Period
from api.oversight.scope import AgencyName

IN_WAYS = {"both": BOTH, "office": OFFICE, "electronic": ELECTRONIC}
_FIRST: BindParameter[date] = bindparam("first_day", type_=Date)
_LAST: BindParameter[date] = bindparam("last_day", type_=Date)
_IN_PERIOD = and_(
    PublishingDecision.decided_on <= _LAST,
    or_(
        PublishingDecision.publish_by >= _FIRST,
        Posting.office_on.is_(None),
        Posting.office_on >= _FIRST,
        Posting.electronic_on.is_(None),
        Posting.electronic_on >= _FIRST,
    ),
)
_AGENCIES = Agency.id.in_(bindparam("agency_ids", expanding=True))
_COUNTED = {
    **{f"{way} {status}": condition for way, by in IN_WAYS.items() for status, condition in by.items()},
    **{f"gap {gap}": condition for gap, condition in LACKS.items()},
    **{f"grade {grade}": condition for grade, condition in GRADES.items()},
}
_COUNTS = (
    duties(
        Agency.id.label("agency_id"),
        Procedure.field,
        PublishingDecision.rule_set,
        func.count().label("duties"),
        *(func.sum(case((condition, 1), else_=0)).label(name) for name, condition in _COUNTED.items()),
    )
    .where(_AGENCIES, _IN_PERIOD)
    .group_by(Agency.id, Procedure.field, PublishingDecision.rule_set)
)
_ROWS = duties(*COLUMNS).where(_AGENCIES, _IN_PERIOD).order_by(*ORDER)


def figures(agencies: list[AgencyName], period: Period, province: str | None) -> dict[str, Any]:
    """{from_, to, seen_on, rule_sets, total, agencies, by_field, catalogue}."""
    rows = db.session.execute(_COUNTS, _values(agencies, period)).mappings().all()
    by_agency: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    by_field: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_agency[row["agency_id"]].append(dict(row))
        by_field[row["field"]].append(dict(row))
    return {
        "from_": period.first,
        "to": period.last,
        "seen_on": period.seen_on,
        "rule_sets": [
            {"id": rules.id, "basis": rules.basis, "confirmed": rules.confirmed,
             "within_working_days": rules.within_working_days}
            for rules in rule_sets()
        ],
        "total": line(dict(row) for row in rows),
        "agencies": [
            {"agency_code": agency.code, "agency_name": agency.name, **line(by_agency[agency.id])}
            for agency in agencies
        ],
        "by_field": [{"field": field, **line(by_field[field])} for field in sorted(by_field)],
        "catalogue": _catalogue(province),
    }  # fmt: skip


def line(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """{duties, both, office, electronic, gaps, indicator_6} of rows of _COUNTS added up."""
    sums: defaultdict[str, int] = defaultdict(int)
    points = judged = 0
    for row in rows:
        sums["duties"] += row["duties"]
        for name in _COUNTED:
            sums[name] += int(row[name])
        rules = rules_named(row["rule_set"])
        full, one, none = (int(row[f"grade {grade}"]) for grade in ("full", "one", "none"))
        points += full * rules.both_exact_complete_timely + one * rules.one_of_the_two + none * rules.none
        judged += full + one + none
    return {
        "duties": sums["duties"],
        **{way: {status.value: sums[f"{way} {status}"] for status in by} for way, by in IN_WAYS.items()},
        "gaps": {gap: sums[f"gap {gap}"] for gap in LACKS},
        "indicator_6": {
            "score": _mean(points, judged),
            "judged": judged,
            **{grade: sums[f"grade {grade}"] for grade in GRADES},
        },
    }


def rows(
    agencies: list[AgencyName], period: Period, query: Mapping[str, Any], *, limit: int, offset: int
) -> dict[str, Any]:
    """A page {items, next} of the duties behind a figure, those due first in front."""
    statement = _ROWS.limit(limit + 1).offset(offset)
    if query["status"]:
        statement = statement.where(IN_WAYS[query["way"]][query["status"]])
    if query["gap"]:
        statement = statement.where(LACKS[query["gap"]])
    if query["grade"]:
        statement = statement.where(GRADES[query["grade"]])
    if query["field"]:
        statement = statement.where(Procedure.field == query["field"])
    found = db.session.execute(statement, _values(agencies, period)).mappings().all()
    return {
        "items": [register_row(dict(row), seen_on=period.seen_on) for row in found[:limit]],
        "next": str(offset + limit) if len(found) > limit else None,
    }


def catalogue_rows(
    province: str | None, *, gap: str | None, field: str | None, limit: int, offset: int
) -> dict[str, Any]:
    """A page {items, next, total} of listed procedures whose published text lacks something, by code."""
    found = [
        one
        for one in _seen_in(province)
        if (gap is None or gap in one.gaps) and (field is None or one.field == field)
    ]
    return {
        "items": [
            {
                "procedure_code": one.code,
                "procedure_name": one.name,
                "field": one.field,
                "gaps": one.gaps,
                "missing_parts": one.missing_parts,
            }
            for one in found[offset : offset + limit]
        ],
        "next": str(offset + limit) if offset + limit < len(found) else None,
        "total": len(found),
    }


def _catalogue(province: str | None) -> dict[str, Any]:
    """{listed, gaps, fields_with_gaps}: what people read in the province, whoever has to post it."""
    known = catalogue_gaps()
    listed: defaultdict[str, int] = defaultdict(int)
    for (place, field), count in known.listed.items():
        if place in (None, province):
            listed[field] += count
    by_field: dict[str, dict[str, int]] = {field: dict.fromkeys(GAPS, 0) for field in listed}
    for one in _seen_in(province):
        for gap in one.gaps:
            by_field[one.field][gap] += 1
    return {
        "listed": sum(listed.values()),
        "gaps": {gap: sum(counts[gap] for counts in by_field.values()) for gap in GAPS},
        "fields_with_gaps": [
            {"field": field, "listed": listed[field], "gaps": by_field[field]}
            for field in sorted(by_field)
            if any(by_field[field].values())
        ],
    }


def _seen_in(province: str | None) -> Iterable[Incomplete]:
    return (one for one in catalogue_gaps().incomplete if one.province_code in (None, province))


def _values(agencies: list[AgencyName], period: Period) -> dict[str, Any]:
    return {
        "agency_ids": [agency.id for agency in agencies],
        "seen_on": period.seen_on,
        "first_day": period.first,
        "last_day": period.last,
    }


def _mean(points: int, judged: int) -> float | None:
    """One decimal, halves up as on paper; None without data."""
    if judged == 0:
        return None
    return float((Decimal(points) / judged).quantize(Decimal("0.1"), ROUND_HALF_UP))
