"""Puts the application together from the folders.

What each blueprint may be asked by whom stands in `BLUEPRINTS`, in one place.
"""

from __future__ import annotations

import orjson
import structlog
from flask import Flask, Response
from flask.sansio.blueprints import Blueprint
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import NotFound
from werkzeug.middleware.proxy_fix import ProxyFix

from api import access, errors, headers, input_guard, operations, rate_limits, request_log, web_app
from api.accounts import identity, tokens
from api.accounts import routes as accounts
from api.accounts.models import Officer
from api.catalogue import office_facts, sheets
from api.catalogue import posting_routes as posting
from api.catalogue import routes as catalogue
from api.catalogue.posting_models import PostingPhoto
from api.config import Settings
from api.documents import link_routes, references
from api.documents import routes as documents
from api.documents.models import FileCopies, Upload
from api.documents.references import Reference
from api.dossiers import (
    concerned_files,
    desk,
    draft_routes,
    drafts,
    receipt_keys,
    receipt_routes,
    register_routes,
    tracking,
    wallet_routes,
)
from api.dossiers import routes as dossiers
from api.extensions import BusyDatabase, db, prepare_engine
from api.json_provider import OrjsonProvider
from api.notifications import preference_routes, previews, report_routes
from api.notifications import receivers as notification_receivers
from api.notifications import routes as notifications
from api.notifications.announcements import routes as announcements
from api.openapi import describe
from api.oversight import posting_routes as posting_figures
from api.oversight import routes as oversight
from api.ratings import receivers as rating_receivers
from api.ratings import routes as ratings

API_PREFIX = "/api/v1"

# (blueprint, prefix, who may enter)
BLUEPRINTS: list[tuple[Blueprint, str, access.Rule]] = [
    (operations.blueprint, "", access.ANYBODY),
    (accounts.sign_in, API_PREFIX, access.ANYBODY),
    (accounts.me, API_PREFIX, access.SIGNED_IN),
    (catalogue.blueprint, API_PREFIX, access.ANYBODY),
    (posting.public, API_PREFIX, access.ANYBODY),
    (posting.desk, API_PREFIX, access.OFFICE),
    (sheets.blueprint, API_PREFIX, access.ANYBODY),
    (office_facts.reading, API_PREFIX, access.OFFICE),
    (office_facts.recording, API_PREFIX, access.ADMINISTRATORS),
    (documents.blueprint, API_PREFIX, access.HAND_IN),
    (link_routes.making, API_PREFIX, access.HAND_IN),
    (link_routes.opening, API_PREFIX, access.ANYBODY),
    (dossiers.blueprint, API_PREFIX, access.CITIZENS),
    (draft_routes.blueprint, API_PREFIX, access.CITIZENS),
    (tracking.blueprint, API_PREFIX, access.ANYBODY),
    (receipt_routes.blueprint, API_PREFIX, access.ANYBODY),
    (wallet_routes.blueprint, API_PREFIX, access.CITIZENS),
    (desk.blueprint, API_PREFIX, access.OFFICE),
    (register_routes.blueprint, API_PREFIX, access.OFFICE),
    (previews.blueprint, API_PREFIX, access.OFFICE),
    (notifications.keys, API_PREFIX, access.ANYBODY),
    (notifications.blueprint, API_PREFIX, access.CITIZENS),
    (preference_routes.blueprint, API_PREFIX, access.CITIZENS),
    (report_routes.blueprint, API_PREFIX, access.ANYBODY),
    (announcements.public, API_PREFIX, access.ANYBODY),
    (announcements.desk, API_PREFIX, access.OFFICE),
    (announcements.mine, API_PREFIX, access.CITIZENS),
    (ratings.by_token, API_PREFIX, access.ANYBODY),
    (ratings.by_owner, API_PREFIX, access.CITIZENS),
    (oversight.blueprint, API_PREFIX, access.SUPERVISORS),
    (posting_figures.blueprint, API_PREFIX, access.SUPERVISORS),
    (oversight.public, API_PREFIX, access.ANYBODY),
]

# Every column that names a file in the store: what none of them names may be removed (documents/references.py).
STORED_FILES = [
    Reference("uploads", Upload.sha256, size=Upload.size),
    Reference("cleaned copies", FileCopies.clean_key, size=FileCopies.clean_size),
    Reference("screen copies", FileCopies.screen_key),
    Reference("thumbnails", FileCopies.thumbnail_key),
    Reference("portraits", Officer.photo_sha256),
    Reference("photographs of boards", PostingPhoto.storage_key, size=PostingPhoto.size),
]


def _answer_database_trouble(error: OperationalError) -> Response:
    """The database is away or busy: not the caller's fault, and worth trying again."""
    structlog.get_logger(__name__).error("database_trouble", error=str(error.orig))
    return errors.answer_problem(BusyDatabase())


def build(settings: Settings) -> Flask:
    """The application with these settings."""
    app = Flask("api", static_folder=None)
    app.json = OrjsonProvider(app)
    app.extensions["motcua_settings"] = settings
    receipt_keys.load_key(settings)  # one that cannot be used is told now, not to the first citizen
    app.config.update(
        SECRET_KEY=settings.key("flask"),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "hide_parameters": True,  # what people typed must not reach a log through an error
            "pool_pre_ping": not settings.database_url.startswith("sqlite"),
            "json_serializer": lambda value: orjson.dumps(
                value
            ).decode(),  # Vietnamese as it is: a third smaller
            "json_deserializer": orjson.loads,
        },
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        **tokens.configuration(settings),
    )
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    tokens.manager.init_app(app)
    rate_limits.init_app(app)
    errors.register(app)
    app.register_error_handler(OperationalError, _answer_database_trouble)
    app.register_error_handler(NotFound, web_app.answer_page_or_404)
    request_log.init_app(app)
    input_guard.init_app(app)

    api = describe(app)
    for blueprint, prefix, rule in BLUEPRINTS:
        access.declare(app, blueprint, rule)
        api.register(app, blueprint, prefix)
    api.tell_errors_as_problems()
    references.declare(app, STORED_FILES, tell=concerned_files.concerned_by)
    access.enforce(app, identity.role_of_caller)

    drafts.connect()
    notification_receivers.connect()
    rating_receivers.connect()

    app.wsgi_app = headers.SecurityHeaders(web_app.static_files(app.wsgi_app, settings))  # type: ignore[method-assign]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
