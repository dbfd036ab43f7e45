"""The office's posting register as a list: what is to be done first, the rest on demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, true

from api.catalogue.folding import fold
from api.catalogue.models import Agency, Procedure
from api.catalogue.posting import Status, mean_score
from api.catalogue.posting_duties import BOTH, COLUMNS, GRADES, LACKS, ORDER, duties
from api.catalogue.posting_models import PublishingDecision
from api.catalogue.posting_views import register_row, rules_named
from api.extensions import db

# What a list shows: everything still to be done, by how it stands, or all.
SHOWN: dict[str, ColumnElement[bool] | None] = {
    "to_do": or_(BOTH[Status.MISSING], BOTH[Status.NOT_YET_DUE]),
    "missing": BOTH[Status.MISSING],
    "not_yet_due": BOTH[Status.NOT_YET_DUE],
    "late": BOTH[Status.LATE],
    "on_time": BOTH[Status.ON_TIME],
    "all": None,
}
_MOST_WORDS = 12


def at_desk(agency_id: int, query: dict[str, Any], *, seen_on: date) -> dict[str, Any]:
    """{items, next, total, counts, gap_counts, indicator_6, known_fields}: a page of the register, due first, done
    ones newest first.

    Counts and indicator are of the whole register, whatever is shown of it.
    """
    wanted: list[ColumnElement[bool]] = [Agency.id == agency_id]
    shown = SHOWN[query["show"]]
    if shown is not None:
        wanted.append(shown)
    if query["field"]:
        wanted.append(Procedure.field == query["field"])
    if query["gap"]:
        wanted.append(LACKS[query["gap"]])
    open_first = query["show"] in ("to_do", "missing", "not_yet_due")
    order = ORDER if open_first else (PublishingDecision.publish_by.desc(), *ORDER[1:])
    rows = db.session.execute(
        duties(*COLUMNS).where(*wanted).order_by(*order), {"seen_on": seen_on}
    ).mappings()
    found = [row for row in rows if _matches(row, fold(query["q"]).split()[:_MOST_WORDS])]
    offset, limit = int(query["cursor"] or 0), query["limit"]
    page = found[offset : offset + limit]
    return {
        "items": [register_row(dict(row), seen_on=seen_on) for row in page],
        "next": str(offset + limit) if offset + limit < len(found) else None,
        "total": len(found),
        **_figures(agency_id, seen_on),
        "known_fields": _fields(agency_id),
    }


def _matches(row: Any, words: list[str]) -> bool:
    """Every word stands in the name, the code or the number of the decision, with or without diacritics."""
    if not words:
        return True
    text = fold(f"{row['procedure_name']} {row['procedure_code']} {row['decision_number']}")
    return all(word in text for word in words)


def _figures(agency_id: int, seen_on: date) -> dict[str, Any]:
    """{counts, gap_counts, indicator_6} of the whole register."""
    counted = {**_named("show", SHOWN), **_named("gap", LACKS), **_named("grade", GRADES)}
    sums = [func.sum(case((condition, 1), else_=0)).label(name) for name, condition in counted.items()]
    statement = duties(PublishingDecision.rule_set, *sums).where(Agency.id == agency_id)
    found: Counter[str] = Counter()
    points = 0
    for row in db.session.execute(
        statement.group_by(PublishingDecision.rule_set), {"seen_on": seen_on}
    ).mappings():
        found.update({name: int(row[name]) for name in counted})
        rules = rules_named(row["rule_set"])
        points += row["grade full"] * rules.both_exact_complete_timely
        points += row["grade one"] * rules.one_of_the_two + row["grade none"] * rules.none
    judged = sum(found[f"grade {grade}"] for grade in GRADES)
    return {
        "counts": {name: found[f"show {name}"] for name in SHOWN},
        "gap_counts": {name: found[f"gap {name}"] for name in LACKS},
        "indicator_6": {"score": mean_score(points, judged), "judged": judged},
    }


def _named(kind: str, conditions: Mapping[str, ColumnElement[bool] | None]) -> dict[str, ColumnElement[bool]]:
    return {
        f"{kind} {name}": true() if condition is None else condition for name, condition in conditions.items()
    }


def _fields(agency_id: int) -> list[str]:
    statement = duties(Procedure.field).where(Agency.id == agency_id).distinct().order_by(Procedure.field)
    return list(db.session.execute(statement).scalars())
