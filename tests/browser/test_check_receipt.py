"""An inspector without an account: /bien-nhan says whether the paper and the files are what was handed in."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Request, expect

from tests.browser.furnished_office import hand_in_birth
from tests.browser.office import DemoOffice


def _give(page: Page, label: str, name: str, data: bytes) -> None:
    page.get_by_label(label).set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def test_the_pdf_and_its_files_are_checked_on_the_device(phone: Page, office: DemoOffice) -> None:
    citizen = office.citizen(office.new_phone())
    dossier_id = hand_in_birth(citizen, office)
    pdf = citizen.call("GET", f"/dossiers/{dossier_id}/receipt.pdf").body
    upload_id = citizen.ok("GET", f"/dossiers/{dossier_id}")["documents"][0]["upload_id"]
    file = citizen.call("GET", f"/dossiers/{dossier_id}/documents/{upload_id}").body
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method != "GET":
            sent.append(request.url)

    phone.context.on("request", note)
    phone.goto("/bien-nhan")
    _give(phone, "Chọn tệp biên nhận hoặc PDF", "bien-nhan.pdf", pdf)
    expect(phone.get_by_text("Chữ ký đúng")).to_be_visible()
    expect(phone.get_by_text("Nguyễn Thị Mẫu")).to_be_visible()
    expect(phone.get_by_text("(1.001193)")).to_be_visible()
    _give(phone, "Chọn các tệp để so", "giay-to-cua-toi.jpg", file + b"x")
    expect(phone.get_by_text("Trùng tên nhưng khác nội dung")).to_be_visible()
    _give(phone, "Chọn các tệp để so", "khac.jpg", file)
    expect(phone.get_by_text("Đúng tệp đã nộp")).to_be_visible()
    assert sent == []


def test_nothing_of_a_forged_statement_is_shown(phone: Page, office: DemoOffice) -> None:
    citizen = office.citizen(office.new_phone())
    dossier_id = hand_in_birth(citizen, office)
    (receipt,) = citizen.ok("GET", f"/dossiers/{dossier_id}/receipt.json")["receipts"]
    signed, _, _ = receipt["token"].rpartition(".")
    phone.goto("/bien-nhan")
    phone.get_by_text("Dán nội dung biên nhận").tap()
    phone.get_by_label("Địa chỉ trong mã QR").fill(f"{signed}.{'A' * 86}")
    phone.get_by_role("button", name="Kiểm tra nội dung đã dán").tap()
    expect(phone.get_by_text("Chữ ký không khớp")).to_be_visible()
    expect(phone.get_by_text("Hệ thống đã ký")).to_have_count(0)
    expect(phone.get_by_text("NOP-")).to_have_count(0)
    expect(phone.get_by_role("link", name="Xem hồ sơ này đến đâu")).to_have_count(0)


SEES_A_CODE = """
globalThis.BarcodeDetector = class {
  async detect() { return [{ rawValue: `${location.origin}/bien-nhan#e30.e30.AAAA` }]; }
};
navigator.mediaDevices.getUserMedia = async () => {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d').fillRect(0, 0, 9, 9);
  return canvas.captureStream();
};
"""


def test_the_code_is_read_by_the_camera_where_there_is_a_reader(phone: Page) -> None:
    phone.add_init_script(SEES_A_CODE)
    phone.goto("/bien-nhan")
    phone.get_by_role("button", name="Quét mã QR").tap()
    expect(phone).to_have_url(re.compile(r"/bien-nhan#e30\.e30\.AAAA$"))
    expect(phone.get_by_role("dialog", name="Quét mã QR")).to_have_count(0)


def test_no_button_for_the_camera_where_there_is_no_reader(phone: Page) -> None:
    phone.add_init_script("delete globalThis.BarcodeDetector")
    phone.goto("/bien-nhan")
    expect(phone.get_by_label("Chọn tệp biên nhận hoặc PDF")).to_be_attached()
    expect(phone.get_by_role("button", name="Quét mã QR")).to_have_count(0)
