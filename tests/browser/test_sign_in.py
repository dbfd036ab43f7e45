"""Who comes back is where they wanted to go, also when the browser has forgotten who they are."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.office import DemoOffice


def test_an_officer_whose_session_lives_goes_on_to_the_desk(desktop: Page, office: DemoOffice) -> None:
    office.sign_in_officer(desktop.context, "tiepnhan")  # cookies, and nothing in the page
    desktop.goto("/can-bo")
    expect(desktop.get_by_role("searchbox", name="Tìm hồ sơ")).to_be_visible()
    expect(desktop).to_have_url(re.compile("/can-bo$"))


def test_a_session_confirmed_while_the_sign_in_page_is_fetched_leads_on_too(
    open_page: OpenPage, office: DemoOffice
) -> None:
    phone = open_page(service_workers="block")  # what a worker asks for, Playwright does not stop
    office.sign_in_citizen(phone.context, office.new_phone())
    held: list[Route] = []

    def hold(request: Route) -> None:
        held.append(request)

    phone.route(re.compile("/api/v1/me$|/assets/pages-"), hold)
    phone.goto("/")
    sign_in = phone.get_by_role("link", name="Đăng nhập để xem hồ sơ")
    sign_in.tap()
    while len(held) < 2:
        phone.wait_for_timeout(20)
    question, page = held
    question.continue_()
    expect(sign_in).not_to_be_visible()
    page.continue_()
    expect(phone).to_have_url(re.compile(":[0-9]+/$"))
    expect(phone.get_by_role("heading", name="Đăng nhập")).not_to_be_visible()


def test_a_next_page_that_comes_slowly_is_still_the_next_page(phone: Page, office: DemoOffice) -> None:
    number = office.new_phone()
    phone.route("**/assets/SettingsPage-*", _after_a_second)
    phone.goto("/dang-nhap?next=/cai-dat")
    phone.get_by_label("Số điện thoại").fill(number)
    phone.get_by_role("button", name="Nhận mã").tap()
    expect(phone.get_by_role("heading", name="Nhập mã")).to_be_visible()
    phone.reload()  # a cheap phone does, while somebody reads the text message
    phone.get_by_label("Mã").fill(office.code_for(number))
    phone.get_by_role("button", name="Xác nhận").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Cài đặt")
    expect(phone).to_have_url(re.compile("/cai-dat$"))


def _after_a_second(route: Route) -> None:
    time.sleep(1)
    route.continue_()


def test_signing_in_in_another_tab_is_signing_in(phone: Page, office: DemoOffice) -> None:
    phone.goto("/dang-nhap?next=/thong-bao")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    other = phone.context.new_page()
    office.sign_in_citizen(phone.context, office.new_phone())
    other.goto("/")
    expect(phone).to_have_url(re.compile("/thong-bao$"))
    other.close()


def test_a_citizen_can_still_sign_in_as_an_officer(phone: Page, office: DemoOffice) -> None:
    office.sign_in_citizen(phone.context, office.new_phone())
    phone.goto("/can-bo")
    expect(phone.get_by_label("Tên đăng nhập")).to_be_visible()
    phone.wait_for_load_state("networkidle")  # /me has answered by then
    expect(phone.get_by_label("Tên đăng nhập")).to_be_visible()
