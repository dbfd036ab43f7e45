"""The web app's types are made from pwa/openapi.json: it must say what the service does."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.openapi_file import FILE, as_text, described


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_web_app_is_built_for_this_interface(app: Flask) -> None:
    assert FILE.read_text(encoding="utf-8") == as_text(described(app)), (
        "the interface changed: run `make client`"
    )
