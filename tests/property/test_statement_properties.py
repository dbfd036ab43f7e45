"""Signed statements and manifests: what was written reads back, anything else is refused and never crashes."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from api.documents.metadata import clean_file_name
from api.dossiers.receipt_check import Given, NothingToCheck, all_hold, check, read_given, read_keys
from api.dossiers.signed_statements import (
    ListedFile,
    Manifest,
    NotAManifest,
    NotAStatement,
    digest_of,
    key_id_of,
    public_text,
    read_manifest,
    read_statement,
    sign,
    signature_holds,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEYS = {key_id_of(KEY.public_key()): KEY.public_key()}
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."

hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)
names = st.text(max_size=300).map(clean_file_name)
people = st.text(max_size=100).map(lambda text: " ".join(text.split()))
files = st.builds(
    ListedFile,
    sha256=hashes,
    size=st.integers(1, 10**12),
    requirement_id=st.from_regex(r"r[0-9a-f]{10}", fullmatch=True),
    name=names,
)
manifests = st.builds(Manifest, applicant=people, files=st.lists(files, max_size=5).map(tuple))
words = st.text(st.characters(codec="utf-8"), max_size=60)
claims = st.fixed_dictionaries(
    {
        "iss": words,
        "sub": words,
        "iat": st.integers(0, 2**35),
        "event": st.sampled_from(["hand_in", "supplement"]),
        "procedure": words,
        "agency": words,
        "files": st.integers(0, 200),
        "manifest": st.binary(min_size=32, max_size=32).map(lambda data: digest_of(data.hex())),
    }
)


@given(manifests)
def test_a_manifest_reads_back(manifest: Manifest) -> None:
    assert read_manifest(manifest.text()) == manifest


@given(claims)
def test_a_statement_reads_back_and_holds(said: dict[str, object]) -> None:
    token = sign(said, KEY)
    statement = read_statement(token)
    assert statement.claims == said
    assert signature_holds(statement, KEY.public_key())
    assert not signature_holds(statement, OTHER.public_key())
    assert sign(said, KEY) == token


@given(claims, st.data())
def test_any_other_letter_breaks_it(said: dict[str, object], data: st.DataObject) -> None:
    token = sign(said, KEY)
    at = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from(ALPHABET.replace(token[at], "")))
    assert not all_hold(check(Given(token[:at] + letter + token[at + 1 :]), KEYS)[1])


@given(claims, manifests, manifests)
def test_only_its_own_list_belongs_to_it(said: dict[str, object], own: Manifest, other: Manifest) -> None:
    token = sign({**said, "files": len(own.files), "manifest": digest_of(own.text())}, KEY)
    assert all_hold(check(Given(token, own.text()), KEYS)[1])
    assert all_hold(check(Given(token, other.text()), KEYS)[1]) == (own == other)


@given(st.text(max_size=300))
def test_no_text_crashes_the_readers(text: str) -> None:
    for read, refusal in ((read_statement, NotAStatement), (read_manifest, NotAManifest)):
        with pytest.raises(refusal):
            read(text)


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_checker(data: bytes) -> None:
    try:
        found = read_given(data)
    except NothingToCheck:
        found = []
    for one in found:
        assert not all_hold(check(one, KEYS)[1])
    try:
        read_keys(data)
    except NothingToCheck:
        return
    assert len(data.strip()) in (43, 44), "only the 32 bytes of a key"


def test_keys_are_read_in_every_form() -> None:
    text = public_text(KEY.public_key())
    jwk = f'{{"kty": "OKP", "crv": "Ed25519", "x": "{text}"}}'
    for form in (text, f"{text}=", jwk, f'{{"keys": [{jwk}]}}'):
        assert list(read_keys(form.encode())) == list(KEYS)
    with pytest.raises(NothingToCheck):
        read_keys(b'{"keys": [{"kty": "EC", "crv": "P-256", "x": "AA"}]}')
