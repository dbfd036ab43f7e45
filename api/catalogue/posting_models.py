"""Publishing decisions, and the posting register of every office (niêm yết).

What an office has to post follows from decisions: one of its own, or one of its province. So there is a row in
`postings` only once something was recorded; an office that records nothing is found missing all the same.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.catalogue.models import Procedure
from api.extensions import Base, JsonData, UTCDateTime, now


class PublishingDecision(Base):
    """A decision (quyết định công bố) that publishes, amends or abolishes procedures.

    It holds for one office (`agency_id`), or for all of the province. Its facts never change: a wrong entry is
    voided with a reason and entered anew. `publish_by` was computed by the rule set named beside it.
    """

    __tablename__ = "publishing_decisions"
    __table_args__ = (
        # One valid entry per number in a register; a voided one may be entered again.
        Index(
            "uq_publishing_decisions_valid",
            "register_key",
            "number_key",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
        Index("ix_publishing_decisions_place", "province_code", "agency_id", "decided_on"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    register_key: Mapped[str] = mapped_column(String(40))  # 'province 86' or 'agency 12'
    number: Mapped[str] = mapped_column(String(120))
    number_key: Mapped[str] = mapped_column(String(120))  # folded, so that one number is entered once
    issuer: Mapped[str] = mapped_column(String(300))
    decided_on: Mapped[date] = mapped_column(Date)
    effective_from: Mapped[date] = mapped_column(Date)
    publish_by: Mapped[date] = mapped_column(Date)
    rule_set: Mapped[str] = mapped_column(String(40))
    province_code: Mapped[str] = mapped_column(String(2))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officers.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    voided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officers.id"))
    voided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    void_reason: Mapped[str | None] = mapped_column(String(500))

    items: Mapped[list[PublishingItem]] = relationship(
        back_populates="decision", order_by="PublishingItem.id"
    )


class PublishingItem(Base):
    """A procedure in a decision, in the version that the decision publishes.

    What the version lacked is written down with it: versions never change, and figures count it in the database.
    """

    __tablename__ = "publishing_items"
    __table_args__ = (UniqueConstraint("decision_id", "procedure_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("publishing_decisions.id"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_versions.id"))
    effect: Mapped[str] = mapped_column(String(10))  # publish | amend | abolish
    missing_parts: Mapped[list[str]] = mapped_column(JsonData)
    lacks_parts: Mapped[bool] = mapped_column(Boolean)
    lacks_fees: Mapped[bool] = mapped_column(Boolean)
    lacks_forms: Mapped[bool] = mapped_column(Boolean)
    lacks_time_limit: Mapped[bool] = mapped_column(Boolean)

    decision: Mapped[PublishingDecision] = relationship(back_populates="items")
    procedure: Mapped[Procedure] = relationship()


class Posting(Base):
    """How an office stands with one procedure of a decision: the summary of its entries, written with them."""

    __tablename__ = "postings"
    __table_args__ = (UniqueConstraint("item_id", "agency_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("publishing_items.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    office_on: Mapped[date | None] = mapped_column(Date)
    electronic_on: Mapped[date | None] = mapped_column(Date)
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    # On which day in Vietnam the day above was entered into the register: an entry can be made long afterwards.
    office_recorded_on: Mapped[date | None] = mapped_column(Date)
    electronic_recorded_on: Mapped[date | None] = mapped_column(Date)
    withdrawn_recorded_on: Mapped[date | None] = mapped_column(Date)

    entries: Mapped[list[PostingEntry]] = relationship(order_by="PostingEntry.number")


class PostingEntry(Base):
    """One line of the register, only ever added. A correction is a further line with its reason.

    `happened_on` None says that the step did not take place after all.
    """

    __tablename__ = "posting_entries"
    __table_args__ = (UniqueConstraint("posting_id", "number"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    posting_id: Mapped[int] = mapped_column(ForeignKey("postings.id"))
    number: Mapped[int] = mapped_column(Integer)
    step: Mapped[str] = mapped_column(String(12))  # office | electronic | withdrawn
    happened_on: Mapped[date | None] = mapped_column(Date)
    is_correction: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(String(500))
    photo_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("posting_photos.id"))
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officers.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class PostingPhoto(Base):
    """A photograph of the board: cleaned (documents.pictures) and stored under the hash of its bytes."""

    __tablename__ = "posting_photos"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    storage_key: Mapped[str] = mapped_column(String(255))
    size: Mapped[int] = mapped_column(Integer)
    uploaded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officers.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
