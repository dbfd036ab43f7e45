"""Text messages. Without a gateway they are appended to `<data>/outbox/sms.jsonl`, so that a newcomer can sign in.

Gateways come with the issue on channels. Until then a code must be readable at once, so it is written by the request
itself; should the commit fail after that, the code in the file opens nothing.
"""

from __future__ import annotations

import json
import os
from typing import Any

import structlog

from api.config import current_settings
from api.extensions import now

log = structlog.get_logger(__name__)


def send_code(phone: str, *, code: str, minutes: int, **_more: Any) -> None:
    send(
        phone,
        f"{code} là mã đăng nhập Một Cửa của ông/bà, dùng trong {minutes} phút. Không đưa mã này cho ai.",
    )


def send(to: str, text: str) -> None:
    append_to_outbox("sms", to, text)


def append_to_outbox(channel: str, to: str, text: str) -> None:
    """Append one line {to, text, at}; a single write, so that lines of several processes never mix."""
    path = current_settings().data_dir / "outbox" / f"{channel}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"to": to, "text": text, "at": now().isoformat()}, ensure_ascii=False) + "\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)
    log.info(f"{channel}_written_to_outbox", file=f"outbox/{channel}.jsonl")
