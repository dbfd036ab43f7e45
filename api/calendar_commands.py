"""`motcua calendar list|amend|recompute`: days unlike the published holidays, and what follows for open dossiers."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import click
from flask.cli import with_appcontext

from api.calendars.opening_hours import TIME_ZONE
from api.calendars.public_holidays import UnknownCalendarYear
from api.calendars.working_calendar import OFFICIAL_OVERRIDES, DayKind
from api.dossiers import calendar_amendments
from api.extensions import now


@click.group(name="calendar")
def calendar_commands() -> None:
    """Working days: the override table on top of the published holidays."""


@calendar_commands.command(name="list")
@with_appcontext
def list_days() -> None:
    """Every decision about a day, also those that a newer one replaced."""
    for override in OFFICIAL_OVERRIDES:
        click.echo(
            f"{override.day}  {override.kind:<8}  {override.reason} ({override.source}); comes with the service"
        )
    for row in calendar_amendments.history():
        entered = f"{row.created_at.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}"
        click.echo(f"{row.day}  {row.kind:<8}  {row.reason} ({row.source}); entered {entered}")


@calendar_commands.command()
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("kind", type=click.Choice(get_args(DayKind)))
@click.option("--reason", required=True, help="as citizens read it")
@click.option("--source", required=True, help="number of the announcement")
@with_appcontext
def amend(day: datetime, kind: str, reason: str, source: str) -> None:
    """Make DAY off, working or half_day. Open dossiers get the due date that follows, and their owners are told."""
    if not 0 < len(reason.strip()) <= 300 or not 0 < len(source.strip()) <= 120:
        raise click.UsageError("--reason takes 1 to 300 characters, --source 1 to 120")
    try:
        changed = calendar_amendments.amend(
            day.date(), kind, reason=reason.strip(), source=source.strip(), at=now()
        )
    except UnknownCalendarYear as error:
        raise click.ClickException(f"{error.code}: the holidays of {error.year} are not known") from error
    click.echo(f"{day:%Y-%m-%d} is {kind}; {changed} due dates changed")


@calendar_commands.command()
@with_appcontext
def recompute() -> None:
    """Compute the due dates of all running dossiers anew: after a stop in the middle of `amend`, or changed hours."""
    changed = calendar_amendments.recompute(at=now(), why="Tính lại theo lịch làm việc")
    click.echo(f"{changed} due dates changed")
