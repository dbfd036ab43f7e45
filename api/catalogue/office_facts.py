"""The desk's part on what holds at one's own office. All its officers read; its administrator records.

Which of the two blueprints a call belongs to is its access rule (factory.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request

from api.accounts.identity import current_agency_id, current_caller
from api.blueprint import Blueprint
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue import local_facts
from api.catalogue.office_facts_schemas import (
    EndedLocalFactSchema,
    LocalFactHistoryQuerySchema,
    LocalFactHistorySchema,
    OfficeFactListSchema,
    OfficeFactSchema,
    RecordedLocalFactSchema,
)
from api.catalogue.source_fields import clean, has_unseen
from api.errors import InvalidInput, field_error, version_seen
from api.extensions import now
from api.field_messages import REQUIRED, Sentence

UNSEEN = Sentence(
    "unseen_characters",
    vi="Có ký tự điều khiển hoặc ký tự ẩn, xin gõ lại bằng bàn phím.",
    en="There are control or invisible characters, please type it again.",
)

WORDS = ("text", "decision", "reason")

reading = Blueprint("office_facts", __name__, description="What holds at one's own office")
recording = Blueprint(
    "office_facts_recording", __name__, description="Recording what holds at one's own office"
)


@reading.get("/desk/local-facts")
@reading.response(200, OfficeFactListSchema)
def show_all() -> dict[str, Any]:
    """What the office has recorded and where it stands, first what hangs on a withdrawn procedure."""
    items = local_facts.of_office(current_agency_id(), now().astimezone(TIME_ZONE).date())
    return {"items": items, "withdrawn": sum(item["withdrawn"] for item in items)}


@reading.get("/desk/local-facts/history")
@reading.arguments(LocalFactHistoryQuerySchema, location="query")
@reading.response(200, LocalFactHistorySchema)
def show_history(query: dict[str, Any]) -> dict[str, Any]:
    """Every row of one fact, newest first: who recorded it, when and why."""
    return {"items": local_facts.history(current_agency_id(), query["procedure_code"], query["kind"])}


@recording.post("/desk/local-facts")
@recording.arguments(RecordedLocalFactSchema)
@recording.response(201, OfficeFactSchema)
@recording.alt_response(412, description="changed_meanwhile")
def record(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Record what holds from a day on. With If-Match (`"0"`: nothing yet) it is refused after another correction."""
    body = _readable(body, required=("text", "reason"))
    return _answer(local_facts.record(current_caller(), body, version=_version(), at=now()), 201)


@recording.post("/desk/local-facts/end")
@recording.arguments(EndedLocalFactSchema)
@recording.response(200, OfficeFactSchema)
@recording.alt_response(409, description="not_in_force")
@recording.alt_response(412, description="changed_meanwhile")
def end(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """End what holds after a last day, or take back what was planned."""
    body = _readable(body, required=("reason",))
    return _answer(local_facts.end(current_caller(), body, version=_version(), at=now()), 200)


def _readable(body: dict[str, Any], *, required: Sequence[str]) -> dict[str, Any]:
    """The same with clean words. Raises InvalidInput for blank ones and for characters that nobody sees."""
    words: dict[str, str] = {name: body[name] for name in WORDS if name in body}
    wrong = [field_error(name, UNSEEN) for name, text in words.items() if has_unseen(text)]
    cleaned = {name: clean(text) for name, text in words.items()}
    wrong += [field_error(name, REQUIRED) for name in required if not cleaned[name]]
    if wrong:
        raise InvalidInput(errors=wrong)
    return {**body, **cleaned}


def _version() -> int | None:
    return version_seen(request.headers.get("If-Match"))


def _answer(item: dict[str, Any], status: int) -> tuple[dict[str, Any], int, dict[str, str]]:
    return item, status, {"ETag": f'"{item["version"]}"'}
