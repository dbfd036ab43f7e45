"""What citizens are told (messages), where (devices, addresses), what they chose, and the work of getting it there."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from api.extensions import Base, UTCDateTime, now
from api.leases import LeasedRow, lease_indexes

BigId = BigInteger().with_variant(Integer(), "sqlite")


_ONE_EVENT = text("event_id IS NOT NULL")
_NO_DEVICE = text("subscription_id IS NULL")
_DEAD = text("state = 'dead'")


class Message(Base):
    """An entry of the inbox. Its words are made from `kind` when it is read or sent. An event is told once."""

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_inbox", "citizen_id", "id"),
        Index(
            "uq_messages_event",
            "citizen_id",
            "event_id",
            unique=True,
            sqlite_where=_ONE_EVENT,
            postgresql_where=_ONE_EVENT,
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("citizens.id"))
    dossier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("dossiers.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("dossier_events.id"))
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcements.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class PushSubscription(Base):
    """A device that wants web push (RFC 8030). One row an endpoint; it follows whoever signed in on it last."""

    __tablename__ = "push_subscriptions"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("citizens.id"), index=True)
    endpoint: Mapped[str] = mapped_column(String(2000), unique=True)
    p256dh: Mapped[str] = mapped_column(String(100))
    auth: Mapped[str] = mapped_column(String(32))
    device_name: Mapped[str] = mapped_column(String(100), default="")
    language: Mapped[str] = mapped_column(String(2), default="vi")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    confirmed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    last_delivered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Delivery(LeasedRow, Base):
    """One message on one way: ready → leased → done | dead. Committed with the event that caused it.

    A worker claims rows for a lease; when it dies the lease ends and another takes them. One row for each device of a
    message, and one for each other channel (e-mail, SMS, Zalo), so nothing is sent twice by being queued twice.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("message_id", "subscription_id"),
        Index(
            "uq_deliveries_channel",
            "message_id",
            "channel",
            unique=True,
            sqlite_where=_NO_DEVICE,
            postgresql_where=_NO_DEVICE,
        ),
        Index(
            "ix_deliveries_letters",
            "channel",
            "finished_at",
            sqlite_where=_NO_DEVICE,
            postgresql_where=_NO_DEVICE,
        ),
        *lease_indexes("deliveries"),
        Index("ix_deliveries_dead", "finished_at", sqlite_where=_DEAD, postgresql_where=_DEAD),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    channel: Mapped[str] = mapped_column(String(8), default="push", server_default="push")
    subscription_id: Mapped[uuid.UUID | None] = mapped_column(  # of push only
        ForeignKey("push_subscriptions.id", ondelete="CASCADE"), index=True
    )
    # Only sent when no device has taken the message by then (push → SMS).
    fallback: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    # Else a push between 21:00 and 07:00 makes no sound (quiet_hours.py).
    rings_at_night: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    # What the gateway of another channel said: its number for the message, and what became of it later.
    provider_id: Mapped[str | None] = mapped_column(String(100), index=True)
    report: Mapped[str | None] = mapped_column(String(16))  # delivered | failed
    reported_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    cost_vnd: Mapped[int | None] = mapped_column(Integer)


class DeliveryCount(Base):
    """How many deliveries of a day ended or failed in one way (delivery_counts.py)."""

    __tablename__ = "delivery_counts"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True)
    origin: Mapped[str] = mapped_column(String(100), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(12), primary_key=True)
    reason: Mapped[str] = mapped_column(String(100), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)


class ContactSettings(Base):
    """How a citizen wants to be reached, beside the choices by purpose. No row: the defaults of preferences.py."""

    __tablename__ = "contact_settings"

    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("citizens.id"), primary_key=True)
    night: Mapped[str] = mapped_column(String(8), default="silent")  # silent | hold | ring
    email: Mapped[str | None] = mapped_column(String(254))  # confirmed by a code
    # An address that waits for its code; only the code's keyed hash is kept.
    new_email: Mapped[str | None] = mapped_column(String(254))
    email_code_hash: Mapped[str | None] = mapped_column(String(64))
    email_code_expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    email_code_attempts: Mapped[int] = mapped_column(Integer, default=0)


class ChannelChoice(Base):
    """Whether a citizen wants messages of one purpose on one channel, where that differs from the default."""

    __tablename__ = "channel_choices"

    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("citizens.id"), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16), primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True)  # or 'urgent': rings at night as well
    wanted: Mapped[bool] = mapped_column(Boolean)


class Consent(Base):
    """What a citizen agreed to or took back, and the version of the text. Rows are only added (Luật 91/2025/QH15)."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_citizen_id", "citizen_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("citizens.id"))
    purpose: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(8))
    given: Mapped[bool] = mapped_column(Boolean)
    text_version: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class Announcement(Base):
    """A notice of an office for everybody in an area: closing days, changed procedures, campaigns.

    `area` is the code of a unit (province or commune), of the office's own unit or below. Shown from `starts_on` to
    `ends_on`, both included, once published and unless withdrawn.
    """

    __tablename__ = "announcements"
    __table_args__ = (Index("ix_announcements_shown", "area", "ends_on"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    topic: Mapped[str] = mapped_column(String(16))  # closing | procedure | campaign | guidance
    area: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(160))
    body: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)
    created_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officers.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # Those who asked are told in portions by the worker: up to which citizen, and when the last one was.
    told_after: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    told_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class FollowedArea(Base):
    """An area whose announcements a citizen asked to be told."""

    __tablename__ = "followed_areas"

    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("citizens.id"), primary_key=True)
    area: Mapped[str] = mapped_column(String(8), primary_key=True)
