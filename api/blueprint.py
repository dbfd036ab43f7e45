"""flask-smorest's blueprint with a strict JSON reader.

The standard library's reader lets lone surrogates, numbers of 5,000 digits and 200,000 nested lists through to where
they hurt; orjson refuses them, and the answer is the same as for any other malformed JSON.
"""

from __future__ import annotations

from typing import Any

import orjson
from flask import Request
from flask_smorest import Blueprint as SmorestBlueprint
from webargs import missing
from webargs.core import is_json
from webargs.flaskparser import FlaskParser

from api.errors import MalformedJson


class StrictJsonParser(FlaskParser):
    DEFAULT_VALIDATION_STATUS = 422

    def load_json(self, req: Request, _schema: Any) -> Any:
        if not is_json(req.mimetype):
            return missing
        data = req.get_data()
        if not data:
            return missing
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise MalformedJson from error


class Blueprint(SmorestBlueprint):
    ARGUMENTS_PARSER = StrictJsonParser()
