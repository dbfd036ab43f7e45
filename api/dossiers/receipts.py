"""The paper for the citizen, as PDF (A5): before reception an acknowledgement, then form 01 (TT 03/2025/TT-VPCP
Annex I). The complete forms come with the issue on forms; this one already carries number, dates, papers and QR."""

from __future__ import annotations

import io
from datetime import datetime

from flask import Response
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate, Spacer, Table

from api.calendars.day_words import day_words
from api.calendars.opening_hours import TIME_ZONE
from api.documents.pdf_writing import labelled, load_fonts, markup, qr_picture, text_style
from api.dossiers import receipt_secrets
from api.dossiers.models import Dossier


def pdf_response(dossier: Dossier, *, with_secret: bool) -> Response:
    """`with_secret`: only on paper that goes to the citizen; whoever holds it sees the timeline and may rate."""
    name = (dossier.code or dossier.submission_number) + ".pdf"
    return Response(
        make_receipt(dossier, with_secret=with_secret),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"},
    )


def make_receipt(dossier: Dossier, *, with_secret: bool) -> bytes:
    """The PDF's bytes. Text is real text in an embedded font with all Vietnamese letters."""
    load_fonts()
    received = dossier.received_at is not None
    title = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" if received else "Xác nhận đã nộp hồ sơ"
    body = text_style(9, leading=12.5)
    head = text_style(12.5, bold=True, leading=16, alignment=1, spaceAfter=3 * mm)
    bold = text_style(9, bold=True, leading=12.5)

    story: list[Flowable] = [
        Paragraph(markup(dossier.agency.name), text_style(9, bold=True, leading=12.5, alignment=1)),
        Spacer(1, 2 * mm),
        Paragraph(title, head),
        Table(
            [[_lines(dossier, body), _qr(dossier, with_secret=with_secret)]],
            colWidths=[88 * mm, 32 * mm],
            style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, 0), 0)],
        ),
        Spacer(1, 2 * mm),
        Paragraph("Giấy tờ đã nộp", bold),
        *_papers(dossier, body),
        Spacer(1, 3 * mm),
        Paragraph(_what_next(dossier, with_secret=with_secret), body),
    ]
    output = io.BytesIO()
    margin = 12 * mm
    SimpleDocTemplate(
        output,
        pagesize=A5,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        title=title,
        author=dossier.agency.name,
        lang="vi",
    ).build(story)
    return output.getvalue()


def _lines(dossier: Dossier, style: ParagraphStyle) -> list[Paragraph]:
    facts: list[tuple[str, str | None]] = [
        ("Mã hồ sơ", dossier.code),
        ("Số nộp hồ sơ", dossier.submission_number),
        ("Thủ tục", dossier.procedure_version.content["name"]),
        ("Người nộp", dossier.applicant_name),
        ("Nộp lúc", _moment(dossier.submitted_at)),
        ("Tiếp nhận lúc", _moment(dossier.received_at) if dossier.received_at else None),
        ("Hẹn trả kết quả", _appointment(dossier)),
    ]
    return [Paragraph(labelled(label, value), style) for label, value in facts if value]


def _appointment(dossier: Dossier) -> str | None:
    """Also said where there is none: 'hẹn trả kết quả' stands in the title of this paper."""
    if dossier.promised_on:
        return day_words(dossier.promised_on)
    # Not why: a limit may be published in a unit that nobody can count.
    return "không ghi ngày hẹn" if dossier.received_at else None


def _papers(dossier: Dossier, style: ParagraphStyle) -> list[Paragraph]:
    names = {r["id"]: r["name"] for r in dossier.procedure_version.content["requirements"]}
    lines = [
        f"{number}. {names.get(d.requirement_id, '')} — tệp {d.upload.file_name or 'không tên'}, "
        f"SHA-256 {(d.upload.sha256 or '')[:16]}…"
        for number, d in enumerate(dossier.documents, start=1)
    ]
    return [Paragraph(markup(line), style) for line in lines or ["Nhận bản giấy tại quầy."]]


def _what_next(dossier: Dossier, *, with_secret: bool) -> str:
    what = (
        "Đây là bước xem trước: cơ quan trả lời trong 8 giờ làm việc. Nộp trực tuyến chính thức vẫn ở "
        "dichvucong.gov.vn hoặc VNeID, hoặc mang bản giấy đến quầy. Thời hạn giải quyết được tính từ khi hồ sơ được "
        "tiếp nhận đầy đủ."
        if dossier.received_at is None
        else "Mang theo giấy này (và văn bản ủy quyền nếu nhận thay) khi đến nhận kết quả."
    )
    how = (
        "Quét mã QR để theo dõi và đánh giá; ai cầm giấy này đều xem được quá trình giải quyết."
        if with_secret
        else "Quét mã QR để biết hồ sơ đã đến đâu; đăng nhập ứng dụng để xem chi tiết và đánh giá."
    )
    return f"{what} {how}"


def _qr(dossier: Dossier, *, with_secret: bool) -> Image:
    address = (
        receipt_secrets.tracking_url(dossier) if with_secret else receipt_secrets.public_tracking_url(dossier)
    )
    return qr_picture(address, side_mm=30)


def _moment(at: datetime) -> str:
    local = at.astimezone(TIME_ZONE)
    return f"{local:%H} giờ {local:%M} phút, {day_words(local.date())}"
