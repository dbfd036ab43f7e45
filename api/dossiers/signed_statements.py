"""What the service signs when it has everything of a hand-in, and how anybody checks it. Pure: no database, no network.

A statement is a JWS in compact form (RFC 7515) signed with Ed25519 (alg EdDSA, RFC 8037) over claims of a JWT:

    iss        address of the service that signed
    sub        submission number
    iat        when it was handed in, seconds since 1970 (UTC)
    event      hand_in | supplement
    procedure  code of the procedure
    agency     code of the office
    files      how many files
    manifest   SHA-256 of the manifest's bytes, base64url

The manifest is plain UTF-8 text, so that its digest can be made again with nothing but the files:

    motcua-manifest 1
    <name of the applicant>
    <sha256> <size in bytes> <requirement id> <file name>      a line for each file, in the order handed in

Every line ends with a line feed. A name stands only there, not in the statement, which is printed as a QR code.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

TYPE = "receipt+jwt"
MANIFEST_HEAD = "motcua-manifest 1"
LONGEST_TOKEN = 4_000  # characters; ours have about 500
_FILE = re.compile(r"([0-9a-f]{64}) ([1-9]\d{0,14}) (\S{1,20}) (.*)")
_TEXTS = ("iss", "sub", "event", "procedure", "agency", "manifest")
_NUMBERS = ("iat", "files")


class NotAStatement(ValueError):
    """The text is no statement of the kind described above; says what is wrong, in English."""


class NotAManifest(ValueError):
    """The text is no manifest."""


@dataclass(frozen=True)
class ListedFile:
    """A line of a manifest. `size` in bytes; `name` may be empty."""

    sha256: str
    size: int
    requirement_id: str
    name: str


@dataclass(frozen=True)
class Manifest:
    applicant: str
    files: tuple[ListedFile, ...]

    def text(self) -> str:
        lines = [f"{f.sha256} {f.size} {f.requirement_id} {f.name}" for f in self.files]
        return "".join(f"{line}\n" for line in (MANIFEST_HEAD, self.applicant, *lines))


@dataclass(frozen=True)
class Statement:
    """A statement that was read; whether its signature holds is another question."""

    token: str
    key_id: str
    claims: Mapping[str, Any]

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.claims["iat"], UTC)


def digest_of(manifest: str) -> str:
    return encode(hashlib.sha256(manifest.encode()).digest())


def key_id_of(key: Ed25519PublicKey) -> str:
    """The first 16 characters of the key's thumbprint (RFC 7638): 96 bits, short enough for a QR code."""
    jwk = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": public_text(key)}, separators=(",", ":"))
    return encode(hashlib.sha256(jwk.encode()).digest())[:16]


def public_text(key: Ed25519PublicKey) -> str:
    """The key's 32 bytes, base64url: the `x` of its JWK."""
    return encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def jwk_of(key: Ed25519PublicKey) -> dict[str, str]:
    """The key as a JSON Web Key (RFC 7517, 8037)."""
    return {
        "kty": "OKP",
        "crv": "Ed25519",
        "alg": "EdDSA",
        "use": "sig",
        "kid": key_id_of(key),
        "x": public_text(key),
    }


def sign(claims: Mapping[str, Any], key: Ed25519PrivateKey) -> str:
    """The statement's text. The same claims and key always give the same bytes (RFC 8032)."""
    header = {"alg": "EdDSA", "kid": key_id_of(key.public_key()), "typ": TYPE}
    signed = f"{_json(header)}.{_json(claims)}"
    return f"{signed}.{encode(key.sign(signed.encode()))}"


def read_statement(token: str) -> Statement:
    """Raises NotAStatement. No other spelling of the same bytes is accepted."""
    parts = token.split(".")
    if len(token) > LONGEST_TOKEN or len(parts) != 3:
        raise NotAStatement("not three parts with dots between them")
    header, claims = (_object(part) for part in parts[:2])
    if header.get("alg") != "EdDSA" or header.get("typ") != TYPE or not isinstance(header.get("kid"), str):
        raise NotAStatement("not the header of a receipt signed with EdDSA")
    if not all(isinstance(claims.get(name), str) for name in _TEXTS):
        raise NotAStatement("a claim is missing or no text")
    if not all(type(claims.get(name)) is int and 0 <= claims[name] < 2**36 for name in _NUMBERS):
        raise NotAStatement("a claim is missing or no number")
    if len(decode(parts[2])) != 64:
        raise NotAStatement("the signature has not 64 bytes")
    return Statement(token, header["kid"], claims)


def signature_holds(statement: Statement, key: Ed25519PublicKey) -> bool:
    signed, _, signature = statement.token.rpartition(".")
    try:
        key.verify(decode(signature), signed.encode())
    except InvalidSignature:
        return False
    return True


def read_manifest(text: str) -> Manifest:
    """Raises NotAManifest."""
    head, *lines = text.split("\n")
    if head != MANIFEST_HEAD or len(lines) < 2 or lines[-1] != "":
        raise NotAManifest("not a manifest of version 1")
    found = [_FILE.fullmatch(line) for line in lines[1:-1]]
    if not all(found):
        raise NotAManifest("a line that names no file")
    files = (ListedFile(m[1], int(m[2]), m[3], m[4]) for m in found if m)
    return Manifest(lines[0], tuple(files))


def encode(data: bytes) -> str:
    """base64url without padding (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The bytes; raises NotAStatement for anything that `encode` would not have written."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise NotAStatement("not base64url") from error
    if encode(data) != text:
        raise NotAStatement("not the shortest base64url")
    return data


def _json(value: Mapping[str, Any]) -> str:
    return encode(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())


def _object(part: str) -> Mapping[str, Any]:
    try:
        value = json.loads(decode(part))
    except (ValueError, RecursionError) as error:
        raise NotAStatement("a part is no JSON") from error
    if not isinstance(value, dict):
        raise NotAStatement("a part is no JSON object")
    return value
