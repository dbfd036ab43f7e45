"""`motcua audit`: is every history as the service wrote it, and the signed heads that prove it later."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from api.dossiers import signed_heads
from api.dossiers.audit import Totals
from api.dossiers.audit import verify as findings_of
from api.extensions import now


@click.group(name="audit")
def audit_commands() -> None:
    """The histories of dossiers: only added to, chained, and signed once a day."""


@audit_commands.command()
@click.option(
    "--heads",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="heads kept elsewhere (lines of JSON); without it those in the data directory",
)
@with_appcontext
def verify(path: Path | None) -> None:
    """Look at every event of every dossier. A line for each thing that does not hold, then a summary.

    Exit status: 0 all holds, 1 something does not.
    """
    path = path or signed_heads.heads_file()
    try:
        kept = signed_heads.read_heads(path) if path.is_file() else []
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    totals, found = Totals(), 0
    for finding in findings_of(totals, kept=kept):
        click.echo(f"{finding.what}: {finding.where}: {finding.says}")
        found += 1
    click.echo(f"{totals.dossiers} dossiers, {totals.events} events, {totals.heads} signed heads: ", nl=False)
    click.echo(f"{found} do NOT hold" if found else "everything holds")
    sys.exit(1 if found else 0)


@audit_commands.command()
@with_appcontext
def sign() -> None:
    """Sign what was added since the last head now, instead of at the first sweep of tomorrow."""
    head = signed_heads.sign(now())
    click.echo(f"signed {head.events} events" if head else "nothing new to sign")


@audit_commands.command(name="heads")
@with_appcontext
def list_heads() -> None:
    """All signed heads, a line of JSON each, to be kept by somebody else."""
    for head in signed_heads.stored_heads():
        click.echo(json.dumps(head.as_json(), sort_keys=True))
