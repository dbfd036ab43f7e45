"""Promise 5: nothing beside an answer says whose it is; the sealed link opens with oversight's key alone."""

from __future__ import annotations

import stat
import uuid
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.config import current_settings
from api.extensions import db
from api.ratings import sealing
from api.ratings.models import Rating, RatingInvitation
from api.ratings.sealing import SealNotOpened, open_with, seal
from api.ratings.tokens import token_of
from tests.people import API, Office, Person
from tests.ratings.rated import FULL, received, token


@pytest.fixture
def folder(app: Flask) -> Path:
    return current_settings().data_dir / "oversight"


def other_key(path: Path) -> Path:
    path.write_bytes(
        X25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return path


def test_what_is_sealed_opens_with_the_private_key_only(folder: Path, tmp_path: Path) -> None:
    dossier_id = uuid.uuid4()
    sealed = seal(dossier_id, "result")
    assert open_with(folder / "rating-seal.key", sealed) == (dossier_id, "result")
    with pytest.raises(SealNotOpened):
        open_with(other_key(tmp_path / "other.key"), sealed)


def test_a_changed_or_cut_seal_does_not_open(folder: Path) -> None:
    sealed = seal(uuid.uuid4(), "result")
    for broken in (sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed[:40], b"", b"\x02" + sealed[1:]):
        with pytest.raises(SealNotOpened):
            open_with(folder / "rating-seal.key", broken)


def test_seals_tell_nothing_by_their_looks(app: Flask) -> None:
    dossier_id = uuid.uuid4()
    stages = ("reception", "supplement", "refusal", "result")
    seals = [seal(dossier_id, stage) for stage in stages] + [seal(dossier_id, "result")]
    assert len(set(seals)) == len(seals)
    assert len({len(one) for one in seals}) == 1
    assert not any(dossier_id.bytes in one or b"result" in one for one in seals)


def test_the_running_application_does_not_need_the_private_key(folder: Path, tmp_path: Path) -> None:
    seal(uuid.uuid4(), "result")
    kept_elsewhere = (folder / "rating-seal.key").rename(tmp_path / "in-a-safe.key")
    sealing._public_key.cache_clear()  # as after a restart
    dossier_id = uuid.uuid4()
    sealed = seal(dossier_id, "reception")
    assert not (folder / "rating-seal.key").exists(), "no second pair was made"
    assert open_with(kept_elsewhere, sealed) == (dossier_id, "reception")


def test_a_pair_half_made_is_completed(folder: Path) -> None:
    """The first process died between the two files."""
    seal(uuid.uuid4(), "result")
    (folder / "rating-seal.pub").unlink()
    sealing._public_key.cache_clear()
    dossier_id = uuid.uuid4()
    assert open_with(folder / "rating-seal.key", seal(dossier_id, "result")) == (dossier_id, "result")


def test_only_the_owner_of_the_file_reads_the_private_key(folder: Path) -> None:
    seal(uuid.uuid4(), "result")
    assert stat.S_IMODE((folder / "rating-seal.key").stat().st_mode) == 0o600


def test_no_column_of_an_answer_leads_to_dossier_or_citizen() -> None:
    targets = {key.column.table.name for key in Rating.__table__.foreign_keys}
    assert targets == {"agencies", "officers"}
    names = {column.name for column in Rating.__table__.columns}
    assert not [
        name
        for name in names
        if any(word in name for word in ("dossier", "citizen", "invitation", "phone", "token", "_at"))
    ]


def test_nothing_stored_with_an_answer_names_its_dossier(
    client: FlaskClient, office: Office, citizen: Person, folder: Path
) -> None:
    dossier = received(office, citizen=citizen)
    link = token(dossier)
    assert client.post(f"{API}/ratings/{link}", json={**FULL, "reason": "ok"}).status_code == 201
    db.session.rollback()
    row = db.session.execute(select(Rating.__table__)).mappings().one()
    invitation = db.session.execute(select(RatingInvitation)).scalar_one()
    telling = [
        dossier.id.hex,
        str(dossier.id),
        dossier.code or "",
        dossier.submission_number,
        citizen.id.hex,
        str(citizen.id),
        dossier.applicant_name,
        dossier.applicant_phone or "",
        invitation.id.hex,
        str(invitation.id),
        link,
        invitation.token_hash,
    ]
    for name, value in row.items():
        as_bytes = value if isinstance(value, bytes) else str(value).encode()
        as_hex = value.hex if isinstance(value, uuid.UUID) else ""
        for one in telling:
            assert one.encode() not in as_bytes, name
            assert one != as_hex, name
        for identity in (dossier.id, citizen.id, invitation.id):
            assert identity.bytes not in as_bytes, name
    assert open_with(folder / "rating-seal.key", row["sealed_link"]) == (dossier.id, "reception")


def test_a_token_is_stored_nowhere_in_clear(client: FlaskClient, office: Office, citizen: Person) -> None:
    dossier = received(office, citizen=citizen)
    link = token(dossier)
    client.post(f"{API}/ratings/{link}", json=FULL)
    db.session.rollback()
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            assert link not in str(dict(row)), table.name


def test_tokens_are_long_and_each_its_own(app: Flask) -> None:
    tokens = {token_of(uuid.uuid4()) for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(one) for one in tokens} == {22}
