"""The register of the caller's office: its years, files of them, and closing one."""

from __future__ import annotations

from typing import Any

from flask import Response, send_file

from api.access import Role
from api.accounts.identity import current_agency_id, current_caller
from api.blueprint import Blueprint
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import Agency
from api.dossiers.errors import EmptyRegister, WrongRole
from api.dossiers.forms import register, register_files
from api.dossiers.forms.sheet import pdf_response
from api.dossiers.opened_files import explain_to_browser
from api.dossiers.register_schemas import BookListSchema, BookSchema
from api.extensions import db, now

CLOSES = frozenset({Role.LEADER, Role.ADMINISTRATOR})
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BINARY = {"type": "string", "format": "binary"}

blueprint = Blueprint("register", __name__, description="The register of dossiers (form 07)")
blueprint.after_request(explain_to_browser)


@blueprint.get("/desk/register")
@blueprint.response(200, BookListSchema)
def years() -> dict[str, Any]:
    """The books of the office, a year each, the newest first."""
    this_year = now().astimezone(TIME_ZONE).year
    may_close = current_caller().role in CLOSES
    found = register.books(current_agency_id())
    return {"items": [_view(book, may_close=may_close and book.year < this_year) for book in found]}


@blueprint.post("/desk/register/<int:year>/closing")
@blueprint.response(200, BookSchema)
@blueprint.alt_response(404, description="empty_register")
@blueprint.alt_response(409, description="year_not_over, register_closed_already")
def close(year: int) -> dict[str, Any]:
    """Close the book of a year that is over. The head's and the administrator's; it cannot be opened again."""
    caller = current_caller()
    if caller.role not in CLOSES:
        raise WrongRole
    return _view(register.close(current_agency_id(), year, by=caller.id, at=now()), may_close=False)


@blueprint.get("/desk/register/<int:year>.xlsx")
@blueprint.response(200, BINARY, content_type=XLSX)
@blueprint.alt_response(404, description="empty_register")
def xlsx(year: int) -> Response:
    """The book of a year as a table for a spreadsheet."""
    agency = _agency_with(year)
    file = register_files.write_xlsx(register.entries(agency.id, year), agency_name=agency.name, year=year)
    answer = send_file(
        file, mimetype=XLSX, as_attachment=True, download_name=f"so-theo-doi-{agency.code}-{year}.xlsx"
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.get("/desk/register/<int:year>/<int(min=1,max=12):month>.pdf")
@blueprint.response(200, BINARY, content_type="application/pdf")
@blueprint.alt_response(404, description="empty_register")
def pdf(year: int, month: int) -> Response:
    """One month of the book to print (A4)."""
    agency = _agency_with(year)
    entries = register.entries(agency.id, year, month=month)
    made = register_files.make_pdf(entries, agency_name=agency.name, year=year, month=month)
    return pdf_response(made, f"so-theo-doi-{agency.code}-{year}-{month:02d}.pdf")


def _agency_with(year: int) -> Agency:
    agency = db.session.get_one(Agency, current_agency_id())
    if not register.has_year(agency.id, year):
        raise EmptyRegister(year=year)
    return agency


def _view(book: register.Book, *, may_close: bool) -> dict[str, Any]:
    closing = book.closing
    return {
        "year": book.year,
        "entries": book.entries,
        "closed_at": closing.closed_at if closing else None,
        "closed_by": closing.closed_by.full_name if closing else None,
        "still_whole": book.still_whole,
        "may_close": may_close and closing is None,
    }
