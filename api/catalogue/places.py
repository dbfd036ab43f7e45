"""Communes by an address of today or of before 1 July 2025 (Nghị quyết 202/2025/QH15: 34 provinces, no districts).

The units are read once per process and version (`units import` raises it), as the index of procedures is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import Row, select

from api.catalogue.folding import fold
from api.catalogue.models import CURRENT_ERA, FORMER_ERA, Unit, UnitSuccession
from api.catalogue.place_index import Area, Place, PlaceIndex
from api.catalogue.place_names import PROVINCE_ALIASES
from api.catalogue.state import UNITS, CatalogueVersion, catalogue_version
from api.extensions import db

_EXTENSION = "motcua_places"
_UNITS = select(Unit.era, Unit.level, Unit.code, Unit.parent_code, Unit.name, Unit.full_name, Unit.kind)
_SUCCESSIONS = select(UnitSuccession.level, UnitSuccession.old_code, UnitSuccession.new_code).order_by(
    UnitSuccession.is_default.desc(), UnitSuccession.new_code
)

UnitKey = tuple[str, str]  # level, code


class Commune(NamedTuple):
    """A commune of today."""

    code: str
    name: str
    full_name: str
    kind: str
    province: str
    province_name: str


@dataclass(frozen=True)
class Places:
    version: CatalogueVersion
    communes: dict[str, Commune]
    index: PlaceIndex


class PlacesHolder:
    """One per process; threads that meet a new version wait for the one that builds."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._places: Places | None = None

    def current(self) -> Places:
        version = catalogue_version(UNITS)
        places = self._places
        if places is None or places.version != version:
            with self._lock:
                places = self._places
                if places is None or places.version != version:
                    places = self._places = _build(version)
        return places


def find_places(*, q: str, province: str | None, limit: int) -> dict[str, Any]:
    """{items, total, known}: communes of today, best first, with the former address they were found by.

    With `province` (a code of today) only what lies in it, and without `q` all its communes by name. `known` is how
    many communes there are at all: 0 before `units import`.
    """
    holder: PlacesHolder = current_app.extensions.setdefault(_EXTENSION, PlacesHolder())
    places = holder.current()
    if q.strip():
        found = [_answer(place, places.communes) for place in places.index.search(q)]
    else:
        found = [_alone(commune) for commune in places.communes.values() if province]
    if province:
        found = [item for item in found if any(one["province"] == province for one in item["choices"])]
    return {"items": found[:limit], "total": len(found), "known": len(places.communes)}


def _answer(place: Place, communes: dict[str, Commune]) -> dict[str, Any]:
    choices = [communes[code]._asdict() for code in place.communes]
    found_by = None if place.is_current else {"full_name": place.full_name, "whole": len(choices) == 1}
    return {**choices[0], "found_by": found_by, "choices": choices}


def _alone(commune: Commune) -> dict[str, Any]:
    fields = commune._asdict()
    return {**fields, "found_by": None, "choices": [fields]}


def _build(version: CatalogueVersion) -> Places:
    units: dict[str, dict[UnitKey, Any]] = {CURRENT_ERA: {}, FORMER_ERA: {}}
    for row in db.session.execute(_UNITS):
        units[row.era][row.level, row.code] = row
    today, former = units[CURRENT_ERA], units[FORMER_ERA]
    communes = {
        code: Commune(
            code,
            unit.name,
            unit.full_name,
            unit.kind,
            unit.parent_code,
            today["province", unit.parent_code].full_name,
        )
        for (level, code), unit in today.items()
        if level == "commune"
    }
    successors: dict[UnitKey, list[str]] = defaultdict(list)
    for level, old_code, new_code in db.session.execute(_SUCCESSIONS):
        if new_code in communes:
            successors[level, old_code].append(new_code)
    reader = _Addresses(today, former)
    were = [reader.former(key, tuple(codes)) for key, codes in successors.items() if key in former]
    predecessors: dict[str, list[Place]] = defaultdict(list)
    for place in were:
        for code in place.communes:
            predecessors[code].append(place)
    are = [reader.current(commune, predecessors[commune.code]) for commune in communes.values()]
    index = PlaceIndex([*are, *were])
    index.prepare()
    ordered = sorted(communes.values(), key=lambda commune: fold(commune.name))
    return Places(version, {commune.code: commune for commune in ordered}, index)


class _Addresses:
    """Makes places of units; areas are shared, since a district lies above many communes."""

    def __init__(self, today: dict[UnitKey, Row[Any]], former: dict[UnitKey, Row[Any]]) -> None:
        self._today, self._former = today, former
        self._areas: dict[tuple[str, str], Area] = {}

    def current(self, commune: Commune, predecessors: list[Place]) -> Place:
        """Also found with the districts and provinces that it was in, which people go on writing."""
        districts = dict.fromkeys(area for place in predecessors for area in place.districts)
        provinces = dict.fromkeys(area for place in predecessors for area in place.provinces)
        own_province = self._area(self._today["province", commune.province])
        return Place(
            name=commune.name,
            full_name=f"{commune.full_name}, {commune.province_name}",
            own=Area.of(commune.name, fold(commune.kind)),
            districts=tuple(districts),
            provinces=tuple(dict.fromkeys((own_province, *provinces))),
            communes=(commune.code,),
            is_current=True,
        )

    def former(self, key: UnitKey, communes: tuple[str, ...]) -> Place:
        unit = self._former[key]
        district = self._former["district", unit.parent_code] if key[0] == "commune" else None
        province = self._former["province", district.parent_code if district else unit.parent_code]
        now_in = [self._today["province", self._today["commune", code].parent_code] for code in communes]
        above = [unit.full_name, *([district.full_name] if district else []), province.full_name]
        return Place(
            name=unit.name,
            full_name=", ".join(above),
            own=Area.of(unit.name, fold(unit.kind)),
            districts=(self._area(district),) if district else (),
            provinces=tuple(dict.fromkeys(self._area(one) for one in (province, *now_in))),
            communes=communes,
            is_current=False,
        )

    def _area(self, unit: Row[Any]) -> Area:
        kind = fold(unit.kind)
        found = self._areas.get((unit.name, kind))
        if found is None:
            aliases = PROVINCE_ALIASES.get(fold(unit.name), ()) if unit.level == "province" else ()
            found = self._areas[unit.name, kind] = Area.of(unit.name, kind, aliases=aliases)
        return found
