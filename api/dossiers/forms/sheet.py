"""What every form shares: its head, its lines, the boxes to sign in, and one size of paper (A5, TT 01/2018 Art 9)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from flask import Response
from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from api.calendars.day_words import day_words
from api.calendars.opening_hours import TIME_ZONE
from api.documents.pdf_writing import labelled, markup, text_style

WIDTH_MM: Final = 119.5  # what the margins of A5 and the frame's own leave
MARGIN_MM: Final = 12
SIDE_BY_SIDE: Final = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, 0), 0)]

BODY: Final = text_style(9, leading=12.5)
BOLD: Final = text_style(9, bold=True, leading=12.5)
_CENTRED: Final = text_style(9, bold=True, leading=12.5, alignment=1)
_NUMBER: Final = text_style(9, leading=12.5, alignment=1)
_TITLE: Final = text_style(12.5, bold=True, leading=16, alignment=1)
_SMALL: Final = text_style(8, leading=11, alignment=1)


def head(agency_name: str, title: str, *, number: str | None = None) -> list[Flowable]:
    """The office, its number for this paper, and what the paper is."""
    lines: list[Flowable] = [Paragraph(markup(agency_name), _CENTRED)]
    if number:
        lines.append(Paragraph(markup(f"Số: {number}"), _NUMBER))
    return [*lines, Spacer(1, 2 * mm), Paragraph(markup(title), _TITLE), Spacer(1, 3 * mm)]


def lines(facts: Iterable[tuple[str, str | None]]) -> list[Paragraph]:
    """'label: value' each; what has no value is left out."""
    return [Paragraph(labelled(label, value), BODY) for label, value in facts if value]


def signers(*who: tuple[str, str]) -> Flowable:
    """Boxes side by side, from left to right: as what one signs, and the name below the room for it.

    An empty title leaves its place free."""
    boxes = [_box(title, name) if title else [] for title, name in who]
    return KeepTogether(
        [
            Spacer(1, 4 * mm),
            Table([boxes], colWidths=[WIDTH_MM / len(who) * mm] * len(who), style=SIDE_BY_SIDE),
        ]
    )


def _box(title: str, name: str) -> list[Flowable]:
    return [
        Paragraph(markup(title), _CENTRED),
        Paragraph("(Ký, ghi rõ họ tên)", _SMALL),
        Spacer(1, 14 * mm),
        Paragraph(markup(name), _CENTRED),
    ]


def build(story: Sequence[Flowable], *, title: str, author: str) -> bytes:
    """The PDF's bytes, A5 upright. Text is real text in an embedded font with all Vietnamese letters."""
    output = io.BytesIO()
    margin = MARGIN_MM * mm
    SimpleDocTemplate(
        output,
        pagesize=A5,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        title=title,
        author=author,
        lang="vi",
    ).build(list(story))
    return output.getvalue()


def pdf_response(pdf: bytes, file_name: str) -> Response:
    """To look at in the browser; kept nowhere on the way. `file_name` is of our own making."""
    return Response(
        pdf,
        mimetype="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{file_name}"',
            "Cache-Control": "private, no-store",
        },
    )


def moment(at: datetime) -> str:
    """'09 giờ 32 phút, thứ Hai, ngày …', in Vietnam."""
    local = at.astimezone(TIME_ZONE)
    return f"{local:%H} giờ {local:%M} phút, {day_words(local.date())}"


def short_moment(at: datetime) -> str:
    """'09:32 23/11/2026', for tables."""
    return f"{at.astimezone(TIME_ZONE):%H:%M %d/%m/%Y}"


def day_in_full(day: date) -> str:
    """'ngày 23 tháng 11 năm 2026', as letters are dated."""
    return f"ngày {day:%d} tháng {day:%m} năm {day.year}"
