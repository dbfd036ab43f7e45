"""The app on the engine of iPhones: it starts and looks up without a network, keeps, sends and shows what comes."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser.flaky_network import FlakyNetwork
from tests.browser.office import DemoOffice
from tests.browser.photographs import pictures_of
from tests.browser.webkit import WebKit
from tests.live_handing_in import BIRTH
from tests.load.web_app import DIST

READ_STORE = """new Promise((done, fail) => {
    const opening = indexedDB.open('motcua');
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
        const reading = opening.result.transaction('%s').objectStore('%s').getAll();
        reading.onsuccess = () => { opening.result.close(); done((%s)(reading.result)); };
    };
})"""
STORED_FILES = """files => Promise.all(files.filter(({ id }) => !id.includes(':')).map(async ({ bytes }) => ({
    kind: Object.prototype.toString.call(bytes),
    size: bytes.byteLength,
    head: [...new Uint8Array(bytes, 0, 3)],
    sha256: [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))]
        .map(byte => byte.toString(16).padStart(2, '0')).join(''),
})))"""


def stored(webkit: WebKit, store: str, look: str) -> Any:
    """What lies in a store of the phone, as a function of the list of its records sees it."""
    return webkit.evaluate(READ_STORE % (store, store, look))


def wait_for_worker(webkit: WebKit) -> None:
    webkit.wait_for("navigator.serviceWorker.controller?.state === 'activated'")


def sign_in(webkit: WebKit, office: DemoOffice, phone: str) -> None:
    """On the sign-in page that is open."""
    webkit.write("Số điện thoại di động", phone)
    webkit.press("Nhận mã")
    webkit.wait_for_words("Nhập mã trong tin nhắn")
    webkit.write("Mã 6 chữ số", office.code_for(phone))
    webkit.press("Xác nhận")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Of paper on a dark table, larger than what is sent, with where it was taken."""
    picture = Image.effect_noise((3000, 2200), 40).convert("RGB")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (10.0, 2.0, 0.0)}
    exif[0x0112] = 6  # lying on its side
    output = io.BytesIO()
    picture.save(output, "JPEG", exif=exif, quality=80)
    file = tmp_path / "Giấy chứng sinh.jpg"
    file.write_bytes(output.getvalue())
    return file


def test_faults_are_seen(webkit: WebKit, office: DemoOffice) -> None:
    webkit.goto(office.origin)
    webkit.wait_for_words("Ông/bà cần làm giấy tờ gì?")
    webkit.check()
    webkit.evaluate("void setTimeout(() => { throw new Error('forgotten') })")
    webkit.evaluate(
        "void setTimeout(() => document.body.insertAdjacentHTML('beforeend', '<p style=\"top: 0\">inline</p>'))"
    )
    webkit.evaluate("new Promise(done => setTimeout(done, 100))")
    for expected in ("forgotten", "Content Security Policy"):
        assert any(expected in fault for fault in webkit.collect_faults()), webkit.faults
    webkit.faults.clear()


def test_the_app_starts_and_looks_up_without_a_network(webkit: WebKit, flaky_network: FlakyNetwork) -> None:
    origin = flaky_network.origin
    webkit.goto(origin)
    wait_for_worker(webkit)
    webkit.wait_for(READ_STORE % ("catalogue", "catalogue", "all => all.length"))
    webkit.goto(f"{origin}/thu-tuc/{BIRTH}")
    webkit.wait_for_words("Giấy tờ phải nộp")
    webkit.check()

    flaky_network.refuse()
    webkit.goto(origin)
    webkit.wait_for_words("Ông/bà cần làm giấy tờ gì?")
    webkit.goto(f"{origin}/thu-tuc/{BIRTH}")
    webkit.wait_for_words("Như lúc")
    webkit.wait_for_words("Giấy tờ phải nộp")
    webkit.goto(f"{origin}/tra-cuu?q=dang+ky+khai+sinh")
    webkit.wait_for_words("theo danh mục đã lưu trong máy")
    assert "khai sinh" in webkit.evaluate("document.querySelector('main li a').innerText").lower()


def test_a_dossier_waits_on_the_phone_and_is_sent_when_the_network_is_back(
    webkit: WebKit, office: DemoOffice, flaky_network: FlakyNetwork, photo: Path
) -> None:
    origin, phone = flaky_network.origin, office.new_phone()
    webkit.goto(f"{origin}/dang-nhap?next=/thu-tuc/{BIRTH}")
    wait_for_worker(webkit)
    sign_in(webkit, office, phone)
    webkit.press("Chuẩn bị hồ sơ")
    webkit.wait_for_words("Hồ sơ này của ai?")
    webkit.write("Họ, chữ đệm và tên", "Nguyễn Văn Mẫu")
    webkit.press("Tiếp tục")  # the number is the one that signed in
    webkit.wait_for_words("Nộp ở cơ quan nào?")
    webkit.wait_for("document.querySelector('#office input') !== null")
    webkit.evaluate("void document.querySelector('#office input').click()")
    webkit.wait_for("document.querySelector('#office input:checked') !== null")

    flaky_network.refuse()
    webkit.press("Tiếp tục")
    webkit.choose_file("Chọn ảnh có sẵn", photo)
    webkit.wait_for_words("Trang 1")
    webkit.press("Đến phần xem lại")
    webkit.press("Nộp hồ sơ")
    webkit.wait_for_words("Máy chủ chưa trả lời, có thể đang bận hoặc mạng yếu: hồ sơ vẫn nằm trong máy")
    kept = stored(webkit, "files", STORED_FILES)
    assert {one["kind"] for one in kept} == {"[object ArrayBuffer]"}
    [page] = [
        one for one in kept if one["head"] == [0xFF, 0xD8, 0xFF]
    ]  # JPEG, whatever the engine likes better
    [joined] = [one for one in kept if bytes(one["head"]) == b"%PD"]

    webkit.reload()
    webkit.wait_for_words("Máy chủ chưa trả lời, có thể đang bận hoặc mạng yếu: hồ sơ vẫn nằm trong máy")
    assert stored(webkit, "files", STORED_FILES) == kept

    flaky_network.restore()
    webkit.wait_for_words("Đã nộp hồ sơ")
    citizen = office.citizen(phone)
    [line] = citizen.ok("GET", "/dossiers")["items"]
    [document] = citizen.ok("GET", f"/dossiers/{line['id']}")["documents"]
    arrived = citizen.call("GET", f"/dossiers/{line['id']}/documents/{document['upload_id']}").body
    assert hashlib.sha256(arrived).hexdigest() == joined["sha256"]
    [photo_in_it] = pictures_of(arrived)
    assert hashlib.sha256(photo_in_it).hexdigest() == page["sha256"]
    with Image.open(io.BytesIO(photo_in_it)) as picture:
        assert (picture.format, dict(picture.getexif())) == ("JPEG", {})
        assert picture.height > picture.width, "upright"
        assert max(picture.size) == 2000
    assert stored(webkit, "files", "files => files.length") == 0, "the phone has no more need of it"

    # No PushManager here: nobody is asked for what cannot be, and the settings say what there is instead.
    assert webkit.evaluate("'PushManager' in window") is False
    assert "Bật thông báo" not in webkit.evaluate("document.querySelector('main').innerText")
    webkit.goto(f"{origin}/cai-dat")
    webkit.wait_for_words("Trình duyệt này không nhận được thông báo. Tin vẫn đến mục Thông báo")
    assert "Bật thông báo" not in webkit.evaluate("document.querySelector('main').innerText")


def worker_with_push() -> str:
    around = Path(__file__).with_name("push_worker.js").read_text(encoding="utf-8")
    worker = (DIST / "sw.js").read_text(encoding="utf-8")
    return re.sub("^//.*\n", "", around, flags=re.MULTILINE).replace("/* THE WORKER */", worker)


def test_the_push_handlers_run_on_this_engine(webkit: WebKit, office: DemoOffice) -> None:
    webkit.goto(office.origin)
    wait_for_worker(webkit)
    asked = webkit.evaluate(worker_with_push())
    first, *unreadable = asked["shown"]
    assert (first["title"], first["tag"], first["lang"]) == ("Đã có kết quả", "/ho-so/1", "vi")
    assert first["icon"].startswith("data:image/png;base64,"), "from the engine's own cache"
    assert [shown["tag"] for shown in unreadable] == ["/thong-bao"] * 2, "something is always shown"
    assert asked["opened"] == ["/ho-so/1", "/thong-bao"], "no other site; 'later' only closes"
    assert {"open": "/ho-so/2"} in asked["told"], "the window that is open changes its page"
    (renewal,) = asked["fetched"]
    assert renewal["path"] == "/api/v1/push/renewals"
    assert renewal["body"]["old"] == {"endpoint": "https://old", "auth": "secret"}
    assert asked["keptNow"]["endpoint"] == "https://new"
