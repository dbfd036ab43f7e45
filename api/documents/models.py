"""A file on its way (upload), where it rests when it is complete, and what was made of it for looking at."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from api.extensions import Base, JsonData, UTCDateTime, now
from api.leases import LeasedRow, lease_indexes


class Upload(Base):
    """A resumable upload (tus 1.0.0). Its offset is the size of its file, never a column: one truth, not two.

    `owner` is 'citizen:<uuid>' or 'officer:<uuid>'. When the last byte is there the file is hashed, its real type
    found and `finished_at`, `sha256`, `media_type` and `storage_key` are set in one unit. After `expires_at` it is
    removed (expiry.py); None stands for good, as in a dossier.
    """

    __tablename__ = "uploads"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    owner: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    file_name: Mapped[str] = mapped_column(String(255), default="")
    declared_type: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    media_type: Mapped[str | None] = mapped_column(String(100))
    storage_key: Mapped[str | None] = mapped_column(String(255))
    dossier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("dossiers.id"), index=True)


class FileCopies(LeasedRow, Base):
    """What the worker makes of a file, by the SHA-256 of its original: one row however often it was sent.

    `outcome` is None until the worker has looked, then 'ready', 'unreadable' (no decoder opens it) or 'not_shown' (no
    decoder is installed). `scan` is 'off' (no scanner is set up), 'waiting', 'clean', 'infected' or 'not_scanned' (the
    scanner would not take it). Copies rest in the store under the SHA-256 of their own bytes; `clean_key` is the
    original's when nothing had to change.
    """

    __tablename__ = "file_copies"
    __table_args__ = lease_indexes("file_copies")

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    outcome: Mapped[str | None] = mapped_column(String(12))
    scan: Mapped[str] = mapped_column(String(12), default="off")
    malware: Mapped[str | None] = mapped_column(String(200))  # as the scanner names it
    clean_key: Mapped[str | None] = mapped_column(String(255), index=True)
    clean_type: Mapped[str | None] = mapped_column(String(100))
    clean_size: Mapped[int | None] = mapped_column(BigInteger)
    screen_key: Mapped[str | None] = mapped_column(String(255), index=True)
    screen_size: Mapped[int | None] = mapped_column(BigInteger)
    thumbnail_key: Mapped[str | None] = mapped_column(String(255), index=True)
    thumbnail_size: Mapped[int | None] = mapped_column(BigInteger)
    width: Mapped[int | None] = mapped_column(Integer)  # pixels of what is shown, upright
    height: Mapped[int | None] = mapped_column(Integer)
    pages: Mapped[int | None] = mapped_column(Integer)  # of a PDF
    removed: Mapped[list[str]] = mapped_column(JsonData, default=list)  # scripts | actions | files
    legibility: Mapped[list[dict[str, Any]]] = mapped_column(JsonData, default=list)  # {code, page}
