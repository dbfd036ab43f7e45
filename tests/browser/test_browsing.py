"""Look-up while typing, browsing, and what is kept and told of look-ups."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.chromium import wait_until
from tests.browser.page_faults import PageFaults
from tests.browser.pages import CATALOGUE_IS_KEPT

ROWS = """[...document.querySelectorAll("main a[href*='/thu-tuc/']")].map((row) =>
    [row.getAttribute('href'), Math.round(row.getBoundingClientRect().top)])"""
# By the page's own clock: on a busy machine the letters would come as slowly as pauses. `<` takes one back.
TYPES = """async (box, letters) => {
  for (const letter of letters) {
    box.value = letter === '<' ? box.value.slice(0, -1) : box.value + letter;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await new Promise((next) => setTimeout(next, 30));
  }
}"""
LOOK_UPS = re.compile(r"/api/v1/procedures\?")
FIRST_RESULTS = 20
"""Rows of a look-up before 'more' (PAGE in pwa/src/lookup/lookUp.ts)."""


def test_the_phone_answers_while_the_service_thinks_and_no_row_moves(phone: Page) -> None:
    phone.goto("/tra-cuu")
    wait_until(phone, CATALOGUE_IS_KEPT)
    waiting: list[Route] = []
    phone.route(LOOK_UPS, lambda route: waiting.append(route))
    box = phone.get_by_role("searchbox")
    first = phone.locator("main a[href*='/thu-tuc/']").first

    box.evaluate(TYPES, "khai t")
    expect(first).to_contain_text("khai tử")
    box.evaluate(TYPES, "<s")
    expect(first).to_contain_text("khai sinh")
    expect(first).to_contain_text("Thời hạn: …")
    before = phone.evaluate(ROWS)
    *old, newest = waiting
    assert len(waiting) <= 3, "one request a pause, not one a letter"

    newest.continue_()
    expect(first).to_contain_text("1 ngày làm việc")
    expect(phone.get_by_text("Thời hạn: …")).to_have_count(0)
    assert phone.evaluate(ROWS)[: len(before)] == before
    for route in old:  # the answers to what is no more asked
        route.fulfill(json={"items": [], "next": None, "total": 0, "understood": None})
    phone.wait_for_timeout(200)
    assert phone.evaluate(ROWS)[: len(before)] == before


@pytest.mark.parametrize("width", [160, 180, 320, 360, 412])
def test_time_and_fee_of_a_result_are_never_cut(phone: Page, width: int) -> None:
    """Also of those for which a place was kept while the service thought; 160 and 180 px: 320 and 360 px at 200 %."""
    phone.set_viewport_size({"width": width, "height": 800})
    phone.goto("/tra-cuu?q=khai%20sinh")
    expect(phone.locator(".short-fact").first).to_contain_text("Thời hạn")
    cut = phone.evaluate(
        """() => [...document.querySelectorAll('.short-facts')].flatMap((facts) => {
            facts.classList.add('keep-place');
            facts.querySelector('b').textContent = '7–10 ngày làm việc, hoặc không quy định thời hạn';
            return [...facts.children].filter((fact) => {
                const range = document.createRange();
                range.selectNodeContents(fact);
                const box = facts.getBoundingClientRect();
                return [...range.getClientRects()].some((line) => line.right > box.right + 1)
                    || getComputedStyle(fact).textOverflow === 'ellipsis';
            }).map((fact) => fact.textContent);
        })"""
    )
    assert cut == []


def test_results_are_reached_by_arrow_keys_and_announced_once(desktop: Page) -> None:
    desktop.goto("/tra-cuu")
    desktop.evaluate(
        """() => {
            window.said = [];
            new MutationObserver(() => {
                const texts = [...document.querySelectorAll('main [role=status]')].map((each) => each.textContent);
                for (const text of texts) if (/thủ tục/.test(text) && said.at(-1) !== text) said.push(text);
            }).observe(document.querySelector('#app'), { subtree: true, childList: true, characterData: true });
        }"""
    )
    box = desktop.get_by_role("searchbox")
    box.press_sequentially("khai sinh", delay=120)
    expect(desktop.get_by_role("main").get_by_role("status").filter(has_text="thủ tục")).to_have_count(1)
    assert len(desktop.evaluate("said")) == 1, "not every number on the way"
    box.press("ArrowDown")
    expect(desktop.locator("main a[href*='/thu-tuc/']").first).to_be_focused()
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("ArrowUp")
    desktop.keyboard.press("ArrowUp")
    expect(box).to_be_focused()


def test_fields_and_life_events_are_browsed_without_a_network(phone: Page, page_faults: PageFaults) -> None:
    phone.goto("/")
    wait_until(phone, CATALOGUE_IS_KEPT)
    page_faults.announce("ERR_INTERNET_DISCONNECTED")
    phone.context.set_offline(True)
    phone.get_by_role("link", name="Xem theo lĩnh vực").click()
    row = phone.get_by_role("link", name=re.compile(r"^Hộ tịch \d+ thủ tục")).first
    count = re.search(r"\d+", row.inner_text())
    row.click()
    assert count
    expect(phone.get_by_text(f"Có {count[0]} thủ tục, theo danh mục đã lưu trong máy")).to_be_visible()

    phone.get_by_role("link", name="Trang chủ").click()
    phone.get_by_role("link", name="Sinh con").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sinh con")
    expect(phone.get_by_role("link", name=re.compile("^Làm giấy khai sinh"))).to_be_visible()
    phone.get_by_role("link", name="Việc thường gặp").click()
    expect(phone.get_by_role("link", name=re.compile("^Chuyển chỗ ở"))).to_be_visible()


def test_recent_look_ups_are_finished_ones_and_can_be_erased(phone: Page) -> None:
    phone.goto("/tra-cuu")
    box = phone.get_by_role("searchbox")
    for half in ("kết h", "kết hôn"):
        box.fill(half)
        expect(phone.locator("main a[href*='/thu-tuc/']").first).to_contain_text("kết hôn")
    box.fill("khai tử")
    phone.get_by_role("link", name=re.compile("^Thủ tục đăng ký khai tử")).first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("khai tử")
    phone.goto("/tra-cuu")
    box.fill("thường trú")
    box.press("Enter")
    expect(phone).to_have_url(re.compile("q=th"))
    phone.get_by_role("button", name="Xóa chữ đã gõ").click()
    recent = phone.get_by_role("link", name=re.compile("^(kết|khai|thường)"))
    expect(recent).to_have_text(["thường trú", "khai tử"])
    phone.get_by_role("button", name="Xóa", exact=True).click()
    expect(recent).to_have_count(0)
    expect(box).to_be_focused()
    assert phone.evaluate("localStorage.recentLookUps") is None


@pytest.fixture
def told(phone: Page) -> list[str]:
    """Where the phone was when it told of a look-up that led to nothing."""
    posted: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/procedures/misses"):
            posted.append(request.frame.url.rpartition("?")[2])

    phone.on("request", note)
    return posted


def test_a_miss_is_told_when_it_is_finished_and_never_while_typing(phone: Page, told: list[str]) -> None:
    phone.goto("/tra-cuu")
    box = phone.get_by_role("searchbox")
    box.fill("zzqq")
    expect(phone.get_by_text("Chưa hiểu: “zzqq”")).to_be_visible()
    box.fill("zzqqxx")
    expect(phone.get_by_text("Chưa hiểu: “zzqqxx”")).to_be_visible()
    assert told == []
    with phone.expect_response("**/procedures/misses") as answer:
        box.press("Enter")
    assert answer.value.status == 204
    box.fill("khai sinh")
    box.press("Enter")
    expect(phone.locator("main a[href*='/thu-tuc/']").first).to_contain_text("khai sinh")
    assert told == ["q=zzqqxx"]


def test_the_number_of_a_dossier_leads_to_following_it(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("searchbox").fill("nop 261122 7k2m9qxa")
    link = phone.get_by_role("link", name=re.compile("Theo dõi hồ sơ NOP-261122-7K2M9QXA"))
    expect(link).to_have_attribute("href", "/theo-doi/NOP-261122-7K2M9QXA")


@pytest.mark.parametrize("by", ["the browser's way back", "the page's own link"])
def test_back_leads_to_the_same_place_in_the_results(phone: Page, by: str) -> None:
    """Also after 'more', and when the list has to come from a slow service first."""
    phone.goto("/tra-cuu?cap=xa")
    results = phone.locator("main a[href*='/thu-tuc/']")
    expect(results).to_have_count(FIRST_RESULTS)
    phone.get_by_role("button", name="Xem thêm").click()
    expect(results).not_to_have_count(FIRST_RESULTS)
    chosen = results.nth(FIRST_RESULTS + 1)
    chosen.scroll_into_view_if_needed()
    chosen_at = chosen.bounding_box()
    chosen.click()
    expect(phone).to_have_url(re.compile("/thu-tuc/"))
    expect(phone.get_by_role("heading", level=2).first).to_be_visible()
    assert phone.evaluate("scrollY") == 0

    if by == "the page's own link":
        phone.locator("a.back").click()
    else:
        phone.go_back()
    expect(chosen).to_be_in_viewport()
    wait_until(phone, "scrollY > 0")
    assert chosen.bounding_box() == chosen_at


def test_back_waits_for_a_list_that_comes_late(phone: Page) -> None:
    phone.route("**/catalogue/offline", lambda _: None)  # unanswered, else the phone finds them meanwhile
    phone.goto("/tra-cuu?cap=xa")
    expect(phone.locator("main a[href*='/thu-tuc/']")).to_have_count(FIRST_RESULTS)
    phone.evaluate("scrollTo(0, 900)")
    wait_until(phone, "history.state?.scrolledTo === 900")
    phone.goto("/cai-dat")
    waiting: list[Route] = []
    phone.route(LOOK_UPS, lambda route: waiting.append(route))
    phone.go_back()
    expect(phone.locator("main .bones").first).to_be_attached()
    assert phone.evaluate("scrollY") < 900
    phone.unroute(LOOK_UPS)
    for route in waiting:
        route.continue_()
    wait_until(phone, "scrollY === 900")
