"""Uploads against real gunicorn processes: cuts, kills and two senders at once."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from api import create_app
from api.config import Settings
from api.documents import parts
from api.documents.completion import stored_upload
from api.documents.errors import UploadBusy
from api.documents.storage import store
from api.extensions import db
from tests import postgres
from tests.conftest import DATABASES
from tests.documents.samples import BYTES, TUS, photo, sha256
from tests.documents.wire import Wire
from tests.lacking import leave_out
from tests.live_server import Client, LiveServer, running_server
from tests.people import sign_in_citizen


@pytest.fixture(scope="module", params=DATABASES)
def live(
    request: pytest.FixtureRequest, templates: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[LiveServer, Flask]]:
    """One `motcua web` with two processes for all tests here, and an application on the same database and
    folder.
    """
    folder = tmp_path_factory.mktemp("live")
    if request.param not in templates:
        leave_out(postgres.MISSING)
    name = f"live_uploads_{os.getpid()}"
    if request.param == "sqlite":
        shutil.copyfile(templates["sqlite"], folder / "motcua.sqlite")
        address = f"sqlite:///{folder / 'motcua.sqlite'}"
    else:
        address = postgres.create(name, template=templates["postgresql"])
    environment = {"MOTCUA_DATA": str(folder / "var"), "DATABASE_URL": address, "SECRET_KEY": "t" * 40}
    app = create_app(Settings.from_environment(environment))
    with running_server(environment, folder, command="web") as running:
        yield running, app
    with app.app_context():
        db.engine.dispose()
    if request.param == "postgresql":
        postgres.drop(name)


@pytest.fixture
def server(live: tuple[LiveServer, Flask]) -> LiveServer:
    return live[0]


@pytest.fixture
def phone(live: tuple[LiveServer, Flask]) -> Iterator[Client]:
    """A signed-in citizen's client; the test itself may look into the database meanwhile."""
    server, app = live
    with app.app_context():
        client = server.client()
        client.token = sign_in_citizen(app, "0912345678").access_token
        yield client
        db.session.remove()
        client.http.clear()


def announce(phone: Client, size: int) -> uuid.UUID:
    answer = phone.call("POST", "/uploads", headers={**TUS, "Upload-Length": str(size)})
    assert answer.status == 201, answer.body
    return uuid.UUID(answer.headers["location"].rpartition("/")[2])


def offset_of(phone: Client, upload_id: uuid.UUID) -> int:
    answer = phone.call("HEAD", f"/uploads/{upload_id}", headers=TUS)
    assert answer.status == 200
    return int(answer.headers["upload-offset"])


def send_rest(phone: Client, upload_id: uuid.UUID, content: bytes) -> None:
    offset = offset_of(phone, upload_id)
    answer = phone.call(
        "PATCH",
        f"/uploads/{upload_id}",
        data=content[offset:],
        headers={**BYTES, "Upload-Offset": str(offset)},
    )
    assert (answer.status, answer.headers["upload-offset"]) == (204, str(len(content))), answer.body


def wire(server: LiveServer, phone: Client) -> Wire:
    return Wire(server.origin, phone.token or "")


def assert_intact(upload_id: uuid.UUID, content: bytes) -> None:
    upload = stored_upload(upload_id)
    assert upload is not None
    assert upload.sha256 == sha256(content)
    with store().open(upload.storage_key or "") as stream:
        assert stream.read() == content


def wait_for(what: Callable[[], bool], *, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.02)


def is_being_written(upload_id: uuid.UUID) -> bool:
    """Whether a request holds the upload. Asked so, HEAD cannot come before the PATCH that was sent before
    it.
    """
    try:
        with parts.locked(upload_id, wait_seconds=0):
            return False
    except UploadBusy:
        return True


def workers(server: LiveServer) -> list[int]:
    master = server.process.pid
    return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def test_what_arrived_before_a_cut_is_kept(server: LiveServer, phone: Client) -> None:
    """Every byte that reached the server counts, however the connection ends; in no case does the server
    fail.
    """
    content = photo(300_000)
    for half in (1, 1_000, 65_536, 150_001, 299_999):
        for chunked in (False, True):
            for ending in (Wire.half_close, Wire.break_off):
                upload_id = announce(phone, len(content))
                with wire(server, phone) as connection:
                    connection.begin_patch(upload_id, offset=0, length=None if chunked else len(content))
                    (connection.send_chunk if chunked else connection.send)(content[:half])
                    wait_for(lambda upload_id=upload_id: is_being_written(upload_id))
                    ending(connection)
                    if ending is Wire.half_close:
                        status, headers = connection.answer()
                        assert (status, headers["upload-offset"]) == (400, str(half))
                assert offset_of(phone, upload_id) == half
                send_rest(phone, upload_id, content)
                assert_intact(upload_id, content)


def test_a_killed_process_loses_next_to_nothing(server: LiveServer, phone: Client) -> None:
    content = photo(500_000)
    upload_id = announce(phone, len(content))
    with wire(server, phone) as connection:
        connection.begin_patch(upload_id, offset=0, length=len(content))
        connection.send(content[:300_000])
        wait_for(lambda: parts.received_bytes(upload_id) >= 300_000 - 65_536)
        before = workers(server)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: len(set(workers(server)) - set(before)) == 2)
    wait_for(lambda: answers(phone))
    assert 300_000 - 65_536 <= offset_of(phone, upload_id) <= 300_000
    send_rest(phone, upload_id, content)
    assert_intact(upload_id, content)


def answers(phone: Client) -> bool:
    with contextlib.suppress(Exception):
        return phone.call("GET", "//healthz").status == 200
    return False


def test_two_senders_at_once(server: LiveServer, phone: Client) -> None:
    """Also in two processes: the second is refused, the first goes on undisturbed, the file is whole."""
    content = photo(300_000)
    upload_id = announce(phone, len(content))
    with wire(server, phone) as first:
        first.begin_patch(upload_id, offset=0, length=len(content))
        first.send(content[:100_000])
        wait_for(lambda: parts.received_bytes(upload_id) >= 65_536)
        for _ in range(4):
            with wire(server, phone) as second:
                second.begin_patch(upload_id, offset=parts.received_bytes(upload_id), length=1_000)
                second.send(b"x" * 1_000)
                status, headers = second.answer()
                assert status == 423
                assert headers["content-type"] == "application/problem+json"
        first.send(content[100_000:])
        assert first.answer()[0] == 204
    assert_intact(upload_id, content)


def test_many_uploads_through_random_cuts(server: LiveServer, phone: Client) -> None:
    fate = random.Random(20261122)
    cuts = sent = 0
    for number in range(10):
        content = photo(300_000, seed=number)
        upload_id = announce(phone, len(content))
        while (offset := offset_of(phone, upload_id)) < len(content):
            rest = content[offset:]
            until = fate.choice(
                [len(rest), fate.randrange(len(rest)), min(len(rest), fate.randrange(60_000))]
            )
            with wire(server, phone) as connection:
                connection.begin_patch(upload_id, offset=offset, length=len(rest))
                connection.send(rest[:until])
                sent += until
                if until == len(rest):
                    assert connection.answer()[0] == 204
                else:
                    cuts += 1
                    wait_for(lambda upload_id=upload_id: is_being_written(upload_id))
                    fate.choice([Wire.break_off, Wire.half_close])(connection)
        assert_intact(upload_id, content)
    twice = sent - 10 * 300_000
    print(f"10 uploads, {cuts} cuts, {twice} bytes sent twice")  # noqa: T201 - a figure of the run
    assert cuts > 20
    assert twice == 0


def test_a_chunked_body_that_is_too_long(server: LiveServer, phone: Client) -> None:
    content = photo(100_000)
    upload_id = announce(phone, len(content))
    with wire(server, phone) as connection:
        connection.begin_patch(upload_id, offset=0, length=None)
        connection.send_chunk(content + b"more")
        connection.send_chunk(b"")
        status, headers = connection.answer()
    assert (status, headers["upload-offset"]) == (413, str(len(content)))
    assert offset_of(phone, upload_id) == len(content)
    assert_intact(upload_id, content)


def test_a_chunked_body_that_fits(server: LiveServer, phone: Client) -> None:
    content = photo(200_000)
    upload_id = announce(phone, len(content))
    with wire(server, phone) as connection:
        connection.begin_patch(upload_id, offset=0, length=None)
        for start in range(0, len(content), 30_000):
            connection.send_chunk(content[start : start + 30_000])
        connection.send_chunk(b"")
        assert connection.answer()[0] == 204
    assert_intact(upload_id, content)


def test_a_broken_chunk_is_a_cut(server: LiveServer, phone: Client) -> None:
    content = photo(100_000)
    upload_id = announce(phone, len(content))
    with wire(server, phone) as connection:
        connection.begin_patch(upload_id, offset=0, length=None)
        connection.send_chunk(content[:40_000])
        connection.send(b"no number\r\n")
        assert connection.answer()[0] == 400
    assert offset_of(phone, upload_id) == 40_000
    send_rest(phone, upload_id, content)
    assert_intact(upload_id, content)


def peak_memory_kb(pid: int) -> int:
    line = next(
        line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    return int(line.split()[1])
