"""The posting register at the desk (niêm yết), publishing decisions, and the versions of a procedure."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from flask import Response, request, send_file

from api.access import Role
from api.accounts.identity import current_agency_id, current_caller
from api.blueprint import Blueprint
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue import decisions, posting_lists, postings, versions
from api.catalogue.models import Agency
from api.catalogue.posting_errors import RoleMayNotPost
from api.catalogue.posting_models import PostingPhoto, PublishingDecision
from api.catalogue.posting_photos import keep_photo, photo_of
from api.catalogue.posting_schemas import (
    DecisionListSchema,
    DecisionSchema,
    NewDecisionSchema,
    PostingActionSchema,
    PostingListSchema,
    PostingPhotoSchema,
    PostingQuerySchema,
    PostingSchema,
    VersionListSchema,
    VersionsQuerySchema,
    VoidDecisionSchema,
)
from api.documents.errors import StoredFileMissing
from api.documents.pictures import MOST_BYTES
from api.documents.storage import store
from api.extensions import db, now
from api.rate_limits import hourly_hash, limiter

desk = Blueprint("postings", __name__, description="The posting register of an office")
public = Blueprint("procedure_versions", __name__, description="Which version is in force")


@public.get("/procedures/<string(maxlength=40):code>/versions")
@public.arguments(VersionsQuerySchema, location="query")
@public.response(200, VersionListSchema)
@public.alt_response(404, description="unknown_procedure, unknown_agency")
def procedure_versions(query: dict[str, Any], code: str) -> dict[str, Any]:
    """The versions of a procedure and the one in force on a day; with an office, by its decisions."""
    return versions.versions_of(code, on=query["on"], agency_code=query["agency"])


@desk.get("/desk/postings")
@desk.arguments(PostingQuerySchema, location="query")
@desk.response(200, PostingListSchema)
def register(query: dict[str, Any]) -> dict[str, Any]:
    """The office's register: by default what is to be posted, due first."""
    return posting_lists.at_desk(current_agency_id(), query, seen_on=_today())


@desk.get("/desk/postings/<int(max=2147483647):item_id>")
@desk.response(200, PostingSchema)
def posting(item_id: int) -> dict[str, Any]:
    """One entry of the register with its history."""
    return _view(item_id)


@desk.post("/desk/postings/<int(max=2147483647):item_id>/actions")
@desk.arguments(PostingActionSchema)
@desk.response(200, PostingSchema)
def record(body: dict[str, Any], item_id: int) -> dict[str, Any]:
    """Record that it was posted, published electronically or taken down; or correct a line, with the reason."""
    postings.record(item_id, body, caller=current_caller(), at=now())
    return _view(item_id)


@desk.post("/desk/postings/photos")
@limiter.limit("600/hour", key_func=lambda: hourly_hash(current_caller().actor))
@desk.doc(requestBody={"content": {"image/*": {"schema": {"type": "string", "format": "binary"}}}})
@desk.response(201, PostingPhotoSchema)
def add_photo() -> PostingPhoto:
    """Send the photograph of a board: JPEG, PNG or WebP, at most 8 MB. It is kept without its EXIF data."""
    if current_caller().role not in postings.RECORD:
        raise RoleMayNotPost
    request.max_content_length = MOST_BYTES
    return keep_photo(request.get_data(cache=False), caller=current_caller(), at=now())


@desk.get("/desk/postings/photos/<uuid:photo_id>")
@desk.response(200, {"type": "string", "format": "binary"}, content_type="image/jpeg")
def show_photo(photo_id: uuid.UUID) -> Response:
    """A photograph of a board of the office."""
    return photo_response(photo_of(current_agency_id(), photo_id))


@desk.get("/desk/decisions")
@desk.response(200, DecisionListSchema)
def list_decisions() -> dict[str, Any]:
    """The publishing decisions that hold for the office, the newest first."""
    caller = current_caller()
    agency = db.session.get_one(Agency, current_agency_id())
    may_record = caller.role == Role.ADMINISTRATOR
    return {
        "items": _decisions(decisions.decisions_of(agency.id)),
        "may_record": may_record,
        "may_record_for_province": may_record and caller.scope_province == agency.province_code,
    }


@desk.post("/desk/decisions")
@desk.arguments(NewDecisionSchema)
@desk.response(201, DecisionSchema)
@desk.alt_response(200, schema=DecisionSchema, description="was in the register with the same facts")
def add_decision(body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Enter a publishing decision. Refused as a whole when a procedure lacks a mandatory part."""
    decision, is_new = decisions.record_decision(body, caller=current_caller(), at=now())
    return _decisions([decision])[0], 201 if is_new else 200


@desk.post("/desk/decisions/<int(max=2147483647):decision_id>/void")
@desk.arguments(VoidDecisionSchema)
@desk.response(200, DecisionSchema)
def void(body: dict[str, Any], decision_id: int) -> dict[str, Any]:
    """Take a wrong entry out of the register, with the reason."""
    voided = decisions.void_decision(
        decision_id, reason=body["reason"].strip(), caller=current_caller(), at=now()
    )
    return _decisions([voided])[0]


def photo_response(photo: PostingPhoto) -> Response:
    """For whoever may see it. Raises StoredFileMissing."""
    try:
        stream = store().open(photo.storage_key)
    except FileNotFoundError as error:
        raise StoredFileMissing from error
    response = send_file(stream, mimetype="image/jpeg", conditional=False, etag=False)
    response.content_length = photo.size
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _view(item_id: int) -> dict[str, Any]:
    found = postings.one(item_id, agency_id=current_agency_id(), seen_on=_today())
    role = current_caller().role
    return {
        **found,
        "allowed_actions": [name for name, (roles, _) in postings.ACTIONS.items() if role in roles],
    }


def _decisions(found: list[PublishingDecision]) -> list[dict[str, Any]]:
    shown = ("id", "number", "issuer", "decided_on", "effective_from", "publish_by", "rule_set", "recorded_at",
             "voided_at", "void_reason")  # fmt: skip
    procedures = decisions.procedures_in(decision.id for decision in found)
    return [
        {
            **{name: getattr(decision, name) for name in shown},
            "applies_to": "province" if decision.agency_id is None else "office",
            "procedures": procedures[decision.id],
        }
        for decision in found
    ]


def _today() -> date:
    return now().astimezone(TIME_ZONE).date()
