"""What an office takes: said before anybody photographs anything, and kept with a draft for when there is no network.

All offices of a service have the same limits until they can set their own; clients read them from the office.
"""

from __future__ import annotations

from typing import TypedDict

from api.config import current_settings
from api.documents.file_types import ALLOWED


class DocumentLimits(TypedDict):
    max_bytes: int  # of one file
    media_types: list[str]


def document_limits() -> DocumentLimits:
    return {"max_bytes": current_settings().max_upload_bytes, "media_types": list(ALLOWED)}
