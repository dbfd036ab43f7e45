"""From the upload through the worker to what the officer and the owner see of a paper."""

from __future__ import annotations

import hashlib
import io
import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pikepdf
import pytest
from flask import Flask, url_for
from PIL import Image

from api.access import Role
from api.config import PROJECT_ROOT
from api.documents.commands import check_command
from api.documents.copying import Copier
from api.documents.models import FileCopies
from api.documents.picture_copies import SCREEN_SIDE
from api.documents.storage import key_for, store
from api.dossiers import opened_files
from api.extensions import db
from tests.documents import bad_files
from tests.documents.samples import photo
from tests.documents.samples import uploaded as uploaded_file
from tests.documents.small_clamd import EICAR, small_clamd
from tests.handing_in import papers, with_catalogue
from tests.people import Office, Person, make_agency, make_office

VARIANTS = ("", "/thumbnail", "/screen", "/screen?page=1")


@pytest.fixture
def copier(app: Flask) -> Iterator[Copier]:
    found = Copier(lease="test")
    yield found
    found.close()


class Paper:
    """A dossier with one file, as its office and its owner reach it."""

    def __init__(self, office: Office, citizen: Person, content: bytes, *, name: str) -> None:
        self.office, self.citizen, self.content = office, citizen, content
        self.upload_id = uploaded_file(citizen, content, name=name)
        self.dossier_id = str(uuid.uuid4())
        document = {
            "requirement_id": papers(citizen)[0],
            "upload_id": str(self.upload_id),
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
        }
        body = {
            "procedure_code": "1.001193",
            "agency_code": office.agency.code,
            "applicant": {"full_name": "Nguyễn Văn Mẫu", "phone": "0912345678"},
            "documents": [document],
        }
        answer = citizen.put(f"/dossiers/{self.dossier_id}", body)
        assert answer.status_code == 201, answer.json

    def at_desk(self, rest: str = "", *, who: Person | None = None, **headers: str) -> Any:
        return (who or self.office[Role.RECEPTION]).get(
            f"/desk/dossiers/{self.dossier_id}/documents/{self.upload_id}{rest}", headers=headers
        )

    def of_owner(self, rest: str = "", *, who: Person | None = None) -> Any:
        return (who or self.citizen).get(f"/dossiers/{self.dossier_id}/documents/{self.upload_id}{rest}")

    def listed(self) -> Any:
        (at_desk,) = self.office[Role.RECEPTION].get(f"/desk/dossiers/{self.dossier_id}").json["documents"]
        (of_owner,) = self.citizen.get(f"/dossiers/{self.dossier_id}").json["documents"]
        assert at_desk == of_owner
        return at_desk


@pytest.fixture
def hand_in(app: Flask, citizen: Person, tmp_path: Path) -> Any:
    with_catalogue(tmp_path)
    office = make_office(app)

    def handed_in(content: bytes, *, name: str = "anh.jpg") -> Paper:
        return Paper(office, citizen, content, name=name)

    return handed_in


def is_safe(answer: Any) -> bool:
    return (
        answer.headers["X-Content-Type-Options"] == "nosniff"
        and "sandbox" in answer.headers["Content-Security-Policy"]
    )


def test_reception_does_not_wait_for_the_worker(hand_in: Any) -> None:
    """A picture is shown as it came; a PDF that nobody has cleaned is only given to download."""
    picture, pdf = (
        hand_in(bad_files.turned(6)),
        hand_in(bad_files.pdf(bad_files.with_scripts), name="don.pdf"),
    )
    assert picture.listed()["state"] == pdf.listed()["state"] == "waiting"
    assert picture.at_desk().data == picture.content
    assert picture.at_desk().headers["Content-Disposition"].startswith("inline")
    assert pdf.at_desk().headers["Content-Disposition"].startswith("attachment")
    for paper in (picture, pdf):
        assert is_safe(paper.at_desk())
        for small in ("/thumbnail", "/screen"):
            answer = paper.at_desk(small)
            assert (answer.status_code, answer.json["code"], answer.json["retryable"]) == (
                404, "copy_not_ready", True
            )  # fmt: skip
            assert paper.of_owner(small).status_code == 404


def test_a_photograph(hand_in: Any, copier: Copier) -> None:
    paper = hand_in(bad_files.turned(6))
    copier.work_once()
    listed = paper.listed()
    assert {name: listed[name] for name in ("state", "scan", "copy_type", "width", "height", "pages")} == {
        "state": "ready", "scan": "off", "copy_type": "image/jpeg", "width": 120, "height": 80, "pages": None
    }  # fmt: skip
    assert listed["legibility"] == [{"code": "small", "page": None}]
    copy = paper.at_desk()
    assert copy.headers["Content-Type"] == "image/jpeg"
    assert copy.headers["Content-Disposition"].startswith("inline")
    assert len(copy.data) == listed["copy_size"]
    assert not [word for word in (b"GPS", b"secret", b"Exif") if word in copy.data]
    original = paper.at_desk("/original")
    assert original.data == paper.content, "byte by byte"
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert paper.of_owner().data == paper.content
    for side in (paper.at_desk, paper.of_owner):
        for small in ("thumbnail", "screen"):
            answer = side(f"/{small}")
            assert (answer.headers["Content-Type"], len(answer.data)) == (
                "image/webp",
                listed[f"{small}_size"],
            )
            assert is_safe(answer)
    again = paper.at_desk("/thumbnail", **{"If-None-Match": paper.at_desk("/thumbnail").headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert paper.at_desk("/thumbnail").headers["Cache-Control"] == "private, no-cache"
    assert "no-store" in paper.at_desk("/screen").headers["Cache-Control"]


def test_the_pages_of_a_pdf_are_turned_at_the_desk(hand_in: Any, copier: Copier) -> None:
    """Each page is a picture of its own; what is no page has no picture."""

    def with_wide_second_page(made: pikepdf.Pdf) -> None:
        made.add_blank_page(page_size=(800, 400))

    paper = hand_in(bad_files.pdf(with_wide_second_page), name="don.pdf")
    assert paper.at_desk("/screen?page=2").json["code"] == "copy_not_ready"
    copier.work_once()
    assert paper.listed()["pages"] == 2
    shapes = []
    for page in (1, 2):
        answer = paper.at_desk(f"/screen?page={page}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
        assert is_safe(answer)
        with Image.open(io.BytesIO(answer.data)) as picture:
            shapes.append(picture.size)
            assert max(picture.size) == SCREEN_SIDE
    assert shapes[1] == (1_200, 600)
    assert shapes[0][0] < shapes[0][1]
    assert paper.at_desk("/screen").data == paper.at_desk("/screen?page=1").data
    assert paper.at_desk("/screen?page=3").json["code"] == "no_such_page"
    for nonsense in ("0", "-1", "501", "x", "1e9"):
        assert paper.at_desk(f"/screen?page={nonsense}").status_code == 422
    picture = hand_in(bad_files.turned(1))
    copier.work_once()
    assert picture.at_desk("/screen?page=2").json["code"] == "copy_not_ready"


def test_who_may(hand_in: Any, copier: Copier, stranger: Person, app: Flask) -> None:
    paper = hand_in(bad_files.encoded(bad_files.marked()))
    copier.work_once()
    elsewhere = make_office(app, make_agency("H99.88"), suffix="2")[Role.RECEPTION]
    anybody = app.test_client(use_cookies=False)
    for rest in (*VARIANTS, "/original"):
        assert paper.at_desk(rest).status_code == 200
        assert paper.at_desk(rest, who=elsewhere).status_code == 404
        assert paper.at_desk(rest, who=paper.citizen).status_code == 403
        address = f"/api/v1/desk/dossiers/{paper.dossier_id}/documents/{paper.upload_id}{rest}"
        assert anybody.get(address).status_code == 401
    for rest in VARIANTS:
        assert paper.of_owner(rest).status_code == 200
        assert paper.of_owner(rest, who=stranger).status_code == 404
        assert paper.of_owner(rest, who=paper.office[Role.RECEPTION]).status_code == 403


@pytest.mark.parametrize(
    ("change", "removed"),
    [
        (bad_files.with_scripts, ["actions", "scripts"]),
        (bad_files.with_file_inside, ["files"]),
        (None, []),
    ],
)
def test_a_pdf(hand_in: Any, copier: Copier, change: Any, removed: list[str]) -> None:
    paper = hand_in(bad_files.pdf(change), name="don.pdf")
    copier.work_once()
    listed = paper.listed()
    assert (listed["state"], listed["pages"], listed["removed"]) == ("ready", 1, removed)
    copy = paper.at_desk()
    assert copy.headers["Content-Disposition"].startswith("inline")
    assert is_safe(copy)
    assert (copy.data == paper.content) == (not removed)
    assert b"evil" not in copy.data
    assert paper.at_desk("/original").data == paper.content
    assert paper.of_owner().headers["Content-Disposition"].startswith("attachment")
    assert paper.at_desk("/thumbnail").status_code == 200


NAVIGATION = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_a_link_that_fails_leads_to_a_page_in_words(app: Flask, hand_in: Any, copier: Copier) -> None:
    """A tab cannot renew its session, and an officer cannot read JSON; programs go on getting the problem."""
    paper = hand_in(bad_files.pdf(bad_files.with_scripts), name="don.pdf")
    copier.work_once()
    anybody = app.test_client(use_cookies=False)
    address = f"/api/v1/desk/dossiers/{paper.dossier_id}/documents/{paper.upload_id}"
    for rest in ("", "/original"):
        assert paper.at_desk(rest, **NAVIGATION).status_code == 200
        led = anybody.get(address + rest, headers=NAVIGATION)
        assert (led.status_code, led.headers["Location"]) == (
            303, f"/tep?dia-chi={quote(address + rest, safe='')}"
        )  # fmt: skip
        for asks in ("*/*", "image/avif,image/webp,*/*", "application/json"):
            assert anybody.get(address + rest, headers={"Accept": asks}).status_code == 401
    assert anybody.get(f"{address}/screen", headers=NAVIGATION).status_code == 401, "nobody links to it"
    own = address.replace("/desk", "")
    for rest in ("", "/screen"):
        assert paper.citizen.get(own.removeprefix("/api/v1") + rest, headers=NAVIGATION).status_code == 200
        assert anybody.get(own + rest, headers=NAVIGATION).headers["Location"] == (
            f"/tep?dia-chi={quote(own + rest, safe='')}"
        )
        assert anybody.get(own + rest, headers={"Accept": "*/*"}).status_code == 401
    for receipt in (f"/api/v1/dossiers/{paper.dossier_id}/receipt.{kind}" for kind in ("pdf", "json")):
        assert paper.citizen.get(receipt.removeprefix("/api/v1"), headers=NAVIGATION).status_code == 200
        assert anybody.get(receipt, headers=NAVIGATION).headers["Location"] == (
            f"/tep?dia-chi={quote(receipt, safe='')}"
        )
        assert anybody.get(receipt, headers={"Accept": "*/*"}).status_code == 401
    store().delete(key(paper))
    assert paper.at_desk("/original").json["code"] == "stored_file_missing"
    assert paper.at_desk("/original", **NAVIGATION).status_code == 303
    unknown = f"/desk/dossiers/{uuid.uuid4()}/receipt.pdf"
    assert paper.office[Role.RECEPTION].get(unknown, headers=NAVIGATION).status_code == 303


def test_the_page_opens_every_address_that_leads_to_it_and_no_other(app: Flask) -> None:
    """The page has a list of its own, since anybody can write an address behind /tep."""
    page = (PROJECT_ROOT / "pwa/src/openFile/OpenFilePage.tsx").read_text(encoding="utf-8")
    (listed,) = re.findall(r"^const FILES =\s+/(.*)/;$", page, re.MULTILINE)
    opens = re.compile(listed.replace(r"\/", "/").replace("$", r"\Z"), re.ASCII)
    ids = {
        "dossier_id": uuid.uuid4(),
        "upload_id": uuid.uuid4(),
        "requirement_id": "0a1b2c3d4e",
        "sequence": 12,
        "year": 2026,
        "month": 1,
    }
    for endpoint in opened_files.LINKED:
        (rule,) = app.url_map.iter_rules(endpoint)
        with app.test_request_context():
            address = url_for(endpoint, **{name: ids[name] for name in rule.arguments})
        assert opens.match(address), address
        for other in (
            f"//example.org{address}",
            f"https://example.org{address}",
            f"{address}/../../me",
            f"{address}?a",
        ):
            assert not opens.match(other), other


def test_the_check_of_files_says_whom_to_ask(
    app: Flask, hand_in: Any, copier: Copier, citizen: Person
) -> None:
    paper = hand_in(bad_files.encoded(bad_files.marked()), name="giay khai sinh.jpg")
    copier.work_once()
    number = citizen.get(f"/dossiers/{paper.dossier_id}").json["submission_number"]
    made = db.session.get_one(FileCopies, hashlib.sha256(paper.content).hexdigest())
    alone = uploaded_file(citizen, lonely := bad_files.pdf(), name="")
    keys = [key(paper), made.thumbnail_key or "", key_for(hashlib.sha256(lonely).hexdigest())]
    for lost in keys:
        store().delete(lost)
    lines = app.test_cli_runner().invoke(check_command).stdout.splitlines()
    below = {lost: lines[next(n for n, line in enumerate(lines) if lost in line) + 1] for lost in keys}
    in_dossier = f"\tupload {paper.upload_id}\tgiay khai sinh.jpg\t{number}"
    assert below == dict(
        zip(keys, [in_dossier, in_dossier, f"\tupload {alone}\twithout a name\tin no dossier"], strict=True)
    )
    assert "Nguyễn Văn Mẫu" not in "".join(lines)


def test_what_nobody_can_open(hand_in: Any, copier: Copier) -> None:
    paper = hand_in(photo(3_000))
    copier.work_once()
    assert paper.listed()["state"] == "unreadable"
    copy = paper.at_desk()
    assert copy.data == paper.content
    assert copy.headers["Content-Disposition"].startswith("attachment")
    assert paper.at_desk("/thumbnail").json["code"] == "copy_not_ready"


def test_what_carries_malware_is_given_to_nobody(
    app: Flask, hand_in: Any, copier: Copier, tmp_path: Path
) -> None:
    (tmp_path / "clamd").mkdir()
    with small_clamd(tmp_path / "clamd") as scanner:
        app.extensions["motcua_settings"] = replace(
            app.extensions["motcua_settings"], clamd_url=scanner.address
        )
        paper = hand_in(bad_files.pdf() + b"\n%" + EICAR, name="don.pdf")
        assert paper.listed()["scan"] == "waiting"
        copier.work_once()
    listed = paper.listed()
    assert (listed["state"], listed["scan"], listed["thumbnail_size"]) == ("infected", "infected", None)
    for side, rests in ((paper.at_desk, (*VARIANTS, "/original")), (paper.of_owner, VARIANTS)):
        for rest in rests:
            answer = side(rest)
            assert (answer.status_code, answer.json["code"]) == (403, "file_infected")
    assert "mã độc" in paper.of_owner().json["detail"]
    with store().open(key(paper)) as kept:
        assert kept.read() == paper.content


def key(paper: Paper) -> str:
    return key_for(hashlib.sha256(paper.content).hexdigest())


def test_a_copy_that_the_store_lost_is_made_again(hand_in: Any, copier: Copier) -> None:
    paper = hand_in(bad_files.encoded(bad_files.marked()))
    copier.work_once()
    made = db.session.get_one(FileCopies, hashlib.sha256(paper.content).hexdigest())
    for lost in (made.clean_key, made.thumbnail_key):
        store().delete(lost or "")
    assert paper.at_desk().data == paper.content, "until then the original"
    assert paper.at_desk("/thumbnail").status_code == 404
    db.session.rollback()
    assert copier.work_once() == 1
    assert paper.at_desk("/thumbnail").status_code == 200
    assert paper.at_desk().data != paper.content
