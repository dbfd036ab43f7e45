"""A demo office in which every state of a dossier can be looked at, and the people who look."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext

from api.demo import CITIZEN_PHONE
from tests.browser.office import DemoOffice, running_office
from tests.live_server import Client

BIRTH = "1.001193"
WALK_IN = "2.000815"  # at the counter only, without a time limit
LONGEST_TITLE = "1.013227"  # 308 letters
LONG_TITLE = "1.013978"  # 215 letters, with everything
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Phúc Thị Hoàng Ngọc Minh Khuê Diễm Quỳnh Trâm Anh (tên minh họa rất dài)"
NEWCOMER = "newcomer"  # signed in, without dossiers
NEIGHBOUR = "neighbour"  # has one dossier, the office's turn
CITIZEN = "citizen"  # of the demo data: dossiers in every status
STATUS_NAMES = {
    1: "cho-tiep-nhan",
    2: "da-tiep-nhan",
    3: "khong-tiep-nhan",
    4: "dang-giai-quyet",
    5: "can-bo-sung",
    6: "can-nop-tien",
    7: "da-rut",
    8: "dung",
    9: "co-ket-qua",
    10: "da-tra",
}


@dataclass
class FurnishedOffice:
    office: DemoOffice
    dossiers: dict[str, str]  # the state's name (STATUS_NAMES and more) → id
    tracking: dict[str, str]  # the same → the receipt's address behind the origin, with its secret
    phones: dict[str, str]
    receipts: list[str]  # addresses of the signed acknowledgements of 'da-bo-sung', behind the origin
    _signed_in: dict[str, tuple[list[Any], str]] = field(default_factory=dict)  # cookies, what the app keeps

    def sign_in(self, context: BrowserContext, who: str) -> None:
        """`who` is one of the citizens above or an officer's user name; each signs in once."""
        if who not in self._signed_in:
            if who in self.phones:
                self.office.sign_in_citizen(context, self.phones[who])
            else:
                self.office.sign_in_officer(context, who)
            me = context.request.get(f"{self.office.origin}/api/v1/me").text()
            self._signed_in[who] = (list(context.cookies()), me)
        cookies, me = self._signed_in[who]
        context.add_cookies(cookies)
        context.add_init_script(f"localStorage.setItem('me', {json.dumps(me)})")


@contextmanager
def furnished_office(demo_data: Path, folder: Path) -> Iterator[FurnishedOffice]:
    with running_office(demo_data, folder) as office:
        yield furnish(office)


def furnish(office: DemoOffice) -> FurnishedOffice:
    citizen = office.citizen(CITIZEN_PHONE)
    found = citizen.ok("GET", "/dossiers?limit=100")["items"]
    dossiers = {STATUS_NAMES[line["status"]]: line["id"] for line in reversed(found)}
    late = min((line for line in found if line["status"] == 4), key=lambda line: line["due_on"])
    in_time = max((line for line in found if line["status"] == 4), key=lambda line: line["due_on"])
    dossiers |= {"qua-han": late["id"], "dang-giai-quyet": in_time["id"]}

    phones = {CITIZEN: CITIZEN_PHONE, NEWCOMER: office.new_phone(), NEIGHBOUR: office.new_phone()}
    neighbour = office.citizen(phones[NEIGHBOUR])
    dossiers["cua-nguoi-khac"] = _hand_in(neighbour, office, BIRTH, "Trần Thị Ví Dụ", note="")
    long_note = "Cháu sinh tại nhà, có hai người làm chứng. " * 12
    dossiers["chu-dai"] = _hand_in(citizen, office, LONG_TITLE, LONG_NAME, note=long_note)
    dossiers["xin-loi"] = _late_with_apology(office, citizen, dossiers["chu-dai"])
    dossiers["da-bo-sung"] = _supplemented(office, citizen)
    dossiers["can-bo-sung-ro"] = _asked_for(office, citizen)
    tracking = {
        name: citizen.ok("GET", f"/dossiers/{dossiers[name]}")["tracking_url"].removeprefix(office.origin)
        for name in ("dang-giai-quyet", "can-bo-sung", "chu-dai")
    }
    signed = citizen.ok("GET", f"/dossiers/{dossiers['da-bo-sung']}/receipt.json")["receipts"]
    receipts = [receipt["check_url"].removeprefix(office.origin) for receipt in signed]
    return FurnishedOffice(office, dossiers, tracking, phones, receipts)


def photograph(words: str, size: tuple[int, int] = (900, 1200)) -> bytes:
    """A paper on a table, as a phone would see it."""
    picture = Image.new("RGB", size, "#6b5a48")
    draw = ImageDraw.Draw(picture)
    wide, high = size
    draw.rectangle((wide // 12, high // 14, wide - wide // 12, high - high // 14), fill="#fbfaf5")
    for line in range(12):
        y = high // 5 + line * high // 18
        draw.line((wide // 6, y, wide - wide // 6 - (line % 3) * 60, y), fill="#777", width=6)
    draw.text((wide // 6, high // 9), words, fill="black")
    output = io.BytesIO()
    picture.save(output, "JPEG", quality=80, comment=uuid.uuid4().bytes)
    return output.getvalue()


def hand_in_birth(citizen: Client, office: DemoOffice) -> str:
    """A dossier with the file 'giay-to-cua-toi.jpg'; its id."""
    return _hand_in(citizen, office, BIRTH, "Nguyễn Thị Mẫu", note="")


def _hand_in(citizen: Client, office: DemoOffice, code: str, full_name: str, *, note: str) -> str:
    papers = citizen.ok("GET", f"/procedures/{code}")["requirements"]
    dossier_id = str(uuid.uuid4())
    body = {
        "procedure_code": code,
        "agency_code": office.agency_code,
        "applicant": {"full_name": full_name, "phone": "0912345678"},
        "documents": [{"requirement_id": papers[0]["id"], **_upload(citizen, "giay-to-cua-toi.jpg")}],
        "note": note,
    }
    citizen.ok("PUT", f"/dossiers/{dossier_id}", body, status=201)
    return dossier_id


def _upload(citizen: Client, name: str) -> dict[str, Any]:
    data = photograph("MAU / SAMPLE")
    tus = {"Tus-Resumable": "1.0.0"}
    metadata = f"filename {base64.b64encode(name.encode()).decode()}"
    created = citizen.call(
        "POST", "/uploads", headers={**tus, "Upload-Length": str(len(data)), "Upload-Metadata": metadata}
    )
    upload_id = created.headers["location"].rsplit("/", 1)[-1]
    bytes_sent = {**tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    assert citizen.call("PATCH", f"/uploads/{upload_id}", data=data, headers=bytes_sent).status == 204
    return {"upload_id": upload_id, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def _act(office: DemoOffice, who: str, dossier_id: str, action: str, **body: Any) -> Any:
    path = f"/desk/dossiers/{dossier_id}/actions"
    return office.officer(who).ok("POST", path, {"action": action, **body})


def _late_with_apology(office: DemoOffice, citizen: Client, dossier_id: str) -> str:
    """Received, and the leader apologises and names a later day."""
    _act(office, "tiepnhan", dossier_id, "receive")
    due_on = date.fromisoformat(citizen.ok("GET", f"/dossiers/{dossier_id}")["due_on"])
    reason = (
        "Cơ quan xin lỗi ông/bà vì chưa xác minh xong nguồn gốc đất với xã bên cạnh; xin hẹn lại ngày trả."
    )
    for days in range(7, 14):
        body = {
            "action": "apologise",
            "due_on": (due_on + timedelta(days)).isoformat(),
            "reason": reason,
        }
        path = f"/desk/dossiers/{dossier_id}/actions"
        if office.officer("lanhdao").call("POST", path, body).status == 200:
            return dossier_id
    raise AssertionError("no working day within a week")


def _asked_for(office: DemoOffice, citizen: Client) -> str:
    """The office asks for two papers, each with its reason."""
    dossier_id = _hand_in(citizen, office, BIRTH, "Phan Thị Giả Định", note="")
    papers = [p for p in citizen.ok("GET", f"/procedures/{BIRTH}")["requirements"] if p["kind"] != "note"]
    reasons = ("Ảnh chụp bị lóa ở góc phải, không đọc được ngày sinh. Xin chụp lại.", "Thiếu mặt sau.")
    asked = [
        {"requirement_id": paper["id"], "reason": reason}
        for paper, reason in zip(papers, reasons, strict=False)
    ]
    words = "Xin bổ sung hai giấy tờ dưới đây để cơ quan giải quyết tiếp."
    _act(office, "tiepnhan", dossier_id, "request_supplement", reason=words, papers=asked)
    return dossier_id


def _supplemented(office: DemoOffice, citizen: Client) -> str:
    """The office asked, the citizen sent, the office looks."""
    dossier_id = _hand_in(citizen, office, BIRTH, "Lý Minh Họa", note="")
    papers = citizen.ok("GET", f"/procedures/{BIRTH}")["requirements"]
    _act(office, "tiepnhan", dossier_id, "receive")
    _act(office, "tiepnhan", dossier_id, "request_supplement", reason="Xin chụp lại trang 2 cho đủ bốn góc.")
    body = {"documents": [{"requirement_id": papers[0]["id"], **_upload(citizen, "trang-2.jpg")}]}
    citizen.ok("POST", f"/dossiers/{dossier_id}/supplement", body)
    return dossier_id
