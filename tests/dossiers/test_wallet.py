"""'Giấy tờ của tôi': papers of earlier dossiers, used again without a photograph; nobody sees another's."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from api.access import Role
from api.config import current_settings
from api.documents.models import Upload
from api.dossiers.wallet import ALIKE, _likeness
from api.extensions import db
from tests.handing_in import body_for, hand_in, jpeg, papers, upload
from tests.people import Office, Person


def wallet(person: Person, query: str = "") -> list[dict[str, Any]]:
    answer = person.get(f"/me/documents{query}")
    assert answer.status_code == 200, answer.json
    found: list[dict[str, Any]] = answer.json["items"]
    return found


def test_an_empty_wallet_is_empty(citizen: Person) -> None:
    assert citizen.get("/me/documents").json == {"items": [], "next": None}


def test_a_paper_is_handed_in_again_and_tells_where_it_was_used(citizen: Person, office: Office) -> None:
    first = hand_in(citizen, office.agency)
    (paper,) = wallet(citizen)
    assert paper["requirement_name"] == "Giấy chứng sinh"
    reused = citizen.post(f"/me/documents/{paper['id']}/reuse")
    assert reused.status_code == 201
    entry = {key: reused.json[key] for key in ("upload_id", "sha256", "size")}
    assert (entry["sha256"], entry["size"]) == (paper["sha256"], paper["size"])
    assert entry["upload_id"] != paper["id"]
    again = hand_in(citizen, office.agency, documents=[{"requirement_id": papers(citizen)[1], **entry}])
    (paper,) = wallet(citizen)
    assert [use["dossier_id"] for use in paper["uses"]] == [again, first]
    assert [use["requirement_name"] for use in paper["uses"]] == ["Căn cước", "Giấy chứng sinh"]
    use = paper["uses"][0]
    assert (use["agency_name"], use["procedure_name"]) == (office.agency.name, "Thủ tục đăng ký khai sinh")
    assert use["applicant_name"] == "Nguyễn Văn Mẫu"
    assert paper["state"] == "waiting", "the worker has not looked at it yet"
    for dossier in (first, again):
        document = citizen.get(f"/dossiers/{dossier}").json["documents"][0]
        assert citizen.get(f"/dossiers/{dossier}/documents/{document['upload_id']}").status_code == 200


def test_tus_says_that_a_reused_file_has_arrived(citizen: Person, office: Office) -> None:
    hand_in(citizen, office.agency)
    (paper,) = wallet(citizen)
    upload_id = citizen.post(f"/me/documents/{paper['id']}/reuse").json["upload_id"]
    head = citizen.open("HEAD", f"/uploads/{upload_id}", headers={"Tus-Resumable": "1.0.0"})
    assert head.headers["Upload-Offset"] == head.headers["Upload-Length"] == str(paper["size"])


def test_each_use_is_a_file_of_its_own(citizen: Person, office: Office) -> None:
    hand_in(citizen, office.agency)
    (paper,) = wallet(citizen)
    asked = papers(citizen)
    reused = [citizen.post(f"/me/documents/{paper['id']}/reuse").json for _ in range(2)]
    documents = [
        {"requirement_id": asked[n], **{key: one[key] for key in ("upload_id", "sha256", "size")}}
        for n, one in enumerate(reused)
    ]
    hand_in(citizen, office.agency, documents=documents)
    assert len(wallet(citizen)[0]["uses"]) == 3


def test_anothers_paper_is_not_there(citizen: Person, stranger: Person, office: Office) -> None:
    hand_in(citizen, office.agency)
    (paper,) = wallet(citizen)
    before = db.session.query(Upload).count()
    for person, identity in ((stranger, paper["id"]), (citizen, uuid.uuid4())):
        for answer in (
            person.post(f"/me/documents/{identity}/reuse"),
            person.delete(f"/me/documents/{identity}"),
        ):
            assert (answer.status_code, answer.json["code"]) == (404, "unknown_paper")
    assert wallet(stranger) == []
    assert db.session.query(Upload).count() == before
    assert office[Role.RECEPTION].get("/me/documents").status_code == 403


def test_what_was_not_handed_in_is_no_paper(citizen: Person, office: Office) -> None:
    loose = upload(citizen)
    assert citizen.post(f"/me/documents/{loose['upload_id']}/reuse").status_code == 404
    assert wallet(citizen) == []


def test_a_paper_taken_out_stays_in_its_dossier(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    (paper,) = wallet(citizen)
    for _ in range(2):
        assert citizen.delete(f"/me/documents/{paper['id']}").status_code == 204
    assert wallet(citizen) == []
    assert citizen.post(f"/me/documents/{paper['id']}/reuse").status_code == 404
    assert len(citizen.get(f"/dossiers/{dossier_id}").json["documents"]) == 1


def test_handed_in_again_it_is_back(citizen: Person, office: Office) -> None:
    data, asked = jpeg(), papers(citizen)
    hand_in(citizen, office.agency, documents=[{"requirement_id": asked[0], **upload(citizen, data)}])
    (paper,) = wallet(citizen)
    citizen.delete(f"/me/documents/{paper['id']}")
    hand_in(citizen, office.agency, documents=[{"requirement_id": asked[0], **upload(citizen, data)}])
    assert len(wallet(citizen)) == 1


def test_a_paper_that_the_store_lost_says_so(citizen: Person, office: Office) -> None:
    hand_in(citizen, office.agency)
    (paper,) = wallet(citizen)
    next(Path(current_settings().data_dir).rglob(paper["sha256"])).unlink()
    answer = citizen.post(f"/me/documents/{paper['id']}/reuse")
    assert (answer.status_code, answer.json["code"]) == (410, "paper_lost")
    assert "chụp lại" in answer.json["detail"]


def test_papers_alike_come_first_and_pages_go_on(citizen: Person, office: Office) -> None:
    asked = papers(citizen)
    for paper in (asked[1], asked[0], asked[0]):
        hand_in(citizen, office.agency, documents=[{"requirement_id": paper, **upload(citizen)}])
    assert [one["requirement_name"] for one in wallet(citizen)] == [
        "Giấy chứng sinh",
        "Giấy chứng sinh",
        "Căn cước",
    ]
    alike = wallet(citizen, "?like=Thẻ căn cước")
    assert (alike[0]["requirement_name"], alike[0]["alike"]) == ("Căn cước", True)
    assert not any(one["alike"] for one in alike[1:])
    first = citizen.get("/me/documents?limit=2").json
    second = citizen.get(f"/me/documents?limit=2&cursor={first['next']}").json
    assert [one["id"] for one in first["items"] + second["items"]] == [one["id"] for one in wallet(citizen)]
    assert second["next"] is None


def test_nonsense_is_refused(citizen: Person) -> None:
    for query in ("cursor=x", "cursor=-1", "cursor=99999", "limit=0", "limit=101", "like=" + "a" * 2001):
        assert citizen.get(f"/me/documents?{query}").status_code == 422, query


def test_likeness_knows_the_same_paper_in_other_words() -> None:
    assert _likeness("can cuoc", {"the can cuoc", "giay chung sinh"}) >= ALIKE
    assert _likeness("giay chung sinh", {"giay chung nhan ket hon"}) < ALIKE
    assert _likeness("", set()) == _likeness("", {""}) == 0.0


def test_a_claimed_walk_in_brings_its_papers(citizen: Person, office: Office) -> None:
    reception = office[Role.RECEPTION]
    entry = {"requirement_id": papers(citizen)[0], **upload(reception)}
    body = {**body_for(citizen, office.agency), "documents": [entry]}
    del body["agency_code"]
    taken = reception.post("/desk/dossiers", body).json
    number, _, secret = taken["tracking_url"].rpartition("/")[2].partition("#")
    assert citizen.post("/dossiers/claim", {"number": number, "secret": secret}).status_code == 200
    (paper,) = wallet(citizen)
    assert citizen.post(f"/me/documents/{paper['id']}/reuse").status_code == 201
