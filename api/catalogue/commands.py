"""The commands of the catalogue: `motcua catalogue import|check FILE`, `catalogue misses`, `units import FILE`.

Progress goes to stderr, the closing report to stdout. The exit code is 1 when a file is refused.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import orjson
from flask.cli import with_appcontext
from tqdm import tqdm

from api.calendars.opening_hours import TIME_ZONE
from api.catalogue import misses
from api.catalogue.import_files import ImportRefused, Progress
from api.catalogue.importing import ImportReport, import_catalogue
from api.catalogue.importing_units import import_units
from api.catalogue.local_facts import on_withdrawn_procedures
from api.extensions import now

STARTER_FILE = Path(__file__).with_name("starter.jsonl")
_SHOWN = 10
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def load_starter() -> ImportReport:
    """Import the starter catalogue that ships with the program; harmless when repeated."""
    return import_catalogue(STARTER_FILE, origin="starter", complete=True)


@click.group(name="catalogue")
def catalogue_commands() -> None:
    """The published procedures."""


@click.group(name="units")
def units_commands() -> None:
    """Provinces and communes."""


@catalogue_commands.command(name="import")
@click.argument("file", type=_FILE)
@click.option(
    "--complete", is_flag=True, help="FILE is the whole catalogue: withdraw every procedure it lacks."
)
@with_appcontext
def import_command(file: Path, complete: bool) -> None:
    """Import FILE (.jsonl or .jsonl.gz): all of it, or nothing when a line is broken."""
    with _shown(file) as progress:
        report = import_catalogue(file, complete=complete, progress=progress)
    _print_report(report)
    _print_facts_left_hanging()


@catalogue_commands.command(name="check")
@click.argument("file", type=_FILE)
@click.option("--complete", is_flag=True, help="Check as the whole catalogue.")
@with_appcontext
def check_command(file: Path, complete: bool) -> None:
    """Say what importing FILE would do, and change nothing."""
    with _shown(file) as progress:
        report = import_catalogue(file, complete=complete, dry_run=True, progress=progress)
    _print_report(report)


@catalogue_commands.command(name="misses")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Those typed on this day or later (YYYY-MM-DD)."
)
@click.option("--limit", type=click.IntRange(1, 5_000), default=50, show_default=True)
@click.option(
    "--format", "form", type=click.Choice(("table", "json", "csv")), default="table", show_default=True
)
@with_appcontext
def misses_command(since: datetime | None, limit: int, form: str) -> None:
    """Print the look-ups that led to nothing, the most frequent first: for the editors of everyday_words.tsv.

    Words are folded and numbers masked; nobody knows who typed them.
    """
    rows = misses.most_frequent(since=since.date() if since else None, limit=limit)
    click.echo(_PRINTED[form](rows), nl=False)


@units_commands.command(name="import")
@click.argument("file", type=_FILE)
@with_appcontext
def import_units_command(file: Path) -> None:
    """Import FILE (units.json.gz): today's provinces and communes, the former ones, and what became of
    them.
    """
    with _shown(file) as progress:
        report = import_units(file, progress=progress)
    click.echo(
        f"new {report.new}, changed {report.changed}, unchanged {report.unchanged}, absent {report.absent}, "
        f"successions {report.successions}"
    )


@contextmanager
def _shown(file: Path) -> Iterator[Progress]:
    """A progress bar over the bytes of `file`, on terminals only; a refusal ends the program with all broken lines."""
    try:
        with tqdm(
            total=file.stat().st_size,
            unit="B",
            unit_scale=True,
            desc=file.name,
            file=sys.stderr,
            disable=None,  # in a log it would be a line of control characters
        ) as bar:
            yield bar.update
    except ImportRefused as refused:
        click.echo(f"{file.name}: nothing was imported, {refused.count} problem(s)", err=True)
        for line_number, reason in refused.problems:
            click.echo(f"  line {line_number}: {reason}", err=True)
        if refused.count > len(refused.problems):
            click.echo(f"  and {refused.count - len(refused.problems)} more", err=True)
        sys.exit(1)


def _as_table(rows: Sequence[dict[str, Any]]) -> str:
    if not rows:
        return "nothing was missed\n"
    lines = [f"{row['count']:>6}  {row['first_on']}  {row['last_on']}  {row['query']}" for row in rows]
    return "\n".join([f"{'times':>6}  {'first':10}  {'last':10}  query", *lines, ""])


def _as_json(rows: Sequence[dict[str, Any]]) -> str:
    return orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _as_csv(rows: Sequence[dict[str, Any]]) -> str:
    """A folded query begins with a letter, a digit or '#', so that no spreadsheet takes it for a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ["query", "count", "first_on", "last_on"])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


_PRINTED = {"table": _as_table, "json": _as_json, "csv": _as_csv}


def _print_facts_left_hanging() -> None:
    """An import erases nothing that an office has recorded; whoever imports is told what hangs in the air now."""
    hanging = on_withdrawn_procedures(now().astimezone(TIME_ZONE).date())
    for agency_code, procedure_code, kind in hanging[:_SHOWN]:
        click.echo(
            f"  {agency_code} has a local {kind} for {procedure_code}, which is not published any more"
        )
    if len(hanging) > _SHOWN:
        click.echo(f"  and {len(hanging) - _SHOWN} more")


def _print_report(report: ImportReport) -> None:
    click.echo(
        f"new {report.new}, changed {report.changed}, unchanged {report.unchanged}, "
        f"withdrawn {report.withdrawn}, suspicious {len(report.suspicious)}"
    )
    if report.withdrawn * 2 > report.listed_before:
        click.echo(
            f"WARNING: that withdraws {report.withdrawn} of {report.listed_before} procedures. Was the file the whole "
            "catalogue? Importing the whole one lists them again.",
            err=True,
        )
    if report.kept_absent:
        click.echo(
            f"kept {report.kept_absent} procedures that the file lacks, since it looks like a part of the "
            "catalogue (--complete withdraws them)"
        )
    for code, reasons in report.suspicious[:_SHOWN]:
        click.echo(f"  suspicious {code}: {'; '.join(reasons)}")
    if len(report.suspicious) > _SHOWN:
        click.echo(f"  and {len(report.suspicious) - _SHOWN} more")
    click.echo(
        f"groups of procedures with identical steps {len(report.sibling_groups)} (reported, not merged)"
    )
