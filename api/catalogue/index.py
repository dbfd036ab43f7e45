"""The search index of this process, rebuilt when the catalogue's version row says that something changed.

Every look-up reads the row by its primary key, so an import is seen by all processes without a restart. The
version is read before the rows: should an import commit in between, the next look-up rebuilds once more, and
never the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any

from flask import current_app
from sqlalchemy import select

from api.catalogue.everyday import everyday_words
from api.catalogue.life_events import LifeEvent, life_events, often_needed
from api.catalogue.models import Procedure
from api.catalogue.offline import OfflineCatalogue
from api.catalogue.search import IndexRow, SearchIndex
from api.catalogue.state import CatalogueVersion, catalogue_version
from api.extensions import db

_EXTENSION = "motcua_catalogue_index"
_ROWS = select(
    Procedure.code,
    Procedure.name,
    Procedure.field,
    Procedure.level,
    Procedure.online_level,
    Procedure.has_detail,
    Procedure.scope,
    Procedure.province_code,
).where(Procedure.listed, Procedure.scope != "internal")
# Listed for a province that is none of the 34: found by nobody, but not national either.
_PROVINCE_UNKNOWN = "??"


@dataclass(frozen=True)
class ShownEvent:
    """A life event, and those of its procedures that the catalogue has, with what people call them."""

    event: LifeEvent
    procedures: list[tuple[str, IndexRow]]


@dataclass(frozen=True)
class Snapshot:
    """The listed catalogue at one version: national procedures and those of single provinces."""

    version: CatalogueVersion
    index: SearchIndex
    facts: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    """Of the procedures that were found so far, by code (see look_up)."""

    @cached_property
    def national(self) -> list[IndexRow]:
        return [row for row in self.index.rows if row.province_code is None]

    @cached_property
    def life_events(self) -> dict[str, ShownEvent]:
        """By slug, in the order of the edited list: those of which the catalogue has a procedure."""
        by_code = {row.code: row for row in self.national}
        shown = (
            ShownEvent(event, [(label, by_code[code]) for code, label in event.procedures if code in by_code])
            for event in life_events()
        )
        return {each.event.slug: each for each in shown if each.procedures}

    @cached_property
    def offline(self) -> OfflineCatalogue:
        return OfflineCatalogue.build(
            self.national,
            version=self.version.number,
            words=everyday_words().folded(),
            life_events=[(each.event, each.procedures) for each in self.life_events.values()],
        )


class IndexHolder:
    """One per process; threads that meet a new version wait for the one that builds."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._snapshot: Snapshot | None = None

    def current(self) -> Snapshot:
        version = catalogue_version()
        snapshot = self._snapshot
        if snapshot is None or snapshot.version != version:
            with self._lock:
                snapshot = self._snapshot
                if snapshot is None or snapshot.version != version:
                    snapshot = self._snapshot = _build(version)
        return snapshot


def current_snapshot() -> Snapshot:
    """The catalogue as this process should answer from now."""
    holder: IndexHolder = current_app.extensions.setdefault(_EXTENSION, IndexHolder())
    return holder.current()


def _build(version: CatalogueVersion) -> Snapshot:
    often = often_needed()
    rows = (
        IndexRow(
            code=row.code,
            name=row.name,
            field=row.field,
            level=row.level,
            online_level=row.online_level,
            has_detail=row.has_detail,
            province_code=None if row.scope == "national" else row.province_code or _PROVINCE_UNKNOWN,
            often_needed=row.code in often,
        )
        for row in db.session.execute(_ROWS)
    )
    return Snapshot(version, SearchIndex.build(rows))
