from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.handing_in import with_catalogue


@pytest.fixture(autouse=True)
def catalogue(app: Flask, tmp_path: Path) -> None:
    with_catalogue(tmp_path)
