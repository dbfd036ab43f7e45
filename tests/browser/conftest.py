"""Browsers, a running office and a bad network, as fixtures.

One browser and one office serve all tests of an xdist worker; contexts, tabs and phone numbers are a test's own.
A test that changes what others see (queues, figures, settings) asks for `start_office` instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import (
    DESKTOP,
    PHONE,
    SMALL_PHONE,
    Chromium,
    Screen,
    running_chromium,
    running_whole_chromium,
)
from tests.browser.debian_browsers import NotInstalled
from tests.browser.firefox import Firefox, running_firefox
from tests.browser.flaky_network import FlakyNetwork, flaky_network_to
from tests.browser.mozilla_push_service import MozillaPushService, running_mozilla_push_service
from tests.browser.office import DemoOffice, prepare_demo_data, running_office
from tests.browser.page_faults import PageFaults
from tests.browser.webkit import WebKit, running_webkit
from tests.lacking import leave_out
from tests.made_once import made_once

T = TypeVar("T")
OpenPage = Callable[..., Page]
StartOffice = Callable[..., DemoOffice]

OTHER_GROUPS = {"test_every_page": "every page", "test_firefox": "firefox", "test_webkit": "webkit"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one group run on one xdist worker, so that its browser and its office start once.

    CI runs one that failed once more, three in all, and names it in its summary (decision 0010): here it just fails.
    """
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            group = next(
                (group for name, group in OTHER_GROUPS.items() if item.path.name.startswith(name)), "chromium"
            )
            item.add_marker(pytest.mark.xdist_group(group))
            if os.environ.get("CI"):
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of `motcua demo`, made by the first worker that needs it. Never used itself, only copied."""
    with made_once(tmp_path_factory, "browser-demo") as folder:
        ready = folder / "ready"
        if not ready.exists():
            prepare_demo_data(folder / "draft").rename(ready)
    return ready


@pytest.fixture(scope="session")
def office(
    demo_data: Path, tmp_path_factory: pytest.TempPathFactory, shared_push_service: MozillaPushService
) -> Iterator[DemoOffice]:
    """Shared with other tests: what a test needs to be there, it makes, for a phone number of its own."""
    folder = tmp_path_factory.mktemp("office")
    with running_office(demo_data, folder, PUSH_HOSTS=shared_push_service.origin) as running:
        yield running


@pytest.fixture
def start_office(
    demo_data: Path, tmp_path_factory: pytest.TempPathFactory, open_contexts: ExitStack
) -> Iterator[StartOffice]:
    """`start_office(PUSH_HOSTS=…)`: an office that only this test knows."""
    with ExitStack() as stack:

        def start(**settings: str) -> DemoOffice:
            folder = tmp_path_factory.mktemp("own-office")
            return stack.enter_context(running_office(demo_data, folder, **settings))

        yield start
        open_contexts.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    with _or_skip(running_chromium()) as browser:
        yield browser


@pytest.fixture(scope="session")
def whole_chromium(chromium: Chromium) -> Iterator[Chromium]:
    with _or_skip(running_whole_chromium(chromium.playwright)) as browser:
        yield browser


@pytest.fixture
def open_contexts() -> Iterator[ExitStack]:
    """The test's browser contexts. Whoever ends what they talk to closes them first: that is no fault of a page."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def page_faults(open_contexts: ExitStack) -> Iterator[PageFaults]:
    """`page_faults.announce(r"status of 401")` before a fault that belongs to the test."""
    faults = PageFaults()
    yield faults
    open_contexts.close()  # this also brings the last messages of their pages
    faults.check()


@pytest.fixture
def open_page(
    chromium: Chromium, page_faults: PageFaults, open_contexts: ExitStack, request: pytest.FixtureRequest
) -> OpenPage:
    """`open_page(PHONE, origin=network.origin, color_scheme="dark")`: a blank tab in a browser without a past.

    `whole=True` opens it in the whole Chromium, which can show notifications.
    """

    def open_(screen: Screen = PHONE, *, origin: str = "", whole: bool = False, **options: Any) -> Page:
        browser: Chromium = request.getfixturevalue("whole_chromium") if whole else chromium
        # The shared office only starts when it is wanted.
        at = origin or request.getfixturevalue("office").origin
        context = browser.new_context(screen, base_url=at, **options)
        open_contexts.callback(context.close)
        page_faults.watch(context)
        return context.new_page()

    return open_


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """412 CSS pixels wide; `phone.goto("/")` opens the shared office."""
    return open_page(PHONE)


@pytest.fixture
def small_phone(open_page: OpenPage) -> Page:
    """360 CSS pixels wide."""
    return open_page(SMALL_PHONE)


@pytest.fixture
def desktop(open_page: OpenPage) -> Page:
    """1280 CSS pixels wide, with a mouse."""
    return open_page(DESKTOP)


@pytest.fixture
def flaky_network(office: DemoOffice, open_contexts: ExitStack) -> Iterator[FlakyNetwork]:
    """Between a browser and the shared office; `flaky_network_to(other.origin)` for another one."""
    with flaky_network_to(office.origin) as network:
        yield network
        open_contexts.close()


@pytest.fixture(scope="session")
def shared_push_service() -> Iterator[MozillaPushService]:
    with running_mozilla_push_service() as service:
        yield service


@pytest.fixture
def mozilla_push_service(shared_push_service: MozillaPushService) -> MozillaPushService:
    """Where Firefox subscribes and the shared office may send, without what earlier tests left."""
    shared_push_service.forget()
    return shared_push_service


@pytest.fixture(scope="session")
def shared_firefox(
    tmp_path_factory: pytest.TempPathFactory, shared_push_service: MozillaPushService
) -> Iterator[Firefox]:
    folder = tmp_path_factory.mktemp("firefox")
    with _or_skip(running_firefox(folder, shared_push_service)) as browser:
        yield browser


@pytest.fixture
def firefox(shared_firefox: Firefox, mozilla_push_service: MozillaPushService) -> Iterator[Firefox]:
    """One Firefox for all tests, with storage of the test's own and permission to show notifications."""
    with shared_firefox.new_person():
        yield shared_firefox


@pytest.fixture(scope="session")
def shared_webkit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebKit]:
    with _or_skip(running_webkit(tmp_path_factory.mktemp("webkit"))) as browser:
        yield browser


@pytest.fixture
def webkit(shared_webkit: WebKit) -> Iterator[WebKit]:
    """One MiniBrowser for all tests; `flaky_network.origin` is an origin without a past, in every test."""
    with shared_webkit.new_person():
        yield shared_webkit


@contextmanager
def _or_skip(browser: AbstractContextManager[T]) -> Iterator[T]:
    try:
        with browser as running:
            yield running
    except NotInstalled as missing:
        leave_out(str(missing))
