"""From an address of before 1 July 2025 to the office of today, which the phone then remembers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from api import create_app
from api.catalogue.agencies import end_agency, new_agency
from api.config import Settings
from api.extensions import db, write_unit
from tests.browser.accessibility import assert_accessible, assert_fits
from tests.browser.chromium import SMALL_PHONE
from tests.browser.conftest import OpenPage, StartOffice
from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults
from tests.unit_lines import BAN_CO, NGAI_TU, with_units

OFFICE = "Trung tâm Phục vụ hành chính công phường Bàn Cờ"
JOINT = "Trung tâm Phục vụ hành chính công liên phường"
NEW_OFFICE = "Trung tâm Phục vụ hành chính công xã Ngãi Tứ"
OF_BIRTH = "/chuan-bi/moi?thu-tuc=1.001193"


def _with_places(office: DemoOffice, folder: Path) -> None:
    """Both eras, and two offices of Hồ Chí Minh. In this process, since each command takes seconds to start."""
    with _application(office):
        with_units(folder)
        with write_unit():
            for code, name, commune in (("H79.1", OFFICE, BAN_CO), ("H79.2", JOINT, None)):
                new_agency(
                    code=code, name=name, province="79", commune=commune, online_filing="precheck",
                    address="", hotline="1900 0000", effective_from=None,
                )  # fmt: skip


def _end_the_first(office: DemoOffice) -> None:
    with _application(office), write_unit():
        end_agency("H79.1", last_day=date(2026, 1, 31), successor_code="H79.2")


@contextmanager
def _application(office: DemoOffice) -> Iterator[None]:
    app = create_app(Settings.from_environment(office.server.environment))
    with app.app_context():
        yield
        db.engine.dispose()


def _open_an_office_in(office: DemoOffice, commune: str) -> None:
    with _application(office), write_unit():
        new_agency(
            code="H86.1", name=NEW_OFFICE, province="86", commune=commune, online_filing="precheck",
            address="", hotline="1900 0000", effective_from=None,
        )  # fmt: skip


def _office_with_places(
    start_office: StartOffice, open_page: OpenPage, folder: Path
) -> tuple[DemoOffice, Page]:
    """An office of the test's own, and a small phone on it."""
    office = start_office()
    _with_places(office, folder)
    return office, open_page(SMALL_PHONE, origin=office.origin)


def look_for(page: Page, address: str) -> None:
    page.get_by_label("Nơi ở của ông/bà").fill(address)


def test_an_old_address_leads_to_an_office_and_that_to_its_successor(
    open_page: OpenPage, start_office: StartOffice, tmp_path: Path, page_faults: PageFaults
) -> None:
    office, page = _office_with_places(start_office, open_page, tmp_path)
    _choose_by_an_old_address(page)
    _find_it_everywhere(page)
    _end_the_first(office)
    _take_the_successor(page)
    page_faults.announce("ERR_INTERNET_DISCONNECTED")
    page.goto("/noi-lam-thu-tuc")
    expect(page.get_by_text("Giờ làm việc")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("Không có mạng.")).to_be_visible()
    expect(page.get_by_text("Giờ làm việc")).to_be_visible()


def _choose_by_an_old_address(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Chọn nơi làm thủ tục").click()

    look_for(page, "tt tra on h tra on")
    page.get_by_role("button", name=re.compile("Thị trấn Trà Ôn, Huyện Trà Ôn")).click()
    question = page.get_by_role("heading", name=re.compile("Thị trấn Trà Ôn cũ đã chia"))
    expect(question).to_be_focused()
    parts = page.get_by_role("main").get_by_role("listitem")
    expect(parts).to_have_text([re.compile("Xã Trà Ôn"), re.compile("Xã Ngãi Tứ")])
    assert_accessible(page)
    parts.nth(1).get_by_role("button").click()
    expect(page.get_by_text("Xã Ngãi Tứ chưa có cơ quan nào")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Hoa Sen"))).to_be_visible()  # of the province
    assert_fits(page)

    page.get_by_role("button", name="Tìm lại").click()
    expect(page.get_by_label("Nơi ở của ông/bà")).to_be_focused()
    page.get_by_role("button", name=re.compile("Thị trấn Trà Ôn, Huyện Trà Ôn")).click()
    expect(question).to_be_visible()
    page.go_back()  # the phone's own way back
    look_for(page, "p5 q3")
    found = page.get_by_role("button", name=re.compile("Phường Bàn Cờ"))
    expect(found).to_contain_text("Trước 01/7/2025: Phường 5, Quận 3")
    assert_accessible(page)
    found.click()
    expect(page.get_by_text("Thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:00")).to_be_visible()
    page.get_by_role("button", name="Nhớ trên máy này").click()
    expect(page.get_by_text("Đã nhớ trên máy này.")).to_be_visible()


def _find_it_everywhere(page: Page) -> None:
    page.get_by_role("link", name="Tra cứu thủ tục").click()
    expect(page.get_by_role("link", name=OFFICE)).to_be_visible()
    with page.expect_request(re.compile(r"/procedures\?.*province=79")):
        page.get_by_role("searchbox").fill("khai sinh")
    with page.expect_response(re.compile(r"/due-today\?agency=H79\.1$")) as due:
        page.goto("/thu-tuc/1.001193")
    assert due.value.ok
    page.goto(OF_BIRTH)
    page.get_by_label("Họ, chữ đệm và tên").fill("Nguyễn Văn Mẫu")
    page.get_by_label("Số điện thoại").fill("0912345678")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("radio", name=re.compile(OFFICE))).to_be_checked()


def _take_the_successor(page: Page) -> None:
    page.reload()  # the step of the office
    expect(page.get_by_text("đã thôi nhận hồ sơ sau ngày 31/01/2026")).to_be_visible()
    page.get_by_role("button", name="Chọn nơi này").click()
    expect(page.get_by_role("radio", name=re.compile(JOINT))).to_be_checked()

    page.goto("/noi-lam-thu-tuc")
    expect(page.get_by_text("Nay làm thủ tục tại")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Chọn nơi này").click()
    expect(page.get_by_text("Đã nhớ trên máy này.")).to_be_visible()
    page.goto("/co-quan/H79.1")
    page.get_by_role("link", name="Trang của cơ quan").click()
    expect(page.get_by_role("heading", name=JOINT)).to_be_visible()


def test_a_commune_without_an_office_is_kept_until_it_has_one(
    open_page: OpenPage, start_office: StartOffice, tmp_path: Path
) -> None:
    office, page = _office_with_places(start_office, open_page, tmp_path)
    _keep_the_commune(page)
    _look_up_and_prepare_there(page)
    _open_an_office_in(office, NGAI_TU)
    with page.expect_response(re.compile(r"/agencies\?commune=")):
        page.goto("/")
    page.get_by_role("link", name=re.compile("Ngãi Tứ")).click()
    expect(page.get_by_text("Xã Ngãi Tứ nay đã có cơ quan nhận hồ sơ")).to_be_visible()
    expect(page.get_by_role("heading", name=NEW_OFFICE)).to_be_visible()
    assert_accessible(page)
    page.goto("/tra-cuu")
    expect(page.get_by_role("link", name=NEW_OFFICE)).to_be_visible()
    page.goto("/noi-lam-thu-tuc")
    expect(page.get_by_role("heading", name=NEW_OFFICE)).to_be_visible()
    expect(page.get_by_text("nay đã có cơ quan")).to_have_count(0)  # told once


def _keep_the_commune(page: Page) -> None:
    page.goto("/noi-lam-thu-tuc")
    look_for(page, "ngai tu")
    page.get_by_role("button", name=re.compile("^Xã Ngãi Tứ")).first.click()
    expect(page.get_by_text("Xã Ngãi Tứ chưa có cơ quan nào")).to_be_visible()
    page.get_by_role("button", name="Nhớ trên máy này").click()
    expect(page.get_by_text("Đã nhớ trên máy này.")).to_be_visible()
    expect(page.get_by_text("Khi nơi này có cơ quan nhận hồ sơ")).to_be_visible()


def _look_up_and_prepare_there(page: Page) -> None:
    page.get_by_role("link", name="Tra cứu thủ tục").click()
    expect(page.get_by_role("link", name="Xã Ngãi Tứ")).to_be_visible()
    with page.expect_request(re.compile(r"/procedures\?.*province=86")):
        page.get_by_role("searchbox").fill("khai sinh")
    with page.expect_response(re.compile(r"/due-today$")) as due:
        page.goto("/thu-tuc/1.001193")
    assert due.value.ok
    expect(page.get_by_text("Xã Ngãi Tứ chưa có cơ quan nào nhận hồ sơ")).to_be_visible()
    page.goto(OF_BIRTH)
    page.get_by_label("Họ, chữ đệm và tên").fill("Nguyễn Văn Mẫu")
    page.get_by_label("Số điện thoại").fill("0912345678")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("Xã Ngãi Tứ chưa có cơ quan nào nhận hồ sơ")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("Hoa Sen"))).not_to_be_checked()
