"""`make bench` in small: it runs to its end and says what it promises; its client counts what is no good answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from api.catalogue.everyday import EverydayWords
from api.catalogue.search import IndexRow, SearchIndex
from api.config import PROJECT_ROOT
from tests.load import bench, look_up
from tests.load.closed_loop import REQUESTS_PER_ADDRESS, drive, get
from tests.load.figures import percentile

CASES = ["hello", "look_up", "my_dossiers", "tracking"]
OF_A_CASE = {
    "requests_per_second", "p50_ms", "p99_ms", "errors", "ratio_to_hello", "p50_ratio", "rounds_requests_per_second",
    "server_cpu_ms_per_request",
}  # fmt: skip


def test_a_short_run_prints_every_figure() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL_BENCH"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.load.bench", "--no-web-app",
         "--dossiers", "60", "--seconds", "0.2", "--warm-up", "0.1", "--pushes", "50"],
        cwd=PROJECT_ROOT, env={**environment, "MOTCUA_REFERENCE": "/nowhere"}, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert list(result["cases"]) == CASES
    for case in result["cases"].values():
        assert case.keys() >= OF_A_CASE
        assert case["errors"] == 0
        assert len(case["rounds_requests_per_second"]) == 2
        assert 0 < case["p50_ms"] <= case["p99_ms"]
    assert result["cases"]["hello"]["ratio_to_hello"] == 1
    assert result["cases"]["my_dossiers"]["rows"] == 20
    assert result["counts"]["dossiers"] == 60
    assert result["import"]["file"] == "starter"
    assert result["import"].keys() >= {"seconds", "peak_rss_mb"}
    assert result["simulate"].keys() >= {"seconds", "dossiers_per_second", "peak_rss_mb"}
    assert result["look_up"].keys() >= {"index_build_seconds", "p50_ms", "p99_ms", "offline_bytes", "phone"}
    assert result["look_up"]["hits"] == {}, "their codes are those of the reference catalogue"
    assert "offline catalogue, brotli" in done.stderr
    assert set(result["push"]) >= {"sqlite"}
    for found in result["push"].values():
        assert (found["pushes"], found["left"]) == (50, 0)
        assert found.keys() >= {"per_second", "worker_cpu_seconds", "worker_mb"}
    assert result["papers"]["forms"].keys() >= {"01", "06"}
    assert result["papers"]["register"]["xlsx_rows"] == 50_000
    assert result["machine"].keys() >= {"cores", "python"}


class Server(ThreadingHTTPServer):
    """Answers every third request with 500 and ends a connection at every seventh."""

    daemon_threads = True
    asked = 0
    addresses: set[str]

    def handle_error(self, *_about: object) -> None:
        pass  # the client goes away in the middle of things; that is what it is for


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked += 1
        self.server.addresses.add(self.client_address[0])
        if self.path == "/broken" and self.server.asked % 7 == 0:
            self.close_connection = True
            return
        body = b"x" * 100_000
        self.send_response(500 if self.path == "/broken" and self.server.asked % 3 == 0 else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_about: object) -> None:
        """Says nothing: the tests read what came back."""


@contextmanager
def a_server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as server:
        server.addresses = set()
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_the_client_counts_bad_answers_and_lost_connections() -> None:
    with a_server() as server:
        measured = drive(server.server_port, [get("/broken")], seconds=0.3, connections=3)
    assert measured.latencies
    assert measured.errors["500"] > 0
    assert measured.errors["BadAnswer"] > 0


def test_the_client_changes_its_address_before_it_is_limited() -> None:
    with a_server() as server:
        measured = drive(server.server_port, [get("/a"), get("/b")], seconds=0.5, connections=1)
    assert not measured.errors
    assert len(server.addresses) == 1 + (server.asked - 1) // REQUESTS_PER_ADDRESS


def test_errors_make_the_run_fail() -> None:
    reports = {name: {"errors": 0} for name in CASES}
    assert bench.exit_code(reports) == 0
    reports["tracking"]["errors"] = 1
    assert bench.exit_code(reports) == 1


def test_percentiles() -> None:
    assert percentile([], 50) is None
    assert percentile([3.0, 1.0, 2.0], 50) == 2.0
    assert percentile([float(number) for number in range(1, 101)], 99) == 100.0


def test_hits_are_counted_by_kind_and_for_all() -> None:
    rows = [
        IndexRow(f"1.00000{number}", name, "Hộ tịch", "xã", None, has_detail=True)
        for number, name in enumerate(("Đăng ký khai sinh", "Đăng ký lại khai sinh", "Đăng ký kết hôn"))
    ]
    labelled = [
        look_up.LookUp("exact", "đăng ký kết hôn", frozenset({"1.000002"})),
        look_up.LookUp("typo", "khai snh", frozenset({"1.000001", "9.999999"})),
        look_up.LookUp("typo", "xyzzy", frozenset({"1.000001"})),
    ]
    assert look_up.hits(SearchIndex.build(rows, EverydayWords([])), labelled) == {
        "exact": {"look_ups": 1, "hit_1": 100.0, "hit_3": 100.0},
        "all": {"look_ups": 3, "hit_1": 33.3, "hit_3": 66.7},
        "typo": {"look_ups": 2, "hit_1": 0.0, "hit_3": 50.0},
    }
