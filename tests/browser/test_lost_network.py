"""The network, the server or the session is lost on the way: the app says so, loses nothing, and hands in once."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.chromium import PHONE
from tests.browser.citizen import Citizen
from tests.browser.conftest import OpenPage, StartOffice
from tests.browser.flaky_network import FlakyNetwork, flaky_network_to
from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults

WAITS = "Máy chủ chưa trả lời, có thể đang bận hoặc mạng yếu: hồ sơ vẫn nằm trong máy và sẽ tự gửi lại."
LARGE_PHOTO = (1600, 1200)


@pytest.fixture
def citizen(open_page: OpenPage, office: DemoOffice, flaky_network: FlakyNetwork) -> Citizen:
    """Signed in, with a phone behind the flaky network."""
    citizen = Citizen(open_page(PHONE, origin=flaky_network.origin), office, office.new_phone())
    office.sign_in_citizen(citizen.page.context, citizen.number)
    return citizen


@pytest.fixture
def expect_no_network(page_faults: PageFaults) -> None:
    # The service worker says FAILED.
    page_faults.announce(r"ERR_(CONNECTION|CONTENT_LENGTH|EMPTY|FAILED|INTERNET|NETWORK)")


def dossiers_of(citizen: Citizen) -> list[dict[str, Any]]:
    """What the office has of this citizen, papers included."""
    asking = citizen.office.citizen(citizen.number)
    return [asking.ok("GET", f"/dossiers/{one['id']}") for one in asking.ok("GET", "/dossiers")["items"]]


def has_handed_in_once(citizen: Citizen, *, papers: int = 1) -> None:
    number = citizen.sees_the_receipt()
    [dossier] = dossiers_of(citizen)
    assert dossier["submission_number"] == number
    assert len(dossier["documents"]) == papers


@pytest.mark.usefixtures("expect_no_network")
def test_lost_before_the_draft(citizen: Citizen, flaky_network: FlakyNetwork) -> None:
    """The app is on the phone and the procedure was read: preparing begins without a network."""
    citizen.page.goto("/thu-tuc/1.001193")
    citizen.can_prepare_without_a_network()
    flaky_network.refuse()
    citizen.prepares()
    citizen.reads("Máy chủ chưa trả lời. Ứng dụng sẽ tự thử lại.")
    citizen.says_whose_it_is()
    citizen.is_at("Nộp ở cơ quan nào?")
    citizen.page.reload()
    citizen.is_at("Nộp ở cơ quan nào?")
    citizen.link("Quay lại").tap()
    expect(citizen.page.get_by_label("Họ, chữ đệm và tên")).to_have_value(citizen.name)


@pytest.mark.usefixtures("expect_no_network")
def test_lost_before_the_pages_of_preparing_are_there(citizen: Citizen, flaky_network: FlakyNetwork) -> None:
    citizen.page.goto("/thu-tuc/1.001193")
    expect(citizen.link("Chuẩn bị hồ sơ")).to_be_visible()
    flaky_network.go_away_at("GET /assets/prepare-")
    citizen.link("Chuẩn bị hồ sơ").tap()
    citizen.is_at("Chưa mở được trang này")
    citizen.reads("Trang này chưa từng được mở trên máy khi có mạng, nên chưa xem được lúc này.")
    flaky_network.restore()
    citizen.is_at("Hồ sơ này của ai?")  # by itself


@pytest.mark.usefixtures("expect_no_network")
def test_lost_at_the_choice_of_the_office(citizen: Citizen, flaky_network: FlakyNetwork) -> None:
    flaky_network.go_away_at("GET /api/v1/agencies")
    citizen.prepares()
    citizen.says_whose_it_is()
    citizen.reads("Máy chủ chưa trả lời. Xin chờ một phút rồi thử lại.")
    expect(citizen.button("Thử lại")).to_be_visible()
    flaky_network.restore()
    citizen.chooses_the_office()  # the list comes by itself


@pytest.mark.usefixtures("expect_no_network")
def test_lost_from_the_first_photo_to_the_hand_in(citizen: Citizen, flaky_network: FlakyNetwork) -> None:
    citizen.prepares()
    citizen.says_whose_it_is()
    citizen.chooses_the_office()
    flaky_network.refuse()
    citizen.photographs((300, 400), (400, 300))
    citizen.goes_on_to_review()
    citizen.hands_in()
    citizen.reads(WAITS)
    citizen.page.reload()
    citizen.reads(WAITS)
    flaky_network.restore()
    has_handed_in_once(citizen)  # by itself, both pages as one file


@pytest.mark.usefixtures("expect_no_network")
def test_sent_while_another_page_is_open_it_stands_in_its_list(
    citizen: Citizen, flaky_network: FlakyNetwork
) -> None:
    """Never 'no dossiers yet' to somebody whose first one has just gone out."""
    page = citizen.page
    page.goto("/ho-so")
    citizen.reads("Chưa có hồ sơ nào")
    citizen.prepares_a_dossier()
    flaky_network.refuse()
    citizen.hands_in()
    citizen.reads(WAITS)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    citizen.link("Hồ sơ").last.tap()
    citizen.reads("Hồ sơ trên máy này")
    page.route("**/api/v1/dossiers/*", _after_the_list_has_come)
    flaky_network.restore()
    expect(page.get_by_text(re.compile(r"^NOP-\d{6}-\w{8}$"))).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Hồ sơ trên máy này")).to_have_count(0)


def _after_the_list_has_come(route: Route) -> None:
    if route.request.method == "PUT":
        time.sleep(3)
    route.continue_()


@pytest.mark.usefixtures("expect_no_network")
def test_lost_before_the_scanner_is_there(citizen: Citizen, flaky_network: FlakyNetwork) -> None:
    citizen.page.add_init_script("globalThis.BarcodeDetector ??= class {}")
    citizen.page.goto("/")
    flaky_network.go_away_at("GET /assets/QrScanner-")
    citizen.button("Quét mã QR").tap()
    citizen.reads("Chưa mở được phần quét mã. Xin thử lại khi có mạng, hoặc gõ mã hồ sơ.")
    flaky_network.restore()
    citizen.button("Quét mã QR").tap()
    expect(citizen.page.get_by_role("dialog", name="Quét mã QR")).to_be_visible()


@pytest.mark.usefixtures("expect_no_network")
@pytest.mark.parametrize("answer_lost", [False, True], ids=["request", "answer"])
@pytest.mark.parametrize(
    "request_line", ["POST /api/v1/uploads", "PATCH /api/v1/uploads/", "PUT /api/v1/dossiers/"]
)
def test_lost_while_sending(
    citizen: Citizen, flaky_network: FlakyNetwork, request_line: str, answer_lost: bool
) -> None:
    citizen.prepares_a_dossier()
    flaky_network.go_away_at(request_line, answer_lost=answer_lost)
    citizen.hands_in()
    citizen.reads(WAITS)
    listed = request_line.startswith("PUT")
    if listed:
        citizen.reads("Có thể cơ quan đã nhận được hồ sơ")
    # What may be handed in already is not changed any more.
    expect(citizen.button("Quay lại sửa")).to_have_count(0 if listed else 1)
    flaky_network.restore()
    citizen.tries_now()
    has_handed_in_once(citizen)


@pytest.mark.usefixtures("expect_no_network")
def test_the_server_restarts_in_the_middle_of_a_photo(start_office: StartOffice, open_page: OpenPage) -> None:
    office = start_office()
    with flaky_network_to(office.origin) as network:
        citizen = Citizen(open_page(PHONE, origin=network.origin), office, office.new_phone())
        office.sign_in_citizen(citizen.page.context, citizen.number)
        citizen.prepares_a_dossier(LARGE_PHOTO)
        network.go_away_after(up_kilobytes=300)
        citizen.hands_in()
        citizen.reads(WAITS)
        office.server.restart()
        before = network.upload.passed_bytes
        network.restore()
        citizen.tries_now()
        has_handed_in_once(citizen)
        [dossier] = dossiers_of(citizen)
        assert network.upload.passed_bytes - before < dossier["documents"][0]["size"], (
            "not from the start again"
        )
        citizen.page.context.close()


def test_two_tabs_hand_in_at_once(citizen: Citizen) -> None:
    citizen.prepares_a_dossier()
    tabs = [citizen.page, citizen.page.context.new_page()]
    tabs[1].goto(citizen.page.url)
    expect(tabs[1].get_by_role("button", name="Nộp hồ sơ")).to_be_visible()
    at = time.time() * 1000 + 500
    for tab in tabs:
        tab.get_by_role("button", name="Nộp hồ sơ").evaluate(
            "(button, at) => void setTimeout(() => button.click(), at - Date.now())", at
        )
    for tab in tabs:
        expect(tab.get_by_role("heading", level=1)).to_have_text("Đã nộp hồ sơ")
    has_handed_in_once(citizen)


def test_an_access_token_that_is_over_is_renewed(citizen: Citizen, page_faults: PageFaults) -> None:
    page_faults.announce("status of 401")
    citizen.prepares_a_dossier()
    citizen.page.context.clear_cookies(name="access_token_cookie")
    citizen.hands_in()
    has_handed_in_once(citizen)


def test_a_session_that_is_over_asks_to_sign_in_and_goes_on(
    citizen: Citizen, page_faults: PageFaults
) -> None:
    page_faults.announce("status of 401")
    citizen.prepares_a_dossier()
    citizen.page.context.clear_cookies()
    citizen.hands_in()
    citizen.reads("Xin đăng nhập lại để gửi tiếp. Hồ sơ vẫn nằm trong máy, phần đã gửi không phải gửi lại.")
    citizen.link("Đăng nhập").tap()
    citizen.reads("Phiên đăng nhập đã hết. Xin đăng nhập lại; hồ sơ đang soạn vẫn nằm trong máy.")
    citizen.signs_in()
    has_handed_in_once(citizen)


def test_somebody_else_signs_in_on_the_same_phone(citizen: Citizen, page_faults: PageFaults) -> None:
    """Never sent in another's name: it waits for its owner."""
    page_faults.announce("status of 401")
    owner = citizen.number
    citizen.prepares_a_dossier()
    citizen.page.context.clear_cookies()
    citizen.hands_in()
    citizen.link("Đăng nhập").tap()
    citizen.number = citizen.office.new_phone()
    citizen.signs_in()
    citizen.reads(f"Hồ sơ này do số {owner[:3]}****{owner[-3:]} nộp. Xin đăng nhập bằng số đó để gửi tiếp.")
    assert dossiers_of(citizen) == []
    citizen.link("Đăng nhập").tap()
    citizen.number = owner
    citizen.signs_in()
    expect(citizen.page).to_have_url(re.compile("/da-nop$"))
    has_handed_in_once(citizen)
