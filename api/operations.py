"""For operators: alive, ready, and what is going on. No prefix, no sign-in; keep /metrics inside by the proxy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

import structlog
from flask import Blueprint, Response, current_app, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client import REGISTRY as PROCESS_REGISTRY
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy.exc import SQLAlchemyError

from api.config import PROJECT_ROOT, current_settings
from api.documents.storage import store
from api.extensions import db, now
from api.notifications import delivery_counts, delivery_status

blueprint = Blueprint("operations", __name__)

NOT_MIGRATED = "needs `motcua migrate`"

log = structlog.get_logger(__name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers; nothing else is claimed."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """The database answers in the newest schema, the data directory can be written and the store takes files.

    The store alone is no reason to send nobody here: what is sent waits in the data directory, and all else goes on.
    """
    needed = {"database": _database_check(), "data_directory": _directory_check()}
    checks = {**needed, "file_store": "ok" if store().takes_files() else "takes no files"}
    faults = {*checks.values()} - {"ok"}
    status = "ready" if not faults else "starting" if faults == {NOT_MIGRATED} else "degraded"
    return jsonify(status=status, checks=checks), 200 if {*needed.values()} == {"ok"} else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus text; sums over the web processes when `motcua web` has set up their shared folder."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
    else:
        registry.register(PROCESS_REGISTRY)
    registry.register(DeliveriesCollector())
    return current_app.response_class(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class DeliveriesCollector:
    """The deliveries as they stand in the database: workers are other processes, whose counters nobody could see.

    Without a database it says nothing, and the rest of the metrics still goes out.
    """

    def collect(self) -> Iterator[Metric]:
        try:
            standing, counts = delivery_status.standing(now()), delivery_counts.since()
        except SQLAlchemyError:
            db.session.rollback()
            log.warning("metrics_without_database")
            return
        states = GaugeMetricFamily("motcua_deliveries", "Deliveries by state", labels=["state"])
        states.add_metric(["ready"], standing.waiting)
        states.add_metric(["leased"], standing.in_hand)
        states.add_metric(["dead"], sum(standing.dead_by_reason.values()))
        yield states
        yield GaugeMetricFamily(
            "motcua_deliveries_oldest_ready_seconds",
            "How long the oldest due delivery has waited",
            standing.oldest_due_seconds,
        )
        tries = CounterMetricFamily(
            "motcua_delivery_outcomes",
            "What became of tries to deliver",
            labels=["channel", "origin", "outcome", "reason"],
        )
        for what, count in counts:
            tries.add_metric([what.channel, what.origin, what.outcome, what.reason], count)
        yield tries


def _database_check() -> str:
    from alembic.migration import MigrationContext  # a tenth of a second, which no other request needs

    try:
        connection = db.session.connection()
        at = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        db.session.rollback()
        return "unreachable"
    return "ok" if at == _newest_revision() else NOT_MIGRATED


@cache
def _newest_revision() -> str | None:
    """Of the migrations that belong to the code of this process. Finding it loads every one of them."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(PROJECT_ROOT / "migrations")).get_current_head()


def _directory_check() -> str:
    return "ok" if os.access(current_settings().data_dir, os.W_OK) else "not writable"
