"""A push service that answers, and a worker to send to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from api.config import current_settings
from api.notifications.sender import Sender
from api.notifications.vapid import Signer, load_key
from tests.notifications.devices import OneBatch
from tests.push_service import PushService, running_push_service


@pytest.fixture
def service() -> Iterator[PushService]:
    with running_push_service() as running:
        yield running


@pytest.fixture
def environment(environment: dict[str, str], service: PushService) -> dict[str, str]:
    return {**environment, "PUSH_HOSTS": service.origin, "DELIVERY_LEASE_SECONDS": "2"}


@pytest.fixture
def worker(app: Flask) -> OneBatch:
    return OneBatch()


@pytest.fixture
def sender(app: Flask) -> Iterator[Sender]:
    settings = current_settings()
    made = Sender(Signer(load_key(settings), settings.vapid_subject))
    yield made
    made.close()
