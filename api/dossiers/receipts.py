"""The paper for the citizen, as PDF (A5): before reception an acknowledgement, then form 01 (TT 03/2025/TT-VPCP
Annex I) with number, dates, time limit, papers, where to collect, and who received.

Each hand-in stands with its files and their hashes and with the QR code of its signed acknowledgement. The same as a
file (`receipt.json`) is attached, so that the PDF alone can be checked by `motcua receipt verify`.
"""

from __future__ import annotations

import io
from typing import Any, Final

import orjson
import pikepdf
from flask import Response
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, KeepTogether, Paragraph, Spacer, Table

from api.accounts.models import Officer
from api.calendars.day_words import day_words
from api.documents.pdf_writing import load_fonts, markup, qr_picture, text_style
from api.dossiers import receipt_secrets
from api.dossiers.acknowledgements import HAND_IN
from api.dossiers.forms import sheet
from api.dossiers.forms.control_slip import limit_words
from api.dossiers.models import Dossier
from api.dossiers.receipt_check import ATTACHED
from api.dossiers.receipt_views import receipts_view
from api.extensions import db

_FEW_FILES = 6  # stand on one page with their code
_GREY: Final = HexColor("#444444")
_CHECK_QR_MM = 44  # some 90 modules of half a millimetre: a phone camera still tells them apart


def pdf_response(dossier: Dossier, *, with_secret: bool) -> Response:
    """`with_secret`: only on paper that goes to the citizen; whoever holds it sees the timeline and may rate."""
    name = (dossier.code or dossier.submission_number) + ".pdf"
    return sheet.pdf_response(make_receipt(dossier, with_secret=with_secret), name)


def make_receipt(dossier: Dossier, *, with_secret: bool) -> bytes:
    """The PDF's bytes. Text is real text in an embedded font with all Vietnamese letters.

    Opens a write unit for a dossier without acknowledgements (`receipts_of`).
    """
    load_fonts()
    signed = receipts_view(dossier)
    received = dossier.received_at is not None
    title = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" if received else "Xác nhận đã nộp hồ sơ"
    story: list[Flowable] = [
        *sheet.head(dossier.agency.name, title),
        Table(
            [[sheet.lines(_facts(dossier)), _qr(dossier, with_secret=with_secret)]],
            colWidths=[(sheet.WIDTH_MM - 34) * mm, 34 * mm],
            style=sheet.SIDE_BY_SIDE,
            hAlign="LEFT",
        ),
        Spacer(1, 2 * mm),
        Paragraph(_what_next(dossier, with_secret=with_secret), sheet.BODY),
    ]
    if received:
        story.append(sheet.signers(("NGƯỜI NỘP HỒ SƠ", ""), ("NGƯỜI TIẾP NHẬN HỒ SƠ", _receiver(dossier))))
    for receipt in signed["receipts"]:
        story += _acknowledgement(receipt, sheet.BODY)
    pdf = sheet.build(story, title=title, author=dossier.agency.name)
    return _with_attachment(
        io.BytesIO(pdf), orjson.dumps(signed, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z)
    )


def _facts(dossier: Dossier) -> list[tuple[str, str | None]]:
    received = dossier.received_at
    return [
        ("Mã hồ sơ", dossier.code),
        ("Số nộp hồ sơ", dossier.submission_number),
        ("Thủ tục", f"{dossier.procedure_version.content['name']} ({dossier.procedure.code})"),
        ("Trường hợp", dossier.case),
        ("Người nộp", dossier.applicant_name),
        ("Số điện thoại", dossier.applicant_phone),
        ("Nộp lúc", sheet.moment(dossier.submitted_at)),
        ("Tiếp nhận lúc", sheet.moment(received) if received else None),
        ("Số lượng hồ sơ", "01 bộ" if received else None),
        ("Thời gian giải quyết theo quy định", limit_words(dossier)),
        ("Hẹn trả kết quả", _appointment(dossier)),
        ("Nơi trả kết quả", (dossier.agency.address or dossier.agency.name) if received else None),
        ("Điện thoại liên hệ", dossier.agency.hotline),
    ]


def _receiver(dossier: Dossier) -> str:
    officer = db.session.get(Officer, dossier.received_by_id) if dossier.received_by_id else None
    return officer.full_name if officer else ""


def _appointment(dossier: Dossier) -> str | None:
    """Also said where there is none: 'hẹn trả kết quả' stands in the title of this paper."""
    if dossier.promised_on:
        return day_words(dossier.promised_on)
    # Not why: a limit may be published in a unit that nobody can count.
    return "không ghi ngày hẹn" if dossier.received_at else None


def _acknowledgement(receipt: dict[str, Any], body: ParagraphStyle) -> list[Flowable]:
    """The files of one hand-in, then the QR code that proves them."""
    files = receipt["files"]
    title = (
        "Giấy tờ đã nhận đủ"
        if receipt["event"] == HAND_IN
        else f"Giấy tờ bổ sung đã nhận đủ, {sheet.moment(receipt['at'])}"
    )
    small = text_style(7, leading=9.5, textColor=_GREY)
    is_short = len(files) <= _FEW_FILES
    story: list[Flowable] = [
        Spacer(1, 3 * mm),
        Paragraph(f"{title} ({len(files)} tệp)", text_style(9, bold=True)),
    ]
    for number, file in enumerate(files, start=1):
        paper = Paragraph(markup(f"{number}. {file['requirement_name'] or file['requirement_id']}"), body)
        facts = (file["requirement_id"], file["name"] or "không tên", f"{_thousands(file['size'])} byte")
        hashed = f"{markup(' · '.join(facts))}<br/>SHA-256: {file['sha256']}"
        lines = [paper, Paragraph(hashed, small)]
        story += lines if is_short else [KeepTogether(lines)]  # one inside another breaks pages too early
    if not files:
        story.append(Paragraph("Nhận bản giấy tại quầy.", body))
    proof = [
        Paragraph("Biên nhận điện tử", text_style(9, bold=True)),
        Paragraph(
            "Quét mã này để kiểm tra chữ ký của hệ thống: giấy tờ kê ở trên đã đến đủ, không sai khác. Mã này không "
            "mở được hồ sơ và không chứa họ tên.",
            body,
        ),
        Spacer(1, 1 * mm),
        Paragraph(markup(f"SHA-256 của bản kê: {receipt['manifest_sha256']}"), small),
        Paragraph(markup(f"Khóa ký: {receipt['key_id']}. Tệp {ATTACHED} kèm trong bản PDF này."), small),
    ]
    # Correction L: nobody folds a screen, and on paper a denser code would be harder to read than a crease.
    code = qr_picture(receipt["check_url"], side_mm=_CHECK_QR_MM, correction="l")
    story += [
        Spacer(1, 2 * mm),
        Table(
            [[proof, code]],
            colWidths=[(sheet.WIDTH_MM - _CHECK_QR_MM - 4) * mm, (_CHECK_QR_MM + 4) * mm],
            style=sheet.SIDE_BY_SIDE,
            hAlign="LEFT",
        ),
    ]
    return [KeepTogether(story)] if is_short else story


def _what_next(dossier: Dossier, *, with_secret: bool) -> str:
    what = (
        "Đây là bước xem trước: cơ quan trả lời trong 8 giờ làm việc. Nộp trực tuyến chính thức vẫn ở "
        "dichvucong.gov.vn hoặc VNeID, hoặc mang bản giấy đến quầy. Thời hạn giải quyết được tính từ khi hồ sơ được "
        "tiếp nhận đầy đủ."
        if dossier.received_at is None
        else "Mang theo giấy này (và văn bản ủy quyền nếu nhận thay) khi đến nhận kết quả."
    )
    how = (
        "Quét mã QR ở trên để theo dõi và đánh giá; ai cầm giấy này đều xem được quá trình giải quyết."
        if with_secret
        else "Quét mã QR ở trên để biết hồ sơ đã đến đâu; đăng nhập ứng dụng để xem chi tiết và đánh giá."
    )
    return f"{what} {how}"


def _qr(dossier: Dossier, *, with_secret: bool) -> Image:
    address = (
        receipt_secrets.tracking_url(dossier) if with_secret else receipt_secrets.public_tracking_url(dossier)
    )
    return qr_picture(address, side_mm=32)


def _with_attachment(pdf: io.BytesIO, data: bytes) -> bytes:
    output = io.BytesIO()
    with pikepdf.Pdf.open(pdf) as document:
        document.attachments[ATTACHED] = data
        document.save(output)
    return output.getvalue()


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
