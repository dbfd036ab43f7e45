"""Firefox opens the app, and receives our web push as a citizen's phone does."""

from __future__ import annotations

from pathlib import Path

from tests.browser.firefox import Firefox
from tests.browser.mozilla_push_service import MozillaPushService
from tests.browser.office import DemoOffice
from tests.browser.static_site import static_site

SITE = Path(__file__).with_name("push_site")


def test_the_app_opens(firefox: Firefox, office: DemoOffice) -> None:
    tab = firefox.open(office.origin)
    assert tab.evaluate("document.title").endswith("Một Cửa")
    assert tab.evaluate("navigator.language") == "vi-VN"


def test_faults_are_seen(firefox: Firefox, office: DemoOffice) -> None:
    tab = firefox.open(office.origin)
    tab.evaluate("void setTimeout(() => { throw new Error('forgotten') })")
    tab.evaluate("console.error('written')")
    tab.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">inline</p>')")
    tab.evaluate("new Promise(done => setTimeout(done, 50))")
    for expected in ("forgotten", "written", "Content Security Policy"):
        assert any(expected in fault for fault in firefox.faults), firefox.faults
    firefox.faults.clear()


def test_a_push_is_shown_and_clicked(
    firefox: Firefox, mozilla_push_service: MozillaPushService, office: DemoOffice
) -> None:
    """The service encrypts and sends, Firefox decrypts and shows. The page is a stand-in for the app's own."""
    citizen = office.citizen(office.new_phone())
    key = citizen.ok("GET", "/push/key")["key"]
    with static_site(SITE) as origin:
        tab = firefox.open(origin)
        subscription = tab.evaluate(f"subscribe('{key}')")
        citizen.ok("PUT", "/push/subscriptions", {**subscription, "device_name": "máy thử"})
        citizen.ok("POST", "/push/test", status=202)
        shown = tab.wait_for("told.find(message => message.shown)")
        firefox.click_notification()
        clicked = tab.wait_for("told.find(message => message.clicked)")
        assert clicked["clicked"].startswith(office.origin)
        assert shown["shown"]

        mozilla_push_service.drop_connections()  # Firefox comes back and gets what waited
        citizen.ok("POST", "/push/test", status=202)
        tab.wait_for("told.filter(message => message.shown).length === 2")

        assert tab.evaluate("unsubscribe()")
        citizen.ok("POST", "/push/test", status=202)
        mozilla_push_service.wait_for_refusal(410)
    assert len(mozilla_push_service.arrivals) == 2
    assert len(mozilla_push_service.acknowledged()) == 2
