"""Answers about stages of dossiers, kept apart from who gave them.

`RatingInvitation` knows the dossier and whether the one question was answered, not when. `Rating` knows
the answer, the office and the day. Between the two stands only `sealed_link`, which the private key of
oversight opens. Both tables use random keys and no row order (WITHOUT ROWID on SQLite), so that the order
of rows tells nothing.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from api.extensions import Base, JsonData, UTCDateTime


class RatingInvitation(Base):
    """The right to answer once about one stage of one dossier, until `expires_at`."""

    __tablename__ = "rating_invitations"
    __table_args__ = (
        UniqueConstraint("dossier_id", "stage"),
        Index("ix_rating_invitations_expires_at", "expires_at"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"))
    stage: Mapped[str] = mapped_column(String(12))  # reception | supplement | refusal | result
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officers.id"))  # whom the stage was with
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used: Mapped[bool] = mapped_column(Boolean, default=False)
    correctable_until: Mapped[datetime | None] = mapped_column(UTCDateTime)  # cleared by the worker when past


class Rating(Base):
    """One answer, without the rater. `correction_hash` lets the token's holder correct it for ten minutes."""

    __tablename__ = "ratings"
    __table_args__ = (Index("ix_ratings_agency_day", "agency_id", "rated_on"), {"sqlite_with_rowid": False})

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officers.id"))
    stage: Mapped[str] = mapped_column(String(12))
    rated_on: Mapped[date] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(10))  # app | token
    overall: Mapped[str] = mapped_column(String(16))
    time: Mapped[str | None] = mapped_column(String(16))
    attitude: Mapped[str | None] = mapped_column(String(16))
    guidance: Mapped[str | None] = mapped_column(String(16))
    information: Mapped[str | None] = mapped_column(String(16))
    extra_money: Mapped[bool | None] = mapped_column(Boolean)
    trips: Mapped[int | None] = mapped_column(Integer)
    agencies_visited: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[str | None] = mapped_column(String(1000))
    sealed_link: Mapped[bytes] = mapped_column(LargeBinary)
    correction_hash: Mapped[str | None] = mapped_column(String(64), unique=True)


class RatingPublication(Base):
    """What the public may know of one question about one agency, as of a day: cumulative counts by answer.

    A new row appears only when at least five answers came since the last one (publication.py), so the
    difference of any two pictures never shows fewer than five people.
    """

    __tablename__ = "rating_publications"
    __table_args__ = (UniqueConstraint("agency_id", "question", "number"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    question: Mapped[str] = mapped_column(String(16))
    number: Mapped[int] = mapped_column(Integer)
    published_on: Mapped[date] = mapped_column(Date)
    answers: Mapped[int] = mapped_column(Integer)
    counts: Mapped[dict[str, Any]] = mapped_column(JsonData)
