"""The register as files: XLSX of a year for those who count, PDF of a month (A4) for those who print."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import IO, Any, Final

import xlsxwriter
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer

from api.calendars.opening_hours import TIME_ZONE
from api.documents.pdf_writing import load_fonts, markup, text_style
from api.dossiers.forms.register import Entry
from api.dossiers.forms.sheet import short_moment

TITLE: Final = "Sổ theo dõi hồ sơ"
# What is written, how wide in mm of A4 on its side. The number of sets is one: more are not taken in this service.
_COLUMNS: Final = (
    ("STT", 10),
    ("Mã hồ sơ", 33),
    ("Tên thủ tục hành chính", 58),
    ("Số lượng (bộ)", 13),
    ("Họ tên người nộp", 32),
    ("Số điện thoại", 22),
    ("Ngày nhận hồ sơ", 22),
    ("Hẹn trả", 18),
    ("Ngày có kết quả", 18),
    ("Ngày trả", 18),
    ("Người nhận hồ sơ", 24),
    ("Ghi chú", 19),
)
_SMALL: Final = text_style(7, leading=9)
_SMALL_BOLD: Final = text_style(7, bold=True, leading=9)
_GRID: Final = [
    ("GRID", (0, 0), (-1, -1), 0.3, HexColor("#777777")),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 2),
    ("RIGHTPADDING", (0, 0), (-1, -1), 2),
]


def write_xlsx(entries: Iterable[Entry], *, agency_name: str, year: int) -> IO[bytes]:
    """A temporary file, at its beginning; it is gone when closed. Row by row, so memory does not grow with the year."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": f"{TITLE} năm {year}", "author": agency_name})
    sheet = book.add_worksheet(str(year))
    bold, day, moment = (
        book.add_format(how)
        for how in (
            {"bold": True, "text_wrap": True, "valign": "top"},
            {"num_format": "dd/mm/yyyy", "align": "left"},
            {"num_format": "hh:mm dd/mm/yyyy", "align": "left"},
        )
    )
    for column, (_, width_mm) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width_mm / 1.7)
    sheet.write_string(0, 0, f"{agency_name}: {TITLE.lower()} năm {year}", bold)
    sheet.write_row(2, 0, [title for title, _ in _COLUMNS], bold)
    sheet.freeze_panes(3, 2)
    for row, entry in enumerate(entries, start=3):
        for column, value in enumerate(_values(entry)):
            if isinstance(value, datetime):
                sheet.write_datetime(row, column, value.astimezone(TIME_ZONE).replace(tzinfo=None), moment)
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif value is not None:
                sheet.write(row, column, value)
    book.close()
    file.seek(0)
    return file


def make_pdf(entries: Iterable[Entry], *, agency_name: str, year: int, month: int) -> bytes:
    """A4 on its side, the head of the table on every page, pages numbered."""
    load_fonts()
    title = f"{TITLE} tháng {month:02d} năm {year}"
    rows: list[list[Any]] = [[Paragraph(markup(name), _SMALL_BOLD) for name, _ in _COLUMNS]]
    rows += [[Paragraph(markup(_words(value)), _SMALL) for value in _values(entry)] for entry in entries]
    story: list[Flowable] = [
        Paragraph(markup(agency_name), text_style(9, bold=True, alignment=1)),
        Paragraph(markup(title), text_style(12.5, bold=True, leading=16, alignment=1)),
        Spacer(1, 3 * mm),
        LongTable(rows, colWidths=[width * mm for _, width in _COLUMNS], style=_GRID, repeatRows=1)
        if len(rows) > 1
        else Paragraph("Tháng này chưa tiếp nhận hồ sơ nào.", text_style(9, alignment=1)),
    ]
    output = io.BytesIO()
    SimpleDocTemplate(
        output, pagesize=landscape(A4), leftMargin=3 * mm, rightMargin=3 * mm, topMargin=10 * mm,
        bottomMargin=12 * mm, title=title, author=agency_name, lang="vi",
    ).build(story, onFirstPage=_number_page, onLaterPages=_number_page)  # fmt: skip
    return output.getvalue()


def _number_page(canvas: Any, document: Any) -> None:
    canvas.setFont(_SMALL.fontName, 7)
    canvas.drawCentredString(landscape(A4)[0] / 2, 6 * mm, f"Trang {document.page}")


def _values(entry: Entry) -> tuple[int | str | date | datetime | None, ...]:
    return (
        entry.number,
        entry.code,
        entry.procedure,
        1,
        entry.applicant,
        entry.phone,
        entry.received_at,
        entry.due_on,
        entry.finished_on,
        entry.returned_on,
        entry.received_by,
        entry.remark,
    )


def _words(value: int | str | date | datetime | None) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return short_moment(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
