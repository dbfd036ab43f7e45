"""Debian's Chromium, driven by Playwright: one browser for many tests, a fresh context for each.

Most tests drive its headless shell: the same engine without the browser around it, at an eighth of the processor's time
for each page (decision 0010). What belongs to that browser, notifications and installing, needs the whole one.
Playwright's package is used without its own browsers (`playwright install` is not needed).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.debian_browsers import CHROMIUM

ARGUMENTS = (
    "--no-sandbox",  # root in a container has no other choice
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # the headless shell would otherwise measure text unlike the whole browser
)
PATIENCE_MS = 10_000
expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True)
class Screen:
    """What a person holds or sits at; sizes in CSS pixels."""

    width: int
    height: int
    is_phone: bool
    zoom: float = 1.0

    def zoomed(self, percent: int) -> Screen:
        """The browser's zoom leaves fewer CSS pixels, each of them larger (WCAG 2.2, 1.4.4 and 1.4.10)."""
        factor = percent / 100
        return replace(
            self, width=int(self.width / factor), height=int(self.height / factor), zoom=self.zoom * factor
        )


PHONE = Screen(412, 839, is_phone=True)  # Pixel 7
SMALL_PHONE = Screen(360, 640, is_phone=True)
TABLET = Screen(800, 1100, is_phone=False)
DESKTOP = Screen(1280, 800, is_phone=False)


@dataclass(frozen=True)
class Chromium:
    browser: Browser
    playwright: Playwright

    def new_context(self, screen: Screen, **options: Any) -> BrowserContext:
        """A browser without a past, in Vietnam; `options` as Playwright's `new_context` knows them."""
        device: dict[str, Any] = dict(self.playwright.devices["Pixel 7"]) if screen.is_phone else {}
        device.pop("default_browser_type", None)
        size = {"width": screen.width, "height": screen.height}
        device |= {
            "viewport": size,
            "screen": size,
            "device_scale_factor": device.get("device_scale_factor", 1) * screen.zoom,
            "locale": "vi-VN",
            "timezone_id": "Asia/Ho_Chi_Minh",
        }
        context = self.browser.new_context(**{**device, **options})
        context.set_default_timeout(PATIENCE_MS)
        return context


@contextmanager
def running_chromium() -> Iterator[Chromium]:
    """The headless shell. Raises NotInstalled when Debian's Chromium is not there."""
    program = CHROMIUM.program("chromium-headless-shell")
    with sync_playwright() as playwright, _launched(playwright, program) as chromium:
        yield chromium


@contextmanager
def running_whole_chromium(playwright: Playwright) -> Iterator[Chromium]:
    """With all that belongs to the browser. Takes a running Playwright, of which a thread can only have one."""
    with _launched(playwright, CHROMIUM.program("chromium")) as chromium:
        yield chromium


@contextmanager
def _launched(playwright: Playwright, program: Path) -> Iterator[Chromium]:
    browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
    try:
        yield Chromium(browser, playwright)
    finally:
        browser.close()


def enlarge_text(page: Page, percent: int = 200) -> None:
    """As if the person had set larger letters in the browser: now and on every page this tab opens.

    Written through the CSSOM, because the content policy refuses inline styles; it reaches what is sized in `rem`.
    """
    script = f"document.documentElement.style.fontSize = '{percent}%'"
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ {script} }})")
    page.evaluate(script)


def wait_until(page: Page, promise: str) -> None:
    """Evaluates the expression until what it promises is truthy. `page.wait_for_function` takes the first answer of a
    promise, whatever it is."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(promise):
        assert time.monotonic() < until, f"still not true after {PATIENCE_MS} ms: {promise}"
        page.wait_for_timeout(50)
