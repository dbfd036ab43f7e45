"""The checks find what they are for, and nothing else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import assert_accessible, assert_fits
from tests.browser.chromium import SMALL_PHONE, Chromium

HEAD = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Thử</title>
<meta name="viewport" content="width=device-width"><style>
* { box-sizing: border-box } body { margin: 0; font: 16px/1.5 sans-serif }
button { min-height: 44px; min-width: 44px } .low { min-height: 0; height: 20px; padding: 0; border: 0 }
.around { position: relative } .around::after { content: ""; position: absolute; inset: -13px }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; white-space: nowrap }
.one-line { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
</style></head><body><main><h1>Thử</h1>"""
LONG = "Trung tâm Phục vụ hành chính công phường Hoa Sen (minh họa)"

GOOD = f"""<p>Xem <a href="#a">hướng dẫn</a> trước khi nộp.</p><button>Nộp</button>
<p style="padding: 40px"><button class="low around">Sửa</button></p>
<span class="hidden">{LONG}</span>
<div style="overflow-x: auto" tabindex="0"><div style="width: 900px">{LONG}</div></div>
<p style="display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden">{LONG} {LONG}</p>
<label style="display: block; padding: 12px"><input type="checkbox"> Đồng ý với điều kiện</label>"""

BAD = {
    "scrolls sideways": '<div style="width: 500px; height: 5px"></div>',
    "reaches from 0 to 500 px of 360": '<div style="width: 500px; height: 5px"></div>',
    "text is cut off": f'<p class="one-line">{LONG}</p>',
    "text is cut off by": f'<p style="height: 1.5em; overflow: hidden">{LONG} {LONG}</p>',
    "too small to touch, .* × 20 px of 44: <button.low> .Sửa": '<button class="low">Sửa</button>',
    "too small to touch": '<ul><li><a href="#a">Thủ tục</a></li></ul>',
}


@pytest.fixture
def page(chromium: Chromium) -> Page:
    return chromium.new_context(SMALL_PHONE).new_page()


def test_a_good_page_passes(page: Page) -> None:
    page.set_content(HEAD + GOOD)
    assert_accessible(page)
    assert_fits(page)
    page.context.close()


@pytest.mark.parametrize("fault", BAD)
def test_what_does_not_fit_is_found(page: Page, fault: str) -> None:
    page.set_content(HEAD + BAD[fault])
    with pytest.raises(AssertionError, match=fault):
        assert_fits(page)
    page.context.close()


def test_what_is_not_accessible_is_listed(page: Page) -> None:
    page.set_content(HEAD + '<img src="data:,"><p style="color: #aaa">nhạt</p>')
    with pytest.raises(AssertionError) as failure:
        assert_accessible(page)
    for expected in (
        "image-alt (critical): Images must have alternative text",
        '<img src="data:,">',
        "contrast",
    ):
        assert expected in str(failure.value)
    page.context.close()
