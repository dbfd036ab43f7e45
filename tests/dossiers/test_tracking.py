"""Following a dossier without an account, and who may know the secret on the receipt."""

from __future__ import annotations

import uuid

from flask import Flask

from api.access import Role
from api.dossiers.models import Dossier
from api.extensions import db, write_unit
from tests.catalogue_lines import COPY
from tests.handing_in import act, hand_in
from tests.people import Office, Person

FIVE_DAYS = "1.999002"


def secret_of(url: str) -> str:
    return url.partition("#")[2]


def test_the_public_sees_code_completion_and_due_date_only(
    app: Flask, citizen: Person, office: Office
) -> None:
    dossier_id = hand_in(citizen, office.agency)
    number = citizen.get(f"/dossiers/{dossier_id}").json["submission_number"]
    client = app.test_client()
    assert client.get(f"/api/v1/tracking/{number}").json == {
        "code": number,
        "completion": "waiting",
        "due_on": None,
    }
    received = act(office, Role.RECEPTION, dossier_id, "receive")
    for asked in (number, received["code"], received["code"].lower(), f" {number} "):
        public = client.get(f"/api/v1/tracking/{asked}").json
        assert public == {
            "code": received["code"],
            "completion": "in_progress",
            "due_on": received["due_on"],
        }
    assert client.get("/api/v1/tracking/Y99-000000-0001").status_code == 404


def test_the_receipts_secret_opens_the_timeline_and_an_old_one_does_not(
    app: Flask, citizen: Person, office: Office
) -> None:
    dossier_id = hand_in(citizen, office.agency)
    mine = citizen.get(f"/dossiers/{dossier_id}").json
    secret, client = secret_of(mine["tracking_url"]), app.test_client()
    path = f"/api/v1/tracking/{mine['submission_number']}?secret="
    opened = client.get(path + secret).json
    assert [e["action"] for e in opened["timeline"]] == ["submit"]
    assert opened["agency_code"] == mine["agency_code"]
    for wrong in ("x", secret[:-1], "", "ô" * 22):
        answer = client.get(path + wrong)
        assert (answer.status_code, answer.json["code"]) == (403, "wrong_secret")
    with write_unit():
        db.session.get_one(Dossier, uuid.UUID(dossier_id)).secret_version = 2
    assert client.get(path + secret).status_code == 403


def test_a_walk_in_is_claimed_by_its_secret_never_by_a_phone(
    citizen: Person, stranger: Person, office: Office
) -> None:
    body = {"procedure_code": COPY, "applicant": {"full_name": "Trần Thị Ví Dụ", "phone": "0912345678"}}
    taken = office[Role.RECEPTION].post("/desk/dossiers", body).json
    assert citizen.get("/dossiers").json["items"] == [], "the phone on the paper proves nothing"
    claim = {"number": taken["code"], "secret": secret_of(taken["tracking_url"])}
    assert citizen.get(f"/tracking/{taken['code']}?secret={claim['secret']}").json["claimable"]
    assert citizen.post("/dossiers/claim", {**claim, "secret": "x"}).status_code == 403
    assert citizen.post("/dossiers/claim", claim).status_code == 200
    assert citizen.post("/dossiers/claim", claim).status_code == 200, "again is fine"
    tracked = f"/tracking/{taken['code']}?secret="
    assert citizen.get(tracked + claim["secret"]).status_code == 403, "the slip went through other hands"
    fresh = citizen.get(f"/dossiers/{taken['id']}").json["tracking_url"]
    assert citizen.get(tracked + secret_of(fresh)).json["claimable"] is False
    answer = stranger.post("/dossiers/claim", claim)
    assert (answer.status_code, answer.json["code"]) == (403, "wrong_secret")
    answer = stranger.post("/dossiers/claim", {**claim, "secret": secret_of(fresh)})
    assert (answer.status_code, answer.json["code"]) == (409, "already_claimed")
    assert [d["code"] for d in citizen.get("/dossiers").json["items"]] == [taken["code"]]


def test_tracking_too_often_is_refused(app: Flask) -> None:
    client = app.test_client()
    statuses = [client.get("/api/v1/tracking/Y99-000000-0001").status_code for _ in range(121)]
    assert statuses == [404] * 120 + [429]


def test_the_office_never_reads_the_secret_of_a_citizen_with_an_account(
    citizen: Person, office: Office
) -> None:
    dossier_id = hand_in(citizen, office.agency)
    secret = secret_of(citizen.get(f"/dossiers/{dossier_id}").json["tracking_url"])
    for role in (Role.RECEPTION, Role.LEADER):
        answer = office[role].get(f"/desk/dossiers/{dossier_id}")
        assert secret not in answer.get_data(as_text=True)
        assert "tracking_url" not in answer.json
