"""`motcua documents check|link`: files against rows, and an address for one of them."""

from __future__ import annotations

import sys
import uuid
from datetime import timedelta

import click
from flask.cli import with_appcontext

from api.config import current_settings
from api.documents.checking import check
from api.documents.completion import stored_upload
from api.documents.errors import StoreUnreachable
from api.documents.links import LASTS_SECONDS, LONGEST_SECONDS, FileLink
from api.documents.storage import store
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

    Prints a line for each finding, its code first; below it, indented by a tab, the uploads that a missing or damaged
    file belongs to: id, name, number of the dossier. Then counts. The service may run meanwhile.
    """
    try:
        findings = check(with_hashes=with_hashes, remove_orphans=remove_orphans, at=now())
    except StoreUnreachable:
        click.echo("motcua: the file store does not answer (STORAGE_URL)", err=True)
        sys.exit(3)
    for code, about in findings.found:
        click.echo(f"{code}\t{about}")
        for one in findings.concerned.get(about, ()):
            name, dossier = one.file_name or "without a name", one.dossier or "in no dossier"
            click.echo(f"\tupload {one.upload_id}\t{name}\t{dossier}")
    for name, count in findings.counts().items():
        click.echo(f"{name}\t{count}")
    sys.exit(1 if findings.is_harm_done() else 0)


@documents_commands.command(name="link")
@click.argument("upload_id", type=click.UUID)
@click.option("--seconds", type=click.IntRange(1, LONGEST_SECONDS), default=LASTS_SECONDS, show_default=True)
@click.option(
    "--at-store", is_flag=True, help="the S3 store's own address, for programs: it has no safe headers"
)
@with_appcontext
def link_command(upload_id: uuid.UUID, seconds: int, at_store: bool) -> None:
    """Print an address that opens one finished upload to anybody who has it, for a short time."""
    upload = stored_upload(upload_id)
    if upload is None or upload.storage_key is None:
        raise click.UsageError("there is no such finished upload")
    if at_store:
        address = store().signed_url(upload.storage_key, seconds=seconds)
        if address is None:
            raise click.UsageError("files lie in a folder, which has no address of its own")
        click.echo(address)
        return
    link = FileLink(upload.id, inline=False, expires_at=now() + timedelta(seconds=seconds))
    click.echo(f"{current_settings().public_url}/api/v1/files/{link.token()}")
