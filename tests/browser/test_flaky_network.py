"""The bad network does what it says, to pages and to connections in use."""

from __future__ import annotations

import re
import socket
import time
from contextlib import ExitStack

import pytest
import urllib3
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.flaky_network import FlakyNetwork, flaky_network_to
from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults


def get(origin: str, path: str = "/readyz") -> int:
    with urllib3.PoolManager(retries=False, timeout=10) as http:
        return http.request("GET", origin + path).status


def test_a_slow_network_takes_its_time(flaky_network: FlakyNetwork) -> None:
    assert get(flaky_network.origin) == 200
    flaky_network.slow(up_kbps=400, down_kbps=400, round_trip_ms=100)
    before, passed = time.monotonic(), flaky_network.download.passed_bytes
    assert get(flaky_network.origin, "/api/v1/openapi.json") == 200
    taken, kilobits = time.monotonic() - before, (flaky_network.download.passed_bytes - passed) * 8 / 1000
    assert taken >= kilobits / 400 + 0.2  # a round trip to connect, one for the answer


def test_a_cut_hits_the_connection_in_use(flaky_network: FlakyNetwork) -> None:
    flaky_network.cut_after(down_kilobytes=1)
    with pytest.raises(urllib3.exceptions.HTTPError):
        get(flaky_network.origin, "/api/v1/openapi.json")
    assert flaky_network.cuts == 1
    assert get(flaky_network.origin) == 200, "cut once"


def test_no_network_and_back(
    open_page: OpenPage, flaky_network: FlakyNetwork, page_faults: PageFaults
) -> None:
    page: Page = open_page(origin=flaky_network.origin)
    page.goto("/")
    expect(page).to_have_title(re.compile("Một Cửa$"))
    flaky_network.refuse()
    page_faults.announce("ERR_(CONNECTION|CONTENT_LENGTH|EMPTY|INTERNET|NETWORK)")
    assert page.evaluate("fetch('/readyz').then(() => 'there', () => 'away')") == "away"
    flaky_network.restore()
    assert page.evaluate("fetch('/readyz').then(() => 'there', () => 'away')") == "there"


def test_a_cut_now(flaky_network: FlakyNetwork, office: DemoOffice) -> None:
    with urllib3.PoolManager(retries=False, timeout=10) as http:
        http.request("GET", flaky_network.origin + "/readyz")  # its connection stays open
        flaky_network.cut()
        assert flaky_network.cuts == 1
    assert get(flaky_network.origin) == 200


def test_no_connection_outlives_the_network() -> None:
    """Also not one that was just being accepted: whoever uses it would wait for ever."""
    for _attempt in range(10):
        with flaky_network_to("http://127.0.0.1:9") as network, ExitStack() as stack:
            network.round_trip_ms = 60_000
            address = ("127.0.0.1", int(network.origin.rsplit(":", 1)[1]))
            lines = [stack.enter_context(socket.create_connection(address, 5)) for _ in range(20)]
            network.refuse()
            assert [_ended(line) for line in lines] == [True] * len(lines)


def _ended(line: socket.socket) -> bool:
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False
