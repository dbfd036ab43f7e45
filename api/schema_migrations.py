"""Changing the schema, by Flask-Migrate; loaded only where that is done, since Alembic costs a process 11 MB."""

from __future__ import annotations

import flask_migrate
from flask import current_app

from api.config import PROJECT_ROOT
from api.extensions import db


def upgrade(revision: str = "head") -> None:
    """To a revision, or the newest."""
    _connect()
    flask_migrate.upgrade(revision=revision)


def downgrade(revision: str) -> None:
    _connect()
    flask_migrate.downgrade(revision=revision)


def _connect() -> None:
    app = current_app
    if "migrate" not in app.extensions:
        migrate = flask_migrate.Migrate(render_as_batch=True)
        migrate.init_app(app, db, directory=str(PROJECT_ROOT / "migrations"))
