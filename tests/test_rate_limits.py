"""Limits counted in Redis: for all processes together, and nobody is held back when Redis is away."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from structlog.testing import capture_logs

from api import create_app, rate_limits
from api.accounts.models import RateCount
from api.config import Settings, SettingsError
from api.extensions import db, write_unit
from api.rate_limits import FailingOpen
from tests import redis_server
from tests.live_server import Client, free_port, running_server
from tests.redis_server import RedisForTests

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(params=redis_server.KINDS)
def redis(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RedisForTests]:
    server = redis_server.make(request.param, tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def silent_address() -> Iterator[str]:
    """Something that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(20)
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}"


def counters(url: str) -> FailingOpen:
    return FailingOpen("motcua://", redis_url=url)


def missed() -> float:
    return float(rate_limits.MISSED._value.get())


def close(storage: FailingOpen) -> None:
    storage.counters.storage.close()


def ask_for_code(client: Client, phone: str = "0912345678") -> int:
    return client.call("POST", "/auth/otp", {"phone": phone}).status


@only_sqlite
@pytest.mark.parametrize("redis", redis_server.KINDS[-1:], indirect=True)  # the real one if there is one
def test_two_servers_count_together_and_let_everybody_in_while_redis_is_away(
    environment: dict[str, str], tmp_path: Path, redis: RedisForTests, app: Flask
) -> None:
    environment = {**environment, "REDIS_URL": redis.url}
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    with (
        running_server(environment, folders[0], command="web") as one,
        running_server(environment, folders[1], command="web") as two,
    ):
        clients = [one.client(), two.client()]
        assert [ask_for_code(clients[n % 2]) for n in range(10)] == [202] * 10
        assert [ask_for_code(client) for client in clients] == [429, 429]
        assert ask_for_code(clients[0], "0987654321") == 202, "the limit is each phone's own"
        assert db.session.execute(select(func.count()).select_from(RateCount)).scalar_one() == 0

        redis.stop()
        before = time.monotonic()
        assert [ask_for_code(client) for client in clients] == [202, 202]
        assert time.monotonic() - before < 10
        for client in clients:
            metric = client.call("GET", "//metrics").body.decode()
            assert "\nmotcua_rate_limits_missed_total 0.0" not in metric
            assert "\nmotcua_rate_limits_missed_total " in metric
        assert all("rate_limits_unreachable" in (folder / "web.log").read_text() for folder in folders)

        redis.start()
        time.sleep(rate_limits.REDIS_PAUSE_SECONDS)
        answers = [ask_for_code(clients[n % 2]) for n in range(11)]
        assert answers == [202] * 10 + [429], "Redis has forgotten, and counts again"


def test_a_window_ends(redis: RedisForTests) -> None:
    storage = counters(redis.url)
    assert [storage.incr("a", 2), storage.incr("a", 2), storage.incr("b", 2)] == [1, 2, 1]
    assert storage.get("a") == 2
    assert 0 <= storage.get_expiry("a") - time.time() <= 2.1
    time.sleep(2.2)
    assert [storage.get("a"), storage.incr("a", 2)] == [0, 1]
    close(storage)


def test_a_connection_from_before_a_restart_misses_nothing(redis: RedisForTests) -> None:
    storage = counters(redis.url)
    assert storage.incr("a", 60) == 1
    redis.stop()
    redis.start()
    before = missed()
    assert storage.incr("a", 60) == 1, "a new Redis, which knows nothing"
    assert missed() == before
    close(storage)


@pytest.mark.parametrize("trouble", ["silent", "refused"])
def test_a_redis_that_is_no_use_costs_one_request_little_and_the_next_nothing(
    silent_address: str, trouble: str
) -> None:
    storage = counters(silent_address if trouble == "silent" else f"redis://127.0.0.1:{free_port()}")
    missed_before, before = missed(), time.monotonic()
    with capture_logs() as lines:
        assert storage.incr("a", 60) == 0
        first, before = time.monotonic() - before, time.monotonic()
        assert [storage.incr("a", 60), storage.get("a")] == [0, 0]
        assert abs(storage.get_expiry("a") - time.time()) < 1
        later = time.monotonic() - before
    assert first < 2 * rate_limits.REDIS_TIMEOUT_SECONDS + 1
    assert later < rate_limits.REDIS_TIMEOUT_SECONDS / 2
    assert missed() - missed_before == 2
    assert [(line["event"], line["counted_in"]) for line in lines] == [("rate_limits_unreachable", "redis")]
    close(storage)


def test_it_is_asked_again_after_the_pause(redis: RedisForTests, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "REDIS_PAUSE_SECONDS", 3600)
    storage = counters(redis.url)
    redis.stop()
    assert storage.incr("a", 60) == 0
    redis.start()
    assert storage.incr("a", 60) == 0, "left alone for a while"
    storage.paused_until = time.monotonic()
    assert storage.incr("a", 60) == 1
    close(storage)


def test_the_counters_in_the_database_fail_open_as_well(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    before = missed()
    with write_unit():
        db.session.execute(text("DROP TABLE rate_counts"))
    assert [client.get("/api/v1/tracking/NOP-1").status_code for _ in range(130)] == [404] * 130
    assert missed() - before == 130


def test_an_address_that_is_none_is_said_at_the_start(tmp_path: Path) -> None:
    for address in (
        "redis.example:6379",
        "http://redis.example",
        "redis://",
        "redis://host:port",
        "redis://h:99999",
    ):
        with pytest.raises(SettingsError, match="REDIS_URL"):
            Settings.from_environment({"MOTCUA_DATA": str(tmp_path), "REDIS_URL": address})


@only_sqlite
def test_without_redis_the_application_answers_as_ever(
    environment: dict[str, str], silent_address: str
) -> None:
    app = create_app(Settings.from_environment({**environment, "REDIS_URL": silent_address}))
    before = time.monotonic()
    answer = app.test_client().post("/api/v1/auth/otp", json={"phone": "0912345678"})
    assert answer.status_code == 202
    assert time.monotonic() - before < 4.5, "two limits, one wait"
    close(rate_limits.limiter.storage)
