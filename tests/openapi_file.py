"""`make client`: the interface as a file, from which the web app's types are made (pwa/openapi.json)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from flask import Flask

from api import create_app
from api.config import PROJECT_ROOT, Settings

FILE = PROJECT_ROOT / "pwa" / "openapi.json"


def described(app: Flask) -> dict[str, Any]:
    answer = app.test_client().get("/api/v1/openapi.json").json
    assert answer is not None
    return dict(answer)


def as_text(description: dict[str, Any]) -> str:
    """One line a fact, in a fixed order, so that a change of the interface reads well in a diff."""
    return json.dumps(description, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    app = create_app(Settings.from_environment())
    Path(sys.argv[1]).write_text(as_text(described(app)), encoding="utf-8")
