"""The date in Vietnam of a stored moment, inside a query, on both databases.

Vietnam keeps UTC+7 all year (and has since 1975), so seven hours are added to the stored UTC time. SQLite's
`date` rounds to milliseconds, which would push the last half millisecond of a day into the next: the
fraction is cut first.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class date_in_vietnam(FunctionElement[Any]):
    type = Date()
    name = "date_in_vietnam"
    inherit_cache = True


@compiles(date_in_vietnam, "sqlite")
def _sqlite(element: date_in_vietnam, compiler: SQLCompiler, **kw: Any) -> str:
    return f"date(substr({compiler.process(element.clauses, **kw)}, 1, 19), '+7 hours')"


@compiles(date_in_vietnam, "postgresql")
def _postgresql(element: date_in_vietnam, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(({compiler.process(element.clauses, **kw)}) AT TIME ZONE INTERVAL '7 hours' AS DATE)"
