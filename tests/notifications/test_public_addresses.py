"""The worker knocks at public addresses only, whatever the name of a push service leads to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import update

from api.extensions import db, write_unit
from api.notifications.models import PushSubscription
from api.notifications.public_addresses import is_public
from api.notifications.sender import Sender
from tests.notifications.devices import OneBatch, deliveries, queue, subscribe
from tests.people import Person
from tests.push_service import PushService


class Listener:
    """Takes connections on loopback and remembers what was said."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.heard: list[bytes] = []
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(2)
                self.heard.append(connection.recv(4096))


@pytest.fixture
def neighbour() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.socket.close()


def test_a_push_service_whose_name_leads_home_is_told_nothing(
    citizen: Person,
    service: PushService,
    worker: OneBatch,
    sender: Sender,
    neighbour: Listener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    subscribe(citizen, service)
    with write_unit():
        db.session.execute(
            update(PushSubscription).values(endpoint="https://updates.push.services.mozilla.com/wpush/v2/x")
        )
    queue(citizen)
    resolve = socket.getaddrinfo

    def leads_home(host: str, _port: object, *more: object, **others: object) -> object:
        return resolve("127.0.0.1" if "mozilla" in host else host, neighbour.port, *more, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", leads_home)
    assert worker.deliver_once(sender) == 1
    (row,) = deliveries()
    assert (row.state, row.last_error) == ("ready", "AddressNotPublic")
    assert neighbour.heard in ([], [b""]), "not even a greeting"


def test_plain_http_is_spoken_to_named_hosts_only(sender: Sender) -> None:
    with pytest.raises(Exception, match=r"scheme|http"):
        sender.http.request("POST", "http://updates.push.services.mozilla.com/x")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "::",  # noqa: S104
     "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "224.0.0.1", "ff02::1"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "142.250.1.188", "2404:6800:4003:c00::bc", "::ffff:8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)
