"""The console script `motcua`.

Commands are imported when they are asked for: `web` and `serve` set the environment of their processes before anything
else of the service is there, and nobody waits two seconds for `--help` of a command that needs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click
from flask.cli import ScriptInfo
from sqlalchemy.exc import OperationalError

from api import create_app, processes
from api.config import Settings, SettingsError

# Where each is: module and attribute.
COMMANDS = {
    "audit": ("api.dossiers.audit_commands", "audit_commands"),
    "agency": ("api.agency_commands", "agency_commands"),
    "calendar": ("api.calendar_commands", "calendar_commands"),
    "catalogue": ("api.catalogue.commands", "catalogue_commands"),
    "deadline": ("api.deadline_command", "deadline_command"),
    "demo": ("api.commands", "demo"),
    "documents": ("api.documents.commands", "documents_commands"),
    "migrate": ("api.commands", "migrate"),
    "notifications": ("api.notifications.commands", "notifications_commands"),
    "officer": ("api.officer_commands", "officer_commands"),
    "receipt": ("api.dossiers.receipt_commands", "receipt_commands"),
    "simulate": ("api.simulation", "simulate_command"),
    "units": ("api.catalogue.commands", "units_commands"),
    "vapid": ("api.commands", "vapid_command"),
}


class LazyGroup(click.Group):
    """Knows the commands of COMMANDS by name, and the others as always."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted([*super().list_commands(context), *COMMANDS])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return super().get_command(context, name)
        module, attribute = COMMANDS[name]
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=LazyGroup)
@click.pass_context
def cli(context: click.Context) -> None:
    """Một Cửa: a one-stop office in the citizen's pocket. Settings come from the environment (see the README)."""
    context.obj = ScriptInfo(create_app=create_app, set_debug_flag=False, load_dotenv_defaults=False)


@cli.command()
def web() -> None:
    """Run the web server (gunicorn)."""
    settings = Settings.from_environment()
    processes.check_port(settings)
    processes.become_web_server(settings)


@cli.command()
def worker() -> None:
    """Run a worker: sends notifications, sweeps what is over."""
    processes.become_worker(Settings.from_environment())


@cli.command()
@click.option("--demo", "with_demo", is_flag=True, help="first what `motcua demo` does, in the same process")
def serve(with_demo: bool) -> None:
    """Run web server and worker together (one machine)."""
    settings = Settings.from_environment()
    processes.check_port(settings)
    sys.exit(processes.serve(settings, with_demo=with_demo))


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
