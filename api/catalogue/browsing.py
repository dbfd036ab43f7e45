"""Browsing without a query: fields with how many procedures each has, and what people often need by life event."""

from __future__ import annotations

from collections import Counter
from typing import Any

from api.catalogue.errors import UnknownLifeEvent
from api.catalogue.folding import fold
from api.catalogue.index import ShownEvent, current_snapshot
from api.catalogue.look_up import with_facts


def find_fields(*, level: str | None, province: str | None) -> dict[str, Any]:
    """{items, next, total}: every field with a procedure that these readers see, by name.

    `often_needed` is true for fields of procedures that people often need.
    """
    index = current_snapshot().index
    shown = index.shown(province=province, level=level)
    rows = [row for row, is_shown in zip(index.rows, shown, strict=True) if is_shown and row.field]
    often = {row.field for row in rows if row.often_needed}
    counts = Counter(row.field for row in rows)
    items = [
        {"field": field, "count": counts[field], "often_needed": field in often}
        for field in sorted(counts, key=lambda name: (fold(name), name))
    ]
    return {"items": items, "next": None, "total": len(items)}


def find_life_events() -> dict[str, Any]:
    """{items, next, total}: the life events in the order of the edited list, those without a procedure left out."""
    items = [
        {**_told(shown), "count": len(shown.procedures)} for shown in current_snapshot().life_events.values()
    ]
    return {"items": items, "next": None, "total": len(items)}


def life_event(slug: str) -> dict[str, Any]:
    """A life event with its procedures in the order of the edited list. Raises UnknownLifeEvent."""
    snapshot = current_snapshot()
    shown = snapshot.life_events.get(slug)
    if shown is None:
        raise UnknownLifeEvent
    items = with_facts([row for _, row in shown.procedures], snapshot)
    labels = [label for label, _ in shown.procedures]
    return {
        **_told(shown),
        "items": [{**item, "label": label} for item, label in zip(items, labels, strict=True)],
    }


def _told(shown: ShownEvent) -> dict[str, Any]:
    event = shown.event
    return {"slug": event.slug, "name": event.name, "introduction": event.introduction}
