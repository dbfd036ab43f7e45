"""The entry point for WSGI servers: `gunicorn wsgi:app`."""

from api import create_app
from api.request_log import configure_logging

configure_logging()
app = create_app()
