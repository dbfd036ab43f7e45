"""The last byte may be followed by anything: a kill, a second request, a full disk. The file is finished
once.
"""

from __future__ import annotations

import errno
import os
import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from api.config import Settings
from api.documents import completion, folder_store, parts
from api.documents.completion import finish, received_now, stored_upload
from api.documents.errors import FileTypeNotAllowed, UploadBusy
from api.documents.models import Upload
from api.documents.storage import key_for, store
from api.extensions import db, write_unit
from tests.documents.samples import announce, ask, photo, send, sha256
from tests.people import Person

CONTENT = photo(100_000)


def arrived(person: Person, content: bytes = CONTENT) -> uuid.UUID:
    """An upload whose bytes are all there and whose process was killed before it could do anything more."""
    upload_id = announce(person, len(content))
    with parts.locked(upload_id, wait_seconds=0) as part:
        part.append(content)
    return upload_id


def is_finished(upload_id: uuid.UUID) -> bool:
    upload = stored_upload(upload_id)
    return upload is not None and upload.finished_at is not None and upload.sha256 == sha256(CONTENT)


def test_head_finishes_what_a_killed_process_left(citizen: Person) -> None:
    upload_id = arrived(citizen)
    assert not is_finished(upload_id)
    assert ask(citizen, upload_id).headers["Upload-Offset"] == str(len(CONTENT))
    assert is_finished(upload_id)
    assert not parts.path_of(upload_id).exists()


def test_an_empty_patch_at_the_end_finishes_too(citizen: Person) -> None:
    upload_id = arrived(citizen)
    assert send(citizen, upload_id, b"", offset=len(CONTENT)).status_code == 204
    assert is_finished(upload_id)


def test_head_of_bytes_that_are_not_accepted(citizen: Person) -> None:
    upload_id = arrived(citizen, b"GIF89a" + bytes(100))
    assert ask(citizen, upload_id).status_code == 415
    assert ask(citizen, upload_id).status_code == 404
    with pytest.raises(FileTypeNotAllowed):
        finish(arrived(citizen, b"GIF89a"))


class Killed(BaseException):
    """Stands for the end of the process: nothing that catches exceptions sees it."""


@pytest.mark.parametrize("moment", ["before the store", "after the store", "after the commit"])
def test_killed_at_any_moment(
    citizen: Person, settings: Settings, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    upload_id = arrived(citizen)

    def die(*_args: Any, **_kwargs: Any) -> Any:
        raise Killed

    with monkeypatch.context() as patched:
        if moment == "before the store":
            patched.setattr(folder_store.FolderStore, "put_file", die)
        elif moment == "after the store":
            patched.setattr(completion, "write_unit", die)
        else:
            patched.setattr(parts.Part, "remove", die)
        with pytest.raises(Killed):
            finish(upload_id)
    assert is_finished(upload_id) == (moment == "after the commit")
    assert received_now(stored_upload(upload_id) or Upload()) == len(CONTENT)
    assert ask(citizen, upload_id).headers["Upload-Offset"] == str(len(CONTENT))
    assert is_finished(upload_id)
    with store().open(key_for(sha256(CONTENT))) as stream:
        assert stream.read() == CONTENT
    assert len([path for path in (settings.data_dir / "files").rglob("*") if path.is_file()]) == 1


def test_eight_at_once_finish_it_once(app: Flask, citizen: Person) -> None:
    upload_id = arrived(citizen)
    moments: list[Any] = []
    start = threading.Barrier(8)

    def work() -> None:
        with app.app_context():
            start.wait()
            upload = finish(upload_id)
            moments.append(upload.finished_at if upload else "gone")

    run_together([work] * 8)
    assert len(moments) == 8
    assert len(set(moments)) == 1
    assert is_finished(upload_id)
    assert not parts.path_of(upload_id).exists()


def run_together(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def test_somebody_else_is_at_it(citizen: Person) -> None:
    upload_id = arrived(citizen)
    with parts.locked(upload_id, wait_seconds=0), pytest.raises(UploadBusy):
        finish(upload_id, wait_seconds=0.05)
    assert not is_finished(upload_id)


def test_a_writer_keeps_others_out_and_head_goes_on(citizen: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.documents.routes._SETTLE_SECONDS", 0.05)
    upload_id = announce(citizen, len(CONTENT))
    with parts.locked(upload_id, wait_seconds=0) as part:
        part.append(CONTENT[:500])
        answer = send(citizen, upload_id, CONTENT[500:], offset=500)
        assert (answer.status_code, answer.json["code"], answer.json["retryable"]) == (
            423,
            "upload_busy",
            True,
        )
        assert ask(citizen, upload_id).headers["Upload-Offset"] == "500"
    assert send(citizen, upload_id, CONTENT[500:], offset=500).status_code == 204
    assert is_finished(upload_id)


def test_a_part_file_that_comes_after_the_end_is_no_upload(citizen: Person) -> None:
    upload_id = arrived(citizen)
    finish(upload_id)
    with parts.locked(upload_id, wait_seconds=0):
        assert parts.path_of(upload_id).exists(), "opening makes one"
    assert ask(citizen, upload_id).headers["Upload-Offset"] == str(len(CONTENT))
    assert send(citizen, upload_id, CONTENT).status_code == 409
    assert not parts.path_of(upload_id).exists()
    assert is_finished(upload_id)


def test_who_waited_for_the_lock_of_a_finished_upload_gets_a_new_part(app: Flask, citizen: Person) -> None:
    """Not the removed file, into which bytes would vanish."""
    upload_id = arrived(citizen)
    seen: list[int] = []

    def wait() -> None:
        with app.app_context(), parts.locked(upload_id, wait_seconds=10) as part:
            seen.append(part.offset())

    with parts.locked(upload_id, wait_seconds=0) as part:
        thread = threading.Thread(target=wait)
        thread.start()
        part.remove()
    thread.join(20)
    assert seen == [0]


def test_a_lost_part_file_begins_anew(citizen: Person) -> None:
    upload_id = announce(citizen, len(CONTENT))
    parts.path_of(upload_id).unlink()
    assert ask(citizen, upload_id).headers["Upload-Offset"] == "0"
    assert send(citizen, upload_id, CONTENT).status_code == 204
    assert is_finished(upload_id)


def test_an_upload_that_vanishes_meanwhile(citizen: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    upload_id = announce(citizen, len(CONTENT))

    def vanish(*_args: Any, **_kwargs: Any) -> None:
        db.session.rollback()
        with write_unit():
            db.session.delete(db.session.get_one(Upload, upload_id))

    monkeypatch.setattr("api.documents.tus.check_content_type", vanish)
    assert send(citizen, upload_id, CONTENT).status_code == 404
    assert not parts.path_of(upload_id).exists()


def test_finishing_needs_its_own_write_unit(citizen: Person) -> None:
    upload_id = arrived(citizen)
    with pytest.raises(RuntimeError, match="own write unit"), write_unit():
        finish(upload_id)


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_the_disk_is_full_while_bytes_arrive(
    citizen: Person, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    upload_id = announce(citizen, len(CONTENT))
    really_write, room = os.write, 70_000

    def write(descriptor: int, data: Any) -> int:
        nonlocal room
        if room == 0:
            raise OSError(reason, os.strerror(reason))
        written = really_write(descriptor, data[:room])
        room -= written
        return written

    with monkeypatch.context() as patched:
        patched.setattr(parts.os, "write", write)
        answer = send(citizen, upload_id, CONTENT)
    assert (answer.status_code, answer.json["code"], answer.json["retryable"]) == (507, "storage_full", True)
    assert answer.headers["Upload-Offset"] == "70000"
    assert ask(citizen, upload_id).headers["Upload-Offset"] == "70000"
    assert send(citizen, upload_id, CONTENT[70_000:], offset=70_000).status_code == 204
    assert is_finished(upload_id)


def test_the_disk_is_full_at_the_end(citizen: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    upload_id = announce(citizen, len(CONTENT))

    def full(*_args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(folder_store, "_copy", full)
        answer = send(citizen, upload_id, CONTENT)
        assert (answer.status_code, answer.json["code"]) == (507, "storage_full")
        assert ask(citizen, upload_id).status_code == 507
        assert parts.received_bytes(upload_id) == len(CONTENT)
    assert send(citizen, upload_id, b"", offset=len(CONTENT)).status_code == 204
    assert is_finished(upload_id)


def test_the_disk_is_full_before_it_begins(citizen: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(parts.os, "open", full)
        answer = citizen.post("/uploads", headers={"Tus-Resumable": "1.0.0", "Upload-Length": "5"})
    assert (answer.status_code, answer.json["code"]) == (507, "storage_full")
