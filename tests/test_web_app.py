"""Which addresses get the app's shell, and which are files that are there or not."""

from __future__ import annotations

import pytest

from api.web_app import FILE


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/ho-so",
        "/thu-tuc/1.001193",
        "/thu-tuc/1.001193.000.00.00.H57",
        "/theo-doi/Y99.86.01-261122-0001",
        "/co-quan/000.00.01.h57",
        "/can-bo/ho-so/0b0c",
    ],
)
def test_codes_with_dots_are_pages(path: str) -> None:
    assert not FILE.search(path)


@pytest.mark.parametrize(
    "path",
    [
        "/robots.txt",
        "/favicon.ico",
        "/assets/gone.js",
        "/font.woff2",
        "/wp-login.php",
        "/.env",
        "/.git/config",
    ],
)
def test_names_of_files_are_no_pages(path: str) -> None:
    assert FILE.search(path)
