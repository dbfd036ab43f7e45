"""What crosses the wire about the register."""

from __future__ import annotations

from api.field_messages import ma


class BookSchema(ma.Schema):
    """The register of one year."""

    year = ma.fields.Integer(required=True)
    entries = ma.fields.Integer(required=True)
    closed_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    closed_by = ma.fields.String(required=True, allow_none=True)
    still_whole = ma.fields.Boolean(
        required=True,
        allow_none=True,
        metadata={"description": "of a closed one: numbers and codes are those that were closed"},
    )
    may_close = ma.fields.Boolean(required=True, metadata={"description": "by the caller, now"})


class BookListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(BookSchema), required=True)
