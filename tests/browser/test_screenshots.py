"""Pictures are made of every page, width and colour scheme."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.browser.chromium import SMALL_PHONE, Chromium
from tests.browser.office import DemoOffice
from tests.browser.screenshots import Shot, take


def test_pictures_are_written(chromium: Chromium, office: DemoOffice, tmp_path: Path) -> None:
    files = take(chromium, office, [Shot("trang-chu", "/")], tmp_path, screens=[SMALL_PHONE])
    assert [file.name for file in files] == [
        "trang-chu-360.png",
        "trang-chu-360-dark.png",
    ]
    for file in files:
        with Image.open(file) as picture:
            assert picture.width >= SMALL_PHONE.width
