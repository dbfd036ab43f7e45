"""Commands that set up and look after an installation: `motcua migrate`, `demo`, `officer add`, `vapid`."""

from __future__ import annotations

import secrets

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import select

from api.access import OFFICE_ROLES, Role
from api.accounts.models import Officer
from api.accounts.officers import new_officer
from api.catalogue.models import Agency
from api.config import current_settings
from api.demo import prepare_demo
from api.extensions import db, write_unit
from api.notifications import vapid
from api.processes import show_sign_in_details


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest schema."""
    upgrade()
    click.echo("Database is up to date.", err=True)


@click.command()
@click.option("--quiet", is_flag=True, help="do not print the sign-in details")
@with_appcontext
def demo(quiet: bool) -> None:
    """Migrate, load the starter catalogue, make demo agencies, officers and dossiers; harmless when repeated."""
    upgrade()
    details = prepare_demo()
    if not quiet:
        show_sign_in_details(details, current_settings())


@click.group()
def officer() -> None:
    """Officers' accounts."""


@officer.command(name="add")
@click.argument("username")
@click.option(
    "--role",
    type=click.Choice(sorted(role.value for role in OFFICE_ROLES | {Role.SUPERVISOR})),
    required=True,
)
@click.option("--name", "full_name", required=True, help="full name")
@click.option("--position", required=True, help="as citizens read it, such as 'Công chức tư pháp – hộ tịch'")
@click.option("--agency", "agency_code", help="code of the office; not for supervisors")
@click.option(
    "--province",
    help="two-digit code of the area a supervisor sees; an administrator records its publishing decisions",
)
@with_appcontext
def add_officer(
    username: str, role: str, full_name: str, position: str, agency_code: str | None, province: str | None
) -> None:
    """Make an account; its first password is printed once."""
    is_supervisor = role == Role.SUPERVISOR
    if is_supervisor == (agency_code is not None) or (is_supervisor and province is None):
        raise click.UsageError("officers need --agency, supervisors need --province")
    if province is not None and role not in (Role.SUPERVISOR, Role.ADMINISTRATOR):
        raise click.UsageError("--province is for supervisors and administrators")
    password = secrets.token_urlsafe(12)
    with write_unit():
        agency = db.session.execute(select(Agency).where(Agency.code == agency_code)).scalar_one_or_none()
        if agency_code and agency is None:
            raise click.UsageError(f"there is no agency {agency_code}")
        if agency and province not in (None, agency.province_code):
            raise click.UsageError(f"{agency_code} lies in province {agency.province_code}")
        if db.session.execute(select(Officer.id).where(Officer.username == username)).first() is not None:
            raise click.UsageError(f"there is an officer {username} already")
        new_officer(
            username=username,
            password=password,
            full_name=full_name,
            position=position,
            role=Role(role),
            agency_id=agency.id if agency else None,
            scope_province=province,
        )
    click.echo(f"{username}: {password}")


@click.command(name="vapid")
@with_appcontext
def vapid_command() -> None:
    """Print the public key of web push (made on first use)."""
    click.echo(vapid.public_key_text(vapid.load_key(current_settings())))
