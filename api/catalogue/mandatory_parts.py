"""Which parts a procedure must have before it may be published, and what inspectors find missing. Pure.

NĐ 63/2010/NĐ-CP Art 8(2) (as amended; TT 32/2017 Art 5(1) repeats it) wants of every published procedure: its
name, steps, ways of doing it, papers and their number, time limit, who it is for, which agency handles it, result,
and its legal basis. Forms, fees and conditions belong to it 'if any': nobody can tell from a record whether there are
any, so their absence is a gap to look at and not a reason to refuse. The publishing decision itself is what the
record's parts are checked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from api.catalogue.folding import fold
from api.field_messages import Sentence

# In the order of the law: the letter of Art 8(2), then what people are told.
PARTS: Final[dict[str, Sentence]] = {
    part: Sentence(part, vi=vi, en=en)
    for part, vi, en in (
        ("name", "tên thủ tục", "name"),
        ("steps", "trình tự thực hiện", "steps"),
        ("channels", "cách thức thực hiện", "ways of doing it"),
        ("papers", "thành phần, số lượng hồ sơ", "papers and their number"),
        ("time_limit", "thời hạn giải quyết", "time limit"),
        ("target", "đối tượng thực hiện", "who it is for"),
        ("agency", "cơ quan giải quyết", "agency"),
        ("result", "kết quả thực hiện", "result"),
        ("legal_basis", "căn cứ pháp lý", "legal basis"),
    )
}
# What the inspectors complained of, beside the mandatory parts.
GAPS: Final = ("fees", "forms", "time_limit", "mandatory_parts")

_IS_A_FORM = re.compile(
    r"(?:(?:\d+|[a-z])[.)]? )?(?:to khai|don|phieu|ban khai|giay de nghi|van ban de nghi)\b"
    r"|.*\b(?:theo mau|mau so)\b"
)


def missing_parts(content: Mapping[str, Any]) -> list[str]:
    """Keys of PARTS that a record of records.py lacks, in the order of the law."""
    has = {
        "name": bool(content["name"].strip()),
        "steps": bool(content["steps"]),
        "channels": bool(content["channels"]),
        "papers": any(paper["kind"] != "note" for paper in content["requirements"]),
        "time_limit": _says_how_long(content),
        "target": bool(content["target"]),
        "agency": bool(content["agency"]),
        "result": bool(content["result"]),
        "legal_basis": any(law["code"] or law["name"] for law in content["legal_basis"]),
    }
    return [part for part in PARTS if not has[part]]


def gaps(content: Mapping[str, Any]) -> list[str]:
    """Keys of GAPS that hold for a record."""
    missing = missing_parts(content)
    found = {
        "fees": content["fee_kind"] == "unknown",
        "forms": _asks_for_a_form_without_giving_one(content),
        "time_limit": "time_limit" in missing,
        "mandatory_parts": bool(missing),
    }
    return [gap for gap in GAPS if found[gap]]


def _says_how_long(content: Mapping[str, Any]) -> bool:
    """A figure or a sentence: 'trả ngay trong ngày' is a time limit too."""
    deadline = content["deadline"] or {}
    return (
        any(limit["quantity"] for limit in content["time_limits"])
        or any(row["deadline_text"] for row in content["channels"])
        or any(deadline.get(name) for name in ("text", "working_days", "calendar_days"))
    )


def _asks_for_a_form_without_giving_one(content: Mapping[str, Any]) -> bool:
    papers = [paper for paper in content["requirements"] if paper["kind"] != "note"]
    return any(_IS_A_FORM.match(fold(paper["name"])) for paper in papers) and not any(
        paper["form_files"] for paper in content["requirements"]
    )
