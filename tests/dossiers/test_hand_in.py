"""Handing in: once, completely, or not at all."""

from __future__ import annotations

import hashlib
import threading
import uuid
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.config import current_settings
from api.documents.folder_store import FolderStore
from api.dossiers.models import Dossier, DossierDocument, DossierEvent
from api.extensions import db
from api.notifications.models import Message
from tests.catalogue_lines import COPY, DETAILLESS, few_procedures, import_lines, line
from tests.handing_in import act, begin_upload, body_for, hand_in, jpeg, papers, send, upload
from tests.people import Office, Person


def count(model: Any) -> int:
    db.session.rollback()
    return int(db.session.execute(select(func.count()).select_from(model)).scalar_one())


def nothing_happened() -> bool:
    return count(Dossier) == count(DossierEvent) == count(DossierDocument) == count(Message) == 0


def put(person: Person, body: dict[str, Any], dossier_id: str | None = None, **kwargs: Any) -> Any:
    return person.put(f"/dossiers/{dossier_id or uuid.uuid4()}", body, **kwargs)


def test_a_complete_dossier_gets_a_submission_number_and_no_code_yet(citizen: Person, office: Office) -> None:
    answer = put(citizen, body_for(citizen, office.agency, files=2))
    assert answer.status_code == 201
    assert answer.json["status"] == 1
    assert answer.json["status_name"] == "Mới đăng ký"
    assert answer.json["code"] is None
    assert answer.json["submission_number"].startswith("NOP-")
    assert answer.json["warnings"] == []
    assert [e["action"] for e in answer.json["timeline"]] == ["submit"]


def test_papers_that_are_not_there_are_warned_about_not_refused(citizen: Person, office: Office) -> None:
    answer = put(citizen, body_for(citizen, office.agency, files=1))
    assert answer.status_code == 201
    missing = papers(citizen)[1]
    assert [(w["code"], w["requirement_id"], w["kind"]) for w in answer.json["warnings"]] == [
        ("requirement_not_met", missing, "present")
    ]


def test_several_files_may_meet_one_requirement(citizen: Person, office: Office) -> None:
    body = body_for(citizen, office.agency, files=1)
    body["documents"].append({"requirement_id": body["documents"][0]["requirement_id"], **upload(citizen)})
    answer = put(citizen, body)
    assert answer.status_code == 201
    assert len(answer.json["documents"]) == 2


def test_handing_in_again_is_the_same_dossier(citizen: Person, office: Office) -> None:
    body, dossier_id = body_for(citizen, office.agency), str(uuid.uuid4())
    first, second = put(citizen, body, dossier_id), put(citizen, body, dossier_id)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json["submission_number"] == second.json["submission_number"]
    assert (count(Dossier), count(DossierEvent), count(Message)) == (1, 1, 1)


def test_another_body_under_the_same_id_is_refused_and_changes_nothing(
    citizen: Person, office: Office
) -> None:
    body, dossier_id = body_for(citizen, office.agency), str(uuid.uuid4())
    put(citizen, body, dossier_id)
    other = {**body, "note": "khác"}
    answer = put(citizen, other, dossier_id, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json["code"]) == (409, "handed_in_differently")
    assert "other content" in answer.json["detail"]
    assert citizen.get(f"/dossiers/{dossier_id}").json["note"] is None


def test_a_double_tap_gives_one_dossier(app: Flask, citizen: Person, office: Office) -> None:
    body, dossier_id = body_for(citizen, office.agency), str(uuid.uuid4())
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(put(citizen, body, dossier_id).status_code))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answers) == [200] * 5 + [201]
    assert (count(Dossier), count(DossierEvent), count(Message)) == (1, 1, 1)


def test_the_same_id_of_somebody_else_is_not_found(citizen: Person, stranger: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    answer = put(stranger, body_for(stranger, office.agency), dossier_id)
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_dossier")


def refused_files(answer: Any) -> list[tuple[str, str]]:
    assert (answer.status_code, answer.json["code"]) == (422, "files_missing_or_different"), answer.json
    return [(e["field"], e["code"]) for e in answer.json["errors"]]


def test_a_file_cut_short_is_named_and_nothing_is_handed_in(citizen: Person, office: Office) -> None:
    data = jpeg()
    upload_id = begin_upload(citizen, data)
    assert send(citizen, upload_id, data[:100]) == 204
    entry = {"requirement_id": papers(citizen)[0], "upload_id": upload_id, "size": len(data),
             "sha256": hashlib.sha256(data).hexdigest()}  # fmt: skip
    body = {**body_for(citizen, office.agency), "documents": [entry]}
    dossier_id = str(uuid.uuid4())
    answer = put(citizen, body, dossier_id)
    assert refused_files(answer) == [("documents.0.upload_id", "upload_incomplete")]
    assert nothing_happened()
    assert send(citizen, upload_id, data[100:], offset=100) == 204
    assert put(citizen, body, dossier_id).status_code == 201, "and works once the rest is there"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sha256": "0" * 64}, "sha256_differs"),
        ({"size": 1}, "size_differs"),
        ({"upload_id": str(uuid.UUID(int=1))}, "upload_unknown"),
        ({"requirement_id": "r0000000000"}, "unknown_requirement"),
    ],
)
def test_a_file_that_differs_is_named(
    citizen: Person, office: Office, change: dict[str, Any], code: str
) -> None:
    body = body_for(citizen, office.agency, files=2)
    body["documents"][1].update(change)
    found = refused_files(put(citizen, body))
    assert [problem for _, problem in found] == [code]
    assert found[0][0].startswith("documents.1.")
    assert nothing_happened()


def test_what_is_different_is_said_exactly(citizen: Person, stranger: Person, office: Office) -> None:
    body = body_for(citizen, office.agency, files=3)
    right = body["documents"][0]["sha256"]
    body["documents"][0]["sha256"] = "f" * 64
    size = body["documents"][1]["size"]
    body["documents"][1]["size"] = 1
    body["documents"][2].update(upload(stranger))
    errors = put(citizen, body).json["errors"]
    assert [(e["file_name"], e.get("stated"), e.get("found"), e.get("expected")) for e in errors] == [
        ("anh.jpg", "f" * 64, right, None),
        ("anh.jpg", 1, None, size),
        (None, None, None, None),
    ], "nothing is told of another's file"


def test_every_bad_file_is_named_at_once(citizen: Person, stranger: Person, office: Office) -> None:
    body = body_for(citizen, office.agency, files=2)
    body["documents"][0]["sha256"] = "f" * 64
    body["documents"][1].update(upload(stranger))
    body["documents"].append(dict(body["documents"][0]))
    codes = [code for _, code in refused_files(put(citizen, body))]
    assert codes == ["sha256_differs", "upload_unknown", "upload_named_twice"]


def test_a_file_of_another_dossier_cannot_be_used_again(citizen: Person, office: Office) -> None:
    body = body_for(citizen, office.agency)
    assert put(citizen, body).status_code == 201
    assert [code for _, code in refused_files(put(citizen, {**body, "note": "x"}))] == ["upload_already_used"]


def test_a_file_that_vanished_from_the_store_is_missed(citizen: Person, office: Office) -> None:
    body = body_for(citizen, office.agency)
    sha = body["documents"][0]["sha256"]
    stored = next(Path(current_settings().data_dir).rglob(sha))
    stored.unlink()
    assert [code for _, code in refused_files(put(citizen, body))] == ["file_missing_in_store"]
    assert nothing_happened()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"procedure_code": "9.999999"}, "unknown_procedure"),
        ({"procedure_code": DETAILLESS}, "procedure_without_details"),
        ({"agency_code": "Z99"}, "unknown_agency"),
        ({"case": "không có"}, "unknown_case"),
        ({"documents": []}, "no_documents"),
        ({"applicant": {"full_name": "A", "phone": "123"}}, "phone_not_usable"),
        ({"applicant": {"full_name": "   ", "phone": "0912345678"}}, "invalid_input"),
        (
            {"applicant": {"full_name": "A", "phone": "0912345678", "identity_number": "12"}},
            "invalid_identity_number",
        ),
        ({"applicant": {"phone": "0912345678"}}, "invalid_input"),
        ({"surprise": 1}, "invalid_input"),
        ({"note": "x" * 2001}, "invalid_input"),
        ({"applicant": {"full_name": "N" * 201, "phone": "0912345678"}}, "invalid_input"),
    ],
)
def test_input_that_cannot_be_is_refused(
    citizen: Person, office: Office, change: dict[str, Any], code: str
) -> None:
    body = {**body_for(citizen, office.agency), **change}
    for language in ("vi", "en"):
        answer = put(citizen, body, headers={"Accept-Language": language})
        assert (answer.status_code, answer.json["code"]) == (422, code), answer.json
        assert answer.json["detail"]
    assert nothing_happened()


def test_field_errors_name_the_field(citizen: Person, office: Office) -> None:
    answer = put(citizen, {**body_for(citizen, office.agency), "applicant": {"full_name": "A"}})
    assert [e["field"] for e in answer.json["errors"]] == ["applicant.phone"]


@pytest.mark.parametrize(
    "changes", [{"listed": False}, {"scope": "internal"}, {"scope": "province", "province": "Cà Mau"}]
)
def test_a_procedure_that_is_not_offered_here_is_refused(
    citizen: Person, office: Office, tmp_path: Path, changes: dict[str, Any]
) -> None:
    body = body_for(citizen, office.agency)
    import_lines(tmp_path, [*few_procedures(), line("1.999003", "Không nhận ở đây", **changes)])
    answer = put(citizen, {**body, "procedure_code": "1.999003"})
    assert (answer.status_code, answer.json["code"]) == (422, "procedure_not_offered")


def test_a_dossier_keeps_the_version_it_was_handed_in_under(
    citizen: Person, office: Office, tmp_path: Path
) -> None:
    dossier_id = hand_in(citizen, office.agency)
    changed = [line("1.001193", "Thủ tục đăng ký khai sinh (sửa đổi)"), *few_procedures()[1:]]
    import_lines(tmp_path, changed)
    assert citizen.get("/procedures/1.001193").json["name"].endswith("(sửa đổi)")
    assert citizen.get(f"/dossiers/{dossier_id}").json["procedure_name"] == "Thủ tục đăng ký khai sinh"


def test_the_identity_number_is_sealed_and_shown_masked(citizen: Person, office: Office) -> None:
    number = "086012345612"
    applicant = {"full_name": "Nguyễn Văn Mẫu", "phone": "0912345678", "identity_number": number}
    dossier_id = hand_in(citizen, office.agency, applicant=applicant)
    db.session.rollback()
    row = db.session.get_one(Dossier, uuid.UUID(dossier_id))
    assert row.applicant_identity is not None
    assert number.encode() not in row.applicant_identity
    assert row.applicant_identity_hash is not None
    assert number not in row.applicant_identity_hash
    shown = act(office, next(iter(office.people)), dossier_id, "receive")["applicant"]["identity_number"]
    assert shown == "0860******12"


def test_the_whole_database_holds_no_identity_number_in_clear(
    citizen: Person, office: Office, database_url: str
) -> None:
    number = "086099887766"
    applicant = {"full_name": "Nguyễn Văn Mẫu", "phone": "0912345678", "identity_number": number}
    hand_in(citizen, office.agency, applicant=applicant)
    db.session.rollback()
    with db.engine.connect() as connection:
        for table in db.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                assert number not in str(tuple(row)), table.name
                assert number.encode() not in b"".join(v for v in row if isinstance(v, bytes)), table.name


def test_my_list_is_mine_newest_first_and_pages(citizen: Person, stranger: Person, office: Office) -> None:
    ids = [hand_in(citizen, office.agency) for _ in range(3)]
    hand_in(stranger, office.agency)
    first = citizen.get("/dossiers?limit=2").json
    second = citizen.get(f"/dossiers?limit=2&cursor={first['next']}").json
    assert [item["id"] for item in first["items"] + second["items"]] == ids[::-1]
    assert second["next"] is None
    assert citizen.get("/dossiers?cursor=nonsense").status_code == 422
    assert citizen.get("/dossiers?limit=0").status_code == 422


def test_anothers_dossier_is_not_found(citizen: Person, stranger: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    for method, path in [
        ("GET", ""),
        ("GET", "/receipt.pdf"),
        ("POST", "/withdraw"),
        ("POST", "/supplement"),
    ]:
        body = {"documents": []} if path == "/supplement" else {}
        answer = stranger.open(method, f"/dossiers/{dossier_id}{path}", json=body)
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_dossier"), path


def test_a_walk_in_procedure_may_also_be_prepared_at_home(citizen: Person, office: Office) -> None:
    assert put(citizen, body_for(citizen, office.agency, code=COPY)).status_code == 201


def test_the_store_is_asked_before_the_write_unit(
    citizen: Person, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be far away, and on SQLite everybody else waits for the unit."""
    body = body_for(citizen, office.agency, files=2)
    asked: list[bool] = []
    really_size = FolderStore.size

    def size(kept: FolderStore, key: str) -> int:
        asked.append(bool(db.session().info.get("writing")))
        return really_size(kept, key)

    monkeypatch.setattr(FolderStore, "size", size)
    assert put(citizen, body).status_code == 201
    assert asked == [False, False]
