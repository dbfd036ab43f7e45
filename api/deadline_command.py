"""`motcua deadline`: when a result would be due and why, for inspectors; nothing is kept."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, get_args

import click
from flask.cli import ScriptInfo

from api.calendars.deadlines import Duration, Pause, PausePolicy, Unit, due_date
from api.calendars.public_holidays import UnknownCalendarYear
from api.calendars.working_calendar import WorkingCalendar


class Instant(click.ParamType[datetime]):
    """A moment with its offset, ISO 8601: 2026-02-12T16:10+07:00."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no moment such as 2026-02-12T16:10+07:00", param, context)
        if moment.tzinfo is None:
            self.fail(f"{value!r} lacks its offset from UTC; in Vietnam that is +07:00", param, context)
        return moment


class PauseOption(click.ParamType[Pause]):
    """FROM/TO, both as Instant; nothing after the slash for a pause that is still open."""

    name = "from/to"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Pause:
        began, slash, ended = str(value).partition("/")
        if not slash:
            self.fail(f"{value!r} is no FROM/TO", param, context)
        instant = Instant()
        started_at = instant.convert(began, param, context)
        ended_at = instant.convert(ended, param, context) if ended else None
        try:
            return Pause(started_at, ended_at)
        except ValueError:
            self.fail(f"{value!r} ends before it begins", param, context)


@click.command(name="deadline")
@click.option(
    "--received", type=Instant(), required=True, help="when it was handed in, 2026-02-12T16:10+07:00"
)
@click.option("--duration", type=int, required=True, help="the published time limit")
@click.option("--unit", type=click.Choice(get_args(Unit)), required=True)
@click.option(
    "--pause", "pauses", type=PauseOption(), multiple=True, help="FROM/TO; FROM/ while it is still open"
)
@click.option("--policy", type=click.Choice(get_args(PausePolicy)), default="pause", show_default=True)
@click.option("--agency", help="code of an office: its hours and its calendar, from the database")
@click.pass_context
def deadline_command(
    context: click.Context,
    received: datetime,
    duration: int,
    unit: Unit,
    pauses: tuple[Pause, ...],
    policy: PausePolicy,
    agency: str | None,
) -> None:
    """Print when a result is due and every step of the reckoning, as JSON.

    Without --agency the usual hours (Monday to Friday 07:30-11:30, 13:30-17:00) and the published holidays count,
    and no database is needed.
    """
    calendar = _calendar_of_office(context.ensure_object(ScriptInfo), agency) if agency else WorkingCalendar()
    try:
        found = due_date(
            received_at=received,
            duration=Duration(duration, unit),
            calendar=calendar,
            pauses=pauses,
            policy=policy,
        )
    except UnknownCalendarYear as error:
        raise click.ClickException(f"{error.code}: the holidays of {error.year} are not known") from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))


def _calendar_of_office(script: ScriptInfo, code: str) -> WorkingCalendar:
    from sqlalchemy import select  # not needed, and not waited for, without an office

    from api.catalogue.models import Agency
    from api.catalogue.office_calendars import calendar_of
    from api.extensions import db

    with script.load_app().app_context():
        agency = db.session.execute(select(Agency).where(Agency.code == code)).scalar_one_or_none()
        if agency is None:
            raise click.UsageError(f"there is no office {code}")
        return calendar_of(agency)
