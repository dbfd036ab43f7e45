"""Form 06: who had the dossier when, from hand to hand, and whether the result came in time. For the office only."""

from __future__ import annotations

from typing import Final, cast

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from api.calendars.day_words import day_words
from api.calendars.deadlines import completion_of
from api.calendars.steps import UNIT_NAMES, Unit
from api.documents.pdf_writing import load_fonts, markup, text_style
from api.dossiers.forms.prescribed import CONTROL_SLIP, officers_by_actor
from api.dossiers.forms.sheet import BOLD, WIDTH_MM, build, head, lines, moment, short_moment
from api.dossiers.models import Dossier, DossierEvent

_SMALL: Final = text_style(8, leading=10.5)
_SMALL_BOLD: Final = text_style(8, bold=True, leading=10.5)
_GRID: Final = [
    ("GRID", (0, 0), (-1, -1), 0.4, HexColor("#777777")),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
]
_WIDTHS_MM: Final = (27, 37, WIDTH_MM - 27 - 37)
STEPS: Final = {
    "submit": "Nộp hồ sơ",
    "claim": "Người nộp nhận hồ sơ vào tài khoản",
    "receive": "Tiếp nhận",
    "decline": "Từ chối tiếp nhận",
    "request_supplement": "Yêu cầu bổ sung",
    "supplement": "Nộp bổ sung",
    "accept_supplement": "Nhận giấy tờ bổ sung",
    "start": "Bắt đầu giải quyết",
    "forward": "Chuyển hồ sơ",
    "assign": "Phân công",
    "draft_result": "Trình dự thảo kết quả",
    "propose_supplement": "Đề xuất bổ sung",
    "return_proposal": "Trả lại đề xuất bổ sung",
    "check": "Kiểm tra đạt",
    "send_back": "Trả lại để làm lại",
    "sign": "Ký kết quả",
    "apologise": "Xin lỗi và hẹn lại",
    "stamp": "Đóng dấu",
    "resolve": "Hoàn tất giải quyết",
    "request_payment": "Yêu cầu nộp tiền",
    "confirm_payment": "Xác nhận đã thu tiền",
    "return_result": "Trả kết quả",
    "withdraw": "Rút hồ sơ",
    "record_withdrawal": "Ghi nhận rút hồ sơ",
    "stop": "Dừng giải quyết",
    "calendar_amended": "Lịch làm việc đổi, hạn đổi theo",
}
"""What each step is called on paper."""
_AT_THE_END: Final = ("resolve", "return_result", "decline", "stop", "withdraw", "record_withdrawal")
_IN_TIME: Final = {"early": "trước hạn", "on_time": "đúng hạn", "late": "quá hạn"}


def make_control_slip(dossier: Dossier) -> bytes:
    """The PDF's bytes, as many pages as the history needs. Nothing in a history is ever overwritten, nor here."""
    load_fonts()
    at_the_end = [event for event in dossier.events if event.action in _AT_THE_END]
    before = [event for event in dossier.events if event.action not in _AT_THE_END]
    story: list[Flowable] = [
        *head(dossier.agency.name, CONTROL_SLIP.title),
        *lines(
            [
                ("Mã hồ sơ", dossier.code or dossier.submission_number),
                ("Thủ tục", f"{dossier.procedure_version.content['name']} ({dossier.procedure.code})"),
                ("Người nộp hồ sơ", dossier.applicant_name),
                ("Nộp lúc", moment(dossier.submitted_at)),
                ("Tiếp nhận lúc", moment(dossier.received_at) if dossier.received_at else None),
                ("Thời hạn giải quyết", limit_words(dossier)),
                ("Hẹn trả kết quả", day_words(dossier.due_on) if dossier.due_on else None),
                ("Hẹn lại", day_words(dossier.reappointed_on) if dossier.reappointed_on else None),
            ]
        ),
        Spacer(1, 3 * mm),
        Paragraph("I. Giao hồ sơ", BOLD),
        _table(before),
    ]
    if at_the_end:
        story += [Spacer(1, 3 * mm), Paragraph("II. Nhận kết quả", BOLD), _table(at_the_end)]
    story += [Spacer(1, 2 * mm), *lines([("Kết quả giải quyết", in_time(dossier))])]
    return build(story, title=CONTROL_SLIP.title, author=dossier.agency.name)


def in_time(dossier: Dossier) -> str | None:
    """'trước hạn', 'đúng hạn' or 'quá hạn' by the original due date; None before the end or without a date."""
    if dossier.finished_at is None or dossier.due_at is None:
        return None
    unit = cast(Unit, dossier.duration_unit or "working_day")
    return _IN_TIME[completion_of(finished_at=dossier.finished_at, due_at=dossier.due_at, unit=unit)]


def limit_words(dossier: Dossier) -> str | None:
    """'5 ngày làm việc', as the procedure's version publishes it."""
    if dossier.duration_quantity is None or dossier.duration_unit is None:
        return None
    return f"{dossier.duration_quantity} {UNIT_NAMES[cast(Unit, dossier.duration_unit)]}"


def _table(events: list[DossierEvent]) -> Table:
    officers = officers_by_actor(events)
    rows = [[Paragraph(title, _SMALL_BOLD) for title in ("Thời điểm", "Việc đã làm", "Người thực hiện")]]
    for event in events:
        officer = officers.get(event.actor)
        who = f"{officer.full_name}, {event.actor_position}" if officer else event.actor_position
        rows.append(
            [
                Paragraph(short_moment(event.at), _SMALL),
                Paragraph(markup(STEPS.get(event.action, event.action)), _SMALL),
                Paragraph(markup(who), _SMALL),
            ]
        )
    return Table(
        rows, colWidths=[width * mm for width in _WIDTHS_MM], style=_GRID, repeatRows=1, hAlign="LEFT"
    )
