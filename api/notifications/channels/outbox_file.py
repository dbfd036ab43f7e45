"""Without a gateway: letters are appended to `<data>/outbox/<channel>.jsonl`, so that a newcomer can read them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import structlog

from api.extensions import now
from api.notifications.channels.letter import Letter, Result

log = structlog.get_logger(__name__)


class OutboxFile:
    def __init__(self, name: str, data_dir: Path, *, daily_limit: int) -> None:
        self.name = name
        self.daily_limit = daily_limit
        self.path = data_dir / "outbox" / f"{name}.jsonl"

    def send_all(self, letters: Sequence[Letter]) -> list[Result]:
        for letter in letters:
            text = (
                letter.short_text if self.name == "sms" else f"{letter.title}\n{letter.body}\n{letter.link}"
            )
            self.append(letter.to, text)
        return [Result("sent", provider_id=f"outbox-{letter.reference}", cost_vnd=0) for letter in letters]

    def append(self, to: str, text: str) -> None:
        """One line {to, text, at}; a single write, so that lines of several processes never mix."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"to": to, "text": text, "at": now().isoformat()}, ensure_ascii=False) + "\n"
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)
        log.info(f"{self.name}_written_to_outbox", file=f"outbox/{self.name}.jsonl")
