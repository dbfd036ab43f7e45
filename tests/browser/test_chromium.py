"""Chromium opens the app, and a fault of a page does not pass unnoticed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import SMALL_PHONE, Chromium, enlarge_text
from tests.browser.conftest import OpenPage
from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults


@pytest.mark.parametrize("screen", ["phone", "small_phone", "desktop"])
def test_the_app_opens(screen: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(screen)
    page.goto("/")
    expect(page).to_have_title(re.compile("Một Cửa$"))
    assert page.evaluate("navigator.language") == "vi-VN"
    assert page.evaluate("new Date().getTimezoneOffset()") == -7 * 60
    assert page.evaluate("document.documentElement.clientWidth") == page.viewport_size["width"]  # type: ignore[index]


def test_zoom_and_large_letters(open_page: OpenPage) -> None:
    page = open_page(SMALL_PHONE.zoomed(200))
    page.goto("/")
    assert page.evaluate("innerWidth") == 180
    enlarge_text(page)
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"


def test_a_browser_is_signed_in(phone: Page, office: DemoOffice) -> None:
    number = office.new_phone()
    office.sign_in_citizen(phone.context, number)
    phone.goto("/")
    me = phone.evaluate("fetch('/api/v1/me').then(answer => answer.json())")
    assert (me["role"], me["phone"]) == ("citizen", f"{number[:3]}****{number[-3:]}")


def test_faults_are_seen(chromium: Chromium, office: DemoOffice) -> None:
    faults = PageFaults()
    context = chromium.new_context(SMALL_PHONE, base_url=office.origin)
    faults.watch(context)
    page = context.new_page()
    page.goto("/")
    page.evaluate("setTimeout(() => { throw new Error('forgotten') })")
    page.evaluate("console.error('written')")
    page.evaluate("fetch('/api/v1/me')")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">inline</p>')")
    context.close()
    for expected in ("forgotten", "written", "status of 401", "Content Security Policy"):
        assert any(expected in fault for fault in faults.seen), faults.seen
    faults.announce("forgotten", "written", "status of 401")
    with pytest.raises(AssertionError, match="Content Security Policy"):
        faults.check()
