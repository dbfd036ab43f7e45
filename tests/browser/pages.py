"""Every page of the app in every state a person can meet it in: for pictures and for the checks of all pages.

A new page or state is one more line here, or in `office_pages`. Names are those of the picture files.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.chromium import wait_until
from tests.browser.furnished_office import (
    BIRTH,
    CITIZEN,
    LONG_NAME,
    LONG_TITLE,
    LONGEST_TITLE,
    NEIGHBOUR,
    NEWCOMER,
    STATUS_NAMES,
    WALK_IN,
    FurnishedOffice,
    photograph,
)
from tests.browser.office_pages import KIOSK, OFFICERS
from tests.browser.page_state import Arrange, State, press
from tests.browser.papers_of_all_kinds import papers_of_all_kinds
from tests.browser.photographs import photograph_of_paper

# A promise for `wait_until`: the compact catalogue is on this phone.
CATALOGUE_IS_KEPT = """new Promise((done) => {
    const opening = indexedDB.open('motcua');
    opening.onsuccess = () => {
        const all = opening.result.transaction('catalogue').objectStore('catalogue').getAll();
        all.onsuccess = () => { opening.result.close(); done(all.result.length > 0) };
    };
})"""


A_FILE = f"/api/v1/dossiers/{uuid.UUID(int=1)}/documents/{uuid.UUID(int=2)}"


def _dossier(name: str, rest: str = "") -> Callable[[FurnishedOffice], str]:
    return lambda there: f"/ho-so/{there.dossiers[name]}{rest}"


def _go_offline(page: Page, there: FurnishedOffice) -> None:
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    expect(page.get_by_text("Không có mạng.")).to_be_visible()


def _search_offline(page: Page, there: FurnishedOffice) -> None:
    wait_until(page, CATALOGUE_IS_KEPT)
    _go_offline(page, there)
    page.get_by_role("searchbox").fill("kết hôn")
    expect(page.get_by_text("theo danh mục đã lưu trong máy")).to_be_visible()


def _looked_up_before(page: Page) -> None:
    page.add_init_script(
        "localStorage.setItem('recentLookUps', JSON.stringify(['khai sinh', 'đăng ký '.repeat(20)]))"
    )


def _check_receipt(page: Page, there: FurnishedOffice) -> None:
    """The acknowledgement checked on the phone, its codes unfolded."""
    page.get_by_role("button", name="Kiểm tra biên nhận", exact=True).click()
    expect(page.get_by_text("Biên nhận đúng")).to_be_visible()
    page.get_by_text("Mã kiểm tra của từng tệp").click()


def _choose_receipt(page: Page, there: FurnishedOffice) -> None:
    """The receipt as a file, and a file that is not on it."""
    receipt = there.office.citizen(there.phones[CITIZEN]).ok(
        "GET", f"/dossiers/{there.dossiers['da-bo-sung']}/receipt.json"
    )
    _give(page, "Chọn tệp biên nhận", "receipt.json", json.dumps(receipt).encode())
    _give(page, "Chọn các tệp để so", f"{'tên dài ' * 20}.jpg", b"other")
    expect(page.get_by_text("Không có trong biên nhận").first).to_be_visible()


def _give(page: Page, label: str, name: str, data: bytes) -> None:
    page.get_by_label(label).first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def _altered(address: str) -> str:
    """The address of an acknowledgement with another signature."""
    signed, _, signature = address.rpartition(".")
    return f"{signed}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"


def _take_out(page: Page, there: FurnishedOffice) -> None:
    page.get_by_role("button", name=re.compile("Bỏ khỏi trang này")).first.click()


def _unfold_uses(page: Page, there: FurnishedOffice) -> None:
    page.get_by_text(re.compile("Đã dùng trong")).first.click()


def _search(words: str) -> Arrange:
    def search(page: Page, there: FurnishedOffice) -> None:
        page.get_by_role("searchbox").fill(words)
        page.get_by_role("button", name="Tìm", exact=True).click()

    return search


def _never_answered(page: Page) -> None:
    """The service takes its time."""
    page.route("**/api/v1/procedures/*", lambda _route: None)


def _answered_wrongly(page: Page) -> None:
    """A service that this app does not understand."""
    page.route("**/api/v1/procedures/*", lambda route: route.fulfill(json={"code": BIRTH, "listed": True}))


def _fill(**fields: str) -> Arrange:
    def fill(page: Page, there: FurnishedOffice) -> None:
        for name, value in fields.items():
            page.locator(f"#{name}").fill(value)

    return fill


def _tick_and_unfold(page: Page, there: FurnishedOffice) -> None:
    """The first paper is at hand, and everything that is folded away lies open."""
    page.get_by_role("checkbox").first.check()
    expect(page.get_by_text("Căn cứ pháp lý")).to_be_visible()
    for folded in page.locator("main details").all():
        folded.evaluate("(element) => { element.open = true }")


def _then(*steps: Arrange) -> Arrange:
    def run(page: Page, there: FurnishedOffice) -> None:
        for step in steps:
            step(page, there)

    return run


# Preparing: a draft is on the phone only, so it is made by hand, as far as the state wants.
BEGIN = f"/chuan-bi/moi?thu-tuc={BIRTH}"


def _until(last: str) -> Arrange:
    """Through the steps, in order, until the address ends with `last`."""

    def walk(page: Page, there: FurnishedOffice) -> None:
        page.wait_for_url(re.compile(r"/chuan-bi/[0-9a-f-]{36}/"))
        while not page.url.endswith(f"/{last}"):
            _answer_step(page, page.url.rsplit("/", 1)[-1])
            before = page.url
            page.get_by_role("button", name="Tiếp tục", exact=True).click()
            expect(page).not_to_have_url(before)
        expect(page.get_by_role("heading", level=1)).to_be_visible()

    return walk


def _answer_step(page: Page, step: str) -> None:
    if step == "nguoi-nop":
        page.get_by_label("Tôi nộp hộ người khác").check()
        page.get_by_label("Họ, chữ đệm và tên").fill(LONG_NAME)
        page.get_by_label("Số điện thoại").fill("0912345678")
    elif step == "co-quan":
        page.get_by_role("radio").first.check()
    elif step.startswith("giay-to-"):
        _take_photos(page, 2 if step == "giay-to-1" else 1)


def _take_photos(page: Page, count: int) -> None:
    pictures = [
        {"name": f"anh-{n}.jpg", "mimeType": "image/jpeg", "buffer": photograph(f"TRANG {n}")}
        for n in range(1, count + 1)
    ]
    page.get_by_label("Chọn ảnh có sẵn").set_input_files(pictures)  # type: ignore[arg-type]
    expect(page.get_by_role("img")).to_have_count(count)


def _two_photos(page: Page, there: FurnishedOffice) -> None:
    _take_photos(page, 2)


def _photo_with(flaw: str) -> Arrange:
    def take(page: Page, there: FurnishedOffice) -> None:
        picture = {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": photograph_of_paper(flaw)}
        page.get_by_label("Chọn ảnh có sẵn").set_input_files(picture)  # type: ignore[arg-type]
        expect(page.get_by_role("img", name="anh.jpg")).to_have_count(1)

    return take


def _broken_pdf(page: Page, there: FurnishedOffice) -> None:
    file = {"name": f"{'giấy tờ rất dài ' * 6}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.get_by_label("Chọn tệp PDF").set_input_files(file)  # type: ignore[arg-type]


def _send_offline(page: Page, there: FurnishedOffice) -> None:
    _until("xem-lai")(page, there)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_role("button", name="Nộp hồ sơ", exact=True).click()
    expect(page.get_by_role("heading", name="Hồ sơ đang chờ gửi")).to_be_visible()


def _hand_in_unsigned_offline(page: Page, there: FurnishedOffice) -> None:
    _until("xem-lai")(page, there)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_role("button", name="Nộp hồ sơ", exact=True).click()
    expect(page.get_by_role("heading", name="Hồ sơ đang chờ gửi")).to_be_visible()


# Kept by another device of the same person.
_KEEP_A_DRAFT = """async (code) => {
    const token = (await cookieStore.get('csrf_access_token')).value;
    const id = crypto.randomUUID();
    const body = {kind: 'dossier', dossier_id: id, procedure_code: code, applicant: {}, pages: [],
        created_at: new Date().toISOString()};
    const answer = await fetch(`/api/v1/drafts/${id}`, {method: 'PUT', body: JSON.stringify(body),
        headers: {'Content-Type': 'application/json', 'X-CSRF-TOKEN': token}});
    if (!answer.ok) throw new Error(await answer.text());
}"""


def _one_elsewhere(page: Page, there: FurnishedOffice) -> None:
    page.evaluate(_KEEP_A_DRAFT, LONG_TITLE)
    page.reload()


def _home_again(page: Page, there: FurnishedOffice) -> None:
    page.get_by_role("link", name="Trang chủ").click()


def _rate(answer: str) -> Arrange:
    """The first question answered, the others passed over."""

    def rate(page: Page, there: FurnishedOffice) -> None:
        page.get_by_role("button", name=answer, exact=True).click()
        for _ in range(5):
            heading = page.get_by_role("main").get_by_role("heading", level=2).first
            before = heading.inner_text()
            page.get_by_role("button", name="Bỏ qua").click()
            expect(heading).not_to_have_text(before)

    return rate


def _other_phone_code(page: Page, there: FurnishedOffice) -> None:
    page.locator("#phone").fill(there.office.new_phone())
    page.get_by_role("button", name="Nhận mã").click()


def keeps_an_office(code: str, name: str) -> Callable[[Page], None]:
    office = {"code": code, "name": name, "province": "86", "isDemo": True, "mandate": False}
    script = f"localStorage.setItem('myOffice', {json.dumps(json.dumps(office))})"

    def keep(page: Page) -> None:
        page.add_init_script(script)

    return keep


def _as_safari_on_iphone(page: Page) -> None:
    """As far as the app can tell before it stands on the Home Screen."""
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1"
    page.add_init_script(
        f"delete window.PushManager; Object.defineProperty(navigator, 'userAgent', {{ get: () => '{agent}' }})"
    )


def _keeps_a_commune(page: Page) -> None:
    commune = {"commune": "29999", "name": LONG_COMMUNE, "province": "86", "provinceName": "Tỉnh Vĩnh Long"}
    page.add_init_script(f"localStorage.setItem('myCommune', {json.dumps(json.dumps(commune))})")


def _choose_hoa_sen(page: Page, there: FurnishedOffice) -> None:
    page.get_by_role("button", name=re.compile("Hoa Sen")).click()


LONG_OFFICE = "Trung tâm Phục vụ hành chính công xã Nguyễn Nghiêm Thịnh Hưng Phước Bình Trung An (minh họa)"
LONG_COMMUNE = "Xã Nguyễn Nghiêm Thịnh Hưng Phước Bình Trung An"
OFFLINE = ("ERR_INTERNET_DISCONNECTED",)

HOME = [
    State("trang-chu", "/", "Ông/bà cần làm giấy tờ gì?"),
    State("trang-chu-den-luot", "/", "Đến lượt ông/bà", CITIZEN),
    State("trang-chu-co-quan-lam", "/", "Chờ cơ quan tiếp nhận", NEIGHBOUR),
    State("trang-chu-dang-soan", BEGIN, "đang soạn", arrange=_then(_until("co-quan"), _home_again)),
    State("trang-chu-mat-mang", "/", "Không có mạng.", arrange=_go_offline, faults=OFFLINE),
]
LOOK_UP = [
    State("tra-cuu", "/tra-cuu", "Tra cứu"),
    State("tra-cuu-ket-qua", "/tra-cuu?q=khai%20sinh", "thủ tục"),
    State("tra-cuu-ten-dai", "/tra-cuu?q=giay%20phep%20xay%20dung", "thủ tục"),
    State("tra-cuu-khong-thay", "/tra-cuu?q=zzzz%20qqqq", "Chưa tìm thấy thủ tục nào"),
    State("tra-cuu-mat-mang", "/tra-cuu", "theo danh mục đã lưu", arrange=_search_offline, faults=OFFLINE),
    State("tra-cuu-gan-day", "/tra-cuu", "Tra cứu gần đây", prepare=_looked_up_before),
    State("tra-cuu-hieu-mot-phan", "/", "Chưa hiểu: “flycam”", arrange=_search("giấy phép cho flycam")),
    State("tra-cuu-ma-ho-so", "/tra-cuu?q=NOP-261122-7K2M9QXA", "Theo dõi hồ sơ NOP-261122-7K2M9QXA"),
    State("linh-vuc", "/linh-vuc?cap=xa", "Hay cần"),
    State("linh-vuc-khong-co", "/linh-vuc", "Không có lĩnh vực nào", arrange=_fill(**{"field-name": "zzz"})),
    State("viec-thuong-gap", "/viec-thuong-gap", "Người thân qua đời"),
    State("viec", "/viec-thuong-gap/sinh-con", "Làm giấy khai sinh"),
    State(
        "viec-khong-co",
        "/viec-thuong-gap/khong-co",
        "Chưa có trang cho việc này",
        faults=("status of 404",),
    ),
    State("thu-tuc", f"/thu-tuc/{BIRTH}", "Chuẩn bị hồ sơ"),
    State("thu-tuc-ten-dai", f"/thu-tuc/{LONG_TITLE}", "Căn cứ pháp lý"),
    State("thu-tuc-ten-dai-nhat", f"/thu-tuc/{LONGEST_TITLE}", "Chuẩn bị hồ sơ"),
    State("thu-tuc-danh-dau", f"/thu-tuc/{LONG_TITLE}", "Đã có 1/", arrange=_tick_and_unfold),
    State("thu-tuc-ma-qr", f"/thu-tuc/{BIRTH}", "Mở máy ảnh", arrange=press("Mã QR")),
    State("thu-tuc-tai-quay", f"/thu-tuc/{WALK_IN}", "làm trực tiếp tại quầy"),
    State("thu-tuc-khong-co", "/thu-tuc/9.999999", "Không có thủ tục", faults=("status of 404",)),
]
PREPARING = [
    State("chuan-bi-truong-hop", f"/chuan-bi/moi?thu-tuc={LONG_TITLE}", "Bước 1/"),
    State("chuan-bi-nguoi-nop", BEGIN, "Hồ sơ này của ai?", arrange=_until("nguoi-nop")),
    State(
        "chuan-bi-nguoi-nop-sai",
        BEGIN,
        "Có chỗ cần sửa",
        arrange=_then(_until("nguoi-nop"), _fill(phone="12"), press("Tiếp tục")),
    ),
    State("chuan-bi-co-quan", BEGIN, "Nộp ở cơ quan nào?", arrange=_until("co-quan")),
    State("chuan-bi-giay-to", BEGIN, "Giấy tờ 1/", arrange=_until("giay-to-1")),
    State("chuan-bi-giay-to-hai-anh", BEGIN, "Trang 2", arrange=_then(_until("giay-to-1"), _two_photos)),
    State(
        "chuan-bi-giay-to-mo",
        BEGIN,
        "Chữ hơi mờ, chụp lại?",
        arrange=_then(_until("giay-to-1"), _photo_with("blurred")),
    ),
    State(
        "chuan-bi-giay-to-cat",
        BEGIN,
        "Kéo bốn góc",
        arrange=_then(_until("giay-to-1"), _photo_with(""), press("Cắt, xoay", "Xoay")),
    ),
    State("chuan-bi-giay-to-loi", BEGIN, "bị hỏng", arrange=_then(_until("giay-to-1"), _broken_pdf)),
    State("chuan-bi-xem-lai", BEGIN, "Xem lại và nộp", NEWCOMER, _until("xem-lai")),
    State("chuan-bi-cho-mang", BEGIN, "tự gửi khi có mạng", NEWCOMER, _send_offline, faults=OFFLINE),
    State(
        "chuan-bi-cho-dang-nhap",
        BEGIN,
        "nhắc ông/bà đăng nhập",
        arrange=_hand_in_unsigned_offline,
        faults=OFFLINE,
    ),
    State("ho-so-may-khac", "/ho-so", "Làm tiếp ở máy này", NEWCOMER, _one_elsewhere),
    State("chuan-bi-khong-con", f"/chuan-bi/{'0' * 8}-0000-4000-8000-{'0' * 12}/gui", "không còn trên máy"),
    State(
        "chuan-bi-dung-lai",
        BEGIN,
        "Giống giấy tờ đang cần",
        CITIZEN,
        _then(_until("giay-to-1"), press("Dùng lại giấy tờ đã nộp")),
    ),
    State(
        "chuan-bi-bo-sung-ro",
        lambda t: f"/chuan-bi/bo-sung?ho-so={t.dossiers['can-bo-sung-ro']}",
        "Thiếu mặt sau",
        CITIZEN,
    ),
    State(
        "chuan-bi-bo-sung",
        lambda t: f"/chuan-bi/bo-sung?ho-so={t.dossiers['can-bo-sung']}",
        "Cơ quan yêu cầu",
        CITIZEN,
    ),
]
DOSSIERS = [
    State("da-nop", _dossier("cho-tiep-nhan", "/da-nop"), "Đã nộp hồ sơ", CITIZEN),
    State("da-nop-chu-dai", _dossier("chu-dai", "/da-nop"), "Đã nộp hồ sơ", CITIZEN),
    State("da-nop-bien-nhan", _dossier("da-bo-sung", "/da-nop"), "Khóa ký", CITIZEN, _check_receipt),
    State("ho-so-can-bo-sung-ro", _dossier("can-bo-sung-ro"), "Thiếu mặt sau", CITIZEN),
    State("bien-nhan", lambda t: t.receipts[1], "Chữ ký đúng"),
    State("bien-nhan-sai", lambda t: _altered(t.receipts[0]), "Chữ ký không khớp"),
    State("bien-nhan-hong", "/bien-nhan#abc", "không phải biên nhận"),
    State("bien-nhan-tep", "/bien-nhan", "tệp cơ quan đã nhận", "", _choose_receipt),
    State("bien-nhan-trong", "/bien-nhan", "Chưa có biên nhận"),
    State("giay-to", "/giay-to", "Đã dùng trong", CITIZEN, _unfold_uses),
    State("giay-to-bo", "/giay-to", "Bỏ giấy tờ này?", CITIZEN, _take_out),
    State("giay-to-trong", "/giay-to", "Chưa có giấy tờ nào", NEWCOMER),
    State("giay-to-chua-dang-nhap", "/giay-to", "Đăng nhập"),
    State("ho-so-chua-dang-nhap", "/ho-so", "Đăng nhập để xem hồ sơ"),
    State("ho-so-trong", "/ho-so", "Chưa có hồ sơ nào", NEWCOMER),
    State("ho-so", "/ho-so", "Đang giải quyết", CITIZEN),
    *[
        State(f"ho-so-{status:02d}-{name}", _dossier(name), "Quá trình giải quyết", CITIZEN)
        for status, name in STATUS_NAMES.items()
    ],
    State(
        "ho-so-tep",
        _dossier("cho-tiep-nhan"),
        "mã độc",
        CITIZEN,
        prepare=papers_of_all_kinds,
        faults=("status of 404",),
    ),
    State("ho-so-qua-han", _dossier("qua-han"), "trễ", CITIZEN),
    State("ho-so-xin-loi", _dossier("xin-loi"), "Cơ quan đã xin lỗi", CITIZEN),
    State("ho-so-da-bo-sung", _dossier("da-bo-sung"), "Đã gửi bổ sung", CITIZEN),
    State(
        "ho-so-cua-nguoi-khac",
        _dossier("cua-nguoi-khac"),
        "Không tìm thấy hồ sơ này",
        CITIZEN,
        faults=("status of 404",),
    ),
    State("theo-doi", "/theo-doi", "Mã hồ sơ hoặc số nộp"),
    State("theo-doi-cong-khai", lambda t: t.tracking["dang-giai-quyet"].split("#")[0], "Muốn xem từng bước"),
    State("theo-doi-ma-qr", lambda t: t.tracking["can-bo-sung"], "Quá trình giải quyết"),
    State(
        "theo-doi-sai-ma",
        "/theo-doi/NOP-261122-00000000",
        "Không có hồ sơ mang mã này",
        faults=("status of 40",),
    ),
    State(
        "theo-doi-sai-qr",
        lambda t: t.tracking["chu-dai"].split("#")[0] + "#sai",
        "Mã QR này không đúng",
        faults=("status of 40",),
    ),
]
OTHERS = [
    State("thong-bao-chua-dang-nhap", "/thong-bao", "Đăng nhập để xem tin"),
    State("thong-bao-trong", "/thong-bao", "Chưa có thông báo", NEWCOMER),
    State("thong-bao", "/thong-bao", "hồ sơ", CITIZEN),
    State("thong-bao-chung", "/thong-bao-chung", "Một cửa nghỉ sáng thứ Bảy"),
    State(
        "thong-bao-chung-noi-minh",
        "/thong-bao-chung",
        "Báo cho tôi khi",
        CITIZEN,
        prepare=keeps_an_office("Y99.86.01", "Hoa Sen"),
    ),
    State("thong-bao-chung-trong", "/thong-bao-chung", "Chưa có thông báo nào", prepare=_keeps_a_commune),
    State("thong-bao-chung-mot", "/thong-bao-chung/2", "Hẹn gặp lại vào thứ Hai"),
    State(
        "thong-bao-chung-khong-co",
        "/thong-bao-chung/999",
        "Không tìm thấy thông báo",
        faults=("status of 404",),
    ),
    State("danh-gia", _dossier("da-bo-sung", "/danh-gia/reception"), "Câu 1/", CITIZEN),
    State(
        "danh-gia-chua-hai-long",
        _dossier("da-bo-sung", "/danh-gia/reception"),
        "Điều gì khiến",
        CITIZEN,
        _rate("Chưa hài lòng"),
    ),
    State(
        "danh-gia-cam-on",
        _dossier("chu-dai", "/danh-gia/reception"),
        "Cảm ơn ông/bà",
        CITIZEN,
        _then(_rate("Rất hài lòng"), press("Gửi đánh giá")),
    ),
    State("danh-gia-da-gui", _dossier("da-tra", "/danh-gia/result"), "đã được đánh giá", CITIZEN),
    State("danh-gia-ho-so-nao", "/danh-gia", "Ông/bà muốn đánh giá hồ sơ nào?"),
    State("cai-dat", "/cai-dat", "Đã lưu trên máy này", CITIZEN),
    State("nhan-tin", "/cai-dat/nhan-tin", "Ban đêm", CITIZEN),
    State("nhan-tin-chua-dang-nhap", "/cai-dat/nhan-tin", "Đăng nhập"),
    State(
        "cai-dat-iphone", "/cai-dat", "Thêm Một Cửa vào màn hình chính", CITIZEN, prepare=_as_safari_on_iphone
    ),
    State("cai-dat-chua-dang-nhap", "/cai-dat", "Chưa đăng nhập trên máy này"),
    State("dang-nhap", "/dang-nhap", "Nhận mã"),
    State(
        "dang-nhap-sai-so",
        "/dang-nhap",
        "Có chỗ cần sửa",
        arrange=_then(_fill(phone="12"), press("Nhận mã")),
    ),
    State("dang-nhap-ma", "/dang-nhap", "Nhập mã trong tin nhắn", arrange=_other_phone_code),
    State(
        "dang-nhap-sai-ma",
        "/dang-nhap",
        "Mã",
        arrange=_then(_other_phone_code, _fill(code="000000"), press("Xác nhận")),
        faults=("status of 4",),
    ),
    State("dang-nhap-can-bo", "/dang-nhap?as=officer", "Cán bộ đăng nhập"),
    State(
        "dang-nhap-can-bo-sai",
        "/dang-nhap?as=officer",
        "mật khẩu chưa đúng",
        arrange=_then(_fill(username="tiepnhan", password="sai"), press("Xác nhận")),
        faults=("status of 4",),
    ),
    State("khong-co-trang", "/khong-co", "Không có trang này"),
    State("tep-sai", "/tep?dia-chi=/api/v1/dossiers", "không phải của một tệp"),
    State("tep-chua-dang-nhap", f"/tep?dia-chi={A_FILE}", "Đăng nhập", faults=("status of 401",)),
    State(
        "gap-loi", f"/thu-tuc/{BIRTH}", "Trang này gặp lỗi", prepare=_answered_wrongly, faults=("TypeError",)
    ),
    State("dang-tai", f"/thu-tuc/{BIRTH}", "Đang tải…", prepare=_never_answered, loading=True),
    State("mau", "/mau", "Một Cửa", loading=True),
    State("noi-lam-thu-tuc", "/noi-lam-thu-tuc", "Tên cơ quan, xã hoặc phường"),
    State(
        "noi-lam-thu-tuc-khong-thay", "/noi-lam-thu-tuc", "Chưa tìm thấy", arrange=_fill(place="zzzz qqqq")
    ),
    State(
        "noi-lam-thu-tuc-xem",
        "/noi-lam-thu-tuc",
        "Giờ làm việc",
        arrange=_choose_hoa_sen,
    ),
    State(
        "noi-lam-thu-tuc-da-nho",
        "/noi-lam-thu-tuc",
        "Đang nhớ trên máy này",
        prepare=keeps_an_office("Y99.86.01", LONG_OFFICE),
    ),
    State(
        "noi-lam-thu-tuc-xa-phuong",
        "/noi-lam-thu-tuc",
        "Khi nơi này có cơ quan nhận hồ sơ",
        prepare=_keeps_a_commune,
    ),
    State(
        "thu-tuc-xa-phuong",
        f"/thu-tuc/{BIRTH}",
        "chưa có cơ quan nào nhận hồ sơ qua ứng dụng này",
        prepare=_keeps_a_commune,
    ),
    State(
        "noi-lam-thu-tuc-khong-con",
        "/noi-lam-thu-tuc",
        "không còn trong danh sách cơ quan",
        prepare=keeps_an_office("X.1", LONG_OFFICE),
        faults=("status of 404",),
    ),
    State(
        "noi-lam-thu-tuc-mat-mang",
        "/noi-lam-thu-tuc",
        "Không có mạng.",
        arrange=_go_offline,
        prepare=keeps_an_office("Y99.86.01", LONG_OFFICE),
        faults=OFFLINE,
    ),
    State(
        "tra-cuu-co-noi",
        "/tra-cuu",
        "chỉ gồm thủ tục chung cả nước",
        prepare=keeps_an_office("Y99.86.01", LONG_OFFICE),
        arrange=_search_offline,
        faults=OFFLINE,
    ),
    State("co-quan", lambda t: f"/co-quan/{t.office.agency_code}", "Hoa Sen"),
]
PAGES = [*HOME, *LOOK_UP, *PREPARING, *DOSSIERS, *OTHERS, *KIOSK, *OFFICERS]
