"""What a citizen chose to hear on which channel, and the consent behind it.

Only what differs from the defaults (planning.DEFAULTS) is stored. Every change adds a row to `consents` with the
version of the words that stood on the screen (Luật 91/2025/QH15 Art 9; domain.md 5.2): consent can be shown, and taken
back as easily as it was given.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from api.accounts.models import Citizen
from api.errors import InvalidInput, field_error
from api.extensions import db, insert, lock, write_unit
from api.field_messages import NOT_RIGHT
from api.notifications.models import ChannelChoice, Consent, ContactSettings
from api.notifications.planning import DEFAULTS, Channel, Choices, Night
from api.notifications.words import Purpose

# Of the sentences beside the switches (pwa/src/words/vi/preferences.ts). Change both together.
TEXT_VERSION: Final = "2026-11"
URGENT: Final = "urgent"  # stands in the place of a channel: messages of this purpose ring at night
PURPOSES: Final = tuple(dict.fromkeys(purpose for purpose, _channel in DEFAULTS))


def choices_of(citizen_id: uuid.UUID) -> Choices:
    stored = db.session.execute(
        select(ChannelChoice.purpose, ChannelChoice.channel, ChannelChoice.wanted).where(
            ChannelChoice.citizen_id == citizen_id
        )
    ).all()
    settings = db.session.get(ContactSettings, citizen_id)
    wanted = {(Purpose(row.purpose), row.channel): row.wanted for row in stored}
    return Choices(
        wanted={key: wanted.get(key, default) for key, default in DEFAULTS.items()},
        night=Night(settings.night) if settings else Night.SILENT,
        rings_at_night=frozenset(purpose for purpose in PURPOSES if wanted.get((purpose, URGENT))),
        has_email=bool(settings and settings.email),
    )


def describe(citizen_id: uuid.UUID) -> dict[str, Any]:
    """As the settings page shows it: every purpose with the channels there are for it."""
    choices = choices_of(citizen_id)
    settings = db.session.get(ContactSettings, citizen_id)
    return {
        "text_version": TEXT_VERSION,
        "night": choices.night,
        "email": settings.email if settings else None,
        "email_waiting": settings.new_email if settings else None,
        "purposes": [
            {
                "purpose": purpose,
                "rings_at_night": purpose in choices.rings_at_night,
                "channels": [
                    {"channel": channel, "wanted": choices.wants(purpose, channel)}
                    for channel in Channel
                    if (purpose, channel) in DEFAULTS
                ],
            }
            for purpose in PURPOSES
        ],
    }


def change(citizen_id: uuid.UUID, body: Mapping[str, Any], *, at: datetime) -> None:
    """Replace what the body names: `night`, and `choices` of {purpose, channel, wanted}. The rest stays.

    Raises InvalidInput for a channel that there is not for a purpose.
    What a citizen changes at the same time on two devices is kept apart by the lock on the citizen.
    """
    for choice in body.get("choices", ()):
        if choice["channel"] != URGENT and (choice["purpose"], choice["channel"]) not in DEFAULTS:
            raise InvalidInput(errors=[field_error("choices", NOT_RIGHT)])
    with write_unit():
        lock(Citizen, citizen_id)
        before = choices_of(citizen_id)
        if "night" in body:
            contact_settings(citizen_id).night = body["night"]
        for choice in body.get("choices", ()):
            purpose, channel, wanted = Purpose(choice["purpose"]), choice["channel"], choice["wanted"]
            was = purpose in before.rings_at_night if channel == URGENT else before.wants(purpose, channel)
            if was != wanted:
                _choose(citizen_id, purpose, channel, wanted)
                record_consent(
                    citizen_id, purpose, channel, given=wanted, text_version=body["text_version"], at=at
                )


def record_consent(
    citizen_id: uuid.UUID, purpose: str, channel: str, *, given: bool, text_version: str, at: datetime
) -> None:
    """Add a row; inside a write unit."""
    db.session.add(
        Consent(
            citizen_id=citizen_id,
            purpose=purpose,
            channel=channel,
            given=given,
            text_version=text_version,
            at=at,
        )
    )


def contact_settings(citizen_id: uuid.UUID) -> ContactSettings:
    """The citizen's row, made when absent; inside a write unit that holds the citizen's lock."""
    found = db.session.get(ContactSettings, citizen_id)
    if found is None:
        found = ContactSettings(citizen_id=citizen_id, night=Night.SILENT, email_code_attempts=0)
        db.session.add(found)
    return found


def _choose(citizen_id: uuid.UUID, purpose: str, channel: str, wanted: bool) -> None:
    values = {"citizen_id": citizen_id, "purpose": purpose, "channel": channel, "wanted": wanted}
    db.session.execute(
        insert(ChannelChoice)
        .values(**values)
        .on_conflict_do_update(
            index_elements=[ChannelChoice.citizen_id, ChannelChoice.purpose, ChannelChoice.channel],
            set_={"wanted": wanted},
        )
    )
