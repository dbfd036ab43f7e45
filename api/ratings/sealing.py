"""The sealed link from an answer back to its dossier, which only oversight can open (promise 5).

A sealed box: an X25519 key made for this one message meets oversight's public key, HKDF-SHA256 (RFC 5869)
makes of it the key of ChaCha20-Poly1305 (RFC 8439). Whoever seals cannot open again. The application needs
the public key only: once the first answer is in, operators move the private one away and give it to
oversight.

Form: 1 byte version | 32 bytes the message's public key | ciphertext and tag. Always the same length.
"""

from __future__ import annotations

import uuid
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.config import current_settings, write_private

FOLDER = "oversight"
PUBLIC_KEY_FILE = "rating-seal.pub"
PRIVATE_KEY_FILE = "rating-seal.key"

_VERSION = b"\x01"
_KEY_BYTES = 32
_STAGE_BYTES = 12
_NONCE = bytes(12)  # every message has its own key, so its nonce may be constant


class SealNotOpened(Exception):
    """This key does not open this seal, or the seal was changed."""


def seal(dossier_id: uuid.UUID, stage: str) -> bytes:
    """Seal for oversight. The key pair is made on first use."""
    folder = current_settings().data_dir / FOLDER
    return seal_for(_public_key(folder), dossier_id, stage)


def seal_for(public_key: X25519PublicKey, dossier_id: uuid.UUID, stage: str) -> bytes:
    ephemeral = X25519PrivateKey.generate()
    sender, receiver = _raw(ephemeral.public_key()), _raw(public_key)
    box = ChaCha20Poly1305(_message_key(ephemeral.exchange(public_key), sender, receiver))
    words = dossier_id.bytes + stage.encode().ljust(_STAGE_BYTES, b"\0")
    return _VERSION + sender + box.encrypt(_NONCE, words, _VERSION)


def open_with(private_key_path: Path, sealed: bytes) -> tuple[uuid.UUID, str]:
    """The dossier and stage of an answer, for oversight. Raises SealNotOpened."""
    private_key = _private_key(private_key_path.read_bytes())
    version, sender, ciphertext = sealed[:1], sealed[1 : 1 + _KEY_BYTES], sealed[1 + _KEY_BYTES :]
    if version != _VERSION or len(sender) != _KEY_BYTES:
        raise SealNotOpened
    shared = private_key.exchange(X25519PublicKey.from_public_bytes(sender))
    box = ChaCha20Poly1305(_message_key(shared, sender, _raw(private_key.public_key())))
    try:
        words = box.decrypt(_NONCE, ciphertext, version)
    except InvalidTag as error:
        raise SealNotOpened from error
    return uuid.UUID(bytes=words[:16]), words[16:].rstrip(b"\0").decode()


def _message_key(shared: bytes, sender: bytes, receiver: bytes) -> bytes:
    return HKDF(hashes.SHA256(), _KEY_BYTES, salt=sender + receiver, info=b"motcua rating seal").derive(
        shared
    )


@lru_cache(maxsize=8)
def _public_key(folder: Path) -> X25519PublicKey:
    """Read the public key, or make the pair. When two processes start together both use the pair written first."""
    path = folder / PUBLIC_KEY_FILE
    if not path.exists():
        private_key = _private_key(
            write_private(folder / PRIVATE_KEY_FILE, _private_pem(X25519PrivateKey.generate()))
        )
        write_private(path, _public_pem(private_key.public_key()))
    key = serialization.load_pem_public_key(path.read_bytes())
    if not isinstance(key, X25519PublicKey):
        raise TypeError(f"{path} is no X25519 public key")
    return key


def _private_key(pem: bytes) -> X25519PrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, X25519PrivateKey):
        raise TypeError("the seal's private key is no X25519 key")
    return key


def _raw(key: X25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def _private_pem(key: X25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_pem(key: X25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
