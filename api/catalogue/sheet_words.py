"""What a printed sheet says of a procedure, in words. Pure; `content` is that of a ProcedureVersion.

Vietnamese only: a sheet is posted at an office (NĐ 63/2010/NĐ-CP Art 8(2): the constituent parts). What the source does
not state is said to be missing; a fee set elsewhere is never called free.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CHANNEL_NAMES = {"online": "Trên mạng", "postal": "Qua bưu chính", "direct": "Trực tiếp tại quầy"}
LEVEL_NAMES = {
    "xã": "Cấp xã",
    "tỉnh": "Cấp tỉnh",
    "trung ương": "Cơ quan trung ương",
    "khác": "Cơ quan khác",
}
KIND_NAMES = {
    "submit": "Giấy tờ phải nộp",
    "present": "Giấy tờ mang theo để xuất trình",
    "note": "Lưu ý về giấy tờ",
}
NOT_STATED = "Nguồn không ghi"
NOT_PUBLISHED = "Chưa công bố"
ELSEWHERE = "Do văn bản khác quy định"
FEE_ELSEWHERE = (
    f"{ELSEWHERE} (thường là nghị quyết của Hội đồng nhân dân tỉnh). Chỗ nguồn ghi “Miễn phí” vẫn có thể "
    "phải nộp tiền; xin hỏi khi nộp."
)
_UNIT_NAMES = {"working_day": "ngày làm việc", "day": "ngày", "month": "tháng", "hour": "giờ"}
_BULLET = re.compile(r"([-–—*•●▪]|\++)\s*(?=\S)")
_INLINE_BULLET = re.compile(r"([:;.])\s+(?=(?:[-–*•●▪]|\+{1,3})\s)")
_FREE = re.compile(r"(?:^|(?<=; ))(?:Miễn phí|0 (?:VNĐ|Việt Nam Đồng))")
_NO_BULLET = re.compile(r"[-+]\d")


@dataclass(frozen=True)
class Way:
    """A way to hand in, as one row of a table."""

    name: str
    time: str
    fee: str
    description: str


@dataclass(frozen=True)
class PaperGroup:
    """Papers that belong together: of a case (None: of all) and of a kind."""

    case: str | None
    kind: str
    papers: list[Mapping[str, Any]]


def time_words(content: Mapping[str, Any]) -> str:
    """The time limits of all channels and cases, shortest and longest named where they differ."""
    if not content["has_detail"]:
        return NOT_PUBLISHED
    limits = {
        (limit["quantity"], limit["unit"]): None
        for limit in content["time_limits"]
        if limit["quantity"] and limit["unit"]
    }
    if limits:
        return "; ".join(_span_words(*limit) for limit in limits)
    return (content["deadline"] or {}).get("text", "") or NOT_STATED


def fee_words(content: Mapping[str, Any]) -> list[str]:
    """What it costs, a line for each fee that is printed."""
    kind = content["fee_kind"]
    if kind == "free":
        return ["Miễn phí"]
    printed = [_fee_line(fee) for fee in content["fees"] if fee["amount"] and fee["text"]]
    notes = [fee["note"] for fee in content["fees"] if fee["note"] and not (fee["amount"] and fee["text"])]
    if kind == "see_note":
        return list(dict.fromkeys([FEE_ELSEWHERE, *printed, *notes]))
    return list(dict.fromkeys(printed + notes)) or [NOT_PUBLISHED]


def short_fee(content: Mapping[str, Any]) -> str:
    """The same for a column of a list: the least and the most that is printed, in one currency."""
    kind = content["fee_kind"]
    if kind in ("free", "see_note"):
        return "Miễn phí" if kind == "free" else ELSEWHERE
    printed = [fee for fee in content["fees"] if fee["amount"] and fee["text"]]
    in_dong = [fee for fee in printed if fee["currency"] == "VND"] or printed
    ordered = [fee["text"] for fee in sorted(in_dong, key=lambda fee: fee["amount"])]
    if not ordered:
        return NOT_PUBLISHED
    some_pay_nothing = any(fee["amount"] == 0 and fee["text"] for fee in content["fees"])
    least = "Miễn phí" if some_pay_nothing else ordered[0]
    return least if least == ordered[-1] else f"{least} đến {ordered[-1]}"


def ways(content: Mapping[str, Any]) -> list[Way]:
    """The channels in the order of the source, without rows that repeat one another."""
    usual = {
        limit["channel"]: _span_words(limit["quantity"], limit["unit"])
        for limit in content["time_limits"]
        if limit["case"] is None and limit["quantity"] and limit["unit"]
    }
    found = (
        Way(
            name=CHANNEL_NAMES[row["channel"]],
            # A bare '1' is a quantity whose unit stands elsewhere in the record (time_limits.py).
            time=_worded(row["deadline_text"]) or usual.get(row["channel"], NOT_STATED),
            fee=_channel_fee(row, content["fee_kind"]),
            description=row["description"],
        )
        for row in content["channels"]
    )
    return list(dict.fromkeys(found))


def paper_groups(requirements: Sequence[Mapping[str, Any]]) -> list[PaperGroup]:
    """By case in the order of the source, those of every case first; within a case by kind."""
    cases: dict[str | None, None] = {None: None}
    cases |= dict.fromkeys(paper["case"] for paper in requirements)
    groups = [
        PaperGroup(
            case, kind, [paper for paper in requirements if (paper["case"], paper["kind"]) == (case, kind)]
        )
        for case in cases
        for kind in KIND_NAMES
    ]
    return [group for group in groups if group.papers]


def points(texts: Iterable[str]) -> list[tuple[int, str]]:
    """Lines of the source with how far each is set in: 0 for a sentence, 1 for '-', 2 for '+'.

    Bullets of every kind, also in the middle of a line, begin a line of their own; nothing else is left out.
    """
    return [
        _point(line.strip())
        for text in texts
        for line in _INLINE_BULLET.sub(r"\1\n", text).split("\n")
        if line.strip()
    ]


def _point(line: str) -> tuple[int, str]:
    bullet = _BULLET.match(line)
    if bullet is None or _NO_BULLET.match(line):
        return 0, line
    return (2 if bullet[1].startswith("+") else 1), line[bullet.end() :]


def read_on_words(span: str) -> str:
    """'2026-07-18' → '18/07/2026', '2026-06..07' → '06–07/2026'; anything else as given."""
    if months := re.fullmatch(r"(\d{4})-(\d{2})(?:\.\.(\d{2}))?", span):
        return f"{months[2]}{'–' + months[3] if months[3] else ''}/{months[1]}"
    if day := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", span):
        return f"{day[3]}/{day[2]}/{day[1]}"
    return span


def _worded(text: str) -> str:
    return text if any(letter.isalpha() for letter in text) else ""


def _channel_fee(row: Mapping[str, Any], fee_kind: str) -> str:
    text = row["fee_text"].strip(" ;")
    if not text:
        lines = dict.fromkeys(_fee_line(fee) for fee in row["fees"] if fee["amount"] and fee["text"])
        return "\n".join(lines) or NOT_PUBLISHED
    # The portal prints 'Miễn phí' wherever an amount is 0, also where the province decides (data/README.md).
    return _FREE.sub(ELSEWHERE, text) if fee_kind == "see_note" else text


def _fee_line(fee: Mapping[str, Any]) -> str:
    return ": ".join(part for part in (fee["type"], fee["text"]) if part) + (
        f" ({fee['note']})" if fee["note"] else ""
    )


def _span_words(quantity: float, unit: str) -> str:
    return f"{quantity:g}".replace(".", ",") + f" {_UNIT_NAMES[unit]}"
