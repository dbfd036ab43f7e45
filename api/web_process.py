"""A web process of gunicorn that answers as the API does also when no request could be read.

What it cannot parse (an address or headers over the limits, bytes that are no HTTP) never reaches the application.
gunicorn would answer a page of its own and log the address and the sender; an address may hold what somebody looked
up, or a receipt's secret.
"""

from __future__ import annotations

import json
import socket
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


class WebProcess(ThreadWorker):
    """gunicorn calls `handle_error` for everything that goes wrong outside of the application, then closes the
    connection, after reading for a moment what else was sent: else the answer would be lost with it."""

    def handle_error(self, _request: Any, client: socket.socket, _address: Any, exc: Exception) -> None:
        status = status_of(exc)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("request_failed", exc_info=exc)
        else:
            log.info("unreadable_request", status=status, kind=type(exc).__name__)
        try:
            client.sendall(unread_answer(status))
        except OSError:
            log.debug("unreadable_request_gone")


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
