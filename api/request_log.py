"""One log line a request: id, route, status, bytes, wall and CPU time. Never an address, a path value or a body."""

from __future__ import annotations

import logging
import sys
import time
import uuid

import structlog
from flask import Flask, Response, g, request
from prometheus_client import Counter, Histogram

REQUESTS = Counter("motcua_requests_total", "Requests answered", ["route", "method", "status"])
SECONDS = Histogram(
    "motcua_request_seconds",
    "Wall time of requests",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)

log = structlog.get_logger("request")


def configure_logging() -> None:
    """JSON lines on standard error, for any collector to read."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)  # /readyz asks it at every check
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )


def init_app(app: Flask) -> None:
    @app.before_request
    def _start() -> None:
        g.started = (time.perf_counter(), time.thread_time())
        g.request_id = uuid.uuid4().hex[:16]

    @app.after_request
    def _finish(response: Response) -> Response:
        if "started" not in g:
            return response
        wall, cpu = time.perf_counter() - g.started[0], time.thread_time() - g.started[1]
        route = request.url_rule.rule if request.url_rule else "(none)"
        REQUESTS.labels(route, request.method, response.status_code).inc()
        SECONDS.labels(route).observe(wall)
        response.headers["X-Request-Id"] = g.request_id
        log.info(
            "request",
            id=g.request_id,
            method=request.method,
            route=route,
            status=response.status_code,
            bytes=response.calculate_content_length(),
            wall_ms=round(wall * 1000, 1),
            cpu_ms=round(cpu * 1000, 1),
        )
        return response
