"""Administrative units, the agencies that take dossiers, and published procedures in all their versions."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Officer
from api.extensions import Base, JsonData, UTCDateTime, now

CURRENT_ERA = "current"
FORMER_ERA = "before_2025_07_01"


class Unit(Base):
    """A province, (former) district or commune of one era: 'current' since 2025-07-01, or 'before_2025_07_01'.

    The same code may name different units in the two eras, so the era is part of the key.
    """

    __tablename__ = "units"
    __table_args__ = (UniqueConstraint("era", "level", "code"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    era: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(10))  # province | district | commune
    code: Mapped[str] = mapped_column(String(5), index=True)
    parent_code: Mapped[str | None] = mapped_column(String(5), index=True)
    name: Mapped[str] = mapped_column(String(120))
    full_name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(40))  # Phường, Xã, Đặc khu, Tỉnh, Thành phố …
    folded: Mapped[str] = mapped_column(String(160), index=True)


class UnitSuccession(Base):
    """Which current unit took over (a part of) an old one; `is_default` marks the one to offer first."""

    __tablename__ = "unit_successions"
    __table_args__ = (UniqueConstraint("level", "old_code", "new_code"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    level: Mapped[str] = mapped_column(String(10))
    old_code: Mapped[str] = mapped_column(String(5), index=True)
    new_code: Mapped[str] = mapped_column(String(5), index=True)
    is_default: Mapped[bool] = mapped_column(Boolean)


class Agency(Base):
    """An office that takes dossiers. `code` is its mã định danh, which also begins its dossier codes.

    It takes them from `effective_from` to `effective_to`, both included; `successor_code` names who does afterwards.
    """

    __tablename__ = "agencies"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(String(35), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(String(300))
    province_code: Mapped[str] = mapped_column(String(2), index=True)
    commune_code: Mapped[str | None] = mapped_column(String(5), index=True)
    online_filing: Mapped[str] = mapped_column(String(10))  # mandate | precheck
    address: Mapped[str] = mapped_column(String(300), default="")
    hotline: Mapped[str] = mapped_column(String(40), default="")
    opening_hours: Mapped[dict[str, Any] | None] = mapped_column(JsonData)  # None: the usual office hours
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False)
    effective_from: Mapped[date | None] = mapped_column(Date)
    effective_to: Mapped[date | None] = mapped_column(Date)
    successor_code: Mapped[str | None] = mapped_column(String(35))  # no foreign key: it may be made later


class Procedure(Base):
    """What look-up needs of a procedure; everything published about it stands in its versions."""

    __tablename__ = "procedures"
    __table_args__ = (Index("ix_procedures_visible", "scope", "listed", "province_code"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(2000))
    field: Mapped[str] = mapped_column(String(300))
    level: Mapped[str | None] = mapped_column(String(20))
    scope: Mapped[str] = mapped_column(String(10))  # national | province | internal
    province_code: Mapped[str | None] = mapped_column(String(2))
    listed: Mapped[bool] = mapped_column(Boolean)
    has_detail: Mapped[bool] = mapped_column(Boolean)
    online_level: Mapped[str | None] = mapped_column(String(12))  # information | partial | full
    origin: Mapped[str] = mapped_column(String(20))  # starter | national
    # No foreign key: versions point to their procedure, and tables that point to each other cannot be made in order.
    current_version_id: Mapped[int | None] = mapped_column(Integer)
    current_version: Mapped[ProcedureVersion | None] = relationship(
        primaryjoin="foreign(Procedure.current_version_id) == ProcedureVersion.id"
    )


class ProcedureVersion(Base):
    """A procedure as it was published from `imported_at` on. Never changed: dossiers keep the one they came under.

    `content` is the normalised record of `catalogue.records`. No source says from when on a text is in force, so
    `effective_from` and `effective_to` (both days included) are the days on which importing saw it change; None is
    unknown before, and open after. A publishing decision knows better for its offices (versions.py).
    """

    __tablename__ = "procedure_versions"
    __table_args__ = (UniqueConstraint("procedure_id", "number"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    content_hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(JsonData)
    imported_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    effective_from: Mapped[date | None] = mapped_column(Date)
    effective_to: Mapped[date | None] = mapped_column(Date)


class LocalFact(Base):
    """What holds at one office beside the national text: rows are only added (see catalogue.local_facts).

    `procedure_id` None means all procedures of the office. `number` counts the rows of one (office, procedure, kind).
    """

    __tablename__ = "local_facts"
    __table_args__ = (Index("ix_local_facts_series", "agency_id", "procedure_id", "kind"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedures.id"))
    kind: Mapped[str] = mapped_column(String(10))  # fee | place | contact | hours | feedback
    number: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(String(1000))
    decision: Mapped[str] = mapped_column(String(200))  # '' where none is needed
    decided_on: Mapped[date | None] = mapped_column(Date)
    effective_from: Mapped[date] = mapped_column(Date)
    effective_to: Mapped[date | None] = mapped_column(
        Date
    )  # before effective_from: taken back, never in force
    reason: Mapped[str] = mapped_column(String(500))
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("officers.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    recorded_by: Mapped[Officer] = relationship(Officer)
    procedure: Mapped[Procedure | None] = relationship(Procedure)


class CatalogueState(Base):
    """A row each for procedures and units (`state.py`) whose version grows with every import; each process rebuilds its
    index when it sees a new one.
    """

    __tablename__ = "catalogue_state"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class CatalogueMiss(Base):
    """Folded words that led to nothing, and how often. Never who or when in the day (`catalogue.misses`)."""

    __tablename__ = "catalogue_misses"

    folded: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    first_on: Mapped[date] = mapped_column(Date)
    last_on: Mapped[date] = mapped_column(Date, index=True)
