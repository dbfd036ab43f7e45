"""`motcua demo`: one province with offices, officers and dossiers in every status, all invented and marked so.

Everything goes through the same rules as real work, only with the clock set back; nothing is written past them.
"""

from __future__ import annotations

import io
import json
import secrets
import textwrap
import uuid
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import select

from api.access import Role
from api.accounts import citizens
from api.accounts.identity import Caller
from api.accounts.models import Officer
from api.accounts.officers import Published, new_officer
from api.calendars.opening_hours import TIME_ZONE, OpeningHours
from api.catalogue.commands import load_starter
from api.catalogue.folding import fold
from api.catalogue.models import Agency, Procedure
from api.config import current_settings, write_private
from api.demo_announcements import make_announcements
from api.demo_local_facts import make_local_facts
from api.demo_portraits import drawn_portrait
from api.demo_posting import make_postings
from api.documents import parts
from api.documents.completion import finish
from api.documents.models import Upload
from api.documents.portraits import clean_portrait, keep_portrait
from api.dossiers import actions, submission
from api.dossiers.models import Dossier
from api.extensions import db, now, write_unit
from api.ratings import answering

PROVINCE = "86"
AGENCIES = [
    ("Y99.86.01", "Trung tâm Phục vụ hành chính công phường Hoa Sen (minh họa)"),
    ("Y99.86.02", "Trung tâm Phục vụ hành chính công xã Bến Đò (minh họa)"),
    ("Y99.86.03", "Trung tâm Phục vụ hành chính công xã Cù Lao (minh họa)"),
]
OFFICERS = [
    ("tiepnhan", Role.RECEPTION, "Lê Thị Mẫu", "Công chức tiếp nhận"),
    ("chuyenvien", Role.SPECIALIST, "Phạm Văn Mẫu", "Công chức tư pháp – hộ tịch"),
    ("truongphong", Role.ROOM_LEADER, "Võ Thị Mẫu", "Trưởng phòng"),
    ("lanhdao", Role.LEADER, "Đặng Văn Mẫu", "Phó Chủ tịch Ủy ban nhân dân"),
    ("vanthu", Role.CLERK, "Huỳnh Thị Mẫu", "Văn thư"),
    ("thuquy", Role.CASHIER, "Bùi Văn Mẫu", "Thủ quỹ"),
    ("quantri", Role.ADMINISTRATOR, "Ngô Văn Mẫu", "Quản trị hệ thống"),
    ("giamsat", Role.SUPERVISOR, "Dương Thị Mẫu", "Ban Pháp chế, Hội đồng nhân dân tỉnh"),
]
# What the office's page says about them: fields of work, phone, whether head or deputy, whether with a drawn portrait.
ON_PUBLIC_PAGE = {
    "lanhdao": ("Phụ trách chung", "02700000001", True, True),
    "truongphong": ("Phụ trách Trung tâm Phục vụ hành chính công", "02700000002", True, True),
    "tiepnhan": ("Tiếp nhận hồ sơ và trả kết quả", "02700000003", False, True),
    "chuyenvien": ("Hộ tịch, chứng thực", "02700000004", False, True),
    "vanthu": ("Đóng dấu, lưu trữ", "02700000005", False, False),
    "thuquy": ("Thu phí, lệ phí", "", False, False),
}
CITIZEN_PHONE = "0900000001"
APPLICANTS = ["Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Lý Minh Họa", "Hồ Thị Làm Thử", "Đỗ Văn Thí Dụ"]
BIRTH, COPY = "1.001193", "2.000815"

Steps = list[tuple[Role, str, dict[str, Any]]]

TO_CHECK: Steps = [
    (Role.RECEPTION, "receive", {}),
    (Role.SPECIALIST, "start", {}),
    (Role.SPECIALIST, "draft_result", {}),
]
TO_RESULT: Steps = [
    *TO_CHECK,
    (Role.ROOM_LEADER, "check", {}),
    (Role.LEADER, "sign", {}),
    (Role.SPECIALIST, "resolve", {}),
]
TO_RETURN: Steps = [*TO_RESULT, (Role.RECEPTION, "return_result", {})]
PUBLISHED, WAITING = 5, 4  # answers: one published batch, and four that a fifth would publish


@dataclass
class Plan:
    """A dossier to make: how many days ago it was handed in and what the officers did with it."""

    days_ago: int
    steps: Steps = field(default_factory=list)
    withdrawn: bool = False
    rating: dict[str, Any] | None = None


@dataclass(frozen=True)
class DemoOffice:
    """Where the plans are carried out, by whom, and the paper that every dossier brings."""

    agency_code: str
    paper: str
    citizen: Caller
    officers: dict[Role, Caller]


def _reason(text: str) -> dict[str, Any]:
    return {"reason": text}


def _answers(level: str) -> dict[str, Any]:
    return {
        "overall": level,
        "time": level,
        "attitude": level,
        "guidance": "satisfied",
        "information": "satisfied",
        "extra_money": False,
    }


PLANS = [
    Plan(0),
    Plan(1, [(Role.RECEPTION, "receive", {})]),
    Plan(
        3,
        [
            (
                Role.RECEPTION,
                "decline",
                _reason("Thủ tục này thuộc thẩm quyền của nơi cư trú; xin nộp tại đó."),
            )
        ],
    ),
    Plan(1, TO_CHECK),
    Plan(9, TO_CHECK),  # overdue
    Plan(
        2,
        [
            (Role.RECEPTION, "receive", {}),
            (
                Role.RECEPTION,
                "request_supplement",
                _reason("Ảnh Giấy chứng sinh bị mờ, xin chụp lại cho rõ họ tên và ngày sinh."),
            ),
        ],
    ),
    Plan(2, [(Role.RECEPTION, "receive", {}), (Role.CASHIER, "request_payment", {"amount_vnd": 8000})]),
    Plan(4, withdrawn=True),
    Plan(6, [*TO_CHECK, (Role.LEADER, "stop", _reason("Người nộp đề nghị dừng để bổ sung tại nơi khác."))]),
    Plan(2, TO_RESULT),
    *[
        Plan(30 + n, TO_RETURN, rating=_answers("very_satisfied" if n % 2 else "satisfied"))
        for n in range(PUBLISHED)
    ],
    *[Plan(10 + n, TO_RETURN, rating=_answers("very_satisfied")) for n in range(WAITING)],
]


def prepare_demo() -> dict[str, Any]:
    """Starter catalogue and demo data, made once; answers {agency_code, password, officers}."""
    load_starter()
    path = current_settings().data_dir / "demo.json"
    main_code = AGENCIES[0][0]
    there = db.session.execute(select(Agency.id).where(Agency.code == main_code)).first() is not None
    if there and path.exists():
        found: dict[str, Any] = json.loads(path.read_text())
        _make_dossiers(main_code)  # those that an interrupted first time left out
        make_postings(main_code)
        make_announcements(main_code)
        return found
    if there:
        raise SystemExit(f"The demo data are there but {path} is gone. Remove the database to start afresh.")
    password = secrets.token_urlsafe(9)
    people = [{"username": u, "role": r.value, "full_name": n, "position": p} for u, r, n, p in OFFICERS]
    details = {"agency_code": main_code, "password": password, "officers": people}
    path.unlink(missing_ok=True)
    write_private(path, json.dumps(details, ensure_ascii=False, indent=2).encode())
    _make_offices(password)
    _make_dossiers(main_code)
    make_postings(main_code)
    make_announcements(main_code)
    return details


def _make_offices(password: str) -> None:
    portraits = {
        username: keep_portrait(clean_portrait(drawn_portrait(place)))
        for place, (username, about) in enumerate(ON_PUBLIC_PAGE.items())
        if about[3]
    }
    with write_unit():
        for code, name in AGENCIES:
            db.session.add(
                Agency(
                    code=code,
                    name=name,
                    folded=fold(name),
                    province_code=PROVINCE,
                    online_filing="precheck",
                    is_demo=True,
                    opening_hours=OpeningHours.weekly().to_json(),
                    address="Số 1 đường Minh Họa",
                    hotline="1900 0000",
                )
            )
        db.session.flush()
        agency = db.session.execute(select(Agency).where(Agency.code == AGENCIES[0][0])).scalar_one()
        for username, role, full_name, position in OFFICERS:
            is_supervisor = role == Role.SUPERVISOR
            new_officer(
                username=username,
                password=password,
                full_name=full_name,
                position=position,
                role=role,
                agency_id=None if is_supervisor else agency.id,
                scope_province=PROVINCE if role in (Role.SUPERVISOR, Role.ADMINISTRATOR) else None,
                published=_published(username, portraits.get(username)),
            )


def _published(username: str, photo: str | None) -> Published:
    if username not in ON_PUBLIC_PAGE:
        return {}
    fields, phone, is_head, _ = ON_PUBLIC_PAGE[username]
    return {
        "fields": fields,
        "phone": phone,
        "is_head": is_head,
        "display_order": list(ON_PUBLIC_PAGE).index(username),
        "published": True,
        "photo_sha256": photo,
    }


def _make_dossiers(agency_code: str) -> None:
    """The dossiers of PLANS, a walk-in and the local facts, those that are not there yet."""
    ours = Officer.username.in_([username for username, *_ in OFFICERS])
    officers = {
        Role(row.role): Caller(Role(row.role), row.id, uuid.uuid4(), row.agency_id)
        for row in db.session.execute(select(Officer).where(ours)).scalars()
    }
    with write_unit():
        citizen = Caller(Role.CITIZEN, citizens.by_phone(CITIZEN_PHONE).id, uuid.uuid4())
    office = DemoOffice(agency_code, _first_paper(BIRTH), citizen, officers)
    for number, plan in enumerate(PLANS):
        if db.session.get(Dossier, _dossier_id(number)) is None:
            _make_one(_dossier_id(number), plan, APPLICANTS[number % len(APPLICANTS)], office)
    body = {"procedure_code": COPY, "applicant": {"full_name": APPLICANTS[1]}, "documents": []}
    submission.take_walk_in(
        _dossier_id(len(PLANS)), body, caller=officers[Role.RECEPTION], at=_working_morning(1)
    )
    make_local_facts(officers[Role.ADMINISTRATOR])


def _dossier_id(number: int) -> uuid.UUID:
    """The same at every call, so that an interrupted demo can go on where it stopped."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"motcua:demo:{number}")


def _make_one(dossier_id: uuid.UUID, plan: Plan, applicant: str, office: DemoOffice) -> None:
    at = _working_morning(plan.days_ago)
    citizen, officers, agency_code, requirement_id = (
        office.citizen,
        office.officers,
        office.agency_code,
        office.paper,
    )
    upload = _photo(citizen, applicant)
    body = {
        "procedure_code": BIRTH,
        "agency_code": agency_code,
        "applicant": {"full_name": applicant, "phone": CITIZEN_PHONE},
        "documents": [
            {
                "requirement_id": requirement_id,
                "upload_id": upload.id,
                "sha256": upload.sha256,
                "size": upload.size,
            }
        ],
    }
    submission.hand_in(dossier_id, body, caller=citizen, at=at)
    for minutes, (role, action, words) in enumerate(plan.steps, start=1):
        actions.act_at_desk(
            dossier_id, action, dict(words), caller=officers[role], at=at + timedelta(minutes=20 * minutes)
        )
    if plan.withdrawn:
        actions.withdraw(
            dossier_id, {"reason": "Đã làm ở nơi khác."}, caller=citizen, at=at + timedelta(hours=1)
        )
    if plan.rating:
        answering.answer_as_owner(
            dossier_id, {"stage": "result", **plan.rating}, citizen_id=citizen.id, at=at + timedelta(days=1)
        )


def _photo(owner: Caller, text: str) -> Upload:
    """A generated picture as a citizen would send it."""
    picture = _sample_page(fold(text).upper())
    picture.putpixel((1, 1), (secrets.randbelow(256),) * 3)
    output = io.BytesIO()
    picture.save(output, "JPEG", quality=70, comment=secrets.token_bytes(8))
    data = output.getvalue()
    upload = Upload(
        id=uuid.uuid4(),
        owner=owner.actor,
        size=len(data),
        file_name=f"{fold(text).replace(' ', '-')}.jpg",
        declared_type="image/jpeg",
    )
    with write_unit():
        db.session.add(upload)
    with parts.locked(upload.id, wait_seconds=1) as part:
        part.append(data)
    finished = finish(upload.id)
    if finished is None:
        raise RuntimeError("a demo upload did not finish")
    return finished


def _sample_page(title: str) -> Image.Image:
    """A page that says what it is and that it is none, large enough to be told from others on a thumbnail."""
    page = Image.new("RGB", (900, 1200), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((40, 40, 859, 1159), outline="#0b4ea2", width=6)
    draw.text((450, 130), "MAU / SAMPLE", fill="#b3261e", font=ImageFont.load_default(64), anchor="mm")
    for number, line in enumerate(textwrap.wrap(title, 30)[:4]):
        draw.text((450, 240 + 56 * number), line, fill="black", font=ImageFont.load_default(44), anchor="mm")
    for y in range(520, 1080, 56):
        draw.line((100, y, 800 - y % 3 * 90, y), fill="#9aa3ad", width=10)
    return page


def _first_paper(code: str) -> str:
    procedure = db.session.execute(select(Procedure).where(Procedure.code == code)).scalar_one()
    if procedure.current_version is None:
        raise RuntimeError(f"{code} has no version")
    return str(
        next(r["id"] for r in procedure.current_version.content["requirements"] if r["kind"] == "submit")
    )


def _working_morning(days_ago: int) -> datetime:
    """Nine o'clock on that day in Vietnam, or a few hours ago when that would lie ahead."""
    moment = now()
    day = moment.astimezone(TIME_ZONE).date() - timedelta(days=days_ago)
    return min(datetime.combine(day, time(9), tzinfo=TIME_ZONE), moment - timedelta(hours=3))
