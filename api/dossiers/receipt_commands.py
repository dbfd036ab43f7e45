"""`motcua receipt`: check an acknowledgement, and print the keys that others check it with."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import click
from flask.cli import with_appcontext

from api.dossiers.receipt_check import (
    Given,
    Keys,
    NothingToCheck,
    all_hold,
    check,
    read_given,
    read_keys,
)
from api.dossiers.signed_statements import NotAManifest, Statement, read_manifest


@click.group(name="receipt")
def receipt_commands() -> None:
    """Signed acknowledgements of what was handed in (docs/receipts.md)."""


@receipt_commands.command()
@click.argument("receipt")
@click.option(
    "--key", "keys", multiple=True, help="file with the published keys (JWK Set), a PEM, or the key itself"
)
@click.option(
    "--files",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="folder with the files that were handed in; they are found by their hash, not by name",
)
def verify(receipt: str, keys: tuple[str, ...], folder: Path | None) -> None:
    """Say what holds of RECEIPT and what does not: receipt.json, its PDF, the address in its QR code, or the statement.

    Uses neither network nor database. Without --key, the key of this installation. Exit status: 0 all holds,
    1 something does not, 2 nothing to check.
    """
    try:
        given = read_given(_bytes(receipt))
        known = _keys(keys)
    except NothingToCheck as error:
        raise click.UsageError(str(error)) from error
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder else None
    good = [_report(one, known, files) for one in given]
    click.echo("everything holds" if all(good) else "NOT everything holds")
    sys.exit(0 if all(good) else 1)


@receipt_commands.command(name="keys")
@with_appcontext
def print_keys() -> None:
    """Print every public key as a JWK Set, as GET /api/v1/receipts/keys answers it."""
    from api.dossiers.receipt_keys import published  # needs the database, which `verify` does not

    click.echo(json.dumps(published(), indent=2, default=str))


def _report(given: Given, keys: Keys, files: list[Path] | None) -> bool:
    if files is not None and given.manifest is None:
        raise click.UsageError(
            "--files needs the list of files: give receipt.json or the PDF, not the QR code alone"
        )
    statement, findings = check(given, keys, files=files)
    good = all_hold(findings)
    if statement:
        _say(_said(statement) if good else f"NOT PROVEN, it only says: {_said(statement)}")
    if given.manifest is not None and files is None:
        _say_manifest(given.manifest)
    for finding in findings:
        _say(f"  {'holds' if finding.holds else 'FAILS'}  {finding.what}")
    return good


def _say_manifest(text: str) -> None:
    """Whose files they are and which; nothing when the text is no manifest, which `check` says."""
    with suppress(NotAManifest):
        manifest = read_manifest(text)
        _say(f"  applicant: {manifest.applicant}")
        for file in manifest.files:
            _say(f"  {file.sha256}  {file.size:>10}  {file.name or file.requirement_id}")


def _say(line: str) -> None:
    """What others wrote must not steer the terminal."""
    click.echo("".join(letter if letter.isprintable() else "?" for letter in line))


def _said(statement: Statement) -> str:
    said = statement.claims
    what = "handed in" if said["event"] == "hand_in" else "supplemented"
    return (
        f"{said['sub']}: {said['files']} file(s) {what} at {statement.at.isoformat()}, procedure {said['procedure']}, "
        f"agency {said['agency']}, signed by {said['iss']}"
    )


def _bytes(text: str) -> bytes:
    """A file's bytes, or the text itself: the parts of a statement and the address in front of it have no place in the
    name of a file, nor have keys."""
    try:
        return Path(text).read_bytes() if len(text) < 1_000 and os.path.isfile(text) else _itself(text)
    except OSError as error:
        raise NothingToCheck(f"{text} cannot be read: {error.strerror}") from error


def _itself(text: str) -> bytes:
    is_statement = text.rpartition("#")[2].count(".") == 2 and len(text) > 200
    is_key = text.startswith(("-----BEGIN", "{")) or len(text.rstrip("=")) == 43
    if not is_statement and not is_key:
        raise NothingToCheck(f"no such file, and no statement or key either: {text[:80]}")
    return text.encode()


def _keys(given: tuple[str, ...]) -> Keys:
    if given:
        return {key_id: key for one in given for key_id, key in read_keys(_bytes(one)).items()}
    return read_keys(_own_key())


def _own_key() -> bytes:
    """The public half of the key in the settings or the data directory; none is made."""
    from api.dossiers.receipt_keys import own_public_key

    found = own_public_key(os.environ)
    if found is None:
        raise NothingToCheck("no key here: give --key with what GET /api/v1/receipts/keys answered")
    return found.encode()
