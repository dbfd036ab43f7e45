"""`motcua simulate`: invented dossiers of the last 24 months, for benchmarks and load tests.

What happens in them is in `simulation_stories`, whom they belong to in `simulation_surroundings`, how they become
rows in `simulation_rows`. Rows are written in batches, each one write unit, so memory does not grow with their
number. The same seed on the same database gives the same dossiers; a repeated call adds others.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select, text
from tqdm import tqdm

from api.catalogue.office_calendars import calendar_of
from api.dossiers.models import Dossier
from api.extensions import db, now, write_unit
from api.simulation_rows import Writer
from api.simulation_stories import DAYS, WorkingTime
from api.simulation_surroundings import (
    choose_procedures,
    find_or_add_agency,
    find_or_add_citizens,
    find_or_add_office,
)

BATCH: Final = 2000  # dossiers in one write unit
BENCHMARK_SHARE: Final = 40  # dossiers of a simulation that belong to the benchmark citizen
DOSSIERS_PER_CITIZEN: Final = 5


@dataclass(frozen=True)
class Simulated:
    """How many rows a simulation added."""

    dossiers: int
    events: int
    citizens: int


def simulate(
    *,
    dossiers: int,
    seed: int = 1,
    agencies: int = 10,
    until: datetime | None = None,
    progress: Callable[[int], object] = lambda _count: None,
) -> Simulated:
    """Add `dossiers` invented dossiers up to `until`; `progress` hears how many each batch has written.

    Raises LookupError when the catalogue holds no procedure that could be handed in.
    """
    until = until or now()
    with write_unit():
        calendar = calendar_of(find_or_add_agency(1))
        offices = [find_or_add_office(number) for number in range(1, agencies + 1)]
        there = _dossiers_of(office.id for office in offices)
        if db.engine.dialect.name == "sqlite":
            # Identifiers are random, so inserts touch all of the index; the usual 2 MB of it would be re-read.
            db.session.execute(text("PRAGMA cache_size=-65536"))
    dice = Random(f"{seed}:{there}")
    writer = Writer(
        dice=dice,
        working_time=WorkingTime(calendar, until=until),
        calendar=calendar,
        offices=offices,
        procedures=choose_procedures(dice),
        citizens=find_or_add_citizens(
            max(2, dossiers // DOSSIERS_PER_CITIZEN), created_at=until - timedelta(days=DAYS)
        ),
        benchmark_every=max(1, dossiers // BENCHMARK_SHARE),
        first_number=there,
    )
    order = writer.order(dossiers)
    for first in range(0, dossiers, BATCH):
        batch = order[first : first + BATCH]
        with write_unit():
            writer.write(batch, first=first)
        progress(len(batch))
    return Simulated(dossiers, writer.events_written, len(writer.citizens))


def _dossiers_of(agency_ids: Iterable[int]) -> int:
    statement = select(func.count()).select_from(Dossier).where(Dossier.agency_id.in_(list(agency_ids)))
    return db.session.execute(statement).scalar_one()


@click.command(name="simulate")
@click.option("--dossiers", type=click.IntRange(min=1), required=True, help="how many to add")
@click.option("--seed", type=int, default=1, show_default=True, help="another one gives others")
@click.option(
    "--agencies", type=click.IntRange(1, 999), default=10, show_default=True, help="offices they are at"
)
@with_appcontext
def simulate_command(dossiers: int, seed: int, agencies: int) -> None:
    """Add invented dossiers of the last 24 months, for benchmarks; not for a database in use."""
    with _rarely_collecting(), tqdm(total=dossiers, unit=" dossiers", file=sys.stderr, disable=None) as bar:
        try:
            added = simulate(dossiers=dossiers, seed=seed, agencies=agencies, progress=bar.update)
        except LookupError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"dossiers {added.dossiers}, events {added.events}, citizens {added.citizens}")


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Millions of rows come and go, none of them in cycles; looking for cycles took a sixth of the time."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
