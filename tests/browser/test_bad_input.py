"""What people, phones and versions do wrong: each shows a sentence that says what to do, and nothing is lost.

Lost networks and sessions have a file of their own: test_lost_network.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.accessibility import assert_fits
from tests.browser.chromium import DESKTOP
from tests.browser.citizen import Citizen
from tests.browser.conftest import OpenPage
from tests.browser.office import DemoOffice
from tests.browser.officer_at_desk import OfficerAtDesk
from tests.browser.page_faults import PageFaults

CRASHED = "Lỗi ở ứng dụng, không phải ở ông/bà. Hồ sơ đang soạn vẫn nằm trong máy. Xin tải lại bản mới nhất."
UNEXPECTED = "Máy chủ trả lời không như ứng dụng mong đợi. Xin tải lại trang để dùng bản mới nhất."
STORAGE_REFUSED = "IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError') }"
STORAGE_FULL = """
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...given) {
    if (this.name === 'files' && globalThis.full) throw new DOMException('full', 'QuotaExceededError');
    return put.apply(this, given);
};"""
CAMERA_REFUSED = """
globalThis.BarcodeDetector = class {};
navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));"""
NOTIFICATIONS_REFUSED = """
let permission = 'default';
Object.defineProperty(Notification, 'permission', { get: () => permission });
Notification.requestPermission = async () => (permission = 'denied');"""


@pytest.fixture
def visitor(phone: Page, office: DemoOffice) -> Citizen:
    """Not signed in."""
    return Citizen(phone, office, office.new_phone())


@pytest.fixture
def citizen(visitor: Citizen) -> Citizen:
    """Signed in."""
    visitor.office.sign_in_citizen(visitor.page.context, visitor.number)
    return visitor


# Signing in


def test_a_wrong_code_can_be_entered_again(visitor: Citizen, page_faults: PageFaults) -> None:
    page_faults.announce("status of 401")
    visitor.page.goto("/dang-nhap")
    visitor.asks_for_a_code()
    right = visitor.office.code_for(visitor.number)
    visitor.enters(f"{(int(right) + 1) % 1_000_000:06d}")
    visitor.reads("Mã chưa đúng. Xin xem lại tin nhắn mới nhất và nhập lại 6 chữ số.")
    visitor.enters(right)
    visitor.is_at("Ông/bà cần làm giấy tờ gì?")


def test_a_used_code_leads_to_a_new_one(visitor: Citizen, page_faults: PageFaults) -> None:
    page_faults.announce("status of 401")
    visitor.page.clock.install()
    visitor.page.goto("/dang-nhap")
    visitor.asks_for_a_code()
    used = visitor.office.code_for(visitor.number)
    body = {"phone": visitor.number, "code": used}
    visitor.office.server.client().ok("POST", "/auth/session", body)
    visitor.enters(used)
    visitor.reads("Mã này đã được dùng. Xin yêu cầu mã mới.")
    visitor.page.clock.run_for(61_000)
    visitor.button("Gửi lại mã").tap()
    visitor.reads("Đã gửi mã mới.")
    expect(visitor.page.get_by_text("Mã này đã được dùng.")).to_have_count(0)
    visitor.enters(visitor.office.code_for(visitor.number))
    visitor.is_at("Ông/bà cần làm giấy tờ gì?")


# Following a dossier


def test_a_wrong_number_stays_in_the_box_to_be_mended(visitor: Citizen, page_faults: PageFaults) -> None:
    page_faults.announce("status of 404")
    visitor.page.goto("/theo-doi")
    box = visitor.page.get_by_label("Mã hồ sơ hoặc số nộp hồ sơ")
    box.fill("nop-261122-00000000")
    visitor.page.get_by_role("button", name="Xem").click()
    visitor.reads("Không có hồ sơ mang mã này.")
    expect(box).to_have_value("nop-261122-00000000")


# Long words


def test_a_name_of_300_letters_is_refused_at_its_field(visitor: Citizen) -> None:
    visitor.prepares()
    visitor.says_whose_it_is(name="Nguyễn" * 50)
    visitor.reads("Tên dài quá 200 chữ cái. Xin viết gọn lại.")
    assert_fits(visitor.page)
    expect(visitor.page.get_by_label("Họ, chữ đệm và tên")).to_have_value("Nguyễn" * 50)
    visitor.says_whose_it_is()
    visitor.is_at("Nộp ở cơ quan nào?")


def test_the_second_tap_of_a_shaking_hand_leaves_out_no_paper(visitor: Citizen) -> None:
    """On the next page another button stands where the finger is."""
    page = visitor.page

    def tap_twice(words: str) -> None:
        box = visitor.button(words).bounding_box()
        assert box
        for _ in range(2):
            page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.wait_for_timeout(120)  # a double tap is faster than three tenths of a second

    visitor.prepares()
    page.get_by_label("Họ, chữ đệm và tên").fill(visitor.name)
    page.get_by_label("Số điện thoại").fill(visitor.number)
    tap_twice("Tiếp tục")
    visitor.is_at("Nộp ở cơ quan nào?")
    office = visitor.office.agency_code
    page.get_by_role("group", name="Cơ quan nhận hồ sơ").locator(f"label:has([value='{office}'])").tap()
    tap_twice("Tiếp tục")
    paper = page.get_by_role("heading", level=1, name="Giấy tờ 1/")
    expect(paper).to_be_visible()
    page.wait_for_timeout(500)
    expect(paper).to_be_visible()
    visitor.button("Không có, hoặc nộp bản giấy sau").tap()
    expect(page.get_by_role("heading", level=1, name="Giấy tờ 2/")).to_be_visible()


def test_a_name_of_200_letters_is_shown_whole(citizen: Citizen, open_page: OpenPage) -> None:
    citizen.name = "W" * 200
    citizen.prepares_a_dossier()
    citizen.reads(citizen.name)
    assert_fits(citizen.page)
    citizen.hands_in()
    number = citizen.sees_the_receipt()
    officer = OfficerAtDesk(open_page(DESKTOP), citizen.office, "tiepnhan")
    officer.signs_in()
    officer.finds(number)
    expect(officer.dossier.get_by_text(citizen.name).first).to_be_visible()
    assert_fits(officer.page)


# What the phone refuses


def test_storage_that_is_refused(visitor: Citizen, page_faults: PageFaults) -> None:
    """Looking up still works; preparing says why it cannot begin and what to change."""
    page_faults.announce("SecurityError: refused")  # the outbox writes down that it cannot look
    visitor.page.add_init_script(STORAGE_REFUSED)
    visitor.looks_up("khai sinh", "Thủ tục đăng ký khai sinh")
    visitor.link("Chuẩn bị hồ sơ").tap()
    visitor.reads("Trình duyệt không cho lưu vào máy, nên chưa soạn được hồ sơ.")
    visitor.link("Trang chủ").tap()
    visitor.is_at("Ông/bà cần làm giấy tờ gì?")


def test_a_phone_that_is_full(visitor: Citizen) -> None:
    visitor.page.add_init_script(STORAGE_FULL)
    visitor.prepares()
    visitor.says_whose_it_is()
    visitor.chooses_the_office()
    visitor.photographs((300, 400))
    visitor.page.evaluate("globalThis.full = true")
    visitor.takes_a_photo()
    visitor.reads("Chưa lưu được thay đổi vừa rồi: máy có thể đã hết chỗ chứa.")
    visitor.page.evaluate("globalThis.full = false")
    visitor.photographs((300, 400))
    visitor.goes_on_to_review()
    visitor.reads("2 trang")
    visitor.reads(visitor.name)


def test_a_camera_that_is_refused(visitor: Citizen) -> None:
    visitor.page.add_init_script(CAMERA_REFUSED)
    visitor.page.goto("/")
    visitor.page.get_by_label("Mã hồ sơ").fill("NOP-261122-00000000")
    visitor.button("Quét mã QR").tap()
    visitor.reads(
        "Ứng dụng chưa được dùng máy ảnh. Xin cho phép máy ảnh trong cài đặt của trình duyệt, hoặc gõ mã hồ sơ."
    )
    visitor.button("Đóng").tap()
    expect(visitor.page.get_by_label("Mã hồ sơ")).to_have_value("NOP-261122-00000000")


def test_notifications_that_are_refused(citizen: Citizen) -> None:
    """Asked once, told how to change one's mind, and the message is in the app all the same."""
    citizen.page.add_init_script(NOTIFICATIONS_REFUSED)
    citizen.prepares_a_dossier()
    citizen.hands_in()
    citizen.sees_the_receipt()
    citizen.button("Bật thông báo").tap()
    citizen.reads("Trình duyệt đang chặn thông báo của Một Cửa.")
    citizen.reads("Muốn cho phép: chạm biểu tượng bên trái địa chỉ trang")
    citizen.page.get_by_role("navigation").get_by_role("link", name="Thông báo").tap()
    citizen.reads("Hồ sơ đã đến cơ quan")


# An app from the cache and a newer service


def without(field: str) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        known = route.fetch()
        body: dict[str, Any] = known.json()
        del body[field]
        route.fulfill(response=known, body=json.dumps(body))

    return answer


def page_of_a_proxy(route: Route) -> None:
    route.fulfill(status=404, content_type="text/html", body="<h1>Not Found</h1>")


def problem_404(route: Route) -> None:
    problem = {"code": "not_found", "detail": "Không tìm thấy nội dung này.", "status": 404}
    route.fulfill(status=404, content_type="application/problem+json", body=json.dumps(problem))


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (without("items"), CRASHED),
        (page_of_a_proxy, UNEXPECTED),
        (problem_404, "Không tìm thấy nội dung này."),
    ],
    ids=["field-missing", "path-gone", "path-gone-with-a-sentence"],
)
def test_an_old_app_while_preparing(
    visitor: Citizen, page_faults: PageFaults, answer: Callable[[Route], None], sentence: str
) -> None:
    page_faults.announce("status of 404", "undefined")
    visitor.page.context.route("**/api/v1/agencies*", answer)
    visitor.prepares()
    visitor.says_whose_it_is()
    visitor.reads(sentence)
    visitor.page.context.unroute_all(behavior="wait")
    visitor.page.get_by_role("button", name="Tải lại").or_(visitor.button("Thử lại")).tap()
    visitor.chooses_the_office()
    visitor.photographs((300, 400))
    visitor.goes_on_to_review()
    visitor.reads(visitor.name)


def test_an_old_app_still_opens_its_other_pages(visitor: Citizen, page_faults: PageFaults) -> None:
    page_faults.announce("undefined")
    visitor.page.context.route("**/api/v1/agencies*", without("items"))
    visitor.prepares()
    visitor.says_whose_it_is()
    visitor.reads(CRASHED)
    visitor.page.get_by_role("navigation").get_by_role("link", name="Trang chủ").tap()
    expect(visitor.heading("Hồ sơ trên máy này")).to_be_visible()
    visitor.page.context.unroute_all(behavior="wait")
    visitor.page.get_by_role("link", name="Thủ tục đăng ký khai sinh").tap()
    visitor.is_at("Nộp ở cơ quan nào?")


def test_an_old_app_that_hands_in(citizen: Citizen, page_faults: PageFaults) -> None:
    """The service does not know the old address any more: the dossier stays and can be handed in later."""
    page_faults.announce("status of 404")
    citizen.page.context.route("**/api/v1/dossiers/*", page_of_a_proxy)
    citizen.prepares_a_dossier()
    citizen.hands_in()
    citizen.is_at("Chưa nộp được")
    citizen.reads("Máy chủ trả lời không như mong đợi.")
    citizen.reads("Hồ sơ vẫn nằm trong máy. Xin sửa rồi nộp lại.")
    citizen.page.context.unroute_all(behavior="wait")
    citizen.button("Quay lại sửa").tap()
    citizen.hands_in()
    citizen.sees_the_receipt()


@pytest.mark.parametrize("field", ["timeline", "documents", "tracking_url"])
def test_an_old_app_that_shows_a_dossier(citizen: Citizen, page_faults: PageFaults, field: str) -> None:
    """It shows what it understands, or says that it is too old; the page of a newer app is one tap away."""
    page_faults.announce("undefined")
    citizen.prepares_a_dossier()
    citizen.hands_in()
    citizen.sees_the_receipt()
    citizen.page.context.route("**/api/v1/dossiers/*", without(field))
    for place in ("/da-nop", ""):
        citizen.page.goto(f"/ho-so/{citizen.dossier_id}{place}")
        citizen.page.wait_for_load_state("networkidle")  # what the phone kept is there before the answer
        crashed = citizen.page.get_by_text(CRASHED)
        known = citizen.page.get_by_text("NOP-").first
        expect(crashed.or_(known).first).to_be_visible()
    citizen.page.context.unroute_all(behavior="wait")
    if crashed.is_visible():
        citizen.button("Tải lại").tap()
    citizen.reads("Chờ tiếp nhận")


# Others' dossiers


@pytest.mark.parametrize("place", ["", "/da-nop", "/danh-gia/result"])
def test_a_link_to_somebody_elses_dossier(citizen: Citizen, page_faults: PageFaults, place: str) -> None:
    page_faults.announce("status of 404")
    others = citizen.office.officer("tiepnhan").ok("GET", "/desk/dossiers?queue=open")["items"][0]
    citizen.page.goto(f"/ho-so/{others['id']}{place}")
    citizen.reads("Không tìm thấy hồ sơ")
    expect(citizen.page.get_by_text(others["submission_number"])).to_have_count(0)
