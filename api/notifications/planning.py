"""On which ways a message goes, when, and whether it may ring at night: pure rules over what a citizen chose.

Push goes at once; at night it makes no sound, or waits for the morning if the citizen said so. Channels that cannot
take back what they sent wait a few minutes, so that several steps of one dossier become one letter
(channel_delivery.py gives up the older ones). Text messages cost money and wake people: they are the way out when a
message that needs the citizen has reached no device (domain.md 39, NĐ 61/2018/NĐ-CP Art 19(9)).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from api.notifications.quiet_hours import is_night, next_morning
from api.notifications.words import MESSAGES, OWN_ACTS, Purpose

PUSH_LIFE: Final = timedelta(days=3)  # after that a status is old news; the inbox keeps it
TEST_LIFE: Final = timedelta(hours=1)  # whoever asked for it is looking now
LETTER_LIFE: Final = timedelta(days=3)
GATHER: Final = timedelta(minutes=5)  # steps of one dossier within this time become one letter
FALL_BACK_AFTER: Final = timedelta(hours=4)


class Channel(StrEnum):
    PUSH = "push"
    EMAIL = "email"
    SMS = "sms"
    ZALO = "zalo"


class Night(StrEnum):
    """What a push does between 21:00 and 07:00."""

    SILENT = "silent"  # lies on the phone and makes no sound
    HOLD = "hold"  # comes at 07:00
    RING = "ring"


# What may be chosen, and what holds for those who chose nothing. What is not here does not exist. Announcements go to
# those who follow an area; that is their choice, so push is on for them.
DEFAULTS: Final[Mapping[tuple[Purpose, Channel], bool]] = {
    (Purpose.PROGRESS, Channel.PUSH): True,
    (Purpose.PROGRESS, Channel.EMAIL): False,
    (Purpose.ACTION, Channel.PUSH): True,
    (Purpose.ACTION, Channel.EMAIL): False,
    (Purpose.ACTION, Channel.SMS): False,
    (Purpose.ACTION, Channel.ZALO): False,
    (Purpose.RATING, Channel.PUSH): True,
    (Purpose.RATING, Channel.EMAIL): False,
    (Purpose.ANNOUNCEMENTS, Channel.PUSH): True,
    (Purpose.ANNOUNCEMENTS, Channel.EMAIL): False,
}
FALL_BACKS: Final = (Channel.SMS, Channel.ZALO)


@dataclass(frozen=True)
class Choices:
    """What one citizen chose. `rings_at_night` holds the purposes marked as urgent; `email` a confirmed address."""

    wanted: Mapping[tuple[Purpose, Channel], bool] = field(default_factory=lambda: DEFAULTS)
    night: Night = Night.SILENT
    rings_at_night: frozenset[Purpose] = frozenset()
    has_email: bool = False

    def wants(self, purpose: Purpose, channel: Channel) -> bool:
        if purpose is Purpose.ACCOUNT:
            return channel is Channel.PUSH
        return self.wanted.get((purpose, channel), False)

    @property
    def invites_ratings(self) -> bool:
        return any(self.wants(Purpose.RATING, channel) for channel in Channel)


@dataclass(frozen=True)
class Planned:
    """One delivery to be: to a device (push) or to the citizen's address on another channel."""

    channel: Channel
    run_at: datetime
    expires_at: datetime
    subscription_id: uuid.UUID | None = None
    fallback: bool = False
    rings_at_night: bool = False


def plan(kind: str, *, at: datetime, choices: Choices, devices: Collection[uuid.UUID]) -> list[Planned]:
    """The deliveries of a message that was made `at`."""
    purpose = MESSAGES[kind].purpose
    rings = kind in OWN_ACTS or purpose in choices.rings_at_night or choices.night is Night.RING
    planned = []
    if choices.wants(purpose, Channel.PUSH):
        begin = at if rings or choices.night is not Night.HOLD else next_morning(at)
        life = TEST_LIFE if purpose is Purpose.ACCOUNT else PUSH_LIFE
        planned += [
            Planned(Channel.PUSH, begin, begin + life, subscription_id=device, rings_at_night=rings)
            for device in devices
        ]
    if choices.has_email and choices.wants(purpose, Channel.EMAIL):
        planned.append(_letter(Channel.EMAIL, at + GATHER))
    for channel in FALL_BACKS:
        if choices.wants(purpose, channel):
            after_push = bool(devices) and choices.wants(purpose, Channel.PUSH)
            planned.append(_fall_back(channel, at, rings=rings, after_push=after_push))
    return planned


def _letter(channel: Channel, begin: datetime) -> Planned:
    return Planned(channel, begin, begin + LETTER_LIFE)


def _fall_back(channel: Channel, at: datetime, *, rings: bool, after_push: bool) -> Planned:
    """After hours in which no device took it, or soon where there is none to wait for; never at night unasked."""
    due = at + (FALL_BACK_AFTER if after_push else GATHER)
    begin = due if rings else next_morning(due)
    return Planned(channel, begin, begin + LETTER_LIFE, fallback=after_push, rings_at_night=rings)


def is_silent(*, rings_at_night: bool, at: datetime) -> bool:
    """Whether a push that is sent at this moment may make no sound because it is night."""
    return is_night(at) and not rings_at_night
