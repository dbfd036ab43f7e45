"""What goes and what stays: taken back by its owner, expired, or still needed by somebody."""

from __future__ import annotations

import threading
import uuid
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from flask import Flask

from api import worker
from api.documents import completion, expiry, parts, removal
from api.documents.completion import stored_upload
from api.documents.models import Upload
from api.documents.removal import remove_unreferenced, storing
from api.documents.storage import key_for, store
from api.extensions import db, lock, now, write_unit
from tests.conftest import STORES
from tests.documents.samples import BYTES, TUS, announce, ask, photo, send, sha256, uploaded
from tests.documents.test_manifest import dossier_ids  # noqa: F401 - a fixture
from tests.people import Person

CONTENT = photo(50_000)
KEY = key_for(sha256(CONTENT))
both_stores = pytest.mark.parametrize("storage_url", STORES, indirect=True)


def remove(person: Person, upload_id: uuid.UUID) -> Any:
    return person.open("DELETE", f"/uploads/{upload_id}", headers=TUS)


def expires(upload_id: uuid.UUID) -> datetime:
    upload = stored_upload(upload_id)
    assert upload is not None
    assert upload.expires_at is not None
    return upload.expires_at


def set_expiry(upload_id: uuid.UUID, at: datetime | None) -> None:
    with write_unit():
        upload = lock(Upload, upload_id)
        assert upload is not None
        upload.expires_at = at


def put_into(dossier_id: uuid.UUID, upload_id: uuid.UUID) -> None:
    with write_unit():
        upload = lock(Upload, upload_id)
        assert upload is not None
        upload.dossier_id = dossier_id


@both_stores
def test_a_finished_upload_taken_back(citizen: Person) -> None:
    upload_id = uploaded(citizen, CONTENT)
    assert store().exists(KEY)
    answer = remove(citizen, upload_id)
    assert (answer.status_code, answer.data, answer.headers["Tus-Resumable"]) == (204, b"", "1.0.0")
    assert not store().exists(KEY)
    assert not parts.path_of(upload_id).exists()
    assert ask(citizen, upload_id).status_code == 404
    assert send(citizen, upload_id, b"", offset=0).status_code == 404
    assert remove(citizen, upload_id).status_code == 404


def test_an_unfinished_upload_taken_back(citizen: Person) -> None:
    upload_id = announce(citizen, len(CONTENT))
    send(citizen, upload_id, CONTENT[:1_000])
    assert remove(citizen, upload_id).status_code == 204
    assert not parts.path_of(upload_id).exists()
    assert send(citizen, upload_id, CONTENT[1_000:], offset=1_000).status_code == 404


def test_bytes_that_another_upload_has_too_stay(citizen: Person, stranger: Person) -> None:
    mine, theirs = uploaded(citizen, CONTENT), uploaded(stranger, CONTENT)
    assert remove(citizen, mine).status_code == 204
    with store().open(KEY) as stream:
        assert stream.read() == CONTENT
    assert remove(stranger, theirs).status_code == 204
    assert not store().exists(KEY)


def test_a_paper_of_a_dossier_stays(citizen: Person, dossier_ids: list[uuid.UUID]) -> None:  # noqa: F811
    upload_id = uploaded(citizen, CONTENT)
    put_into(dossier_ids[0], upload_id)
    for language in ("vi", "en"):
        answer = citizen.open("DELETE", f"/uploads/{upload_id}", headers={**TUS, "Accept-Language": language})
        assert (answer.status_code, answer.json["code"]) == (409, "upload_in_dossier")
        assert answer.headers["Content-Language"] == language
    assert store().exists(KEY)
    assert not parts.path_of(upload_id).exists(), "locking makes one, which must not stay"


def test_only_the_owner_takes_it_back(citizen: Person, stranger: Person) -> None:
    upload_id = uploaded(citizen, CONTENT)
    for unknown in (upload_id, uuid.uuid4(), "..%2f", "%00"):
        assert stranger.open("DELETE", f"/uploads/{unknown}", headers=TUS).status_code == 404
    assert citizen.open("DELETE", f"/uploads/{upload_id}").status_code == 412, "without Tus-Resumable"
    assert ask(citizen, upload_id).status_code == 200


def test_not_while_somebody_sends_it(citizen: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.documents.termination._WRITER_LEAVES_SECONDS", 0.05)
    upload_id = announce(citizen, len(CONTENT))
    with parts.locked(upload_id, wait_seconds=0):
        assert remove(citizen, upload_id).status_code == 423
    assert remove(citizen, upload_id).status_code == 204


def test_until_when_a_file_is_kept(citizen: Person) -> None:
    before = now().replace(microsecond=0)
    answer = citizen.post("/uploads", headers={**TUS, "Upload-Length": str(len(CONTENT))})
    upload_id = uuid.UUID(answer.headers["Location"].rpartition("/")[2])
    told = [
        answer,
        ask(citizen, upload_id),
        send(citizen, upload_id, CONTENT[:1_000]),
        send(citizen, upload_id, CONTENT[1_000:], offset=1_000),
        ask(citizen, upload_id),
    ]
    days = [
        round((parsedate_to_datetime(a.headers["Upload-Expires"]) - before) / timedelta(days=1)) for a in told
    ]
    assert days == [7, 7, 7, 30, 30]


def test_bytes_prolong_at_most_once_a_day(citizen: Person) -> None:
    upload_id = announce(citizen, len(CONTENT))
    soon = now() + timedelta(hours=1)
    set_expiry(upload_id, soon)
    send(citizen, upload_id, CONTENT[:1_000])
    prolonged = expires(upload_id)
    assert prolonged > now() + timedelta(days=6, hours=23)
    send(citizen, upload_id, CONTENT[1_000:2_000], offset=1_000)
    assert expires(upload_id) == prolonged, "no commit for every piece"


def test_what_is_expired_answers_410(citizen: Person) -> None:
    upload_id = announce(citizen, len(CONTENT))
    send(citizen, upload_id, CONTENT[:1_000])
    set_expiry(upload_id, now() - timedelta(seconds=1))
    assert ask(citizen, upload_id).status_code == 410
    for method in ("PATCH", "DELETE"):
        answer = citizen.open(
            method, f"/uploads/{upload_id}", headers={**BYTES, "Upload-Offset": "1000"}, data=b"x"
        )
        assert (answer.status_code, answer.json["code"]) == (410, "upload_expired")


def test_what_is_in_a_dossier_does_not_expire(citizen: Person, dossier_ids: list[uuid.UUID]) -> None:  # noqa: F811
    upload_id = uploaded(citizen, CONTENT)
    put_into(dossier_ids[0], upload_id)
    set_expiry(upload_id, now() - timedelta(days=1))
    worker.sweep()
    assert ask(citizen, upload_id).status_code == 200
    assert store().exists(KEY)


@both_stores
def test_the_worker_removes_what_is_over(citizen: Person) -> None:
    whole, begun, young = uploaded(citizen, CONTENT), announce(citizen, 9_000), announce(citizen, 9_000)
    for upload_id in (begun, young):
        send(citizen, upload_id, CONTENT[:1_000])
    for upload_id in (whole, begun):
        set_expiry(upload_id, now() - timedelta(seconds=1))
    worker.sweep()
    assert [stored_upload(upload_id) is None for upload_id in (whole, begun, young)] == [True, True, False]
    assert not store().exists(KEY)
    assert list(parts.folder().glob("*.part")) == [parts.path_of(young)]


def test_an_expired_upload_that_is_being_written_waits(citizen: Person) -> None:
    upload_id = announce(citizen, len(CONTENT))
    set_expiry(upload_id, now() - timedelta(seconds=1))
    with parts.locked(upload_id, wait_seconds=0):
        assert expiry.sweep(now()) == 0
    assert expiry.sweep(now()) == 1


def test_what_came_meanwhile_is_not_removed(citizen: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the sweep's question and its lock the phone sends on."""
    upload_id = announce(citizen, len(CONTENT))
    set_expiry(upload_id, now() - timedelta(seconds=1))
    really = expiry.remove_upload

    def prolong_first(found: uuid.UUID, **more: Any) -> Any:
        set_expiry(found, now() + timedelta(days=1))
        return really(found, **more)

    monkeypatch.setattr(expiry, "remove_upload", prolong_first)
    assert expiry.sweep(now()) == 0
    assert ask(citizen, upload_id).status_code == 200


def test_nothing_is_removed_while_somebody_stores(
    app: Flask, citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another upload of the same bytes finds them stored and has not told the database yet."""
    monkeypatch.setattr(removal, "_PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(expiry, "_AT_ONCE", 200)
    first = uploaded(citizen, CONTENT)
    stored_now, go_on = threading.Event(), threading.Event()
    really_write = completion.write_unit

    def write_late() -> Any:
        stored_now.set()
        assert go_on.wait(20)
        return really_write()

    second = announce(citizen, len(CONTENT))
    with parts.locked(second, wait_seconds=0) as part:
        part.append(CONTENT)

    def finish_second() -> None:
        with app.app_context():
            completion.finish(second)
            db.session.remove()

    monkeypatch.setattr(completion, "write_unit", write_late)
    thread = threading.Thread(target=finish_second)
    thread.start()
    assert stored_now.wait(20)
    assert remove(citizen, first).status_code == 204
    go_on.set()
    thread.join(20)
    with store().open(KEY) as stream:
        assert stream.read() == CONTENT


def test_a_file_that_was_just_put_there_may_have_its_row_on_the_way(citizen: Person) -> None:
    upload_id = uploaded(citizen, CONTENT)
    with write_unit():
        db.session.delete(db.session.get_one(Upload, upload_id))
    assert not remove_unreferenced(sha256(CONTENT), put_before=now() - timedelta(days=1))
    with storing():
        pass
    assert remove_unreferenced(sha256(CONTENT), put_before=now() + timedelta(minutes=1))
    assert not remove_unreferenced(sha256(CONTENT)) or not store().exists(KEY)
