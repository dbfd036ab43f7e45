"""Without a network the phone finds what the service would: the same first three."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import wait_until
from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults
from tests.browser.pages import CATALOGUE_IS_KEPT

QUERIES = [
    "đăng ký khai sinh",
    "lam giay khai sinh cho be moi de",
    "vợ mới đẻ",
    "giấy chứng tử",
    "xac nhan doc than",
    "công chứng bản sao",
    "sao y giay to",
    "nhập hộ khẩu cho con",
    "d9a8ng ky1 ta5m tru1",
    "dangkyketHon",
    "khai sihn",
    "thường chú",
    "mở quán ăn",
    "TTHC 1.004873 nộp ở đâu",
    "tiền mai táng",
    "mất căn cước",
    "căn cước bị rớt mất",
    "lam cccd cho be",
    "dk ks cho con",
    "bìa hồng bị cháy",
    "rách gplx",
    "giấy khai sinh của em bị mất",
    "chấm dức giám hộ",
    "đổi bằng lái sắp hết hạn",
    "cưới vợ người nước ngoài",
    "không lấy phần thừa kế của ba",
    "Chứng thực chữ ký trong các giấy tờ, văn bản",
    "xin xác nhận",
    "nhà nghèo",
    "tạm nghỉ bán vài tháng",
    "hoà giải",
    "xyzzy",
]


def test_the_phone_finds_what_the_service_finds(
    phone: Page, office: DemoOffice, page_faults: PageFaults
) -> None:
    service = office.server.client()
    wanted = {}
    for query in QUERIES:
        answer = service.call("GET", f"/procedures?limit=3&q={query}")
        wanted[query] = [item["code"] for item in answer.json["items"]]
    assert wanted["vợ mới đẻ"][0] == wanted["khai sihn"][0] == "1.001193"
    assert wanted["xyzzy"] == []

    phone.goto("/tra-cuu")
    wait_until(phone, CATALOGUE_IS_KEPT)
    page_faults.announce("ERR_INTERNET_DISCONNECTED")
    phone.context.set_offline(True)
    expect(phone.get_by_text("Không có mạng.")).to_be_visible()
    box = phone.get_by_role("searchbox").first
    for query, codes in wanted.items():
        box.fill(query)
        found = phone.locator("main a[href*='/thu-tuc/']")
        if not codes:
            expect(found, query).to_have_count(0)
        for place, code in enumerate(codes):
            expect(found.nth(place), f"{place + 1} of {query}").to_have_attribute(
                "href", re.compile(f"/{re.escape(code)}")
            )
