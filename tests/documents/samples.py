"""Files for tests: true headers and noise after them, and a small tus client for signed-in people."""

from __future__ import annotations

import base64
import hashlib
import random
import uuid

from werkzeug.test import TestResponse

from tests.people import Person

TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}

# Whole files as far as their headers say: a picture of 8 × 8 and its end, after which anything may follow.
HEADS = {
    "image/jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x08\x00\x08\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\xff\xd9",
    "image/png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x08\x00\x00\x00\x08\x08\x00\x00\x00\x00"
    b"\x00\x00\x00\x00\x00\x00\x00\x00IEND\xaeB\x60\x82",
    "image/webp": b"RIFF\x16\x00\x00\x00WEBPVP8 \x0a\x00\x00\x00\x00\x00\x00\x9d\x01\x2a\x08\x00\x08\x00",
    "image/heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic\x00\x00\x00\x00mdat",
    "image/heif": b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1miaf\x00\x00\x00\x00mdat",
    "application/pdf": b"%PDF-1.7\n",
}


def photo(size: int = 5_000, *, seed: int = 1, media_type: str = "image/jpeg") -> bytes:
    """A file of that type as its headers tell, with noise for content; the same seed gives the same bytes."""
    head = HEADS[media_type]
    return head + random.Random(seed).randbytes(size - len(head))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def metadata(**values: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


def announce(person: Person, size: int, **headers: str) -> uuid.UUID:
    """Create an upload; its id."""
    answer = person.post("/uploads", headers={**TUS, "Upload-Length": str(size), **headers})
    assert answer.status_code == 201, answer.json
    return uuid.UUID(answer.headers["Location"].rpartition("/")[2])


def send(
    person: Person, upload_id: uuid.UUID, content: bytes, *, offset: int = 0, **headers: str
) -> TestResponse:
    return person.open(
        "PATCH",
        f"/uploads/{upload_id}",
        data=content,
        headers={**BYTES, "Upload-Offset": str(offset), **headers},
    )


def ask(person: Person, upload_id: uuid.UUID) -> TestResponse:
    return person.open("HEAD", f"/uploads/{upload_id}", headers=TUS)


def uploaded(person: Person, content: bytes, *, name: str = "giay-to.jpg") -> uuid.UUID:
    """A file that has arrived completely."""
    upload_id = announce(person, len(content), **{"Upload-Metadata": metadata(filename=name)})
    answer = send(person, upload_id, content)
    assert answer.status_code == 204, answer.json
    return upload_id
