"""Input that no field can hold: NUL characters, which PostgreSQL refuses in text and nobody types.

Refused at the door, in paths, queries and JSON, so that no route has to think of it.
"""

from __future__ import annotations

import re

from flask import Flask, request

from api.errors import InvalidInput, NotFound, field_error
from api.field_messages import UNPRINTABLE

# An odd number of backslashes before it: an escaped backslash followed by "u0000" is harmless text.
NUL_IN_JSON = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def init_app(app: Flask) -> None:
    @app.before_request
    def _refuse_nul() -> None:
        if "\0" in request.path:
            raise NotFound
        if b"%00" in request.query_string or b"\0" in request.query_string:
            raise InvalidInput(errors=[field_error("", UNPRINTABLE)])
        if request.is_json and NUL_IN_JSON.search(request.get_data()):
            raise InvalidInput(errors=[field_error("", UNPRINTABLE)])
