"""The printed sheet of a procedure, A4, for the wall of an office: what it says and how it is laid out.

Content: the constituent parts of a procedure (NĐ 63/2010/NĐ-CP Art 8(2)), and what posting adds (TT 02/2017/TT-VPCP
chapter III): the office with its hotline, where feedback goes, and a QR code to the same page on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table

from api.catalogue import sheet_words as say
from api.catalogue.sheet_pages import BLUE, WIDTH, Paper, banner, heading, style, table, write_papers
from api.documents.pdf_writing import labelled, markup, qr_picture, text_style

PORTAL = "Một Cửa"
_ROOM_FOR_ROWS = 50 * mm
_LONG_NAME, _SHORT_FEE = 600, 260  # characters
NO_DETAIL = (
    "Chi tiết chưa công bố: nguồn mới công bố tên thủ tục này, chưa có giấy tờ, thời hạn và lệ phí. Không có nghĩa là "
    "không cần giấy tờ gì. Xin hỏi tại quầy hoặc xem trên Cổng Dịch vụ công quốc gia trước khi chuẩn bị."
)
WITHDRAWN = "Thủ tục này đã bị bãi bỏ hoặc không còn được công bố. Không dùng tờ này để niêm yết."
FEEDBACK = "Cổng Dịch vụ công quốc gia dichvucong.gov.vn, mục Phản ánh, kiến nghị; hoặc tại quầy"


@dataclass(frozen=True)
class SheetOffice:
    """Where the sheet hangs. `hours` and `feedback` are lines as they are printed."""

    name: str
    address: str
    hotline: str
    hours: Sequence[str]
    feedback: str
    local: Sequence[LocalLine] = ()
    fee: str = ""
    """Its own fee, which holds there instead of the national text."""


@dataclass(frozen=True)
class LocalLine:
    """What holds at this office beside the national text: 'Lệ phí', its words, and the decision with its date."""

    label: str
    text: str
    basis: str


@dataclass(frozen=True)
class Sheet:
    """A procedure to print. `content` is that of its ProcedureVersion; `link` is where the QR code leads."""

    content: Mapping[str, Any]
    listed: bool
    version: int
    updated_on: date
    link: str
    office: SheetOffice | None = None


def make_sheet(sheet: Sheet, *, printed_on: date) -> bytes:
    """The PDF of one procedure."""
    return write_papers(
        [_paper(sheet, printed_on)], title=sheet.content["name"], author=_author(sheet.office)
    )


def make_field_sheets(
    sheets: Sequence[Sheet], *, title: str, office: SheetOffice | None, printed_on: date
) -> bytes:
    """One PDF: the list of procedures under `title`, then the sheet of each."""
    papers = [_paper(sheet, printed_on) for sheet in sheets]
    credit = markup(f"{len(sheets)} thủ tục; in ngày {printed_on:%d/%m/%Y}.")
    return write_papers(
        [Paper(title, credit, _contents(sheets, title, office)), *papers], title=title, author=_author(office)
    )


def _author(office: SheetOffice | None) -> str:
    return office.name if office else PORTAL


def _contents(sheets: Sequence[Sheet], title: str, office: SheetOffice | None) -> list[Flowable]:
    """The list that is posted beside the sheets."""
    rows = [
        [
            Paragraph(markup(text), style(9.5))
            for text in (
                str(number),
                sheet.content["code"],
                sheet.content["name"],
                say.time_words(sheet.content),
                _fee_there(sheet) or say.short_fee(sheet.content),
            )
        ]
        for number, sheet in enumerate(sheets, start=1)
    ]
    widths = [11 * mm, 25 * mm, WIDTH - 106 * mm, 36 * mm, 34 * mm]
    return [
        Paragraph(markup(office.name if office else "Thủ tục hành chính"), style(11, bold=True)),
        Paragraph(markup(title), text_style(17, bold=True, textColor=BLUE, spaceBefore=5, spaceAfter=6)),
        table(["STT", "Mã", "Tên thủ tục", "Thời hạn", "Phí, lệ phí"], rows, widths=widths),
        *_office(office),
    ]


def _fee_there(sheet: Sheet) -> str:
    """In the list's narrow column; a tariff stands on the sheet itself."""
    fee = sheet.office.fee if sheet.office else ""
    return fee if len(fee) <= _SHORT_FEE else "xem tờ của thủ tục"


def _paper(sheet: Sheet, printed_on: date) -> Paper:
    repeated = f"{sheet.content['code']} · {sheet.content['name']}"
    return Paper(repeated, _credit(sheet, printed_on), _sheet(sheet))


def _credit(sheet: Sheet, printed_on: date) -> str:
    source = sheet.content["source"]
    read = f"Nguồn: {source['name'] or say.NOT_STATED.lower()}"
    if source["read_on"]:
        read += f", đọc {say.read_on_words(source['read_on'])}"
    return markup(
        f"{read}. Bản số {sheet.version}, cập nhật {sheet.updated_on:%d/%m/%Y}; in ngày {printed_on:%d/%m/%Y}. "
        "Khi khác nhau, văn bản đã công bố đúng."
    )


def _sheet(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    return [
        *_head(sheet),
        *([banner(WITHDRAWN)] if not sheet.listed else []),
        *([banner(NO_DETAIL)] if not content["has_detail"] else []),
        *_facts(content, own_fee=bool(sheet.office and sheet.office.fee)),
        *_office(sheet.office),
        *(_papers(content) if content["has_detail"] or content["requirements"] else []),
        *(_ways(content) if content["has_detail"] or content["channels"] else []),
        *_fees(content),
        *_texts("Các bước thực hiện", content["steps"], always=content["has_detail"]),
        *_texts("Yêu cầu, điều kiện", [content["conditions"]]),
        *_texts("Nơi tiếp nhận (theo nguồn)", [content["receiving_address"]]),
        *_texts("Căn cứ pháp lý", [_law(basis) for basis in content["legal_basis"]], numbered=True),
    ]


def _head(sheet: Sheet) -> list[Flowable]:
    content, office = sheet.content, sheet.office
    words = [
        Paragraph(markup(office.name if office else "Thủ tục hành chính"), style(11, bold=True)),
        Paragraph("NIÊM YẾT THỦ TỤC HÀNH CHÍNH", style(9.5, colour=True, spaceBefore=2)),
        Paragraph(
            markup(content["name"]),
            text_style(17, bold=True, textColor=BLUE, leading=22, spaceBefore=5, spaceAfter=3),
        ),
    ]
    code = [
        qr_picture(sheet.link, side_mm=31),
        Paragraph("Xem trên điện thoại", style(8, colour=True, alignment=1)),
    ]
    # The name goes over the whole width when it is so long that a row with it could not be on one page.
    if len(content["name"]) > _LONG_NAME:
        top = Table([[words[:2], code]], colWidths=[WIDTH - 34 * mm, 34 * mm], style=_PLAIN)
        return [top, words[2], Spacer(1, 2 * mm)]
    return [
        Table([[words, code]], colWidths=[WIDTH - 34 * mm, 34 * mm], style=_PLAIN),
        Spacer(1, 2 * mm),
    ]


_PLAIN = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (0, -1), 0),
    ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
]


def _facts(content: Mapping[str, Any], *, own_fee: bool) -> list[Flowable]:
    """The short parts. Those that every published procedure must have are named also where the source is silent."""
    detail = content["has_detail"]
    missing = say.NOT_STATED if detail else say.NOT_PUBLISHED
    facts = [
        ("Mã thủ tục", content["code"]),
        ("Lĩnh vực", content["field"] or missing),
        ("Cấp giải quyết", say.LEVEL_NAMES.get(content["level"] or "", missing)),
        ("Ai được làm", ", ".join(content["target"]) or missing),
        ("Cơ quan thực hiện", "; ".join(content["agency"]) or missing),
        ("Thời hạn giải quyết", say.time_words(content)),
        ("Phí, lệ phí theo công bố chung" if own_fee else "Phí, lệ phí", _short_fee(content)),
        ("Kết quả", "; ".join(content["result"]) or missing),
        ("Quyết định công bố", content["decision"] or missing),
        ("Cơ quan công bố", content["promulgator"] or missing),
    ]
    return [Paragraph(labelled(label, value), style(10.5, spaceAfter=2)) for label, value in facts]


def _short_fee(content: Mapping[str, Any]) -> str:
    if not content["has_detail"]:
        return say.NOT_PUBLISHED
    words = "; ".join(say.fee_words(content))
    return words if len(words) <= _SHORT_FEE else "xem mục Phí, lệ phí của tờ này"


def _fees(content: Mapping[str, Any]) -> list[Flowable]:
    """Tariffs that would fill a page stand in a part of their own."""
    words = say.fee_words(content)
    if not content["has_detail"] or len("; ".join(words)) <= _SHORT_FEE:
        return []
    return [*heading("Phí, lệ phí"), *_points(words)]


def _office(office: SheetOffice | None) -> list[Flowable]:
    if office is None:
        return []
    unknown = "Chưa công bố, xin hỏi tại quầy"
    lines = [
        ("Địa chỉ", office.address or unknown),
        ("Đường dây nóng", office.hotline or unknown),
        ("Giờ tiếp dân", "; ".join(office.hours) or unknown),
        ("Phản ánh, kiến nghị", office.feedback or FEEDBACK),
    ]
    body = style(10.5, spaceAfter=2)
    return [
        *heading(f"Tại {office.name}"),
        *(
            Paragraph(labelled(line.label, " ".join(part for part in (line.text, line.basis) if part)), body)
            for line in office.local
        ),
        *(Paragraph(labelled(label, value), body) for label, value in lines),
    ]


def _papers(content: Mapping[str, Any]) -> list[Flowable]:
    story = heading("Thành phần, số lượng hồ sơ")
    groups = say.paper_groups(content["requirements"])
    if not groups:
        return [*story, Paragraph(f"{say.NOT_STATED} giấy tờ nào. Xin hỏi trước khi đi.", style(10.5))]
    shown: str | None = None
    for group in groups:
        head = [Paragraph(say.KIND_NAMES[group.kind], style(10.5, bold=True, spaceBefore=4, spaceAfter=2))]
        if group.case is not None and group.case != shown:
            head.insert(0, Paragraph(labelled("Trường hợp", group.case), style(10.5, spaceBefore=5)))
        shown = group.case
        story += [CondPageBreak(_ROOM_FOR_ROWS), *head, *_paper_table(group)]
    return story


def _paper_table(group: say.PaperGroup) -> list[Flowable]:
    if group.kind == "note":
        return _points([paper["name"] for paper in group.papers])
    cells = [
        [
            Paragraph(str(number), style(10)),
            Paragraph(_paper_name(paper), style(10)),
            Paragraph(_count(paper["original"]), style(10, alignment=1)),
            Paragraph(_count(paper["copy"]), style(10, alignment=1)),
        ]
        for number, paper in enumerate(group.papers, start=1)
    ]
    return [
        table(
            ["STT", "Tên giấy tờ", "Bản chính", "Bản sao"],
            cells,
            widths=[12 * mm, WIDTH - 56 * mm, 23 * mm, 21 * mm],
        )
    ]


def _paper_name(paper: Mapping[str, Any]) -> str:
    name = markup(paper["name"]).replace("\n", "<br/>")
    forms = "; ".join(paper["form_files"])
    return name + (f'<br/><font size="8.5">Mẫu: {markup(forms)}</font>' if forms else "")


def _count(number: int | None) -> str:
    return "–" if not number else str(number)


def _ways(content: Mapping[str, Any]) -> list[Flowable]:
    found = say.ways(content)
    if not found:
        return [*heading("Cách thức thực hiện"), Paragraph(f"{say.NOT_STATED}.", style(10.5))]
    cells = [
        [Paragraph(markup(text).replace("\n", "<br/>"), style(10)) for text in (way.name, way.time, way.fee)]
        for way in found
    ]
    widths = [34 * mm, 50 * mm, WIDTH - 84 * mm]
    story = [
        *heading("Cách thức thực hiện"),
        table(["Cách nộp", "Thời hạn", "Phí, lệ phí"], cells, widths=widths),
    ]
    for way in found:
        if way.description:
            story += [
                Paragraph(markup(way.name), style(10.5, bold=True, spaceBefore=4)),
                *_points([way.description]),
            ]
    return story


def _texts(
    title: str, texts: Sequence[str], *, always: bool = False, numbered: bool = False
) -> list[Flowable]:
    texts = [text for text in texts if text.strip()]
    if not texts:
        return [*heading(title), Paragraph(f"{say.NOT_STATED}.", style(10.5))] if always else []
    body = _numbered(texts) if numbered else _points(texts)
    return [*heading(title), *body]


def _points(texts: Iterable[str]) -> list[Flowable]:
    marks = ("", "– ", "+ ")
    return [
        Paragraph(marks[depth] + markup(line), style(10.5, leftIndent=depth * 4 * mm, spaceAfter=1.5))
        for depth, line in say.points(texts)
    ]


def _numbered(texts: Iterable[str]) -> list[Flowable]:
    return [
        Paragraph(markup(f"{number}. {text}"), style(9.5, spaceAfter=1))
        for number, text in enumerate(texts, start=1)
    ]


def _law(basis: Mapping[str, Any]) -> str:
    return ", ".join(part for part in (basis["name"], basis["code"]) if part)
