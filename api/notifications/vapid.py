"""Who we are to push services (RFC 8292): the key pair, and an Authorization header cached per push origin."""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass, field

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from urllib3.util import parse_url

from api.config import Settings, SettingsError, write_private

LIFE_SECONDS = 12 * 3600
RENEW_BEFORE_SECONDS = 3600


def load_key(settings: Settings) -> ec.EllipticCurvePrivateKey:
    """VAPID_PRIVATE_KEY (PEM or base64url of the 32 bytes), else the one in the data directory, made when absent."""
    if settings.vapid_private_key:
        return _parse(settings.vapid_private_key)
    path = settings.data_dir / "vapid.pem"
    if path.exists():
        return _parse(path.read_text())
    return _parse(write_private(path, new_key_pem()).decode())


def new_key_pem() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_key_text(key: ec.EllipticCurvePrivateKey) -> str:
    """The applicationServerKey: base64url of the uncompressed point."""
    return _b64(
        key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
    )


def origin_of(endpoint: str) -> str:
    """Scheme, host and port. The `webpush` package leaves the port out, which strict services refuse.

    Raises ValueError for what is no address. The parser is the one that connects (urllib3).
    """
    parts = parse_url(endpoint)
    return f"{parts.scheme}://{parts.netloc}"


@dataclass
class Signer:
    """Authorization headers for push origins, signed once in a while and not for every message."""

    key: ec.EllipticCurvePrivateKey
    subject: str
    _cached: dict[str, tuple[float, str]] = field(default_factory=dict)

    def header(self, endpoint: str) -> str:
        origin, moment = origin_of(endpoint), time.time()
        expires, value = self._cached.get(origin, (0.0, ""))
        if expires - moment < RENEW_BEFORE_SECONDS:
            expires = moment + LIFE_SECONDS
            token = jwt.encode(
                {"aud": origin, "exp": int(expires), "sub": self.subject}, self.key, algorithm="ES256"
            )
            value = f"vapid t={token}, k={public_key_text(self.key)}"
            self._cached[origin] = (expires, value)
        return value


def _parse(text: str) -> ec.EllipticCurvePrivateKey:
    try:
        if "-----BEGIN" in text:
            key = serialization.load_pem_private_key(text.encode(), password=None)
        else:
            raw = base64.urlsafe_b64decode(text.strip() + "=" * (-len(text.strip()) % 4))
            key = ec.derive_private_key(int.from_bytes(raw), ec.SECP256R1())
    except ValueError as error:
        raise SettingsError("VAPID_PRIVATE_KEY is no P-256 key in PEM or base64url") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise SettingsError("VAPID_PRIVATE_KEY must be a P-256 key")
    return key


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
