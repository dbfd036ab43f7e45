"""`motcua documents check`: files against rows."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from api.documents.checking import check
from api.documents.errors import StoreUnreachable
from api.extensions import now


@click.group(name="documents")
def documents_commands() -> None:
    """Files that were handed in."""


@documents_commands.command(name="check")
@click.option("--hash", "with_hashes", is_flag=True, help="read every file and compare its SHA-256")
@click.option("--remove-orphans", is_flag=True, help="remove what nobody refers to, if older than a day")
@with_appcontext
def check_command(with_hashes: bool, remove_orphans: bool) -> None:
    """Compare the store with the database; exit status 1 when a file is missing or damaged.

    Prints a line for each finding, its code first, then counts. The service may run meanwhile.
    """
    try:
        findings = check(with_hashes=with_hashes, remove_orphans=remove_orphans, at=now())
    except StoreUnreachable:
        click.echo("motcua: the file store does not answer (STORAGE_URL)", err=True)
        sys.exit(3)
    for code, about in findings.found:
        click.echo(f"{code}\t{about}")
    for name, count in findings.counts().items():
        click.echo(f"{name}\t{count}")
    sys.exit(1 if findings.is_harm_done() else 0)
