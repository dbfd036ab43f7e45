"""One application lent to many tests: describing its interface costs more than most tests do.

A test gets the application with its own settings, an empty database, fresh connections and nothing left over from
the test before. The engine stays the same and only connects elsewhere, so that SQLAlchemy need not compile every
statement anew for every test.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Dialect, event, make_url
from werkzeug.test import TestResponse

from api import create_app, rate_limits
from api.config import Settings
from api.extensions import db

_lent: dict[Settings, LentApplication] = {}


class SeparateClient(FlaskClient):
    """Each request in an application context of its own, as on a server: else `g` and the database session of the
    test would be those of every request it makes."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("buffered", True)  # a response that nobody reads must not keep its file open
        with self.application.app_context():
            return super().open(*args, **kwargs)


@contextmanager
def lent_application(settings: Settings) -> Iterator[Flask]:
    """The application with these settings, inside an application context."""
    # What is read at each use may differ from test to test; an application is built for everything else.
    kind = replace(
        settings,
        database_url=make_url(settings.database_url).drivername,
        data_dir=Path(),
        storage_url="",
        push_hosts=frozenset(),
        delivery_lease_seconds=0,
    )
    if kind not in _lent:
        _lent[kind] = LentApplication(settings)
    with _lent[kind].lend(settings) as app:
        yield app


class LentApplication:
    def __init__(self, settings: Settings) -> None:
        self.app = create_app(settings)
        self.app.test_client_class = SeparateClient
        self.config, self.extensions = dict(self.app.config), dict(self.app.extensions)
        with self.app.app_context():
            self.engine = db.engine
        event.listen(self.engine, "do_connect", self._connect)

    def _connect(self, dialect: Dialect, _record: Any, _args: Any, _parameters: Any) -> Any:
        arguments, parameters = dialect.create_connect_args(self.engine.url)
        return dialect.connect(*arguments, **parameters)

    @contextmanager
    def lend(self, settings: Settings) -> Iterator[Flask]:
        self._clean()
        self.app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
        self.app.extensions["motcua_settings"] = settings
        self.engine.url = make_url(settings.database_url)
        rate_limits.init_app(self.app)  # the limiter counts for the application that was made last
        with self.app.app_context():
            yield self.app
            db.session.remove()
            self.engine.dispose()

    def _clean(self) -> None:
        """Forget what a test has set, such as the life of tokens, and what requests have left, such as an index."""
        for present, original in ((self.app.config, self.config), (self.app.extensions, self.extensions)):
            present.clear()
            present.update(original)
