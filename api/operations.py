"""For operators: alive, ready, and what is going on. No prefix, no sign-in; keep /metrics inside by the proxy."""

from __future__ import annotations

import os
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client import REGISTRY as PROCESS_REGISTRY
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy.exc import SQLAlchemyError

from api.config import PROJECT_ROOT, current_settings
from api.extensions import db

blueprint = Blueprint("operations", __name__)

NOT_MIGRATED = "needs `motcua migrate`"


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers; nothing else is claimed."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """The database answers in the newest schema and the data directory can be written."""
    checks: dict[str, Any] = {"database": _database_check(), "data_directory": _directory_check()}
    faults = {value for value in checks.values() if value != "ok"}
    status = "ready" if not faults else "starting" if faults == {NOT_MIGRATED} else "degraded"
    return jsonify(status=status, checks=checks), 503 if faults else 200


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus text; sums over the web processes when `motcua web` has set up their shared folder."""
    registry = PROCESS_REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return current_app.response_class(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _database_check() -> str:
    try:
        connection = db.session.connection()
        at = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        db.session.rollback()
        return "unreachable"
    newest = ScriptDirectory(str(PROJECT_ROOT / "migrations")).get_current_head()
    return "ok" if at == newest else NOT_MIGRATED


def _directory_check() -> str:
    return "ok" if os.access(current_settings().data_dir, os.W_OK) else "not writable"
