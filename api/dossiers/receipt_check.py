"""Checking an acknowledgement with nothing but itself, the published keys and, perhaps, the files. No network, no
database.

What is given may be the file `receipt.json`, the PDF that carries it, the address in its QR code, or the statement
alone. A statement without its manifest says how many files there were; with it, which.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from api.dossiers.signed_statements import (
    Manifest,
    NotAManifest,
    NotAStatement,
    Statement,
    decode,
    digest_of,
    key_id_of,
    read_manifest,
    read_statement,
    signature_holds,
)

LARGEST_BYTES = 20 * 1024 * 1024
ATTACHED = "bien-nhan.json"
Keys = Mapping[str, Ed25519PublicKey]


class NothingToCheck(ValueError):
    """What was given holds no acknowledgement, or no keys; says why, in English."""


@dataclass(frozen=True)
class Given:
    """A statement and, when it was there, the manifest's text."""

    token: str
    manifest: str | None = None
    # What receipt.json says beside them, to be read: names of its fields and values.
    beside: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """One thing that holds or does not."""

    holds: bool
    what: str


def read_given(data: bytes) -> list[Given]:
    """The acknowledgements in a file's bytes, or in a text that was pasted. Raises NothingToCheck."""
    if len(data) > LARGEST_BYTES:
        raise NothingToCheck("larger than any receipt")
    if data.startswith(b"%PDF-"):
        data = _attachment(data)
    try:
        text = data.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise NothingToCheck("neither a receipt nor a PDF with one") from error
    if not text.startswith("{"):
        return [Given(text.rpartition("#")[2])]
    try:
        whole = json.loads(text)
        given = [
            Given(_text(one["token"]), _text(one["manifest"]), {**whole, **one}) for one in whole["receipts"]
        ]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NothingToCheck("JSON, but no receipt") from error
    if not given:
        raise NothingToCheck("no acknowledgement in it")
    return given


def read_keys(data: bytes) -> dict[str, Ed25519PublicKey]:
    """Public keys by their ids from a JWK Set, one JWK, PEM, or base64url of the 32 bytes. Raises NothingToCheck."""
    try:
        text = data.decode().strip()
        if text.startswith("-----BEGIN"):
            key = load_pem_public_key(text.encode())
            if not isinstance(key, Ed25519PublicKey):
                raise NothingToCheck("the key is no Ed25519 key")
            return {key_id_of(key): key}
        if text.startswith("{"):
            value = json.loads(text)
            found = [_jwk(one) for one in value.get("keys", [value])]
        else:
            found = [Ed25519PublicKey.from_public_bytes(decode(text.rstrip("=")))]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NothingToCheck("no Ed25519 keys (JWK Set, JWK, PEM or base64url)") from error
    return {key_id_of(key): key for key in found}


def check(
    given: Given, keys: Keys, *, files: Iterable[Path] | None = None
) -> tuple[Statement | None, list[Finding]]:
    """What holds and what does not, worst first things first. The statement is None when it cannot be read."""
    try:
        statement = read_statement(given.token)
    except NotAStatement as error:
        return None, [Finding(False, f"the statement cannot be read: {error}")]
    findings = [_signature(statement, keys)]
    if given.manifest is None:
        return statement, findings
    same = digest_of(given.manifest) == statement.claims["manifest"]
    findings.append(
        Finding(same, "the list of files is the one that was signed")
        if same
        else Finding(False, "the list of files differs from the one that was signed")
    )
    try:
        manifest = read_manifest(given.manifest)
    except NotAManifest as error:
        return statement, [*findings, Finding(False, f"the list of files cannot be read: {error}")]
    counted = len(manifest.files) == statement.claims["files"]
    if not counted:
        findings.append(Finding(False, "the list has another number of files than the statement"))
    findings += [
        Finding(False, f"what stands beside it as {name!r} differs from what was signed")
        for name in _contradictions(given.beside, statement, manifest)
    ]
    if files is not None:
        findings += _files(manifest, files)
    return statement, findings


def outcome_of(token: str, keys: Keys) -> str:
    """`holds`, `broken` (altered, or no statement), or `unknown_key`."""
    try:
        statement = read_statement(token)
    except NotAStatement:
        return "broken"
    if statement.key_id not in keys:
        return "unknown_key"
    return "holds" if signature_holds(statement, keys[statement.key_id]) else "broken"


def _contradictions(beside: Mapping[str, Any], statement: Statement, manifest: Manifest) -> list[str]:
    """Fields that say something else than the statement and its manifest. What was not signed (the papers' names, the
    address of the keys) says nothing here."""
    claims = statement.claims
    signed: dict[str, object] = {
        "submission_number": claims["sub"],
        "procedure_code": claims["procedure"],
        "agency_code": claims["agency"],
        "event": claims["event"],
        "at": statement.at,
        "manifest_sha256": decode(claims["manifest"]).hex(),
        "key_id": statement.key_id,
        "files": [(one.sha256, one.size, one.requirement_id, one.name) for one in manifest.files],
    }
    said = {**beside, "at": _moment(beside.get("at")), "files": _listed(beside.get("files"))}
    return [name for name, value in signed.items() if name in beside and said[name] != value]


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(_text(value))
    except (TypeError, ValueError):
        return None


def _listed(value: object) -> list[tuple[Any, ...]] | None:
    try:
        return [
            (one["sha256"], one["size"], one["requirement_id"], one["name"])
            for one in value  # type: ignore[attr-defined]
        ]
    except (TypeError, KeyError):
        return None


def _signature(statement: Statement, keys: Keys) -> Finding:
    key = keys.get(statement.key_id)
    if key is None:
        return Finding(False, f"no key {statement.key_id} to check the signature with")
    if signature_holds(statement, key):
        return Finding(True, f"the signature of key {statement.key_id}")
    return Finding(False, f"the signature is not one of key {statement.key_id}")


def _files(manifest: Manifest, paths: Iterable[Path]) -> list[Finding]:
    """Each listed file is looked for by its hash, whatever it is called; others in the folder do not matter."""
    there: set[str] = set()
    by_name: dict[str, str] = {}
    for path in paths:
        with path.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        there.add(sha256)
        by_name[path.name] = sha256
    findings = []
    for file in manifest.files:
        name = file.name or file.requirement_id
        if file.sha256 in there:
            findings.append(Finding(True, f"{name}: the same file, {file.size} bytes"))
        elif file.name in by_name:
            findings.append(Finding(False, f"{name}: differs, its SHA-256 is {by_name[file.name]}"))
        else:
            findings.append(Finding(False, f"{name}: not among the files"))
    return findings


def _attachment(pdf: bytes) -> bytes:
    import pikepdf  # only here: checking a text must not load it

    try:
        with pikepdf.Pdf.open(io.BytesIO(pdf)) as document:
            return document.attachments[ATTACHED].get_file().read_bytes()
    except (pikepdf.PdfError, KeyError) as error:
        raise NothingToCheck(f"a PDF without {ATTACHED} attached") from error


def _jwk(value: Mapping[str, Any]) -> Ed25519PublicKey:
    if value["kty"] != "OKP" or value["crv"] != "Ed25519":
        raise ValueError("another kind of key")
    return Ed25519PublicKey.from_public_bytes(decode(value["x"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def all_hold(findings: Sequence[Finding]) -> bool:
    return bool(findings) and all(finding.holds for finding in findings)
