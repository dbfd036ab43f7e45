"""A row of the posting register as people read it: how it stands, its score and its gaps. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.catalogue.posting import (
    Publicity,
    RuleSet,
    indicator_6,
    recorded_afterwards,
    rule_sets,
    status,
    worse,
)


def register_row(row: Mapping[str, Any], *, seen_on: date) -> dict[str, Any]:
    """A row of posting_duties.COLUMNS with {office, electronic, status, score, gaps} as of `seen_on`."""
    due_on = row["publish_by"]
    office = status(row["office_on"], due_on=due_on, seen_on=seen_on)
    electronic = status(row["electronic_on"], due_on=due_on, seen_on=seen_on)
    taken_down = row["withdrawn_on"] is not None and row["withdrawn_on"] <= seen_on
    publishes = row["effect"] != "abolish"
    superseded = publishes and row["effective_to"] is not None and row["effective_to"] < seen_on
    publicity = Publicity(
        office=office,
        electronic=electronic,
        taken_down=taken_down,
        exact=not superseded,
        complete=not (publishes and row["lacks_parts"]),
    )
    lacks = {
        "fees": publishes and row["lacks_fees"],
        "forms": publishes and row["lacks_forms"],
        "time_limit": publishes and row["lacks_time_limit"],
        "mandatory_parts": publishes and row["lacks_parts"],
        "outdated": publicity.outdated,
        "taken_down": taken_down,
        "recorded_late": any(
            recorded_afterwards(row[f"{way}_on"], row[f"{way}_recorded_on"], due_on=due_on, seen_on=seen_on)
            for way in ("office", "electronic")
        ),
    }
    return {
        **row,
        "office_status": office,
        "electronic_status": electronic,
        "status": worse(office, electronic),
        "score": indicator_6(publicity, rules_named(row["rule_set"])),
        "gaps": [gap for gap, holds in lacks.items() if holds],
    }


def rules_named(rule_set: str) -> RuleSet:
    return next(rules for rules in rule_sets() if rules.id == rule_set)
