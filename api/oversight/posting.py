"""How offices keep the duty of posting: figures by office and by field, each of which opens to its rows.

A duty (a procedure of a decision at an office) belongs to a period when the decision was made by its last day, and
the duty was still open or due in it: what an earlier year left undone stays in sight until it is done. It is
judged as of the period's `seen_on`.

The indicator is the mean over what can be judged, rounded to one decimal (TT 01/2018/TT-VPCP Art 15(1)).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from api.catalogue.content_gaps import Incomplete, catalogue_gaps
from api.catalogue.mandatory_parts import GAPS
from api.catalogue.posting import RuleSet, Status, indicator_6, mean_score, rule_sets, worse
from api.catalogue.posting_duties import GRADES, LACKS
from api.catalogue.posting_views import rules_named
from api.oversight.periods import Period
from api.oversight.posting_counts import Standing, add_up, count_duties
from api.oversight.scope import AgencyName

WAYS = ("both", "office", "electronic")


def figures(agencies: list[AgencyName], period: Period, province: str | None) -> dict[str, Any]:
    """{from_, to, seen_on, rule_sets, total, agencies, by_field, catalogue}."""
    counts = count_duties([agency.id for agency in agencies], period)
    by_field: defaultdict[str, list[Mapping[Standing, int]]] = defaultdict(list)
    for of_office in counts.values():
        for field, standings in of_office.items():
            by_field[field].append(standings)
    fields = {field: add_up(by_field[field]) for field in sorted(by_field)}
    return {
        "from_": period.first,
        "to": period.last,
        "seen_on": period.seen_on,
        "rule_sets": [
            {
                "id": rules.id,
                "basis": rules.basis,
                "confirmed": rules.confirmed,
                "within_working_days": rules.within_working_days,
            }
            for rules in rule_sets()
        ],
        "total": line(add_up(fields.values())),
        "agencies": [
            {
                "agency_code": agency.code,
                "agency_name": agency.name,
                **line(add_up(counts[agency.id].values())),
            }
            for agency in agencies
        ],
        "by_field": [{"field": field, **line(found)} for field, found in fields.items()],
        "catalogue": _catalogue(province),
    }


def line(counts: Mapping[Standing, int]) -> dict[str, Any]:
    """{duties, both, office, electronic, gaps, indicator_6} of so many duties standing so."""
    ways = {way: {status.value: 0 for status in Status} for way in WAYS}
    lacking = dict.fromkeys(LACKS, 0)
    grades = dict.fromkeys(GRADES, 0)
    points = 0
    for standing, count in counts.items():
        publicity = standing.publicity
        ways["office"][publicity.office] += count
        ways["electronic"][publicity.electronic] += count
        ways["both"][worse(publicity.office, publicity.electronic)] += count
        for gap in standing.gaps:
            lacking[gap] += count
        rules = rules_named(standing.rule_set)
        score = indicator_6(publicity, rules)
        if score is not None:
            points += score * count
            grades[_grade(score, rules)] += count
    judged = sum(grades.values())
    return {
        "duties": sum(counts.values()),
        **ways,
        "gaps": lacking,
        "indicator_6": {"score": mean_score(points, judged), "judged": judged, **grades},
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


def _grade(score: int, rules: RuleSet) -> str:
    return {rules.both_exact_complete_timely: "full", rules.one_of_the_two: "one"}.get(score, "none")
