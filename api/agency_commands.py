"""`motcua agency add|end`: the offices that take dossiers, and who takes over from whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from api.catalogue.agencies import FILINGS, AgencyRefused, end_agency, new_agency, today
from api.catalogue.errors import UnknownOffice
from api.dossiers.lifecycle import OPEN
from api.dossiers.models import Dossier
from api.extensions import db, write_unit

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(name="agency")
def agency_commands() -> None:
    """Offices that take dossiers."""


@agency_commands.command(name="add")
@click.argument("code")
@click.option("--name", required=True, help="as citizens read it")
@click.option("--province", required=True, help="two-digit code of today")
@click.option("--commune", help="five-digit code of today; left out for an office of the province")
@click.option("--address", default="")
@click.option("--hotline", default="")
@click.option(
    "--filing",
    "online_filing",
    type=click.Choice(FILINGS),
    default="precheck",
    help="mandate: takes dossiers by this app; precheck (default): looks at papers before",
)
@click.option("--from", "effective_from", type=_DAY, help="its first day, YYYY-MM-DD")
@with_appcontext
def add_agency(code: str, effective_from: datetime | None, **facts: Any) -> None:
    """Add an office. CODE is its mã định danh, which will begin its dossier codes."""
    try:
        with write_unit():
            new_agency(code=code, effective_from=_day(effective_from), **facts)
    except AgencyRefused as refused:
        raise click.UsageError(str(refused)) from refused
    click.echo(f"{code} added")


@agency_commands.command(name="end")
@click.argument("code")
@click.option("--on", "last_day", type=_DAY, required=True, help="its last day, YYYY-MM-DD")
@click.option("--successor", "successor_code", help="code of the office that takes over")
@click.option("--past", is_flag=True, help="the last day is over already, and that is meant")
@with_appcontext
def end(code: str, last_day: datetime, successor_code: str | None, past: bool) -> None:
    """End an office: it is no longer offered, and its code leads to its successor."""
    if last_day.date() < today() and not past:
        raise click.UsageError(f"{last_day:%Y-%m-%d} is over; --past if that is meant")
    try:
        with write_unit():
            ended = end_agency(code, last_day=last_day.date(), successor_code=successor_code)
    except AgencyRefused as refused:
        raise click.UsageError(str(refused)) from refused
    except UnknownOffice as unknown:
        raise click.UsageError("there is no such office") from unknown
    click.echo(f"{code} takes dossiers until {last_day.date()}, then {successor_code or 'nobody named'}")
    of_office = (Dossier.agency_id == ended.id, Dossier.status.in_(OPEN))
    left = db.session.execute(select(func.count()).select_from(Dossier).where(*of_office)).scalar_one()
    if left:
        click.echo(f"{left} dossiers there are not finished; its officers still see and finish them")


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
