"""An office's own fee, recorded at the desk while somebody else does the same, and read beside the national one."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.office import DemoOffice
from tests.browser.page_faults import PageFaults

BIRTH = "1.001193"
OURS, THEIRS = "Bản sao: 8.000 đồng mỗi bản", "Bản sao: 5.000 đồng mỗi bản"
DECISION = {"decision": "Nghị quyết 12/2026/NQ-HĐND", "decided_on": "2026-07-01"}


def test_of_two_who_record_a_fee_the_second_is_told_and_loses_nothing(
    desktop: Page, office: DemoOffice, page_faults: PageFaults
) -> None:
    office.sign_in_officer(desktop.context, "quantri")
    desktop.goto("/can-bo/tai-co-quan")
    desktop.get_by_role("button", name="Ghi nội dung").click()
    desktop.get_by_label("Riêng một thủ tục").check()
    desktop.locator("#walkin-procedure").fill("khai sinh")
    desktop.get_by_role("button", name="Thủ tục đăng ký khai sinh").first.click()
    desktop.get_by_label("Loại nội dung").select_option("fee")
    desktop.get_by_label("Nội dung người dân sẽ đọc").fill(OURS)
    desktop.get_by_label("Số văn bản quy định").fill(DECISION["decision"])
    desktop.get_by_label("Ngày ban hành văn bản").fill(DECISION["decided_on"])
    desktop.get_by_label("Lý do ghi hoặc sửa").fill("Nghị quyết mới")

    theirs = {"procedure_code": BIRTH, "kind": "fee", "text": THEIRS, "reason": "Cùng lúc", **DECISION}
    assert office.officer("quantri").call("POST", "/desk/local-facts", theirs).status == 201
    page_faults.announce("status of 412")
    desktop.get_by_role("button", name="Ghi lại").click()
    expect(desktop.get_by_text("Người khác vừa sửa nội dung này")).to_be_visible()
    expect(desktop.get_by_text(THEIRS)).to_be_visible()
    expect(desktop.get_by_label("Nội dung người dân sẽ đọc")).to_have_value(OURS)
    desktop.get_by_role("button", name="Ghi lại").click()
    expect(desktop.get_by_text("Đã ghi.")).to_be_visible()
    # The fee's card: the demo's office has other facts of its own.
    desktop.locator("section, article, .card").filter(has_text=OURS).last.get_by_text("Lịch sử").click()
    expect(desktop.get_by_role("listitem").filter(has_text=THEIRS)).to_be_visible()

    desktop.goto(f"/thu-tuc/{BIRTH}?agency={office.agency_code}")
    here = desktop.locator("section").filter(has_text="Tại Trung tâm Phục vụ hành chính công phường Hoa Sen")
    expect(here).to_contain_text(OURS)
    expect(here).to_contain_text(f"{DECISION['decision']} ngày 01/07/2026")
    expect(desktop.locator(".three-facts")).to_contain_text("Miễn phí")  # the national text stands
    expect(here).to_contain_text("Quầy số 2, tầng 1 (minh họa)")  # recorded by the demo
    link = desktop.get_by_role("link", name="In tờ niêm yết")
    expect(link).to_have_attribute(
        "href", f"/api/v1/procedures/{BIRTH}/sheet.pdf?agency={office.agency_code}"
    )
    desktop.goto(f"/thu-tuc/{BIRTH}")
    expect(link).to_be_visible()
    expect(here).to_have_count(0)
