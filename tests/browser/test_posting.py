"""Posting at the desk: what hangs is recorded with a photograph, and whoever was second is told who was first."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE
from tests.browser.conftest import OpenPage
from tests.browser.furnished_office import photograph
from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults


def _open_entry(page: Page, office: DemoOffice, entry: dict[str, Any]) -> None:
    page.goto("/can-bo/niem-yet")
    page.get_by_role("link", name=re.compile(re.escape(entry["procedure_name"]))).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(entry["procedure_name"])


def test_a_board_is_recorded_with_its_photograph(
    open_page: OpenPage, office: DemoOffice, page_faults: PageFaults
) -> None:
    page_faults.announce("status of 409")
    page = open_page(PHONE)
    office.sign_in_officer(page.context, "tiepnhan")
    page.goto("/")
    reception, administrator = office.officer("tiepnhan"), office.officer("quantri")
    open_ones = reception.ok("GET", "/desk/postings?show=missing")["items"]
    entry = next(row for row in open_ones if row["office_on"] is None and row["electronic_on"] is None)
    _open_entry(page, office, entry)

    page.get_by_role("button", name="Ghi: đã niêm yết").click()
    expect(page.get_by_role("alert")).to_contain_text("Xin kèm ảnh")
    page.locator("#post_at_office-photo").set_input_files(
        {"name": "bang.jpg", "mimeType": "image/jpeg", "buffer": photograph("NIEM YET", (3000, 2000))}
    )
    expect(page.get_by_role("img", name="Ảnh đã chọn")).to_be_visible()
    page.get_by_role("button", name="Ghi: đã niêm yết").click()
    expect(page.get_by_text("Đã ghi vào sổ.")).to_be_visible()
    page.get_by_text("Xem ảnh").click()
    shown = page.get_by_role("img", name="Ảnh chụp bảng niêm yết")
    expect(shown).to_be_visible()
    assert shown.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 1600

    administrator.ok(
        "POST",
        f"/desk/postings/{entry['item_id']}/actions",
        {"action": "publish_electronically", "on": entry["publish_by"]},
    )
    page.get_by_role("button", name="Ghi: đã công khai điện tử").click()
    expect(page.get_by_role("alert")).to_contain_text("Ngô Văn Mẫu đã ghi việc này")
    seen = reception.ok("GET", f"/desk/postings/{entry['item_id']}")
    assert [line["step"] for line in seen["entries"]] == ["office", "electronic"]
