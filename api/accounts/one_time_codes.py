"""Sign-in by a code sent to a phone.

Six digits, good for five minutes and five tries, used once; a new code replaces the one before. Only a keyed hash is
stored, bound to its row, so that the database alone opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import select

from api.accounts import phones
from api.accounts.errors import ExpiredCode, PhoneNotUsable, UsedCode, WrongCode
from api.accounts.models import OneTimeCode
from api.accounts.signals import code_requested
from api.config import current_settings
from api.errors import Problem
from api.extensions import db, write_unit

LIFE = timedelta(minutes=5)
MAX_ATTEMPTS = 5


def request_code(phone_text: str, *, at: datetime) -> timedelta:
    """Make a code for the phone and have it sent; answers how long it is good. Raises PhoneNotUsable."""
    phone = usable_phone(phone_text)
    code = f"{secrets.randbelow(1_000_000):06d}"
    row_id = uuid.uuid4()
    with write_unit():
        db.session.add(
            OneTimeCode(
                id=row_id,
                phone=phone,
                code_hash=_hash(row_id, code),
                created_at=at,
                expires_at=at + LIFE,
                attempts=0,
            )
        )
    code_requested.send(phone, code=code, minutes=int(LIFE.total_seconds() // 60))
    return LIFE


def use_code(phone_text: str, code: str, *, at: datetime) -> str:
    """Spend the newest code of the phone; answers the normalised phone.

    Raises PhoneNotUsable, WrongCode, UsedCode or ExpiredCode. A wrong try is counted and the count is kept, so the
    error is raised after the unit.
    """
    phone = usable_phone(phone_text)
    with write_unit():
        failure = _spend(phone, code, at)
    if failure:
        raise failure
    return phone


def usable_phone(text: str) -> str:
    phone = phones.normalise(text)
    if phone is None or not phones.is_mobile(phone):
        raise PhoneNotUsable
    return phone


def _spend(phone: str, code: str, at: datetime) -> Problem | None:
    newest = (
        select(OneTimeCode)
        .where(OneTimeCode.phone == phone)
        .order_by(OneTimeCode.created_at.desc(), OneTimeCode.id)
        .limit(1)
        .with_for_update()
    )
    row = db.session.execute(newest).scalar_one_or_none()
    if row is None:
        return WrongCode()
    right = hmac.compare_digest(row.code_hash, _hash(row.id, code))
    if row.used_at is not None:
        return UsedCode() if right else WrongCode()
    if row.attempts >= MAX_ATTEMPTS or row.expires_at <= at:
        return ExpiredCode()
    row.attempts += 1
    if not right:
        return WrongCode()
    row.used_at = at
    return None


def _hash(row_id: uuid.UUID, code: str) -> str:
    key = current_settings().key("one-time-codes")
    return hmac.new(key, row_id.bytes + code.encode(), hashlib.sha256).hexdigest()
