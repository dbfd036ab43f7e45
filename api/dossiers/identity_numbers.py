"""Personal identity numbers: sealed at rest, found by a keyed hash, shown masked (domain.md 7, feature 67).

Sealed with AES-256-GCM; the dossier's id is bound in, so that a sealed number moved to another row does not open.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import uuid

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.config import current_settings
from api.dossiers.errors import InvalidIdentityNumber

# 12 digits since 2016, 9 before, or a passport: a letter or two and seven or eight digits.
_VALID = re.compile(r"\d{12}|\d{9}|[A-Z]{1,2}\d{7,8}")
_NONCE_BYTES = 12


def normalise(text: str) -> str:
    """Raises InvalidIdentityNumber."""
    number = re.sub(r"[\s.\-]", "", text).upper()
    if not _VALID.fullmatch(number):
        raise InvalidIdentityNumber
    return number


def seal(number: str, *, dossier_id: uuid.UUID) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, number.encode(), dossier_id.bytes)


def unseal(sealed: bytes, *, dossier_id: uuid.UUID) -> str:
    """Raises cryptography's InvalidTag when it was changed or belongs to another dossier."""
    return _cipher().decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], dossier_id.bytes).decode()


def lookup_hash(number: str) -> str:
    return hmac.new(current_settings().key("identity-hash"), number.encode(), hashlib.sha256).hexdigest()


def masked(number: str) -> str:
    """'086012345612' → '0860******12'."""
    return number[:4] + "*" * (len(number) - 6) + number[-2:]


def _cipher() -> AESGCM:
    return AESGCM(current_settings().key("identity-seal"))
