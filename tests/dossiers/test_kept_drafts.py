"""Drafts on the server: only their owner's, sealed, of one version, gone when they are handed in."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api import worker
from api.access import Role
from api.documents.models import Upload
from api.documents.storage import store
from api.dossiers import drafts
from api.dossiers.models import KeptDraft
from api.extensions import db, now, write_unit
from tests.catalogue_lines import BIRTH
from tests.handing_in import act, body_for, hand_in, jpeg, papers, upload
from tests.people import Office, Person

NAME = "Lê Thị Hoa Mẫu"
IDENTITY = "086000000001"


def page(person: Person, data: bytes | None = None) -> dict[str, Any]:
    return {
        "requirement_id": papers(person)[0],
        "name": "giay-to.jpg",
        "media_type": "image/jpeg",
        **upload(person, data),
    }


def content(draft_id: str, *pages: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "kind": "dossier",
        "dossier_id": draft_id,
        "procedure_code": BIRTH,
        "applicant": {"full_name": NAME, "phone": "0912345678", "identity_number": IDENTITY},
        "pages": list(pages),
        "created_at": "2026-11-20T08:00:00+07:00",
        **changes,
    }


def keep(person: Person, draft_id: str, body: dict[str, Any], *, seen: int | str | None = None) -> Any:
    headers = {} if seen is None else {"If-Match": seen if seen == "*" else f'"{seen}"'}
    return person.put(f"/drafts/{draft_id}", body, headers=headers)


def kept(person: Person, **changes: Any) -> str:
    draft_id = str(uuid.uuid4())
    answer = keep(person, draft_id, content(draft_id, **changes))
    assert answer.status_code == 200, answer.json
    return draft_id


def test_another_device_goes_on_with_every_word_and_byte(citizen: Person) -> None:
    data = jpeg()
    draft_id = str(uuid.uuid4())
    wanted = content(draft_id, page(citizen, data), note="Gửi về nhà", skipped=["r9"], step="giay-to-2")
    saved = keep(citizen, draft_id, wanted)
    assert (saved.status_code, saved.headers["ETag"]) == (200, '"1"')
    [line] = citizen.get("/drafts").json["items"]
    assert (line["id"], line["version"], line["pages"], line["procedure_code"]) == (draft_id, 1, 1, BIRTH)
    assert line["procedure_name"]
    loaded = citizen.get(f"/drafts/{draft_id}").json
    assert loaded["missing_uploads"] == []
    for name in ("applicant", "note", "skipped", "step", "dossier_id"):
        assert loaded["content"][name] == wanted[name]
    [found] = loaded["content"]["pages"]
    answer = citizen.get(f"/drafts/{draft_id}/pages/{found['upload_id']}")
    assert hashlib.sha256(answer.data).hexdigest() == found["sha256"] == hashlib.sha256(data).hexdigest()
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_nothing_about_a_person_stands_in_the_database_in_clear(citizen: Person) -> None:
    draft_id = kept(citizen, note="Bản án ly hôn")
    row = db.session.get_one(KeptDraft, uuid.UUID(draft_id))
    for secret in (NAME, IDENTITY, "ly hôn", BIRTH):
        assert secret.encode() not in row.sealed
    assert IDENTITY not in row.content_hash


def test_a_sealed_draft_moved_to_another_row_does_not_open(citizen: Person, stranger: Person) -> None:
    mine, theirs = (uuid.UUID(kept(one)) for one in (citizen, stranger))
    with write_unit():
        db.session.get_one(KeptDraft, theirs).sealed = db.session.get_one(KeptDraft, mine).sealed
    assert stranger.get(f"/drafts/{theirs}").status_code == 500


def test_nobody_else_knows_of_it(citizen: Person, stranger: Person) -> None:
    draft_id = str(uuid.uuid4())
    own = page(citizen)
    keep(citizen, draft_id, content(draft_id, own))
    assert stranger.get("/drafts").json["items"] == []
    for answer in (
        stranger.get(f"/drafts/{draft_id}"),
        stranger.get(f"/drafts/{draft_id}/pages/{own['upload_id']}"),
        stranger.delete(f"/drafts/{draft_id}"),
        keep(stranger, draft_id, content(draft_id)),
        keep(stranger, draft_id, content(draft_id), seen="*"),
    ):
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_draft")
    assert citizen.get(f"/drafts/{draft_id}").status_code == 200


def test_pages_of_somebody_else_are_no_pages(citizen: Person, stranger: Person) -> None:
    draft_id = str(uuid.uuid4())
    answer = keep(stranger, draft_id, content(draft_id, page(citizen)))
    assert answer.status_code == 422
    assert [error["code"] for error in answer.json["errors"]] == ["upload_unknown"]
    other = kept(citizen)
    assert citizen.get(f"/drafts/{other}/pages/{upload(citizen)['upload_id']}").status_code == 404


def test_two_devices_the_later_one_chooses(citizen: Person) -> None:
    draft_id = kept(citizen)
    assert keep(citizen, draft_id, content(draft_id, note="phone"), seen=1).json["version"] == 2
    refused = keep(citizen, draft_id, content(draft_id, note="tablet"), seen=1)
    assert (refused.status_code, refused.json["code"]) == (412, "draft_changed_elsewhere")
    assert refused.headers["ETag"] == '"2"'
    assert keep(citizen, draft_id, content(draft_id, note="tablet")).status_code == 412, "also unseen"
    assert keep(citizen, draft_id, content(draft_id, note="tablet"), seen="nonsense").status_code == 412
    assert citizen.get(f"/drafts/{draft_id}").json["content"]["note"] == "phone"
    assert keep(citizen, draft_id, content(draft_id, note="tablet"), seen="*").json["version"] == 3


def test_a_save_whose_answer_was_lost_is_no_conflict(citizen: Person) -> None:
    draft_id = kept(citizen)
    for _ in range(2):
        again = keep(citizen, draft_id, content(draft_id, note="phone"), seen=1)
        assert (again.status_code, again.json["version"]) == (200, 2)


def test_one_that_was_ended_elsewhere_is_not_made_anew(citizen: Person) -> None:
    draft_id = kept(citizen)
    assert citizen.delete(f"/drafts/{draft_id}").status_code == 204
    assert citizen.delete(f"/drafts/{draft_id}").status_code == 404
    assert keep(citizen, draft_id, content(draft_id), seen=1).json["code"] == "unknown_draft"
    assert keep(citizen, draft_id, content(draft_id)).status_code == 200


def test_it_goes_when_it_is_handed_in(citizen: Person, office: Office) -> None:
    other = kept(citizen)
    body = body_for(citizen, office.agency)
    draft_id = str(uuid.uuid4())
    pages = [{**one, "name": "a.jpg", "media_type": "image/jpeg"} for one in body["documents"]]
    assert keep(citizen, draft_id, content(draft_id, *pages)).status_code == 200
    assert citizen.put(f"/dossiers/{draft_id}", body).status_code == 201
    assert [line["id"] for line in citizen.get("/drafts").json["items"]] == [other]
    late = keep(citizen, draft_id, content(draft_id), seen=1)
    assert (late.status_code, late.json["code"]) == (409, "draft_handed_in")


def test_the_draft_of_a_supplement_goes_with_the_supplement(
    citizen: Person, stranger: Person, office: Office
) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "request_supplement", note="Thiếu ảnh", requirement_ids=[])
    of_dossier = {"kind": "supplement", "dossier_id": dossier_id}
    draft_id = str(uuid.uuid4())
    assert keep(stranger, draft_id, content(draft_id, **of_dossier)).json["code"] == "unknown_dossier"
    assert keep(citizen, draft_id, content(draft_id, **of_dossier)).status_code == 200
    added = {"requirement_id": papers(citizen)[0], **upload(citizen)}
    answer = citizen.post(f"/dossiers/{dossier_id}/supplement", {"documents": [added]})
    assert answer.status_code == 200, answer.json
    assert citizen.get("/drafts").json["items"] == []


def test_thirty_days_and_twenty_drafts(citizen: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept(citizen)
    for _ in range(drafts.MOST - 1):
        kept(citizen)
    draft_id = str(uuid.uuid4())
    refused = keep(citizen, draft_id, content(draft_id))
    assert (refused.status_code, refused.json["code"]) == (409, "too_many_drafts")
    assert "20" in refused.json["detail"]
    later = now() + drafts.KEPT_FOR + timedelta(minutes=1)
    monkeypatch.setattr("api.dossiers.draft_routes.now", lambda: later)
    monkeypatch.setattr("api.worker.now", lambda: later)
    assert citizen.get("/drafts").json["items"] == []
    assert citizen.get(f"/drafts/{first}").status_code == 404
    assert keep(citizen, first, content(first)).json["version"] == 1, "as if it had never been"
    worker.sweep()
    assert [str(one) for one in db.session.execute(select(KeptDraft.id)).scalars()] == [first]


def test_a_page_that_the_server_has_no_more_is_named(citizen: Person) -> None:
    gone = page(citizen)
    draft_id = str(uuid.uuid4())
    keep(citizen, draft_id, content(draft_id, gone, page(citizen)))
    store().delete(db.session.get_one(Upload, uuid.UUID(gone["upload_id"])).storage_key or "")
    assert citizen.get(f"/drafts/{draft_id}").json["missing_uploads"] == [gone["upload_id"]]
    assert citizen.get(f"/drafts/{draft_id}/pages/{gone['upload_id']}").status_code in (404, 500, 503)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "letter"),
        ("dossier_id", "x"),
        ("procedure_code", ""),
        ("applicant", {"full_name": "x" * 301}),
        ("note", "x" * 4001),
        ("skipped", ["r1"] * 201),
        ("pages", [{}]),
        ("created_at", "2026-11-20"),
        ("anything", "else"),
    ],
)
def test_what_is_no_draft_is_refused(citizen: Person, field: str, value: Any) -> None:
    draft_id = str(uuid.uuid4())
    answer = keep(citizen, draft_id, {**content(draft_id), field: value})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_input")
    unknown = keep(citizen, draft_id, content(draft_id, procedure_code="9.999999"))
    assert (unknown.status_code, unknown.json["code"]) == (422, "unknown_procedure")
    assert citizen.get("/drafts").json["items"] == []
