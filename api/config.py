"""Settings: environment variables with safe defaults, read once at start.

Secrets that nobody set are generated into the data directory on first start, readable by the owner only, so that a
fresh machine is safe without a manual. Each key in use is derived from one secret by its purpose (HKDF, RFC 5869):
a key that leaks says nothing about the others.
"""

from __future__ import annotations

import importlib.util
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from api.code_pattern import DOSSIER_CODE, read_code_pattern
from api.storage_address import BucketAddress, read_storage_address

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting cannot be used; the message names it and says what is expected."""


@dataclass(frozen=True)
class Settings:
    data_dir: Path
    database_url: str
    redis_url: str | None
    port: int
    host: str
    public_url: str
    secret: bytes = field(repr=False)
    vapid_private_key: str | None = field(repr=False)
    vapid_subject: str
    receipt_private_key: str | None = field(repr=False)
    push_hosts: frozenset[str]
    web_workers: int
    web_threads: int
    trusted_proxies: int
    pwa_dir: Path
    delivery_lease_seconds: int
    clamd_url: str | None = None
    dossier_code_pattern: str = DOSSIER_CODE
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    sms_gateway_url: str = ""
    sms_gateway_token: str = field(default="", repr=False)
    sms_price_vnd: int = 0
    sms_daily_limit: int = 2000
    zalo_zns_url: str = ""
    zalo_zns_token: str = field(default="", repr=False)
    zalo_template_id: str = ""
    zalo_price_vnd: int = 0
    channel_report_token: str = field(default="", repr=False)
    max_upload_bytes: int = 100 * 1024 * 1024
    storage_url: str = field(default="", repr=False)  # may hold a secret key; see storage_address
    max_body_bytes: int = 1024 * 1024

    def key(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, the same at every start and in every process."""
        return HKDF(hashes.SHA256(), 32, salt=b"motcua", info=purpose.encode()).derive(self.secret)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the environment; raises SettingsError with the name of a variable that cannot be used."""
        env = os.environ if environ is None else environ
        data_dir = Path(env.get("MOTCUA_DATA") or "var").absolute()
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(
                f"MOTCUA_DATA {data_dir} is no folder that can be used: {error.strerror}"
            ) from error
        port = _whole_number(env, "PORT", default=8000, low=1, high=65535)
        return cls(
            data_dir=data_dir,
            database_url=_database_url(env.get("DATABASE_URL"), data_dir),
            redis_url=_redis_url(env.get("REDIS_URL")),
            port=port,
            host=env.get("HOST") or "127.0.0.1",
            public_url=(env.get("PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
            secret=_secret(env.get("SECRET_KEY"), data_dir / "secret.key"),
            vapid_private_key=env.get("VAPID_PRIVATE_KEY") or None,
            vapid_subject=env.get("VAPID_SUBJECT") or "mailto:quantri@motcua.example",
            receipt_private_key=env.get("RECEIPT_PRIVATE_KEY") or None,
            push_hosts=frozenset(
                h.rstrip("/") for h in (env.get("PUSH_HOSTS") or "").split(",") if h.strip()
            ),
            web_workers=_whole_number(env, "WEB_WORKERS", default=os.cpu_count() or 1, low=1, high=64),
            web_threads=_whole_number(env, "WEB_THREADS", default=16, low=1, high=256),
            trusted_proxies=_whole_number(env, "TRUSTED_PROXIES", default=0, low=0, high=5),
            pwa_dir=PROJECT_ROOT / "pwa" / "dist",
            delivery_lease_seconds=_whole_number(env, "DELIVERY_LEASE_SECONDS", default=60, low=1, high=3600),
            max_upload_bytes=_whole_number(env, "MAX_UPLOAD_MB", default=100, low=1, high=2000) * 1024 * 1024,
            storage_url=_storage_url(env.get("STORAGE_URL") or "", data_dir),
            clamd_url=_clamd_url(env.get("CLAMD_URL")),
            dossier_code_pattern=_code_pattern(env.get("DOSSIER_CODE_PATTERN")),
            **_channels(env),
        )


def write_private(path: Path, content: bytes) -> bytes:
    """Write a secret that only its owner may read; when two processes start together the first one wins.

    Returns what stands in the file afterwards.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike a rename, a link refuses to replace what another process wrote first
    except FileExistsError:
        return path.read_bytes()
    finally:
        draft.unlink()
    return content


def _secret(given: str | None, path: Path) -> bytes:
    if given:
        if len(given) < 32:
            raise SettingsError("SECRET_KEY must have at least 32 characters")
        return given.encode()
    found = path.read_bytes() if path.exists() else write_private(path, secrets.token_urlsafe(48).encode())
    if len(found) < 32:
        raise SettingsError(
            f"{path} is damaged: it must hold at least 32 characters. Restore it from a backup"
        )
    return found


def _database_url(given: str | None, data_dir: Path) -> str:
    if not given:
        return f"sqlite:///{data_dir / 'motcua.sqlite'}"
    for prefix in ("postgres://", "postgresql://"):
        if given.startswith(prefix):
            return "postgresql+psycopg://" + given.removeprefix(prefix)
    try:
        make_url(given)
    except ArgumentError as error:
        raise SettingsError(
            "DATABASE_URL is no database address such as postgresql://user@host/name"
        ) from error
    return given


def _storage_url(given: str, data_dir: Path) -> str:
    try:
        address = read_storage_address(given, data_dir=data_dir)
    except ValueError as error:
        raise SettingsError(str(error)) from error
    if isinstance(address, BucketAddress) and importlib.util.find_spec("obstore") is None:
        raise SettingsError("STORAGE_URL: S3 needs the package obstore: pip install 'motcua[scale]'")
    return given


def _redis_url(given: str | None) -> str | None:
    if not given:
        return None
    try:
        parts = urlsplit(given)
        usable = parts.scheme in ("redis", "rediss") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # what stands for the port is no number
        usable = False
    if not usable:
        raise SettingsError("REDIS_URL is no address of Redis such as redis://host:6379/0")
    return given


def _clamd_url(given: str | None) -> str | None:
    """The virus scanner's socket; nothing is scanned without it."""
    if not given:
        return None
    try:
        parts = urlsplit(given)
        usable = (parts.scheme == "tcp" and bool(parts.hostname) and parts.port != 0) or (
            parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/")
        )
    except ValueError:  # what stands for the port is no number
        usable = False
    if not usable:
        raise SettingsError(
            "CLAMD_URL is no address of clamd such as tcp://host:3310 or unix:///run/clamd.sock"
        )
    return given


def _code_pattern(given: str | None) -> str:
    try:
        return read_code_pattern(given or DOSSIER_CODE)
    except ValueError as error:
        raise SettingsError(str(error)) from error


def _channels(env: Mapping[str, str]) -> dict[str, Any]:
    """E-mail, SMS and Zalo; without an address a channel writes into a file."""
    found: dict[str, Any] = {
        "smtp_url": env.get("SMTP_URL") or "",
        "mail_from": env.get("MAIL_FROM") or "",
        "sms_price_vnd": _whole_number(env, "SMS_PRICE_VND", default=0, low=0, high=100_000),
        "sms_daily_limit": _whole_number(env, "SMS_DAILY_LIMIT", default=2000, low=0, high=10_000_000),
        "zalo_price_vnd": _whole_number(env, "ZALO_PRICE_VND", default=0, low=0, high=100_000),
        "channel_report_token": env.get("CHANNEL_REPORT_TOKEN") or "",
    }
    if found["smtp_url"]:
        parts = urlsplit(found["smtp_url"])
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise SettingsError("SMTP_URL is no address such as smtp://user:password@mail.example:587")
        if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", found["mail_from"]):
            raise SettingsError("MAIL_FROM must be the sender's address when SMTP_URL is set")
    for url, needed in (
        ("SMS_GATEWAY_URL", ["SMS_GATEWAY_TOKEN"]),
        ("ZALO_ZNS_URL", ["ZALO_ZNS_TOKEN", "ZALO_TEMPLATE_ID"]),
    ):
        found[url.lower()] = _gateway_url(env, url)
        for name in needed:
            found[name.lower()] = env.get(name) or ""
            if found[url.lower()] and not found[name.lower()]:
                raise SettingsError(f"{name} must be set when {url} is")
    if found["channel_report_token"] and len(found["channel_report_token"]) < 20:
        raise SettingsError("CHANNEL_REPORT_TOKEN must have at least 20 characters")
    return found


def _gateway_url(env: Mapping[str, str], name: str) -> str:
    """https, or http to this machine."""
    url = (env.get(name) or "").strip()
    parts = urlsplit(url)
    is_own = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    if url and not (parts.hostname and (parts.scheme == "https" or is_own)):
        raise SettingsError(f"{name} must be an https:// address")
    return url


def _whole_number(env: Mapping[str, str], name: str, *, default: int, low: int, high: int) -> int:
    text = env.get(name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or not low <= int(text) <= high:
        raise SettingsError(f"{name} must be a whole number from {low} to {high}, not {text!r}")
    return int(text)


def current_settings() -> Settings:
    """The settings of the running application."""
    settings: Settings = current_app.extensions["motcua_settings"]
    return settings
