"""A manifest is held against what the server has; only what is complete and one's own can be claimed."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from flask import Flask

from api.catalogue.models import Procedure, ProcedureVersion
from api.documents.completion import stored_upload
from api.documents.errors import FileTypeNotAllowed
from api.documents.manifest import (
    SENTENCES,
    FileProblem,
    ManifestEntry,
    check_manifest,
    claim,
    finish_pending,
)
from api.documents.storage import store
from api.dossiers.models import Dossier
from api.extensions import db, now, write_unit
from tests.documents.samples import announce, photo, send, sha256, uploaded
from tests.documents.test_completion import arrived, is_finished
from tests.people import Person, make_agency


@pytest.fixture
def dossier_ids(app: Flask) -> tuple[uuid.UUID, uuid.UUID]:
    """Two dossiers of the same kind."""
    agency = make_agency()
    with write_unit():
        procedure = Procedure(
            code="9.000001",
            name="Thủ tục mẫu",
            field="Mẫu",
            scope="national",
            listed=True,
            has_detail=True,
            origin="starter",
        )
        db.session.add(procedure)
        db.session.flush()
        version = ProcedureVersion(procedure_id=procedure.id, number=1, content_hash="0" * 64, content={})
        db.session.add(version)
        db.session.flush()
        made = (uuid.uuid4(), uuid.uuid4())
        db.session.add_all(
            Dossier(
                id=dossier_id,
                submission_number=f"N{number}",
                status=1,
                channel="online",
                agency_id=agency.id,
                procedure_id=procedure.id,
                procedure_version_id=version.id,
                applicant_name="Người Mẫu",
                body_hash="0" * 64,
                submitted_at=now(),
            )
            for number, dossier_id in enumerate(made)
        )
    return made


def entry(upload_id: uuid.UUID, content: bytes, *, requirement_id: str = "r1") -> ManifestEntry:
    return ManifestEntry(
        requirement_id=requirement_id, upload_id=upload_id, sha256=sha256(content), size=len(content)
    )


def owner(person: Person) -> str:
    return f"citizen:{person.id}"


def problems(entries: list[ManifestEntry], person: Person, dossier_id: uuid.UUID) -> list[tuple[int, str]]:
    finish_pending([item.upload_id for item in entries])
    with write_unit():
        return [
            (found.index, found.code)
            for found in check_manifest(entries, owner=owner(person), dossier_id=dossier_id)
        ]


def test_complete_files_are_claimed_in_order(
    citizen: Person, dossier_ids: tuple[uuid.UUID, uuid.UUID]
) -> None:
    contents = [photo(seed=seed) for seed in range(4)]
    entries = [entry(uploaded(citizen, content), content, requirement_id="r1") for content in contents]
    with write_unit():
        assert check_manifest(entries, owner=owner(citizen), dossier_id=dossier_ids[0]) == []
        claimed = claim(entries, owner=owner(citizen), dossier_id=dossier_ids[0])
        assert [upload.id for upload in claimed] == [item.upload_id for item in entries]
    for item in entries:
        upload = stored_upload(item.upload_id)
        assert upload is not None
        assert upload.dossier_id == dossier_ids[0]
    assert problems(entries, citizen, dossier_ids[0]) == [], "handing in can be repeated"
    assert problems(entries, citizen, dossier_ids[1]) == [(i, "upload_already_used") for i in range(4)]


def test_nothing_is_claimed_when_the_unit_fails(
    citizen: Person, dossier_ids: tuple[uuid.UUID, uuid.UUID]
) -> None:
    item = entry(uploaded(citizen, photo()), photo())

    def fail_after_claiming() -> None:
        with write_unit():
            claim([item], owner=owner(citizen), dossier_id=dossier_ids[0])
            raise KeyError("something later goes wrong")

    with pytest.raises(KeyError):
        fail_after_claiming()
    assert problems([item], citizen, dossier_ids[1]) == []


def test_each_problem_has_its_code(
    citizen: Person, stranger: Person, dossier_ids: tuple[uuid.UUID, uuid.UUID]
) -> None:
    good = entry(uploaded(citizen, photo(seed=1)), photo(seed=1))
    used = entry(uploaded(citizen, photo(seed=2)), photo(seed=2))
    with write_unit():
        claim([used], owner=owner(citizen), dossier_id=dossier_ids[1])
    half = entry(announce(citizen, 5_000), photo(seed=3))
    send(citizen, half.upload_id, photo(seed=3)[:1_234])
    lost = entry(uploaded(citizen, photo(seed=4)), photo(seed=4))
    kept = stored_upload(lost.upload_id)
    assert kept is not None
    store().delete(kept.storage_key or "")

    assert problems(
        [
            good,
            entry(uuid.uuid4(), photo()),
            entry(uploaded(stranger, photo()), photo()),
            used,
            half,
            replace(entry(uploaded(citizen, photo(seed=5)), photo(seed=5)), size=4_999),
            entry(uploaded(citizen, photo(seed=6)), photo(seed=7)),
            lost,
            replace(good, requirement_id="r2"),
        ],
        citizen,
        dossier_ids[0],
    ) == [
        (1, "upload_unknown"),
        (2, "upload_unknown"),
        (3, "upload_already_used"),
        (4, "upload_incomplete"),
        (5, "size_differs"),
        (6, "sha256_differs"),
        (7, "file_missing_in_store"),
        (8, "upload_named_twice"),
    ]


def test_a_stored_file_cut_short_counts_as_missing(
    citizen: Person, dossier_ids: tuple[uuid.UUID, uuid.UUID], app: Flask
) -> None:
    item = entry(uploaded(citizen, photo()), photo())
    path = app.extensions["motcua_settings"].data_dir / "files"
    next(file for file in path.rglob("*") if file.is_file()).write_bytes(photo()[:-1])
    assert problems([item], citizen, dossier_ids[0]) == [(0, "file_missing_in_store")]


def test_problems_name_bytes_and_fields_in_the_language_of_the_reader(app: Flask) -> None:
    item = entry(uuid.UUID(int=7), b"abc")
    incomplete = FileProblem(3, item, "upload_incomplete", {"received": 10, "expected": 30})
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert incomplete.to_json() == {
            "index": 3,
            "field": "documents.3.upload_id",
            "code": "upload_incomplete",
            "requirement_id": "r1",
            "upload_id": str(item.upload_id),
            "file_name": None,
            "received": 10,
            "expected": 30,
            "detail": "The file has not arrived completely: 10 of 30 bytes. Send the rest.",
        }
    with app.test_request_context():
        for code in SENTENCES:
            numbers = {"received": 1, "expected": 2, "stated": 3}
            sentences = {FileProblem(0, item, code, numbers).sentence(wanted) for wanted in ("vi", "en")}
            assert len(sentences) == 2
            assert not any("{" in sentence for sentence in sentences)
        assert "10 trên 30" in incomplete.to_json()["detail"]


def test_what_was_cut_off_before_the_commit_is_finished_first(
    citizen: Person, dossier_ids: tuple[uuid.UUID, uuid.UUID]
) -> None:
    content = photo(100_000)
    upload_id = arrived(citizen, content)
    with write_unit():
        found = check_manifest([entry(upload_id, content)], owner=owner(citizen), dossier_id=dossier_ids[0])
    assert [(problem.code, problem.numbers) for problem in found] == [
        ("upload_incomplete", {"received": 100_000, "expected": 100_000})
    ]
    assert problems([entry(upload_id, content)], citizen, dossier_ids[0]) == []
    assert is_finished(upload_id)


def test_pending_files_of_a_wrong_type_are_refused(citizen: Person) -> None:
    with pytest.raises(FileTypeNotAllowed):
        finish_pending([uuid.uuid4(), arrived(citizen, b"GIF89a")])


def test_claiming_what_was_not_checked_is_a_fault_of_the_program(
    citizen: Person, stranger: Person, dossier_ids: tuple[uuid.UUID, uuid.UUID]
) -> None:
    first, second = dossier_ids
    done = entry(uploaded(citizen, photo()), photo())
    with write_unit():
        claim([done], owner=owner(citizen), dossier_id=first)
    bad = [
        (done, owner(citizen), second),
        (entry(uploaded(stranger, photo()), photo()), owner(citizen), first),
        (entry(announce(citizen, 5), b"12345"), owner(citizen), first),
        (entry(uuid.uuid4(), b""), owner(citizen), first),
    ]
    for item, who, dossier_id in bad:
        with pytest.raises(ValueError, match="upload"), write_unit():
            claim([item], owner=who, dossier_id=dossier_id)
