"""What crosses the wire of the desk's part on local facts."""

from __future__ import annotations

from api.catalogue.local_facts import KINDS
from api.catalogue.procedure_schemas import LocalFactSchema
from api.field_messages import ma, validate


class _SeriesSchema(ma.Schema):
    procedure_code = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(min=1, max=40),
        metadata={"description": "null: all procedures of the office"},
    )
    kind = ma.fields.String(required=True, validate=validate.OneOf(KINDS))


class LocalFactHistoryQuerySchema(_SeriesSchema):
    pass


class RecordedLocalFactSchema(_SeriesSchema):
    text = ma.fields.String(required=True, validate=validate.Length(max=1000))
    decision = ma.fields.String(
        load_default="", validate=validate.Length(max=200), metadata={"description": "required for a fee"}
    )
    decided_on = ma.fields.Date(
        load_default=None, allow_none=True, metadata={"description": "required for a fee"}
    )
    effective_from = ma.fields.Date(
        load_default=None, allow_none=True, metadata={"description": "null: today"}
    )
    reason = ma.fields.String(required=True, validate=validate.Length(max=500))


class EndedLocalFactSchema(_SeriesSchema):
    effective_from = ma.fields.Date(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "which one, where something is planned too; null: what holds, else the next planned"
        },
    )
    last_day = ma.fields.Date(
        load_default=None, allow_none=True, metadata={"description": "null: today; yesterday ends it at once"}
    )
    reason = ma.fields.String(required=True, validate=validate.Length(max=500))


class LocalFactRowSchema(LocalFactSchema):
    """A row of the history."""

    number = ma.fields.Integer(required=True)
    reason = ma.fields.String(required=True)
    recorded_at = ma.fields.DateTime(required=True, format="iso")
    recorded_by = ma.fields.String(required=True, attribute="recorded_by.full_name")
    position = ma.fields.String(required=True, attribute="recorded_by.position")


class LocalFactHistorySchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(LocalFactRowSchema), required=True)


class FactProcedureSchema(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    listed = ma.fields.Boolean(required=True)


class OfficeFactSchema(ma.Schema):
    procedure = ma.fields.Nested(
        FactProcedureSchema,
        required=True,
        allow_none=True,
        metadata={"description": "null: all procedures of the office"},
    )
    kind = ma.fields.String(required=True, validate=validate.OneOf(KINDS))
    version = ma.fields.Integer(required=True, metadata={"description": "for If-Match"})
    now = ma.fields.Nested(LocalFactRowSchema, required=True, allow_none=True)
    planned = ma.fields.List(ma.fields.Nested(LocalFactRowSchema), required=True)
    withdrawn = ma.fields.Boolean(
        required=True,
        metadata={"description": "the procedure is not published any more, and the fact still stands"},
    )


class OfficeFactListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(OfficeFactSchema), required=True)
    withdrawn = ma.fields.Integer(required=True, metadata={"description": "how many items are `withdrawn`"})
