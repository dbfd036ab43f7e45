"""A running office for browser tests: the real `motcua serve`, the starter catalogue, demo people and dossiers."""

from __future__ import annotations

import itertools
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext

from tests.live_server import Client, LiveServer, motcua, running_server

SMS_PATIENCE_SECONDS = 5.0


@dataclass
class DemoOffice:
    server: LiveServer
    details: dict[str, Any]  # demo.json: agency_code, password, officers
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def origin(self) -> str:
        return self.server.origin

    @property
    def data_dir(self) -> Path:
        return Path(self.server.environment["MOTCUA_DATA"])

    @property
    def agency_code(self) -> str:
        return str(self.details["agency_code"])

    @property
    def password(self) -> str:
        """Of every officer: tiepnhan, chuyenvien, truongphong, lanhdao, vanthu, thuquy, quantri, giamsat."""
        return str(self.details["password"])

    def new_phone(self) -> str:
        """A number nobody has used here: one phone gets ten codes an hour, so each test takes its own."""
        return f"0911{next(self._numbers):06d}"

    def code_for(self, phone: str) -> str:
        """The newest one-time code sent to the phone."""
        outbox = self.data_dir / "outbox" / "sms.jsonl"
        until = time.monotonic() + SMS_PATIENCE_SECONDS
        while time.monotonic() < until:
            lines = outbox.read_text(encoding="utf-8").splitlines() if outbox.exists() else []
            for message in map(json.loads, reversed(lines)):
                if message["to"] == phone:
                    return str(message["text"][:6])
            time.sleep(0.05)
        raise AssertionError(f"no message was sent to {phone}")

    def citizen(self, phone: str) -> Client:
        """Signed in by bearer token, for what a test only prepares."""
        client = self.server.client()
        client.ok("POST", "/auth/otp", {"phone": phone}, status=202)
        body = {"phone": phone, "code": self.code_for(phone), "tokens": True}
        client.token = client.ok("POST", "/auth/session", body)["access_token"]
        return client

    def officer(self, username: str) -> Client:
        client = self.server.client()
        body = {"username": username, "password": self.password, "tokens": True}
        client.token = client.ok("POST", "/auth/officer", body)["access_token"]
        return client

    def sign_in_citizen(self, context: BrowserContext, phone: str) -> None:
        """The browser's cookies of a citizen, for tests that are not about signing in."""
        self.server.client().ok("POST", "/auth/otp", {"phone": phone}, status=202)
        self._sign_in(context, "session", {"phone": phone, "code": self.code_for(phone)})

    def sign_in_officer(self, context: BrowserContext, username: str) -> None:
        self._sign_in(context, "officer", {"username": username, "password": self.password})

    def _sign_in(self, context: BrowserContext, kind: str, body: dict[str, str]) -> None:
        answer = context.request.post(f"{self.origin}/api/v1/auth/{kind}", data=body)
        assert answer.ok, f"{answer.status} {answer.text()}"


def environment_of(folder: Path) -> dict[str, str]:
    """A newcomer's machine: SQLite and generated secrets, whatever the developer has set."""
    return {"MOTCUA_DATA": str(folder), "DATABASE_URL": "", "REDIS_URL": "", "SECRET_KEY": ""}


def prepare_demo_data(folder: Path) -> Path:
    """`motcua demo` takes seconds, so it runs once and every office starts from a copy of its folder."""
    motcua("demo", "--quiet", environment=environment_of(folder))
    return folder


@contextmanager
def running_office(demo_data: Path, tmp_path: Path, **settings: str) -> Iterator[DemoOffice]:
    """An office of its own until the block ends; `settings` are environment variables such as PUSH_HOSTS."""
    data = tmp_path / "var"
    shutil.copytree(demo_data, data)
    details = json.loads((data / "demo.json").read_text(encoding="utf-8"))
    with running_server({**environment_of(data), **settings}, tmp_path) as server:
        yield DemoOffice(server, details)
