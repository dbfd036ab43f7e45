"""Invented procedures that lack nothing, decisions about them, and photographs of boards."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import select

from api.accounts.models import Officer
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.posting_models import PublishingItem
from api.extensions import db, now, write_unit
from tests.catalogue_lines import import_lines, line, paper
from tests.people import Person

FIRST, SECOND, THIRD = "1.990001", "1.990002", "1.990003"
INCOMPLETE = "1.990009"


def complete(code: str, **changes: Any) -> dict[str, Any]:
    """A record with every mandatory part, a fee and a form."""
    form = {**paper("Tờ khai mẫu"), "form_files": ["to-khai.docx"]}
    parts = {
        "steps": ["Nộp hồ sơ.", "Nhận kết quả."],
        "documents": [form],
        "legal_basis": [{"code": "1/2020/NĐ-MẪU", "name": "Nghị định mẫu"}],
    }
    return line(code, f"Thủ tục mẫu {code}", **{**parts, **changes})


def publishable(folder: Path) -> None:
    """Three complete procedures and one without legal basis and result."""
    import_lines(
        folder,
        [
            complete(FIRST),
            complete(SECOND, field="Chứng thực", fields=["Chứng thực"]),
            complete(THIRD),
            complete(INCOMPLETE, legal_basis=[], result=[]),
        ],
    )


def days_ago(days: int) -> str:
    return (now().astimezone(TIME_ZONE).date() - timedelta(days=days)).isoformat()


def decision(*codes: str, number: str = "12/QĐ-MẪU", ago: int = 30, **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "issuer": "Ủy ban nhân dân phường Mẫu",
        "decided_on": days_ago(ago),
        "procedures": [{"code": code} for code in codes],
        **changes,
    }


def may_decide_for_province(person: Person, province: str) -> None:
    with write_unit():
        db.session.get_one(Officer, person.id).scope_province = province


def item_of(code: str, number: str = "12/QĐ-MẪU") -> int:
    """The entry of a procedure in the decision, by its place in the register."""
    db.session.rollback()
    rows = db.session.execute(select(PublishingItem)).scalars()
    return next(i.id for i in rows if i.procedure.code == code and i.decision.number == number)


def picture(size: tuple[int, int] = (80, 60), *, kind: str = "JPEG", **options: Any) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", size, "navy").save(output, kind, **options)
    return output.getvalue()


def send_photo(person: Person, data: bytes | None = None) -> Any:
    return person.post("/desk/postings/photos", data=data or picture(), content_type="image/jpeg")


def act(person: Person, item_id: int, action: str, ago: int | None, **more: Any) -> Any:
    on = None if ago is None else days_ago(ago)
    return person.post(f"/desk/postings/{item_id}/actions", {"action": action, "on": on, **more})


def post(person: Person, item_id: int, ago: int) -> Any:
    photo = send_photo(person).json["id"]
    return act(person, item_id, "post_at_office", ago, photo_id=photo)
