"""tus 'Creation With Upload': the creating POST brings bytes."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from werkzeug.test import TestResponse

from api.documents import folder_store, parts
from api.documents.completion import stored_upload
from api.documents.errors import StoreUnreachable
from tests.documents.samples import BYTES, TUS, ask, photo, send, sha256
from tests.documents.test_checksums import checksum
from tests.people import Person

CONTENT = photo(100_000)


def create(person: Person, body: bytes, *, size: int = len(CONTENT), **headers: str) -> TestResponse:
    return person.open(
        "POST", "/uploads", data=body, headers={**BYTES, "Upload-Length": str(size), **headers}
    )


def created(answer: TestResponse) -> uuid.UUID:
    return uuid.UUID(answer.headers["Location"].rpartition("/")[2])


def is_whole(upload_id: uuid.UUID) -> bool:
    upload = stored_upload(upload_id)
    return upload is not None and upload.sha256 == sha256(CONTENT)


def test_a_whole_file_in_one_request(citizen: Person) -> None:
    answer = create(citizen, CONTENT, **checksum(CONTENT))
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "100000")
    assert answer.headers["Upload-Expires"].endswith("GMT")
    assert is_whole(created(answer))


def test_the_first_bytes_then_the_rest(citizen: Person) -> None:
    answer = create(citizen, CONTENT[:30_000])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "30000")
    assert send(citizen, created(answer), CONTENT[30_000:], offset=30_000).status_code == 204
    assert is_whole(created(answer))


def test_no_bytes_at_all(citizen: Person) -> None:
    answer = create(citizen, b"")
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "0")


def test_a_body_of_another_type_is_no_part_of_the_file(citizen: Person) -> None:
    answer = create(citizen, CONTENT, **{"Content-Type": "image/jpeg"})
    assert answer.status_code == 201
    assert "Upload-Offset" not in answer.headers
    assert parts.received_bytes(created(answer)) == 0


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (CONTENT + b"x", {}, 413, "upload_longer_than_announced"),
        (CONTENT, checksum(b"other"), 460, "checksum_mismatch"),
    ],
)
def test_a_wrong_body_leaves_an_empty_upload(
    citizen: Person, body: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    answer = create(citizen, body, **headers)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert ask(citizen, created(answer)).headers["Upload-Offset"] == "0"
    assert send(citizen, created(answer), CONTENT).status_code == 204
    assert is_whole(created(answer))


def test_bytes_of_no_accepted_type(citizen: Person) -> None:
    answer = create(citizen, b"GIF89a", size=6)
    assert (answer.status_code, answer.json["code"]) == (415, "file_type_not_allowed")
    assert ask(citizen, created(answer)).status_code == 404


def test_an_unknown_algorithm_creates_nothing(citizen: Person) -> None:
    answer = create(citizen, CONTENT, **{"Upload-Checksum": "md5 AAAA"})
    assert (answer.status_code, answer.json["code"]) == (400, "checksum_algorithm_unsupported")
    assert "Location" not in answer.headers
    assert not parts.folder().exists() or not list(parts.folder().glob("*.part"))


def test_the_store_does_not_answer(citizen: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """All bytes are here and stay; the next question finishes the file."""

    def fail(*_args: Any) -> None:
        raise StoreUnreachable

    with monkeypatch.context() as patched:
        patched.setattr(folder_store, "_copy", fail)
        answer = create(citizen, CONTENT)
    assert (answer.status_code, answer.json["code"], answer.json["retryable"]) == (
        503,
        "store_unreachable",
        True,
    )
    assert parts.received_bytes(created(answer)) == len(CONTENT)
    again = citizen.open("HEAD", f"/uploads/{created(answer)}", headers=TUS)
    assert again.headers["Upload-Offset"] == "100000"
    assert is_whole(created(answer))
