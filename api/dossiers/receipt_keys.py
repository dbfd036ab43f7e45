"""The keys of signed acknowledgements: the private one in use, and every public one that ever signed.

A new key is put into RECEIPT_PRIVATE_KEY or `receipt.pem`; then the service is started again. The public key is
written down in the unit that first signs with it and is never removed, so old acknowledgements can be checked for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from flask import current_app
from sqlalchemy import select

from api.config import Settings, SettingsError, current_settings, write_private
from api.dossiers.models import ReceiptKey
from api.dossiers.signed_statements import NotAStatement, decode, jwk_of, key_id_of, public_text
from api.extensions import db, insert, now

FILE_NAME = "receipt.pem"
LOADED = "motcua_receipt_key"


def load_key(settings: Settings) -> Ed25519PrivateKey:
    """RECEIPT_PRIVATE_KEY (PEM or base64url of the 32 bytes), else the one in the data directory, made when absent.

    Raises SettingsError.
    """
    if settings.receipt_private_key:
        return _parse(settings.receipt_private_key, "RECEIPT_PRIVATE_KEY")
    path = settings.data_dir / FILE_NAME
    pem = path.read_bytes() if path.exists() else write_private(path, _new_pem())
    return _parse(pem.decode("ascii", "replace"), str(path))


def own_public_key(environ: Mapping[str, str]) -> str | None:
    """The public half of this installation's key (base64url), None when there is none yet. Makes nothing.

    Raises SettingsError.
    """
    given, path = environ.get("RECEIPT_PRIVATE_KEY"), Path(environ.get("MOTCUA_DATA") or "var") / FILE_NAME
    if given:
        return public_text(_parse(given, "RECEIPT_PRIVATE_KEY").public_key())
    if not path.is_file():
        return None
    return public_text(_parse(path.read_text("ascii", "replace"), str(path)).public_key())


def key_in_use() -> Ed25519PrivateKey:
    """The application's key, read once."""
    if LOADED not in current_app.extensions:
        current_app.extensions[LOADED] = load_key(current_settings())
    key: Ed25519PrivateKey = current_app.extensions[LOADED]
    return key


def write_down(key: Ed25519PublicKey) -> None:
    """Publish the key for good; belongs into the write unit that signs with it."""
    values = {"id": key_id_of(key), "public_key": public_text(key), "first_used_at": now()}
    db.session.execute(insert(ReceiptKey).values(**values).on_conflict_do_nothing())


def published() -> dict[str, Any]:
    """All public keys as a JWK Set (RFC 7517, 5), the one in use first."""
    current = key_in_use().public_key()
    keys: list[dict[str, Any]] = [{**jwk_of(current), "in_use": True, "first_used_at": None}]
    for row in db.session.execute(select(ReceiptKey).order_by(ReceiptKey.first_used_at.desc())).scalars():
        if row.id == keys[0]["kid"]:
            keys[0]["first_used_at"] = row.first_used_at
        else:
            known = jwk_of(Ed25519PublicKey.from_public_bytes(decode(row.public_key)))
            keys.append({**known, "in_use": False, "first_used_at": row.first_used_at})
    return {"keys": keys}


def published_keys() -> dict[str, Ed25519PublicKey]:
    """The same keys by their ids, to check with."""
    return {key["kid"]: Ed25519PublicKey.from_public_bytes(decode(key["x"])) for key in published()["keys"]}


def _new_pem() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _parse(text: str, name: str) -> Ed25519PrivateKey:
    try:
        if "-----BEGIN" in text:
            key = load_pem_private_key(text.encode(), password=None)
        else:
            key = Ed25519PrivateKey.from_private_bytes(decode(text.strip().rstrip("=")))
    except (ValueError, TypeError, NotAStatement) as error:
        raise SettingsError(f"{name} is no Ed25519 key in PEM or base64url") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SettingsError(f"{name} must be an Ed25519 key")
    return key
