"""A dossier, its events, papers, pauses and numbers.

Events are the truth and are only added (triggers refuse anything else); the columns of `Dossier` are their summary,
written in the same unit.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Citizen, Officer
from api.catalogue.models import Agency, Procedure, ProcedureVersion
from api.documents.models import Upload
from api.extensions import Base, JsonData, UTCDateTime

BigId = BigInteger().with_variant(Integer(), "sqlite")


# The final national codes (lifecycle.FINAL), spelt as a query spells them: only then the index is used.
ENDED = "status IN (3, 7, 8, 10)"
WAITING_FOR_PAPERS = "status = 5"


class Dossier(Base):
    __tablename__ = "dossiers"
    __table_args__ = (
        Index("ix_dossiers_desk", "agency_id", "status", "due_on"),
        Index("ix_dossiers_owner", "citizen_id", "submitted_at"),
        Index("ix_dossiers_received", "agency_id", "received_at"),
        Index("uq_dossiers_register", "agency_id", "register_year", "register_number", unique=True),
        # Few at a time, of all offices: whom to remind of papers.
        Index(
            "ix_dossiers_waiting_for_papers",
            "id",
            sqlite_where=text(WAITING_FOR_PAPERS),
            postgresql_where=text(WAITING_FOR_PAPERS),
        ),
        # Newest first, and there are ever more of them; open ones are few and found by `ix_dossiers_desk`.
        Index(
            "ix_dossiers_ended",
            "agency_id",
            "submitted_at",
            "id",
            sqlite_where=text(ENDED),
            postgresql_where=text(ENDED),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        Uuid, primary_key=True
    )  # chosen by the client, so that a retry is the same
    submission_number: Mapped[str] = mapped_column(String(40), unique=True)
    code: Mapped[str | None] = mapped_column(String(60), unique=True)  # official, given at reception
    status: Mapped[int] = mapped_column(Integer)  # national code 1–10
    channel: Mapped[str] = mapped_column(String(10))  # direct | online | postal
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"), index=True)
    procedure_version_id: Mapped[int] = mapped_column(ForeignKey("procedure_versions.id"))
    case: Mapped[str | None] = mapped_column(String(1000))
    citizen_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("citizens.id")
    )  # None: walk-in, not claimed
    applicant_name: Mapped[str] = mapped_column(String(200))
    applicant_phone: Mapped[str | None] = mapped_column(String(16))
    applicant_identity: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed, see identity_numbers
    applicant_identity_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    note: Mapped[str | None] = mapped_column(String(2000))
    body_hash: Mapped[str] = mapped_column(String(64))  # tells a repeated hand-in from a different one

    submitted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    received_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    duration_quantity: Mapped[int | None] = mapped_column(Integer)
    duration_unit: Mapped[str | None] = mapped_column(String(12))
    due_on: Mapped[date | None] = mapped_column(Date)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reappointed_on: Mapped[date | None] = mapped_column(
        Date
    )  # the apology's one new date; due_on stays the headline
    finished_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime
    )  # processed, declined, withdrawn or stopped
    returned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    received_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officers.id"))
    assignee_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officers.id"), index=True)
    returned_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officers.id"))
    supplement_count: Mapped[int] = mapped_column(Integer, default=0)
    supplement_handed_in: Mapped[bool] = mapped_column(Boolean, default=False)
    supplement_proposed: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    withdrawal_requested: Mapped[bool] = mapped_column(Boolean, default=False)
    drafted: Mapped[bool] = mapped_column(Boolean, default=False)
    sent_back: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    checked: Mapped[bool] = mapped_column(Boolean, default=False)
    signed: Mapped[bool] = mapped_column(Boolean, default=False)
    stamped: Mapped[bool] = mapped_column(Boolean, default=False)
    register_year: Mapped[int | None] = mapped_column(Integer)  # the office's register it stands in (form 07)
    register_number: Mapped[int | None] = mapped_column(Integer)
    secret_version: Mapped[int] = mapped_column(Integer, default=1)
    history_seal: Mapped[str | None] = mapped_column(String(64))  # of the newest event, see events.py
    version: Mapped[int] = mapped_column(Integer)  # the ETag of the desk

    agency: Mapped[Agency] = relationship()
    procedure: Mapped[Procedure] = relationship()
    procedure_version: Mapped[ProcedureVersion] = relationship()
    citizen: Mapped[Citizen | None] = relationship()
    assignee: Mapped[Officer | None] = relationship(foreign_keys=[assignee_id])
    events: Mapped[list[DossierEvent]] = relationship(
        order_by="DossierEvent.sequence", back_populates="dossier"
    )
    documents: Mapped[list[DossierDocument]] = relationship(order_by="DossierDocument.position")
    pauses: Mapped[list[DossierPause]] = relationship(order_by="DossierPause.started_at")
    receipts: Mapped[list[DossierReceipt]] = relationship(order_by="DossierReceipt.sequence")

    __mapper_args__ = {"version_id_col": version}

    @property
    def promised_on(self) -> date | None:
        """The day to come for the result: the later of the due date and the apology's new date."""
        return max((day for day in (self.due_on, self.reappointed_on) if day is not None), default=None)

    def requirement_name(self, requirement_id: str) -> str | None:
        """The paper's name in the version of the procedure that the dossier was handed in under."""
        requirements = self.procedure_version.content["requirements"]
        return next((str(r["name"]) for r in requirements if r["id"] == requirement_id), None)


class DossierEvent(Base):
    """One step. `mac` chains it to the one before it with a key that is not in the database (events.py)."""

    __tablename__ = "dossier_events"
    __table_args__ = (UniqueConstraint("dossier_id", "sequence"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"))
    sequence: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(String(64))  # 'citizen:<uuid>', 'officer:<uuid>' or 'system'
    actor_position: Mapped[str] = mapped_column(String(200))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    action: Mapped[str] = mapped_column(String(32))
    status_from: Mapped[int | None] = mapped_column(Integer)
    status_to: Mapped[int] = mapped_column(Integer)
    due_before: Mapped[date | None] = mapped_column(Date)
    due_after: Mapped[date | None] = mapped_column(Date)
    facts: Mapped[dict[str, Any]] = mapped_column(JsonData)  # nothing personal: codes, dates, requirement ids
    note_hash: Mapped[str | None] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))

    dossier: Mapped[Dossier] = relationship(back_populates="events")
    note: Mapped[DossierNote | None] = relationship(back_populates="event", lazy="selectin")
    paper_reasons: Mapped[list[DossierPaperReason]] = relationship(back_populates="event")


class SignedHead(Base):
    """A signature over all events up to `up_to_id` that no earlier head covers (signed_heads.py). Only added."""

    __tablename__ = "signed_heads"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    signed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    after_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    up_to_id: Mapped[int] = mapped_column(BigInteger)
    events: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))  # the digest of the head before, '' of the first
    key_id: Mapped[str] = mapped_column(String(16))
    signature: Mapped[str] = mapped_column(String(100))


class DossierNote(Base):
    """The free text of an event, erasable without breaking the chain: the event holds only its salted hash."""

    __tablename__ = "dossier_notes"

    event_id: Mapped[int] = mapped_column(ForeignKey("dossier_events.id"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(String(4000))

    event: Mapped[DossierEvent] = relationship(back_populates="note")


class DossierPaperReason(Base):
    """Why a paper was asked for, of one request; erasable like a note. The event's facts hold its salted hash."""

    __tablename__ = "dossier_paper_reasons"

    event_id: Mapped[int] = mapped_column(ForeignKey("dossier_events.id"), primary_key=True)
    requirement_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(String(500))

    event: Mapped[DossierEvent] = relationship(back_populates="paper_reasons")


class DossierDocument(Base):
    """A file that meets a requirement of the procedure's version."""

    __tablename__ = "dossier_documents"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    requirement_id: Mapped[str] = mapped_column(String(20))
    upload_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("uploads.id"), unique=True)
    position: Mapped[int] = mapped_column(Integer)
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    is_supplement: Mapped[bool] = mapped_column(Boolean, default=False)

    upload: Mapped[Upload] = relationship(lazy="selectin")


class DossierPause(Base):
    """A stretch of time that does not count: waiting for papers or for a payment."""

    __tablename__ = "dossier_pauses"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    reason: Mapped[str] = mapped_column(String(12))  # supplement | payment
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class DossierReceipt(Base):
    """A signed acknowledgement of one hand-in (signed_statements.py), kept as it was given: only added."""

    __tablename__ = "dossier_receipts"
    __table_args__ = (UniqueConstraint("dossier_id", "sequence"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"))
    sequence: Mapped[int] = mapped_column(Integer)  # 1 is handing in, the others are supplements
    token: Mapped[str] = mapped_column(String(2000))
    manifest: Mapped[str] = mapped_column(Text)


class ReceiptKey(Base):
    """A public key that signed at least one acknowledgement."""

    __tablename__ = "receipt_keys"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    public_key: Mapped[str] = mapped_column(String(43))  # base64url of the 32 bytes
    first_used_at: Mapped[datetime] = mapped_column(UTCDateTime)


class HiddenPaper(Base):
    """A paper that a citizen took out of the wallet. Dossiers keep it; handed in again later it is shown again."""

    __tablename__ = "hidden_papers"

    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("citizens.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    hidden_at: Mapped[datetime] = mapped_column(UTCDateTime)


class CodeCounter(Base):
    """The last dossier number an agency gave on a day (TT 01/2018 Art 19)."""

    __tablename__ = "code_counters"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class RegisterCounter(Base):
    """The last number in an office's register of a year (TT 01/2018 Art 10(2)): continuous from 1."""

    __tablename__ = "register_counters"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class RegisterClosing(Base):
    """That an office's register of a year is closed, by whom, and the SHA-256 of what stood in it (register.py)."""

    __tablename__ = "register_closings"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    closed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officers.id"))
    last_number: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))

    closed_by: Mapped[Officer] = relationship()


class KeptDraft(Base):
    """A draft kept for another device (drafts.py). Everything in it that tells about somebody is sealed.

    `dossier_id` is the dossier that it is to become, or whose supplement it is; it need not exist yet.
    """

    __tablename__ = "kept_drafts"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("citizens.id"), index=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(Uuid, index=True)
    version: Mapped[int] = mapped_column(Integer)
    content_hash: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
