"""The override table: days on which the office differs from the published holidays, with who said so."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from api.extensions import Base, UTCDateTime, now


class CalendarOverride(Base):
    """One decision about one day. The newest row of a day counts; older ones stay as history."""

    __tablename__ = "calendar_overrides"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    kind: Mapped[str] = mapped_column(String(16))  # off | working | half_day
    reason: Mapped[str] = mapped_column(String(300))
    source: Mapped[str] = mapped_column(String(120))  # number of the announcement
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
