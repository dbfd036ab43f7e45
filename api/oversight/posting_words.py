"""Headings and states in the files of posting compliance, in the reader's language."""

from __future__ import annotations

from typing import Final

from api.errors import language

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "agency_code": ("Mã cơ quan", "Office code"),
    "agency_name": ("Cơ quan", "Office"),
    "duties": ("Thủ tục phải niêm yết", "Procedures to be posted"),
    "procedure_code": ("Mã thủ tục", "Procedure code"),
    "procedure_name": ("Thủ tục", "Procedure"),
    "field": ("Lĩnh vực", "Field"),
    "effect": ("Nội dung quyết định", "What the decision does"),
    "decision_number": ("Số quyết định", "Number of the decision"),
    "decided_on": ("Ngày quyết định", "Day of the decision"),
    "publish_by": ("Hạn niêm yết", "To be posted by"),
    "office_on": ("Ngày niêm yết", "Posted on"),
    "office_status": ("Niêm yết tại cơ quan", "Posted at the office"),
    "electronic_on": ("Ngày công khai điện tử", "Published electronically on"),
    "office_recorded_on": ("Ngày ghi sổ niêm yết", "Posting entered on"),
    "electronic_recorded_on": ("Ngày ghi sổ công khai", "Electronic publication entered on"),
    "electronic_status": ("Công khai điện tử", "Published electronically"),
    "withdrawn_on": ("Ngày gỡ", "Taken down on"),
    "score": ("Chỉ số 6", "Indicator 6"),
    "indicator_6": ("Chỉ số 6 (trung bình)", "Indicator 6 (mean)"),
    "indicator_6_judged": ("Số thủ tục chấm được", "Procedures judged"),
    "missing_parts": ("Phần bắt buộc còn thiếu", "Mandatory parts missing"),
    "total": ("Tổng cộng", "Total"),
    "both": ("Cả hai", "Both"),
    "office": ("Tại cơ quan", "At the office"),
    "electronic": ("Điện tử", "Electronic"),
    "on_time": ("đúng hạn", "on time"),
    "late": ("muộn", "late"),
    "missing": ("chưa có", "missing"),
    "not_yet_due": ("chưa đến hạn", "not yet due"),
    "publish": ("công bố", "published"),
    "amend": ("sửa đổi, bổ sung", "amended"),
    "abolish": ("bãi bỏ", "abolished"),
    "fees": ("Thiếu phí, lệ phí", "No fees"),
    "forms": ("Thiếu mẫu đơn, tờ khai", "No forms"),
    "time_limit": ("Thiếu thời hạn", "No time limit"),
    "mandatory_parts": ("Thiếu nội dung bắt buộc", "Mandatory parts missing"),
    "outdated": ("Bản niêm yết hết hiệu lực", "Posted version in force no more"),
    "taken_down": ("Đã gỡ bản niêm yết", "Sheet taken down"),
    "recorded_late": ("Ghi sổ sau hạn", "Entered after the time limit"),
}


def told(name: object) -> object:
    """The word for a heading or a state; anything else as it is."""
    words = _WORDS.get(name) if isinstance(name, str) else None
    return words[language() == "en"] if words else name
