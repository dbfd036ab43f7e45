"""A request that says whose it is does nothing under somebody else's session: phones are shared, cookies change."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.access import Role
from api.documents.models import Upload
from api.dossiers.models import Dossier
from api.extensions import db
from tests.handing_in import TUS, act, begin_upload, body_for, hand_in, jpeg, papers, upload, with_catalogue
from tests.people import Office, Person


@pytest.fixture(autouse=True)
def _catalogue(app: Flask, tmp_path: Path) -> None:
    with_catalogue(tmp_path)


def expecting(person: Person) -> dict[str, str]:
    return {"X-Expected-Person": str(person.id)}


def assert_refused(answer: Any) -> None:
    assert (answer.status_code, answer.json["code"]) == (401, "other_person")


def how_many(model: Any) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def test_no_upload_begins_in_the_account_of_whoever_signed_in_meanwhile(
    citizen: Person, stranger: Person
) -> None:
    headers = {**TUS, "Upload-Length": "10", **expecting(citizen)}
    assert_refused(stranger.post("/uploads", headers=headers))
    assert how_many(Upload) == 0
    assert citizen.post("/uploads", headers=headers).status_code == 201


def test_no_bytes_are_added_to_a_file_meant_for_another_account(citizen: Person, stranger: Person) -> None:
    data = jpeg()
    upload_id = begin_upload(stranger, data)
    patch = {**TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    answer = stranger.open(
        "PATCH", f"/uploads/{upload_id}", data=data, headers={**patch, **expecting(citizen)}
    )
    assert_refused(answer)
    head = stranger.open("HEAD", f"/uploads/{upload_id}", headers={**TUS, **expecting(citizen)})
    assert (head.status_code, head.data) == (401, b"")
    assert stranger.open("HEAD", f"/uploads/{upload_id}", headers=TUS).headers["Upload-Offset"] == "0"


def test_no_dossier_is_handed_in_for_the_wrong_person(
    citizen: Person, stranger: Person, office: Office
) -> None:
    dossier_id = uuid.uuid4()
    body = body_for(stranger, office.agency)
    assert_refused(stranger.put(f"/dossiers/{dossier_id}", body, headers=expecting(citizen)))
    assert how_many(Dossier) == 0
    answer = stranger.put(f"/dossiers/{dossier_id}", body, headers=expecting(stranger))
    assert answer.status_code == 201


def test_no_supplement_is_handed_in_for_the_wrong_person(
    citizen: Person, stranger: Person, office: Office
) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "request_supplement", note="Xin bổ sung tờ khai.")
    body = {"documents": [{"requirement_id": papers(citizen)[0], **upload(citizen)}]}
    path = f"/dossiers/{dossier_id}/supplement"
    assert_refused(citizen.post(path, body, headers=expecting(stranger)))
    assert citizen.post(path, body, headers=expecting(citizen)).status_code == 200


@pytest.mark.parametrize("other", ["", "nobody", "00000000-0000-4000-8000-000000000000"])
def test_what_names_nobody_names_somebody_else(citizen: Person, other: str) -> None:
    assert_refused(citizen.get("/me", headers={"X-Expected-Person": other}))
    assert citizen.get("/me").status_code == 200


def test_the_refusal_says_who_has_to_sign_in(citizen: Person, stranger: Person) -> None:
    for language, word in (("vi", "đăng nhập lại"), ("en", "sign in")):
        answer = stranger.get("/me", headers={**expecting(citizen), "Accept-Language": language})
        assert word in answer.get_json()["detail"]
