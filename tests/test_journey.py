"""The whole journey over HTTP, on real processes, on both databases: from street words to a published rating."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.calendars.opening_hours import TIME_ZONE
from tests.live_handing_in import photograph, upload
from tests.live_server import Client, LiveServer, motcua, running_server
from tests.push_service import PushService, running_push_service

PHONE = "0912345678"


def sign_in(server: LiveServer, phone: str) -> Client:
    client = server.client()
    client.ok("POST", "/auth/otp", {"phone": phone}, status=202)
    lines = (Path(server.environment["MOTCUA_DATA"]) / "outbox" / "sms.jsonl").read_text().splitlines()
    message = next(m for m in map(json.loads, reversed(lines)) if m["to"] == phone)
    code = message["text"][:6]
    client.token = client.ok("POST", "/auth/session", {"phone": phone, "code": code, "tokens": True})[
        "access_token"
    ]
    return client


def sign_in_officer(server: LiveServer, username: str, password: str) -> Client:
    client = server.client()
    body = {"username": username, "password": password, "tokens": True}
    client.token = client.ok("POST", "/auth/officer", body)["access_token"]
    return client


@pytest.fixture
def push_service() -> Any:
    with running_push_service() as service:
        yield service


def test_the_whole_journey(environment: dict[str, str], tmp_path: Path, push_service: PushService) -> None:
    environment = {**environment, "PUSH_HOSTS": push_service.origin}
    motcua("demo", environment=environment)
    demo = json.loads((Path(environment["MOTCUA_DATA"]) / "demo.json").read_text())
    with running_server(environment, tmp_path) as server:
        anybody = server.client()
        found = anybody.ok("GET", "/procedures?q=lam%20giay%20khai%20sinh")["items"]
        assert found[0]["code"] == "1.001193"
        procedure = anybody.ok("GET", "/procedures/1.001193")
        papers = [r for r in procedure["requirements"] if r["kind"] == "submit"]

        citizen = sign_in(server, PHONE)
        device = push_service.new_device(anybody.ok("GET", "/push/key")["key"])
        citizen.ok("PUT", "/push/subscriptions", {**device.to_json(), "device_name": "máy thử"})
        files = [
            upload(citizen, photograph("white"), "giay-chung-sinh.jpg"),
            upload(citizen, photograph("ivory"), "to-khai.jpg"),
        ]

        dossier_id = str(uuid.uuid4())
        body = {
            "procedure_code": "1.001193",
            "agency_code": demo["agency_code"],
            "applicant": {"full_name": "Nguyễn Văn Mẫu", "phone": PHONE, "identity_number": "086000000001"},
            "documents": [{"requirement_id": papers[0]["id"], **file} for file in files],
        }
        handed_in = citizen.ok("PUT", f"/dossiers/{dossier_id}", body, status=201)
        assert handed_in["status"] == 1
        assert handed_in["code"] is None
        assert {w["code"] for w in handed_in["warnings"]} <= {"requirement_not_met"}
        again = citizen.ok("PUT", f"/dossiers/{dossier_id}", body, status=200)
        assert again["submission_number"] == handed_in["submission_number"]

        officers = {
            name: sign_in_officer(server, name, demo["password"])
            for name in ("tiepnhan", "chuyenvien", "truongphong", "lanhdao", "giamsat")
        }

        def act(who: str, action: str) -> Any:
            desk = officers[who]
            assert action in desk.ok("GET", f"/desk/dossiers/{dossier_id}")["allowed_actions"]
            return desk.ok("POST", f"/desk/dossiers/{dossier_id}/actions", {"action": action})

        queue = officers["tiepnhan"].ok("GET", "/desk/dossiers?queue=to_receive")["items"]
        assert dossier_id in {item["id"] for item in queue}
        received = act("tiepnhan", "receive")
        assert received["code"].startswith(f"{demo['agency_code']}-{datetime.now(TIME_ZONE):%y%m%d}-")
        assert received["due_on"] > received["received_at"][:10]
        assert act("chuyenvien", "start")["status"] == 4
        act("chuyenvien", "draft_result")
        act("truongphong", "check")
        act("lanhdao", "sign")
        assert act("chuyenvien", "resolve")["status"] == 9

        a_year_ago = (
            datetime.now(TIME_ZONE) - timedelta(days=365)
        ).date()  # the demo's first batch is weeks old
        before = officers["giamsat"].ok("GET", f"/oversight/summary?from={a_year_ago}")["total"]
        assert act("tiepnhan", "return_result")["status"] == 10
        after = officers["giamsat"].ok("GET", f"/oversight/summary?from={a_year_ago}")["total"]
        assert after["returned"] == before["returned"] + 1

        told = push_service.wait_for(5)
        assert [a.message["notification"]["title"] for a in told] == [
            "Hồ sơ đã đến cơ quan",
            "Hồ sơ được tiếp nhận",
            "Hồ sơ đang được xử lý",
            "Đã có kết quả",
            "Đã trả kết quả",
        ]
        for arrival in told:
            assert arrival.message["notification"]["navigate"] == f"{server.origin}/ho-so/{dossier_id}"
            clear = json.dumps(arrival.message, ensure_ascii=False)
            assert not any(secret in clear for secret in ("Nguyễn", PHONE, "khai sinh", received["code"]))
        assert push_service.refusals == []
        inbox = citizen.ok("GET", "/notifications")
        assert [m["kind"] for m in inbox["items"]] == [
            "returned",
            "result_ready",
            "in_process",
            "received",
            "submitted",
        ]

        public = anybody.ok("GET", f"/tracking/{received['code']}")
        assert public == {"code": received["code"], "completion": "done", "due_on": received["due_on"]}
        mine = citizen.ok("GET", f"/dossiers/{dossier_id}")
        assert [e["action"] for e in mine["timeline"]] == [
            "submit",
            "receive",
            "start",
            "draft_result",
            "check",
            "sign",
            "resolve",
            "return_result",
        ]

        unmoved = officers["giamsat"].ok("GET", f"/oversight/summary?from={a_year_ago}")["total"][
            "satisfaction"
        ]
        assert unmoved["overall"]["answers"] == 5, "the demo's first batch; four more wait"
        rating = {
            "stage": "result",
            "overall": "satisfied",
            "attitude": "very_satisfied",
            "time": "satisfied",
        }
        citizen.ok("POST", f"/dossiers/{dossier_id}/ratings", rating, status=201)
        assert citizen.call("POST", f"/dossiers/{dossier_id}/ratings", rating).status == 409
        moved = officers["giamsat"].ok("GET", f"/oversight/summary?from={a_year_ago}")["total"][
            "satisfaction"
        ]
        assert moved["overall"]["answers"] == 10
        assert moved["attitude"]["answers"] == 10

        walk_in(officers["tiepnhan"], anybody)
        assert citizen.call("GET", f"/dossiers/{dossier_id}/receipt.pdf").body.startswith(b"%PDF-")


def walk_in(reception: Client, anybody: Client) -> None:
    """2.000815 at the counter: one paper, no published time limit."""
    procedure = anybody.ok("GET", "/procedures/2.000815")
    assert len([r for r in procedure["requirements"] if r["kind"] != "note"]) == 1
    body = {"procedure_code": "2.000815", "applicant": {"full_name": "Trần Thị Ví Dụ"}}
    taken = reception.ok("POST", "/desk/dossiers", body, status=201)
    assert taken["status"] == 2
    assert taken["code"]
    assert taken["due_on"] is None
    assert reception.call("GET", taken["receipt_url"].removeprefix("/api/v1")).body.startswith(b"%PDF-")
    secret = taken["tracking_url"].partition("#")[2]
    assert "timeline" not in anybody.ok("GET", f"/tracking/{taken['code']}")
    held = anybody.ok("GET", f"/tracking/{taken['code']}?secret={secret}")
    assert [e["action"] for e in held["timeline"]] == ["submit", "receive"]
    assert anybody.call("GET", f"/tracking/{taken['code']}?secret=x{secret}").status == 403
