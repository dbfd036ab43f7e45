"""Import provinces and communes: those of today, those before 1 July 2025, and which took over which.

The file is one JSON document (data/README.md, 'Units'), plain or gzip. All of it is written or nothing;
importing it again changes nothing. Units that a newer file no longer has stay, since addresses may name them;
successions are what the newest file says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import delete, insert, select, update

from api.catalogue.folding import fold
from api.catalogue.import_files import Faults, ImportRefused, Progress, UnreadableFile, lines
from api.catalogue.models import CURRENT_ERA, FORMER_ERA, Unit, UnitSuccession
from api.catalogue.source_fields import BrokenRecord, Fields
from api.catalogue.state import UNITS, bump, lock_state
from api.extensions import db, write_unit

_LONGEST_FILE = 64 * 1024 * 1024
_CODE_LENGTHS = {"province": 2, "district": 3, "commune": 5}
# In the mapping of wards, an island district that never had wards stands as 'D' and its code.
_DISTRICT_WITHOUT_WARDS = "D"


@dataclass
class UnitsReport:
    """Numbers of units; `successions` is how many 'this became (a part of) that' there are now."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0
    successions: int = 0


Key = tuple[str, str, str]  # era, level, code
Row = dict[str, Any]
_COLUMNS = ("parent_code", "name", "full_name", "kind", "folded")


def import_units(path: Path, *, progress: Progress | None = None) -> UnitsReport:
    """Import the units file at `path`. Raises ImportRefused, and then nothing has changed."""
    document = _read(path, progress)
    faults = Faults()
    units: dict[Key, Row] = {}
    successions: dict[tuple[str, str, str], bool] = {}
    try:
        for key, row in _units(document):
            if key in units:
                faults.add(1, f"{' '.join(key)}: stands twice")
            units[key] = row
        successions = dict(_successions(document))
        for level, old_code, new_code in successions:
            old_level, new_level = (level, "commune" if level == "district" else level)
            if (CURRENT_ERA, new_level, new_code) not in units or (
                FORMER_ERA,
                old_level,
                old_code,
            ) not in units:
                faults.add(1, f"mapping: {old_code} → {new_code} names an unknown {level}")
    except BrokenRecord as broken:
        faults.add(1, broken.reason)
    faults.raise_any()
    with write_unit():
        state = lock_state(UNITS)
        report = _write_units(units)
        _write_successions(successions)
        bump(state)
    db.session.expire_all()
    report.successions = len(successions)
    return report


def _read(path: Path, progress: Progress | None) -> Fields:
    try:
        content = b"".join(line for _, line in lines(path, progress, longest=_LONGEST_FILE))
        return Fields.of(orjson.loads(content))
    except UnreadableFile as broken_file:
        raise ImportRefused([broken_file.problem]) from broken_file
    except orjson.JSONDecodeError as error:
        raise ImportRefused([(error.lineno, f"no JSON: {error}")]) from error
    except BrokenRecord as broken:
        raise ImportRefused([(1, broken.reason)]) from broken


def _units(document: Fields) -> Iterator[tuple[Key, Row]]:
    for province in _object(document, CURRENT_ERA).objects("provinces"):
        yield _unit(province, era=CURRENT_ERA, level="province", parent=None)
        for commune in province.objects("wards"):
            yield _unit(commune, era=CURRENT_ERA, level="commune", parent=province)
    for province in _object(document, FORMER_ERA).objects("provinces"):
        yield _unit(province, era=FORMER_ERA, level="province", parent=None)
        for district in province.objects("districts"):
            yield _unit(district, era=FORMER_ERA, level="district", parent=province)
            for commune in district.objects("wards"):
                yield _unit(commune, era=FORMER_ERA, level="commune", parent=district)


def _object(document: Fields, name: str) -> Fields:
    found = document.object(name)
    if found is None or not found.values:
        raise BrokenRecord(f"{name}: missing")
    return found


def _unit(unit: Fields, *, era: str, level: str, parent: Fields | None) -> tuple[Key, Row]:
    code = unit.line("code")
    if not code.isdigit() or len(code) != _CODE_LENGTHS[level]:
        raise unit.wrong("code", f"{code[:20]!r} is no code of a {level}")
    name, full_name = unit.line("name"), unit.line("full_name")
    # The former provinces have no type of their own: it stands before the name.
    kind = unit.line("type", default="") or full_name.removesuffix(name).strip()
    for field, text, longest in (("name", name, 120), ("full_name", full_name, 160), ("type", kind, 40)):
        if len(text) > longest:
            raise unit.wrong(field, f"longer than {longest} characters")
    return (era, level, code), {
        "parent_code": parent.line("code") if parent else None,
        "name": name, "full_name": full_name, "kind": kind, "folded": fold(full_name),
    }  # fmt: skip


def _successions(document: Fields) -> Iterator[tuple[tuple[str, str, str], bool]]:
    mapping = _object(document, "mapping")
    provinces = _object(mapping, "provinces")
    for old_code in provinces.values:
        yield ("province", old_code, provinces.line(old_code)), True
    communes = _object(mapping, "wards")
    for old_code in communes.values:
        level = "district" if old_code.startswith(_DISTRICT_WITHOUT_WARDS) else "commune"
        for successor in communes.objects(old_code):
            key = (level, old_code.removeprefix(_DISTRICT_WITHOUT_WARDS), successor.line("code"))
            yield key, successor.flag("default", default=False)


def _write_units(units: dict[Key, Row]) -> UnitsReport:
    report = UnitsReport()
    statement = select(Unit.id, Unit.era, Unit.level, Unit.code, *(getattr(Unit, name) for name in _COLUMNS))
    known = {(row["era"], row["level"], row["code"]): row for row in db.session.execute(statement).mappings()}
    new: list[Row] = []
    changed: list[Row] = []
    for key, row in units.items():
        old = known.get(key)
        if old is None:
            new.append({"era": key[0], "level": key[1], "code": key[2], **row})
        elif any(old[name] != row[name] for name in _COLUMNS):
            changed.append({"id": old["id"], **row})
    if new:
        db.session.execute(insert(Unit), new)
    if changed:
        db.session.execute(update(Unit), changed)
    report.new, report.changed = len(new), len(changed)
    report.unchanged = len(units) - len(new) - len(changed)
    report.absent = sum(key not in units for key in known)
    return report


def _write_successions(successions: dict[tuple[str, str, str], bool]) -> None:
    known = {
        (row.level, row.old_code, row.new_code): row
        for row in db.session.execute(
            select(
                UnitSuccession.id,
                UnitSuccession.level,
                UnitSuccession.old_code,
                UnitSuccession.new_code,
                UnitSuccession.is_default,
            )
        )
    }
    for gone in (row.id for key, row in known.items() if key not in successions):
        db.session.execute(delete(UnitSuccession).where(UnitSuccession.id == gone))
    if new := [
        {"level": key[0], "old_code": key[1], "new_code": key[2], "is_default": default}
        for key, default in successions.items()
        if key not in known
    ]:
        db.session.execute(insert(UnitSuccession), new)
    if changed := [
        {"id": known[key].id, "is_default": default}
        for key, default in successions.items()
        if key in known and known[key].is_default != default
    ]:
        db.session.execute(update(UnitSuccession), changed)
