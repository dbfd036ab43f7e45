"""Sheets for the wall (niêm yết) as PDF: of one procedure, or of a field in parts of twenty.

Open to everybody: they hold what the procedure's page says. An answer's ETag covers all that would be printed, so a
sheet that has not changed is not made again; files of many sheets are made one at a time in a process, because each
costs a second of its processor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import quote

import orjson
from flask import Response, current_app, request

from api.blueprint import Blueprint
from api.calendars.day_words import hours_words
from api.calendars.opening_hours import TIME_ZONE, OpeningHours
from api.catalogue import local_facts, look_up
from api.catalogue.errors import NothingToPrint, PrintingElsewhere, UnknownAgency
from api.catalogue.index import current_snapshot
from api.catalogue.models import Agency, LocalFact
from api.catalogue.schemas import (
    AtOfficeQuerySchema,
    FieldPartsQuerySchema,
    FieldPartsSchema,
    FieldSheetsQuerySchema,
)
from api.catalogue.sheet_layout import LocalLine, Sheet, SheetOffice, make_field_sheets, make_sheet
from api.config import current_settings
from api.extensions import now
from api.rate_limits import limiter

blueprint = Blueprint("sheets", __name__, description="Sheets for the wall")

PER_PART = 20
# Raised when the same content is laid out differently, so that kept copies are fetched anew.
_LAYOUT = 2
_PDF = {"type": "string", "format": "binary"}
printing = BoundedSemaphore(1)


@blueprint.get("/procedures/<code>/sheet.pdf")
@limiter.limit("120/minute")
@blueprint.arguments(AtOfficeQuerySchema, location="query")
@blueprint.response(200, _PDF, content_type="application/pdf")
@blueprint.alt_response(404, description="unknown_procedure")
def procedure_sheet(query: dict[str, Any], code: str) -> Response:
    """The sheet of one procedure, with the office's address and what holds there."""
    today = _today()
    agency = _agency(query["agency"])
    sheet = _sheet(code, agency)
    return _answer(f"to-niem-yet-{code}.pdf", [sheet], today, lambda: make_sheet(sheet, printed_on=today))


@blueprint.get("/procedures/sheets")
@blueprint.arguments(FieldPartsQuerySchema, location="query")
@blueprint.response(200, FieldPartsSchema)
def field_parts(query: dict[str, Any]) -> dict[str, int]:
    """How many sheets a field has for an office, and in how many files they come."""
    codes = _codes(query, _agency(query["agency"]))
    return {"procedures": len(codes), "parts": _parts(codes)}


@blueprint.get("/procedures/sheets.pdf")
@limiter.limit("20/minute")
@blueprint.arguments(FieldSheetsQuerySchema, location="query")
@blueprint.response(200, _PDF, content_type="application/pdf")
@blueprint.alt_response(404, description="nothing_to_print")
@blueprint.alt_response(503, description="printing_busy")
def field_sheets(query: dict[str, Any]) -> Response:
    """A list and the sheets of a field's procedures, twenty a part, the office's level first."""
    today = _today()
    agency = _agency(query["agency"])
    codes = _codes(query, agency)
    first = (query["part"] - 1) * PER_PART
    sheets = [_sheet(code, agency) for code in codes[first : first + PER_PART]]
    if not sheets:
        raise NothingToPrint
    office = _office(agency, local_facts.in_force(agency.id, None, today) if agency else None)
    title = f"Thủ tục hành chính lĩnh vực {sheets[0].content['field']}"
    if (parts := _parts(codes)) > 1:
        title += f" (phần {query['part']}/{parts})"

    def make() -> bytes:
        if not printing.acquire(blocking=False):
            raise PrintingElsewhere
        try:
            return make_field_sheets(sheets, title=title, office=office, printed_on=today)
        finally:
            printing.release()

    return _answer("to-niem-yet.pdf", sheets, today, make, title)


def _codes(query: dict[str, Any], agency: Agency | None) -> list[str]:
    """Of all that is printed for the field, in the order of the files."""
    index = current_snapshot().index
    shown = index.shown(
        province=agency.province_code if agency else None, field=query["field"], level=query["level"]
    )
    return [row.code for row in index.search("", shown)]


def _parts(codes: Sequence[str]) -> int:
    return -(-len(codes) // PER_PART)


def _sheet(code: str, agency: Agency | None) -> Sheet:
    content = look_up.published(code)
    link = f"{current_settings().public_url}/thu-tuc/{quote(code)}"
    return Sheet(
        content=content,
        listed=content["listed"],
        version=content["version"],
        updated_on=content["updated_at"].astimezone(TIME_ZONE).date(),
        link=f"{link}?agency={quote(agency.code)}" if agency else link,
        office=_office(agency, look_up.at_office(code, agency.code) if agency else None),
    )


_LABELS = {"fee": "Phí, lệ phí tại đây", "place": "Nơi nộp", "contact": "Liên hệ"}


def _office(agency: Agency | None, local: dict[str, Any] | None) -> SheetOffice | None:
    """The office and what holds there beside the national text; hours and feedback as recorded, if they are."""
    if agency is None:
        return None
    held = local or {}
    # Where an office has told no hours, nobody prints a guess on its wall.
    posted = hours_words(OpeningHours.from_json(agency.opening_hours)) if agency.opening_hours else []
    hours, feedback, fee = held.get("hours"), held.get("feedback"), held.get("fee")
    return SheetOffice(
        name=agency.name,
        address=agency.address,
        hotline=agency.hotline,
        hours=[hours.text] if hours else posted,
        feedback=feedback.text if feedback else "",
        fee=fee.text if fee else "",
        local=[
            LocalLine(label, fact.text, _basis(fact))
            for kind, label in _LABELS.items()
            if (fact := held.get(kind)) is not None
        ],
    )


def _basis(fact: LocalFact) -> str:
    """'(Nghị quyết 12/2026/NQ-HĐND ngày 01/07/2026; áp dụng từ 15/07/2026)'."""
    decided = f" ngày {fact.decided_on:%d/%m/%Y}" if fact.decided_on else ""
    until = f" đến hết {fact.effective_to:%d/%m/%Y}" if fact.effective_to else ""
    decision = f"{fact.decision}{decided}; " if fact.decision else ""
    return f"({decision}áp dụng từ {fact.effective_from:%d/%m/%Y}{until})"


def _agency(code: str | None) -> Agency | None:
    if code is None:
        return None
    agency = look_up.open_agency(code)
    if agency is None:
        raise UnknownAgency(agency_code=code)
    return agency


def _answer(
    name: str, sheets: Sequence[Sheet], today: date, make: Callable[[], bytes], title: str = ""
) -> Response:
    """The PDF, or 304 without making it when the caller has this one."""
    printed = [_LAYOUT, today, title, [asdict(sheet) for sheet in sheets]]
    tag = hashlib.sha256(orjson.dumps(printed)).hexdigest()[:32]
    response: Response = current_app.response_class(mimetype="application/pdf")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Disposition"] = f'inline; filename="{quote(name)}"'
    response.set_etag(tag, weak=True)  # the file tells when it was made
    if not request.if_none_match.contains_weak(tag):
        response.set_data(make())
    return response.make_conditional(request)  # type: ignore[return-value]


def _today() -> date:
    return now().astimezone(TIME_ZONE).date()
