"""Papers of A4 with numbered pages: each begins on a page of its own, repeats its name above every further page and
says 'Trang 2/5', since pages come off walls. What stands on them is written by sheet_layout.py."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
)

from api.documents.pdf_writing import (
    REGULAR,
    CountedPages,
    load_fonts,
    markup,
    printable,
    shortened,
    text_style,
)

MARGIN, WIDTH = 16 * mm, A4[0] - 32 * mm
BLUE = HexColor("#0b4ea2")
_HEAD, _FOOT = 12 * mm, 16 * mm  # room above and below the text of every page
_ROOM = 28 * mm  # left below a heading, else it goes to the next page
_NEARLY_A_PAGE = 220 * mm
_GREY, _PALE = HexColor("#5b6470"), HexColor("#eef2f7")
_GRID = [
    ("GRID", (0, 0), (-1, -1), 0.5, _GREY),
    ("BACKGROUND", (0, 0), (-1, 0), _PALE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]


@dataclass(frozen=True)
class Paper:
    """One of several papers in a file: it begins on a page of its own and counts its own pages."""

    heading: str  # repeated above every further page
    credit: str  # below every page
    story: list[Flowable]


def write_papers(papers: Sequence[Paper], *, title: str, author: str) -> bytes:
    """The PDF's bytes: real text in embedded fonts, with title, author and language for readers and screen readers."""
    load_fonts()
    output = io.BytesIO()
    document = BaseDocTemplate(
        output,
        pagesize=A4,
        title=printable(title),
        author=printable(author),
        subject="Niêm yết thủ tục hành chính",
        lang="vi",
        pageTemplates=[
            template for number, paper in enumerate(papers) for template in _templates(number, paper)
        ],
    )
    story: list[Flowable] = []
    for number, paper in enumerate(papers):
        if number:
            story += [NextPageTemplate(f"first {number}"), PageBreak()]
        story += [NextPageTemplate(f"next {number}"), *paper.story]
    document.build(story, canvasmaker=_Pages)
    return output.getvalue()


class _Pages(CountedPages):
    def number_page(self, number: int, total: int) -> None:
        self.setFont(REGULAR, 9)
        self.setFillColor(_GREY)
        self.drawRightString(A4[0] - MARGIN, 9 * mm, f"Trang {number}/{total}")


def _templates(number: int, paper: Paper) -> list[PageTemplate]:
    """A first page without and further pages with the heading repeated above."""
    credit = Paragraph(paper.credit, style(8, colour=True))
    repeated = shortened(paper.heading, width=WIDTH - 20 * mm, size=9)

    def begin(canvas: CountedPages, _document: BaseDocTemplate) -> None:
        canvas.paper = number
        _, height = credit.wrap(WIDTH - 26 * mm, _FOOT)
        credit.drawOn(canvas, MARGIN, max(4 * mm, 12 * mm - height))

    def begin_further(canvas: CountedPages, document: BaseDocTemplate) -> None:
        canvas.setFont(REGULAR, 9)
        canvas.setFillColor(_GREY)
        canvas.drawString(MARGIN, A4[1] - 11 * mm, f"{repeated} (tiếp theo)")
        canvas.setStrokeColor(_GREY)
        canvas.line(MARGIN, A4[1] - 13 * mm, A4[0] - MARGIN, A4[1] - 13 * mm)
        begin(canvas, document)

    return [
        PageTemplate(f"first {number}", frames=[_frame(top=_HEAD)], onPage=begin),
        PageTemplate(f"next {number}", frames=[_frame(top=_HEAD + 5 * mm)], onPage=begin_further),
    ]


def _frame(*, top: float) -> Frame:
    height = A4[1] - top - _FOOT
    return Frame(MARGIN, _FOOT, WIDTH, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def heading(title: str) -> list[Flowable]:
    """With room below it for the first lines of what follows, or on the next page."""
    return [
        CondPageBreak(_ROOM),
        Paragraph(markup(title), style(12, bold=True, spaceBefore=8, spaceAfter=3)),
    ]


def banner(text: str) -> Flowable:
    cell = Paragraph(markup(text), style(11, bold=True))
    return Table([[cell]], colWidths=[WIDTH], style=[("BOX", (0, 0), (-1, -1), 1.2, black)], spaceAfter=6)


class _Rows(Table):
    """Rows stay whole and go to the next page; only one that is longer than a page is cut where the page ends."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        self.splitInRow = 0
        parts = Table.split(self, availWidth, availHeight)
        if not parts and availHeight > _NEARLY_A_PAGE:
            self.splitInRow = 1
            parts = Table.split(self, availWidth, availHeight)
        return parts  # type: ignore[no-any-return]


def table(titles: Sequence[str], rows: list[list[Paragraph]], *, widths: list[float]) -> Table:
    """The titles stand again on every page."""
    head = [Paragraph(title, style(9.5, bold=True)) for title in titles]
    return _Rows([head, *rows], colWidths=widths, repeatRows=1, style=_GRID, spaceBefore=2, spaceAfter=4)


@cache
def style(
    size: float,
    *,
    bold: bool = False,
    colour: bool = False,
    alignment: int = 0,
    leftIndent: float = 0,
    spaceBefore: float = 0,
    spaceAfter: float = 0,
) -> ParagraphStyle:
    return text_style(
        size,
        bold=bold,
        textColor=_GREY if colour else black,
        alignment=alignment,
        leftIndent=leftIndent,
        spaceBefore=spaceBefore,
        spaceAfter=spaceAfter,
    )
