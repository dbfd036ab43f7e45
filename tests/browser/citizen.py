"""A citizen with a phone: the app's pages as somebody uses them, in the app's own words."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import FilePayload, Locator, Page, TimeoutError, expect

from tests.browser.chromium import wait_until
from tests.browser.office import DemoOffice
from tests.browser.photographs import photograph

BIRTH = "1.001193"
SMALL_PHOTO = (300, 400)


@dataclass
class Citizen:
    page: Page
    office: DemoOffice
    number: str
    name: str = "Nguyễn Thị Mẫu"

    # What is on the screen

    def button(self, words: str) -> Locator:
        return self.page.get_by_role("button", name=words, exact=True)

    def link(self, words: str) -> Locator:
        return self.page.get_by_role("link", name=words, exact=True)

    def heading(self, words: str) -> Locator:
        return self.page.get_by_role("heading", name=words)

    def reads(self, words: str) -> None:
        """The sentence is on the screen, and in sight."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def is_at(self, title: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def can_prepare_without_a_network(self) -> None:
        """Waits for the pages of preparing, which the app fetches ahead for whoever reads a procedure."""
        wait_until(
            self.page,
            """async () => {
                const parts = ['/assets/prepare-', '/assets/pages-'];
                const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
                const kept = (await Promise.all(stores.map((cache) => cache.keys()))).flat();
                return parts.every((part) => kept.some(({ url }) => url.includes(part)));
            }""",
        )

    # Finding and preparing

    def looks_up(self, words: str, name: str) -> None:
        self.page.goto("/")
        self.page.get_by_role("searchbox", name="Ông/bà cần làm giấy tờ gì?").press_sequentially(words)
        self.page.get_by_role("link", name=name).first.tap()

    def prepares(self, code: str = BIRTH) -> None:
        """From the page of the procedure to the question whose dossier it is."""
        if urlsplit(self.page.url).path != f"/thu-tuc/{code}":
            self.page.goto(f"/thu-tuc/{code}")
        self.link("Chuẩn bị hồ sơ").tap()
        self.is_at("Hồ sơ này của ai?")

    def says_whose_it_is(self, *, name: str = "", phone: str = "") -> None:
        self.page.get_by_label("Họ, chữ đệm và tên").fill(name or self.name)
        self.page.get_by_label("Số điện thoại").fill(phone or self.number)
        self.button("Tiếp tục").tap()

    def chooses_the_office(self) -> None:
        self.is_at("Nộp ở cơ quan nào?")
        self.page.get_by_role("group", name="Cơ quan nhận hồ sơ").locator(
            f"label:has([value='{self.office.agency_code}'])"
        ).tap()
        self.button("Tiếp tục").tap()

    def photographs(self, *sizes: tuple[int, int]) -> None:
        """Pages of the paper on the screen."""
        taken = self.page.locator("main ol li")
        before = taken.count()
        for index, size in enumerate(sizes, start=1):
            first = before + index == 1
            camera = self.page.get_by_label("Chụp ảnh" if first else "Chụp thêm trang", exact=True)
            camera.set_input_files(photo(size, f"IMG_{index}.jpg"))
            expect(taken).to_have_count(before + index)

    def takes_a_photo(self) -> None:
        """One more page, whatever becomes of it."""
        camera = self.page.get_by_label("Chụp thêm trang", exact=True)
        camera.set_input_files(photo(SMALL_PHOTO, "IMG.jpg"))

    def goes_on_to_review(self) -> None:
        self.link("Đến phần xem lại").tap()
        self.is_at("Xem lại và nộp")

    def prepares_a_dossier(self, *sizes: tuple[int, int]) -> None:
        """Everything up to the review, with photos of the first paper."""
        self.prepares()
        self.says_whose_it_is()
        self.chooses_the_office()
        self.photographs(*(sizes or [SMALL_PHOTO]))
        self.goes_on_to_review()

    def hands_in(self) -> None:
        self.button("Nộp hồ sơ").tap()

    def tries_now(self) -> None:
        """Without waiting for the app to try by itself, unless it has begun already."""
        with contextlib.suppress(TimeoutError):
            self.button("Thử gửi ngay").tap(timeout=1_000)

    # Signing in

    def signs_in(self) -> None:
        """On the page where one signs in, with the code of the text message."""
        self.asks_for_a_code()
        self.enters(self.office.code_for(self.number))

    def asks_for_a_code(self) -> None:
        self.page.get_by_label("Số điện thoại di động").fill(self.number)
        self.button("Nhận mã").tap()
        expect(self.heading("Nhập mã trong tin nhắn")).to_be_visible()

    def enters(self, code: str) -> None:
        self.page.get_by_label("Mã 6 chữ số").fill(code)
        self.button("Xác nhận").tap()

    # After handing in

    def sees_the_receipt(self) -> str:
        """The number on it."""
        self.is_at("Đã nộp hồ sơ")
        shown = self.page.get_by_text(re.compile(r"^NOP-\d{6}-\w{8}$")).first
        expect(shown).to_be_visible()
        return str(shown.text_content())

    @property
    def dossier_id(self) -> str:
        """Of the dossier whose page is open."""
        found = re.search(r"/ho-so/([0-9a-f-]{36})", self.page.url)
        assert found, self.page.url
        return found[1]


def photo(size: tuple[int, int], name: str) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": photograph(*size)}
