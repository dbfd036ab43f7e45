"""Preparing on a phone that several people use: no photo is lost on the way, nobody reads another one's draft."""

from __future__ import annotations

import io
import re

from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults

OF_BIRTH = "/chuan-bi/moi?thu-tuc=1.001193"


def photo(name: str, side: int = 3000) -> FilePayload:
    """Many pixels take long to shrink; little grain keeps the way into the browser short."""
    output = io.BytesIO()
    Image.effect_noise((side, side), 10).convert("RGB").save(output, "JPEG")
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": output.getvalue()}


def open_first_paper(page: Page) -> str:
    """Begins a draft and answers the address of the step for its first paper."""
    page.goto(OF_BIRTH)
    page.wait_for_url(re.compile(r"/chuan-bi/[0-9a-f-]{36}/"))
    paper = re.sub(r"[^/]+$", "giay-to-1", page.url)
    page.goto(paper)
    return paper


def test_photos_taken_while_others_are_shrunk_are_kept(phone: Page) -> None:
    open_first_paper(phone)
    phone.get_by_label("Chọn ảnh có sẵn").set_input_files([photo("a"), photo("b"), photo("c")])
    phone.get_by_label("Chọn ảnh có sẵn").set_input_files([photo("d", 300)])
    expect(phone.get_by_role("listitem").filter(has_text=re.compile(r"^Trang \d"))).to_have_count(
        4, timeout=30_000
    )
    expect(phone.get_by_text("Đang thu nhỏ ảnh")).to_have_count(0)


def test_photos_are_added_when_the_photo_worker_cannot_be_loaded(
    open_page: OpenPage, page_faults: PageFaults
) -> None:
    page_faults.announce("photoWorker|ERR_FAILED|Failed to load resource")
    page = open_page(service_workers="block")
    page.context.route(re.compile("photoWorker"), _refuse)
    open_first_paper(page)
    page.get_by_label("Chọn ảnh có sẵn").set_input_files([photo("a", 300), photo("b", 300)])
    expect(page.get_by_role("listitem").filter(has_text=re.compile(r"^Trang \d"))).to_have_count(
        2, timeout=20_000
    )


def _refuse(route: Route) -> None:
    route.abort()


def test_the_next_person_sees_only_whose_draft_it_is(phone: Page, office: DemoOffice) -> None:
    first, second = office.new_phone(), office.new_phone()
    office.sign_in_citizen(phone.context, first)
    phone.goto("/")
    expect(phone.get_by_role("heading", name="Hồ sơ của tôi")).to_be_visible()
    paper = open_first_paper(phone)
    title = phone.get_by_role("heading", level=2, name=re.compile("Tờ khai|Giấy", re.I)).first
    expect(title).to_be_visible()

    phone.context.clear_cookies()
    office.sign_in_citizen(phone.context, second)
    phone.goto(paper)
    whose = f"do số {first[:3]}****{first[-3:]} soạn"
    expect(phone.get_by_text(whose)).to_be_visible()
    expect(title).to_have_count(0)
    expect(phone.get_by_role("link", name="Đăng nhập")).to_be_visible()
    phone.goto("/")
    expect(phone.get_by_text(whose)).to_be_visible()
    expect(phone.get_by_text(re.compile("^đang soạn"))).to_have_count(0)

    phone.context.clear_cookies()
    office.sign_in_citizen(phone.context, first)
    phone.goto(paper)
    expect(title).to_be_visible()
