"""Short-lived addresses of files."""

from __future__ import annotations

import base64
import uuid
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import urllib3
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from api.documents.commands import link_command
from api.documents.errors import FileLinkInvalid
from api.documents.links import FileLink, read_link
from api.documents.models import Upload
from api.extensions import db, now, write_unit
from tests.conftest import STORES
from tests.documents import bad_files
from tests.documents.samples import announce, photo, uploaded
from tests.people import API, Person

CONTENT = photo(30_000)
both_stores = pytest.mark.parametrize("storage_url", STORES, indirect=True)


@both_stores
def test_the_owner_opens_a_file_without_a_session(citizen: Person, client: FlaskClient) -> None:
    made = citizen.post(f"/uploads/{uploaded(citizen, CONTENT, name='Đơn.jpg')}/link")
    assert made.status_code == 201
    answer = client.get(made.json["url"])
    assert (answer.status_code, answer.data) == (200, CONTENT)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"].startswith("inline;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_pdf_is_downloaded(citizen: Person, client: FlaskClient) -> None:
    upload_id = uploaded(citizen, bad_files.pdf(), name="don.pdf")
    answer = client.get(citizen.post(f"/uploads/{upload_id}/link").json["url"])
    assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_only_the_owner_gets_an_address(citizen: Person, stranger: Person, client: FlaskClient) -> None:
    upload_id = uploaded(citizen, CONTENT)
    assert stranger.post(f"/uploads/{upload_id}/link").json["code"] == "upload_not_found"
    assert citizen.post(f"/uploads/{uuid.uuid4()}/link").json["code"] == "upload_not_found"
    assert client.post(f"{API}/uploads/{upload_id}/link").status_code == 401
    unfinished = announce(citizen, 5)
    assert citizen.post(f"/uploads/{unfinished}/link").json["code"] == "upload_incomplete"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_addresses_that_are_over_or_never_were(citizen: Person, client: FlaskClient, language: str) -> None:
    upload_id = uploaded(citizen, CONTENT)
    over = FileLink(upload_id, inline=True, expires_at=now() - timedelta(seconds=1)).token()
    good = FileLink(upload_id, inline=True, expires_at=now() + timedelta(seconds=60)).token()
    for token, status, code in (
        (over, 410, "file_link_expired"),
        (good[:-1], 404, "file_link_invalid"),
        (good[:5] + ("A" if good[5] != "A" else "B") + good[6:], 404, "file_link_invalid"),
        ("x", 404, "file_link_invalid"),
        ("é", 404, "file_link_invalid"),
        (
            FileLink(uuid.uuid4(), inline=True, expires_at=now() + timedelta(1)).token(),
            404,
            "upload_not_found",
        ),
    ):
        answer = client.get(f"{API}/files/{token}", headers={"Accept-Language": language})
        assert (answer.status_code, answer.json["code"]) == (status, code)
        assert answer.headers["Content-Language"] == language
    assert client.get(f"{API}/files/{'x' * 81}").status_code == 404


def test_an_address_ends_with_its_upload(citizen: Person, client: FlaskClient) -> None:
    upload_id = uploaded(citizen, CONTENT)
    address = citizen.post(f"/uploads/{upload_id}/link").json["url"]
    with write_unit():
        db.session.delete(db.session.get_one(Upload, upload_id))
    assert client.get(address).json["code"] == "upload_not_found"


def test_nobody_guesses_one(app: Flask) -> None:
    @given(
        st.one_of(
            st.text(max_size=80),
            st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()),
        )
    )
    def try_one(token: str) -> None:
        with pytest.raises(FileLinkInvalid):
            read_link(token, at=now())

    try_one()


def test_the_command(app: Flask, citizen: Person, client: FlaskClient) -> None:
    upload_id = uploaded(citizen, CONTENT)
    runner = app.test_cli_runner()
    printed = runner.invoke(link_command, [str(upload_id), "--seconds", "60"])
    assert client.get(urlsplit(printed.stdout.strip()).path).data == CONTENT
    assert runner.invoke(link_command, [str(uuid.uuid4())]).exit_code == 2
    assert runner.invoke(link_command, [str(announce(citizen, 5))]).exit_code == 2
    assert runner.invoke(link_command, [str(upload_id), "--seconds", "999999"]).exit_code == 2
    assert runner.invoke(link_command, [str(upload_id), "--at-store"]).exit_code == 2, "a folder has none"


@pytest.mark.parametrize("storage_url", STORES[1:], indirect=True)
def test_the_address_at_the_store_itself(app: Flask, citizen: Person) -> None:
    printed = app.test_cli_runner().invoke(link_command, [str(uploaded(citizen, CONTENT)), "--at-store"])
    assert urllib3.request("GET", printed.stdout.strip()).data == CONTENT
