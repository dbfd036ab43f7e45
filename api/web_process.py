"""A web process of gunicorn that answers as the API does also when no request could be read.

What it cannot parse (an address or headers over the limits, bytes that are no HTTP) never reaches the application.
gunicorn would answer a page of its own and log the address and the sender; an address may hold what somebody looked
up, or a receipt's secret.
"""

from __future__ import annotations

import contextlib
import json
import socket
import time
from http import HTTPStatus
from typing import Any

import structlog
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from api.errors import HTTP_SENTENCES, MEDIA_TYPE, problem_body
from api.headers import SECURITY_HEADERS

log = structlog.get_logger(__name__)

_OUR_FAULTS = (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName, errors.ConfigurationProblem)
# In this order: some are kinds of others.
_STATUS_OF: tuple[tuple[type[Exception], int], ...] = (
    (errors.LimitRequestLine, 414),
    (errors.LimitRequestHeaders, 431),
    (errors.ParseException, 400),
)
_LINGER_SECONDS = 5.0  # an address of 10,000 Vietnamese letters at 384 kbit/s takes two
_LINGER_SILENCE_SECONDS = 2.0
_LINGER_BYTES = 2 * 1024 * 1024  # no browser sends a longer address
_LINGER_PIECE_BYTES = 64 * 1024


class WebProcess(ThreadWorker):
    """gunicorn calls `handle_error` for everything that goes wrong outside of the application, in the thread of the
    request, then closes the connection in the loop that serves everybody."""

    def handle_error(self, _request: Any, client: socket.socket, _address: Any, exc: Exception) -> None:
        status = status_of(exc)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("request_failed", exc_info=exc)
        else:
            log.info("unreadable_request", status=status, kind=type(exc).__name__)
        try:
            client.sendall(unread_answer(status))
            read_the_rest(client)
        except OSError:
            log.debug("unreadable_request_gone")


def read_the_rest(client: socket.socket) -> None:
    """Read and discard what else is sent, for a while: closed earlier, the connection would be reset and the answer
    lost (RFC 9112, 9.6). gunicorn reads 64 kB at most, less than a long look-up, and nobody else is accepted meanwhile.
    Raises OSError when the sender has gone."""
    until, left = time.monotonic() + _LINGER_SECONDS, _LINGER_BYTES
    client.shutdown(socket.SHUT_WR)
    with contextlib.suppress(TimeoutError):
        while left > 0 and (seconds := until - time.monotonic()) > 0:
            client.settimeout(min(seconds, _LINGER_SILENCE_SECONDS))
            piece = client.recv(_LINGER_PIECE_BYTES)
            if not piece:
                break
            left -= len(piece)
    client.shutdown(socket.SHUT_RD)  # gunicorn finds the end at once


def status_of(fault: Exception) -> int:
    """414, 431 or 400 for what the sender can mend, else 500."""
    if isinstance(fault, _OUR_FAULTS):
        return HTTPStatus.INTERNAL_SERVER_ERROR
    return next((status for kind, status in _STATUS_OF if isinstance(fault, kind)), 500)


def unread_answer(status: int) -> bytes:
    """The whole HTTP/1.1 response. Its sentence is in both languages: which one the sender reads was not read."""
    code, vi, en, retryable = HTTP_SENTENCES[status]
    body = json.dumps(
        problem_body(status=status, code=code, detail=f"{vi} {en}", retryable=retryable)
    ).encode()
    headers = {
        "Content-Type": MEDIA_TYPE,
        "Content-Language": "vi, en",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Connection": "close",
        **SECURITY_HEADERS,
    }
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        *(f"{name}: {v}" for name, v in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body
