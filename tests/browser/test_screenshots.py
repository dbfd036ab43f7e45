"""Pictures are made of every page, width and colour scheme; those in the documents are small."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.browser.chromium import SMALL_PHONE, Chromium
from tests.browser.furnished_office import FurnishedOffice
from tests.browser.office import DemoOffice
from tests.browser.page_state import State
from tests.browser.pages import PAGES
from tests.browser.screenshots import PUBLISHED, ROOT, take

LARGEST_BYTES = 200_000


def test_pictures_are_written(chromium: Chromium, office: DemoOffice, tmp_path: Path) -> None:
    there = FurnishedOffice(office, {}, {}, {}, [])
    home = State("trang-chu", "/", "Ông/bà cần làm giấy tờ gì?")
    files = take(chromium, there, [home], tmp_path, screens=[SMALL_PHONE])
    assert [file.name for file in files] == [
        "trang-chu-360.png",
        "trang-chu-360-dark.png",
    ]
    for file in files:
        with Image.open(file) as picture:
            assert picture.width == SMALL_PHONE.width
            assert picture.height > SMALL_PHONE.height, "the whole page is on the picture"


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_pictures_are_small(name: str) -> None:
    state, screen, scale = PUBLISHED[name]
    assert state in {page.name for page in PAGES}
    assert (ROOT / name).stat().st_size <= LARGEST_BYTES
    with Image.open(ROOT / name) as picture:
        assert picture.size == (screen.width * scale, screen.height * scale)
