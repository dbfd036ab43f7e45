"""Links to files of a dossier open also after the access token has run out, or say what is wrong."""

from __future__ import annotations

import re
import uuid

from playwright.sync_api import Page, expect

from tests.browser.citizen import Citizen
from tests.browser.furnished_office import hand_in_birth
from tests.browser.office import DemoOffice
from tests.browser.officer_at_desk import OfficerAtDesk
from tests.browser.page_faults import PageFaults


def test_a_file_opens_after_the_access_token_has_run_out(
    desktop: Page, office: DemoOffice, page_faults: PageFaults
) -> None:
    # The last is the browser's own viewer of pictures, which our policy leaves without its styles.
    page_faults.announce(r"status of 40[14]", r"Applying inline style .*/documents/")
    officer = OfficerAtDesk(desktop, office, "tiepnhan")
    officer.signs_in(f"/can-bo/{hand_in_birth(office.citizen(office.new_phone()), office)}")
    desktop.context.clear_cookies(name="access_token_cookie")
    with desktop.context.expect_page() as opened:
        officer.dossier.get_by_role("link", name="Mở ở thẻ mới").first.click()
    tab = opened.value
    expect(tab).to_have_url(re.compile(r"/api/v1/desk/dossiers/[^/]+/documents/[^/]+$"))
    expect(tab.locator("img")).to_be_visible()

    tab.goto(f"/api/v1/desk/dossiers/{uuid.uuid4()}/receipt.pdf")
    expect(tab.get_by_role("heading", name="Mở tệp")).to_be_visible()
    expect(tab.get_by_role("alert")).to_contain_text("hồ sơ")
    expect(tab.get_by_role("button", name="Thử lại")).to_be_visible()
    tab.goto("/tep?dia-chi=//example.org/")
    expect(tab.get_by_text("không phải của một tệp")).to_be_visible()


def test_a_citizen_whose_session_has_ended_signs_in_and_meets_the_file(
    phone: Page, office: DemoOffice, page_faults: PageFaults
) -> None:
    page_faults.announce(r"status of 40[14]", r"Applying inline style .*/documents/")
    somebody = Citizen(phone, office, office.new_phone())
    client = office.citizen(somebody.number)
    dossier_id = hand_in_birth(client, office)
    (document,) = client.ok("GET", f"/dossiers/{dossier_id}")["documents"]
    file = f"/api/v1/dossiers/{dossier_id}/documents/{document['upload_id']}"

    phone.goto(file)
    expect(phone).to_have_url(re.compile(r"/tep\?dia-chi="))
    somebody.link("Đăng nhập").tap()
    somebody.signs_in()
    expect(phone).to_have_url(re.compile(f"{file}$"))
    expect(phone.locator("img")).to_be_visible()

    phone.context.clear_cookies(name="access_token_cookie")
    phone.goto(file)
    somebody.button(
        "Mở lại"
    ).tap()  # by itself it opens once: a file that is refused again would go on for ever
    expect(phone.locator("img")).to_be_visible()
    expect(phone).to_have_url(re.compile(f"{file}$"))

    phone.context.clear_cookies(name="access_token_cookie")
    phone.goto(f"/api/v1/dossiers/{dossier_id}/receipt.json")
    expect(phone).to_have_url(re.compile(r"/receipt\.json$"))
    expect(phone.get_by_text('"receipts"')).to_be_visible()
