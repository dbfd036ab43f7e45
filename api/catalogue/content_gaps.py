"""What the listed catalogue lacks, procedure by procedure: computed once per process and catalogue version.

Nearly six thousand texts are read for it, so it is kept, as the search index is; the first question after an import
pays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from flask import current_app
from sqlalchemy import select

from api.catalogue.mandatory_parts import gaps, missing_parts
from api.catalogue.models import Procedure, ProcedureVersion
from api.catalogue.state import CatalogueVersion, catalogue_version
from api.extensions import db

_EXTENSION = "motcua_content_gaps"
_AT_ONCE = 500
_LISTED = (
    select(
        Procedure.code,
        Procedure.name,
        Procedure.field,
        Procedure.scope,
        Procedure.province_code,
        ProcedureVersion.content,
    )
    .join(Procedure.current_version)
    .where(Procedure.listed, Procedure.scope != "internal")
    .order_by(Procedure.code)
    .execution_options(yield_per=_AT_ONCE)
)


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A listed procedure with gaps. `province_code` None: of the whole nation."""

    code: str
    name: str
    field: str
    province_code: str | None
    gaps: tuple[str, ...]
    missing_parts: tuple[str, ...]


@dataclass(frozen=True)
class CatalogueGaps:
    """`listed` counts procedures by (province or None, field)."""

    version: CatalogueVersion
    listed: Mapping[tuple[str | None, str], int]
    incomplete: tuple[Incomplete, ...]


class _Holder:
    def __init__(self) -> None:
        self._lock = Lock()
        self._found: CatalogueGaps | None = None

    def current(self) -> CatalogueGaps:
        version = catalogue_version()
        with self._lock:
            if self._found is None or self._found.version != version:
                self._found = _read(version)
            return self._found


def catalogue_gaps() -> CatalogueGaps:
    """As of the present catalogue."""
    holder: _Holder = current_app.extensions.setdefault(_EXTENSION, _Holder())
    return holder.current()


def _read(version: CatalogueVersion) -> CatalogueGaps:
    listed: dict[tuple[str | None, str], int] = {}
    incomplete = []
    for code, name, field, scope, province, content in db.session.execute(_LISTED):
        place = None if scope == "national" else province
        listed[place, field] = listed.get((place, field), 0) + 1
        found = gaps(content)
        if found:
            incomplete.append(
                Incomplete(code, name, field, place, tuple(found), tuple(missing_parts(content)))
            )
    return CatalogueGaps(version, listed, tuple(incomplete))
