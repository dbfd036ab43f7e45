"""Alembic inside the application: the engine and the models are the app's own."""

from __future__ import annotations

from alembic import context

# Every table must be known before the models are compared with the database.
import api.accounts.models
import api.calendars.models
import api.catalogue.models
import api.catalogue.posting_models
import api.documents.models
import api.dossiers.models
import api.notifications.models
import api.ratings.models  # noqa: F401
from api.extensions import db


def run_migrations() -> None:
    """All pending migrations in one transaction; a second process that migrates at the same time waits."""
    engine = db.engine
    with engine.connect().execution_options(motcua_write=True) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_lock(7420260)")
        else:
            # Some changes rebuild tables, which must not fire ON DELETE; only settable outside a transaction.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        try:
            context.configure(
                connection=connection,
                target_metadata=db.metadata,
                render_as_batch=True,
                compare_type=True,
                compare_server_default=False,
            )
            with context.begin_transaction():
                context.run_migrations()
            connection.commit()
        finally:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SELECT pg_advisory_unlock(7420260)")
                connection.commit()
            else:
                connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


run_migrations()
