"""tus 'Checksum': what is verified counts, nothing else does, whoever is killed when."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from api.documents import parts, receiving
from api.documents.completion import stored_upload
from api.documents.errors import StorageFull
from tests.documents.samples import announce, ask, photo, send, sha256
from tests.people import Person

CONTENT = photo(200_000)


def checksum(content: bytes, algorithm: str = "sha256") -> dict[str, str]:
    digest = hashlib.new(algorithm, content, usedforsecurity=False).digest()
    return {"Upload-Checksum": f"{algorithm} {base64.b64encode(digest).decode()}"}


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_right_checksums(citizen: Person, algorithm: str) -> None:
    upload_id = announce(citizen, len(CONTENT))
    offset = 0
    for size in (1, 100_000, 0, 99_999):
        piece = CONTENT[offset : offset + size]
        answer = send(citizen, upload_id, piece, offset=offset, **checksum(piece, algorithm))
        offset += size
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(offset)), answer.json
    upload = stored_upload(upload_id)
    assert upload is not None
    assert upload.sha256 == sha256(CONTENT)


def test_a_wrong_checksum_discards_the_bytes_of_that_request_alone(citizen: Person) -> None:
    upload_id = announce(citizen, len(CONTENT))
    send(citizen, upload_id, CONTENT[:70_000])
    changed = b"x" + CONTENT[70_001:150_000]
    for language in ("vi", "en"):
        answer = send(
            citizen,
            upload_id,
            changed,
            offset=70_000,
            **checksum(CONTENT[70_000:150_000]),
            **{"Accept-Language": language},
        )
        assert (answer.status_code, answer.json["code"], answer.json["retryable"]) == (
            460,
            "checksum_mismatch",
            True,
        )
        assert answer.headers["Upload-Offset"] == "70000"
        assert answer.headers["Tus-Resumable"] == "1.0.0"
        assert answer.headers["Content-Language"] == language
    assert ask(citizen, upload_id).headers["Upload-Offset"] == "70000"
    assert send(citizen, upload_id, CONTENT[70_000:], offset=70_000).status_code == 204


def test_a_wrong_checksum_of_the_last_bytes_finishes_nothing(citizen: Person) -> None:
    upload_id = announce(citizen, len(CONTENT))
    answer = send(citizen, upload_id, CONTENT[:-1] + b"x", **checksum(CONTENT))
    assert answer.status_code == 460
    upload = stored_upload(upload_id)
    assert upload is not None
    assert upload.finished_at is None


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("", "checksum_algorithm_unsupported"),
        ("md5 1B2M2Y8AsgTpgAmY7PhCfg==", "checksum_algorithm_unsupported"),
        ("SHA256 abc", "checksum_algorithm_unsupported"),
        ("crc32", "checksum_algorithm_unsupported"),
        ("sha256", "upload_checksum_invalid"),
        ("sha256 ***", "upload_checksum_invalid"),
        ("sha256 AAAA", "upload_checksum_invalid"),
        ("sha256 ²²²", "upload_checksum_invalid"),
        ("sha1 " + base64.b64encode(bytes(32)).decode(), "upload_checksum_invalid"),
    ],
)
def test_what_is_no_checksum(citizen: Person, stated: str, code: str) -> None:
    upload_id = announce(citizen, len(CONTENT))
    answer = send(citizen, upload_id, CONTENT, **{"Upload-Checksum": stated})
    assert (answer.status_code, answer.json["code"]) == (400, code)
    assert parts.received_bytes(upload_id) == 0
    if code == "checksum_algorithm_unsupported":
        assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"


def test_too_many_bytes_with_a_checksum(citizen: Person) -> None:
    upload_id = announce(citizen, 1_000)
    answer = send(citizen, upload_id, CONTENT, **checksum(CONTENT))
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (413, "0")
    assert parts.received_bytes(upload_id) == 0


def test_a_full_disk_keeps_nothing_that_is_not_verified(
    citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload_id = announce(citizen, len(CONTENT))
    really_append, room = parts.Part.append, 100_000

    def append(part: parts.Part, data: bytes) -> None:
        if part.offset() + len(data) > room:
            raise StorageFull
        really_append(part, data)

    with monkeypatch.context() as patched:
        patched.setattr(parts.Part, "append", append)
        answer = send(citizen, upload_id, CONTENT, **checksum(CONTENT))
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (507, "0")
    assert ask(citizen, upload_id).headers["Upload-Offset"] == "0"


def test_killed_before_it_was_verified(citizen: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes lie in the part file, and yet they do not count: neither while somebody writes nor afterwards."""
    upload_id = announce(citizen, len(CONTENT))
    send(citizen, upload_id, CONTENT[:50_000])
    seen: list[int] = []
    really_append = receiving._append_body

    def append_and_look(*args: Any, **kwargs: Any) -> int:
        arrived = really_append(*args, **kwargs)
        seen.append(parts.received_bytes(upload_id))
        return arrived

    monkeypatch.setattr(receiving, "_append_body", append_and_look)
    piece = CONTENT[50_000:120_000]
    assert send(citizen, upload_id, piece, offset=50_000, **checksum(piece)).status_code == 204
    assert seen == [50_000]

    # As a kill would leave it: bytes written, mark still there.
    with parts.locked(upload_id, wait_seconds=0) as part:
        parts._write_mark(parts._mark_of(part.path), part.offset())
        part.append(b"never verified")
    assert ask(citizen, upload_id).headers["Upload-Offset"] == "120000"
    assert send(citizen, upload_id, CONTENT[120_000:], offset=120_000).status_code == 204
    upload = stored_upload(upload_id)
    assert upload is not None
    assert upload.sha256 == sha256(CONTENT)
    assert [path.name for path in parts.folder().iterdir()] == [parts.STORE_LOCK]
