"""What cannot be read never reaches the application: it is answered like everything else, and not written down."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import pytest
from gunicorn.http import errors

from api import web_process
from api.errors import HTTP_SENTENCES
from api.headers import SECURITY_HEADERS
from api.processes import MOST_HEADER_BYTES, MOST_HEADERS, MOST_REQUEST_LINE_BYTES
from api.web_process import status_of
from tests.live_server import LiveServer, motcua, running_server

SECRET = "hoi-rieng-cua-toi"  # what somebody looked up


@dataclass
class Raw:
    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("unreadable")
    environment = {
        "MOTCUA_DATA": str(folder / "var"),
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "SECRET_KEY": "",
    }
    motcua("migrate", environment=environment)
    with running_server(environment, folder, command="web") as running:
        yield running


def exchange(server: LiveServer, request: bytes) -> Raw:
    """Sends the bytes as they are and reads until the server closes the connection."""
    address = urlsplit(server.origin)
    received = b""
    with socket.create_connection((address.hostname, address.port), timeout=20) as wire:
        wire.sendall(request)
        while part := wire.recv(65_536):
            received += part
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("ascii").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return Raw(int(first.split()[1]), headers, body)


def get(path: str, *more: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: test", *more, "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin1")


def long_look_up(letters: int) -> str:
    return f"/api/v1/procedures?q={SECRET}{quote('ộ' * letters)}"


UNREADABLE = {
    "a look-up of 10,000 letters": (get(long_look_up(10_000)), 414),
    "a long address on the first line": (get("/" + SECRET * 300), 414),
    "cookies of 20 kB": (get("/", f"Cookie: {SECRET}={'x' * 20_000}"), 431),
    "200 headers": (get("/", *(f"X-{SECRET}-{n}: 1" for n in range(200))), 431),
    "a header without a name": (get("/", f": {SECRET}"), 400),
    "another protocol": (b"\x16\x03\x01\x02\x00\x01" + SECRET.encode() + b"\r\n\r\n", 400),
    "no method": (f"{SECRET}\r\n\r\n".encode(), 400),
    "a version that is none": (get("/").replace(b"HTTP/1.1", b"HTTP/9.9"), 400),
}


@pytest.mark.parametrize(("request_bytes", "status"), UNREADABLE.values(), ids=UNREADABLE)
def test_answered_as_a_problem_in_both_languages(
    server: LiveServer, request_bytes: bytes, status: int
) -> None:
    before = server.log.stat().st_size
    answer = exchange(server, request_bytes)
    code, vietnamese, english, retryable = HTTP_SENTENCES[status]
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == "vi, en"
    assert answer.headers["connection"] == "close"
    assert answer.headers["cache-control"] == "no-store"
    assert {name.lower() for name in SECURITY_HEADERS} <= answer.headers.keys()
    problem = json.loads(answer.body)
    assert (problem["status"], problem["code"], problem["retryable"]) == (status, code, retryable)
    assert vietnamese in problem["detail"]
    assert english in problem["detail"]
    assert int(answer.headers["content-length"]) == len(answer.body)
    written = server.log.read_bytes()[before:].decode(errors="replace")
    assert "unreadable_request" in written
    assert SECRET not in written
    assert "127.0.0.1" not in written


def test_a_slow_sender_of_a_long_address_is_heard_out(server: LiveServer) -> None:
    """Phones send everything before they read: a connection closed meanwhile would be reset, and the answer lost."""
    request_bytes, status = UNREADABLE["a look-up of 10,000 letters"]
    address = urlsplit(server.origin)
    with socket.create_connection((address.hostname, address.port), timeout=20) as wire:
        for start in range(0, len(request_bytes), 4096):
            wire.sendall(request_bytes[start : start + 4096])
            time.sleep(0.005)
        received = b""
        while part := wire.recv(65_536):
            received += part
    assert received.startswith(f"HTTP/1.1 {status} ".encode())


def test_a_sender_who_stays_does_not_keep_others_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """gunicorn reads until the end in the loop that accepts: the end must be there, also of a connection left open."""
    monkeypatch.setattr(web_process, "_LINGER_SILENCE_SECONDS", 0.05)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"x" * 10_000)
        web_process.read_the_rest(ours)
        ours.setblocking(False)  # what waits now raises
        assert ours.recv(1) == b""
        assert theirs.recv(1) == b""


CHUNKED = """POST /api/v1/auth/otp HTTP/1.1
Host: test
Content-Type: application/json
Accept-Language: en
Transfer-Encoding: chunked

{}""".replace("\n", "\r\n")


@pytest.mark.parametrize(
    "chunks",
    [f"{SECRET}\r\n0\r\n\r\n", f"5\r\nhello{SECRET}\r\n0\r\n\r\n", f"5;\x00{SECRET}\r\nhello\r\n0\r\n\r\n"],
    ids=["no size", "longer than it says", "an extension that is none"],
)
def test_a_body_in_chunks_that_are_none(server: LiveServer, chunks: str) -> None:
    """The application begins to read it: its own answer, and still nothing of it in the log."""
    before = server.log.stat().st_size
    answer = exchange(server, CHUNKED.format(chunks).encode())
    code, _, english, _ = HTTP_SENTENCES[400]
    body = json.JSONDecoder().raw_decode(answer.body.decode())[0]
    assert (answer.status, body["code"], body["detail"]) == (400, code, english)
    written = server.log.read_bytes()[before:].decode(errors="replace")
    assert "unreadable_body" in written
    assert "Traceback" not in written
    assert SECRET not in written


def test_a_look_up_that_can_just_be_read_is_answered(server: LiveServer) -> None:
    """The ranking looks at its first 200 letters (api/catalogue/search.py)."""
    answer = exchange(server, get(long_look_up(400)))
    assert answer.status == 200
    assert "items" in json.loads(answer.body)


def test_the_limits_are_those_the_interface_tells(server: LiveServer) -> None:
    def line(size: int) -> bytes:
        path = "/api/v1/procedures?q="
        return get(path + "x" * (size - len(f"GET {path} HTTP/1.1")))

    def header(size: int) -> bytes:
        return get("/healthz", "X-Long: " + "x" * (size - len("X-Long: \r\n")))

    def headers(count: int) -> bytes:
        return get("/healthz", *(f"X-{n}: 1" for n in range(count - 2)))  # `get` sends two of its own

    for kind, most, beyond in (
        (line, MOST_REQUEST_LINE_BYTES, 414),
        (header, MOST_HEADER_BYTES, 431),
        (headers, MOST_HEADERS, 431),
    ):
        assert exchange(server, kind(most)).status == 200, kind
        assert exchange(server, kind(most + 1)).status == beyond, kind
    told = server.client().ok("GET", "/openapi.json")["info"]["description"]
    for limit in (MOST_REQUEST_LINE_BYTES, MOST_HEADER_BYTES, MOST_HEADERS):
        assert f" {limit} " in told


def test_the_server_goes_on(server: LiveServer) -> None:
    for request_bytes, _ in UNREADABLE.values():
        exchange(server, request_bytes)
    assert exchange(server, get("/readyz")).status == 200


def test_a_fault_of_ours_is_not_blamed_on_the_sender() -> None:
    assert status_of(errors.InvalidResponseHeader("X-Ours: \n")) == 500
    assert status_of(ZeroDivisionError()) == 500
    assert status_of(errors.InvalidHTTPVersion("9.9")) == 400
