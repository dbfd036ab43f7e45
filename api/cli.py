"""The console script `motcua`."""

from __future__ import annotations

import json
import secrets
import sys

import click
from flask import current_app
from flask.cli import ScriptInfo, with_appcontext
from flask_migrate import upgrade
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from api import create_app, processes, worker
from api.access import OFFICE_ROLES, Role
from api.accounts.models import Officer
from api.accounts.officers import new_officer
from api.catalogue.commands import catalogue_commands, units_commands
from api.catalogue.models import Agency
from api.config import Settings, SettingsError, current_settings
from api.demo import prepare_demo
from api.extensions import db, write_unit
from api.notifications import vapid
from api.request_log import configure_logging
from api.simulation import simulate_command


@click.group()
@click.pass_context
def cli(context: click.Context) -> None:
    """Một Cửa: a one-stop office in the citizen's pocket. Settings come from the environment (see the README)."""
    context.obj = ScriptInfo(create_app=create_app, set_debug_flag=False, load_dotenv_defaults=False)


cli.add_command(catalogue_commands)
cli.add_command(units_commands)
cli.add_command(simulate_command)


@cli.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest schema."""
    upgrade()
    click.echo("Database is up to date.", err=True)


@cli.command()
def web() -> None:
    """Run the web server (gunicorn)."""
    settings = Settings.from_environment()
    processes.check_port(settings)
    processes.become_web_server(settings)


@cli.command(name="worker")
@with_appcontext
def worker_command() -> None:
    """Run a worker: sends notifications, sweeps what is over."""
    configure_logging()
    worker.run_until_signalled(current_app._get_current_object())  # type: ignore[attr-defined]


@cli.command()
@click.option("--demo", "with_demo", is_flag=True, help="first what `motcua demo` does, in the same process")
def serve(with_demo: bool) -> None:
    """Run web server and worker together (one machine)."""
    settings = Settings.from_environment()
    processes.check_port(settings)
    if with_demo:
        with create_app(settings).app_context():
            upgrade()
            prepare_demo()
            db.engine.dispose()
    sys.exit(processes.Supervisor(settings, when_ready=lambda: _greet(settings)).run())


def _greet(settings: Settings) -> None:
    click.echo(f"\n  Một Cửa is ready on {settings.public_url}   (Ctrl+C stops it)\n")
    details = settings.data_dir / "demo.json"
    if details.exists():
        show_sign_in_details(json.loads(details.read_text()), settings)


@cli.command()
@click.option("--quiet", is_flag=True, help="do not print the sign-in details")
@with_appcontext
def demo(quiet: bool) -> None:
    """Migrate, load the starter catalogue, make demo agencies, officers and dossiers; harmless when repeated."""
    upgrade()
    details = prepare_demo()
    if not quiet:
        show_sign_in_details(details, current_settings())


def show_sign_in_details(details: dict[str, object], settings: Settings) -> None:
    officers = details["officers"]
    names = ", ".join(str(o["username"]) for o in officers) if isinstance(officers, list) else ""
    click.echo(f"  Demo office   {details['agency_code']}")
    click.echo(f"  Officers      {names}")
    click.echo(f"  Password      {details['password']}")
    click.echo(
        f"  Citizens      any mobile number; the code is written to {settings.data_dir}/outbox/sms.jsonl\n"
    )


@cli.group()
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
@click.option("--province", help="two-digit code of the area a supervisor sees")
@with_appcontext
def add_officer(
    username: str, role: str, full_name: str, position: str, agency_code: str | None, province: str | None
) -> None:
    """Make an account; its first password is printed once."""
    is_supervisor = role == Role.SUPERVISOR
    if is_supervisor == (agency_code is not None) or is_supervisor != (province is not None):
        raise click.UsageError("officers need --agency, supervisors need --province")
    password = secrets.token_urlsafe(12)
    with write_unit():
        agency = db.session.execute(select(Agency).where(Agency.code == agency_code)).scalar_one_or_none()
        if agency_code and agency is None:
            raise click.UsageError(f"there is no agency {agency_code}")
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


@cli.command(name="vapid")
@with_appcontext
def vapid_command() -> None:
    """Print the public key of web push (made on first use)."""
    click.echo(vapid.public_key_text(vapid.load_key(current_settings())))


def main() -> None:
    try:
        cli.main()
    except SettingsError as error:
        click.echo(f"motcua: {error}", err=True)
        sys.exit(2)
    except OperationalError as error:
        click.echo(f"motcua: the database does not answer: {error.orig}", err=True)
        sys.exit(3)


if __name__ == "__main__":
    main()
