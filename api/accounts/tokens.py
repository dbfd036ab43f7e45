"""JSON web tokens: in HttpOnly cookies with a CSRF header for browsers, as bearer for other clients."""

from __future__ import annotations

import contextlib
import uuid
from datetime import timedelta
from typing import Any

from flask import Response, request
from flask_jwt_extended import (
    JWTManager,
    create_access_token,
    create_refresh_token,
    decode_token,
    set_access_cookies,
    set_refresh_cookies,
)
from flask_jwt_extended.exceptions import JWTExtendedException
from jwt import PyJWTError

from api.accounts.errors import CsrfMissing, InvalidToken, TokenExpired
from api.accounts.models import Session
from api.config import Settings
from api.errors import Unauthenticated, answer_problem

ACCESS_LIFE = timedelta(minutes=15)
REFRESH_PATH = "/api/v1/auth"

manager = JWTManager()


def configuration(settings: Settings) -> dict[str, Any]:
    secure = settings.public_url.startswith("https://")
    return {
        "JWT_SECRET_KEY": settings.key("tokens"),
        "JWT_ALGORITHM": "HS256",
        "JWT_TOKEN_LOCATION": ["headers", "cookies"],
        "JWT_COOKIE_SECURE": secure,
        "JWT_COOKIE_SAMESITE": "Lax",
        "JWT_COOKIE_CSRF_PROTECT": True,
        "JWT_SESSION_COOKIE": False,
        "JWT_ACCESS_COOKIE_PATH": "/api/",
        "JWT_REFRESH_COOKIE_PATH": REFRESH_PATH,
        "JWT_ACCESS_CSRF_COOKIE_PATH": "/",
        "JWT_REFRESH_CSRF_COOKIE_PATH": "/",
        "JWT_ACCESS_TOKEN_EXPIRES": ACCESS_LIFE,
        "JWT_REFRESH_TOKEN_EXPIRES": timedelta(days=90),
        "JWT_ENCODE_ISSUER": "motcua",
        "JWT_DECODE_ISSUER": "motcua",
    }


def issue(session: Session) -> dict[str, str]:
    """A pair of tokens for the session; the refresh token carries its rotation."""
    subject = f"citizen:{session.citizen_id}" if session.citizen_id else f"officer:{session.officer_id}"
    claims = {"sid": session.id.hex}
    return {
        "access_token": create_access_token(subject, additional_claims=claims),
        "refresh_token": create_refresh_token(subject, additional_claims={**claims, "rot": session.rotation}),
    }


def set_cookies(response: Response, pair: dict[str, str]) -> None:
    set_access_cookies(response, pair["access_token"])
    set_refresh_cookies(response, pair["refresh_token"])


def session_id(claims: dict[str, Any]) -> uuid.UUID:
    return uuid.UUID(hex=claims["sid"])


def session_presented() -> uuid.UUID | None:
    """The session of any genuine token in the request, access or refresh, expired or not; None without one.

    Enough to end that session, and for nothing else. SameSite keeps the cookies out of other sites' requests.
    """
    header = request.headers.get("Authorization", "")
    found = [header.removeprefix("Bearer ")] if header.startswith("Bearer ") else []
    found += [
        request.cookies[n] for n in ("access_token_cookie", "refresh_token_cookie") if n in request.cookies
    ]
    for token in found:
        with contextlib.suppress(JWTExtendedException, PyJWTError, KeyError, ValueError):
            return session_id(decode_token(token, allow_expired=True))
    return None


@manager.expired_token_loader
def _expired(_header: dict[str, Any], _claims: dict[str, Any]) -> Response:
    return answer_problem(TokenExpired())


@manager.invalid_token_loader
def _invalid(_reason: str) -> Response:
    return answer_problem(InvalidToken())


@manager.unauthorized_loader
def _missing(reason: str) -> Response:
    return answer_problem(CsrfMissing() if "CSRF" in reason else Unauthenticated())
