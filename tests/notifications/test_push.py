"""Web push: encryption by the book, headers, who may be pushed to, and what the lock screen shows."""

from __future__ import annotations

import time
import uuid
from datetime import datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from sqlalchemy import update

from api.calendars.opening_hours import TIME_ZONE
from api.config import current_settings
from api.extensions import db, now, write_unit
from api.notifications import delivery, push, vapid
from api.notifications.delivery import Job
from api.notifications.models import PushSubscription
from api.notifications.sender import Sender
from api.notifications.vapid import Signer
from api.notifications.words import MESSAGES
from tests.notifications.devices import OneBatch, deliveries, queue, states, subscribe
from tests.people import Person
from tests.push_service import Device, PushService, decode, encode

# RFC 8291 appendix A.
CLEAR = b"When I grow up, I want to be a watermelon"
SENDER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECEIVER_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_encryption_equals_the_vector_of_rfc_8291(monkeypatch: pytest.MonkeyPatch) -> None:
    push._encryptor()  # makes its own key before the generator is replaced
    sender = ec.derive_private_key(int.from_bytes(decode(SENDER_PRIVATE)), ec.SECP256R1())
    monkeypatch.setattr("webpush.ec.generate_private_key", lambda *_: sender)
    monkeypatch.setattr("webpush.os.urandom", lambda length: decode(SALT)[:length])
    body = push.encrypt(CLEAR, endpoint="https://push.example/1", p256dh=RECEIVER_PUBLIC, auth=AUTH)
    assert encode(body) == BODY


def test_a_device_decrypts_what_was_encrypted_for_it() -> None:
    device = Device("https://push.example/1", "")
    clear = push.payload(
        title="Đã có kết quả", body="Mời nhận.", language="vi", navigate="https://a.example/ho-so/1"
    )
    keys = device.to_json()["keys"]
    message = device.decrypt(
        push.encrypt(clear, endpoint=device.endpoint, p256dh=keys["p256dh"], auth=keys["auth"])
    )
    assert message == {
        "web_push": 8030,
        "notification": {
            "title": "Đã có kết quả",
            "body": "Mời nhận.",
            "lang": "vi",
            "navigate": "https://a.example/ho-so/1",
        },
    }


def test_the_length_on_the_wire_tells_nothing_about_the_words() -> None:
    lengths = {
        len(
            push.payload(
                title=title, body=body, language="vi", navigate="https://a.example/ho-so/" + "1" * 36
            )
        )
        for words in MESSAGES.values()
        for title, body in (words.vi, words.en)
    }
    assert len(lengths) == 1
    assert lengths.pop() % push.PADDING_STEP == 0


def test_a_payload_that_push_services_would_refuse_is_never_made() -> None:
    with pytest.raises(ValueError, match="exceeds"):
        push.payload(title="x" * 3000, body="", language="vi", navigate="")


def test_the_audience_has_the_port_and_the_header_is_signed_once_an_origin() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    signer = Signer(key, "mailto:a@b.example")
    first = signer.header("https://push.example:8443/a/1")
    assert first == signer.header("https://push.example:8443/b/2")
    assert first != signer.header("https://push.example/a/1")
    token = first.split("t=", 1)[1].split(",", 1)[0]
    claims = jwt.decode(token, key.public_key(), algorithms=["ES256"], audience="https://push.example:8443")
    assert claims["sub"] == "mailto:a@b.example"
    assert time.time() < claims["exp"] <= time.time() + 12 * 3600


def test_the_vapid_key_is_made_once_and_kept(app: Flask) -> None:
    settings = current_settings()
    first = vapid.public_key_text(vapid.load_key(settings))
    assert first == vapid.public_key_text(vapid.load_key(settings))
    assert len(decode(first)) == 65
    assert (settings.data_dir / "vapid.pem").stat().st_mode & 0o077 == 0


def job(**changes: object) -> Job:
    device = Device("https://push.example/1", "")
    keys = device.to_json()["keys"]
    values: dict[str, object] = {
        "delivery_id": 1,
        "subscription_id": uuid.UUID(int=1),
        "endpoint": device.endpoint,
        "p256dh": keys["p256dh"],
        "auth": keys["auth"],
        "language": "vi",
        "kind": "received",
        "dossier_id": uuid.UUID(int=5),
        "attempts": 1,
        "expires_at": datetime(2026, 11, 26, 9, tzinfo=TIME_ZONE),
    }
    return Job(**{**values, **changes})  # type: ignore[arg-type]


def test_headers_say_how_long_how_urgent_and_what_it_replaces(app: Flask) -> None:
    signer = Signer(ec.generate_private_key(ec.SECP256R1()), "mailto:a@b.example")
    at = datetime(2026, 11, 23, 9, tzinfo=TIME_ZONE)
    normal = delivery.compose(job(), signer=signer, at=at).headers
    urgent = delivery.compose(job(kind="result_ready"), signer=signer, at=at).headers
    other = delivery.compose(job(dossier_id=uuid.UUID(int=6)), signer=signer, at=at).headers
    assert (normal["Urgency"], urgent["Urgency"]) == ("normal", "high")
    assert int(normal["TTL"]) == 3 * 86_400
    assert len(normal["Topic"]) == 32
    assert normal["Topic"] == urgent["Topic"] != other["Topic"]
    almost_over = delivery.compose(job(expires_at=at + timedelta(seconds=90)), signer=signer, at=at).headers
    assert int(almost_over["TTL"]) <= 90, "options of one message do not leak into the next"


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/1",
        "https://fcm.googleapis.com.evil.example/1",
        "https://evil.example/fcm.googleapis.com",
        "http://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/1",
        "https://user:pass@fcm.googleapis.com/1",
        "https://fcm.googleapis.com:8443/1",
        "https://[::1",
        "file:///etc/passwd",
        "x",
        # urllib3 connects to 127.0.0.1 where urllib.parse reads a name below fcm.googleapis.com
        "https://127.0.0.1\\.fcm.googleapis.com/x",
        "https://127.0.0.1\\@fcm.googleapis.com/x",
        "https://127.0.0.1:443\\.fcm.googleapis.com/x",
        "https:\\\\127.0.0.1\\.fcm.googleapis.com/x",
        "https://127.0.0.1%5c.fcm.googleapis.com/x",
        "https://127.0.0.1%2f.fcm.googleapis.com/x",
        "https://127.0.0.1#.fcm.googleapis.com/x",
        "https://127.0.0.1?.fcm.googleapis.com/x",
        "https://127.0.0.1/\\fcm.googleapis.com",
        "https://fcm.googleapis.com/\\x",
        "https://fcm.googleapis.com/a b",
        " https://fcm.googleapis.com/1",
        "https://fcm.googleapis.com/1\n",
        "https://fcm.googleapis.com/1\r\nHost: evil.example",
        "https://evil.example\t.fcm.googleapis.com/1",
        "https://fcm.google\tapis.com/1",
        "https://fcm.googleapis.com/\x7f",
        "https://fcm.googleapis.com/ô",
        "https://ｆcm.googleapis.com/1",
        "https://evil。fcm.googleapis.com/1",
        "https://fcm.googleapis.com。evil.example/1",
        "https://[::1]/1",
        "https://[::ffff:127.0.0.1]/1",
        "https://[fe80::1%25fcm.googleapis.com]/1",
        "https://[::1].fcm.googleapis.com/1",
        "https://fcm.googleapis.com./1",
        "https://.fcm.googleapis.com/1",
        "https://a..fcm.googleapis.com/1",
        "https://fcm.googleapis.com:99999/1",
        "https://evilfcm.googleapis.com/1",
        "//fcm.googleapis.com/1",
        "https:fcm.googleapis.com/1",
    ],
)
def test_only_known_push_services_are_taken(citizen: Person, endpoint: str) -> None:
    body = {**Device(endpoint, "").to_json(), "endpoint": endpoint}
    answer = citizen.put("/push/subscriptions", body)
    assert (answer.status_code, answer.json["code"]) == (422, "push_endpoint_not_allowed")
    assert citizen.get("/push/subscriptions").json["items"] == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/1",
        "https://updates.push.services.mozilla.com/wpush/v2/1",
        "https://web.push.apple.com/1",
        "https://par02p.notify.windows.com/w/?token=1",
        "https://FCM.GoogleAPIs.com/fcm/send/1",
        "https://fcm.googleapis.com:443/fcm/send/1",
    ],
)
def test_known_push_services_are_taken_and_forgotten_on_request(citizen: Person, endpoint: str) -> None:
    device = Device(endpoint, "")
    assert citizen.put("/push/subscriptions", device.to_json()).status_code == 200
    assert [d["endpoint"] for d in citizen.get("/push/subscriptions").json["items"]] == [endpoint]
    gone = citizen.delete("/push/subscriptions", {"endpoint": endpoint})
    assert (gone.status_code, gone.is_json) == (204, False), "browsers would read JSON and find none"
    assert citizen.get("/push/subscriptions").json["items"] == []


@pytest.mark.parametrize(
    "keys",
    [
        {"p256dh": "", "auth": AUTH},
        {"p256dh": RECEIVER_PUBLIC, "auth": "AAAA"},
        {"p256dh": RECEIVER_PUBLIC[:-4], "auth": AUTH},
        {"p256dh": "B" + "A" * 86, "auth": AUTH},
        {"p256dh": "ô" * 87, "auth": AUTH},
    ],
)
def test_keys_that_are_none_are_refused(citizen: Person, keys: dict[str, str]) -> None:
    answer = citizen.put("/push/subscriptions", {"endpoint": "https://web.push.apple.com/1", "keys": keys})
    assert (answer.status_code, answer.json["code"]) == (422, "push_keys_invalid")


def test_a_device_follows_whoever_signed_in_last(citizen: Person, stranger: Person) -> None:
    device = Device("https://web.push.apple.com/1", "")
    citizen.put("/push/subscriptions", device.to_json())
    stranger.put("/push/subscriptions", device.to_json())
    assert citizen.get("/push/subscriptions").json["items"] == []
    assert len(stranger.get("/push/subscriptions").json["items"]) == 1


def test_an_endpoint_is_checked_again_before_it_is_connected_to(
    citizen: Person, service: PushService, worker: OneBatch, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(citizen, service)
    queue(citizen)
    with write_unit():
        db.session.execute(
            update(PushSubscription).values(endpoint="https://127.0.0.1\\.fcm.googleapis.com/x")
        )
    monkeypatch.setattr(sender.http, "request", lambda *_, **__: pytest.fail("it connected"))
    worker.deliver_once(sender)
    (row,) = deliveries()
    assert (row.state, row.last_error) == ("dead", "endpoint not allowed")


def test_what_was_on_its_way_to_the_citizen_before_does_not_reach_the_next(
    citizen: Person, stranger: Person, service: PushService, worker: OneBatch, sender: Sender
) -> None:
    device = subscribe(citizen, service)
    queue(citizen)
    worker.deliver_once(sender)
    queue(citizen, 2)
    delivery.claim(lease="in flight", at=now(), limit=1)
    assert states() == {"done": 1, "leased": 1, "ready": 1}
    assert citizen.put("/push/subscriptions", device.to_json()).status_code == 200
    assert states() == {"done": 1, "leased": 1, "ready": 1}, "the same citizen loses nothing"
    assert stranger.put("/push/subscriptions", device.to_json()).status_code == 200
    assert states() == {"done": 1}
    queue(stranger)
    assert worker.deliver_once(sender) == 1
    assert len(service.arrivals) == 2


def test_twenty_devices_are_kept_and_the_oldest_make_room(citizen: Person) -> None:
    for number in range(22):
        device = Device(f"https://web.push.apple.com/{number}", "")
        citizen.put("/push/subscriptions", device.to_json())
    kept = {d["endpoint"].rsplit("/", 1)[1] for d in citizen.get("/push/subscriptions").json["items"]}
    assert kept == {str(number) for number in range(2, 22)}


def test_the_double_is_strict(service: PushService) -> None:
    """The double must refuse what real services refuse, or green tests mean nothing."""
    key = ec.generate_private_key(ec.SECP256R1())
    device = service.new_device(vapid.public_key_text(key))
    token = device.endpoint.rsplit("/", 1)[1]
    good = {
        "ttl": "60",
        "content-encoding": "aes128gcm",
        "authorization": Signer(key, "mailto:a@b.example").header(device.endpoint),
    }
    keys = device.to_json()["keys"]
    body = push.encrypt(
        push.payload(title="a", body="b", language="vi", navigate="c"),
        endpoint=device.endpoint,
        p256dh=keys["p256dh"],
        auth=keys["auth"],
    )
    assert service.receive(token, good, body)[0] == 201
    stranger = Signer(ec.generate_private_key(ec.SECP256R1()), "mailto:a@b.example").header(device.endpoint)
    assert service.receive(token, {**good, "authorization": stranger}, body)[0] == 401
    elsewhere = Signer(key, "mailto:a@b.example").header("https://push.example/1")
    assert service.receive(token, {**good, "authorization": elsewhere}, body)[0] == 401
    assert service.receive(token, {k: v for k, v in good.items() if k != "ttl"}, body)[0] == 400
    assert service.receive(token, good, body + b"x" * 4096)[0] == 413
    assert service.receive("gone", good, body)[0] == 410
