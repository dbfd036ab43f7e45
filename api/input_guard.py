"""Input that no field can hold: NUL characters, which PostgreSQL refuses in text and nobody types.

Refused at the door, in paths, queries and JSON, so that no route has to think of it.
"""

from __future__ import annotations

from flask import Flask, request

from api.errors import InvalidInput, NotFound


def init_app(app: Flask) -> None:
    @app.before_request
    def _refuse_nul() -> None:
        if "\0" in request.path:
            raise NotFound
        if b"%00" in request.query_string or b"\0" in request.query_string:
            raise InvalidInput
        if request.is_json and b"\\u0000" in request.get_data():
            raise InvalidInput
