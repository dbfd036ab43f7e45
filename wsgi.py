"""The entry point for WSGI servers: `gunicorn wsgi:app`."""

from api import create_app

app = create_app()
