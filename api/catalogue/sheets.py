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
from sqlalchemy import select

from api.blueprint import Blueprint
from api.calendars.day_words import hours_words
from api.calendars.opening_hours import TIME_ZONE, OpeningHours
from api.catalogue import look_up
from api.catalogue.errors import NothingToPrint, PrintingElsewhere, UnknownAgency
from api.catalogue.index import current_snapshot
from api.catalogue.models import Agency
from api.catalogue.schemas import FieldSheetsQuerySchema, SheetQuerySchema
from api.catalogue.sheet_layout import Sheet, SheetOffice, make_field_sheets, make_sheet
from api.config import current_settings
from api.extensions import db, now
from api.rate_limits import limiter

blueprint = Blueprint("sheets", __name__, description="Sheets for the wall")

PER_PART = 20
# Raised when the same content is laid out differently, so that kept copies are fetched anew.
_LAYOUT = 1
_PDF = {"type": "string", "format": "binary"}
printing = BoundedSemaphore(1)


@blueprint.get("/procedures/<code>/sheet.pdf")
@limiter.limit("120/minute")
@blueprint.arguments(SheetQuerySchema, location="query")
@blueprint.response(200, _PDF, content_type="application/pdf")
@blueprint.alt_response(404, description="unknown_procedure")
def procedure_sheet(query: dict[str, Any], code: str) -> Response:
    """The sheet of one procedure, with the office's address and what holds there."""
    today = _today()
    agency = _agency(query["agency"], today)
    sheet = _sheet(code, agency, today)
    return _answer(f"to-niem-yet-{code}.pdf", [sheet], today, lambda: make_sheet(sheet, printed_on=today))


@blueprint.get("/procedures/sheets.pdf")
@limiter.limit("20/minute")
@blueprint.arguments(FieldSheetsQuerySchema, location="query")
@blueprint.response(200, _PDF, content_type="application/pdf")
@blueprint.alt_response(404, description="nothing_to_print")
@blueprint.alt_response(503, description="printing_busy")
def field_sheets(query: dict[str, Any]) -> Response:
    """A list and the sheets of a field's procedures, twenty a part, the office's level first."""
    today = _today()
    agency = _agency(query["agency"], today)
    codes, parts = _codes(query, agency)
    sheets = [_sheet(code, agency, today) for code in codes]
    title = f"Thủ tục hành chính lĩnh vực {sheets[0].content['field']}"
    if parts > 1:
        title += f" (phần {query['part']}/{parts})"

    def make() -> bytes:
        if not printing.acquire(blocking=False):
            raise PrintingElsewhere
        try:
            return make_field_sheets(sheets, title=title, office=_office(agency), printed_on=today)
        finally:
            printing.release()

    return _answer("to-niem-yet.pdf", sheets, today, make, title)


def _codes(query: dict[str, Any], agency: Agency | None) -> tuple[list[str], int]:
    """The codes of the part asked for, and how many parts there are. Raises NothingToPrint."""
    index = current_snapshot().index
    shown = index.shown(
        province=agency.province_code if agency else None, field=query["field"], level=query["level"]
    )
    found = index.search("", shown)
    first = (query["part"] - 1) * PER_PART
    if not found[first:]:
        raise NothingToPrint
    return [row.code for row in found[first : first + PER_PART]], -(-len(found) // PER_PART)


def _sheet(code: str, agency: Agency | None, today: date) -> Sheet:
    content = look_up.published(code)
    link = f"{current_settings().public_url}/thu-tuc/{quote(code)}"
    return Sheet(
        content=content,
        listed=content["listed"],
        version=content["version"],
        updated_on=content["updated_at"].astimezone(TIME_ZONE).date(),
        link=f"{link}?agency={quote(agency.code)}" if agency else link,
        office=_office(agency),
    )


def _office(agency: Agency | None) -> SheetOffice | None:
    if agency is None:
        return None
    # Where an office has told no hours, nobody prints a guess on its wall.
    hours = agency.opening_hours and hours_words(OpeningHours.from_json(agency.opening_hours))
    return SheetOffice(agency.name, agency.address, agency.hotline, hours or (), feedback="")


def _agency(code: str | None, today: date) -> Agency | None:
    if code is None:
        return None
    agency = db.session.execute(select(Agency).where(Agency.code == code)).scalar_one_or_none()
    if agency is None or (agency.effective_to is not None and agency.effective_to < today):
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
