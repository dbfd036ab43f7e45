"""Figures as a CSV file (RFC 4180) that a spreadsheet opens as it is: UTF-8 with its mark, and nothing it would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response, current_app

# A cell that begins so is a formula to a spreadsheet.
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def csv_response(name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A file to download; None is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([_cell(value) for value in row] for row in rows)
    response = current_app.response_class("\ufeff" + text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_RUNS) and not isinstance(value, int | float) else text
