"""Where the focus goes: into what is wrong, never away from somebody who types, never onto what cannot be undone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults


def test_mending_one_of_two_errors_leaves_the_officer_in_the_field(desktop: Page, office: DemoOffice) -> None:
    office.sign_in_officer(desktop.context, "tiepnhan")
    desktop.goto("/can-bo/nhan-tai-quay")
    desktop.get_by_role("searchbox").fill("khai sinh")
    desktop.get_by_role("button", name=re.compile("khai sinh")).first.click()
    name = desktop.get_by_label("Họ, chữ đệm và tên người nộp")
    desktop.get_by_label("Số điện thoại").fill("12")
    desktop.get_by_role("button", name="Tiếp nhận và cấp mã").click()
    summary = desktop.get_by_role("alert").filter(has_text="Có chỗ cần sửa")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Xin nhập họ, chữ đệm và tên.").click()
    desktop.keyboard.type("Trần Thị Nhung")
    expect(name).to_have_value("Trần Thị Nhung")
    expect(name).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(1)


def test_an_error_of_a_group_leads_to_its_first_choice(phone: Page) -> None:
    phone.goto("/mau")
    phone.get_by_role("button", name="Hiện danh sách lỗi").click()
    phone.get_by_role("link", name="Xin chọn nộp cho ai.").click()
    group = phone.locator("#wrong-choice")
    expect(group.get_by_role("radio").first).to_be_focused()
    expect(group).to_have_accessible_description(re.compile("Xin chọn nộp cho ai"))


def test_a_question_begins_with_the_answer_that_keeps(phone: Page) -> None:
    phone.goto("/mau")
    phone.get_by_role("button", name=re.compile("câu hỏi|Rút hồ sơ")).first.click()
    expect(phone.get_by_role("dialog").get_by_role("button", name="Thôi")).to_be_focused()


def test_a_scanner_that_cannot_be_fetched_says_so(open_page: OpenPage, page_faults: PageFaults) -> None:
    page_faults.announce(r"QrScanner")
    phone = open_page(service_workers="block")
    phone.add_init_script("window.BarcodeDetector ??= class {}")
    phone.route("**/assets/QrScanner-*", lambda route: route.abort())
    phone.goto("/")
    phone.get_by_role("button", name="Quét mã QR").click()
    expect(phone.get_by_role("alert")).to_contain_text("Chưa mở được phần quét mã")
