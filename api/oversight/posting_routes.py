"""Posting compliance for supervisors: figures, the rows behind each of them, and the register's lines."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Response

from api.accounts.identity import current_caller
from api.blueprint import Blueprint
from api.catalogue import postings
from api.catalogue.mandatory_parts import GAPS, PARTS
from api.catalogue.posting_duties import LACKS
from api.catalogue.posting_photos import photo_of
from api.catalogue.posting_routes import photo_response
from api.errors import language
from api.extensions import now
from api.oversight import posting, posting_rows
from api.oversight.csv_files import csv_response
from api.oversight.errors import FormatNotOffered, TooManyRows
from api.oversight.periods import Period, period
from api.oversight.posting_schemas import (
    CatalogueGapsQuerySchema,
    IncompleteProcedureListSchema,
    PostingFiguresSchema,
    PostingRowListSchema,
    PostingRowsQuerySchema,
    SeenPostingSchema,
)
from api.oversight.posting_words import told
from api.oversight.schemas import FiguresQuerySchema
from api.oversight.scope import AgencyName, agencies_of

MOST_ROWS_IN_A_FILE = 20_000
_STATUSES = ("on_time", "late", "missing", "not_yet_due")
_ROW = ("agency_code", "agency_name", "procedure_code", "procedure_name", "field", "effect", "decision_number",
        "decided_on", "publish_by", "office_on", "office_recorded_on", "office_status", "electronic_on",
        "electronic_recorded_on", "electronic_status", "withdrawn_on", "score")  # fmt: skip

blueprint = Blueprint("posting_figures", __name__, description="Posting compliance for supervisors")


@blueprint.get("/oversight/posting")
@blueprint.arguments(FiguresQuerySchema, location="query")
@blueprint.response(200, PostingFiguresSchema)
def compliance(query: dict[str, Any]) -> dict[str, Any] | Response:
    """Posted on time, late, missing, not yet due; gaps and indicator 6, by agency and field. Also `format=csv`."""
    agencies, days = _asked_for(query)
    found = posting.figures(agencies, days, current_caller().scope_province)
    return _figures_file(found) if query["format"] == "csv" else found


@blueprint.get("/oversight/posting/rows")
@blueprint.arguments(PostingRowsQuerySchema, location="query")
@blueprint.response(200, PostingRowListSchema)
def compliance_rows(query: dict[str, Any]) -> dict[str, Any] | Response:
    """The procedures behind a figure, by office; those due first in front. Also `format=csv`, all of them."""
    agencies, days = _asked_for(query)
    if query["format"] == "json":
        return posting_rows.rows(agencies, days, query, limit=query["limit"], cursor=query["cursor"])
    found = posting_rows.rows(agencies, days, query, limit=MOST_ROWS_IN_A_FILE)
    if found["next"]:
        raise TooManyRows(most=MOST_ROWS_IN_A_FILE)
    rows = [
        [*(told(row[name]) for name in _ROW), *_ticks(row["gaps"], list(LACKS))] for row in found["items"]
    ]
    return csv_response("niem-yet-chi-tiet", [str(told(name)) for name in (*_ROW, *LACKS)], rows)


@blueprint.get("/oversight/posting/catalogue")
@blueprint.arguments(CatalogueGapsQuerySchema, location="query")
@blueprint.response(200, IncompleteProcedureListSchema)
def incomplete_procedures(query: dict[str, Any]) -> dict[str, Any] | Response:
    """Listed procedures whose published text lacks fees, forms, a time limit or a mandatory part."""
    _check_format(query["format"])
    as_file = query["format"] == "csv"
    found = posting.catalogue_rows(
        current_caller().scope_province,
        gap=query["gap"] or None,
        field=query["field"] or None,
        limit=MOST_ROWS_IN_A_FILE if as_file else query["limit"],
        offset=0 if as_file else int(query["cursor"] or 0),
    )
    if not as_file:
        return found
    rows = [
        [row["procedure_code"], row["procedure_name"], row["field"], *_ticks(row["gaps"], GAPS),
         ", ".join(PARTS[part].words(language()) for part in row["missing_parts"])]
        for row in found["items"]
    ]  # fmt: skip
    heading = ["procedure_code", "procedure_name", "field", *GAPS, "missing_parts"]
    return csv_response("noi-dung-con-thieu", [str(told(name)) for name in heading], rows)


@blueprint.get("/oversight/posting/<string(maxlength=35):agency_code>/<int(max=2147483647):item_id>")
@blueprint.response(200, SeenPostingSchema)
def one_posting(agency_code: str, item_id: int) -> dict[str, Any]:
    """One entry of an office's register with its lines."""
    agency = agencies_of(current_caller().scope_province, agency_code)[0]
    return postings.one(item_id, agency_id=agency.id, seen_on=period(None, None, at=now()).seen_on)


@blueprint.get("/oversight/posting/<string(maxlength=35):agency_code>/photos/<uuid:photo_id>")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="image/jpeg")
def show_photo(agency_code: str, photo_id: uuid.UUID) -> Response:
    """The photograph of a board."""
    agency = agencies_of(current_caller().scope_province, agency_code)[0]
    return photo_response(photo_of(agency.id, photo_id))


def _asked_for(query: dict[str, Any]) -> tuple[list[AgencyName], Period]:
    _check_format(query["format"])
    days = period(query["from_"], query["to"], at=now())
    return agencies_of(current_caller().scope_province, query["agency"]), days


def _check_format(wanted: str) -> None:
    if wanted not in ("json", "csv"):
        raise FormatNotOffered(format=wanted, offered="json, csv")


def _figures_file(found: dict[str, Any]) -> Response:
    heading = ["agency_code", "agency_name", "duties",
               *(f"{told(way)}: {told(status)}" for way in posting.WAYS for status in _STATUSES),
               *LACKS,
               "indicator_6", "indicator_6_judged"]  # fmt: skip
    lines = [*found["agencies"], {"agency_code": "", "agency_name": told("total"), **found["total"]}]
    rows = [
        [line["agency_code"], line["agency_name"], line["duties"],
         *(line[way][status] for way in posting.WAYS for status in _STATUSES),
         *(line["gaps"][gap] for gap in LACKS),
         line["indicator_6"]["score"], line["indicator_6"]["judged"]]
        for line in lines
    ]  # fmt: skip
    return csv_response("niem-yet", [str(told(name)) for name in heading], rows)


def _ticks(found: Sequence[str], known: Sequence[str]) -> list[str]:
    return ["x" if name in found else "" for name in known]
