"""The first visit costs what stack.md allows, as counted on the line; and the app can be installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import ARGUMENTS, PHONE, Chromium
from tests.browser.conftest import OpenPage
from tests.browser.debian_browsers import CHROMIUM
from tests.browser.flaky_network import FlakyNetwork
from tests.browser.office import DemoOffice
from tests.load.web_app import BUDGETS, kept_files, sizes

KEPT = """caches.keys().then(async (names) => {
    const caches_ = await Promise.all(names.map((name) => caches.open(name)));
    const requests = await Promise.all(caches_.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
})"""


@pytest.mark.parametrize("what", BUDGETS)
def test_what_is_built_keeps_its_budget(what: str) -> None:
    assert sizes()[what] <= BUDGETS[what]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_files_are_sent_compressed(office: DemoOffice, encoding: str) -> None:
    texts = [path for path in kept_files() if path.endswith((".js", ".css", ".svg", "/"))]
    for path in [*texts, "/sw.js"]:
        answer = office.server.client().call("GET", f"/{path}", headers={"Accept-Encoding": encoding})
        assert answer.headers.get("content-encoding") == encoding, path
        assert "accept-encoding" in answer.headers["vary"].lower()


def _visit_for_the_first_time(page: Page) -> None:
    """Until the service worker holds everything and nothing more is asked for."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.wait_for_load_state("networkidle")


def test_a_first_visit_fetches_what_is_counted_and_nothing_else(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(urlsplit(request.url).path))
    _visit_for_the_first_time(page)
    counted = set(kept_files()) | {"/sw.js"}
    files = {path for path in asked if not path.startswith("/api/") and not _is_offline_look_up(path)}
    assert files <= counted, "files that `sizes` does not count"
    assert {path for path in page.evaluate(KEPT) if not _is_offline_look_up(path)} == set(kept_files())


def _is_offline_look_up(path: str) -> bool:
    """What reads the offline catalogue comes with it, while nothing else goes on; the budget leaves both out."""
    return path.startswith("/assets/offlineCatalogue-")


def test_a_first_visit_costs_little_on_the_line(open_page: OpenPage, flaky_network: FlakyNetwork) -> None:
    """All bytes that come down, headers and answers of the service included; the offline catalogue is not the app."""
    page = open_page(PHONE, origin=flaky_network.origin)
    with page.expect_response("**/api/v1/catalogue/offline") as catalogue:
        _visit_for_the_first_time(page)
    catalogue_bytes = int(catalogue.value.headers.get("content-length", "0"))
    came_down = flaky_network.download.passed_bytes - catalogue_bytes
    assert came_down <= BUDGETS["all"], f"{came_down} bytes"


@pytest.fixture
def installed_browser(chromium: Chromium, office: DemoOffice, tmp_path: Path) -> Iterator[Page]:
    """With a profile on the disk: in a private window nothing can be installed."""
    context = chromium.playwright.chromium.launch_persistent_context(
        tmp_path / "profile",
        executable_path=CHROMIUM.program("chromium"),
        args=list(ARGUMENTS),
        base_url=office.origin,
    )
    yield context.new_page()
    context.close()


def test_the_app_can_be_installed(installed_browser: Page) -> None:
    _visit_for_the_first_time(installed_browser)
    session = installed_browser.context.new_cdp_session(installed_browser)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
