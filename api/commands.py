"""Commands that set up and look after an installation: `motcua migrate`, `demo`, `vapid`."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from api.config import current_settings
from api.demo import prepare_demo
from api.notifications import vapid
from api.processes import show_sign_in_details


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest schema."""
    from api.schema_migrations import upgrade

    upgrade()
    click.echo("Database is up to date.", err=True)


@click.command()
@click.option("--quiet", is_flag=True, help="do not print the sign-in details")
@with_appcontext
def demo(quiet: bool) -> None:
    """Migrate, load the starter catalogue, make demo agencies, officers and dossiers; harmless when repeated."""
    from api.schema_migrations import upgrade

    upgrade()
    details = prepare_demo()
    if not quiet:
        show_sign_in_details(details, current_settings())


@click.command(name="vapid")
@with_appcontext
def vapid_command() -> None:
    """Print the public key of web push (made on first use)."""
    click.echo(vapid.public_key_text(vapid.load_key(current_settings())))
