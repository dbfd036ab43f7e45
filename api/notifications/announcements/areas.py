"""Areas: two digits name a province, five a commune of today. What concerns a province concerns its communes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, or_, select

from api.catalogue.errors import UnknownOffice
from api.catalogue.models import CURRENT_ERA, Agency, Unit
from api.catalogue.provinces import CODES
from api.extensions import db
from api.notifications.models import FollowedArea

_PROVINCES = {code: name for name, code in CODES.items()}


def is_province(area: str) -> bool:
    return len(area) == 2


def of_office(agency: Agency) -> list[str]:
    """The narrowest first."""
    return [*([agency.commune_code] if agency.commune_code else []), agency.province_code]


def of_office_with_code(code: str) -> list[str]:
    """Raises UnknownOffice."""
    agency = db.session.execute(select(Agency).where(Agency.code == code)).scalar_one_or_none()
    if agency is None:
        raise UnknownOffice
    return of_office(agency)


def of_commune(code: str) -> list[str]:
    """The commune and its province; [] for one that is not known."""
    parent = db.session.execute(
        _communes().where(Unit.code == code).with_only_columns(Unit.parent_code)
    ).scalar()
    return [code, parent] if parent else []


def may_publish_for(agency: Agency, area: str) -> bool:
    """Its own unit; an office of a province also for each of its communes."""
    if agency.commune_code:
        return area == agency.commune_code
    return area == agency.province_code or agency.province_code in of_commune(area)[1:]


def to_publish_for(agency: Agency) -> list[tuple[str, str]]:
    """Every area for which `may_publish_for` holds, as (code, name), the office's own unit first."""
    own = of_office(agency)[0]
    found = [(own, names([own])[own])]
    if not agency.commune_code:
        communes = _communes().where(Unit.parent_code == own).order_by(Unit.folded)
        found += db.session.execute(communes.with_only_columns(Unit.code, Unit.full_name)).all()
    return found


def followed_with(area: str) -> ColumnElement[bool]:
    """Whether a row of `followed_areas` is concerned by an announcement for this area."""
    is_it = FollowedArea.area == area
    if not is_province(area):
        return is_it
    communes = _communes().where(Unit.parent_code == area).with_only_columns(Unit.code)
    return or_(is_it, FollowedArea.area.in_(communes))


def names(areas: Iterable[str]) -> dict[str, str]:
    """As people say them: 'Tỉnh Vĩnh Long', 'Xã Ngãi Tứ'; the code of what is not known."""
    wanted = set(areas)
    statement = select(Unit.code, Unit.full_name).where(
        Unit.era == CURRENT_ERA, Unit.level.in_(("province", "commune")), Unit.code.in_(wanted)
    )
    known = dict(db.session.execute(statement).all())
    return {area: known.get(area) or _PROVINCES.get(area) or area for area in wanted}


def known(areas: Sequence[str]) -> set[str]:
    """Of these codes, those that name a province or a commune of today."""
    communes = db.session.execute(
        _communes().where(Unit.code.in_(areas)).with_only_columns(Unit.code)
    ).scalars()
    return {area for area in areas if area in _PROVINCES} | set(communes)


def _communes() -> Select[Unit]:
    return select(Unit).where(Unit.era == CURRENT_ERA, Unit.level == "commune")
