"""A dossier's legal clock: its office's calendar, its time limit and its pauses put into the deadline rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import cast

from api.calendars.deadlines import Duration, Pause, Unit, due_date
from api.calendars.opening_hours import TIME_ZONE
from api.calendars.working_calendar import WorkingCalendar
from api.catalogue.office_calendars import calendar_of
from api.catalogue.time_limits import Channel, time_limit
from api.dossiers.lifecycle import Status
from api.dossiers.models import Dossier, DossierPause

# 'Tám giờ làm việc' (NĐ 45/2020 Art 11, as of 2026; domain.md 1.5 rule 5) is one working day.
FIRST_ANSWER = Duration(1, "working_day")


# 'Trong thời hạn 03 ngày làm việc kể từ ngày tiếp nhận' (NĐ 61/2018 Art 19(4)).
NOTICE_OF_MISSING_PAPERS = Duration(3, "working_day")


def notice_is_late(dossier: Dossier, *, at: datetime) -> bool:
    """Whether a request for papers comes later after reception than the law allows. Before reception it never is."""
    if dossier.received_at is None:
        return False
    last = due_date(
        received_at=dossier.received_at,
        duration=NOTICE_OF_MISSING_PAPERS,
        calendar=calendar_of(dossier.agency),
    )
    return at.astimezone(TIME_ZONE).date() > last.due_on


def answer_due_on(dossier: Dossier) -> date | None:
    """Until when the office says whether it receives a dossier that was handed in online; None once it has answered."""
    if dossier.status != Status.NEW or dossier.supplement_count:
        return None
    return due_date(
        received_at=dossier.submitted_at, duration=FIRST_ANSWER, calendar=calendar_of(dossier.agency)
    ).due_on


def start_clock(dossier: Dossier, *, at: datetime) -> None:
    """Reception: the published time limit of the dossier's version, channel and case gives the due date, if any."""
    limit = time_limit(
        dossier.procedure_version.content, channel=cast(Channel, dossier.channel), case=dossier.case
    )
    if limit is not None:
        dossier.duration_quantity, dossier.duration_unit = limit.quantity, limit.unit
    dossier.received_at = at
    set_due_date(dossier)


def set_due_date(dossier: Dossier) -> None:
    """Compute the due date anew from reception, time limit and the pauses that have ended."""
    if dossier.received_at is None or dossier.duration_quantity is None or dossier.duration_unit is None:
        return
    found = due_date(
        received_at=dossier.received_at,
        duration=Duration(dossier.duration_quantity, cast(Unit, dossier.duration_unit)),
        calendar=calendar_of(dossier.agency),
        pauses=[Pause(p.started_at, p.ended_at) for p in dossier.pauses if p.ended_at is not None],
    )
    dossier.due_on, dossier.due_at = found.due_on, found.due_at.astimezone(UTC)


def pause(dossier: Dossier, *, reason: str, at: datetime) -> None:
    if dossier.received_at is not None:
        dossier.pauses.append(DossierPause(reason=reason, started_at=at))


def resume(dossier: Dossier, *, at: datetime) -> None:
    """End the open pause, if any, and move the due date by it."""
    still_open = [p for p in dossier.pauses if p.ended_at is None]
    for open_pause in still_open:
        open_pause.ended_at = at
        if dossier.duration_quantity is None:
            _shift_agreed_date(dossier, Pause(open_pause.started_at, at))
    if still_open:
        set_due_date(dossier)


def _shift_agreed_date(dossier: Dossier, over: Pause) -> None:
    """A date that reception agreed on moves by the working days at whose closing the clock stood still."""
    if dossier.due_on is None or over.ended_at is None:
        return
    calendar = calendar_of(dossier.agency)
    first, last = (moment.astimezone(TIME_ZONE).date() for moment in (over.started_at, over.ended_at))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    lost = sum(
        over.started_at <= _closing(calendar, day) < over.ended_at
        for day in days
        if calendar.is_working_day(day)
    )
    if lost == 0:  # paused and resumed within a day
        return
    dossier.due_on = calendar.add_working_days(dossier.due_on, lost)
    dossier.due_at = _closing(calendar, dossier.due_on).astimezone(UTC)


def _closing(calendar: WorkingCalendar, day: date) -> datetime:
    return datetime.combine(day, calendar.closing_time(day), tzinfo=TIME_ZONE)
