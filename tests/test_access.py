"""Every route has an access rule, and the rule is kept for every role; every answer carries the security headers."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.routing import Rule

from api import access
from api.access import Role
from api.extensions import db, write_unit
from api.headers import SECURITY_HEADERS
from tests.people import Office, Person

EXAMPLES = {
    "dossier_id": str(uuid.UUID(int=7)),
    "upload_id": str(uuid.UUID(int=8)),
    "requirement_id": "0123456789",
    "sequence": 1,
    "year": 2026,
    "month": 1,
    "paper_id": str(uuid.UUID(int=10)),
    "draft_id": str(uuid.UUID(int=11)),
    "code": "1.001193",
    "channel": "sms",
    "slug": "sinh-con",
    "number": "NOP-1",
    "token": "x" * 22,
    "agency_code": "Y99.01.01",
    "page": "x",
    "filename": "x",
    "item_id": "7",
    "decision_id": "7",
    "announcement_id": "7",
    "photo_id": str(uuid.UUID(int=9)),
    "sha256": "0" * 64,
}


def routes(app: Flask) -> list[tuple[str, Rule]]:
    return [
        (method, rule)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"} or {"HEAD"})
    ]


def address(rule: Rule) -> str:
    missing = rule.arguments - set(EXAMPLES)
    assert not missing, f"give an example for {missing} of {rule.rule}"
    _, path = rule.build({name: EXAMPLES[name] for name in rule.arguments})
    return path


def test_every_route_belongs_to_a_blueprint_with_a_rule(app: Flask) -> None:
    declared = access.rules(app)
    for _, rule in routes(app):
        assert rule.endpoint.rpartition(".")[0] in declared, f"{rule.rule} has no access rule"


def test_the_rule_of_every_route_is_kept_for_every_role(app: Flask, office: Office, citizen: Person) -> None:
    people: dict[Role | None, Person | None] = {None: None, Role.CITIZEN: citizen, **office.people}
    client = app.test_client(use_cookies=False)
    for method, rule in routes(app):
        if rule.endpoint in ("sign_in.refresh", "sign_in.sign_out"):
            continue  # open to all; the one asks for a refresh token, the other would end everybody's session
        blueprint_rule = access.rules(app)[rule.endpoint.rpartition(".")[0]]
        for role, person in people.items():
            headers = person.headers if person else {}
            answer = client.open(
                address(rule), method=method, headers=headers, json={} if method != "GET" else None
            )
            body = answer.get_json(silent=True) if answer.mimetype == "application/problem+json" else None
            code = body.get("code") if isinstance(body, dict) else None
            if blueprint_rule.admits(role):
                assert code not in ("sign_in_required", "not_allowed"), (
                    f"{role} at {method} {rule.rule}: {code}"
                )
            else:
                expected = (401, "sign_in_required") if role is None else (403, "not_allowed")
                assert (answer.status_code, code if method != "HEAD" else expected[1]) == expected, (
                    f"{role} at {method} {rule.rule}"
                )


def test_every_answer_carries_the_security_headers(app: Flask, citizen: Person) -> None:
    client = app.test_client(use_cookies=False)
    addresses = [
        ("GET", "/healthz"),
        ("GET", "/api/v1/nothing-here"),
        ("DELETE", "/api/v1/procedures"),
        ("GET", "/api/v1/me"),
        ("GET", "/robots.txt"),
        ("GET", "/"),
    ]
    for method, path in addresses + [(method, address(rule)) for method, rule in routes(app)]:
        answer = client.open(path, method=method, headers=citizen.headers)
        for name in SECURITY_HEADERS:
            assert name in answer.headers, f"{name} missing at {method} {path}"
        assert "Access-Control-Allow-Origin" not in answer.headers, "only our own pages read our answers"
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_transport_security_is_promised_only_over_https(app: Flask) -> None:
    client = app.test_client()
    assert "Strict-Transport-Security" not in client.get("/healthz").headers
    assert "Strict-Transport-Security" in client.get("/healthz", base_url="https://motcua.example").headers


@pytest.mark.parametrize(
    "path",
    ["/ho-so", "/theo-doi/Y99.86.01-261122-0001", "/thu-tuc/1.001193", "/co-quan/000.00.06.H56"],
)
def test_a_page_stays_a_page_when_its_address_holds_a_code_with_dots(app: Flask, path: str) -> None:
    answer = app.test_client().get(path, headers={"Accept": "text/html"})
    assert answer.status_code in (200, 503), "503: the app is not built"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing-here", 404, "not_found"),
        ("POST", "/api/v1/nothing-here", 404, "not_found"),
        ("PUT", "/api/v1/dossiers/not-a-uuid", 404, "not_found"),
        ("PATCH", "/api/v1/procedures", 405, "method_not_allowed"),
        ("GET", "/api/v1/me", 401, "sign_in_required"),
        ("GET", "/missing.txt", 404, "not_found"),
        ("GET", "/assets/gone.js", 404, "not_found"),
    ],
)
def test_every_failure_is_a_problem_document(
    app: Flask, method: str, path: str, status: int, code: str
) -> None:
    for language, letters in (
        ("vi", "ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự"),
        ("en", ""),
    ):
        answer = app.test_client().open(path, method=method, headers={"Accept-Language": language})
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
        body = answer.get_json()
        assert body["code"] == code
        assert body["status"] == status
        assert body["retryable"] is False
        assert answer.headers["Content-Language"] == language
        assert not letters or set(body["detail"].lower()) & set(letters)


def test_a_405_names_the_methods_that_work(app: Flask) -> None:
    answer = app.test_client().patch("/api/v1/procedures")
    assert "GET" in answer.headers["Allow"]


def test_a_body_beyond_the_limit_is_refused(app: Flask) -> None:
    answer = app.test_client().post(
        "/api/v1/auth/otp", data=b'{"phone": "' + b"0" * 2_000_000 + b'"}', content_type="application/json"
    )
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[1,",
        b"\xff\xfe",
        b"nothing",
        rb'{"phone": "\ud800"}',
        b"[" * 200_000,
        b'{"phone": ' + b"9" * 5000 + b"x}",
    ],
)
def test_malformed_json_is_refused_before_anything_happens(app: Flask, body: bytes) -> None:
    answer = app.test_client().post("/api/v1/auth/otp", data=body, content_type="application/json")
    assert (answer.status_code, answer.get_json()["code"]) == (400, "malformed_json")


def test_an_unexpected_error_is_ours_and_says_so_without_details(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_keywords: object) -> None:
        raise RuntimeError("secret inner detail")

    monkeypatch.setattr("api.accounts.one_time_codes.request_code", broken)
    answer = app.test_client().post("/api/v1/auth/otp", json={"phone": "0912345678"})
    assert (answer.status_code, answer.get_json()["code"]) == (500, "our_fault")
    assert b"secret inner detail" not in answer.data


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/v1/tracking/a%00b", None, 404),
        ("GET", "/api/v1/procedures?q=a%00b", None, 422),
        ("POST", "/api/v1/auth/otp", {"phone": "0912\x00345678"}, 422),
    ],
)
def test_nul_characters_are_refused_everywhere(
    app: Flask, method: str, path: str, body: object, status: int
) -> None:
    answer = app.test_client().open(path, method=method, json=body)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_an_escaped_backslash_before_u0000_is_no_nul(app: Flask) -> None:
    answer = app.test_client().post(
        "/api/v1/auth/otp", data=rb'{"phone": "\\u0000"}', content_type="application/json"
    )
    assert answer.get_json()["code"] == "phone_not_usable"


def test_readiness_tells_what_is_wrong(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/readyz").json == {
        "status": "ready",
        "checks": {"database": "ok", "data_directory": "ok", "file_store": "ok"},
    }
    with write_unit():
        db.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (503, "starting")


def test_metrics_are_prometheus_text(app: Flask) -> None:
    client = app.test_client()
    client.get("/healthz")
    assert b"motcua_requests_total" in client.get("/metrics").data


def test_the_description_names_every_call_of_the_design_and_errors_as_problems(app: Flask) -> None:
    """The paths that clients rely on (design.md, 'The interface'), as far as this half builds them."""
    description = app.test_client().get("/api/v1/openapi.json").json
    calls = {(method.upper(), path) for path, item in description["paths"].items() for method in item}
    assert calls >= DESIGNED, DESIGNED - calls
    for response in description["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]


DESIGNED = {
    ("GET", "/api/v1/procedures"), ("GET", "/api/v1/procedures/{code}"), ("GET", "/api/v1/agencies"),
    ("GET", "/api/v1/catalogue/offline"), ("POST", "/api/v1/auth/otp"), ("POST", "/api/v1/auth/session"),
    ("POST", "/api/v1/auth/refresh"), ("DELETE", "/api/v1/auth/session"), ("GET", "/api/v1/me"),
    ("POST", "/api/v1/auth/officer"), ("POST", "/api/v1/uploads"), ("HEAD", "/api/v1/uploads/{upload_id}"),
    ("PATCH", "/api/v1/uploads/{upload_id}"), ("PUT", "/api/v1/dossiers/{dossier_id}"), ("GET", "/api/v1/dossiers"),
    ("GET", "/api/v1/dossiers/{dossier_id}"), ("POST", "/api/v1/dossiers/{dossier_id}/supplement"),
    ("POST", "/api/v1/dossiers/{dossier_id}/withdraw"), ("GET", "/api/v1/dossiers/{dossier_id}/receipt.pdf"),
    ("GET", "/api/v1/tracking/{number}"), ("GET", "/api/v1/desk/dossiers"),
    ("GET", "/api/v1/desk/dossiers/{dossier_id}"), ("POST", "/api/v1/desk/dossiers"),
    ("POST", "/api/v1/desk/dossiers/{dossier_id}/actions"), ("GET", "/api/v1/push/key"),
    ("PUT", "/api/v1/push/subscriptions"), ("GET", "/api/v1/push/subscriptions"),
    ("DELETE", "/api/v1/push/subscriptions"), ("POST", "/api/v1/push/test"), ("GET", "/api/v1/notifications"),
    ("POST", "/api/v1/notifications/read"), ("GET", "/api/v1/ratings/{token}"), ("POST", "/api/v1/ratings/{token}"),
    ("PUT", "/api/v1/ratings/{token}"), ("POST", "/api/v1/dossiers/{dossier_id}/ratings"),
    ("GET", "/api/v1/oversight/summary"), ("GET", "/api/v1/oversight/overdue"), ("GET", "/api/v1/oversight/ratings"),
    ("GET", "/api/v1/public/offices/{agency_code}"),
}  # fmt: skip
