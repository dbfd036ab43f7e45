"""What supervisors and the public read: the counts of figures.py and the published satisfaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from api.catalogue.errors import UnknownOffice
from api.catalogue.models import Agency
from api.extensions import db
from api.oversight import figures
from api.oversight.periods import Period
from api.oversight.scope import AgencyName
from api.ratings import publication


def summary(agencies: list[AgencyName], period: Period) -> dict[str, Any]:
    """Each agency and all of them together."""
    ids = [agency.id for agency in agencies]
    counts = figures.count(ids, period)
    published = _published(ids, period)
    return {
        **_days(period),
        "total": {
            **figures.table(figures.add_up(counts.values())),
            "satisfaction": publication.figures(publication.add_up(published.values())),
        },
        "agencies": [
            {
                **_named(agency),
                **figures.table(counts[agency.id]),
                "satisfaction": publication.figures(published[agency.id]),
            }
            for agency in agencies
        ],
    }


def satisfaction(agencies: list[AgencyName], period: Period) -> dict[str, Any]:
    """What is published of each agency and of all together, by question."""
    published = _published([agency.id for agency in agencies], period)
    return {
        **_days(period),
        "total": publication.figures(publication.add_up(published.values())),
        "agencies": [
            {**_named(agency), "satisfaction": publication.figures(published[agency.id])}
            for agency in agencies
        ],
    }


def public_office(code: str, period: Period) -> dict[str, Any]:
    """The public page of an office (TT 32/2017/TT-BTTTT Art 11(3): year to date). Raises UnknownOffice."""
    agency = db.session.execute(select(Agency).where(Agency.code == code)).scalar_one_or_none()
    if agency is None:
        raise UnknownOffice
    line = figures.table(figures.count([agency.id], period)[agency.id])
    return {
        **_days(period),
        "agency_code": agency.code,
        "name": agency.name,
        "address": agency.address,
        "hotline": agency.hotline,
        "is_demo": agency.is_demo,
        "on_time_percent": line["on_time_percent"],
        "received": line["received"]["total"],
        "received_online": line["received"]["online"],
        "carried_over": line["received"]["carried_over"],
        "solved": line["solved"]["total"],
        "solved_late": line["solved"]["late"],
        "in_process": line["in_process"]["total"],
        "overdue": line["in_process"]["overdue"],
        "returned": line["returned"],
        "satisfaction": publication.figures(_published([agency.id], period)[agency.id]),
    }


def _published(agency_ids: list[int], period: Period) -> dict[int, dict[str, publication.Counts]]:
    return publication.published(agency_ids, from_=period.first, to=period.last)


def _days(period: Period) -> dict[str, Any]:
    return {"from_": period.first, "to": period.last}


def _named(agency: AgencyName) -> dict[str, str]:
    return {"agency_code": agency.code, "agency_name": agency.name}
