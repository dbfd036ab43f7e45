"""E-mail, SMS and Zalo: what goes over the wire, what is sent at all, and what becomes of it when a gateway fails."""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from api.calendars.opening_hours import TIME_ZONE
from api.config import Settings, SettingsError, current_settings
from api.extensions import db, now, write_unit
from api.notifications import channel_delivery, channels
from api.notifications.channels.email_smtp import EmailBySmtp
from api.notifications.channels.letter import Carrier, Letter, Result, without_diacritics
from api.notifications.channels.sms_gateway import SmsGateway, parts_of
from api.notifications.channels.zalo_zns import ZaloZns
from api.notifications.models import ChannelChoice, ContactSettings, Delivery
from api.notifications.sender import Sender
from api.notifications.words import MESSAGES
from api.worker import Worker
from tests.notifications.devices import (
    OneBatch,
    all_due_now,
    deliveries,
    queue,
    states,
    subscribe,
    two_dossiers,
)
from tests.notifications.gateways import Gateway, MailServer, running_gateway, running_mail_server
from tests.people import Person
from tests.push_service import PushService

LETTER = Letter(
    "motcua-1", "0912345678", "vi", "Cần bổ sung giấy tờ", "Đến lượt ông/bà.", "https://a.example/ho-so/1"
)
REPORT_TOKEN = "report-token-of-the-tests"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with running_mail_server() as server:
        yield server


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with running_gateway() as running:
        yield running


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return {**environment, "CHANNEL_REPORT_TOKEN": REPORT_TOKEN}


@pytest.fixture
def carriers(app: Flask, mail_server: MailServer, gateway: Gateway) -> dict[str, Carrier]:
    return {
        "email": mail(mail_server),
        "sms": SmsGateway(gateway.url, "secret", price_vnd=350, daily_limit=5),
        "zalo": ZaloZns(gateway.url, "secret", template_id="77", price_vnd=300, daily_limit=10),
    }


def mail(server: MailServer) -> EmailBySmtp:
    return EmailBySmtp(
        server.url, sender="motcua@vidu.vn", settings_url="https://a.example/cai-dat/nhan-tin", daily_limit=20
    )


def wants(
    citizen: Person, *channels: str, kind_of_purpose: str = "action", address: str = "a@vidu.vn"
) -> None:
    with write_unit():
        for channel in channels:
            db.session.add(
                ChannelChoice(citizen_id=citizen.id, purpose=kind_of_purpose, channel=channel, wanted=True)
            )
        db.session.add(
            ContactSettings(citizen_id=citizen.id, night="ring", email=address, email_code_attempts=0)
        )


def work(carriers: dict[str, Carrier], *, at: datetime | None = None) -> int:
    return channel_delivery.work_once(carriers, lease="w", at=at or now())


def ends() -> list[tuple[str, str, str | None]]:
    return [(row.channel, row.state, row.last_error) for row in deliveries() if row.channel != "push"]


# Over the wire


def test_an_email_says_what_it_should_and_nothing_else(mail_server: MailServer) -> None:
    letter = dataclasses.replace(LETTER, to="a@vidu.vn")
    assert mail(mail_server).send_all([letter]) == [Result("sent", provider_id="motcua-1", cost_vnd=0)]
    (found,) = mail_server.letters
    assert found["Subject"] == "Cần bổ sung giấy tờ"
    assert found["Message-ID"] == "<motcua-1@vidu.vn>"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["List-Unsubscribe"] == "<https://a.example/cai-dat/nhan-tin>"
    text = found.get_content()
    assert "Đến lượt ông/bà." in text
    assert "https://a.example/ho-so/1" in text
    assert mail_server.envelopes == [("motcua@vidu.vn", ["a@vidu.vn"])]


def test_a_code_to_an_address_that_nobody_has_confirmed_says_what_to_do_with_it(
    mail_server: MailServer,
) -> None:
    letters = [dataclasses.replace(LETTER, is_chosen=is_chosen) for is_chosen in (True, False)]
    mail(mail_server).send_all(letters)
    chosen, not_chosen = (found.get_content() for found in mail_server.letters)
    assert "đã chọn nhận tin qua thư" in chosen
    assert "đã chọn" not in not_chosen
    assert "xin bỏ qua thư" in not_chosen


def test_a_batch_is_one_connection_and_one_bad_address_harms_no_other(mail_server: MailServer) -> None:
    letters = [dataclasses.replace(LETTER, to=f"{name}@vidu.vn", reference=name) for name in "abcd"]
    mail_server.answers = ["250 ok", "550 nobody of this name", "451 come later", "250 ok"]
    results = mail(mail_server).send_all(letters)
    assert [(result.kind, result.error) for result in results] == [
        ("sent", None),
        ("rejected", "SMTP 550"),
        ("retry", "SMTP 451"),
        ("sent", None),
    ]
    assert mail_server.sessions == 1


@pytest.mark.parametrize(
    ("answer", "expected"), [("552 too large", ("rejected", "SMTP 552")), ("452 disk", ("retry", "SMTP 452"))]
)
def test_a_refused_letter(mail_server: MailServer, answer: str, expected: tuple[str, str]) -> None:
    mail_server.refuse_data = answer
    (result,) = mail(mail_server).send_all([LETTER])
    assert (result.kind, result.error) == expected


def test_a_mail_server_that_is_away_is_tried_again() -> None:
    away = EmailBySmtp("smtp://127.0.0.1:9", sender="a@b.vn", settings_url="https://a.example", daily_limit=1)
    results = away.send_all([LETTER, LETTER])
    assert [result.kind for result in results] == ["retry", "retry"]


def test_a_password_goes_to_another_machine_only_encrypted(mail_server: MailServer) -> None:
    not_named_as_here = mail_server.url.replace("://127.0.0.1", "://user:secret@127.1")
    carrier = EmailBySmtp(not_named_as_here, sender="a@b.vn", settings_url="https://a.example", daily_limit=1)
    (result,) = carrier.send_all([LETTER])
    assert (result.kind, result.error) == ("retry", "SMTPNotSupportedError")
    assert mail_server.letters == []


def test_no_letter_can_add_a_header(mail_server: MailServer) -> None:
    with pytest.raises(ValueError, match=r"[Hh]eader|newline|linefeed"):
        mail(mail_server).compose(dataclasses.replace(LETTER, title="x\r\nBcc: all@vidu.vn"))


def test_a_text_message_is_short_plain_and_costs_its_parts(gateway: Gateway) -> None:
    carrier = SmsGateway(gateway.url, "secret", price_vnd=350, daily_limit=5)
    assert carrier.send_all([LETTER]) == [Result("sent", provider_id="gw-1", cost_vnd=350)]
    ((headers, body),) = gateway.asked
    assert headers["authorization"] == "Bearer secret"
    assert body == {
        "to": "0912345678",
        "text": "Mot Cua: Can bo sung giay to. https://a.example/ho-so/1",
        "id": "motcua-1",
    }
    gateway.answer = (200, {}, {"id": 9, "cost_vnd": 700})
    assert carrier.send_all([LETTER]) == [Result("sent", provider_id="9", cost_vnd=700)]


def test_every_message_fits_into_one_text_message() -> None:
    link = "https://motcua.tinh-dai-nhat.gov.vn/ho-so/" + "0" * 36
    for words in MESSAGES.values():
        for title, body in (words.vi, words.en):
            text = dataclasses.replace(LETTER, title=title, body=body, link=link).short_text
            assert text.isascii()
            assert parts_of(text) == 1, text


@pytest.mark.parametrize(("length", "parts"), [(1, 1), (160, 1), (161, 2), (306, 2), (307, 3)])
def test_parts_of_a_long_text(length: int, parts: int) -> None:
    assert parts_of("x" * length) == parts


def test_without_diacritics() -> None:
    assert without_diacritics("Đã có kết quả, ông/bà ơi: ĐƯỢC ạ") == "Da co ket qua, ong/ba oi: DUOC a"
    assert without_diacritics("Hòa Hoà") == "Hoa Hoa"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((200, {}, {"error": 0, "data": {"msg_id": "z9"}}), Result("sent", provider_id="z9", cost_vnd=300)),
        ((200, {}, {"error": -118, "message": "no account"}), Result("rejected", "ZNS -118")),
        ((200, {}, {"error": -144}), Result("retry", "ZNS -144")),
        ((200, {}, b"<html>"), Result("retry", "ZNS None")),
        ((429, {"Retry-After": "90"}, {}), Result("retry", "HTTP 429", 90.0)),
    ],
)
def test_zalo_says_in_the_body_what_became_of_it(gateway: Gateway, answer: Any, expected: Result) -> None:
    gateway.answer = answer
    carrier = ZaloZns(gateway.url, "secret", template_id="77", price_vnd=300, daily_limit=10)
    assert carrier.send_all([LETTER]) == [expected]
    ((headers, body),) = gateway.asked
    assert headers["access_token"] == "secret"
    assert (body["phone"], body["template_id"], body["tracking_id"]) == ("84912345678", "77", "motcua-1")


@pytest.mark.parametrize(
    ("answer", "kind", "error"),
    [
        ((400, {}, {}), "rejected", "HTTP 400"),
        ((302, {"Location": "http://127.0.0.1:1/"}, {}), "rejected", "HTTP 302"),
        ((401, {}, {}), "retry", "HTTP 401"),
        ((500, {}, {}), "retry", "HTTP 500"),
        ((503, {"Retry-After": "nonsense"}, {}), "retry", "HTTP 503"),
        (None, "retry", "ProtocolError"),
    ],
)
def test_a_gateway_that_fails(gateway: Gateway, answer: Any, kind: str, error: str) -> None:
    gateway.answer = answer
    (result,) = SmsGateway(gateway.url, "secret", price_vnd=350, daily_limit=5).send_all([LETTER])
    assert (result.kind, result.error) == (kind, error)


def test_a_gateway_that_talks_without_end_is_not_listened_to(gateway: Gateway) -> None:
    gateway.answer = (200, {}, b"x" * 10_000_000)
    (result,) = SmsGateway(gateway.url, "secret", price_vnd=350, daily_limit=5).send_all([LETTER])
    assert result.kind == "sent"
    assert result.provider_id == "motcua-1"


# What is sent at all


def test_a_letter_arrives_and_is_recorded_with_number_and_cost(
    citizen: Person, carriers: dict[str, Carrier], mail_server: MailServer, gateway: Gateway
) -> None:
    wants(citizen, "email", "sms")
    queue(citizen, kind="result_ready")
    assert work(carriers) == 0, "gathered first"
    all_due_now()
    assert work(carriers) == 2
    assert ends() == [("email", "done", None), ("sms", "done", None)]
    assert {row.channel: (row.provider_id, row.cost_vnd) for row in deliveries()} == {
        "email": (f"motcua-{deliveries()[0].id}", 0),
        "sms": ("gw-1", 350),
    }
    assert (len(mail_server.letters), len(gateway.asked)) == (1, 1)
    assert work(carriers) == 0


def test_a_text_message_is_not_needed_when_a_device_has_it_or_it_was_read(
    citizen: Person,
    carriers: dict[str, Carrier],
    gateway: Gateway,
    service: PushService,
    worker: OneBatch,
    sender: Sender,
) -> None:
    subscribe(citizen, service)
    wants(citizen, "sms")
    queue(citizen, kind="result_ready")
    worker.deliver_once(sender)
    service.answer_with = 503
    queue(citizen, kind="supplement_requested")
    worker.deliver_once(sender)
    queue(citizen, kind="payment_requested")
    worker.deliver_once(sender)
    newest = citizen.get("/notifications").json["items"][0]["id"]
    citizen.post("/notifications/read", {"ids": [newest]})
    all_due_now()
    work(carriers)
    assert ends() == [("sms", "dead", "not_needed"), ("sms", "done", None), ("sms", "dead", "not_needed")]
    assert len(gateway.asked) == 1


def test_several_steps_of_a_dossier_are_one_letter(
    citizen: Person, carriers: dict[str, Carrier], mail_server: MailServer, tmp_path: Path
) -> None:
    first, second = two_dossiers(citizen, tmp_path)
    wants(citizen, "email")
    for dossier_id in (first, second):
        queue(citizen, kind="supplement_requested", dossier_id=dossier_id)
    queue(citizen, kind="result_ready", dossier_id=first)
    all_due_now()
    work(carriers)
    assert ends() == [("email", "dead", "superseded"), ("email", "done", None), ("email", "done", None)]
    assert sorted(letter["Subject"] for letter in mail_server.letters) == [
        "Cần bổ sung giấy tờ",
        "Đã có kết quả",
    ]


def test_what_was_turned_off_meanwhile_is_not_sent(
    citizen: Person, carriers: dict[str, Carrier], gateway: Gateway
) -> None:
    wants(citizen, "sms", "email")
    queue(citizen, kind="result_ready")
    with write_unit():
        db.session.execute(update(ChannelChoice).where(ChannelChoice.channel == "sms").values(wanted=False))
        db.session.execute(update(ContactSettings).values(email=None))
    all_due_now()
    work(carriers)
    assert ends() == [("email", "dead", "no_address"), ("sms", "dead", "turned_off")]
    assert gateway.asked == []


def test_nobody_gets_more_text_messages_than_five_a_day(
    citizen: Person, stranger: Person, carriers: dict[str, Carrier], gateway: Gateway
) -> None:
    wants(citizen, "sms")
    wants(stranger, "sms")
    queue(citizen, 7, kind="result_ready")
    queue(stranger, kind="result_ready")
    for _ in range(8):
        all_due_now()
        work(carriers)
    assert sorted(end[1:] for end in ends()) == [("dead", "limit")] * 2 + [("done", None)] * 6  # type: ignore[type-var]


def test_over_the_budget_of_the_day_text_messages_wait_for_the_next(
    app: Flask, citizen: Person, carriers: dict[str, Carrier], gateway: Gateway
) -> None:
    app.extensions["motcua_settings"] = dataclasses.replace(current_settings(), sms_daily_limit=0)
    wants(citizen, "sms")
    queue(citizen, kind="result_ready")
    all_due_now()
    work(carriers)
    (row,) = deliveries()
    assert (row.state, row.last_error, row.attempts) == ("ready", "office_limit", 0)
    assert row.run_at.astimezone(TIME_ZONE).hour == 7
    assert row.run_at > now()
    assert gateway.asked == []


def test_trouble_is_tried_again_until_the_end_of_its_life(
    citizen: Person, carriers: dict[str, Carrier], gateway: Gateway
) -> None:
    wants(citizen, "sms")
    queue(citizen, kind="result_ready")
    gateway.answer = (503, {"Retry-After": "600"}, {})
    all_due_now()
    work(carriers)
    (row,) = deliveries()
    assert (row.state, row.attempts, row.last_error) == ("ready", 1, "HTTP 503")
    assert row.run_at > now() + timedelta(seconds=500)
    with write_unit():
        db.session.execute(update(Delivery).values(run_at=now(), expires_at=now() + timedelta(seconds=5)))
    work(carriers)
    assert states() == {"dead": 1}


def test_a_worker_that_died_with_a_letter_leaves_it_to_another(
    citizen: Person, carriers: dict[str, Carrier], gateway: Gateway
) -> None:
    wants(citizen, "sms")
    queue(citizen, kind="result_ready")
    all_due_now()
    (held,) = channel_delivery.claim(carriers, lease="dead", at=now())
    assert work(carriers) == 0
    later = now() + timedelta(seconds=current_settings().delivery_lease_seconds + 1)
    assert work(carriers, at=later) == 1
    channel_delivery.record([(held, Result("rejected", "late"))], lease="dead", at=now())
    assert ends() == [("sms", "done", None)]
    assert [body["id"] for _, body in gateway.asked] == [f"motcua-{held.delivery_id}"]


def test_letters_and_pushes_do_not_wait_for_each_other(
    app: Flask, citizen: Person, service: PushService, gateway: Gateway
) -> None:
    """A gateway that hangs for seconds, a push meanwhile."""
    gateway.delay_seconds = 3.0
    app.extensions["motcua_settings"] = dataclasses.replace(
        current_settings(), sms_gateway_url=gateway.url, sms_gateway_token="secret"
    )
    wants(citizen, "sms")
    queue(citizen, kind="result_ready")
    all_due_now()
    worker = Worker(app)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        until = now() + timedelta(seconds=10)
        while not gateway.asked and now() < until:
            threading.Event().wait(0.02)
        subscribe(citizen, service)
        queue(citizen)
        service.wait_for(1, seconds=2.5)
        assert ends()[0][1] == "leased", "the letter was still on its way"
    finally:
        worker.stop()
        thread.join(30)


# Reports, files, settings


def test_a_gateway_reports_what_became_of_a_letter(
    citizen: Person, client: FlaskClient, carriers: dict[str, Carrier]
) -> None:
    wants(citizen, "sms")
    queue(citizen, kind="result_ready")
    all_due_now()
    work(carriers)

    def report(channel: str = "sms", token: str = REPORT_TOKEN, **body: str) -> int:
        answer = client.post(
            f"/api/v1/channel-reports/{channel}",
            json={"id": "gw-1", "status": "delivered", "operator": "x", **body},
            headers={"Authorization": f"Bearer {token}"},
        )
        return answer.status_code

    assert report(token="wrong") == 401
    assert report(id="gw-2") == 404
    assert report(channel="fax") == 404
    assert report(channel="zalo") == 404
    assert report(status="lost") == 422
    assert deliveries()[0].report is None
    assert [report(), report()] == [204, 204]
    assert (deliveries()[0].report, deliveries()[0].reported_at is not None) == ("delivered", True)
    assert report(status="failed") == 204
    assert deliveries()[0].report == "failed"


def test_without_gateways_letters_are_lines_in_files(citizen: Person) -> None:
    wants(citizen, "email", "sms", "zalo")
    queue(citizen, kind="result_ready")
    all_due_now()
    work(channels.carriers(current_settings()))
    folder = current_settings().data_dir / "outbox"
    lines = {
        path.stem: [json.loads(line) for line in path.read_text().splitlines()]
        for path in folder.glob("*.jsonl")
    }
    assert lines["email"][-1]["to"] == "a@vidu.vn"
    assert lines["sms"][-1]["text"].startswith("Mot Cua: Da co ket qua. http")
    assert lines["zalo"][-1]["text"].startswith("Đã có kết quả\n")
    assert all(
        (folder / name).stat().st_mode & 0o077 == 0 for name in ("email.jsonl", "sms.jsonl", "zalo.jsonl")
    )


def test_a_code_that_the_gateway_does_not_take_is_told(
    app: Flask, client: FlaskClient, gateway: Gateway
) -> None:
    app.extensions["motcua_settings"] = dataclasses.replace(
        current_settings(), sms_gateway_url=gateway.url, sms_gateway_token="secret"
    )
    assert client.post("/api/v1/auth/otp", json={"phone": "0912345678"}).status_code == 202
    assert "ma dang nhap Mot Cua" in gateway.asked[0][1]["text"]
    gateway.answer = (500, {}, {})
    refused = client.post("/api/v1/auth/otp", json={"phone": "0912345678"})
    assert (refused.status_code, refused.json["code"], refused.json["retryable"]) == (
        503,
        "code_not_sent",
        True,
    )


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"SMTP_URL": "http://mail.example"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://mail.example"}, "MAIL_FROM"),
        ({"SMTP_URL": "smtp://mail.example", "MAIL_FROM": "a b"}, "MAIL_FROM"),
        ({"SMS_GATEWAY_URL": "http://sms.example", "SMS_GATEWAY_TOKEN": "x"}, "SMS_GATEWAY_URL"),
        ({"SMS_GATEWAY_URL": "https://sms.example"}, "SMS_GATEWAY_TOKEN"),
        ({"ZALO_ZNS_URL": "https://zns.example", "ZALO_ZNS_TOKEN": "x"}, "ZALO_TEMPLATE_ID"),
        ({"SMS_PRICE_VND": "free"}, "SMS_PRICE_VND"),
        ({"CHANNEL_REPORT_TOKEN": "short"}, "CHANNEL_REPORT_TOKEN"),
    ],
)
def test_settings_that_cannot_be_used_are_named(tmp_path: Path, values: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        Settings.from_environment({"MOTCUA_DATA": str(tmp_path), **values})


def test_secrets_of_gateways_are_not_printed(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "MOTCUA_DATA": str(tmp_path),
            "SMTP_URL": "smtp://user:hush-hush@mail.example",
            "MAIL_FROM": "a@b.vn",
            "SMS_GATEWAY_URL": "https://sms.example",
            "SMS_GATEWAY_TOKEN": "hush-hush",
        }
    )
    assert "hush-hush" not in repr(settings)


def test_a_message_without_a_dossier_supersedes_nothing(
    citizen: Person, carriers: dict[str, Carrier]
) -> None:
    wants(citizen, "email")
    queue(citizen, 2, kind="result_ready")
    all_due_now()
    work(carriers)
    assert ends() == [("email", "done", None)] * 2
