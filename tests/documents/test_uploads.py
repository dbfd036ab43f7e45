"""Resumable uploads as a tus 1.0.0 client sees them."""

from __future__ import annotations

import time
import uuid
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from api.access import Role
from api.accounts.models import RateCount
from api.config import Settings
from api.documents import completion, parts
from api.documents.errors import StoreUnreachable
from api.documents.models import Upload
from api.documents.storage import key_for, store
from api.extensions import db, write_unit
from tests.documents.samples import BYTES, TUS, announce, ask, metadata, photo, send, sha256, uploaded
from tests.people import API, Office, Person


def stored(upload_id: uuid.UUID) -> Upload:
    found = completion.stored_upload(upload_id)
    assert found is not None
    return found


def number_of_uploads() -> int:
    db.session.rollback()
    return db.session.execute(select(func.count()).select_from(Upload)).scalar_one()


def test_the_server_says_what_it_can(citizen: Person, settings: Settings) -> None:
    for path in ("/uploads", f"/uploads/{uuid.uuid4()}"):
        answer = citizen.open("OPTIONS", path)
        assert answer.status_code == 200
        assert answer.headers["Tus-Resumable"] == answer.headers["Tus-Version"] == "1.0.0"
        assert (
            answer.headers["Tus-Extension"] == "creation,creation-with-upload,checksum,termination,expiration"
        )
        assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"
        assert answer.headers["Tus-Max-Size"] == str(settings.max_upload_bytes)


def test_a_file_in_one_piece(citizen: Person) -> None:
    content = photo(200_000)
    created = citizen.post(
        "/uploads",
        headers={
            **TUS,
            "Upload-Length": "200000",
            "Upload-Metadata": metadata(filename="Ảnh.jpg", filetype="image/jpeg"),
        },
    )
    assert created.status_code == 201
    assert created.headers["Tus-Resumable"] == "1.0.0"
    folder, _, last = created.headers["Location"].rpartition("/")
    assert folder == API + "/uploads"

    sent = send(citizen, uuid.UUID(last), content)
    assert (sent.status_code, sent.headers["Upload-Offset"], sent.data) == (204, "200000", b"")

    upload = stored(uuid.UUID(last))
    assert upload.owner == f"citizen:{citizen.id}"
    assert (upload.file_name, upload.declared_type, upload.media_type) == (
        "Ảnh.jpg",
        "image/jpeg",
        "image/jpeg",
    )
    assert (upload.sha256, upload.storage_key) == (sha256(content), key_for(sha256(content)))
    assert upload.finished_at is not None
    assert not parts.path_of(upload.id).exists(), "the part file has done its service"
    with store().open(key_for(sha256(content))) as stream:
        assert stream.read() == content


def test_a_file_in_pieces_of_any_size(citizen: Person) -> None:
    content = photo(300_000)
    upload_id = announce(citizen, len(content))
    offset = 0
    for size in (1, 65_535, 65_536, 65_537, 0, 100_000, 3_391):
        assert ask(citizen, upload_id).headers["Upload-Offset"] == str(offset)
        answer = send(citizen, upload_id, content[offset : offset + size], offset=offset)
        offset += size
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(offset))
    assert offset == len(content)
    assert stored(upload_id).sha256 == sha256(content)


def test_how_far_it_is(citizen: Person) -> None:
    upload_id = announce(
        citizen, 5_000, **{"Upload-Metadata": metadata(filename="../a.png", filetype="image/png")}
    )
    answer = ask(citizen, upload_id)
    assert answer.status_code == 200
    assert (answer.headers["Upload-Offset"], answer.headers["Upload-Length"]) == ("0", "5000")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert answer.headers["Upload-Metadata"] == metadata(filename="a.png", filetype="image/png")
    assert "Upload-Metadata" not in ask(citizen, announce(citizen, 5)).headers


def test_a_finished_upload_stays_finished(citizen: Person) -> None:
    content = photo()
    upload_id = uploaded(citizen, content)
    for _ in range(2):
        answer = ask(citizen, upload_id)
        assert (answer.headers["Upload-Offset"], answer.headers["Upload-Length"]) == ("5000", "5000")
        assert send(citizen, upload_id, b"", offset=5_000).status_code == 204
    again = send(citizen, upload_id, content)
    assert (again.status_code, again.json["code"], again.headers["Upload-Offset"]) == (
        409,
        "upload_offset_mismatch",
        "5000",
    )
    beyond = send(citizen, upload_id, b"x", offset=5_000)
    assert (beyond.status_code, beyond.headers["Upload-Offset"]) == (413, "5000")
    assert not parts.path_of(upload_id).exists()
    assert stored(upload_id).sha256 == sha256(content)


def test_officers_send_files_too(office: Office) -> None:
    content = photo(seed=4)
    clerk = office[Role.RECEPTION]
    assert stored(uploaded(clerk, content)).owner == f"officer:{clerk.id}"


def test_the_same_bytes_twice_are_two_uploads_and_one_stored_file(
    citizen: Person, stranger: Person, settings: Settings
) -> None:
    first, second = uploaded(citizen, photo()), uploaded(stranger, photo())
    assert first != second
    assert stored(first).storage_key == stored(second).storage_key
    assert len([path for path in (settings.data_dir / "files").rglob("*") if path.is_file()]) == 1


def test_only_the_owner_sees_an_upload(citizen: Person, stranger: Person, office: Office) -> None:
    upload_id = announce(citizen, 5_000)
    for other in (stranger, office[Role.RECEPTION]):
        assert ask(other, upload_id).status_code == 404
        answer = send(other, upload_id, photo())
        assert (answer.status_code, answer.json["code"]) == (404, "upload_not_found")
        assert answer.headers["Tus-Resumable"] == "1.0.0"
        assert "Upload-Offset" not in answer.headers
    assert parts.received_bytes(upload_id) == 0


def test_nobody_uploads_without_signing_in(client: FlaskClient, office: Office) -> None:
    answers = [
        client.post(API + "/uploads", headers={**TUS, "Upload-Length": "5"}),
        client.patch(API + f"/uploads/{uuid.uuid4()}", headers={**BYTES, "Upload-Offset": "0"}, data=b"x"),
        client.head(API + f"/uploads/{uuid.uuid4()}", headers=TUS),
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert all(answer.headers["Tus-Resumable"] == "1.0.0" for answer in answers)
    assert office[Role.SUPERVISOR].post("/uploads", headers={**TUS, "Upload-Length": "5"}).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"Tus-Resumable": "0.2.2"}, {"Tus-Resumable": "1.0"}])
def test_another_version_of_the_protocol(citizen: Person, headers: dict[str, str]) -> None:
    upload_id = announce(citizen, 5_000)
    body = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    answers = [
        citizen.post("/uploads", headers={**headers, "Upload-Length": "5"}),
        citizen.open("HEAD", f"/uploads/{upload_id}", headers=headers),
        citizen.open("PATCH", f"/uploads/{upload_id}", headers={**headers, **body}, data=photo()),
    ]
    for answer in answers:
        assert answer.status_code == 412
        assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
    assert answers[2].json["code"] == "tus_version_unsupported"
    assert parts.received_bytes(upload_id) == 0
    assert number_of_uploads() == 1


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 400, "upload_length_invalid"),
        ({"Upload-Length": ""}, 400, "upload_length_invalid"),
        ({"Upload-Length": "-1"}, 400, "upload_length_invalid"),
        ({"Upload-Length": "1.5"}, 400, "upload_length_invalid"),
        ({"Upload-Length": "5 MB"}, 400, "upload_length_invalid"),
        ({"Upload-Length": "1" * 30}, 400, "upload_length_invalid"),
        ({"Upload-Length": "²"}, 400, "upload_length_invalid"),
        ({"Upload-Length": "0"}, 422, "file_empty"),
        ({"Upload-Length": str(101 * 1024 * 1024)}, 413, "file_too_large"),
        ({"Upload-Length": str(100 * 1024 * 1024 + 1)}, 413, "file_too_large"),
        ({"Upload-Defer-Length": "1"}, 400, "defer_length_unsupported"),
        ({"Upload-Defer-Length": "1", "Upload-Length": "5"}, 400, "defer_length_unsupported"),
        ({"Upload-Length": "5", "Upload-Metadata": "filename ***"}, 400, "upload_metadata_invalid"),
        (
            {"Upload-Length": "5", "Upload-Metadata": metadata(filetype="image/gif")},
            415,
            "file_type_not_allowed",
        ),
    ],
)
def test_what_cannot_be_announced(
    citizen: Person, settings: Settings, headers: dict[str, str], status: int, code: str
) -> None:
    for language in ("vi", "en"):
        answer = citizen.post("/uploads", headers={**TUS, **headers, "Accept-Language": language})
        assert (answer.status_code, answer.json["code"]) == (status, code)
        assert answer.headers["Tus-Resumable"] == "1.0.0"
        assert answer.headers["Content-Language"] == language
        assert "{" not in answer.json["detail"]
    assert number_of_uploads() == 0
    assert not list((settings.data_dir / "uploads").glob("*"))


def test_the_largest_file_may_be_announced(citizen: Person, settings: Settings) -> None:
    announce(citizen, settings.max_upload_bytes)


@pytest.mark.parametrize("stated", [1, 999, 1_001, 5_000, 10**17])
def test_a_wrong_offset(citizen: Person, stated: int) -> None:
    upload_id = announce(citizen, 5_000)
    send(citizen, upload_id, photo()[:1_000])
    answer = send(citizen, upload_id, photo()[1_000:], offset=stated)
    assert (answer.status_code, answer.json["code"]) == (409, "upload_offset_mismatch")
    assert answer.headers["Upload-Offset"] == "1000"
    assert parts.received_bytes(upload_id) == 1_000


@pytest.mark.parametrize("stated", ["", "-1", "abc", "1e3", "0x0"])
def test_an_offset_that_is_none(citizen: Person, stated: str) -> None:
    upload_id = announce(citizen, 5_000)
    answer = citizen.open(
        "PATCH", f"/uploads/{upload_id}", data=photo(), headers={**BYTES, "Upload-Offset": stated}
    )
    assert (answer.status_code, answer.json["code"]) == (400, "upload_offset_invalid")
    assert parts.received_bytes(upload_id) == 0


@pytest.mark.parametrize("content_type", ["image/jpeg", "application/octet-stream", "", "application/json"])
def test_another_content_type(citizen: Person, content_type: str) -> None:
    upload_id = announce(citizen, 5_000)
    answer = send(citizen, upload_id, photo(), **{"Content-Type": content_type})
    assert (answer.status_code, answer.json["code"]) == (415, "upload_content_type_wrong")
    assert parts.received_bytes(upload_id) == 0


def test_more_bytes_than_announced(citizen: Person) -> None:
    upload_id = announce(citizen, 5_000)
    send(citizen, upload_id, photo()[:1_000])
    answer = send(citizen, upload_id, photo()[1_000:] + b"x", offset=1_000)
    assert (answer.status_code, answer.json["code"]) == (413, "upload_longer_than_announced")
    assert answer.headers["Upload-Offset"] == "1000"
    assert parts.received_bytes(upload_id) == 1_000, "nothing of a body that cannot be right is kept"
    assert send(citizen, upload_id, photo()[1_000:], offset=1_000).status_code == 204


def test_a_body_larger_than_other_requests_may_have(citizen: Person, settings: Settings) -> None:
    content = photo(settings.max_body_bytes + 1)
    assert stored(uploaded(citizen, content)).sha256 == sha256(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.jpg", b"GIF89a" + bytes(100)),
        ("anh.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("don.pdf", b"<!doctype html><script>alert(1)</script><!-- %PDF-1.7 -->"),
        ("don.pdf", b" %PDF-1.7\n"),
        ("anh.jpg", b"\0"),
    ],
)
def test_other_types_in_the_clothes_of_allowed_ones(
    citizen: Person, settings: Settings, name: str, content: bytes
) -> None:
    declared = "image/jpeg" if name.endswith("jpg") else "application/pdf"
    upload_id = announce(
        citizen, len(content), **{"Upload-Metadata": metadata(filename=name, filetype=declared)}
    )
    answer = send(citizen, upload_id, content)
    assert (answer.status_code, answer.json["code"]) == (415, "file_type_not_allowed")
    assert answer.json["errors"] == [{"upload_id": str(upload_id)}]
    assert ask(citizen, upload_id).status_code == 404
    assert send(citizen, upload_id, content).status_code == 404
    assert number_of_uploads() == 0
    assert not [path for path in settings.data_dir.rglob("*") if path.suffix == ".part"]
    assert not (settings.data_dir / "files").exists()


def test_a_wrong_declaration_among_allowed_types_does_no_harm(citizen: Person) -> None:
    content = photo(media_type="image/png")
    upload_id = announce(citizen, len(content), **{"Upload-Metadata": metadata(filetype="image/jpeg")})
    send(citizen, upload_id, content)
    assert (stored(upload_id).declared_type, stored(upload_id).media_type) == ("image/jpeg", "image/png")


@pytest.mark.parametrize(
    "name", ["../../../../tmp/owned.jpg", "a\0.jpg", "\u202egpj.exe", "x" * 500 + ".jpg"]
)
def test_names_never_become_paths(citizen: Person, settings: Settings, name: str) -> None:
    content = photo()
    upload_id = uploaded(citizen, content, name=name)
    files = sorted(
        path.relative_to(settings.data_dir)
        for path in (settings.data_dir / "files").rglob("*")
        if path.is_file()
    )
    assert files == [Path("files") / key_for(sha256(content))]
    shown = stored(upload_id).file_name
    assert 0 < len(shown) <= 255
    assert not {"/", "\0", "\u202e"} & set(shown)


@pytest.mark.parametrize("upload_id", ["1", "..%5c..%5csecret.key", "x" * 200, "%00", str(uuid.UUID(int=1))])
def test_uploads_that_do_not_exist(citizen: Person, upload_id: str) -> None:
    assert citizen.open("HEAD", f"/uploads/{upload_id}", headers=TUS).status_code == 404
    answer = citizen.open(
        "PATCH", f"/uploads/{upload_id}", headers={**BYTES, "Upload-Offset": "0"}, data=b"x"
    )
    assert answer.status_code == 404
    assert answer.json["code"] in {"upload_not_found", "not_found"}


def test_uploads_are_described(app: Flask, client: FlaskClient) -> None:
    paths = client.get(API + "/openapi.json").json["paths"]
    assert set(paths[API + "/uploads"]) >= {"post"}
    assert set(paths[API + "/uploads/{upload_id}"]) >= {"head", "patch", "delete"}


def test_announcing_files_too_often_is_refused(citizen: Person, stranger: Person) -> None:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "10"}
    assert citizen.post("/uploads", headers=headers).status_code == 201
    with write_unit():  # as if 598 more had been announced
        (key,) = db.session.execute(select(RateCount.key).where(RateCount.count == 1)).scalars()
        db.session.execute(update(RateCount).where(RateCount.key == key).values(count=599))
    statuses = [citizen.post("/uploads", headers=headers).status_code for _ in range(2)]
    assert statuses == [201, 429]
    assert stranger.post("/uploads", headers=headers).status_code == 201, "the limit is each person's own"


def test_only_who_is_limited_is_told_to_come_back_later(
    citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client that honours Retry-After would wait an hour after every upload."""

    def announced(**headers: str) -> TestResponse:
        return citizen.open("POST", "/uploads", headers={"Tus-Resumable": "1.0.0", **headers})

    for answer, status in (
        (announced(**{"Upload-Length": "9"}), 201),
        (announced(**{"Upload-Length": "x"}), 400),
        (announced(**{"Upload-Length": "9", "Tus-Resumable": "0.2"}), 412),
    ):
        assert (answer.status_code, answer.headers.get("Retry-After")) == (status, None)
        assert "X-RateLimit-Remaining" in answer.headers

    def away(**_options: object) -> None:
        raise StoreUnreachable(headers={"Retry-After": "30"})

    monkeypatch.setattr("api.documents.routes.parts.create", lambda _upload_id: away())
    assert announced(**{"Upload-Length": "9"}).headers["Retry-After"] == "30", "what a problem says stays"
    monkeypatch.setattr("api.rate_limits.FailingOpen.incr", lambda *_args, **_more: 601)
    monkeypatch.setattr("api.rate_limits.FailingOpen.get_expiry", lambda *_args: time.time() + 90)
    limited = announced(**{"Upload-Length": "9"})
    assert limited.status_code == 429
    assert 60 < int(limited.headers["Retry-After"]) <= 90
