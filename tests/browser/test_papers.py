"""Papers by camera: three taps, what is said about bad photos, cropping that loses nothing, one PDF per paper."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from api.config import Settings
from tests.browser.chromium import PHONE
from tests.browser.citizen import Citizen
from tests.browser.conftest import OpenPage
from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults
from tests.browser.photographs import photograph_of_paper, pictures_of

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(range(200))


@pytest.fixture
def citizen(open_page: OpenPage, office: DemoOffice) -> Citizen:
    """Signed in, at the page of the first paper."""
    citizen = Citizen(open_page(PHONE), office, office.new_phone())
    office.sign_in_citizen(citizen.page.context, citizen.number)
    citizen.prepares()
    citizen.says_whose_it_is()
    citizen.chooses_the_office()
    return citizen


def photo(flaw: str = "") -> FilePayload:
    return {"name": f"IMG {flaw}.jpg", "mimeType": "image/jpeg", "buffer": photograph_of_paper(flaw)}


def pages_on(page: Page) -> Locator:
    return page.locator("main ol.pages > li")


def test_camera_to_file_in_three_taps(citizen: Citizen) -> None:
    """The first opens the camera; the shutter and 'use it' are the phone's; then the file is there."""
    with citizen.page.expect_file_chooser() as camera:
        citizen.page.locator("label", has_text="Chụp ảnh").first.tap()
    assert camera.value.element.get_attribute("capture") == "environment"
    camera.value.set_files(photo())
    expect(pages_on(citizen.page)).to_have_count(1)
    expect(pages_on(citizen.page).get_by_role("status")).to_have_count(0)  # and nothing to be said about it
    expect(citizen.page.locator("label", has_text="Chụp thêm trang")).to_be_in_viewport(ratio=1)


def test_a_page_that_has_come_is_in_sight(citizen: Citizen) -> None:
    """Also on a small phone, where the buttons cover half of the screen; and what is wrong with it before all."""
    citizen.page.set_viewport_size({"width": 360, "height": 640})
    camera = citizen.page.locator("label", has_text="Chụp ảnh").first.locator("input")
    camera.set_input_files(photo())
    expect(pages_on(citizen.page).first.get_by_role("img").first).to_be_in_viewport(ratio=0.9)
    citizen.page.locator("label", has_text="Chụp thêm trang").locator("input").set_input_files(
        photo("blurred")
    )
    expect(citizen.page.get_by_text("Chữ hơi mờ, chụp lại?")).to_be_in_viewport(ratio=1)


def test_what_is_hard_to_read_is_said_and_shown(citizen: Citizen) -> None:
    """The citizen may go on anyway."""
    said = {
        "blurred": "Chữ hơi mờ, chụp lại?",
        "dark": "Ảnh tối quá, chụp lại?",
        "glare": "Có chỗ bị lóa, chụp lại?",
        "tiny": "Ảnh nhỏ quá, chụp lại?",
        "black": "Ảnh tối quá, chụp lại?",
    }
    citizen.page.get_by_label("Chọn ảnh có sẵn").set_input_files([photo(flaw) for flaw in said])
    expect(pages_on(citizen.page)).to_have_count(len(said), timeout=30_000)
    for page, sentence in zip(pages_on(citizen.page).all(), said.values(), strict=True):
        expect(page.get_by_role("status")).to_contain_text(sentence)
        expect(page.get_by_role("img", name="Một chỗ trong ảnh, phóng to")).to_be_visible()
    first = pages_on(citizen.page).first
    first.get_by_label("Chụp lại").set_input_files(photo())
    expect(first.get_by_role("status")).to_have_count(0)
    citizen.goes_on_to_review()
    citizen.reads("5 trang")


def test_cropped_turned_joined_and_taken_back(citizen: Citizen, page_faults: PageFaults) -> None:
    page = citizen.page
    page_faults.announce("ERR_INTERNET_DISCONNECTED")
    page.get_by_label("Chọn ảnh có sẵn").set_input_files([photo(), photo()])
    expect(pages_on(page)).to_have_count(2)
    as_taken = _size_on_the_card(page)
    _crop_by_keys_and_turn(citizen)
    expect(pages_on(page).first).not_to_contain_text(as_taken)
    citizen.goes_on_to_review()
    page.context.set_offline(True)
    citizen.hands_in()
    citizen.reads("tự gửi khi có mạng")
    citizen.button("Quay lại sửa").tap()
    citizen.is_at("Xem lại và nộp")
    citizen.reads("2 trang")
    page.get_by_role("link", name="Sửa").and_(page.locator("[href*='giay-to-1']")).tap()
    citizen.button("Xuống sau").first.tap()
    citizen.button("Tiếp tục").tap()
    citizen.is_at("Xem lại và nộp")  # where 'Sửa' came from
    page.context.set_offline(False)
    citizen.hands_in()
    citizen.sees_the_receipt()
    upright, lying = _sizes_of_pages(_only_document_of(citizen))
    assert upright[0] < upright[1], "the second page stands first now"
    assert lying[0] > lying[1], "the other one was turned"


def _size_on_the_card(page: Page) -> str:
    return str(pages_on(page).first.locator("p .quiet").first.text_content())


def _crop_by_keys_and_turn(citizen: Citizen) -> None:
    page = citizen.page
    citizen.button("Cắt, xoay").first.tap()
    corner = page.get_by_role("button", name="Góc trên bên trái")
    box = corner.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 48
    corner.press("Shift+ArrowRight")
    corner.press("ArrowDown")
    expect(corner).to_have_accessible_name("Góc trên bên trái: cách trái 5 phần trăm, cách trên 1 phần trăm")
    citizen.button("Xoay").tap()
    citizen.button("Xong").tap()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(citizen.button("Cắt, xoay").first).to_be_focused()


def _only_document_of(citizen: Citizen) -> bytes:
    mine = citizen.office.citizen(citizen.number)
    [document] = mine.ok("GET", f"/dossiers/{citizen.dossier_id}")["documents"]
    body = mine.call("GET", f"/dossiers/{citizen.dossier_id}/documents/{document['upload_id']}").body
    assert isinstance(body, bytes)
    return body


def _sizes_of_pages(pdf: bytes) -> list[tuple[float, float]]:
    """As two readers that share no code see them; each page has one picture and shows it."""
    assert len(pictures_of(pdf)) == 2
    shown = pypdfium2.PdfDocument(pdf)
    try:
        for page in shown:
            assert len(set(page.render(scale=0.2).to_pil().convert("L").tobytes())) > 20, "not one colour"
        return [page.get_size() for page in shown]
    finally:
        shown.close()


def _encrypted_pdf() -> bytes:
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(output, encryption=pikepdf.Encryption(user="mat-khau", owner="mat-khau"))
    return output.getvalue()


def test_files_that_are_refused_and_heic_that_is_kept(citizen: Citizen) -> None:
    picker = citizen.page.get_by_label("Chọn tệp PDF")
    for name, content, sentence in (
        ("khoa.pdf", _encrypted_pdf(), "Tệp PDF khoa.pdf có mật khẩu"),
        ("cut.pdf", _encrypted_pdf()[:300], "Tệp PDF cut.pdf bị hỏng"),
        ("trang.html", b"<html>", "trang.html không phải ảnh hay PDF"),
    ):
        picker.set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
        expect(citizen.page.get_by_role("alert")).to_contain_text(sentence)
    citizen.reads(f"mỗi tệp tối đa {Settings.max_upload_bytes // 1024**2} MB")
    picker.set_input_files({"name": "IMG_1.HEIC", "mimeType": "image/heic", "buffer": HEIC})
    citizen.reads("Ảnh HEIC: cơ quan xem được sau khi máy chủ chuyển đổi")
