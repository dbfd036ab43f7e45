"""What the citizen hears in the moment the last byte arrives, and that nothing of a refused file is kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from api.config import Settings
from api.documents import acceptance
from api.documents.errors import PdfUnreadable
from api.documents.models import FileCopies, Upload
from api.extensions import db
from tests.documents import bad_files
from tests.documents.samples import announce, ask, send, uploaded
from tests.people import Person

REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "truncated JPEG": ("file_truncated", lambda: bad_files.encoded(bad_files.marked(900, 900))[:-200]),
    "JPEG of a few bytes": ("file_truncated", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    "truncated PNG": ("file_truncated", lambda: bad_files.encoded(bad_files.marked(), "PNG")[:-30]),
    "truncated WebP": ("file_truncated", lambda: bad_files.encoded(bad_files.marked(), "WEBP")[:-30]),
    "PNG bomb": ("picture_too_large", bad_files.png_bomb),
    "GIF renamed": ("file_type_not_allowed", lambda: bad_files.encoded(bad_files.marked(), "GIF")),
    "SVG": ("file_type_not_allowed", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    "HTML in PDF clothes": ("pdf_unreadable", lambda: b"%PDF-1.4\n<html><script>alert(1)</script></html>"),
    "broken PDF": ("pdf_unreadable", lambda: bad_files.pdf()[:60]),
    "PDF with a password": ("pdf_locked", bad_files.locked_pdf),
    "PDF of 10,000 pages": ("pdf_too_long", lambda: bad_files.pdf(pages=10_000)),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_at_once_and_not_kept(citizen: Person, settings: Settings, what: str) -> None:
    code, make = REFUSED[what]
    content = make()
    upload_id = announce(citizen, len(content))
    answer = send(citizen, upload_id, content, **{"Accept-Language": "vi"})
    assert (answer.status_code, answer.json["code"]) == (415, code)
    assert answer.json["errors"] == [{"upload_id": str(upload_id)}]
    assert "Xin" in answer.json["detail"], "says what to do"
    assert ask(citizen, upload_id).status_code == 404
    assert db.session.execute(select(func.count()).select_from(Upload)).scalar_one() == 0
    assert db.session.execute(select(func.count()).select_from(FileCopies)).scalar_one() == 0
    assert [
        path for path in settings.data_dir.rglob("*") if path.is_file() and path.suffix in (".part", "")
    ] == []


def test_the_citizen_reads_what_to_do_in_both_languages(citizen: Person) -> None:
    content = bad_files.locked_pdf()
    said = []
    for language in ("vi", "en"):
        upload_id = announce(citizen, len(content))
        said.append(send(citizen, upload_id, content, **{"Accept-Language": language}).json["detail"])
    assert said == [
        "Tệp PDF có mật khẩu. Xin bỏ mật khẩu rồi gửi lại.",
        "This PDF is locked with a password. Please remove the password and send it again.",
    ]


ACCEPTED: dict[str, Callable[[], bytes]] = {
    "a JPEG with a film behind its end": lambda: bad_files.encoded(bad_files.marked()) + bytes(5_000),
    "a JPEG with its thumbnail inside": lambda: bad_files.turned(6),
    "a progressive JPEG": lambda: bad_files.encoded(bad_files.marked(), progressive=True),
    "WebP": lambda: bad_files.encoded(bad_files.marked(), "WEBP"),
    "lossless WebP with transparency": lambda: bad_files.encoded(
        Image.new("RGBA", (30, 20)), "WEBP", lossless=True
    ),
    "a PDF that only forbids printing": lambda: bad_files.locked_pdf(user=""),
    "a PDF of as many pages as allowed": lambda: bad_files.pdf(pages=acceptance.MOST_PAGES),
}


@pytest.mark.parametrize("what", ACCEPTED)
def test_accepted(citizen: Person, what: str) -> None:
    upload = db.session.get(Upload, uploaded(citizen, ACCEPTED[what]()))
    assert upload is not None
    made = db.session.get_one(FileCopies, upload.sha256)
    assert (made.state, made.outcome, made.scan) == ("ready", None, "off")


def test_a_pdf_that_hangs_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for it longer than for a large file."""
    path = tmp_path / "don.pdf"
    path.write_bytes(io.BytesIO(bad_files.pdf()).getvalue())
    monkeypatch.setattr(acceptance, "_INSPECT_SECONDS", 0.0)
    with pytest.raises(PdfUnreadable):
        acceptance.check_file(path)
