"""What the prescribed papers cost on this machine: each form on demand, and a register of 50,000 dossiers.

The goals of the issue: 300 ms a form; stack.md: 50,000 rows of XLSX in 3 s, memory that does not grow with them.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from api import create_app
from api.config import Settings
from api.dossiers.forms.control_slip import make_control_slip
from api.dossiers.forms.prescribed import BY_ACTION
from api.dossiers.forms.register import Entry
from api.dossiers.forms.register_files import make_pdf, write_xlsx
from api.dossiers.forms.slips import make_slip
from api.dossiers.lifecycle import Status
from api.dossiers.models import Dossier, DossierEvent
from api.dossiers.receipts import make_receipt
from api.extensions import db, now
from tests.load.figures import milliseconds, note, percentile

TIMES = 30
ROWS = 50_000
ROWS_OF_A_MONTH = 500


def measure(app: Flask) -> dict[str, Any]:
    """{forms: {number: {p50_ms, most_ms, bytes}}, register: {…}}, for dossiers of the simulation."""
    note("forms and register")
    with app.test_request_context():
        makers: dict[str, Callable[[], bytes]] = {"01": _receipt(), "06": _control_slip()}
        for action, form in BY_ACTION.items():
            event = _newest(action)
            if event is not None:
                makers[form.number] = lambda event=event: make_slip(event, with_secret=True)  # type: ignore[misc]
        forms = {number: _timed(make) for number, make in sorted(makers.items())}
    return {"forms": forms, "register": _register()}


def measure_alone(fill: Callable[[dict[str, str]], object]) -> dict[str, Any]:
    """In a database of its own, which `fill` fills."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        environment = {
            **os.environ,
            "MOTCUA_DATA": folder,
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'db.sqlite'}",
        }
        fill(environment)
        app = create_app(Settings.from_environment(environment))
        found = measure(app)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        return found


def _receipt() -> Callable[[], bytes]:
    dossier = _returned()
    return lambda: make_receipt(dossier, with_secret=True)


def _control_slip() -> Callable[[], bytes]:
    dossier = _returned()
    return lambda: make_control_slip(dossier)


def _returned() -> Dossier:
    statement = select(Dossier).where(Dossier.status == Status.RETURNED).limit(1)
    return db.session.execute(statement).scalar_one()


def _newest(action: str) -> DossierEvent | None:
    statement = select(DossierEvent).where(DossierEvent.action == action).order_by(DossierEvent.id.desc())
    return db.session.execute(statement.limit(1)).scalar_one_or_none()


def _timed(make: Callable[[], bytes]) -> dict[str, Any]:
    size = len(make())  # fonts are loaded once a process
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        make()
        took.append(time.perf_counter() - begun)
    return {"p50_ms": milliseconds(percentile(took, 50)), "most_ms": milliseconds(max(took)), "bytes": size}


def _register() -> dict[str, Any]:
    before = _peak_mb()
    begun = time.perf_counter()
    with write_xlsx(map(_entry, range(1, ROWS + 1)), agency_name="Đo", year=2026) as file:
        xlsx_seconds = time.perf_counter() - begun
        size = file.seek(0, 2)
    grown = _peak_mb() - before
    begun = time.perf_counter()
    make_pdf(map(_entry, range(1, ROWS_OF_A_MONTH + 1)), agency_name="Đo", year=2026, month=11)
    return {
        "xlsx_rows": ROWS,
        "xlsx_seconds": round(xlsx_seconds, 2),
        "xlsx_peak_growth_mb": round(grown, 1),
        "xlsx_bytes": size,
        "pdf_rows": ROWS_OF_A_MONTH,
        "pdf_seconds": round(time.perf_counter() - begun, 2),
    }


def _entry(number: int) -> Entry:
    day = date(2026, 11, 23)
    return Entry(
        number, f"Y99.01.01-261123-{number:04d}", "Thủ tục đăng ký khai sinh (1.001193)", f"Nguyễn Văn Mẫu {number}",
        "0900000001", now(), day, day, day, "Cán bộ Mẫu", "",
    )  # fmt: skip


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
