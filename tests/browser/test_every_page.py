"""Every page in every state can be used by everybody, on every screen, and says nothing in the console."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import assert_accessible, assert_fits
from tests.browser.chromium import DESKTOP, PHONE, SMALL_PHONE, TABLET, Chromium
from tests.browser.furnished_office import FurnishedOffice, furnished_office
from tests.browser.page_faults import PageFaults
from tests.browser.page_state import State, open_state
from tests.browser.pages import PAGES

SCREENS = {
    "1280 px": DESKTOP,
    "800 px": TABLET,
    "1280 px at 200 %": DESKTOP.zoomed(200),
    "412 px": PHONE,
    "360 px": SMALL_PHONE,
    "360 px at 200 %": SMALL_PHONE.zoomed(200),
}
IN_THE_DARK = PAGES[::2]


@pytest.fixture(scope="module")
def there(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FurnishedOffice]:
    with furnished_office(demo_data, tmp_path_factory.mktemp("furnished")) as office:
        yield office


@pytest.mark.parametrize("state", PAGES, ids=lambda state: state.name)
def test_everybody_can_use(
    state: State,
    there: FurnishedOffice,
    chromium: Chromium,
    page_faults: PageFaults,
    open_contexts: ExitStack,
) -> None:
    page_faults.announce(*state.faults)
    context = chromium.new_context(
        DESKTOP, base_url=there.office.origin, service_workers="block", reduced_motion="reduce"
    )
    open_contexts.callback(context.close)
    page_faults.watch(context)
    page = context.new_page()
    open_state(page, state, there)

    found: list[str] = []
    for name, screen in SCREENS.items():
        page.set_viewport_size({"width": screen.width, "height": screen.height})
        found += _faults(name, assert_fits, page)
    page.set_viewport_size({"width": SMALL_PHONE.width, "height": SMALL_PHONE.height})
    page.evaluate("document.documentElement.classList.add('big-type')")
    found += _faults("360 px in big type", assert_fits, page)
    page.evaluate("document.documentElement.classList.remove('big-type')")
    found += _faults("in the light", assert_accessible, page)
    if state in IN_THE_DARK:
        page.emulate_media(color_scheme="dark")
        found += _faults("in the dark", lambda dark: assert_accessible(dark, ["color-contrast"]), page)
    assert not found, "\n".join([state.name, *found])


def _faults(where: str, check: Callable[[Page], None], page: Page) -> list[str]:
    """All of them together: what does not fit in one width seldom fits in the next."""
    try:
        check(page)
    except AssertionError as fault:
        return [f"{where}: {fault}"]
    return []
