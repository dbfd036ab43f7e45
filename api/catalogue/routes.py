"""Looking up procedures, offices and places. Open to everybody.

Every answer carries an ETag and has to be asked for again (`no-cache`), so that a phone pays for what changed
only.
"""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, request, url_for

from api.blueprint import Blueprint
from api.catalogue import agencies, browsing, look_up, misses
from api.catalogue.due_today import due_today
from api.catalogue.index import current_snapshot
from api.catalogue.offline import ENCODINGS
from api.catalogue.place_schemas import (
    AddressQuerySchema,
    AgencyDetailSchema,
    AgencyQuerySchema,
    PlaceListSchema,
    PublishedOfficerListSchema,
)
from api.catalogue.places import find_places
from api.catalogue.procedure_schemas import DueTodaySchema, ProcedureSchema
from api.catalogue.schemas import (
    AdministrativeUnitListSchema,
    AgencyListSchema,
    AtOfficeQuerySchema,
    FieldListSchema,
    FieldQuerySchema,
    LifeEventListSchema,
    LifeEventPageSchema,
    MissSchema,
    OfflineCatalogueSchema,
    PlaceQuerySchema,
    ProcedureListSchema,
    ProcedureQuerySchema,
)
from api.extensions import now
from api.rate_limits import limiter

blueprint = Blueprint("catalogue", __name__, description="Looking up")


@blueprint.get("/procedures")
@blueprint.arguments(ProcedureQuerySchema, location="query")
@blueprint.response(200, ProcedureListSchema)
def list_procedures(query: dict[str, Any]) -> dict[str, Any]:
    """Look up procedures, best match first."""
    return look_up.find_procedures(**query)


@blueprint.get("/procedures/fields")
@blueprint.arguments(FieldQuerySchema, location="query")
@blueprint.response(200, FieldListSchema)
def list_fields(query: dict[str, Any]) -> dict[str, Any]:
    """The fields, each with how many procedures it has."""
    return browsing.find_fields(**query)


@blueprint.post("/procedures/misses")
@limiter.limit("60/minute")
@blueprint.arguments(MissSchema)
@blueprint.response(204)
def record_miss(body: dict[str, Any]) -> None:
    """Tell the editors of a look-up that led to nothing: its folded words and the day, never who."""
    misses.record(body["q"])


@blueprint.get("/procedures/<code>")
@blueprint.arguments(AtOfficeQuerySchema, location="query")
@blueprint.response(200, ProcedureSchema)
@blueprint.alt_response(404, description="unknown_procedure")
def show_procedure(query: dict[str, Any], code: str) -> dict[str, Any]:
    """Everything published about a procedure; with `agency` also what holds at that office."""
    return {**look_up.published(code), "local": look_up.at_office(code, query["agency"])}


@blueprint.get("/procedures/<code>/due-today")
@blueprint.arguments(AtOfficeQuerySchema, location="query")
@blueprint.response(200, DueTodaySchema)
@blueprint.alt_response(404, description="unknown_procedure")
def show_due_today(query: dict[str, Any], code: str) -> dict[str, Any]:
    """When the result is due of what is handed in now, by the hours of `agency` or else the usual ones."""
    return due_today(code, agency_code=query["agency"], at=now())


@blueprint.get("/life-events")
@blueprint.response(200, LifeEventListSchema)
def list_life_events() -> dict[str, Any]:
    """What people often need, by what happens in life."""
    return browsing.find_life_events()


@blueprint.get("/life-events/<slug>")
@blueprint.response(200, LifeEventPageSchema)
@blueprint.alt_response(404, description="unknown_life_event")
def show_life_event(slug: str) -> dict[str, Any]:
    """The procedures of a life event, in the order of the editors."""
    return browsing.life_event(slug)


@blueprint.get("/agencies")
@blueprint.arguments(AgencyQuerySchema, location="query")
@blueprint.response(200, AgencyListSchema)
def list_agencies(query: dict[str, Any]) -> dict[str, Any]:
    """Offices that take dossiers."""
    return look_up.find_agencies(**query)


@blueprint.get("/agencies/<string(maxlength=35):agency_code>")
@blueprint.response(200, AgencyDetailSchema)
@blueprint.alt_response(404, description="unknown_agency")
def show_agency(agency_code: str) -> dict[str, Any]:
    """An office, also one that has ended."""
    return agencies.describe(agency_code)


@blueprint.get("/agencies/<string(maxlength=35):agency_code>/officers")
@blueprint.response(200, PublishedOfficerListSchema)
@blueprint.alt_response(404, description="unknown_agency")
def list_officers(agency_code: str) -> dict[str, Any]:
    """Who works at an office, as published: heads first."""
    return {
        "items": [
            {**officer, "photo": _photo_address(agency_code, officer["photo_sha256"])}
            for officer in agencies.officers_of(agency_code)
        ]
    }


@blueprint.get("/agencies/<string(maxlength=35):agency_code>/officers/photos/<string(length=64):sha256>")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="image/jpeg")
@blueprint.alt_response(404, description="unknown_agency, unknown_photo")
def show_officer_photo(agency_code: str, sha256: str) -> Response:
    """The photo of an officer, a JPEG."""
    response = current_app.response_class(agencies.photo_of(agency_code, sha256), mimetype="image/jpeg")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response.set_etag(sha256)
    return response


@blueprint.get("/units/provinces")
@blueprint.response(200, AdministrativeUnitListSchema)
def list_provinces() -> dict[str, Any]:
    """The provinces of today."""
    return look_up.provinces()


@blueprint.get("/units/communes")
@blueprint.arguments(PlaceQuerySchema, location="query")
@blueprint.response(200, AdministrativeUnitListSchema)
def list_communes(query: dict[str, Any]) -> dict[str, Any]:
    """The communes of today."""
    return look_up.find_communes(**query)


@blueprint.get("/units/places")
@blueprint.arguments(AddressQuerySchema, location="query")
@blueprint.response(200, PlaceListSchema)
def list_places(query: dict[str, Any]) -> dict[str, Any]:
    """Communes of today by an address of today or of before 1 July 2025."""
    return find_places(**query)


@blueprint.get("/catalogue/offline")
@blueprint.response(200, OfflineCatalogueSchema)
def show_offline_catalogue() -> Response:
    """The compact catalogue for searching offline."""
    offline = current_snapshot().offline
    encoding = request.accept_encodings.best_match(ENCODINGS) or "identity"
    response = current_app.response_class(offline.bodies[encoding], mimetype="application/json")
    if encoding != "identity":
        response.content_encoding = encoding
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{offline.digest}-{encoding}")
    return response


@blueprint.after_request
def allow_revalidation(response: Response) -> Response:
    if response.status_code == 200:
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        response.make_conditional(request)
    return response


def _photo_address(agency_code: str, sha256: str | None) -> str | None:
    if sha256 is None:
        return None
    return url_for("catalogue.show_officer_photo", agency_code=agency_code, sha256=sha256)
