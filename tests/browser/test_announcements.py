"""A notice from the leader's form to the page of somebody who asked to be told."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults
from tests.browser.pages import keeps_an_office

HOA_SEN = keeps_an_office("Y99.86.01", "Trung tâm Phục vụ hành chính công phường Hoa Sen (minh họa)")
TITLE = "Một cửa đổi giờ làm việc từ thứ Hai"


def test_a_notice_is_written_published_told_and_read(
    desktop: Page, phone: Page, office: DemoOffice, page_faults: PageFaults
) -> None:
    citizen = office.new_phone()
    office.sign_in_citizen(phone.context, citizen)
    HOA_SEN(phone)
    phone.goto("/thong-bao-chung")
    follow = phone.get_by_label(re.compile("^Báo cho tôi khi Vĩnh Long có thông báo mới"))
    follow.check()
    expect(phone.get_by_text("Có thông báo mới, máy của ông/bà sẽ báo.")).to_be_visible()

    office.sign_in_officer(desktop.context, "lanhdao")
    desktop.goto("/can-bo")
    desktop.get_by_role("link", name="Thông báo", exact=True).click()
    desktop.get_by_role("button", name="Soạn thông báo").click()
    desktop.get_by_role("button", name="Lưu bản nháp").click()
    expect(desktop.get_by_role("link", name="Xin ghi tên thông báo.")).to_be_visible()
    desktop.get_by_label("Tên thông báo").fill(TITLE)
    desktop.get_by_label("Nội dung").fill("Từ thứ Hai một cửa mở cửa lúc 7 giờ.\n\nChiều vẫn như cũ.")
    desktop.get_by_label("Đến hết ngày").fill((datetime.now(UTC) + timedelta(days=9)).date().isoformat())
    desktop.get_by_role("button", name="Lưu bản nháp").click()
    expect(desktop.get_by_role("status").get_by_text("Đã lưu.")).to_be_visible()
    card = desktop.locator("section, .card").filter(has_text=TITLE).last
    expect(card).to_contain_text("Bản nháp, chưa ai thấy")
    card.get_by_role("button", name="Đăng", exact=True).click()
    card.get_by_role("button", name="Đăng cho mọi người").click()
    expect(card).to_contain_text("Đang hiện")

    phone.goto("/thong-bao")
    told = phone.get_by_role("link", name=TITLE)
    for _ in range(20):  # the worker tells within seconds
        if told.count():
            break
        phone.wait_for_timeout(500)
        phone.reload()
    told.first.click()
    expect(phone.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(phone.get_by_text("Chiều vẫn như cũ.")).to_be_visible()
    phone.goto("/")
    expect(phone.get_by_role("link", name=re.compile(TITLE))).to_be_visible()

    desktop.reload()
    expect(card).to_contain_text("Đã báo cho 1 người theo dõi")
    card.get_by_role("button", name="Gỡ", exact=True).click()
    card.get_by_role("button", name="Gỡ thông báo").click()
    expect(card).to_contain_text("Đã gỡ")
    page_faults.announce("status of 404")
    phone.goto("/thong-bao")
    told.first.click()
    expect(phone.get_by_text("Không tìm thấy thông báo này")).to_be_visible()


def test_notices_once_read_open_without_a_network(
    phone: Page, office: DemoOffice, page_faults: PageFaults
) -> None:
    page_faults.announce("ERR_INTERNET_DISCONNECTED")
    HOA_SEN(phone)
    phone.goto("/thong-bao-chung")
    row = phone.get_by_role("link", name=re.compile("nghỉ sáng thứ Bảy"))
    row.click()
    expect(phone.get_by_text("Hẹn gặp lại vào thứ Hai.")).to_be_visible()
    phone.wait_for_load_state("networkidle")
    phone.context.set_offline(True)
    phone.go_back()
    row.click()
    expect(phone.get_by_text("Hẹn gặp lại vào thứ Hai.")).to_be_visible()
