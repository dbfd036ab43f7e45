"""Who refers to a stored file. What nobody refers to may be removed, what is missing is a fault.

The list stands where the application is put together (`STORED_FILES` in api/factory.py), because most of those who
keep files live in folders above this one. A test fails when a model has a column for a stored file that is not on it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute

from api.documents.storage_keys import key_for
from api.extensions import db

_DECLARED = "motcua_stored_files"
_TELLER = "motcua_whose_files"


@dataclass(frozen=True)
class Reference:
    """A column that names stored files by storage key or SHA-256, None where there is none.

    `size` is the column with the file's length in bytes, where there is one. `column` should have an index.
    """

    name: str
    column: InstrumentedAttribute[Any]
    size: InstrumentedAttribute[Any] | None = None


@dataclass(frozen=True)
class Referred:
    """A file that should be in the store, who says so, and of how many bytes if they know."""

    sha256: str
    by: str
    size: int | None


@dataclass(frozen=True)
class Concerned:
    """An upload that is lost with a file; `dossier` is its code or submission number, None while it is in none."""

    upload_id: uuid.UUID
    file_name: str
    dossier: str | None


def declare(
    app: Flask, references: Sequence[Reference], *, tell: Callable[[str], Sequence[Concerned]]
) -> None:
    """`tell` answers by SHA-256 which uploads need a file: dossiers are known to a folder above this one."""
    app.extensions[_DECLARED] = tuple(references)
    app.extensions[_TELLER] = tell


def concerned_by(sha256: str) -> Sequence[Concerned]:
    """The uploads that this file, or one it was made of, belongs to."""
    tell: Callable[[str], Sequence[Concerned]] = current_app.extensions[_TELLER]
    return tell(sha256)


def declared() -> tuple[Reference, ...]:
    found: tuple[Reference, ...] = current_app.extensions[_DECLARED]
    return found


def is_referred(sha256: str) -> bool:
    """Whether any row names the file now."""
    names = (sha256, key_for(sha256))
    return any(
        db.session.execute(select(one.column).where(one.column.in_(names)).limit(1)).first()
        for one in declared()
    )


def count_references() -> int:
    return sum(db.session.execute(select(func.count(one.column))).scalar_one() for one in declared())


def referred_under(prefix: str) -> Iterable[Referred]:
    """Every file whose SHA-256 begins with these hexadecimal digits, once for each column and size."""
    for one in declared():
        named = _begins(one.column, prefix)
        if one.size is None:
            for (value,) in db.session.execute(select(one.column).where(named).distinct()):
                yield Referred(_sha256(value), one.name, None)
        else:
            for value, size in db.session.execute(select(one.column, one.size).where(named).distinct()):
                yield Referred(_sha256(value), one.name, size)


def _sha256(value: str | None) -> str:
    return (value or "").rpartition("/")[2]


def _begins(column: InstrumentedAttribute[Any], prefix: str) -> ColumnElement[bool]:
    """A range and not LIKE, for which PostgreSQL would want an index of another kind."""
    following = f"{int(prefix, 16) + 1:x}".rjust(len(prefix), "0")
    return and_(column >= prefix, column < (following if len(following) == len(prefix) else "g"))
