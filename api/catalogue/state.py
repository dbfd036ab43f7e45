"""The version of the catalogue: one row that grows with every change, so that every process notices."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from api.catalogue.models import CatalogueState
from api.extensions import db, lock, now

_ONLY = 1
_VERSION = select(CatalogueState.version).where(CatalogueState.id == bindparam("only"))


def catalogue_version() -> int:
    """The present version; 0 before anything was imported. One read by primary key."""
    return db.session.execute(_VERSION, {"only": _ONLY}).scalar() or 0


def lock_state() -> CatalogueState:
    """The row, kept from other write units until this one ends: changes of the catalogue come one after the other."""
    state = lock(CatalogueState, _ONLY)
    if state is None:
        try:
            with db.session.begin_nested():
                db.session.add(CatalogueState(id=_ONLY, version=0))
        except IntegrityError:  # another process was first (PostgreSQL only)
            pass
        state = lock(CatalogueState, _ONLY)
    if state is None:
        raise RuntimeError("the catalogue's state row cannot be locked")
    return state


def bump(state: CatalogueState) -> None:
    """Say that something visible changed."""
    state.version += 1
    state.changed_at = now()
