"""`motcua documents check`: what is missing, damaged, or needed by nobody."""

from __future__ import annotations

import os
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from api.access import Role
from api.accounts.models import Officer
from api.config import Settings
from api.documents import checking, parts
from api.documents.checking import check
from api.documents.commands import check_command
from api.documents.errors import StoreUnreachable
from api.documents.models import Upload
from api.documents.portraits import keep_portrait
from api.documents.references import declared, is_referred, referred_under
from api.documents.storage import key_for, store
from api.extensions import db, now, write_unit
from api.storage_address import FolderAddress, read_storage_address
from tests.conftest import STORES
from tests.documents.samples import announce, photo, send, sha256, uploaded
from tests.people import Office, Person

CONTENT = photo(50_000)
KEY = key_for(sha256(CONTENT))
SOUND = {
    "file_missing": 0,
    "size_differs": 0,
    "hash_differs": 0,
    "orphan_file": 0,
    "orphan_part": 0,
    "removed": 0,
    "younger_left_alone": 0,
    "foreign_left_alone": 0,
}
both_stores = pytest.mark.parametrize("storage_url", STORES, indirect=True)


def run(app: Flask, *options: str) -> Result:
    return app.test_cli_runner().invoke(check_command, list(options))


def counts(result: Result) -> dict[str, int]:
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    return {name: int(value) for name, value in (line[:2] for line in lines) if value.isdigit()}


def age(path: Path) -> None:
    """As if it had been there for two days."""
    moment = (now() - timedelta(days=2)).timestamp()
    os.utime(path, (moment, moment))


def forget_row(upload_id: uuid.UUID) -> None:
    with write_unit():
        db.session.delete(db.session.get_one(Upload, upload_id))


def put_under(key: str, content: bytes, folder: Path) -> None:
    source = folder / "source"
    source.write_bytes(content)
    store().put_file(source, key)


@both_stores
def test_nothing_to_find(app: Flask, citizen: Person, office: Office) -> None:
    uploaded(citizen, CONTENT)
    begun = announce(citizen, 9_000)
    send(citizen, begun, CONTENT[:1_000])
    age(parts.path_of(begun))
    result = run(app, "--hash", "--remove-orphans")
    assert result.exit_code == 0, result.output
    assert counts(result) == {"stored_files": 1, "part_files": 1, **SOUND}
    assert parts.path_of(begun).exists(), "an unfinished upload is for its expiry, not for this sweep"


@both_stores
def test_a_missing_file(app: Flask, citizen: Person) -> None:
    uploaded(citizen, CONTENT)
    store().delete(KEY)
    result = run(app)
    assert result.exit_code == 1
    assert counts(result) == {"stored_files": 0, "part_files": 0, **SOUND, "file_missing": 1}
    assert f"file_missing\t{KEY} (uploads)" in result.output


@both_stores
def test_damaged_files(app: Flask, citizen: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = photo(40_000, seed=2)
    uploaded(citizen, CONTENT)
    uploaded(citizen, other)
    for key, damaged in ((KEY, CONTENT[:-1]), (key_for(sha256(other)), other[:-1] + b"x")):
        store().delete(key)
        put_under(key, damaged, tmp_path)
    result = run(app)
    assert result.exit_code == 1
    assert counts(result) == {"stored_files": 2, "part_files": 0, **SOUND, "size_differs": 1}
    result = run(app, "--hash")
    assert counts(result)["hash_differs"] == 2
    assert f"hash_differs\t{key_for(sha256(other))} (uploads)" in result.output
    monkeypatch.setattr(checking, "_MANY_ROWS", 0)
    assert run(app, "--hash").stdout == result.stdout, "the same in smaller portions"


@both_stores
def test_young_orphans_may_have_their_row_on_the_way(app: Flask, citizen: Person) -> None:
    forget_row(uploaded(citizen, CONTENT))
    assert counts(run(app, "--remove-orphans")) == {
        "stored_files": 1, "part_files": 0, **SOUND, "younger_left_alone": 1
    }  # fmt: skip
    later = check(with_hashes=False, remove_orphans=True, at=now() + timedelta(days=1, minutes=1))
    assert later.found == [("orphan_file", KEY)]
    assert later.removed == 1
    assert not later.is_harm_done()
    assert not store().exists(KEY)


def test_orphans_are_only_told_unless_asked_for(app: Flask, citizen: Person, settings: Settings) -> None:
    forget_row(uploaded(citizen, CONTENT))
    address = read_storage_address(settings.storage_url, data_dir=settings.data_dir)
    assert isinstance(address, FolderAddress)
    age(address.root / KEY)
    result = run(app)
    assert (result.exit_code, counts(result)["orphan_file"], counts(result)["removed"]) == (0, 1, 0)
    result = run(app, "--remove-orphans")
    assert (result.exit_code, counts(result)["orphan_file"], counts(result)["removed"]) == (0, 1, 1)
    assert not store().exists(KEY)


def test_part_files_without_a_row(app: Flask, citizen: Person) -> None:
    finished = uploaded(citizen, CONTENT)
    begun = announce(citizen, 9_000)
    names = [
        f"{finished}.part",
        f"{uuid.uuid4()}.part",
        f"{uuid.uuid4()}.unverified",
        "half.picture",
        "young.part",
    ]
    for name in names:
        (parts.folder() / name).write_bytes(b"x")
    for name in (*names[:-1], parts.STORE_LOCK, f"{begun}.part"):
        age(parts.folder() / name)
    result = run(app, "--remove-orphans")
    assert (result.exit_code, counts(result)["orphan_part"], counts(result)["removed"]) == (0, 4, 4)
    assert counts(result)["younger_left_alone"] == 1, "young.part"
    left = {path.name for path in parts.folder().iterdir()}
    assert left == {f"{begun}.part", "young.part", parts.STORE_LOCK}


def test_what_is_not_ours_is_counted_and_left_alone(app: Flask, citizen: Person, settings: Settings) -> None:
    uploaded(citizen, CONTENT)
    address = read_storage_address(settings.storage_url, data_dir=settings.data_dir)
    assert isinstance(address, FolderAddress)
    strangers = [
        address.root / "ghi-chu.txt",
        address.root / KEY[:2] / "Thumbs.db",
        (address.root / KEY).with_name("x" * 64),
        parts.folder() / str(uuid.uuid4()),
    ]
    for path in strangers:
        path.write_bytes(b"x")
        age(path)
    result = run(app, "--hash", "--remove-orphans")
    assert (result.exit_code, counts(result)) == (
        0, {"stored_files": 1, "part_files": 0, **SOUND, "foreign_left_alone": 4}
    )  # fmt: skip
    assert all(path.exists() for path in strangers)


def test_a_store_that_does_not_answer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_options: object) -> None:
        raise StoreUnreachable

    monkeypatch.setattr("api.documents.commands.check", fail)
    result = run(app)
    assert result.exit_code == 3
    assert "does not answer" in result.output


def test_every_column_that_names_a_file_is_declared(app: Flask) -> None:
    """Whoever adds one puts it into STORED_FILES (api/factory.py), else its files would be swept away."""
    named = {
        (table.name, column.name)
        for table in db.metadata.tables.values()
        for column in table.columns
        if column.name.endswith(("sha256", "storage_key", "clean_key", "screen_key", "thumbnail_key"))
    }
    known = {(one.column.class_.__tablename__, one.column.key) for one in declared()}
    doubles = {
        ("uploads", "storage_key"),  # set together with sha256
        ("file_copies", "sha256"),  # goes with the last upload of these bytes
        ("hidden_papers", "sha256"),  # of an upload that a dossier keeps
    }
    assert named - doubles == known


def test_what_is_referred_to_by_key_or_hash(app: Flask, citizen: Person, office: Office) -> None:
    digest = keep_portrait(CONTENT)
    assert not is_referred(digest)
    with write_unit():
        db.session.get_one(Officer, office[Role.LEADER].id).photo_sha256 = digest
    assert is_referred(digest)
    assert [(one.sha256, one.by, one.size) for one in referred_under(digest[:2])] == [
        (digest, "portraits", None)
    ]
    uploaded(citizen, CONTENT)
    db.session.rollback()
    found = {(one.by, one.size) for one in referred_under(digest[:2])}
    assert found == {("portraits", None), ("uploads", len(CONTENT))}


def test_the_last_portion_has_an_end(app: Flask, citizen: Person) -> None:
    content = next(found for seed in range(10_000) if sha256(found := photo(300, seed=seed)).startswith("ff"))
    uploaded(citizen, content)
    assert [one.sha256 for one in referred_under("ff")] == [sha256(content)]
    assert list(referred_under("fe")) == []
