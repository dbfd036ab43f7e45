"""What the phone shows when a message arrives, in Chromium. The whole way of one: test_journey_by_thumb.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.flaky_network import FlakyNetwork
from tests.browser.office import DemoOffice
from tests.browser.push_to_phone import PushToPhone
from tests.push_service import PushService, running_push_service


@pytest.fixture
def push_service() -> Iterator[PushService]:
    with running_push_service() as service:
        yield service


def test_a_message_is_shown_while_the_network_gives_no_answer(
    open_page: OpenPage, office: DemoOffice, flaky_network: FlakyNetwork, push_service: PushService
) -> None:
    page = open_page(origin=flaky_network.origin, whole=True)
    key = office.server.client().ok("GET", "/push/key")["key"]
    push = PushToPhone(page.context, push_service, str(key))
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_load_state("networkidle")

    flaky_network.cut()
    flaky_network.round_trip_ms = 60_000
    text = {"title": "Đã có kết quả", "body": "Mời nhận.", "lang": "vi", "navigate": "/ho-so/1"}
    shown = push.deliver(page, {"web_push": 8030, "notification": text})
    assert (shown["title"], shown["tag"]) == ("Đã có kết quả", "/ho-so/1")
    assert shown["icon"].startswith("data:image/png;base64,")
    flaky_network.restore()
