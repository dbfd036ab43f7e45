"""States of the pages of an office: its people's desk, oversight, and the screen in its waiting room."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.furnished_office import FurnishedOffice
from tests.browser.page_state import State, press
from tests.browser.papers_of_all_kinds import LONG_FILE_NAME, papers_of_all_kinds


def _choose_walk_in(page: Page, there: FurnishedOffice) -> None:
    page.locator("#walkin-procedure").fill("khai sinh")
    page.get_by_role("button", name=re.compile("đăng ký khai sinh")).first.click()
    expect(page.locator("#walkin-fullName")).to_be_visible()


def _desk(name: str) -> Callable[[FurnishedOffice], str]:
    return lambda there: f"/can-bo/{there.dossiers[name]}"


def _nothing_recorded(page: Page) -> None:
    """As at an office that is not the demo's first."""
    page.route("**/api/v1/desk/local-facts", lambda route: route.fulfill(json={"items": [], "withdrawn": 0}))


def _unposted(page: Page, there: FurnishedOffice) -> None:
    """The first entry of the register with nothing recorded, and its form sent empty."""
    page.get_by_role("link", name=re.compile("Tại cơ quan: chưa có")).first.click()
    page.get_by_role("button", name="Ghi: đã niêm yết").click()


def _posted(page: Page, there: FurnishedOffice) -> None:
    page.get_by_role("link", name=re.compile("Tại cơ quan: muộn")).first.click()
    page.get_by_text("Xem ảnh").click()
    page.get_by_text("Đính chính", exact=True).click()


def _incomplete_decision(page: Page, there: FurnishedOffice) -> None:
    """A decision that publishes a procedure without a time limit."""
    page.get_by_role("button", name="Ghi quyết định").click()
    page.locator("#decision-number").fill("904/QĐ-MẪU")
    page.locator("#decision-issuer").fill("Ủy ban nhân dân tỉnh (minh họa)")
    page.locator("#decision-day").fill("2026-01-15")
    page.locator("#walkin-procedure").fill("2.000815")
    page.get_by_role("button", name=re.compile("2.000815")).first.click()
    page.get_by_role("button", name="Ghi vào sổ").click()


def _kiosk(page: Page, there: FurnishedOffice) -> None:
    """Somebody types on the screen's own keys, which phones do without."""
    before = page.viewport_size
    page.set_viewport_size({"width": 1080, "height": 1920})
    page.get_by_role("searchbox").click()
    for letter in "khai":
        page.get_by_role("button", name=letter, exact=True).click()
    expect(page.get_by_role("status").get_by_text("thủ tục")).to_be_attached()
    if before:
        page.set_viewport_size(before)


def _kiosk_procedure(page: Page, there: FurnishedOffice) -> None:
    page.get_by_role("searchbox").fill("khai sinh")
    page.get_by_role("link", name=re.compile("^Thủ tục đăng ký khai sinh")).first.click()
    expect(page.get_by_role("button", name="In tờ này")).to_be_visible()


def _kiosk_fields(page: Page, there: FurnishedOffice) -> None:
    page.get_by_role("link", name="Xem theo lĩnh vực").click()
    expect(page.get_by_role("heading", name="Xem theo lĩnh vực")).to_be_visible()


KIOSK = [
    State("kiosk", lambda t: f"/kiosk/{t.office.agency_code}", "Hoa Sen"),
    State("kiosk-ket-qua", "/kiosk", "thủ tục", arrange=_kiosk),
    State("kiosk-thu-tuc", "/kiosk", "Giấy tờ cần mang", arrange=_kiosk_procedure),
    State("kiosk-linh-vuc", "/kiosk", "Hộ tịch", arrange=_kiosk_fields),
]


def _turn_pages(page: Page, _there: FurnishedOffice) -> None:
    page.get_by_role("button", name=f"Xem {LONG_FILE_NAME}").first.click()
    page.get_by_role("button", name="Trang sau").click()
    expect(page.get_by_text("Trang 2/12")).to_be_visible()


OFFICERS = [
    State("ban-lam-viec", "/can-bo", "Chờ tiếp nhận", "tiepnhan", at_desk=True),
    State("ban-lam-viec-ho-so", _desk("da-bo-sung"), "Giấy tờ", "tiepnhan", at_desk=True),
    State(
        "ban-lam-viec-tep",
        _desk("cho-tiep-nhan"),
        "mã độc",
        "tiepnhan",
        _turn_pages,
        prepare=papers_of_all_kinds,
        faults=("status of 404",),
        at_desk=True,
    ),
    State(
        "ban-lam-viec-thao-tac",
        _desk("cho-tiep-nhan"),
        "Người dân sẽ thấy",
        "tiepnhan",
        press("Yêu cầu bổ sung"),
        at_desk=True,
    ),
    State("ban-lam-viec-chu-dai", _desk("chu-dai"), "Giấy tờ", "chuyenvien", at_desk=True),
    State("nhan-tai-quay", "/can-bo/nhan-tai-quay", "Thủ tục", "tiepnhan", at_desk=True),
    State(
        "nhan-tai-quay-dien", "/can-bo/nhan-tai-quay", "Người nộp", "tiepnhan", _choose_walk_in, at_desk=True
    ),
    State("niem-yet", "/can-bo/niem-yet", "Quá hạn", "tiepnhan", at_desk=True),
    State("niem-yet-trong", "/can-bo/niem-yet?q=zzzz", "Không có thủ tục nào", "tiepnhan", at_desk=True),
    State("niem-yet-ghi", "/can-bo/niem-yet", "Xin kèm ảnh", "tiepnhan", _unposted, at_desk=True),
    State(
        "niem-yet-da-ghi", "/can-bo/niem-yet?show=late", "Ghi đính chính", "quantri", _posted, at_desk=True
    ),
    State(
        "niem-yet-quyet-dinh",
        "/can-bo/niem-yet/quyet-dinh",
        "thiếu: thời hạn giải quyết",
        "quantri",
        _incomplete_decision,
        faults=("status of 422",),
        at_desk=True,
    ),
    State("giam-sat-niem-yet", "/giam-sat/niem-yet", "Chỉ số 6", "giamsat", at_desk=True),
    State(
        "giam-sat-niem-yet-tung-thu-tuc",
        "/giam-sat/niem-yet?status=late",
        "Từng thủ tục: Muộn",
        "giamsat",
        at_desk=True,
    ),
    State(
        "tai-co-quan",
        "/can-bo/tai-co-quan",
        "Chưa ghi điều gì riêng",
        "quantri",
        prepare=_nothing_recorded,
        at_desk=True,
    ),
    State(
        "tai-co-quan-da-ghi", "/can-bo/tai-co-quan", "Quầy số 2, tầng 1 (minh họa)", "quantri", at_desk=True
    ),
    State(
        "tai-co-quan-ghi-sai",
        "/can-bo/tai-co-quan",
        "Xin ghi lý do",
        "quantri",
        press("Ghi nội dung", "Ghi lại"),
        at_desk=True,
    ),
    State("so-theo-doi", "/can-bo/so-theo-doi", "hồ sơ đã tiếp nhận", "lanhdao", at_desk=True),
    State("can-bo-thong-bao", "/can-bo/thong-bao", "Bản nháp", "lanhdao", at_desk=True),
    State("can-bo-thong-bao-chi-xem", "/can-bo/thong-bao", "Lãnh đạo và quản trị", "tiepnhan", at_desk=True),
    State(
        "can-bo-thong-bao-soan",
        "/can-bo/thong-bao",
        "Xin ghi tên thông báo",
        "lanhdao",
        press("Soạn thông báo", "Lưu bản nháp"),
        at_desk=True,
    ),
    State("giam-sat", "/giam-sat", "Hoa Sen", "giamsat", at_desk=True),
    State("giam-sat-qua-han", "/giam-sat/qua-han", "", "giamsat", at_desk=True),
    State("giam-sat-hai-long", "/giam-sat/hai-long", "", "giamsat", at_desk=True),
]
