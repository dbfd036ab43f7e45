"""OpenAPI by flask-smorest, at /api/v1/openapi.json, without its error handlers (ours are in errors.py)."""

from __future__ import annotations

from flask import Flask
from flask.sansio.blueprints import Blueprint
from flask_smorest import Api
from flask_smorest import Blueprint as ApiBlueprint

from api import access
from api.errors import MEDIA_TYPE
from api.field_messages import ma
from api.processes import MOST_HEADER_BYTES, MOST_HEADERS, MOST_REQUEST_LINE_BYTES


class FieldProblemSchema(ma.Schema):
    """What is wrong with one field. Some problems add facts of theirs, such as the `upload_id` of a file."""

    class Meta:
        unknown = ma.INCLUDE

    field = ma.fields.String(
        metadata={"description": "dotted path such as documents.0.size; empty: the body as a whole"}
    )
    code = ma.fields.String(metadata={"description": "stable; branch on this"})
    detail = ma.fields.String(
        metadata={"description": "a sentence in the reader's language; says what to do"}
    )


class ProblemSchema(ma.Schema):
    """RFC 9457 problem document."""

    type = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    code = ma.fields.String(required=True, metadata={"description": "stable; branch on this"})
    detail = ma.fields.String(required=True, metadata={"description": "a sentence in the reader's language"})
    retryable = ma.fields.Boolean(required=True)
    errors = ma.fields.List(
        ma.fields.Nested(FieldProblemSchema),
        metadata={"description": "always there when code is invalid_input"},
    )


class OurApi(Api):
    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """errors.py answers everything."""

    def register(self, app: Flask, blueprint: Blueprint, prefix: str) -> None:
        """Described blueprints go through flask-smorest, the others straight into Flask."""
        if isinstance(blueprint, ApiBlueprint):
            self.register_blueprint(blueprint, url_prefix=prefix)
        else:
            app.register_blueprint(blueprint, url_prefix=prefix or None)

    def tell_errors_as_problems(self) -> None:
        """flask-smorest describes errors as plain JSON; ours are problem documents. After all blueprints."""
        for response in self.spec.components.responses.values():
            content = response.get("content", {})
            if "application/json" in content:
                content[MEDIA_TYPE] = content.pop("application/json")


def describe(app: Flask) -> OurApi:
    app.config.update(
        API_TITLE="Một Cửa",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {
                "description": "Look up procedures, hand in dossiers, follow them against the legal due date, "
                "be told by push and rate the service. Errors are RFC 9457 problem documents. "
                "X-Expected-Person (the id of /me) with any request of a signed-in person: when somebody else is "
                "signed in by now, nothing is done and the answer is 401 other_person. "
                f"Any request whose first line is longer than {MOST_REQUEST_LINE_BYTES} bytes is answered 414 "
                f"address_too_long, one with more than {MOST_HEADERS} headers or a header longer than "
                f"{MOST_HEADER_BYTES} bytes 431 headers_too_large, and one that is no HTTP 400 malformed_request, "
                "each with the sentence in both languages, since the reader's was not read. A percent-encoded "
                "Vietnamese letter takes up to nine bytes.",
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            },
            "components": {
                "securitySchemes": {
                    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                    "cookie": {"type": "apiKey", "in": "cookie", "name": "access_token_cookie"},
                }
            },
            "security": [{"bearer": []}, {"cookie": []}],
        },
    )
    api = OurApi(app)
    access.rules(app)["api-docs"] = access.ANYBODY
    return api
