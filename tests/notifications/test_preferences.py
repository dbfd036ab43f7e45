"""What a citizen chose: shown, changed at once, kept as consent; an e-mail address only after its code came back."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from api.access import Role
from api.config import current_settings
from api.extensions import db, now
from api.notifications import email_addresses
from api.notifications.models import Consent, Delivery
from api.notifications.planning import DEFAULTS
from api.notifications.preferences import TEXT_VERSION
from tests.notifications.devices import queue, subscribe
from tests.people import Office, Person
from tests.push_service import PushService
from tests.ratings.rated import act, add_dossier


def change(citizen: Person, **body: object) -> None:
    answer = citizen.put("/me/preferences", {"text_version": TEXT_VERSION, **body})
    assert answer.status_code == 200, answer.json


def choice(purpose: str, channel: str, wanted: bool) -> dict[str, object]:
    return {"purpose": purpose, "channel": channel, "wanted": wanted}


def wanted(citizen: Person) -> dict[tuple[str, str], bool]:
    purposes = citizen.get("/me/preferences").json["purposes"]
    return {
        (purpose["purpose"], channel["channel"]): channel["wanted"]
        for purpose in purposes
        for channel in purpose["channels"]
    }


def consents() -> list[tuple[str, str, bool, str]]:
    rows = db.session.execute(select(Consent).order_by(Consent.id)).scalars()
    return [(row.purpose, row.channel, row.given, row.text_version) for row in rows]


def letters() -> list[dict[str, str]]:
    path = current_settings().data_dir / "outbox" / "email.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def newest_code() -> str:
    found = re.match("[0-9]{6}", letters()[-1]["text"])
    assert found
    return found[0]


def test_who_chose_nothing_has_the_defaults(citizen: Person) -> None:
    answer = citizen.get("/me/preferences").json
    assert (answer["night"], answer["email"], answer["email_waiting"]) == ("silent", None, None)
    assert wanted(citizen) == {
        (str(purpose), str(channel)): on for (purpose, channel), on in DEFAULTS.items()
    }
    assert consents() == []


def test_a_change_works_at_once_and_is_kept_as_consent(citizen: Person, stranger: Person) -> None:
    before = wanted(citizen)
    change(citizen, choices=[choice("action", "sms", True), choice("progress", "push", False)], night="hold")
    assert wanted(citizen) == {**before, ("action", "sms"): True, ("progress", "push"): False}
    assert citizen.get("/me/preferences").json["night"] == "hold"
    assert wanted(stranger) == before
    change(citizen, choices=[choice("action", "sms", True)])
    change(citizen, choices=[choice("action", "sms", False)])
    assert consents() == [
        ("action", "sms", True, TEXT_VERSION),
        ("progress", "push", False, TEXT_VERSION),
        ("action", "sms", False, TEXT_VERSION),
    ], "what changes nothing is no consent"


def test_a_purpose_can_be_marked_as_urgent(citizen: Person) -> None:
    change(citizen, choices=[choice("action", "urgent", True)])
    rings = {
        each["purpose"]: each["rings_at_night"] for each in citizen.get("/me/preferences").json["purposes"]
    }
    assert rings == {"progress": False, "action": True, "rating": False, "announcements": False}


def test_what_is_turned_off_is_not_sent_but_stands_in_the_inbox(
    citizen: Person, service: PushService
) -> None:
    subscribe(citizen, service)
    change(citizen, choices=[choice("action", "push", False)])
    queue(citizen, kind="result_ready")
    assert db.session.execute(select(Delivery)).first() is None
    assert citizen.get("/notifications").json["unread"] == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text_version": "of old", "night": "ring"},
        {"text_version": TEXT_VERSION, "night": "never"},
        {"text_version": TEXT_VERSION, "choices": [choice("everything", "push", True)]},
        {"text_version": TEXT_VERSION, "choices": [choice("action", "fax", True)]},
        {"text_version": TEXT_VERSION, "choices": [choice("progress", "sms", True)]},
        {"text_version": TEXT_VERSION, "choices": [choice("action", "push", True)] * 41},
        {"text_version": TEXT_VERSION, "choices": "all"},
    ],
)
def test_nonsense_is_refused_and_changes_nothing(citizen: Person, body: dict[str, object]) -> None:
    answer = citizen.put("/me/preferences", body)
    assert answer.status_code == 422
    assert consents() == []
    assert citizen.get("/me/preferences").json["night"] == "silent"


def test_an_address_is_used_once_its_code_has_come_back(citizen: Person) -> None:
    assert citizen.put("/me/email", {"email": " an.toan@vidu.vn "}).status_code == 202
    assert letters()[-1]["to"] == "an.toan@vidu.vn"
    answer = citizen.get("/me/preferences").json
    assert (answer["email"], answer["email_waiting"]) == (None, "an.toan@vidu.vn")
    wrong = citizen.post("/me/email/confirmation", {"code": "12345"})
    assert (wrong.status_code, wrong.json["code"]) == (422, "wrong_email_code")
    confirmed = citizen.post("/me/email/confirmation", {"code": newest_code()}).json
    assert (confirmed["email"], confirmed["email_waiting"]) == ("an.toan@vidu.vn", None)
    change(citizen, choices=[choice("action", "email", True)])
    queue(citizen, kind="result_ready")
    assert db.session.execute(select(Delivery.channel)).scalars().all() == ["email"]
    again = citizen.post("/me/email/confirmation", {"code": newest_code()})
    assert again.json["code"] == "wrong_email_code", "a code is used once"
    assert citizen.delete("/me/email").status_code == 204
    assert citizen.get("/me/preferences").json["email"] is None


def test_a_code_is_for_one_address_of_one_citizen_and_five_tries(citizen: Person, stranger: Person) -> None:
    citizen.put("/me/email", {"email": "mot@vidu.vn"})
    first = newest_code()
    stranger.put("/me/email", {"email": "khac@vidu.vn"})
    assert citizen.post("/me/email/confirmation", {"code": newest_code()}).status_code == 422
    citizen.put("/me/email", {"email": "hai@vidu.vn"})
    assert citizen.post("/me/email/confirmation", {"code": first}).status_code == 422
    for _ in range(4):
        citizen.post("/me/email/confirmation", {"code": "x"})
    late = citizen.post("/me/email/confirmation", {"code": newest_code()})
    assert late.json["code"] == "email_code_expired"
    assert citizen.get("/me/preferences").json["email"] is None


def test_a_code_ends(citizen: Person) -> None:
    citizen.put("/me/email", {"email": "mot@vidu.vn"})
    with pytest.raises(email_addresses.EmailCodeExpired):
        email_addresses.confirm(
            citizen.id, newest_code(), at=now() + email_addresses.LIFE + timedelta(seconds=1)
        )


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@b", "a b@vidu.vn", "a@vidu..vn", "a..b@vidu.vn", "a@-vidu.vn", "a@vidu.vn\nBcc: x@y.vn", "ă@vidu.vn",
     "a@" + "b" * 64 + ".vn", "x" * 65 + "@vidu.vn", "a@[127.0.0.1]", "<a@vidu.vn>", "a@vidu.vn,b@vidu.vn"],
)  # fmt: skip
def test_what_is_no_address_gets_no_letter(citizen: Person, address: str) -> None:
    answer = citizen.put("/me/email", {"email": address})
    assert answer.status_code == 422
    assert letters() == []


@pytest.mark.parametrize(("asked", "told"), [(True, "returned"), (False, "handed_over")])
def test_who_wants_no_questions_is_told_without_one(
    citizen: Person, office: Office, asked: bool, told: str
) -> None:
    if not asked:
        change(citizen, choices=[choice("rating", "push", False)])
    dossier = add_dossier(
        office.agency, citizen=citizen, status=9, drafted=True, checked=True, signed=True, stamped=True
    )
    act(office, dossier, Role.RECEPTION, "return_result")
    assert citizen.get("/notifications").json["items"][0]["kind"] == told
