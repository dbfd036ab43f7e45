"""What goes wrong silently in a page: uncaught errors, refused content, console errors, crashes.

A test that provokes one announces it beforehand; any other fails the test at its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, WebError


@dataclass
class PageFaults:
    seen: list[str] = field(default_factory=list)
    _announced: list[re.Pattern[str]] = field(default_factory=list)

    def announce(self, *patterns: str) -> None:
        """Regular expressions of faults that belong to this test, such as `status of 401`."""
        self._announced += [re.compile(pattern) for pattern in patterns]

    def watch(self, context: BrowserContext) -> None:
        context.on("weberror", self._uncaught)
        context.on("console", self._console)
        context.on("page", lambda page: page.on("crash", self._crash))

    def unannounced(self) -> list[str]:
        return [fault for fault in self.seen if not any(pattern.search(fault) for pattern in self._announced)]

    def check(self) -> None:
        """Fails with every fault that was not announced."""
        found = self.unannounced()
        assert not found, "the page had faults that this test did not announce:\n" + "\n".join(found)

    def _uncaught(self, error: WebError) -> None:
        page = error.page
        self.seen.append(f"uncaught: {error.error} at {page.url if page else 'a worker'}")

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium reports violations of the content policy here as well; some of them only as a warning.
        if message.type == "error" or "Content Security Policy" in message.text:
            self.seen.append(f"console {message.type}: {message.text} at {message.location['url']}")

    def _crash(self, page: Page) -> None:
        self.seen.append(f"crashed: {page.url}")
