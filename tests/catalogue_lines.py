"""Invented procedures in the source's format (see the importer), put into the catalogue through the importer itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from api.catalogue.importing import import_catalogue

BIRTH, COPY, DETAILLESS = "1.001193", "2.000815", "1.999001"


def paper(name: str, *, case: str = "", note: bool = False) -> dict[str, Any]:
    return {
        "case": case,
        "name": name,
        "form_files": [],
        "original": 0 if note else 1,
        "copy": 0,
        "is_note": note,
    }


def channel(kind: str, quantity: int | None = None, unit: str | None = None) -> dict[str, Any]:
    return {
        "channel": kind,
        "deadline_text": "",
        "deadline_qty": quantity,
        "deadline_unit": unit,
        "fee_text": "",
        "fees": [],
        "description": "",
    }


def line(code: str, name: str, **changes: Any) -> dict[str, Any]:
    """One procedure as the source writes it."""
    record: dict[str, Any] = {
        "code": code,
        "name": name,
        "level": "xã",
        "levels": ["xã"],
        "field": "Hộ tịch",
        "fields": ["Hộ tịch"],
        "promulgator": "Bộ Tư pháp",
        "agency": ["Ủy ban nhân dân cấp xã"],
        "target": ["Công dân Việt Nam"],
        "steps": [],
        "channels": [channel("online", 1), channel("direct", 1)],
        "documents": [
            paper("Giấy chứng sinh", case="Giấy tờ phải nộp"),
            paper("Căn cước", case="Giấy tờ phải xuất trình"),
        ],
        "deadline": {"text": "", "working_days": 1, "calendar_days": None, "basis": "channel"},
        "fee_kind": "free",
        "fees": [],
        "result": ["Giấy khai sinh"],
        "requirements": "",
        "legal_basis": [],
        "decision": "1/QĐ-MẪU",
        "scope": "national",
        "province": None,
        "listed": True,
        "detail": True,
        "verified": "generated",
        "url": "",
        "source": {"name": "generated"},
    }
    return {**record, **changes}


def few_procedures() -> list[dict[str, Any]]:
    """A birth registration of one working day, a walk-in without a limit, one without details and one of five days."""
    return [
        line(BIRTH, "Thủ tục đăng ký khai sinh"),
        line(
            COPY,
            "Chứng thực bản sao từ bản chính",
            field="Chứng thực",
            fields=["Chứng thực"],
            channels=[channel("direct")],
            documents=[paper("Bản chính giấy tờ")],
            deadline=None,
        ),
        line(DETAILLESS, "Thủ tục chỉ có tên", detail=False, channels=[], documents=[], deadline=None),
        line(
            "1.999002",
            "Thủ tục năm ngày làm việc",
            channels=[channel("online", 5, "working_day")],
            documents=[paper("Đơn đề nghị")],
        ),
    ]


def write_lines(path: Path, lines: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in lines) + "\n", encoding="utf-8")
    return path


def import_lines(folder: Path, lines: list[dict[str, Any]]) -> None:
    import_catalogue(write_lines(folder / "procedures.jsonl", lines))
