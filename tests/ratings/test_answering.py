"""One answer to one question: by the link, by the owner, corrected for ten minutes, refused in clear words."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from api.access import Role
from api.calendars.opening_hours import TIME_ZONE
from api.dossiers import receipt_secrets
from api.extensions import db, now, write_unit
from api.ratings import answering
from api.ratings.models import Rating
from tests.people import API, Office, Person
from tests.ratings.rated import (
    FULL,
    GOOD,
    PROCEDURE_NAME,
    act,
    add_dossier,
    invitations,
    new_token,
    received,
    token,
)

UNHAPPY = {"overall": "unsatisfied", "reason": "queue_too_long"}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the time that the routes see."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("api.ratings.routes.now", lambda: moment)

    return set_to


def stored() -> list[Rating]:
    db.session.rollback()
    return list(db.session.execute(select(Rating)).scalars())


def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.json["code"]


def test_a_link_says_what_it_asks_and_never_what_was_answered(client: FlaskClient, office: Office) -> None:
    link = f"{API}/ratings/{new_token(office)}"
    before = client.get(link).json
    assert before["stage"] == "reception"
    assert before["procedure_name"] == PROCEDURE_NAME
    assert before["agency_name"] == office.agency.name
    assert (before["answered"], before["correctable_until"]) == (False, None)
    assert client.post(link, json=FULL).status_code == 201
    after = client.get(link).json
    assert after["answered"] is True
    assert datetime.fromisoformat(after["correctable_until"]).tzinfo is not None
    assert set(after) == set(before)


def test_the_answer_is_kept_without_the_rater(client: FlaskClient, office: Office) -> None:
    response = client.post(f"{API}/ratings/{new_token(office)}", json={**FULL, "stage": "reception"})
    assert response.status_code == 201
    [rating] = stored()
    assert {name: getattr(rating, name) for name in FULL} == FULL
    assert (rating.stage, rating.source, rating.reason) == ("reception", "token", None)
    assert (rating.agency_id, rating.officer_id) == (office.agency.id, office[Role.RECEPTION].id)
    assert rating.rated_on == now().astimezone(TIME_ZONE).date()


def test_the_day_is_the_day_in_vietnam(client: FlaskClient, office: Office, clock: Any) -> None:
    evening = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    link = f"{API}/ratings/{new_token(office, at=evening - timedelta(days=1))}"
    clock(evening)
    assert client.post(link, json=GOOD).status_code == 201
    assert stored()[0].rated_on.isoformat() == "2026-11-23"


def test_a_forged_link_is_not_found(client: FlaskClient, office: Office) -> None:
    forged = f"{API}/ratings/{new_token(office)[:-2]}xx"
    for response in (client.get(forged), client.post(forged, json=GOOD), client.put(forged, json=GOOD)):
        assert code(response) == (404, "unknown_rating_link")
    assert not stored()


def test_a_second_answer_is_refused(client: FlaskClient, office: Office) -> None:
    link = f"{API}/ratings/{new_token(office)}"
    assert client.post(link, json=GOOD).status_code == 201
    second = client.post(link, json=UNHAPPY)
    assert code(second) == (409, "already_rated")
    assert second.json["retryable"] is False
    assert [rating.overall for rating in stored()] == ["very_satisfied"]


def test_a_link_ends_after_thirty_days(client: FlaskClient, office: Office, clock: Any) -> None:
    opened = now()
    link = f"{API}/ratings/{new_token(office, at=opened)}"
    clock(opened + timedelta(days=30))
    assert code(client.get(link)) == (410, "rating_expired")
    assert code(client.post(link, json=GOOD)) == (410, "rating_expired")
    assert not stored()
    clock(opened + timedelta(days=30) - timedelta(seconds=1))
    assert client.get(link).status_code == 200
    assert client.post(link, json=GOOD).status_code == 201
    clock(opened + timedelta(days=30, minutes=5))
    assert client.put(link, json=FULL).status_code == 200, "the ten minutes count from the answer"
    assert client.get(link).status_code == 200
    clock(opened + timedelta(days=31))
    assert code(client.get(link)) == (410, "rating_expired")
    assert code(client.post(link, json=GOOD)) == (409, "already_rated")


def test_an_answer_may_be_corrected_for_ten_minutes(client: FlaskClient, office: Office, clock: Any) -> None:
    link = f"{API}/ratings/{new_token(office)}"
    assert code(client.put(link, json=GOOD)) == (409, "not_rated_yet")
    at = now()
    clock(at)
    assert client.post(link, json=FULL).status_code == 201
    clock(at + timedelta(minutes=10) - timedelta(seconds=1))
    corrected = client.put(link, json=UNHAPPY)
    assert corrected.status_code == 200
    [rating] = stored()
    assert (rating.overall, rating.reason) == ("unsatisfied", "queue_too_long")
    assert (rating.time, rating.trips, rating.extra_money) == (None, None, None), (
        "the whole answer is replaced"
    )
    clock(at + timedelta(minutes=10))
    assert code(client.put(link, json=GOOD)) == (410, "correction_over")
    assert client.get(link).json["correctable_until"] is None
    assert stored()[0].overall == "unsatisfied"


def test_after_ten_minutes_the_way_back_is_erased(client: FlaskClient, office: Office, clock: Any) -> None:
    at = now()
    early, late = received(office), received(office)
    clock(at)
    client.post(f"{API}/ratings/{token(early)}", json=GOOD)
    clock(at + timedelta(minutes=5))
    client.post(f"{API}/ratings/{token(late)}", json=FULL)

    def sweep(moment: datetime) -> None:
        answering.forget_corrections(moment)

    sweep(at + timedelta(minutes=9))
    assert all(rating.correction_hash for rating in stored())
    sweep(at + timedelta(minutes=10))
    assert {rating.overall: rating.correction_hash is None for rating in stored()} == {
        "very_satisfied": True,
        "satisfied": False,
    }
    assert invitations(early)["reception"].correctable_until is None
    assert invitations(early)["reception"].used
    assert invitations(late)["reception"].correctable_until is not None
    clock(at + timedelta(minutes=11))
    assert code(client.put(f"{API}/ratings/{token(early)}", json=GOOD)) == (410, "correction_over")
    assert client.put(f"{API}/ratings/{token(late)}", json=GOOD).status_code == 200
    sweep(at + timedelta(minutes=15))
    sweep(at + timedelta(minutes=15))
    assert not any(rating.correction_hash for rating in stored())


def test_the_sweep_erases_threads_that_no_key_leads_to_any_more(client: FlaskClient, office: Office) -> None:
    client.post(f"{API}/ratings/{new_token(office)}", json=GOOD)
    with write_unit():
        [rating] = db.session.execute(select(Rating)).scalars()
        rating.correction_hash = "f" * 64
    answering.forget_corrections(now())
    assert stored()[0].correction_hash is None


@pytest.mark.parametrize(("language", "word"), [("vi", "chưa hài lòng"), ("en", "not satisfied")])
def test_whoever_is_not_satisfied_says_why(
    client: FlaskClient, office: Office, language: str, word: str
) -> None:
    link = f"{API}/ratings/{new_token(office)}"
    for reason in (None, "", "   "):
        body = {"overall": "unsatisfied", "reason": reason}
        response = client.post(link, json=body, headers={"Accept-Language": language})
        assert code(response) == (422, "reason_missing"), reason
        assert word in response.json["detail"]
        assert response.json["errors"][0]["field"] == "reason"
    assert not stored()


def test_a_correction_needs_a_reason_too(client: FlaskClient, office: Office) -> None:
    link = f"{API}/ratings/{new_token(office)}"
    client.post(link, json=GOOD)
    assert code(client.put(link, json={"overall": "unsatisfied"})) == (422, "reason_missing")
    assert stored()[0].overall == "very_satisfied"


def test_what_is_no_answer_is_refused(client: FlaskClient, office: Office) -> None:
    link = f"{API}/ratings/{new_token(office)}"
    for body in (
        {},
        {"overall": "excellent"},
        {"overall": None},
        {**GOOD, "time": "bad"},
        {**GOOD, "trips": 100},
        {**GOOD, "trips": -1},
        {**GOOD, "trips": 1.5},
        {**GOOD, "agencies_visited": "many"},
        {**GOOD, "extra_money": "perhaps"},
        {**GOOD, "reason": "x" * 1001},
        {**GOOD, "reason": "a\x00b"},
        {**GOOD, "stage": "payment"},
        {**GOOD, "officer_id": "somebody"},
        [GOOD],
        "very_satisfied",
    ):
        assert code(client.post(link, json=body)) == (422, "invalid_input"), body
    assert not stored()


def test_a_link_answers_only_for_its_own_stage(client: FlaskClient, office: Office) -> None:
    link = f"{API}/ratings/{new_token(office)}"
    assert code(client.post(link, json={**GOOD, "stage": "result"})) == (422, "other_stage")
    assert client.post(link, json={**GOOD, "stage": None}).status_code == 201
    assert code(client.put(link, json={**GOOD, "stage": "result"})) == (422, "other_stage")


def test_the_owner_rates_and_corrects(client: FlaskClient, office: Office, citizen: Person) -> None:
    dossier = received(office, citizen=citizen)
    answer = citizen.post(f"/dossiers/{dossier.id}/ratings", {**FULL, "stage": "reception"})
    assert answer.status_code == 201
    assert answer.json["stage"] == "reception"
    assert stored()[0].source == "app"
    assert code(citizen.post(f"/dossiers/{dossier.id}/ratings", {**FULL, "stage": "reception"})) == (
        409,
        "already_rated",
    )
    assert code(client.post(f"{API}/ratings/{token(dossier)}", json=GOOD)) == (409, "already_rated")
    corrected = client.put(f"{API}/ratings/{answer.json['correction_token']}", json=GOOD)
    assert corrected.status_code == 200
    assert [rating.overall for rating in stored()] == ["very_satisfied"]


def test_the_owner_rates_only_what_has_happened(office: Office, citizen: Person) -> None:
    dossier = add_dossier(office.agency, citizen=citizen)
    path = f"/dossiers/{dossier.id}/ratings"
    assert code(citizen.post(path, {**GOOD, "stage": "reception"})) == (409, "stage_not_open")
    act(office, dossier, Role.RECEPTION, "receive")
    assert code(citizen.post(path, {**GOOD, "stage": "result"})) == (409, "stage_not_open")
    assert code(citizen.post(path, GOOD)) == (422, "invalid_input"), "the owner says which stage is meant"
    assert citizen.post(path, {**GOOD, "stage": "reception"}).status_code == 201


def test_nobody_rates_anothers_dossier(
    client: FlaskClient, office: Office, citizen: Person, stranger: Person
) -> None:
    dossier = received(office, citizen=citizen)
    body = {**GOOD, "stage": "reception"}
    path = f"/dossiers/{dossier.id}/ratings"
    assert code(stranger.post(path, body)) == (404, "unknown_dossier")
    assert code(citizen.post(f"/dossiers/{uuid.uuid4()}/ratings", body)) == (404, "unknown_dossier")
    assert office[Role.RECEPTION].post(path, body).status_code == 403
    assert client.post(API + path, json=body).status_code == 401
    assert not stored()


def test_the_owner_too_has_thirty_days(office: Office, citizen: Person) -> None:
    dossier = received(office, citizen=citizen, at=now() - timedelta(days=30))
    response = citizen.post(f"/dossiers/{dossier.id}/ratings", {**GOOD, "stage": "reception"})
    assert code(response) == (410, "rating_expired")


def test_the_owner_reads_which_stages_are_open(
    client: FlaskClient, office: Office, citizen: Person, stranger: Person, clock: Any
) -> None:
    dossier = received(office, citizen=citizen)
    act(office, dossier, Role.RECEPTION, "request_supplement", reason="Thiếu giấy chứng sinh")
    path = f"/dossiers/{dossier.id}/ratings"
    items = citizen.get(path).json["items"]
    assert [(i["stage"], i["answered"], i["correctable_until"]) for i in items] == [
        ("reception", False, None),
        ("supplement", False, None),
    ]
    answer = citizen.post(path, {**GOOD, "stage": "reception"}).json
    first, second = citizen.get(path).json["items"]
    assert (first["answered"], first["correctable_until"]) == (True, answer["correctable_until"])
    assert not second["answered"]
    assert answer["correction_token"] not in citizen.get(path).get_data(as_text=True)
    assert code(stranger.get(path)) == (404, "unknown_dossier")
    assert code(citizen.get(f"/dossiers/{uuid.uuid4()}/ratings")) == (404, "unknown_dossier")
    assert office[Role.RECEPTION].get(path).status_code == 403
    assert client.get(API + path).status_code == 401
    clock(now() + timedelta(minutes=10))
    assert citizen.get(path).json["items"][0]["correctable_until"] is None
    clock(now() + timedelta(days=30))
    assert citizen.get(path).json == {"items": []}


def test_a_receipt_leads_to_the_open_stages(client: FlaskClient, office: Office) -> None:
    dossier = received(office)
    act(office, dossier, Role.RECEPTION, "request_supplement", reason="Thiếu giấy chứng sinh")
    path = f"{API}/tracking/{dossier.code}/ratings"
    secret = receipt_secrets.secret_of(dossier)
    items = client.get(path, query_string={"secret": secret}).json["items"]
    assert [item["stage"] for item in items] == ["reception", "supplement"]
    assert not any(item["answered"] for item in items)
    assert client.post(f"{API}/ratings/{items[0]['token']}", json=GOOD).status_code == 201
    items = client.get(path, query_string={"secret": secret}).json["items"]
    assert [(item["answered"], item["token"] is None) for item in items] == [(True, True), (False, False)]


def test_a_receipt_does_not_lead_to_what_is_over(client: FlaskClient, office: Office, clock: Any) -> None:
    dossier = received(office)
    clock(now() + timedelta(days=30))
    answer = client.get(
        f"{API}/tracking/{dossier.submission_number}/ratings",
        query_string={"secret": receipt_secrets.secret_of(dossier)},
    )
    assert answer.json == {"items": []}


def test_without_the_receipts_secret_nothing_is_shown(client: FlaskClient, office: Office) -> None:
    dossier = received(office)
    path = f"{API}/tracking/{dossier.code}/ratings"
    assert code(client.get(path)) == (422, "invalid_input")
    assert code(client.get(path, query_string={"secret": "x" * 22})) == (403, "wrong_secret")
    assert code(client.get(f"{API}/tracking/Y99-0/ratings", query_string={"secret": "x"})) == (
        404,
        "unknown_dossier",
    )


def test_malformed_json_is_no_answer(client: FlaskClient, office: Office) -> None:
    response = client.post(f"{API}/ratings/{new_token(office)}", data="{", content_type="application/json")
    assert code(response) == (400, "malformed_json")


def test_one_place_cannot_send_answers_without_end(client: FlaskClient) -> None:
    path = f"{API}/ratings/{'x' * 22}"
    answers = [client.post(path, json=GOOD).status_code for _ in range(61)]
    assert answers == [404] * 60 + [429]
    assert client.get(path).status_code == 404, "looking is counted apart"
