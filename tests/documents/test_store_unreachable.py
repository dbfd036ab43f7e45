"""The S3 store is gone while people send, look and hand in: told plainly, retryable, nothing lost."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.access import Role
from api.accounts.models import Officer
from api.documents import parts
from api.documents.completion import stored_upload
from api.documents.portraits import keep_portrait
from api.documents.storage import key_for, store
from api.extensions import db, write_unit
from tests.conftest import STORES
from tests.documents.samples import TUS, announce, ask, photo, send, sha256, uploaded
from tests.handing_in import body_for, hand_in, jpeg, with_catalogue
from tests.object_store import ObjectStore
from tests.people import Office, Person

CONTENT = photo(80_000)
pytestmark = [
    pytest.mark.xdist_group("object store"),
    pytest.mark.parametrize("storage_url", STORES[1:], indirect=True),
]


@pytest.fixture
def gone(object_store: ObjectStore) -> Iterator[ObjectStore]:
    """The store, which a test may kill and start again."""
    yield object_store
    if object_store.process is None:
        object_store.start()


def is_told(answer: TestResponse, language: str = "vi") -> None:
    told = answer.status_code, answer.json["code"], answer.json["retryable"]
    assert told == (503, "store_unreachable", True)
    assert answer.headers["Content-Language"] == language


def test_killed_and_back_again(
    citizen: Person, office: Office, client: FlaskClient, gone: ObjectStore, tmp_path: Path
) -> None:
    """One kill for everything that uses the store, because starting it takes seconds."""
    with_catalogue(tmp_path)
    reception = office[Role.RECEPTION]
    handed_in, next_one = hand_in(citizen, office.agency), f"/dossiers/{uuid.uuid4()}"
    body = body_for(citizen, office.agency)
    paper = f"{handed_in}/documents/{citizen.get(f'/dossiers/{handed_in}').json['documents'][0]['upload_id']}"
    portrait = keep_portrait(jpeg())
    with write_unit():
        leader = db.session.get_one(Officer, office[Role.LEADER].id)
        leader.photo_sha256, leader.published = portrait, True
    portrait_path = f"/agencies/{office.agency.code}/officers/photos/{portrait}"
    board = reception.post("/desk/postings/photos", data=jpeg(), content_type="image/jpeg").json["id"]
    old, begun = uploaded(citizen, photo(seed=5)), announce(citizen, len(CONTENT))
    send(citizen, begun, CONTENT[:30_000])
    seen = [
        (citizen, f"/dossiers/{paper}"),
        (reception, f"/desk/dossiers/{paper}"),
        (reception, f"/desk/postings/photos/{board}"),
        (reception, portrait_path),
    ]
    assert [person.get(path).status_code for person, path in seen] == [200] * len(seen)

    assert client.get("/readyz").json["checks"]["file_store"] == "ok"

    gone.kill()
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json["status"]) == (200, "degraded"), "the others still have work here"
    assert ready.json["checks"] == {"database": "ok", "data_directory": "ok", "file_store": "takes no files"}
    # Sending goes on as long as there is something to send; the last byte finds the store gone.
    assert send(citizen, begun, CONTENT[30_000:60_000], offset=30_000).status_code == 204
    is_told(send(citizen, begun, CONTENT[60_000:], offset=60_000))
    is_told(send(citizen, begun, b"", offset=len(CONTENT), **{"Accept-Language": "en"}), "en")
    assert ask(citizen, begun).status_code == 503
    assert parts.received_bytes(begun) == len(CONTENT)
    is_told(citizen.put(next_one, body))  # nobody hears that a dossier is in while its files cannot be seen
    is_told(reception.post("/desk/postings/photos", data=jpeg(), content_type="image/jpeg"))
    for person, path in seen:
        is_told(person.get(path))
    # What does not need the store does not notice; what is taken back goes when it can.
    assert citizen.get(f"/dossiers/{handed_in}").status_code == 200
    assert citizen.open("DELETE", f"/uploads/{old}", headers=TUS).status_code == 204

    gone.start()
    assert client.get("/readyz").json["status"] == "ready"
    assert ask(citizen, begun).headers["Upload-Offset"] == str(len(CONTENT))
    upload = stored_upload(begun)
    assert upload is not None
    assert upload.sha256 == sha256(CONTENT)
    with store().open(key_for(sha256(CONTENT))) as stream:
        assert stream.read() == CONTENT
    assert not parts.path_of(begun).exists()
    assert citizen.put(next_one, body).status_code == 201
    assert [person.get(path).status_code for person, path in seen] == [200] * len(seen)
