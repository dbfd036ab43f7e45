"""The screen in the waiting room: nothing leads away, it starts again by itself, and it works without a network."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import wait_until
from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults
from tests.browser.pages import CATALOGUE_IS_KEPT

# A promise for `wait_until`: the worker keeps what draws QR codes.
QR_IS_KEPT = """(async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const kept = await Promise.all(caches_.map((cache) => cache.keys()));
    return kept.flat().some(({ url }) => url.includes('/assets/qr-'));
})()"""


def test_it_starts_again_after_a_minute_without_a_touch(phone: Page, office: DemoOffice) -> None:
    address = f"/kiosk/{office.agency_code}"
    phone.emulate_media(reduced_motion="reduce")
    phone.clock.install()
    phone.goto(address)
    box = phone.get_by_role("searchbox")
    box.fill("khai sinh")
    phone.clock.run_for(1_000)
    phone.locator("a.row").filter(has_text="đăng ký khai sinh").first.click()
    expect(phone.get_by_role("heading", level=1)).to_be_focused()
    expect(phone.get_by_role("button", name="In tờ này")).to_be_visible()

    phone.clock.run_for(52_000)
    expect(phone.get_by_text(re.compile(r"trở về đầu sau \d giây"))).to_be_visible()
    phone.mouse.click(5, 5)
    expect(phone.get_by_text("Ông/bà còn xem không?")).to_have_count(0)
    phone.clock.run_for(45_000)
    expect(phone.get_by_role("button", name="In tờ này")).to_be_visible()
    phone.clock.run_for(16_000)
    expect(phone.get_by_role("link", name="Xem theo lĩnh vực")).to_be_visible()
    expect(box).to_have_value("")
    expect(phone).to_have_url(re.compile(f"{re.escape(address)}$"))
    phone.clock.run_for(300_000)
    expect(phone.get_by_text("Ông/bà còn xem không?")).to_have_count(0)  # at its start it waits for ever


def test_nothing_leads_away_and_english_is_a_touch_away(phone: Page, office: DemoOffice) -> None:
    address = f"/kiosk/{office.agency_code}"
    phone.goto(address)
    expect(phone.get_by_role("banner")).to_have_count(0)
    expect(phone.get_by_role("navigation")).to_have_count(0)
    phone.get_by_role("searchbox").fill("zzzz qqqq")
    expect(phone.get_by_text("Chưa tìm thấy thủ tục nào").first).to_be_attached()
    for link in phone.get_by_role("link").all():
        href = link.get_attribute("href") or ""
        assert href.startswith(("/thu-tuc/", "/tra-cuu?", "/viec-thuong-gap", "/linh-vuc", "#")), href
    phone.get_by_role("link", name="Kết hôn").click()
    phone.locator("a.row").filter(has_text="đăng ký kết hôn").first.click()
    expect(phone.get_by_role("img", name="Mã QR mở thủ tục này trên điện thoại")).to_be_visible()
    with phone.context.expect_event("request", lambda asked: "sheet.pdf" in asked.url) as printed:
        phone.get_by_role("button", name="In tờ này").click()
    assert printed.value.url.endswith(f"/sheet.pdf?agency={office.agency_code}")
    expect(phone).to_have_url(re.compile(f"{re.escape(address)}$"))

    phone.get_by_role("button", name="English").click()
    expect(phone.get_by_role("heading", name="What do you need to get done?")).to_be_visible()
    phone.get_by_role("searchbox").fill("ban sao trich luc ho tich")
    phone.locator("a.row").filter(has_text="Trích lục hộ tịch").first.click()
    # Of time, fee and papers the fee is told in the source's words: a screen reader has to know.
    expect(phone.locator(".three-facts dd[lang=vi]")).to_have_text("8.000 đồng")


def test_it_finds_procedures_and_fields_without_a_network(phone: Page, page_faults: PageFaults) -> None:
    phone.goto("/kiosk")
    wait_until(phone, CATALOGUE_IS_KEPT)
    wait_until(phone, QR_IS_KEPT)
    phone.wait_for_load_state("networkidle")
    page_faults.announce("ERR_INTERNET_DISCONNECTED")
    phone.context.set_offline(True)
    expect(phone.get_by_text("Không có mạng.")).to_be_visible()
    phone.get_by_role("link", name="Xem theo lĩnh vực").click()
    phone.get_by_role("button", name="Hộ tịch").first.click()
    expect(phone.get_by_text("theo danh mục đã lưu trong máy")).to_be_visible()
    phone.get_by_role("searchbox").fill("ket hon")
    phone.locator("a.row").filter(has_text="kết hôn").first.click()
    expect(phone.get_by_text("cần có mạng")).to_be_visible()
    expect(phone.get_by_role("img", name="Mã QR").locator("path")).to_have_count(1)
    expect(phone.get_by_role("button", name="In tờ này")).to_have_attribute("aria-disabled", "true")
