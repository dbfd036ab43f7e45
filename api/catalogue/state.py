"""The versions of the catalogue and of the units: a row each that grows with every change, so that every process
notices.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from api.catalogue.models import CatalogueState
from api.extensions import db, lock, now

# The rows, by what they are the version of.
CATALOGUE = 1
UNITS = 2
_VERSION = select(CatalogueState.version, CatalogueState.changed_at).where(
    CatalogueState.id == bindparam("what")
)


class CatalogueVersion(NamedTuple):
    """The moment belongs to it: after a restore from a backup the same number may name other data."""

    number: int
    changed_at: datetime | None


def catalogue_version(what: int = CATALOGUE) -> CatalogueVersion:
    """The present version; number 0 before anything was imported. One read by primary key."""
    row = db.session.execute(_VERSION, {"what": what}).one_or_none()
    return CatalogueVersion(*row) if row else CatalogueVersion(0, None)


def lock_state(what: int = CATALOGUE) -> CatalogueState:
    """The row, kept from other write units until this one ends, so that imports come one after another."""
    state = lock(CatalogueState, what)
    if state is None:
        try:
            with db.session.begin_nested():
                db.session.add(CatalogueState(id=what, version=0))
        except IntegrityError:  # another process was first (PostgreSQL only)
            pass
        state = lock(CatalogueState, what)
    if state is None:
        raise RuntimeError("the catalogue's state row cannot be locked")
    return state


def bump(state: CatalogueState) -> None:
    """Say that something visible changed."""
    state.version += 1
    state.changed_at = now()
