"""What an officer writes survives what happens at a desk: another dossier, a reload, a key too many."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.furnished_office import hand_in_birth
from tests.browser.office import DemoOffice
from tests.browser.officer_at_desk import OfficerAtDesk
from tests.browser.page_faults import PageFaults

REASON = "Xin nộp bản chụp rõ hơn"


def test_a_reason_is_there_after_a_reload_and_goes_on_being_written(
    desktop: Page, office: DemoOffice
) -> None:
    officer = OfficerAtDesk(desktop, office, "tiepnhan")
    officer.signs_in()
    desktop.locator(".rows a[href^='/can-bo/']").first.click()
    officer.dossier.get_by_role("button", name="Yêu cầu bổ sung").click()
    reason = officer.dossier.get_by_role("textbox").first
    reason.fill(REASON)
    address = desktop.url

    desktop.reload()
    expect(reason).to_have_value(REASON)
    desktop.get_by_role("link", name="Nhận tại quầy").click()
    desktop.go_back()
    expect(desktop).to_have_url(address)
    expect(reason).to_be_focused()
    desktop.keyboard.press("End")
    desktop.keyboard.type(" nhé")
    expect(reason).to_have_value(f"{REASON} nhé")
    expect(desktop).to_have_url(address)


def test_what_is_typed_after_not_ok_is_what_is_wrong_with_the_paper(
    desktop: Page, office: DemoOffice
) -> None:
    """Also with the message open, where the focus was: it is composed from what is typed here."""
    officer = OfficerAtDesk(desktop, office, "tiepnhan")
    officer.signs_in(f"/can-bo/{hand_in_birth(office.citizen(office.new_phone()), office)}")
    officer.dossier.get_by_role("button", name="Yêu cầu bổ sung").click()
    message = desktop.locator("#desk-text")
    expect(message).to_be_focused()
    officer.dossier.get_by_role("button", name="Chưa đạt").first.evaluate("button => button.click()")
    expect(officer.dossier.get_by_label("Cần sửa gì?")).to_be_focused()
    desktop.keyboard.type(REASON)
    expect(message).to_have_value(re.compile(rf"^Xin bổ sung:\n- .*[^.;:, ]: {REASON}$"))


def test_a_last_day_that_cannot_be_is_told_at_its_field(
    desktop: Page, office: DemoOffice, page_faults: PageFaults
) -> None:
    officer = OfficerAtDesk(desktop, office, "tiepnhan")
    officer.signs_in(f"/can-bo/{hand_in_birth(office.citizen(office.new_phone()), office)}")
    officer.dossier.get_by_role("button", name="Yêu cầu bổ sung").click()
    desktop.locator("#desk-text").fill(REASON)
    last_day = officer.dossier.get_by_label("Bổ sung chậm nhất ngày")
    last_day.fill("2020-01-01")
    page_faults.announce("status of 4")
    desktop.locator("#desk-form [type=submit]").click()
    expect(last_day).to_have_attribute("aria-invalid", "true")
    expect(desktop.locator("#desk-answerBy-error")).to_be_visible()
    expect(desktop.locator("#desk-text")).to_have_value(REASON)


def test_at_the_counter_the_key_for_another_one_begins_another_one(desktop: Page, office: DemoOffice) -> None:
    officer = OfficerAtDesk(desktop, office, "tiepnhan")
    officer.signs_in()
    expect(desktop.locator(".rows a[href^='/can-bo/']").first).to_be_visible()
    desktop.keyboard.press("n")
    procedure = desktop.locator("#walkin-procedure")
    procedure.fill("2.000815")
    desktop.get_by_role("button", name="Chứng thực bản sao").click()
    desktop.locator("#walkin-fullName").fill("Trần Văn Mẫu")
    desktop.get_by_role("button", name="Tiếp nhận").click()
    receipt = desktop.get_by_role("link", name="In giấy tiếp nhận")
    expect(receipt).to_be_focused()
    desktop.keyboard.press("n")
    expect(receipt).to_have_count(0)
    expect(procedure).to_have_value("")
