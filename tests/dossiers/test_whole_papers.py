"""One PDF a paper for the office, whatever kinds of file a citizen handed in for it."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2
import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from api.access import Role
from api.documents import whole_papers
from api.documents.copying import Copier
from api.extensions import db
from tests.documents import bad_files
from tests.handing_in import act, hand_in, papers, upload
from tests.people import Office, Person, make_agency, make_office

SIZES = {"portrait": (300, 400), "landscape": (400, 300)}


def photo(shape: str, colour: str) -> bytes:
    return bad_files.encoded(Image.new("RGB", SIZES[shape], colour), quality=90)


def pdf_of(*sizes: tuple[int, int]) -> bytes:
    """Blank pages of these sizes in points."""
    made = pikepdf.new()
    for size in sizes:
        made.add_blank_page(page_size=size)
    output = io.BytesIO()
    made.save(output)
    return output.getvalue()


def handed_in(citizen: Person, office: Office, *files: bytes, paper: int = 0) -> tuple[str, str]:
    """(dossier, requirement) of a paper that these files meet, in this order, with their copies made."""
    requirement = papers(citizen)[paper]
    documents = [{"requirement_id": requirement, **upload(citizen, data)} for data in files]
    dossier = hand_in(citizen, office.agency, documents=documents)
    make_copies()
    return dossier, requirement


def make_copies() -> None:
    copier = Copier(lease="test")
    while copier.work_once():
        pass
    copier.close()
    db.session.rollback()  # what is read later shall see what is written later


def whole(office: Office, dossier: str, requirement: str, role: Role = Role.RECEPTION) -> TestResponse:
    return office[role].get(f"/desk/dossiers/{dossier}/papers/{requirement}.pdf")


def drawn(data: bytes) -> list[tuple[tuple[int, int], Any]]:
    """(size in points, colour in the middle) of every page."""
    with pypdfium2.PdfDocument(data) as document:
        pages = []
        for page in document:
            picture = page.render(scale=0.2).to_pil().convert("RGB")
            middle = picture.getpixel((picture.width // 2, picture.height // 2))
            pages.append(((round(page.get_width()), round(page.get_height())), middle))
        return pages


def test_photos_and_pdfs_become_one_file_in_their_order(citizen: Person, office: Office) -> None:
    files = (photo("portrait", "red"), pdf_of((200, 300), (300, 200)), photo("landscape", "blue"))
    answer = whole(office, *handed_in(citizen, office, *files))
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.headers["Motcua-Marked"] == "no"
    pages = drawn(answer.data)
    assert [size for size, _ in pages] == [(595, 842), (200, 300), (300, 200), (842, 595)]
    red, blue = pages[0][1], pages[3][1]
    assert red[0] > 240 > 20 > red[2]
    assert blue[2] > 240 > 20 > blue[0]
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert str(pdf.docinfo["/Title"]).startswith("Giấy chứng sinh")


def test_a_photo_stands_in_it_byte_by_byte(citizen: Person, office: Office) -> None:
    dossier, requirement = handed_in(citizen, office, photo("portrait", "green"))
    (document,) = office[Role.RECEPTION].get(f"/desk/dossiers/{dossier}").json["documents"]
    copy = office[Role.RECEPTION].get(f"/desk/dossiers/{dossier}/documents/{document['upload_id']}").data
    assert copy in whole(office, dossier, requirement).data


def test_its_file_name_is_short_and_safe(citizen: Person, office: Office) -> None:
    answer = whole(office, *handed_in(citizen, office, photo("portrait", "red")))
    name = answer.headers["Content-Disposition"].partition("filename=")[2].strip('"')
    assert name == "giay-chung-sinh.pdf"


def test_an_identity_paper_is_marked_on_every_page(citizen: Person, office: Office) -> None:
    dossier, requirement = handed_in(citizen, office, pdf_of((300, 400)), pdf_of((300, 400)), paper=1)
    answer = whole(office, dossier, requirement)
    assert answer.headers["Motcua-Marked"] == "yes"
    with pypdfium2.PdfDocument(answer.data) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) == 2
    assert all("Chỉ dùng cho hồ sơ" in text for text in texts)


def test_after_a_supplement_only_what_came_since(citizen: Person, office: Office) -> None:
    dossier, requirement = handed_in(citizen, office, photo("portrait", "red"))
    asked = [{"requirement_id": requirement, "reason": "Ảnh mờ"}]
    act(office, Role.RECEPTION, dossier, "request_supplement", reason="Xin chụp lại", papers=asked)
    assert drawn(whole(office, dossier, requirement).data)[0][1][0] > 240, "until then what there is"
    sent = {"requirement_id": requirement, **upload(citizen, photo("landscape", "blue"))}
    assert citizen.post(f"/dossiers/{dossier}/supplement", {"documents": [sent]}).status_code == 200
    make_copies()
    ((size, colour),) = drawn(whole(office, dossier, requirement).data)
    assert size == (842, 595)
    assert colour[2] > 240


def test_what_is_not_ready_is_said(citizen: Person, office: Office) -> None:
    requirement = papers(citizen)[0]
    documents = [{"requirement_id": requirement, **upload(citizen)} for _ in range(2)]
    dossier = hand_in(citizen, office.agency, documents=documents)
    refused = whole(office, dossier, requirement)
    assert (refused.status_code, refused.json["code"]) == (404, "copy_not_ready")
    unreadable, requirement = handed_in(
        citizen,
        office,
        photo("portrait", "red"),
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(40),
    )
    refused = whole(office, unreadable, requirement)
    assert (refused.status_code, refused.json["code"]) == (404, "copy_not_ready")


def test_another_office_an_unknown_paper_and_one_without_files(
    app: Flask, citizen: Person, office: Office
) -> None:
    dossier, requirement = handed_in(citizen, office, photo("portrait", "red"))
    elsewhere = make_office(app, make_agency("Y99.02"), suffix="2")
    assert whole(elsewhere, dossier, requirement).status_code == 404
    assert whole(office, dossier, "khong-co").status_code == 404
    assert whole(office, dossier, papers(citizen)[1]).status_code == 404


def test_more_than_the_sandbox_writes_is_refused_by_name(
    citizen: Person, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, requirement = handed_in(citizen, office, photo("portrait", "red"), photo("portrait", "blue"))
    monkeypatch.setattr(whole_papers, "MOST_BYTES", 1_000)
    refused = whole(office, dossier, requirement)
    assert (refused.status_code, refused.json["code"]) == (413, "paper_too_large")
