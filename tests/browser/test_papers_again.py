"""A paper handed in once is used again with one tap; a supplement brings only what was asked for."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Request, expect

from tests.browser.citizen import Citizen
from tests.browser.furnished_office import hand_in_birth
from tests.browser.office import DemoOffice


def test_a_paper_is_used_again_and_nothing_is_sent_twice(phone: Page, office: DemoOffice) -> None:
    number = office.new_phone()
    citizen = office.citizen(number)
    first = hand_in_birth(citizen, office)
    office.sign_in_citizen(phone.context, number)
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method in ("PATCH", "PUT") or "/uploads" in request.url:
            sent.append(f"{request.method} {request.url.partition('/api/v1/')[2].partition('/')[0]}")

    phone.context.on("request", note)
    somebody = Citizen(phone, office, number)
    somebody.prepares()
    somebody.says_whose_it_is()
    somebody.chooses_the_office()
    somebody.button("Dùng lại giấy tờ đã nộp").tap()
    phone.get_by_role("button", name=re.compile("giay-to-cua-toi.jpg")).tap()
    somebody.reads("Không phải chụp lại.")
    expect(phone.locator("main ol li")).to_have_count(1)
    somebody.goes_on_to_review()
    somebody.hands_in()
    somebody.sees_the_receipt()
    assert sent == ["PUT dossiers"]
    again = somebody.dossier_id
    assert again != first
    old, new = (citizen.ok("GET", f"/dossiers/{one}")["documents"][0] for one in (first, again))
    assert (old["sha256"], old["size"]) == (new["sha256"], new["size"])
    somebody.button("Kiểm tra biên nhận").tap()
    somebody.reads("Biên nhận đúng")

    phone.goto("/giay-to")
    somebody.reads("Đã dùng trong 2 hồ sơ")
    phone.get_by_role("button", name=re.compile("Bỏ khỏi trang này")).tap()
    phone.get_by_role("dialog").get_by_role("button", name="Bỏ khỏi trang này").tap()
    somebody.reads("Chưa có giấy tờ nào")


def test_a_supplement_asks_for_the_named_paper_only(phone: Page, office: DemoOffice) -> None:
    number = office.new_phone()
    citizen = office.citizen(number)
    dossier = hand_in_birth(citizen, office)
    papers = [p for p in citizen.ok("GET", "/procedures/1.001193")["requirements"] if p["kind"] != "note"]
    asked = [{"requirement_id": papers[1]["id"], "reason": "Thiếu mặt sau."}]
    office.officer("tiepnhan").ok(
        "POST",
        f"/desk/dossiers/{dossier}/actions",
        {"action": "request_supplement", "reason": "Xin bổ sung.", "papers": asked},
    )
    office.sign_in_citizen(phone.context, number)
    somebody = Citizen(phone, office, number)
    phone.goto(f"/ho-so/{dossier}")
    somebody.link("Bổ sung giấy tờ").tap()
    somebody.reads("Thiếu mặt sau.")
    expect(phone.locator(".fact")).to_have_count(1)
    phone.get_by_role("link", name=re.compile("^Thêm")).tap()
    somebody.reads("Thiếu mặt sau.")
    somebody.photographs((300, 400))
    somebody.button("Tiếp tục").tap()
    somebody.button("Gửi giấy tờ bổ sung").tap()
    expect(
        phone.get_by_role("link", name="Xem hồ sơ").or_(phone.get_by_text("Đã gửi bổ sung")).first
    ).to_be_visible()
    added = [d for d in citizen.ok("GET", f"/dossiers/{dossier}")["documents"] if d["is_supplement"]]
    assert [d["requirement_id"] for d in added] == [papers[1]["id"]]
    receipts = citizen.ok("GET", f"/dossiers/{dossier}/receipt.json")["receipts"]
    assert [receipt["event"] for receipt in receipts] == ["hand_in", "supplement"]
