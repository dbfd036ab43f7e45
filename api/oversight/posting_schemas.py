"""What crosses the wire about posting compliance."""

from __future__ import annotations

from api.catalogue.mandatory_parts import GAPS, PARTS
from api.catalogue.posting_duties import GRADES, LACKS
from api.catalogue.posting_schemas import (
    CURSOR,
    STATUSES,
    ContentGapCountsSchema,
    GapCountsSchema,
    OfficeIndicatorSchema,
    RegisterRowSchema,
    StatusCountsSchema,
)
from api.catalogue.postings import STEPS
from api.field_messages import ma, validate
from api.oversight.posting_rows import IN_WAYS
from api.oversight.schemas import FiguresQuerySchema, PeriodSchema


class PostingRowsQuerySchema(FiguresQuerySchema):
    """`status` is that of the `way`; an empty filter is none."""

    way = ma.fields.String(load_default="both", validate=validate.OneOf(list(IN_WAYS)))
    status = ma.fields.String(load_default="", validate=validate.OneOf(["", *STATUSES]))
    gap = ma.fields.String(load_default="", validate=validate.OneOf(["", *LACKS]))
    grade = ma.fields.String(load_default="", validate=validate.OneOf(["", *GRADES]))
    field = ma.fields.String(load_default="", validate=validate.Length(max=300))
    limit = ma.fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))
    cursor = ma.fields.String(load_default=None, validate=validate.Length(max=200))


class CatalogueGapsQuerySchema(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    gap = ma.fields.String(load_default="", validate=validate.OneOf(["", *GAPS]))
    field = ma.fields.String(load_default="", validate=validate.Length(max=300))
    format = ma.fields.String(load_default="json", validate=validate.Length(max=20))
    limit = ma.fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))
    cursor = ma.fields.String(load_default=None, validate=CURSOR)


class Indicator6Schema(OfficeIndicatorSchema):
    """With how many were given 2 (`full`), 1 (`one`) and 0 (`none`)."""

    full = ma.fields.Integer(required=True)
    one = ma.fields.Integer(required=True)
    none = ma.fields.Integer(required=True)


class PostingLineSchema(ma.Schema):
    """`duties` = the four statuses of `both`, `office` and `electronic` each; `both` is the worse of the two ways."""

    duties = ma.fields.Integer(required=True)
    both = ma.fields.Nested(StatusCountsSchema, required=True)
    office = ma.fields.Nested(StatusCountsSchema, required=True)
    electronic = ma.fields.Nested(StatusCountsSchema, required=True)
    gaps = ma.fields.Nested(GapCountsSchema, required=True)
    indicator_6 = ma.fields.Nested(Indicator6Schema, required=True)


class AgencyPostingLineSchema(PostingLineSchema):
    agency_code = ma.fields.String(required=True)
    agency_name = ma.fields.String(required=True)


class FieldPostingLineSchema(PostingLineSchema):
    field = ma.fields.String(required=True)


class RuleSetSchema(ma.Schema):
    id = ma.fields.String(required=True)
    within_working_days = ma.fields.Integer(required=True)
    basis = ma.fields.List(ma.fields.String(), required=True)
    confirmed = ma.fields.Boolean(required=True, metadata={"description": "the text in force was found"})


class FieldGapsSchema(ma.Schema):
    field = ma.fields.String(required=True)
    listed = ma.fields.Integer(required=True)
    gaps = ma.fields.Nested(ContentGapCountsSchema, required=True)


class CatalogueGapsSchema(ma.Schema):
    """Of all procedures listed in the province, whoever posts them."""

    listed = ma.fields.Integer(required=True)
    gaps = ma.fields.Nested(ContentGapCountsSchema, required=True)
    fields_with_gaps = ma.fields.List(ma.fields.Nested(FieldGapsSchema), required=True)


class PostingFiguresSchema(PeriodSchema):
    seen_on = ma.fields.Date(required=True)
    rule_sets = ma.fields.List(ma.fields.Nested(RuleSetSchema), required=True)
    total = ma.fields.Nested(PostingLineSchema, required=True)
    agencies = ma.fields.List(ma.fields.Nested(AgencyPostingLineSchema), required=True)
    by_field = ma.fields.List(ma.fields.Nested(FieldPostingLineSchema), required=True)
    catalogue = ma.fields.Nested(CatalogueGapsSchema, required=True)


class PostingComplianceRowSchema(RegisterRowSchema):
    agency_code = ma.fields.String(required=True)
    agency_name = ma.fields.String(required=True)


class PostingRowListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(PostingComplianceRowSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)


class IncompleteProcedureSchema(ma.Schema):
    procedure_code = ma.fields.String(required=True)
    procedure_name = ma.fields.String(required=True)
    field = ma.fields.String(required=True)
    gaps = ma.fields.List(ma.fields.String(validate=validate.OneOf(GAPS)), required=True)
    missing_parts = ma.fields.List(ma.fields.String(validate=validate.OneOf(list(PARTS))), required=True)


class IncompleteProcedureListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(IncompleteProcedureSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)
    total = ma.fields.Integer(required=True)


class SeenLineSchema(ma.Schema):
    """A line of the register without the officer's name: a supervisor sees offices, not people."""

    step = ma.fields.String(required=True, validate=validate.OneOf(STEPS))
    on = ma.fields.Date(required=True, allow_none=True)
    is_correction = ma.fields.Boolean(required=True)
    reason = ma.fields.String(required=True, allow_none=True)
    photo_id = ma.fields.UUID(required=True, allow_none=True)
    recorded_at = ma.fields.DateTime(required=True)
    officer_position = ma.fields.String(required=True)


class SeenPostingSchema(PostingComplianceRowSchema):
    entries = ma.fields.List(ma.fields.Nested(SeenLineSchema), required=True)
