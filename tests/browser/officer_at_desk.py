"""An officer at a desk, in a browser window of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.office import DemoOffice


@dataclass
class OfficerAtDesk:
    page: Page
    office: DemoOffice
    username: str

    def signs_in(self, place: str = "/can-bo") -> None:
        self.page.goto(f"/dang-nhap?as=officer&next={place}")
        self.page.get_by_label("Tên đăng nhập").fill(self.username)
        self.page.get_by_label("Mật khẩu").fill(self.office.password)
        self.page.get_by_role("button", name="Xác nhận").click()
        expect(self.page).to_have_url(re.compile(rf"^[^?]*{place}$"))

    def finds(self, number: str) -> None:
        search = self.page.get_by_role("searchbox", name="Tìm hồ sơ")
        search.fill(number)
        search.press("Enter")
        expect(self.dossier).to_be_visible()

    @property
    def dossier(self) -> Locator:
        return self.page.get_by_role("article")

    def does(self, action: str) -> None:
        """One action of the open dossier, confirmed and written down."""
        self.dossier.get_by_role("button", name=action, exact=True).click()
        self.dossier.get_by_role("button", name=f"Xác nhận: {action}", exact=True).click()
        expect(self.dossier.get_by_text(f"Đã ghi: {action}.")).to_be_visible()

    def looks_again(self) -> None:
        """Others have worked on the dossier meanwhile."""
        self.page.reload()
        expect(self.dossier).to_be_visible()
