"""A dossier whose first paper has become everything that a file can become, each in the length it may have."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, Route

LONG_FILE_NAME = "giay-khai-sinh-ban-sao-co-chung-thuc-" * 4 + ".pdf"
NOTHING = {"copy_type": None, "copy_size": None, "screen_size": None, "thumbnail_size": None, "pages": None}
BECAME: list[dict[str, Any]] = [
    {
        "state": "ready",
        "pages": 12,
        "file_name": LONG_FILE_NAME,
        "scan": "not_scanned",
        "removed": ["actions", "files", "scripts"],
        "legibility": [
            {"code": code, "page": 12}
            for code in ("small", "sliver", "empty", "dark", "far", "glare", "blurred")
        ],
    },
    {"state": "waiting", "scan": "waiting", "media_type": "application/pdf", **NOTHING},
    {"state": "waiting", "media_type": "image/heic", **NOTHING},
    {"state": "unreadable", **NOTHING},
    {"state": "not_shown", "media_type": "image/heic", **NOTHING},
    {"state": "infected", "scan": "infected", "file_name": LONG_FILE_NAME, **NOTHING},
]


def papers_of_all_kinds(page: Page) -> None:
    """For `State.prepare`: what the service says of a dossier, with such papers."""

    def answer(route: Route) -> None:
        fetched = route.fetch()
        dossier = fetched.json()
        first = dossier["documents"][0]
        dossier["documents"] = [
            {**first, **became, "upload_id": f"{number:08d}{first['upload_id'][8:]}"}
            for number, became in enumerate(BECAME)
        ]
        route.fulfill(response=fetched, json=dossier)

    page.route(re.compile(r"/api/v1/(desk/)?dossiers/[0-9a-f-]{36}$"), answer)
    # The papers' own thumbnails are not of these ids: what is shown where one does not come.
