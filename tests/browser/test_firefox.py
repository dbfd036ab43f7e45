"""Firefox runs the app, also without a network, and a fault of a page does not pass unnoticed."""

from __future__ import annotations

from tests.browser.firefox import Firefox
from tests.browser.firefox_citizen import citizen_with_a_dossier
from tests.browser.flaky_network import FlakyNetwork
from tests.browser.office import DemoOffice

CATALOGUE_IS_KEPT = """new Promise(done => {
    indexedDB.open('motcua').onsuccess = ({ target: { result } }) => {
        const count = result.transaction('catalogue').objectStore('catalogue').count();
        count.onsuccess = () => { result.close(); done(count.result > 0); };
    };
})"""


def test_faults_are_seen(firefox: Firefox, office: DemoOffice) -> None:
    tab = firefox.open(office.origin)
    assert tab.evaluate("navigator.language") == "vi-VN"
    tab.evaluate("void setTimeout(() => { throw new Error('forgotten') })")
    tab.evaluate("console.error('written')")
    tab.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">inline</p>')")
    tab.evaluate("new Promise(done => setTimeout(done, 50))")
    for expected in ("forgotten", "written", "Content Security Policy"):
        assert any(expected in fault for fault in firefox.faults), firefox.faults
    firefox.faults.clear()


def test_the_app_opens_without_a_network_and_shows_what_was_seen(
    firefox: Firefox, office: DemoOffice, flaky_network: FlakyNetwork
) -> None:
    citizen = citizen_with_a_dossier(firefox, office, origin=flaky_network.origin)
    tab, number = citizen.tab, citizen.dossier["submission_number"]
    tab.wait_for("navigator.serviceWorker.controller !== null")
    tab.press("link", "Hồ sơ")
    tab.wait_for_words(number)
    tab.press("link", "Trang chủ")
    tab.wait_for_words("Chờ cơ quan tiếp nhận")
    tab.wait_for(CATALOGUE_IS_KEPT)
    tab.goto(f"{flaky_network.origin}/ho-so/{citizen.dossier['id']}")
    tab.wait_for_words(number)

    flaky_network.refuse()
    for path, words in (
        ("/", "Chờ cơ quan tiếp nhận"),
        ("/ho-so", number),
        (f"/ho-so/{citizen.dossier['id']}", "Cơ quan đang xem hồ sơ đã đủ chưa."),
        ("/tra-cuu?q=khai+sinh", "theo danh mục đã lưu trong máy"),
    ):
        tab.goto(flaky_network.origin + path)
        tab.wait_for_words(words)
        tab.wait_for_words("Máy chủ chưa trả lời.")
        if "tra-cuu" not in path:
            tab.wait_for_words("Như lúc")

    flaky_network.restore()
    tab.wait_for("!document.body.innerText.includes('Máy chủ chưa trả lời.')")
    firefox.faults.clear()
