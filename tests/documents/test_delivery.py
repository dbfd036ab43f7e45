"""A stored file goes out under its real type, and no browser runs it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from api.documents.completion import stored_upload
from api.documents.delivery import answer_with, download_name, open_document
from api.documents.errors import StoredFileMissing
from api.documents.models import Upload
from api.documents.storage import store
from tests.documents.samples import announce, photo, uploaded
from tests.people import Person


def found(upload_id: Any) -> Upload:
    upload = stored_upload(upload_id)
    assert upload is not None
    return upload


def real_photo() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(buffer, "JPEG")
    return buffer.getvalue()


def test_an_opened_document(citizen: Person) -> None:
    content = real_photo()
    document = open_document(found(uploaded(citizen, content, name="Giấy khai sinh.jpg")))
    with document.stream:
        assert document.stream.read() == content
    assert document[1:] == ("image/jpeg", len(content), "Giấy khai sinh.jpg")


@pytest.mark.parametrize("inline", [False, True])
def test_the_answer(app: Flask, citizen: Person, inline: bool) -> None:
    content = photo(200_000)
    upload = found(uploaded(citizen, content, name='Đơn "xin".jpg'))
    with app.test_request_context():
        response = answer_with(open_document(upload), inline=inline)
        response.direct_passthrough = False
        assert response.get_data() == content
        response.close()
    headers = response.headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Length"] == "200000"
    assert headers["Content-Disposition"].startswith("inline;" if inline else "attachment;")
    assert "filename*=UTF-8''%C4%90%C6%A1n%20%22xin%22.jpg" in headers["Content-Disposition"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "media_type", "shown"),
    [
        ("anh.jpg", "image/jpeg", "anh.jpg"),
        ("ANH.JPEG", "image/jpeg", "ANH.JPEG"),
        ("don.html", "application/pdf", "don.html.pdf"),
        ("anh.jpg", "image/png", "anh.jpg.png"),
        ("anh", "image/heic", "anh.heic"),
    ],
)
def test_the_ending_tells_the_truth(name: str, media_type: str, shown: str) -> None:
    assert download_name(Upload(file_name=name, media_type=media_type)) == shown


def test_a_file_without_a_name(citizen: Person) -> None:
    upload = found(uploaded(citizen, photo(), name=""))
    assert download_name(upload) == f"tai-lieu-{upload.id.hex[:8]}.jpg"


def test_a_file_that_is_not_there(citizen: Person) -> None:
    lost = found(uploaded(citizen, photo()))
    store().delete(lost.storage_key or "")
    with pytest.raises(StoredFileMissing):
        open_document(lost)
    with pytest.raises(StoredFileMissing):
        open_document(found(announce(citizen, 5)))
