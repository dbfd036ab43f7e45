"""The outbox at its edges: nobody signed in, several pages and the worker at once, another device."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE
from tests.browser.citizen import Citizen
from tests.browser.conftest import OpenPage
from tests.browser.flaky_network import FlakyNetwork
from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults
from tests.soak.sent_bytes import SentBytes

LARGE_PHOTO = (1600, 1200)


def dossiers_of(citizen: Citizen) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = citizen.office.citizen(citizen.number).ok("GET", "/dossiers")["items"]
    return found


def test_handed_in_without_a_network_and_without_signing_in(
    open_page: OpenPage, office: DemoOffice, flaky_network: FlakyNetwork, page_faults: PageFaults
) -> None:
    """It waits on the phone, asks for signing in when the network is back, and knows the number by then."""
    page_faults.announce(r"ERR_(CONNECTION|CONTENT_LENGTH|EMPTY|FAILED|INTERNET|NETWORK)")
    page_faults.announce("status of 401")
    citizen = Citizen(open_page(PHONE, origin=flaky_network.origin), office, office.new_phone())
    citizen.prepares()
    citizen.says_whose_it_is()
    citizen.chooses_the_office()
    flaky_network.refuse()
    citizen.photographs((300, 400))
    citizen.goes_on_to_review()
    citizen.page.evaluate("fetch('/readyz').catch(() => dispatchEvent(new Event('offline')))")
    citizen.reads("Chưa có mạng: hồ sơ sẽ nằm chờ trong máy.")
    citizen.hands_in()
    citizen.reads("Máy chủ chưa trả lời")
    citizen.reads("ứng dụng sẽ nhắc ông/bà đăng nhập")
    flaky_network.restore()
    citizen.tries_now()
    citizen.is_at("Cần đăng nhập để gửi")
    citizen.link("Đăng nhập").tap()
    expect(citizen.page.get_by_label("Số điện thoại di động")).to_have_value(citizen.number)
    citizen.signs_in()
    citizen.sees_the_receipt()
    assert len(dossiers_of(citizen)) == 1


def test_two_pages_and_the_service_worker_send_no_byte_twice(
    open_page: OpenPage, office: DemoOffice, flaky_network: FlakyNetwork, page_faults: PageFaults
) -> None:
    page_faults.announce(r"ERR_(CONNECTION|CONTENT_LENGTH|EMPTY|FAILED|INTERNET|NETWORK)")
    citizen = Citizen(open_page(PHONE, origin=flaky_network.origin), office, office.new_phone())
    office.sign_in_citizen(citizen.page.context, citizen.number)
    sent = SentBytes()
    flaky_network.watch_connection = sent.watch
    citizen.prepares_a_dossier(LARGE_PHOTO, LARGE_PHOTO)
    flaky_network.refuse()
    citizen.hands_in()
    citizen.reads("Máy chủ chưa trả lời")
    other = citizen.page.context.new_page()
    flaky_network.restore()
    flaky_network.slow(up_kbps=6_000, down_kbps=None)
    other.goto(citizen.page.url)
    for page in (citizen.page, other):
        page.evaluate("void dispatchEvent(new Event('online'))")
    wake_the_worker(citizen.page)
    citizen.sees_the_receipt()
    [line] = dossiers_of(citizen)
    # Two photos of one paper are one file.
    [document] = office.citizen(citizen.number).ok("GET", f"/dossiers/{line['id']}")["documents"]
    assert document["media_type"] == "application/pdf"
    assert sent.delivered() == document["size"]
    assert sent.in_vain({document["upload_id"]}) == 0


def wake_the_worker(page: Page) -> None:
    """As the browser does when it thinks that there is a network again (Background Sync)."""
    session = page.context.new_cdp_session(page)
    found: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    until = time.monotonic() + 5
    while not found and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert found, "no service worker"
    registration = found[0]
    session.send(
        "ServiceWorker.dispatchSyncEvent",
        {
            "origin": registration["scopeURL"].rstrip("/"),
            "registrationId": registration["registrationId"],
            "tag": "outbox",
            "lastChance": False,
        },
    )


def test_another_device_goes_on(open_page: OpenPage, office: DemoOffice, page_faults: PageFaults) -> None:
    """With words and pages; whoever comes later with another version chooses; handed in once, then it is over."""
    page_faults.announce("status of (404|409|412)")
    number = office.new_phone()
    phone, tablet = (Citizen(open_page(PHONE), office, number) for _ in range(2))
    for device in (phone, tablet):
        office.sign_in_citizen(device.page.context, number)
    phone.prepares_a_dossier((300, 400), (400, 300))
    phone.page.get_by_text("Làm tiếp ở máy khác", exact=True).tap()
    phone.page.get_by_text("Giữ trên máy chủ để làm tiếp ở máy khác").tap()
    phone.reads("Đã giữ trên máy chủ")

    tablet.page.goto("/ho-so")
    tablet.reads("ở máy khác · 2 trang")
    tablet.button("Làm tiếp ở máy này").tap()
    tablet.is_at("Xem lại và nộp")
    expect(tablet.page.locator(".thumbnails img")).to_have_count(2)
    tablet.reads(phone.name)
    write_note(tablet, "Viết ở máy tính bảng")
    wait_for_note(phone, "Viết ở máy tính bảng")

    for choice in ("Lấy bản của máy kia", "Giữ bản của máy này"):
        write_note(phone, "Viết ở điện thoại")
        phone.reads("Hồ sơ này vừa được sửa ở máy khác.")
        phone.button(choice).tap()
        expect(phone.page.get_by_text("vừa được sửa ở máy khác")).to_have_count(0)
        kept = "Viết ở điện thoại" if "này" in choice else "Viết ở máy tính bảng"
        wait_for_note(phone, kept)
        expect(phone.page.get_by_label("Lời nhắn cho cơ quan")).to_have_value(kept)
        if "kia" in choice:
            write_note(tablet, "Viết thêm ở máy tính bảng")
            wait_for_note(phone, "Viết thêm ở máy tính bảng")
    phone.hands_in()
    phone.sees_the_receipt()
    assert office.citizen(number).ok("GET", "/drafts")["items"] == []

    write_note(tablet, "Không biết là đã nộp")
    tablet.reads("Hồ sơ này đã được nộp")


def write_note(citizen: Citizen, note: str) -> None:
    citizen.page.get_by_label("Lời nhắn cho cơ quan").fill(note)


def wait_for_note(citizen: Citizen, note: str) -> None:
    """Until the service keeps it."""
    asking = citizen.office.citizen(citizen.number)
    until = time.monotonic() + 10
    while time.monotonic() < until:
        [line] = asking.ok("GET", "/drafts")["items"]
        if asking.ok("GET", f"/drafts/{line['id']}")["content"]["note"] == note:
            return
        citizen.page.wait_for_timeout(200)
    raise AssertionError(f"{note!r} was not kept")
