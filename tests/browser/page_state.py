"""A page of the app in a state that a person can meet it in, and how to get there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.furnished_office import FurnishedOffice

Arrange = Callable[[Page, FurnishedOffice], None]


@dataclass(frozen=True)
class State:
    """A page to look at. `arrange` brings it there once it is open; `expected` are words that must be on it."""

    name: str
    address: str | Callable[[FurnishedOffice], str]
    expected: str
    who: str = ""
    arrange: Arrange | None = None
    faults: tuple[str, ...] = ()  # what the browser's console says in this state
    prepare: Callable[[Page], None] | None = None  # before it is opened
    loading: bool = False  # stays as it is while loading
    at_desk: bool = False  # made for 800 px and more; must fit narrower screens all the same

    def address_in(self, there: FurnishedOffice) -> str:
        return self.address if isinstance(self.address, str) else self.address(there)


def open_state(page: Page, state: State, there: FurnishedOffice) -> None:
    """The tab shows the state; its context is fresh and has the office as its base."""
    if state.who:
        there.sign_in(page.context, state.who)
    if state.prepare:
        state.prepare(page)
    page.goto(state.address_in(there))
    expect(page.get_by_role("main").first).to_be_visible()
    if state.arrange:
        state.arrange(page, there)
    expect(page.locator("body")).to_contain_text(state.expected)
    if not state.loading:
        expect(page.get_by_text("Đang tải…")).to_have_count(0)
        page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => null)")


def press(*names: str) -> Arrange:
    def press(page: Page, there: FurnishedOffice) -> None:
        for name in names:
            page.get_by_role("button", name=name, exact=True).first.click()

    return press
