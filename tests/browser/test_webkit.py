"""The app opens on the engine of iPhones."""

from __future__ import annotations

from tests.browser.office import DemoOffice
from tests.browser.webkit import WebKit


def test_the_app_opens(webkit: WebKit, office: DemoOffice) -> None:
    webkit.goto(office.origin)
    assert webkit.evaluate("document.title").endswith("Một Cửa")
    assert webkit.wait_for("document.querySelector('main')?.innerText")
    webkit.check()

    webkit.evaluate("void setTimeout(() => { throw new Error('forgotten') })")
    webkit.evaluate(
        "void setTimeout(() => document.body.insertAdjacentHTML('beforeend', '<p style=\"top: 0\">inline</p>'))"
    )
    webkit.evaluate("new Promise(done => setTimeout(done, 100))")
    for expected in ("forgotten", "Content Security Policy"):
        assert any(expected in fault for fault in webkit.collect_faults()), webkit.faults
    webkit.faults.clear()
