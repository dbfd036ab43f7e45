"""People who sign in, the codes they sign in with and the sessions that follow."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Integer, String, Uuid, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.extensions import Base, UTCDateTime, now


class Citizen(Base):
    __tablename__ = "citizens"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    phone: Mapped[str] = mapped_column(String(16), unique=True)  # 0xxxxxxxxx, see accounts.phones
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class Officer(Base):
    """An officer or supervisor. Supervisors belong to no agency and see the figures of `scope_province`.

    Name, position, fields of work and phone of those who are `published` stand on their office's public page, heads
    first (Nghị định 61/2018/NĐ-CP Art 9(7)); the user name never does.
    """

    __tablename__ = "officers"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    full_name: Mapped[str] = mapped_column(String(200))
    position: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(32))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    scope_province: Mapped[str | None] = mapped_column(String(2))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    phone: Mapped[str] = mapped_column(String(20), default="", server_default="")
    fields: Mapped[str] = mapped_column(String(300), default="", server_default="")  # as citizens read them
    is_head: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())  # head or deputy
    display_order: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    published: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    photo_sha256: Mapped[str | None] = mapped_column(
        String(64)
    )  # of a JPEG in the store (documents.portraits)

    agency: Mapped[Any] = relationship("Agency")  # by name: the catalogue is a higher folder


class OneTimeCode(Base):
    """A code sent to a phone. Only its keyed hash is kept; the newest one of a phone is the one that counts."""

    __tablename__ = "one_time_codes"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    phone: Mapped[str] = mapped_column(String(16), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Session(Base):
    """One signed-in device: a family of refresh tokens of which only the newest may be used (RFC 9700, 4.14.2)."""

    __tablename__ = "sessions"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    citizen_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("citizens.id"), index=True)
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officers.id"), index=True)
    rotation: Mapped[str] = mapped_column(String(32))  # id of the refresh token that may be used next
    previous_rotation: Mapped[str | None] = mapped_column(String(32))
    rotated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revoked_because: Mapped[str | None] = mapped_column(String(32))


class RateCount(Base):
    """A fixed window of a rate limit. The key is a keyed hash that changes by the hour; no address is stored."""

    __tablename__ = "rate_counts"

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
