"""The offices that take dossiers: who is in force, who took over from whom, and who works there.

An office that was merged away stays in the database, since its dossiers name it; it is no longer offered, and its
code leads to its successor.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from api.accounts import phones
from api.accounts.models import Officer
from api.calendars.opening_hours import TIME_ZONE, OpeningHours
from api.catalogue.errors import UnknownOffice, UnknownPhoto
from api.catalogue.folding import fold
from api.catalogue.models import CURRENT_ERA, Agency, Unit
from api.catalogue.provinces import CODES
from api.documents.portraits import read_portrait
from api.extensions import db, now

FILINGS = ("mandate", "precheck")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{1,34}")
_MOST_SUCCESSORS = 10  # in a row; more is a circle
_OFFICERS = (
    select(
        Officer.full_name.label("name"),
        Officer.position,
        Officer.fields.label("area"),
        Officer.phone,
        Officer.is_head,
        Officer.photo_sha256,
    )
    .where(Officer.published, Officer.active)
    .order_by(Officer.is_head.desc(), Officer.display_order, Officer.full_name, Officer.id)
)


class AgencyRefused(ValueError):
    """What was to be written about an office is not right; says why."""


def today() -> date:
    """The day in Vietnam."""
    return now().astimezone(TIME_ZONE).date()


def in_force(day: date) -> ColumnElement[bool]:
    """Offices that take dossiers on that day."""
    return or_(Agency.effective_from.is_(None), Agency.effective_from <= day) & or_(
        Agency.effective_to.is_(None), Agency.effective_to >= day
    )


def is_in_force(agency: Agency, day: date) -> bool:
    """The same of one that is already read."""
    begun = agency.effective_from is None or agency.effective_from <= day
    return begun and (agency.effective_to is None or agency.effective_to >= day)


def serving(commune_code: str, day: date) -> set[str]:
    """The codes of a commune's offices in force, and of those that took over from one of it that has ended."""
    of_commune = select(Agency).where(Agency.commune_code == commune_code)
    in_place = [
        agency if is_in_force(agency, day) else _successor(agency, day)
        for agency in db.session.execute(of_commune).scalars()
    ]
    return {agency.code for agency in in_place if agency}


def describe(code: str) -> dict[str, Any]:
    """An office by its code, also one that has ended: then with who takes dossiers instead. Raises UnknownOffice."""
    agency, day = _agency(code), today()
    hours = OpeningHours.from_json(agency.opening_hours) if agency.opening_hours else OpeningHours.weekly()
    successor = None if is_in_force(agency, day) else _successor(agency, day)
    return {
        **_facts(agency),
        "opening_hours": hours.to_json(),
        "states_hours": bool(agency.opening_hours),
        "in_force": is_in_force(agency, day),
        "effective_from": agency.effective_from,
        "effective_to": agency.effective_to,
        "successor": _facts(successor) if successor else None,
    }


def officers_of(code: str) -> list[dict[str, Any]]:
    """Who works there, as published: heads first (Nghị định 61/2018/NĐ-CP Art 9(7)). Raises UnknownOffice."""
    rows = db.session.execute(_OFFICERS.where(Officer.agency_id == _agency(code).id)).mappings()
    return [dict(row) for row in rows]


def photo_of(code: str, sha256: str) -> bytes:
    """The JPEG of an officer who stands on the office's page. Raises UnknownOffice, UnknownPhoto."""
    shown = (
        _OFFICERS.where(Officer.agency_id == _agency(code).id, Officer.photo_sha256 == sha256)
        .with_only_columns(func.count())
        .order_by(None)
    )
    if not db.session.execute(shown).scalar_one():
        raise UnknownPhoto
    try:
        return read_portrait(sha256)
    except FileNotFoundError as error:
        raise UnknownPhoto from error


def new_agency(
    *,
    code: str,
    name: str,
    province: str,
    commune: str | None,
    online_filing: str,
    address: str,
    hotline: str,
    effective_from: date | None,
) -> Agency:
    """An office; belongs into a write unit. Raises AgencyRefused."""
    if not _CODE.fullmatch(code):
        raise AgencyRefused(f"{code!r} is no code: capitals, digits, dots and dashes, at most 35")
    if not fold(name) or len(name) > 300 or len(address) > 300 or len(hotline) > 40:
        raise AgencyRefused("a name is needed; name and address have at most 300 letters, the hotline 40")
    if hotline and phones.for_citizens(hotline) is None:
        raise AgencyRefused(f"{hotline!r} is no Vietnamese phone number")
    if province not in CODES.values():
        raise AgencyRefused(f"{province!r} is none of the 34 provinces")
    if commune is not None and not _is_commune(commune, province):
        raise AgencyRefused(f"{commune!r} is no commune of province {province} (see `motcua units import`)")
    if db.session.execute(select(Agency.id).where(Agency.code == code)).first() is not None:
        raise AgencyRefused(f"there is an office {code} already")
    agency = Agency(
        code=code, name=name, folded=fold(name), province_code=province, commune_code=commune,
        online_filing=online_filing, address=address, hotline=hotline, effective_from=effective_from,
    )  # fmt: skip
    db.session.add(agency)
    return agency


def end_agency(code: str, *, last_day: date, successor_code: str | None) -> Agency:
    """The office takes dossiers until `last_day`, then its successor does; belongs into a write unit.

    Raises UnknownOffice and AgencyRefused.
    """
    agency = _agency(code)
    if agency.effective_from is not None and last_day < agency.effective_from:
        raise AgencyRefused(f"{code} begins on {agency.effective_from} only")
    line = _line_of(_agency(successor_code)) if successor_code is not None else []
    if agency in line:
        raise AgencyRefused(f"{successor_code} leads back to {code}: that would be a circle")
    agency.effective_to, agency.successor_code = last_day, successor_code
    return agency


def _agency(code: str) -> Agency:
    found = db.session.execute(select(Agency).where(Agency.code == code)).scalar_one_or_none()
    if found is None:
        raise UnknownOffice
    return found


def _successor(agency: Agency, day: date) -> Agency | None:
    """The first one in force among those that took over one after another."""
    return next((one for one in _line_of(agency) if one is not agency and is_in_force(one, day)), None)


def _line_of(agency: Agency) -> list[Agency]:
    """An office, who took over from it, who took over from that one …"""
    line = [agency]
    while line[-1].successor_code is not None and len(line) <= _MOST_SUCCESSORS:
        statement = select(Agency).where(Agency.code == line[-1].successor_code)
        following = db.session.execute(statement).scalar_one_or_none()
        if following is None or following in line:
            break
        line.append(following)
    return line


def _facts(agency: Agency) -> dict[str, Any]:
    return {
        "code": agency.code,
        "name": agency.name,
        "province": agency.province_code,
        "commune": agency.commune_code,
        "online_filing": agency.online_filing,
        "address": agency.address,
        "hotline": agency.hotline,
        "is_demo": agency.is_demo,
    }


def _is_commune(code: str, province: str) -> bool:
    statement = select(Unit.id).where(
        Unit.era == CURRENT_ERA, Unit.level == "commune", Unit.code == code, Unit.parent_code == province
    )
    return db.session.execute(statement).first() is not None
