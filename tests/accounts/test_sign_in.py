"""Signing in with a phone and a code, with a password, staying signed in, signing out."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.accounts import one_time_codes, sessions
from api.accounts.models import Citizen, OneTimeCode, Session
from api.config import Settings, SettingsError
from api.extensions import db, now
from tests.people import PASSWORD, Office, Person

PHONE = "0912345678"


def newest_code(settings: Settings, phone: str = PHONE) -> str:
    lines = (settings.data_dir / "outbox" / "sms.jsonl").read_text().splitlines()
    message = next(m for m in map(json.loads, reversed(lines)) if m["to"] == phone)
    assert set(message) == {"to", "text", "at"}
    return str(message["text"][:6])


def ask_and_sign_in(client: FlaskClient, settings: Settings, **more: Any) -> Any:
    assert client.post("/api/v1/auth/otp", json={"phone": PHONE}).status_code == 202
    return client.post("/api/v1/auth/session", json={"phone": PHONE, "code": newest_code(settings), **more})


def test_a_phone_and_its_code_sign_in(client: FlaskClient, settings: Settings) -> None:
    answer = ask_and_sign_in(client, settings, tokens=True)
    assert answer.status_code == 200
    assert set(answer.json) == {"id", "role", "phone", "access_token", "refresh_token"}
    assert "Set-Cookie" not in answer.headers
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {answer.json['access_token']}"})
    assert me.json == {"id": answer.json["id"], "role": "citizen", "phone": "091****678"}


@pytest.mark.parametrize("spelling", ["+84912345678", "84 912 345 678", "0912.345.678", "091-234-5678"])
def test_any_spelling_is_the_same_phone(client: FlaskClient, settings: Settings, spelling: str) -> None:
    client.post("/api/v1/auth/otp", json={"phone": spelling})
    body = {"phone": PHONE, "code": newest_code(settings)}
    assert client.post("/api/v1/auth/session", json=body).status_code == 200
    assert len(db.session.execute(select(Citizen)).scalars().all()) == 1


@pytest.mark.parametrize(
    "phone", ["", "12345", "0212345678", "02838123456", "+1 555 123 4567", "abc", "09123456789"]
)
def test_a_number_that_cannot_get_an_sms_is_refused(client: FlaskClient, phone: str) -> None:
    answer = client.post("/api/v1/auth/otp", json={"phone": phone})
    assert (answer.status_code, answer.json["code"]) == (422, "phone_not_usable")
    assert db.session.execute(select(OneTimeCode)).first() is None


def test_a_wrong_code_is_refused_and_the_right_one_still_works(
    client: FlaskClient, settings: Settings
) -> None:
    client.post("/api/v1/auth/otp", json={"phone": PHONE})
    code = newest_code(settings)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    answer = client.post(
        "/api/v1/auth/session", json={"phone": PHONE, "code": wrong}, headers={"Accept-Language": "en"}
    )
    assert (answer.status_code, answer.json["code"]) == (401, "wrong_code")
    assert answer.json["detail"].startswith("The code is not right")
    assert client.post("/api/v1/auth/session", json={"phone": PHONE, "code": code}).status_code == 200


def test_a_code_works_once(client: FlaskClient, settings: Settings) -> None:
    ask_and_sign_in(client, settings)
    again = client.post("/api/v1/auth/session", json={"phone": PHONE, "code": newest_code(settings)})
    assert (again.status_code, again.json["code"]) == (401, "used_code")


def test_after_five_wrong_tries_even_the_right_code_is_refused(
    client: FlaskClient, settings: Settings
) -> None:
    client.post("/api/v1/auth/otp", json={"phone": PHONE})
    code = newest_code(settings)
    for step in range(1, 6):
        wrong = f"{(int(code) + step) % 1_000_000:06d}"
        client.post("/api/v1/auth/session", json={"phone": PHONE, "code": wrong})
    answer = client.post("/api/v1/auth/session", json={"phone": PHONE, "code": code})
    assert (answer.status_code, answer.json["code"]) == (401, "expired_code")


def test_a_code_is_good_for_five_minutes(app: Flask, settings: Settings) -> None:
    at = now()
    one_time_codes.request_code(PHONE, at=at)
    with pytest.raises(one_time_codes.ExpiredCode):
        one_time_codes.use_code(PHONE, newest_code(settings), at=at + timedelta(minutes=5))


def test_a_new_code_replaces_the_one_before(client: FlaskClient, settings: Settings) -> None:
    client.post("/api/v1/auth/otp", json={"phone": PHONE})
    first = newest_code(settings)
    client.post("/api/v1/auth/otp", json={"phone": PHONE})
    second = newest_code(settings)
    if first != second:
        assert client.post("/api/v1/auth/session", json={"phone": PHONE, "code": first}).status_code == 401
    assert client.post("/api/v1/auth/session", json={"phone": PHONE, "code": second}).status_code == 200


def test_codes_are_not_in_the_database(client: FlaskClient, settings: Settings) -> None:
    client.post("/api/v1/auth/otp", json={"phone": PHONE})
    row = db.session.execute(select(OneTimeCode)).scalar_one()
    assert newest_code(settings) not in row.code_hash


def test_asking_for_codes_too_often_is_refused(client: FlaskClient) -> None:
    answers = [client.post("/api/v1/auth/otp", json={"phone": PHONE}) for _ in range(11)]
    assert [a.status_code for a in answers] == [202] * 10 + [429]
    assert answers[-1].json["code"] == "too_many_requests"
    assert answers[-1].json["retryable"] is True
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert client.post("/api/v1/auth/otp", json={"phone": "0987654321"}).status_code == 202


def test_browsers_get_cookies_that_scripts_cannot_read_and_need_the_csrf_header(
    app: Flask, settings: Settings
) -> None:
    browser = app.test_client()
    answer = ask_and_sign_in(browser, settings)
    assert "access_token" not in answer.json
    cookies = {c.split("=", 1)[0]: c for c in answer.headers.getlist("Set-Cookie")}
    assert "HttpOnly" in cookies["access_token_cookie"]
    assert "HttpOnly" in cookies["refresh_token_cookie"]
    assert "Path=/api/v1/auth" in cookies["refresh_token_cookie"]
    assert "HttpOnly" not in cookies["csrf_access_token"]
    assert browser.get("/api/v1/me").status_code == 200
    refused = browser.post("/api/v1/notifications/read", json={})
    assert (refused.status_code, refused.json["code"]) == (401, "csrf_failed")
    token = browser.get_cookie("csrf_access_token")
    assert token is not None
    good = browser.post("/api/v1/notifications/read", json={}, headers={"X-CSRF-TOKEN": token.value})
    assert good.status_code == 204


def test_a_browser_stays_signed_in_by_refreshing(app: Flask, settings: Settings) -> None:
    browser = app.test_client()
    ask_and_sign_in(browser, settings)
    token = browser.get_cookie("csrf_refresh_token")
    assert token is not None
    answer = browser.post("/api/v1/auth/refresh", headers={"X-CSRF-TOKEN": token.value})
    assert answer.status_code == 200
    assert "refresh_token" not in answer.json
    assert browser.get("/api/v1/me").status_code == 200


def test_another_spelling_of_a_number_is_no_way_around_the_limit(client: FlaskClient) -> None:
    spellings = ["0912345678", "+84912345678", "091 2345678", " 0912345678", "0912-345-678", "84912345678"]
    statuses = [
        client.post("/api/v1/auth/otp", json={"phone": spellings[n % 6]}).status_code for n in range(12)
    ]
    assert statuses == [202] * 10 + [429] * 2


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_refresh_tokens_rotate_and_a_stolen_one_ends_the_session(
    client: FlaskClient, citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = client.post("/api/v1/auth/refresh", headers=bearer(citizen.refresh_token))
    assert second.status_code == 200
    third = client.post("/api/v1/auth/refresh", headers=bearer(second.json["refresh_token"]))
    assert third.status_code == 200
    stolen = client.post("/api/v1/auth/refresh", headers=bearer(citizen.refresh_token))
    assert (stolen.status_code, stolen.json["code"]) == (401, "session_ended")
    assert client.get("/api/v1/me", headers=bearer(third.json["access_token"])).status_code == 401
    row = db.session.execute(select(Session).execution_options(populate_existing=True)).scalar_one()
    assert row.revoked_because == "token_reused"


def test_two_tabs_that_refresh_at_once_both_stay_signed_in(client: FlaskClient, citizen: Person) -> None:
    first = client.post("/api/v1/auth/refresh", headers=bearer(citizen.refresh_token))
    second = client.post("/api/v1/auth/refresh", headers=bearer(citizen.refresh_token))
    assert (first.status_code, second.status_code) == (200, 200)
    after = client.post("/api/v1/auth/refresh", headers=bearer(first.json["refresh_token"]))
    assert after.status_code == 200


def test_the_forgiveness_for_tabs_ends(app: Flask, citizen: Person) -> None:
    row = db.session.execute(select(Session)).scalar_one()
    session_id, old = row.id, row.rotation
    at = now()
    sessions.rotate(session_id, old, at=at)
    with pytest.raises(sessions.SessionEnded):
        sessions.rotate(session_id, old, at=at + sessions.GRACE + timedelta(seconds=1))


def test_signing_out_ends_the_session_at_once(client: FlaskClient, citizen: Person) -> None:
    assert citizen.delete("/auth/session").status_code == 204
    assert citizen.get("/me").json["code"] == "session_ended"
    refused = client.post("/api/v1/auth/refresh", headers=bearer(citizen.refresh_token))
    assert refused.json["code"] == "session_ended"
    assert client.delete("/api/v1/auth/session").status_code == 204, "signing out twice is fine"


def test_signing_out_with_an_expired_access_token_ends_the_session_too(
    app: Flask, client: FlaskClient, citizen: Person
) -> None:
    app.config["JWT_ACCESS_TOKEN_EXPIRES"] = timedelta(seconds=-1)
    pair = client.post("/api/v1/auth/refresh", headers=bearer(citizen.refresh_token)).json
    assert client.delete("/api/v1/auth/session", headers=bearer(pair["access_token"])).status_code == 204
    assert client.post("/api/v1/auth/refresh", headers=bearer(pair["refresh_token"])).status_code == 401


def test_an_expired_access_token_says_so(
    app: Flask, citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["JWT_ACCESS_TOKEN_EXPIRES"] = timedelta(seconds=-1)
    expired = citizen.post("/auth/refresh", headers=bearer(citizen.refresh_token)).json["access_token"]
    answer = app.test_client().get("/api/v1/me", headers=bearer(expired))
    assert (answer.status_code, answer.json["code"], answer.json["retryable"]) == (401, "token_expired", True)


@pytest.mark.parametrize("token", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."])
def test_a_forged_token_is_refused(client: FlaskClient, token: str) -> None:
    answer = client.get("/api/v1/me", headers=bearer(token))
    assert (answer.status_code, answer.json["code"]) == (401, "invalid_token")


def test_a_bad_token_does_not_lock_anybody_out_of_public_pages(client: FlaskClient) -> None:
    assert client.get("/api/v1/procedures", headers=bearer("x")).status_code == 200


def test_officers_sign_in_with_their_password(client: FlaskClient, office: Office) -> None:
    body = {"username": "tiepnhan", "password": PASSWORD, "tokens": True}
    answer = client.post("/api/v1/auth/officer", json=body)
    assert answer.status_code == 200
    assert answer.json["agency_code"] == office.agency.code
    me = client.get("/api/v1/me", headers=bearer(answer.json["access_token"]))
    assert me.json["role"] == "reception"


@pytest.mark.parametrize(("username", "password"), [("tiepnhan", "sai"), ("khong-co", PASSWORD)])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    client: FlaskClient, office: Office, username: str, password: str
) -> None:
    answer = client.post("/api/v1/auth/officer", json={"username": username, "password": password})
    assert (answer.status_code, answer.json["code"]) == (401, "wrong_password")


def test_generated_secrets_are_readable_by_the_owner_alone(tmp_path: Path) -> None:
    settings = Settings.from_environment({"MOTCUA_DATA": str(tmp_path)})
    assert (settings.data_dir / "secret.key").stat().st_mode & 0o077 == 0
    assert Settings.from_environment({"MOTCUA_DATA": str(tmp_path)}).secret == settings.secret


def test_a_damaged_secret_is_noticed_at_start(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_bytes(b"")
    with pytest.raises(SettingsError, match="damaged"):
        Settings.from_environment({"MOTCUA_DATA": str(tmp_path)})


@pytest.mark.parametrize(
    "setting", [{"DATABASE_URL": "foo"}, {"PORT": "²"}, {"PORT": "0"}, {"SECRET_KEY": "short"}]
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, setting: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=next(iter(setting))):
        Settings.from_environment({"MOTCUA_DATA": str(tmp_path), **setting})
