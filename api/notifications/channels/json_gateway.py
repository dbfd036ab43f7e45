"""Posting JSON to a gateway: time-outs, no redirects, an answer of bounded size; nothing of it reaches a log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import orjson
import urllib3

from api.notifications.channels.letter import Result

TIMEOUT = urllib3.Timeout(connect=5, read=10)
ANSWER_BYTES = 16_384


@dataclass(frozen=True)
class Answer:
    """`data` is {} when the answer was no JSON object."""

    status: int
    data: dict[str, Any]
    retry_after_seconds: float | None


class JsonGateway:
    """Keeps its connections. `post` raises urllib3's HTTPError or OSError when there was no answer."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        self.url = url
        self.headers = headers
        self.http = urllib3.PoolManager(maxsize=4, retries=False, timeout=TIMEOUT)

    def post(self, body: dict[str, Any]) -> Answer:
        response = self.http.request(
            "POST",
            self.url,
            body=orjson.dumps(body),
            headers={"Content-Type": "application/json", "Accept": "application/json", **self.headers},
            redirect=False,
            preload_content=False,
        )
        try:
            raw = response.read(ANSWER_BYTES)
        finally:
            response.close()
        asked = re.fullmatch("[0-9]{1,6}", response.headers.get("Retry-After") or "")
        return Answer(response.status, _object(raw), float(asked[0]) if asked else None)


def trouble(answer: Answer) -> Result:
    """What an answer without success means: 408, 425, 429, 5xx and refused credentials pass; the rest is our fault."""
    error = f"HTTP {answer.status}"
    if answer.status in (401, 403, 408, 425, 429) or answer.status >= 500:
        return Result("retry", error, answer.retry_after_seconds)
    return Result("rejected", error)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return {}
    return data if isinstance(data, dict) else {}
