"""Where a list goes on. Clients hand the text back as they got it and read nothing into it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any

from api.catalogue.errors import InvalidCursor

_FARTHEST = 1_000_000


def read_cursor(cursor: str | None) -> int:
    """How many items lie before the page; raises InvalidCursor for a text that `next_cursor` did not make."""
    if not cursor:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor.encode()).decode()
        offset = int(text.removeprefix("at:")) if text.startswith("at:") and text[3:].isascii() else -1
    except (binascii.Error, ValueError) as error:
        raise InvalidCursor from error
    if not 0 <= offset <= _FARTHEST:
        raise InvalidCursor
    return offset


def next_cursor(offset: int, shown: Sequence[Any], total: int) -> str | None:
    """The cursor after a page that began at `offset`, None after the last."""
    after = offset + len(shown)
    return base64.urlsafe_b64encode(f"at:{after}".encode()).decode() if shown and after < total else None
