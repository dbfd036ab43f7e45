"""Web push in a real Firefox: it subscribes, decrypts and shows; a tap opens the dossier; signing out ends it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.browser.firefox import Firefox
from tests.browser.firefox_citizen import Citizen, citizen_with_a_dossier
from tests.browser.mozilla_push_service import MozillaPushService
from tests.browser.office import DemoOffice

PATIENCE_SECONDS = 15.0


@pytest.fixture
def citizen(firefox: Firefox, office: DemoOffice) -> Citizen:
    """Has handed in and said yes to our own question: the browser's permission is given already."""
    citizen = citizen_with_a_dossier(firefox, office)
    citizen.tab.press("button", "Bật thông báo")
    citizen.tab.wait_for_words("Máy này đang nhận thông báo.")
    return citizen


def act(office: DemoOffice, officer: str, citizen: Citizen, action: str, **more: str) -> None:
    path = f"/desk/dossiers/{citizen.dossier['id']}/actions"
    office.officer(officer).ok("POST", path, {"action": action, **more})


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < until, f"not within {PATIENCE_SECONDS} s: {what}"
        time.sleep(0.05)


def test_a_tap_opens_the_dossier_in_the_window_that_is_open(
    firefox: Firefox, office: DemoOffice, citizen: Citizen, mozilla_push_service: MozillaPushService
) -> None:
    tab, dossier = citizen.tab, citizen.dossier
    assert len(citizen.devices) == 1
    assert citizen.devices[0].startswith(mozilla_push_service.origin)
    tab.press("link", "Trang chủ")
    tab.wait_for_words("Chờ cơ quan tiếp nhận")

    act(office, "tiepnhan", citizen, "receive")
    shown = firefox.notification()
    assert (shown.title, shown.body) == ("Hồ sơ được tiếp nhận", "Đã có mã hồ sơ và ngày hẹn. Chạm để xem.")
    tab.wait_for_words("Đã tiếp nhận, sắp được giải quyết")  # the open page asks again by itself

    shown.click()
    assert firefox.wait_for_tab(f"{office.origin}/ho-so/{dossier['id']}").context == tab.context
    tab.wait_for_words("Hồ sơ đã đủ và sắp được giải quyết.")
    assert len(firefox.tabs()) == 1
    [arrival] = mozilla_push_service.arrivals
    assert arrival.headers["content-encoding"] == "aes128gcm"
    # Firefox says so after it has shown the notification, not before.
    wait_until(lambda: len(mozilla_push_service.acknowledged()) > 0, "Firefox has acknowledged")
    assert len(mozilla_push_service.acknowledged()) == 1


def test_with_the_app_closed_a_tap_opens_a_window(
    firefox: Firefox, office: DemoOffice, citizen: Citizen
) -> None:
    citizen.tab.close()
    act(office, "tiepnhan", citizen, "decline", reason="Thiếu giấy chứng sinh.")
    shown = firefox.notification()
    assert shown.title == "Hồ sơ không được tiếp nhận"
    shown.click()
    opened = firefox.wait_for_tab(f"{office.origin}/ho-so/{citizen.dossier['id']}")
    opened.wait_for_words("Thiếu giấy chứng sinh.")


def test_a_window_of_another_site_is_left_alone(
    firefox: Firefox, office: DemoOffice, citizen: Citizen
) -> None:
    citizen.tab.goto("about:blank")
    act(office, "tiepnhan", citizen, "receive")
    firefox.notification().click()
    firefox.wait_for_tab(f"{office.origin}/ho-so/{citizen.dossier['id']}")
    assert citizen.tab.url == "about:blank"


def test_after_an_absence_only_the_newest_state_of_a_dossier_is_shown(
    firefox: Firefox, office: DemoOffice, citizen: Citizen, mozilla_push_service: MozillaPushService
) -> None:
    with mozilla_push_service.away():
        act(office, "tiepnhan", citizen, "receive")
        act(office, "chuyenvien", citizen, "start")
        wait_until(lambda: len(mozilla_push_service.arrivals) == 2, "both messages at the push service")
        assert not mozilla_push_service.acknowledged()
    assert firefox.notification().title == "Hồ sơ đang được xử lý"
    # Firefox says so after it has shown the notification, not before.
    wait_until(lambda: len(mozilla_push_service.acknowledged()) > 0, "Firefox has acknowledged")
    assert len(mozilla_push_service.acknowledged()) == 1


def test_the_subscription_is_sent_again_at_each_start(office: DemoOffice, citizen: Citizen) -> None:
    [endpoint] = citizen.devices
    citizen.client.ok("DELETE", "/push/subscriptions", {"endpoint": endpoint}, status=204)
    assert citizen.devices == []
    citizen.tab.reload()
    wait_until(lambda: citizen.devices == [endpoint], "the service knows the device again")


def test_the_app_subscribes_again_when_the_push_service_has_forgotten_the_browser(
    firefox: Firefox, office: DemoOffice, citizen: Citizen, mozilla_push_service: MozillaPushService
) -> None:
    [before] = citizen.devices
    mozilla_push_service.forget_browsers()
    wait_until(lambda: citizen.devices not in ([], [before]), "a new subscription at the service")
    act(office, "tiepnhan", citizen, "receive")
    assert firefox.notification().title == "Hồ sơ được tiếp nhận"


def test_a_closed_app_is_subscribed_again_without_being_opened(
    firefox: Firefox, office: DemoOffice, citizen: Citizen, mozilla_push_service: MozillaPushService
) -> None:
    """The worker alone tells the service: by the old subscription's secret, with no session."""
    [before] = citizen.devices
    citizen.tab.close()
    mozilla_push_service.forget_browsers()
    wait_until(lambda: citizen.devices not in ([], [before]), "a new subscription at the service")
    assert len(citizen.devices) == 1, "in the place of the old one"
    act(office, "tiepnhan", citizen, "receive")
    assert firefox.notification().title == "Hồ sơ được tiếp nhận"


def test_a_test_is_said_to_have_arrived(citizen: Citizen) -> None:
    tab = citizen.tab
    tab.press("link", "Cài đặt")
    tab.wait_for_words("(máy này)")
    tab.press("button", "Gửi thử")
    tab.wait_for_words("Tin thử đã đến máy này.")


def test_a_test_that_the_push_service_refuses_says_what_to_do(
    citizen: Citizen, mozilla_push_service: MozillaPushService
) -> None:
    tab = citizen.tab
    tab.press("link", "Cài đặt")
    tab.wait_for_words("(máy này)")
    mozilla_push_service.answer_first = [410]
    tab.press("button", "Gửi thử")
    tab.wait_for_words("Trình duyệt đã hủy đăng ký nhận thông báo.")


def test_signing_out_ends_the_messages_of_this_device(
    firefox: Firefox, office: DemoOffice, citizen: Citizen, mozilla_push_service: MozillaPushService
) -> None:
    tab = citizen.tab
    kept = tab.evaluate(
        "navigator.serviceWorker.ready.then(r => r.pushManager.getSubscription()).then(s => s.toJSON())"
    )
    tab.press("link", "Cài đặt")
    tab.wait_for_words("(máy này)")
    tab.press("button", "Đăng xuất")
    tab.wait_for_words("Đã đăng xuất. Máy này không nhận thông báo nữa.")
    assert citizen.devices == []
    assert "unregister" in mozilla_push_service.asked()

    act(office, "tiepnhan", citizen, "receive")  # nobody to tell
    citizen.client.ok("PUT", "/push/subscriptions", {**kept, "device_name": "bản cũ"})
    citizen.client.ok("POST", "/push/test", status=202)
    mozilla_push_service.wait_for_refusal(410)
    wait_until(lambda: citizen.devices == [], "the service forgets what the push service refuses")
    assert mozilla_push_service.arrivals == []


def test_signing_out_does_not_wait_for_a_push_service_that_is_away(
    office: DemoOffice, citizen: Citizen, mozilla_push_service: MozillaPushService
) -> None:
    with mozilla_push_service.away():
        citizen.tab.press("link", "Cài đặt")
        citizen.tab.wait_for_words("(máy này)")
        citizen.tab.press("button", "Đăng xuất")
        citizen.tab.wait_for_words("Đã đăng xuất. Máy này không nhận thông báo nữa.")
    assert citizen.devices == []
