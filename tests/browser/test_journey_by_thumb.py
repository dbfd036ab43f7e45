"""The whole way of a dossier: a citizen's thumb, six officers at their desks, a supervisor, a network that fails."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from api.calendars.opening_hours import TIME_ZONE
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.citizen import Citizen
from tests.browser.conftest import OpenPage, StartOffice
from tests.browser.flaky_network import FlakyNetwork, flaky_network_to
from tests.browser.office import DemoOffice
from tests.browser.officer_at_desk import OfficerAtDesk
from tests.browser.page_faults import PageFaults
from tests.browser.photographs import photograph, pictures_of, place_of
from tests.browser.push_to_phone import PushToPhone
from tests.browser.supervisor import Supervisor
from tests.push_service import PushService, running_push_service

NOWHERE = "http://127.0.0.1:9"
PIECE_AND_QUESTIONS = (256 + 64) * 1024  # the piece that was cut, and what else the phone asks meanwhile
PHOTOS = (1800, 2400), (1200, 900)
# One step of the office: who, what, and what the citizen is told (nothing: it is the office's own affair).
STEPS = [
    ("tiepnhan", "Tiếp nhận", "Hồ sơ được tiếp nhận", "Đã tiếp nhận"),
    ("chuyenvien", "Bắt đầu giải quyết", "Hồ sơ đang được xử lý", "Đang giải quyết"),
    ("chuyenvien", "Trình dự thảo kết quả", "", ""),
    ("truongphong", "Kiểm tra đạt", "", ""),
    ("lanhdao", "Ký kết quả", "", ""),
    ("vanthu", "Đóng dấu", "", ""),
    ("chuyenvien", "Hoàn tất giải quyết", "Đã có kết quả", "Đã có kết quả"),
    ("tiepnhan", "Trả kết quả", "Đã trả kết quả", "Đã trả kết quả"),
]


@dataclass
class Scene:
    office: DemoOffice
    network: FlakyNetwork  # the phone's; the office has a good one
    push_service: PushService


@pytest.fixture
def scene(start_office: StartOffice) -> Iterator[Scene]:
    with running_push_service() as push_service, flaky_network_to(NOWHERE) as network:
        office = start_office(PUSH_HOSTS=push_service.origin, PUBLIC_URL=network.origin)
        network.lead_to(office.origin)
        yield Scene(office, network, push_service)


def test_a_dossier_from_the_first_word_to_the_rating(
    scene: Scene, open_page: OpenPage, page_faults: PageFaults
) -> None:
    office = scene.office
    page_faults.announce(r"ERR_(CONNECTION|EMPTY|FAILED|INTERNET|NETWORK)")
    citizen = Citizen(open_page(PHONE, origin=scene.network.origin, whole=True), office, office.new_phone())
    push = PushToPhone(citizen.page.context, scene.push_service, push_key(office))

    supervisor = Supervisor(open_page(DESKTOP, origin=office.origin))
    OfficerAtDesk(supervisor.page, office, "giamsat").signs_in("/giam-sat")
    supervisor.reads_the_last_year(datetime.now(TIME_ZONE).date())
    supervisor.reads_satisfaction_of(5)
    returned_before = supervisor.returned()

    citizen.looks_up("lam giay khai sinh", "Thủ tục đăng ký khai sinh")
    expect(citizen.page).to_have_url(re.compile("/thu-tuc/1.001193"))
    citizen.prepares_a_dossier(*PHOTOS)
    citizen.link("Đăng nhập để nộp").tap()
    citizen.signs_in()
    citizen.is_at("Xem lại và nộp")
    kept = hashes_of_photos_on(citizen.page)
    sent = hand_in_through_a_hole_in_the_network(citizen, scene.network)

    number = citizen.sees_the_receipt()
    dossier_id = citizen.dossier_id
    sees_what_the_office_has(citizen)
    citizen.button("Bật thông báo").tap()
    citizen.reads("Máy này đang nhận thông báo.")

    desks = Desks(office, open_page, number)
    for username, action, told, state in STEPS:
        desks[username].does(action)
        if not told:
            continue
        citizen.link("Trang chủ").tap()
        shown = push.bring_next(citizen.page)
        assert (shown["title"], shown["tag"]) == (told, f"/ho-so/{dossier_id}")
        assert not any(secret in str(shown) for secret in (citizen.name, citizen.number, "khai sinh", number))
        push.tap()
        expect(citizen.page).to_have_url(re.compile(f"/ho-so/{dossier_id}$"))
        expect(citizen.heading(state).first).to_be_visible()
    assert len(scene.push_service.arrivals) == 4
    assert scene.push_service.refusals == []
    sizes = office_downloads(desks["tiepnhan"], kept)
    assert sent < sum(sizes) + PIECE_AND_QUESTIONS, "what went through before the hole did not go again"

    supervisor.page.reload()
    supervisor.reads_satisfaction_of(5)
    supervisor.reads_returned(returned_before + 1)

    rate(citizen)
    supervisor.page.reload()
    supervisor.reads_satisfaction_of(10)  # four others had waited for the fifth answer

    mine = office.citizen(citizen.number).ok("GET", "/dossiers")["items"]
    assert [(one["id"], one["submission_number"], one["status"]) for one in mine] == [
        (dossier_id, number, 10)
    ]


def push_key(office: DemoOffice) -> str:
    return str(office.server.client().ok("GET", "/push/key")["key"])


def hashes_of_photos_on(phone: Page) -> list[str]:
    """SHA-256 of the photos' bytes in the phone's own store, smallest first."""
    return sorted(
        phone.evaluate("""async () => {
            const database = await new Promise((resolve) => {
                const opening = indexedDB.open('motcua');
                opening.onsuccess = () => resolve(opening.result);
            });
            const all = await new Promise((resolve) => {
                const reading = database.transaction('files').objectStore('files').getAll();
                reading.onsuccess = () => resolve(reading.result);
            });
            database.close();
            const photos = all.filter(({ id }) => !id.includes(':'));
            const digests = await Promise.all(photos.map(({ bytes }) => crypto.subtle.digest('SHA-256', bytes)));
            const inHex = (byte) => byte.toString(16).padStart(2, '0');
            return digests.map((digest) => Array.from(new Uint8Array(digest), inHex).join(''));
        }""")
    )


def hand_in_through_a_hole_in_the_network(citizen: Citizen, network: FlakyNetwork) -> int:
    """Answers how many bytes went up."""
    before = network.upload.passed_bytes
    network.go_away_after(up_kilobytes=600)
    citizen.hands_in()
    citizen.is_at("Hồ sơ đang chờ gửi")
    citizen.reads(
        "Máy chủ chưa trả lời, có thể đang bận hoặc mạng yếu: hồ sơ vẫn nằm trong máy và sẽ tự gửi lại."
    )
    percent = int(citizen.page.get_by_role("progressbar").get_attribute("value") or 0)
    assert 0 < percent < 100
    network.restore()
    citizen.is_at("Đã nộp hồ sơ")
    return network.upload.passed_bytes - before


def sees_what_the_office_has(citizen: Citizen) -> None:
    expect(
        citizen.page.get_by_role("img", name="Mã QR để theo dõi hồ sơ này").locator("path")
    ).to_be_attached()
    expect(citizen.page.get_by_text("đã nhận đủ")).to_have_count(1)
    citizen.reads("Cơ quan trả lời có tiếp nhận hay không trong 8 giờ làm việc")


class Desks:
    """Each officer's browser window, opened at the dossier when it is first their turn."""

    def __init__(self, office: DemoOffice, open_page: OpenPage, number: str) -> None:
        self.office, self.open_page, self.number = office, open_page, number
        self.taken: dict[str, OfficerAtDesk] = {}

    def __getitem__(self, username: str) -> OfficerAtDesk:
        if username not in self.taken:
            officer = OfficerAtDesk(self.open_page(DESKTOP, origin=self.office.origin), self.office, username)
            officer.signs_in()
            officer.finds(self.number)
            self.taken[username] = officer
        else:
            self.taken[username].looks_again()
        return self.taken[username]


def office_downloads(officer: OfficerAtDesk, kept: list[str]) -> list[int]:
    """One PDF with the very pictures that the phone kept, and nothing about where they were taken; answers its size."""
    assert all(place_of(photograph(*size)) for size in PHOTOS), "the phone's camera wrote it down"
    links = officer.dossier.get_by_role("link", name="Mở ở thẻ mới").all()
    files = [officer.page.context.request.get(str(link.get_attribute("href"))).body() for link in links]
    [pages] = [pictures_of(file) for file in files]
    assert sorted(hashlib.sha256(page).hexdigest() for page in pages) == kept
    assert [place_of(page) for page in pages] == [{}, {}]
    return [len(file) for file in files]


def rate(citizen: Citizen) -> None:
    citizen.link("Đánh giá việc trả kết quả").tap()
    for question, answer in (
        ("Nhìn chung, ông/bà thấy được phục vụ thế nào?", "Hài lòng"),
        ("Thời gian giải quyết thế nào?", "Bỏ qua"),
        ("Thái độ của cán bộ thế nào?", "Rất hài lòng"),
        ("Cán bộ hướng dẫn thế nào?", "Bỏ qua"),
        ("Thông tin cơ quan công khai thế nào?", "Bỏ qua"),
        ("Có ai đòi tiền ngoài mức quy định không?", "Không"),
    ):
        expect(citizen.heading(question)).to_be_visible()
        citizen.button(answer).tap()
    citizen.button("Gửi đánh giá").tap()
    expect(citizen.heading("Cảm ơn ông/bà")).to_be_visible()
