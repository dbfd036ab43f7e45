"""A supplement brings what was asked for, paper by paper with its reason, and nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from api.access import Role
from api.dossiers.events import chain_holds
from api.dossiers.models import Dossier, DossierPaperReason
from api.extensions import db, write_unit
from tests.handing_in import act, hand_in, papers, upload
from tests.people import Office, Person


def request(office: Office, dossier_id: str, **more: Any) -> Any:
    return office[Role.RECEPTION].post(
        f"/desk/dossiers/{dossier_id}/actions",
        {"action": "request_supplement", "reason": "Giấy tờ chưa rõ.", **more},
    )


def send(person: Person, dossier_id: str, *asked: str) -> Any:
    documents = [{"requirement_id": paper, **upload(person)} for paper in asked]
    return person.post(f"/dossiers/{dossier_id}/supplement", {"documents": documents})


def test_each_paper_is_asked_for_with_its_reason(citizen: Person, office: Office) -> None:
    dossier_id, (birth, card) = hand_in(citizen, office.agency), papers(citizen)[:2]
    asked = [{"requirement_id": birth, "reason": "Ảnh mờ, xin chụp lại."}, {"requirement_id": card}]
    assert request(office, dossier_id, papers=asked).status_code == 200
    step = citizen.get(f"/dossiers/{dossier_id}").json["timeline"][-1]
    assert [(p["requirement_id"], p["reason"]) for p in step["requested_papers"]] == [
        (birth, "Ảnh mờ, xin chụp lại."),
        (card, None),
    ]


def test_only_what_was_asked_for_is_taken(citizen: Person, office: Office) -> None:
    dossier_id, (birth, card) = hand_in(citizen, office.agency), papers(citizen)[:2]
    request(office, dossier_id, papers=[{"requirement_id": card, "reason": "Thiếu mặt sau."}])
    refused = send(citizen, dossier_id, card, birth)
    assert (refused.status_code, refused.json["code"]) == (422, "files_missing_or_different")
    assert [(e["field"], e["code"]) for e in refused.json["errors"]] == [
        ("documents.1.requirement_id", "not_asked_for")
    ]
    assert len(citizen.get(f"/dossiers/{dossier_id}").json["documents"]) == 1, "nothing was taken"
    taken = send(citizen, dossier_id, card, card)
    assert taken.status_code == 200
    assert [d["requirement_id"] for d in taken.json["documents"] if d["is_supplement"]] == [card, card]


def test_the_newest_request_counts(citizen: Person, office: Office) -> None:
    dossier_id, (birth, card) = hand_in(citizen, office.agency), papers(citizen)[:2]
    request(office, dossier_id, papers=[{"requirement_id": card}])
    assert send(citizen, dossier_id, card).status_code == 200
    act(office, Role.RECEPTION, dossier_id, "accept_supplement")
    act(
        office,
        Role.LEADER,
        dossier_id,
        "request_supplement",
        reason="Còn thiếu.",
        papers=[{"requirement_id": birth}],
    )
    assert send(citizen, dossier_id, card).status_code == 422
    assert send(citizen, dossier_id, birth).status_code == 200


def test_a_request_that_names_no_paper_leaves_all_open(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    request(office, dossier_id)
    assert send(citizen, dossier_id, *papers(citizen)[:2]).status_code == 200


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"requirement_ids": ["khong-co"]}, "requirement_ids.0"),
        ({"papers": [{"requirement_id": "khong-co", "reason": "x"}]}, "papers.0.requirement_id"),
        ({"papers": [{"reason": "x"}]}, "papers.0.requirement_id"),
        ({"papers": [{"requirement_id": "r", "reason": "x" * 501}]}, "papers.0.reason"),
        ({"papers": [{"requirement_id": "r"}] * 201}, "papers"),
    ],
)
def test_a_paper_that_cannot_be_asked_for_is_refused(
    citizen: Person, office: Office, more: dict[str, Any], field: str
) -> None:
    dossier_id = hand_in(citizen, office.agency)
    answer = request(office, dossier_id, **more)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_input")
    assert field in [e["field"] for e in answer.json["errors"]]
    assert citizen.get(f"/dossiers/{dossier_id}").json["status"] == 1


def test_a_reason_can_be_erased_but_not_changed(citizen: Person, office: Office) -> None:
    dossier_id, (birth, card) = hand_in(citizen, office.agency), papers(citizen)[:2]
    request(
        office,
        dossier_id,
        papers=[{"requirement_id": birth, "reason": "mờ"}, {"requirement_id": card, "reason": "cũ"}],
    )

    def holds() -> bool:
        db.session.rollback()
        db.session.expire_all()
        return chain_holds(db.session.get_one(Dossier, UUID(dossier_id)).events)

    assert holds()
    with write_unit():
        db.session.query(DossierPaperReason).filter_by(requirement_id=birth).delete()
    assert holds()
    with write_unit():
        db.session.query(DossierPaperReason).filter_by(requirement_id=card).update({"text": "khác"})
    assert not holds()
