"""The page of a procedure: today's example, the checklist on the phone, and handing the page on."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.chromium import PHONE, wait_until
from tests.browser.conftest import OpenPage
from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults

BIRTH = "1.001193"
REST_IS_KEPT = """async () => {
    const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const kept = (await Promise.all(stores.map((cache) => cache.keys()))).flat();
    return kept.some(({ url }) => url.includes('/assets/procedure-'));
}"""
TODAY = "Nộp hôm nay, chậm nhất trả"


def test_the_example_is_that_of_the_service_and_says_why(open_page: OpenPage, office: DemoOffice) -> None:
    page = open_page(PHONE)
    page.goto(f"/thu-tuc/{BIRTH}")
    expect(page.get_by_text(TODAY).first).to_be_visible()
    [example] = office.server.client().ok("GET", f"/procedures/{BIRTH}/due-today")["examples"]
    year, month, day = example["due_on"].split("-")
    expect(page.locator(".due-line")).to_contain_text(f"{day}/{month}/{year}")
    page.get_by_text("Cách tính ngày trả").tap()
    expect(page.get_by_text("Bộ luật Dân sự 2015, Điều 147 khoản 2")).to_be_visible()


def test_ticks_stay_on_the_phone_and_the_example_does_not(
    open_page: OpenPage, page_faults: PageFaults
) -> None:
    page = open_page(PHONE)
    page.goto(f"/thu-tuc/{BIRTH}")
    papers = page.get_by_role("checkbox")
    papers.nth(0).check()
    papers.nth(2).check()
    expect(page.get_by_text("Đã có 2/")).to_be_visible()
    expect(page.get_by_text(TODAY).first).to_be_visible()
    wait_until(page, REST_IS_KEPT)

    page_faults.announce("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.reload()
    expect(papers.nth(2)).to_be_checked()
    expect(papers.nth(1)).not_to_be_checked()
    expect(page.get_by_role("heading", name="Cách nộp")).to_be_visible()
    expect(page.get_by_text(TODAY)).to_have_count(0)  # it may be another day

    page.get_by_role("button", name="Xóa dấu").tap()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    page.reload()
    expect(papers.nth(0)).not_to_be_checked()


def test_the_page_is_handed_on_by_its_address(open_page: OpenPage, office: DemoOffice) -> None:
    page = open_page(PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/thu-tuc/{BIRTH}")
    page.get_by_role("button", name="Chia sẻ").tap()
    expect(page.get_by_text("Đã chép đường dẫn.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{office.origin}/thu-tuc/{BIRTH}"
    page.get_by_role("button", name="Mã QR").tap()
    code = page.get_by_role("img", name=f"Mã QR của trang thủ tục {BIRTH}")
    expect(code.locator("path")).to_have_count(1)
    box = code.bounding_box()
    assert box is not None
    assert box["width"] >= 240
