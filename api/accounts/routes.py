"""Signing in, staying signed in, signing out."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from flask_jwt_extended import get_jwt, unset_jwt_cookies, verify_jwt_in_request
from sqlalchemy import bindparam, select

from api.access import Role
from api.accounts import citizens, officers, one_time_codes, phones, sessions, tokens
from api.accounts.identity import current_caller
from api.accounts.models import Citizen, Officer
from api.accounts.schemas import (
    CitizenSignInSchema,
    CodeRequestSchema,
    CodeSentSchema,
    MeSchema,
    OfficerSignInSchema,
    SignedInSchema,
)
from api.blueprint import Blueprint
from api.extensions import db, now
from api.rate_limits import hourly_hash, limiter

sign_in = Blueprint("sign_in", __name__, description="Signing in")
me = Blueprint("me", __name__, description="The signed-in person")

_OFFICER = select(Officer).where(Officer.id == bindparam("id"))


def _phone_key() -> str:
    body = request.get_json(silent=True)
    text = str(body.get("phone", "")) if isinstance(body, dict) else ""
    return hourly_hash(phones.normalise(text) or text)  # every spelling of a number is the same number


def _username_key() -> str:
    body = request.get_json(silent=True)
    return hourly_hash(str(body.get("username", "")) if isinstance(body, dict) else "")


@sign_in.post("/auth/otp")
@limiter.limit("300/hour")
@limiter.limit("10/hour", key_func=_phone_key)
@sign_in.arguments(CodeRequestSchema)
@sign_in.response(202, CodeSentSchema)
def send_code(body: dict[str, Any]) -> dict[str, int]:
    """Send a six-digit code to a phone."""
    life = one_time_codes.request_code(body["phone"], at=now())
    return {"expires_in_seconds": int(life.total_seconds())}


@sign_in.post("/auth/session")
@limiter.limit("600/hour")
@limiter.limit("30/hour", key_func=_phone_key)
@sign_in.arguments(CitizenSignInSchema)
@sign_in.response(200, SignedInSchema)
def sign_in_citizen(body: dict[str, Any]) -> Response:
    """Sign in with the code that was sent."""
    citizen, session = citizens.sign_in(body["phone"], body["code"], at=now())
    return _answer_with_tokens(_describe_citizen(citizen), tokens.issue(session), in_body=body["tokens"])


@sign_in.post("/auth/officer")
@limiter.limit("600/hour")
@limiter.limit("60/hour", key_func=_username_key)
@sign_in.arguments(OfficerSignInSchema)
@sign_in.response(200, SignedInSchema)
def sign_in_officer(body: dict[str, Any]) -> Response:
    """Sign in as an officer or supervisor."""
    officer, session = officers.sign_in(body["username"], body["password"], at=now())
    return _answer_with_tokens(_describe_officer(officer), tokens.issue(session), in_body=body["tokens"])


@sign_in.post("/auth/refresh")
@sign_in.response(200, SignedInSchema)
def refresh() -> Response:
    """Exchange the refresh token for a new pair. It comes back in the way it came: cookie or body."""
    verify_jwt_in_request(refresh=True)
    claims = get_jwt()
    session = sessions.rotate(tokens.session_id(claims), claims["rot"], at=now())
    role = Role.CITIZEN.value if session.citizen_id else db.session.get_one(Officer, session.officer_id).role
    return _answer_with_tokens(
        {"role": role}, tokens.issue(session), in_body="Authorization" in request.headers
    )


@sign_in.delete("/auth/session")
@sign_in.response(204)
def sign_out() -> Response:
    """End this device's session, also when its access token has expired. Answers the same when there was none."""
    session_id = tokens.session_presented()
    if session_id is not None:
        sessions.end(session_id, at=now())
    response = Response(status=204)
    unset_jwt_cookies(response)
    return response


@me.get("/me")
@me.response(200, MeSchema)
def who_am_i() -> dict[str, Any]:
    """Who is signed in."""
    found = current_caller()
    if found.role == Role.CITIZEN:
        return _describe_citizen(db.session.get_one(Citizen, found.id))
    return _describe_officer(db.session.execute(_OFFICER, {"id": found.id}).scalar_one())


def _answer_with_tokens(body: dict[str, Any], pair: dict[str, str], *, in_body: bool) -> Response:
    response = jsonify({**body, **pair} if in_body else body)
    response.headers["Cache-Control"] = "no-store"
    if not in_body:
        tokens.set_cookies(response, pair)
    return response


def _describe_citizen(citizen: Citizen) -> dict[str, Any]:
    masked = f"{citizen.phone[:3]}****{citizen.phone[-3:]}"
    return {"id": citizen.id, "role": Role.CITIZEN.value, "phone": masked}


def _describe_officer(officer: Officer) -> dict[str, Any]:
    return {
        "id": officer.id,
        "role": officer.role,
        "username": officer.username,
        "full_name": officer.full_name,
        "position": officer.position,
        "agency_code": officer.agency.code if officer.agency else None,
    }
