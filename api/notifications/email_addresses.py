"""The address a citizen wants letters at: used only after a code that was sent there has come back.

Without that, a slip of the finger would tell a stranger about somebody's dossiers. Six digits, good for fifteen
minutes and five tries; only a keyed hash is kept. An address that is confirmed stays in use until the new one is.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Final

from api.accounts.models import Citizen
from api.config import current_settings
from api.errors import Problem
from api.extensions import lock, write_unit
from api.notifications.models import ContactSettings
from api.notifications.one_time_messages import send_email_code
from api.notifications.preferences import contact_settings

LIFE: Final = timedelta(minutes=15)
MAX_ATTEMPTS: Final = 5
MAX_LENGTH: Final = 254  # RFC 5321 4.5.3.1.3, without the angle brackets
# What people really have: no quotes, comments or address literals. The mail server has the last word.
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


class EmailNotUsable(Problem):
    status, code = 422, "email_not_usable"
    vi = "Địa chỉ thư điện tử chưa đúng. Xin kiểm tra lại, ví dụ ten@vidu.vn."
    en = "This e-mail address is not usable. Please check it, for example name@example.com."


class WrongEmailCode(Problem):
    status, code = 422, "wrong_email_code"
    vi = "Mã chưa đúng. Xin xem lại thư mới nhất và nhập lại 6 chữ số."
    en = "The code is not right. Please look at the newest e-mail and enter its 6 digits again."
    retryable = True


class EmailCodeExpired(Problem):
    status, code = 422, "email_code_expired"
    vi = "Mã đã hết hạn hoặc bị nhập sai quá nhiều lần. Xin gửi mã mới."
    en = "The code has expired or was entered wrongly too often. Please send a new one."


def request_change(citizen_id: uuid.UUID, address: str, *, language: str, at: datetime) -> timedelta:
    """Keep the new address aside and send it a code; answers how long that is good. Raises EmailNotUsable."""
    address = address.strip()
    if len(address) > MAX_LENGTH or not _ADDRESS.fullmatch(address) or ".." in address:
        raise EmailNotUsable
    code = f"{secrets.randbelow(1_000_000):06d}"
    with write_unit():
        lock(Citizen, citizen_id)
        settings = contact_settings(citizen_id)
        settings.new_email = address
        settings.email_code_hash = _hash(citizen_id, address, code)
        settings.email_code_expires_at = at + LIFE
        settings.email_code_attempts = 0
    send_email_code(address, code=code, minutes=int(LIFE.total_seconds() // 60), language=language)
    return LIFE


def confirm(citizen_id: uuid.UUID, code: str, *, at: datetime) -> None:
    """Use the new address from now on. Raises WrongEmailCode or EmailCodeExpired; a wrong try counts in any case."""
    with write_unit():
        lock(Citizen, citizen_id)
        failure = _try(contact_settings(citizen_id), code, at)
    if failure:
        raise failure


def forget(citizen_id: uuid.UUID) -> None:
    """No more letters, and nothing kept of the address; at once."""
    with write_unit():
        lock(Citizen, citizen_id)
        settings = contact_settings(citizen_id)
        settings.email = None
        _forget_new(settings)


def _try(settings: ContactSettings, code: str, at: datetime) -> Problem | None:
    if settings.new_email is None or settings.email_code_hash is None:
        return WrongEmailCode()
    expires_at = settings.email_code_expires_at
    if expires_at is None or expires_at <= at or settings.email_code_attempts >= MAX_ATTEMPTS:
        return EmailCodeExpired()
    settings.email_code_attempts += 1
    if not hmac.compare_digest(
        settings.email_code_hash, _hash(settings.citizen_id, settings.new_email, code)
    ):
        return WrongEmailCode()
    settings.email = settings.new_email
    _forget_new(settings)
    return None


def _forget_new(settings: ContactSettings) -> None:
    settings.new_email = None
    settings.email_code_hash = None
    settings.email_code_expires_at = None


def _hash(citizen_id: uuid.UUID, address: str, code: str) -> str:
    key = current_settings().key("email-codes")
    return hmac.new(key, citizen_id.bytes + f"{address}\n{code}".encode(), hashlib.sha256).hexdigest()
