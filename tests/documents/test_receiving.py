"""The body of a PATCH as gunicorn hands it over, on connections that fall silent or break."""

from __future__ import annotations

import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from gunicorn.http.body import Body, ChunkedReader, LengthReader
from gunicorn.http.unreader import SocketUnreader

from api.documents import parts, receiving
from api.documents.errors import UploadInterrupted
from api.documents.receiving import receive_body
from api.extensions import db
from tests.documents.samples import announce, photo, send
from tests.people import Person

CONTENT = photo(200_000)


class Line:
    """Both ends of a connection; `environ` is what gunicorn's WSGI environment would hold of it."""

    def __init__(self, here: socket.socket, there: socket.socket, *, length: int | None) -> None:
        self.phone, self.server = here, there
        unreader = SocketUnreader(there)
        reader = ChunkedReader(None, unreader) if length is None else LengthReader(unreader, length)
        self.environ: dict[str, Any] = {
            "wsgi.input": Body(reader),
            "wsgi.input_terminated": True,
            "gunicorn.socket": there,
            "SERVER_PROTOCOL": "HTTP/1.1",
            **({"HTTP_TRANSFER_ENCODING": "chunked"} if length is None else {"CONTENT_LENGTH": str(length)}),
        }


@contextmanager
def line(*, length: int | None) -> Iterator[Line]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        here = socket.create_connection(listener.getsockname())
        there, _ = listener.accept()
    with here, there:
        yield Line(here, there, length=length)


def take_in(app: Flask, upload_id: uuid.UUID, environ: dict[str, Any]) -> int:
    with app.test_request_context(method="PATCH", environ_overrides=environ):
        return receive_body(upload_id, size=len(CONTENT), stated_offset=0)


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("arrived", [1, 1_000, 65_536, 100_001])
def test_a_connection_that_falls_silent_is_given_up_and_what_came_is_kept(
    app: Flask, citizen: Person, monkeypatch: pytest.MonkeyPatch, arrived: int, chunked: bool
) -> None:
    monkeypatch.setattr(receiving, "STALL_SECONDS", 0.1)
    upload_id = announce(citizen, len(CONTENT))
    with line(length=None if chunked else len(CONTENT)) as connection:
        connection.phone.sendall((b"%x\r\n" % len(CONTENT) if chunked else b"") + CONTENT[:arrived])
        started = time.monotonic()
        with pytest.raises(UploadInterrupted) as interrupted:
            take_in(app, upload_id, connection.environ)
        assert time.monotonic() - started < 5
        assert connection.server.gettimeout() is None, "the answer is sent without a time limit, as before"
    assert interrupted.value.headers["Upload-Offset"] == str(arrived)
    assert parts.received_bytes(upload_id) == arrived
    assert send(citizen, upload_id, CONTENT[arrived:], offset=arrived).status_code == 204


def test_a_whole_body(app: Flask, citizen: Person) -> None:
    upload_id = announce(citizen, len(CONTENT))
    with line(length=len(CONTENT)) as connection:
        connection.phone.sendall(CONTENT)
        assert take_in(app, upload_id, connection.environ) == len(CONTENT)
        assert connection.server.gettimeout() is None


def test_a_connection_that_is_not_a_plain_one_is_left_alone(app: Flask, citizen: Person) -> None:
    upload_id = announce(citizen, len(CONTENT))
    with line(length=len(CONTENT)) as connection:
        connection.environ["gunicorn.socket"] = object()  # TLS, for instance
        connection.phone.sendall(CONTENT[:10])
        connection.phone.close()
        with pytest.raises(UploadInterrupted):
            take_in(app, upload_id, connection.environ)
    assert parts.received_bytes(upload_id) == 10


def test_no_database_connection_is_held_while_bytes_arrive(
    citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload_id = announce(citizen, len(CONTENT))
    db.session.close()
    held: list[int] = []
    really_append = parts.Part.append

    def append(part: parts.Part, data: bytes) -> None:
        held.append(db.engine.pool.checkedout())  # type: ignore[attr-defined]
        really_append(part, data)

    monkeypatch.setattr(parts.Part, "append", append)
    assert send(citizen, upload_id, CONTENT).status_code == 204
    assert set(held) == {0}
