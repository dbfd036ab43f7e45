"""Whose figures a supervisor may see: the agencies of the province he oversees, and nobody else's."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from api.catalogue.models import Agency
from api.extensions import db
from api.oversight.errors import AgencyOutOfScope


class AgencyName(NamedTuple):
    id: int
    code: str
    name: str


def agencies_of(province: str | None, code: str | None = None) -> list[AgencyName]:
    """The agencies of the province by code, or only the one asked for.

    Raises AgencyOutOfScope for one that is unknown or lies elsewhere. A supervisor without a province sees
    none.
    """
    statement = select(Agency.id, Agency.code, Agency.name).where(Agency.province_code == province)
    if code is not None:
        statement = statement.where(Agency.code == code)
    found = [AgencyName(*row) for row in db.session.execute(statement.order_by(Agency.code))]
    if code is not None and not found:
        raise AgencyOutOfScope(agency_code=code)
    return found
