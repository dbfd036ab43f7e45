"""Figures for supervisors, and the public page of an office: figures, not people (promise 7)."""

from __future__ import annotations

from typing import Any

from api.accounts.identity import current_caller
from api.blueprint import Blueprint
from api.errors import language
from api.extensions import now
from api.oversight import summaries
from api.oversight.errors import FormatNotOffered
from api.oversight.overdue import overdue
from api.oversight.periods import Period, period
from api.oversight.schemas import (
    FiguresQuerySchema,
    OverdueListSchema,
    OverdueQuerySchema,
    PublicOfficeSchema,
    RatingFiguresSchema,
    SummarySchema,
)
from api.oversight.scope import AgencyName, agencies_of

blueprint = Blueprint("oversight", __name__, description="Figures for supervisors")
public = Blueprint("public_offices", __name__, description="What anybody may know about an office")


@blueprint.get("/oversight/summary")
@blueprint.arguments(FiguresQuerySchema, location="query")
@blueprint.response(200, SummarySchema)
def summary(query: dict[str, Any]) -> dict[str, Any]:
    """Received, solved and in process in my area, with the satisfaction that is published."""
    agencies, days = _asked_for(query)
    return summaries.summary(agencies, days)


@blueprint.get("/oversight/overdue")
@blueprint.arguments(OverdueQuerySchema, location="query")
@blueprint.response(200, OverdueListSchema)
def overdue_dossiers(query: dict[str, Any]) -> dict[str, Any]:
    """Dossiers in process whose due date had passed at the end of the period, the longest overdue first."""
    agencies, days = _asked_for(query)
    return overdue(agencies, days, limit=query["limit"], cursor=query["cursor"], language=language())


@blueprint.get("/oversight/ratings")
@blueprint.arguments(FiguresQuerySchema, location="query")
@blueprint.response(200, RatingFiguresSchema)
def ratings(query: dict[str, Any]) -> dict[str, Any]:
    """Published satisfaction by agency and question."""
    agencies, days = _asked_for(query)
    return summaries.satisfaction(agencies, days)


@public.get("/public/offices/<string(maxlength=35):agency_code>")
@public.response(200, PublicOfficeSchema)
def office(agency_code: str) -> dict[str, Any]:
    """An office's year to date."""
    return summaries.public_office(agency_code, period(None, None, at=now()))


def _asked_for(query: dict[str, Any]) -> tuple[list[AgencyName], Period]:
    if query["format"] != "json":
        raise FormatNotOffered(format=query["format"], offered="json")
    days = period(query["from_"], query["to"], at=now())
    return agencies_of(current_caller().scope_province, query["agency"]), days
