"""What citizens are told (messages), where (subscriptions), and the work of getting it there (deliveries)."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from api.extensions import Base, UTCDateTime, now
from api.leases import LeasedRow, lease_indexes

BigId = BigInteger().with_variant(Integer(), "sqlite")


class Message(Base):
    """An entry of the inbox. Its words are made from `kind` when it is read or sent (words.py)."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_inbox", "citizen_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("citizens.id"))
    dossier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("dossiers.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("dossier_events.id"))
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
    """One message to one device: ready → leased → done | dead. Committed with the event that caused it.

    A worker claims rows for a lease; when it dies the lease ends and another takes them. One row for each
    (message, subscription), so nothing is sent twice by being queued twice.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("message_id", "subscription_id"),
        *lease_indexes("deliveries"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    subscription_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("push_subscriptions.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
