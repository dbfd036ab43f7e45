"""Forms 02 to 05: what the office tells the citizen in writing about one step, with its reason.

Each carries the QR code for following and rating, since the rating slip is handed out with the request for papers and
the refusal as well (TT 01/2018/TT-VPCP Art 12(2)).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from api.calendars.day_words import day_words
from api.calendars.opening_hours import TIME_ZONE
from api.documents.pdf_writing import load_fonts, markup, qr_picture
from api.dossiers import paper_requests, receipt_secrets
from api.dossiers.forms.prescribed import Form, form_of, number_of, officers_by_actor
from api.dossiers.forms.sheet import (
    BODY,
    BOLD,
    SIDE_BY_SIDE,
    WIDTH_MM,
    build,
    day_in_full,
    head,
    lines,
    moment,
    signers,
)
from api.dossiers.lifecycle import STATUS_NAMES, Status
from api.dossiers.models import DossierEvent

_QR_MM: Final = 28
_ERASED: Final = "(nội dung này đã được xóa theo yêu cầu)"


def make_slip(event: DossierEvent, *, with_secret: bool) -> bytes:
    """The PDF of the form that goes with this step; `with_secret` only for paper that goes to the citizen.

    Raises KeyError for a step without a form.
    """
    form = form_of(event)
    if form is None:
        raise KeyError(event.action)
    load_fonts()
    dossier = event.dossier
    body, boxes = _BODIES[form.number](event)
    story: list[Flowable] = [
        *head(dossier.agency.name, form.title, number=number_of(event, form)),
        Paragraph(markup(_where_and_when(event)), BODY),
        Spacer(1, 2 * mm),
        Table(
            [[_about(event, form), _qr(event, with_secret=with_secret)]],
            colWidths=[(WIDTH_MM - _QR_MM - 2) * mm, (_QR_MM + 2) * mm],
            style=SIDE_BY_SIDE,
            hAlign="LEFT",
        ),
        Spacer(1, 2 * mm),
        *body,
        Spacer(1, 2 * mm),
        Paragraph(markup(_contact(event)), BODY),
        signers(*boxes),
    ]
    return build(story, title=form.title, author=dossier.agency.name)


def _about(event: DossierEvent, form: Form) -> list[Paragraph]:
    dossier = event.dossier
    is_apology = form.number == "04"
    return lines(
        [
            ("Kính gửi" if is_apology else "Hồ sơ của", dossier.applicant_name),
            ("Số điện thoại", dossier.applicant_phone),
            ("Nội dung yêu cầu", f"{dossier.procedure_version.content['name']} ({dossier.procedure.code})"),
            ("Mã hồ sơ", dossier.code),
            ("Số nộp hồ sơ", None if dossier.code else dossier.submission_number),
            ("Nộp lúc", moment(dossier.submitted_at)),
            ("Tiếp nhận lúc", _received(event)),
        ]
    )


def _received(event: DossierEvent) -> str | None:
    """What was so when the paper was written: a request for papers may come before reception."""
    received = event.dossier.received_at
    return moment(received) if received and received <= event.at else None


_Body = tuple[list[Flowable], tuple[tuple[str, str], ...]]


def _supplement(event: DossierEvent) -> _Body:
    reasons = {one.requirement_id: one.text for one in event.paper_reasons}
    asked: list[str] = event.facts.get("requirement_ids", [])
    story: list[Flowable] = [
        Paragraph("Để giải quyết hồ sơ, xin bổ sung, hoàn thiện những nội dung sau:", BODY)
    ]
    for number, paper in enumerate(asked, start=1):
        name = event.dossier.requirement_name(paper) or paper
        why = f": {reasons[paper]}" if paper in reasons else ""
        story.append(Paragraph(markup(f"{number}. {name}{why}"), BODY))
    story += lines([("Lý do", _words(event)), ("Hạn bổ sung", _day(paper_requests.answer_by(event)))])
    once = "Mỗi hồ sơ chỉ được yêu cầu bổ sung một lần."
    pause = " Trong thời gian chờ, thời hạn giải quyết tạm dừng." if _received(event) else ""
    story.append(Paragraph(once + pause, BODY))
    return story, (("NGƯỜI HƯỚNG DẪN", _name(event)),)


def _refusal(event: DossierEvent) -> _Body:
    story: list[Flowable] = [
        Paragraph("Cơ quan không tiếp nhận giải quyết hồ sơ này.", BODY),
        *lines([("Lý do từ chối", _words(event))]),
    ]
    return story, (("NGƯỜI NỘP HỒ SƠ", ""), ("NGƯỜI TIẾP NHẬN", _name(event)))


def _apology(event: DossierEvent) -> _Body:
    facts = event.facts
    story: list[Flowable] = [
        Paragraph(
            "Cơ quan chưa có kết quả đúng hẹn cho hồ sơ nói trên. Chúng tôi thành thật xin lỗi ông/bà và xin hẹn lại.",
            BODY,
        ),
        *lines(
            [
                ("Ngày hẹn trả trước đây", _day(event.due_after)),
                ("Ngày hẹn trả mới", _day(date.fromisoformat(facts["reappointed_on"]))),
                ("Đơn vị gây chậm", facts.get("caused_by") or event.dossier.agency.name),
                ("Lý do", _words(event)),
            ]
        ),
        Paragraph(
            "Việc hẹn lại chỉ được thực hiện một lần (Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9).", BODY
        ),
    ]
    if facts.get("late"):
        story.append(Paragraph("Văn bản này được gửi muộn: sau ngày cuối cùng phải xin lỗi.", BOLD))
    return story, (("", ""), (event.actor_position.upper(), _name(event)))


def _stop(event: DossierEvent) -> _Body:
    stage = STATUS_NAMES[Status(event.status_from or event.status_to)][0]
    story: list[Flowable] = [
        Paragraph("Cơ quan dừng giải quyết hồ sơ nói trên.", BODY),
        *lines(
            [
                ("Hồ sơ đang ở bước", stage),
                ("Lý do dừng", _words(event)),
                ("Nghĩa vụ tài chính", "liên hệ nơi tiếp nhận để được hoàn trả hoặc quyết toán, nếu đã nộp"),
            ]
        ),
    ]
    return story, (("", ""), (event.actor_position.upper(), _name(event)))


_BODIES: Final[dict[str, Callable[[DossierEvent], _Body]]] = {
    "02": _supplement,
    "03": _refusal,
    "04": _apology,
    "05": _stop,
}


def _qr(event: DossierEvent, *, with_secret: bool) -> Flowable:
    address = receipt_secrets.tracking_url if with_secret else receipt_secrets.public_tracking_url
    return qr_picture(address(event.dossier), side_mm=_QR_MM)


def _where_and_when(event: DossierEvent) -> str:
    return f"Lập {day_in_full(event.at.astimezone(TIME_ZONE).date())}"


def _contact(event: DossierEvent) -> str:
    agency = event.dossier.agency
    where = " · ".join(
        part for part in (agency.address, agency.hotline and f"điện thoại {agency.hotline}") if part
    )
    how = "Quét mã QR để theo dõi hồ sơ và đánh giá việc phục vụ."
    return f"Liên hệ: {where}. {how}" if where else how


def _words(event: DossierEvent) -> str:
    if event.note is not None:
        return event.note.text
    return _ERASED if event.note_hash else "không ghi"


def _name(event: DossierEvent) -> str:
    officer = officers_by_actor([event]).get(event.actor)
    return officer.full_name if officer else ""


def _day(day: date | None) -> str | None:
    return day_words(day) if day else None
