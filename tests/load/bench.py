"""`make bench`: how fast the service is on this machine, as one JSON object on standard output.

In one run: a temporary data directory, the catalogue (the reference data under MOTCUA_REFERENCE, else the
starter), simulated dossiers, `motcua web`, and beside it a bare WSGI hello started by the very same command
line (see `servers`). A closed-loop client then asks each in turn, in several rounds, so that a drift of the
machine shows. The client shares the processors with the server, so ratios to hello and CPU per request travel;
absolute numbers do not. Exit code 1 when any answer was not 2xx.

`make bench PART=look-up` measures only look-up (`look_up.py`), `PART=files` only the copies of files
(`files.py`), `PART=push` only how fast a worker pushes (`pushes.py`), `PART=forms` only the prescribed papers
(`forms.py`; give `--dossiers 2000`, there is no need for more). A table of look-up goes to standard error.
DATABASE_URL_BENCH runs it on that database (PostgreSQL, empty at first); what it adds there stays.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import func, select

from api import create_app
from api.catalogue.commands import STARTER_FILE
from api.catalogue.folding import fold
from api.catalogue.models import Agency, Procedure
from api.config import PROJECT_ROOT, Settings
from api.dossiers.models import Dossier, DossierEvent
from api.extensions import db
from api.simulation_surroundings import BENCHMARK_PHONE
from tests.live_server import Client, free_port
from tests.load import files, forms, look_up, pushes, web_app
from tests.load.closed_loop import Measured, drive, get
from tests.load.figures import milliseconds, note, percentile, reference
from tests.load.servers import Servers, cpu_seconds, serving
from tests.people import sign_in_citizen
from tests.push_queue import Size

NOTE = (
    "Client and server share the processors of this machine: compare ratios and CPU per request, not absolute "
    "rates. The rate limiter is on; connections come from many loopback addresses."
)
EVERYDAY_WORDS = """
lam giay khai sinh cho con
dang ky ket hon can giay to gi
giay chung tu cho ba noi
sao y ban chinh
chung thuc chu ky
xac nhan doc than
nhap ho khau
dang ky tam tru
xoa tam tru
cap lai so do bi mat
sang ten so do
tach thua dat
chuyen muc dich su dung dat
giay phep xay dung nha o
mo quan an
dang ky ho kinh doanh
tam ngung kinh doanh
tro cap nguoi khuyet tat
tro cap nguoi gia 80 tuoi
tien mai tang phi
ho ngheo
the bao hiem y te cho tre em
chuyen truong cho con
nhan con nuoi
doi ten dem
cai chinh ngay sinh
ly lich tu phap
di chuc
uy quyen ban nha
hoa giai tranh chap dat dai
giay phep lai xe
khieu nai
1.001193
2.000815
""".strip().splitlines()
TRACKED = 5000
EVERYTHING, LOOK_UP, FILES, PUSH, FORMS = "everything", "look-up", "files", "push", "forms"


@dataclass
class Case:
    """What is asked of a server over and over."""

    name: str
    port: int
    server: subprocess.Popen[bytes]
    requests: Sequence[bytes]
    measured: Measured = field(default_factory=Measured)
    server_cpu_seconds: float = 0.0
    rounds: list[float] = field(default_factory=list)

    def run(self, *, seconds: float, connections: int) -> None:
        before = cpu_seconds(self.server.pid)
        found = drive(
            self.port,
            self.requests,
            seconds=seconds,
            connections=connections,
            first=len(self.measured.latencies),
        )
        self.server_cpu_seconds += cpu_seconds(self.server.pid) - before
        self.measured += found
        self.rounds.append(round(len(found.latencies) / found.seconds, 1))

    def report(self) -> dict[str, Any]:
        measured = self.measured
        good = len(measured.latencies)
        return {
            "requests": good,
            "requests_per_second": round(good / measured.seconds, 1),
            "p50_ms": milliseconds(percentile(measured.latencies, 50)),
            "p99_ms": milliseconds(percentile(measured.latencies, 99)),
            "errors": measured.errors.total(),
            "errors_by_kind": dict(measured.errors),
            "rounds_requests_per_second": self.rounds,
            "server_cpu_ms_per_request": milliseconds(self.server_cpu_seconds / max(good, 1)),
            "client_cores_used": round(measured.client_cpu_seconds / measured.seconds, 2),
        }


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse(arguments)
    push_queue = Size(devices=-(-options.pushes // 10), messages_each=10)
    if options.part in (FILES, PUSH, FORMS):
        parts: dict[str, Callable[[], dict[str, Any]]] = {
            FILES: files.measure,
            PUSH: lambda: pushes.measure(push_queue),
            FORMS: lambda: forms.measure_alone(lambda environment: fill(environment, options)),
        }
        alone = parts[options.part]()
        sys.stdout.write(json.dumps(alone, indent=2) + "\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        data = Path(folder)
        environment = {
            **os.environ,
            "MOTCUA_DATA": folder,
            "DATABASE_URL": os.environ.get("DATABASE_URL_BENCH") or f"sqlite:///{data / 'motcua.sqlite'}",
            "PORT": str(free_port()),
        }
        load_before = os.getloadavg()
        filled = fill(environment, options)
        settings = Settings.from_environment(environment)
        app = create_app(settings)
        with app.app_context(), serving(environment, data) as servers:
            origin = f"http://127.0.0.1:{servers[1]}"
            figures = {"look_up": look_up.measure(origin if options.web_app else None), "counts": counts()}
            if options.part == EVERYTHING:
                figures |= under_load(app, servers, options)
                figures["files"] = files.measure()
                figures["papers"] = forms.measure(app)
                figures["push"] = pushes.measure(push_queue)
                note("the web app: bytes, Lighthouse, a slow phone")
                figures["web_app"] = web_app.measure(origin) if options.web_app else None
            db.session.remove()
            dialect = db.engine.dialect.name
            db.engine.dispose()
    result = {
        "note": NOTE,
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "system": f"{platform.system()} {platform.machine()}",
            "load_average_before": [round(load, 2) for load in load_before],
            "load_average_after": [round(load, 2) for load in os.getloadavg()],
        },
        "service": {
            "database": dialect,
            "limits_in": "redis" if settings.redis_url else "database",
            "workers": settings.web_workers,
            "connections": options.connections,
            "seconds_per_round": options.seconds,
            "rounds": options.rounds,
        },
        **filled,
        **figures,
    }
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=2) + "\n")
    sys.stderr.write(look_up.table(figures["look_up"]))
    return exit_code(figures.get("cases", {}))


def under_load(app: Flask, servers: Servers, options: argparse.Namespace) -> dict[str, Any]:
    """The four cases, in rounds: {cases}."""
    cases, rows = make_cases(app, *servers, seed=options.seed)
    measure(cases, options)
    reports = with_ratios({case.name: case.report() for case in cases})
    reports["my_dossiers"]["rows"] = rows
    return {"cases": reports}


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench", description="Measure the service on this machine; JSON on stdout."
    )
    parser.add_argument(
        "part",
        nargs="?",
        choices=[EVERYTHING, LOOK_UP, FILES, PUSH, FORMS],
        default=EVERYTHING,
        help=f"{LOOK_UP}: only how well and how fast look-up finds, in the process and on the phone; {FILES}: only "
        f"what the copies of a handed-in file cost; {PUSH}: only how fast a worker pushes; {FORMS}: only "
        "the papers the law prescribes",
    )
    parser.add_argument("--dossiers", type=int, default=200_000, help="simulated dossiers (default: 200000)")
    parser.add_argument("--seconds", type=float, default=8, help="of each case in each round (default: 8)")
    parser.add_argument(
        "--warm-up", type=float, default=2, help="seconds of each case before it counts (default: 2)"
    )
    parser.add_argument("--pushes", type=int, default=10_000, help="deliveries to push (default: 10000)")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--connections", type=int, default=8, help="requests under way at once (default: 8)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-web-app", dest="web_app", action="store_false", help="leave browsers out")
    return parser.parse_args(arguments)


def fill(environment: dict[str, str], options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """Schema, catalogue and dossiers, by the commands that an operator would use; answers what they took."""
    timed("migrate", environment=environment)
    file = reference("procedures.jsonl.gz")
    note(f"importing {file or 'the starter catalogue'}")
    seconds, peak = timed("catalogue", "import", str(file or STARTER_FILE), environment=environment)
    imported = {"file": file.name if file else "starter", "seconds": seconds, "peak_rss_mb": peak}
    if options.part == LOOK_UP:
        return {"import": imported}
    note(f"simulating {options.dossiers} dossiers")
    seconds, peak = timed(
        "simulate", "--dossiers", str(options.dossiers), "--seed", str(options.seed), environment=environment
    )
    rate = round(options.dossiers / seconds)
    simulated = {
        "dossiers": options.dossiers,
        "seconds": seconds,
        "dossiers_per_second": rate,
        "peak_rss_mb": peak,
    }
    return {"import": imported, "simulate": simulated}


def timed(*command: str, environment: dict[str, str]) -> tuple[float, int]:
    """Run a command of `motcua`; answers the seconds and the peak memory in MB, both with starting Python."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", *command], env=environment, cwd=PROJECT_ROOT, stdout=sys.stderr
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"`motcua {' '.join(command)}` failed")
    return round(time.perf_counter() - started, 1), usage.ru_maxrss // 1024


def queries() -> list[str]:
    """Everyday words without marks, and those of the reference data when they are there."""
    file = reference("dev-queries.jsonl")
    lines = file.read_text(encoding="utf-8").splitlines() if file else []
    return EVERYDAY_WORDS + [fold(json.loads(line)["query"]) for line in lines]


def counts() -> dict[str, int]:
    tables = {"procedures": Procedure, "agencies": Agency, "dossiers": Dossier, "events": DossierEvent}
    return {
        name: db.session.execute(select(func.count()).select_from(model)).scalar_one()
        for name, model in tables.items()
    }


def make_cases(
    app: Flask,
    web: subprocess.Popen[bytes],
    port: int,
    hello: subprocess.Popen[bytes],
    hello_port: int,
    *,
    seed: int,
) -> tuple[list[Case], int]:
    """The four cases, and how many rows a page of the benchmark citizen's dossiers has."""
    token = sign_in_citizen(app, BENCHMARK_PHONE).access_token
    codes = list(
        db.session.execute(
            select(Dossier.code).where(Dossier.code.is_not(None)).order_by(Dossier.code)
        ).scalars()
    )
    chosen = Random(seed).sample(codes, min(TRACKED, len(codes)))
    mine = "/api/v1/dossiers?limit=20"
    rows = len(Client(f"http://127.0.0.1:{port}", token).ok("GET", mine.removeprefix("/api/v1"))["items"])
    cases = [
        Case("hello", hello_port, hello, [get("/")]),
        Case(
            "look_up",
            port,
            web,
            [get("/api/v1/procedures?" + urlencode({"q": query})) for query in queries()],
        ),
        Case("my_dossiers", port, web, [get(mine, token=token)]),
        Case("tracking", port, web, [get(f"/api/v1/tracking/{code}") for code in chosen]),
    ]
    return cases, rows


def measure(cases: list[Case], options: argparse.Namespace) -> None:
    """Warm each case up, then all of them in turn for every round."""
    for case in cases:
        note(f"warming up {case.name}")
        drive(case.port, case.requests, seconds=options.warm_up, connections=options.connections)
    for number in range(1, options.rounds + 1):
        for case in cases:
            case.run(seconds=options.seconds, connections=options.connections)
            note(f"round {number} {case.name}: {case.rounds[-1]} requests a second")


def with_ratios(reports: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    hello = reports["hello"]
    for report in reports.values():
        report["ratio_to_hello"] = ratio(report["requests_per_second"], hello["requests_per_second"])
        report["p50_ratio"] = ratio(report["p50_ms"], hello["p50_ms"])
        report["cpu_ratio"] = ratio(report["server_cpu_ms_per_request"], hello["server_cpu_ms_per_request"])
    return reports


def exit_code(reports: dict[str, dict[str, Any]]) -> int:
    return 1 if any(report["errors"] for report in reports.values()) else 0


def ratio(value: float | None, base: float | None) -> float | None:
    return round(value / base, 4) if value is not None and base else None


if __name__ == "__main__":
    sys.exit(main())
