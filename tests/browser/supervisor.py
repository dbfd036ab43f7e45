"""A supervisor who reads the figures, in a browser window of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

RETURNED = 12  # the column of form II.06a, the office's name not counted


@dataclass
class Supervisor:
    page: Page

    def reads_the_last_year(self, today: date) -> None:
        """The demo's first answers are weeks old: they may be last year's."""
        self.page.goto(f"/giam-sat?from={today - timedelta(days=365)}&to={today}")

    def returned(self) -> int:
        """Dossiers whose result was handed over, in all offices, as the page shows it now."""
        return int(str(self._returned.text_content()).replace(".", ""))

    def reads_returned(self, dossiers: int) -> None:
        """After a reload the page shows what it last knew until it has asked."""
        expect(self._returned).to_have_text(f"{dossiers}")

    @property
    def _returned(self) -> Locator:
        return self.page.get_by_role("row", name="Tổng cộng").last.get_by_role("cell").nth(RETURNED)

    def reads_satisfaction_of(self, answers: int) -> None:
        figure = self.page.locator(
            "section", has=self.page.get_by_role("heading", name="Hài lòng", exact=True)
        )
        expect(figure.get_by_text(f"{answers} phiếu đã công bố")).to_be_visible()
