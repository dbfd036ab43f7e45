"""One shape for every error: RFC 9457 problem documents in the reader's language.

An error is a class with a status, a stable code and a sentence in Vietnamese and English that says what happened and
who has to act. `retryable` says whether sending the same again may help. This file turns all of them, and whatever
Flask, werkzeug and marshmallow raise on their own, into answers.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

import structlog
from flask import Flask, Response, current_app, has_request_context, request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import BadRequest, HTTPException

from api.field_messages import NOT_RIGHT, Sentence

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """Base of all errors that a client is meant to understand.

    Values given by keyword fill the placeholders of the sentences; `errors` lists what is wrong in which field, each
    made by `field_error`.
    """

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad_request"
    vi: ClassVar[str] = "Yêu cầu không hợp lệ."
    en: ClassVar[str] = "The request is not valid."
    retryable: ClassVar[bool] = False

    def __init__(
        self,
        *,
        errors: list[dict[str, Any]] | None = None,
        headers: dict[str, str] | None = None,
        **values: Any,
    ) -> None:
        super().__init__(self.code)
        self.errors = errors
        self.headers = headers or {}
        self.values = values

    def sentence(self, language: str) -> str:
        return (self.en if language == "en" else self.vi).format(**self.values)


class NotFound(Problem):
    status, code = 404, "not_found"
    vi = "Không tìm thấy. Xin kiểm tra lại đường dẫn hoặc mã số."
    en = "Nothing was found here. Please check the address or the number."


class ChangedMeanwhile(Problem):
    status, code = 412, "changed_meanwhile"
    vi = "Nội dung đã được người khác thay đổi. Xin tải lại rồi làm tiếp; chưa có gì bị ghi đè."
    en = "Somebody else has changed this meanwhile. Please load it again; nothing was overwritten."


class Unauthenticated(Problem):
    status, code = 401, "sign_in_required"
    vi = "Xin đăng nhập để tiếp tục."
    en = "Please sign in to go on."


class Forbidden(Problem):
    status, code = 403, "not_allowed"
    vi = "Tài khoản này không có quyền làm việc đó."
    en = "This account may not do that."


class InvalidInput(Problem):
    status, code = 422, "invalid_input"
    vi = "Có thông tin chưa đúng. Xin xem các mục được đánh dấu."
    en = "Some of the input is not right. Please see the marked fields."


class MalformedJson(Problem):
    status, code = 400, "malformed_json"
    vi = "Nội dung gửi lên không phải JSON đúng."
    en = "What was sent is no valid JSON."


# What the web framework raises by itself: status → (code, Vietnamese, English, retryable).
HTTP_SENTENCES: dict[int, tuple[str, str, str, bool]] = {
    400: (
        "malformed_request",
        "Máy chủ không đọc được yêu cầu này.",
        "The server cannot read this request.",
        False,
    ),
    401: (Unauthenticated.code, Unauthenticated.vi, Unauthenticated.en, False),
    403: (Forbidden.code, Forbidden.vi, Forbidden.en, False),
    404: (NotFound.code, NotFound.vi, NotFound.en, False),
    405: (
        "method_not_allowed",
        "Địa chỉ này không nhận kiểu yêu cầu đó.",
        "This address does not take that kind of request.",
        False,
    ),
    406: (
        "not_acceptable",
        "Máy chủ không có dạng dữ liệu được yêu cầu.",
        "The server has no such representation.",
        False,
    ),
    408: (
        "too_slow",
        "Kết nối quá chậm. Xin thử lại.",
        "The connection was too slow. Please try again.",
        True,
    ),
    411: ("length_required", "Yêu cầu thiếu độ dài.", "The request does not say how long it is.", False),
    412: (
        ChangedMeanwhile.code,
        ChangedMeanwhile.vi,
        ChangedMeanwhile.en,
        False,
    ),
    413: ("too_large", "Nội dung gửi lên quá lớn.", "What was sent is too large.", False),
    414: (
        "address_too_long",
        "Địa chỉ quá dài. Xin rút ngắn nội dung tìm rồi thử lại.",
        "The address is too long. Please shorten what you look for and try again.",
        False,
    ),
    415: (
        "unsupported_media_type",
        "Kiểu nội dung này không được nhận. Hãy gửi JSON.",
        "This kind of content is not accepted. Send JSON.",
        False,
    ),
    422: (InvalidInput.code, InvalidInput.vi, InvalidInput.en, False),
    429: (
        "too_many_requests",
        "Có quá nhiều yêu cầu trong thời gian ngắn. Xin chờ một lát rồi thử lại.",
        "Too many requests in a short time. Please wait a little and try again.",
        True,
    ),
    431: (
        "headers_too_large",
        "Trình duyệt gửi kèm quá nhiều dữ liệu. Xin xóa cookie của trang này rồi thử lại.",
        "The browser sent too much along with the request. Please delete this site's cookies and try again.",
        False,
    ),
    500: (
        "our_fault",
        "Lỗi từ phía hệ thống, không phải do ông/bà. Chúng tôi đã ghi nhận; xin thử lại sau.",
        "This is our fault, not yours. It has been recorded; please try again later.",
        True,
    ),
    503: (
        "not_ready",
        "Hệ thống chưa sẵn sàng. Xin thử lại sau ít phút.",
        "The system is not ready. Please try again in a few minutes.",
        True,
    ),
}


WHOLE = "_schema"  # where marshmallow puts what is wrong with an object, not with one of its fields


def language() -> str:
    """'vi' unless the reader prefers English; commands and workers speak Vietnamese."""
    if not has_request_context():
        return "vi"
    return request.accept_languages.best_match(["vi", "en"]) or "vi"


def problem_body(*, status: int, code: str, detail: str, retryable: bool) -> dict[str, Any]:
    """The members that every problem document has (RFC 9457, 3.1, and our own `code` and `retryable`)."""
    return {
        "type": f"urn:motcua:problem:{code}",
        "title": code.replace("_", " "),
        "status": status,
        "code": code,
        "detail": detail,
        "retryable": retryable,
    }


def problem_response(
    *,
    status: int,
    code: str,
    detail: str,
    retryable: bool,
    errors: list[dict[str, Any]] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    body = problem_body(status=status, code=code, detail=detail, retryable=retryable)
    if errors:
        body["errors"] = errors
    response = current_app.response_class(current_app.json.dumps(body), status=status, mimetype=MEDIA_TYPE)
    response.headers["Content-Language"] = language()
    response.headers["Cache-Control"] = "no-store"
    response.headers.extend(headers or {})
    return response


def answer_problem(problem: Problem) -> Response:
    return problem_response(
        status=problem.status,
        code=problem.code,
        detail=problem.sentence(language()),
        retryable=problem.retryable,
        errors=problem.errors,
        headers=problem.headers,
    )


def answer_http_exception(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:  # a redirect is no error
        return error.get_response()  # type: ignore[return-value]
    known = HTTP_SENTENCES.get(status) or HTTP_SENTENCES[500 if status >= 500 else 400]
    code, vi, en, retryable = known
    messages = getattr(error, "data", {}).get("messages") if hasattr(error, "data") else None
    headers = {name: value for name, value in error.get_headers() if name.lower() in ("allow", "retry-after")}
    return problem_response(
        status=status,
        code=code,
        detail=en if language() == "en" else vi,
        retryable=retryable,
        errors=field_errors(messages) if messages else None,
        headers=headers,
    )


def answer_unreadable_body(error: ParseException) -> Response:
    """A body in chunks that are none: found out only while it is read. What gunicorn says of it repeats its bytes."""
    log.info("unreadable_body", kind=type(error).__name__)
    return answer_http_exception(BadRequest())


def answer_unexpected(error: Exception) -> Response:
    log.exception("unexpected_error", route=request.path, kind=type(error).__name__)
    code, vi, en, retryable = HTTP_SENTENCES[500]
    return problem_response(
        status=500, code=code, detail=en if language() == "en" else vi, retryable=retryable
    )


def field_error(field: str, sentence: Sentence, **values: Any) -> dict[str, Any]:
    """One item of a problem document's `errors`, in the reader's language.

    `field` is a dotted path, with the index of list items, and empty when the whole body is meant.
    """
    if values:
        sentence = sentence.format(**values)
    return {"field": field, "code": sentence.code, "detail": sentence.words(language())}


def field_errors(messages: Any) -> list[dict[str, Any]]:
    """marshmallow's nested messages, first by location (json, query), as a flat list of field errors."""
    found: list[dict[str, Any]] = []

    def walk(node: Any, path: tuple[str, ...]) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                walk(value, path if key == WHOLE else (*path, str(key)))
        elif isinstance(node, list):
            for item in node:
                walk(item, path)
        else:  # a message in one language would be a fault of ours; the reader gets a sentence of theirs all the same
            found.append(field_error(".".join(path), node if isinstance(node, Sentence) else NOT_RIGHT))

    for nested in messages.values() if isinstance(messages, dict) else [messages]:
        walk(nested, ())
    return found


def version_seen(header: str | None, *, changed: type[Problem] = ChangedMeanwhile) -> int | None:
    """The version in If-Match; None when not given or '*'. Raises `changed` for an ETag that was never ours."""
    if header is None or header.strip() == "*":
        return None
    match = re.fullmatch(r'(?:W/)?"(\d{1,9})"', header.strip())
    if match is None:
        raise changed
    return int(match[1])


def register(app: Flask) -> None:
    app.register_error_handler(Problem, answer_problem)
    app.register_error_handler(HTTPException, answer_http_exception)
    app.register_error_handler(ParseException, answer_unreadable_body)
    app.register_error_handler(Exception, answer_unexpected)
