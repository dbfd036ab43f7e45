"""What crosses the wire about one procedure: everything published, what holds at one office, today's example."""

from __future__ import annotations

from api.catalogue.records import CHANNELS, FEE_KINDS, LEVELS, ONLINE_LEVELS, SCOPES, UNITS
from api.catalogue.schemas import note
from api.errors import language
from api.field_messages import ma, validate


class ProcedureFeeSchema(ma.Schema):
    type = ma.fields.String(required=True)
    text = ma.fields.String(required=True, metadata=note("as printed; show this"))
    amount = ma.fields.Raw(required=True, allow_none=True, metadata={"type": ["number", "null"]})
    currency = ma.fields.String(required=True)
    note = ma.fields.String(required=True)


class ProcedureChannelSchema(ma.Schema):
    channel = ma.fields.String(required=True, validate=validate.OneOf(CHANNELS))
    quantity = ma.fields.Raw(required=True, allow_none=True, metadata={"type": ["number", "null"]})
    unit = ma.fields.String(required=True, allow_none=True, validate=validate.OneOf(UNITS))
    deadline_text = ma.fields.String(required=True)
    fee_text = ma.fields.String(required=True)
    fees = ma.fields.List(ma.fields.Nested(ProcedureFeeSchema), required=True)
    description = ma.fields.String(required=True)


class ProcedureTimeLimitSchema(ma.Schema):
    channel = ma.fields.String(required=True, validate=validate.OneOf(CHANNELS))
    case = ma.fields.String(
        required=True, allow_none=True, metadata=note("null: every case without its own entry")
    )
    quantity = ma.fields.Raw(required=True, allow_none=True, metadata={"type": ["number", "null"]})
    unit = ma.fields.String(required=True, allow_none=True, validate=validate.OneOf(UNITS))
    basis = ma.fields.String(
        required=True, allow_none=True, validate=validate.OneOf(("case", "channel", "procedure"))
    )


class ProcedureRequirementSchema(ma.Schema):
    id = ma.fields.String(required=True, metadata=note("the same across imports"))
    name = ma.fields.String(required=True)
    case = ma.fields.String(
        required=True,
        allow_none=True,
        metadata=note("null: in all cases; may also be a part of the dossier"),
    )
    kind = ma.fields.String(required=True, validate=validate.OneOf(("submit", "present", "note")))
    heading = ma.fields.String(
        required=True, allow_none=True, metadata=note("the source's heading when it is no case")
    )
    conditional = ma.fields.Boolean(
        required=True, metadata=note("our reading of the name: only under a condition")
    )
    original = ma.fields.Integer(required=True, allow_none=True)
    copy = ma.fields.Integer(required=True, allow_none=True)
    form_files = ma.fields.List(ma.fields.String(), required=True)


class ProcedureDeadlineSchema(ma.Schema):
    text = ma.fields.String(required=True)
    working_days = ma.fields.Raw(required=True, allow_none=True, metadata={"type": ["number", "null"]})
    calendar_days = ma.fields.Raw(required=True, allow_none=True, metadata={"type": ["number", "null"]})
    basis = ma.fields.String(required=True, allow_none=True)


class LegalBasisSchema(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)


class ProcedureSourceSchema(ma.Schema):
    name = ma.fields.String(required=True)
    read_on = ma.fields.String(
        required=True, metadata=note("when the source was read; a date or a span, as given")
    )
    transcription = ma.fields.String(required=True)


class LocalFactSchema(ma.Schema):
    """What holds at an office. It stands beside the national text, never in its place."""

    text = ma.fields.String(required=True)
    decision = ma.fields.String(required=True, metadata=note("what sets it; '' where none is needed"))
    decided_on = ma.fields.Date(required=True, allow_none=True)
    effective_from = ma.fields.Date(required=True)
    effective_to = ma.fields.Date(
        required=True, allow_none=True, metadata=note("the last day, if one is set")
    )
    for_all_procedures = ma.fields.Function(
        lambda fact: fact.procedure_id is None, required=True, metadata={"type": "boolean"}
    )


class LocalFactsSchema(ma.Schema):
    """What holds today at the office asked for, by kind; null where nothing is recorded."""

    agency_code = ma.fields.String(required=True)
    agency_name = ma.fields.String(required=True)
    fee = ma.fields.Nested(LocalFactSchema, required=True, allow_none=True)
    place = ma.fields.Nested(LocalFactSchema, required=True, allow_none=True)
    contact = ma.fields.Nested(LocalFactSchema, required=True, allow_none=True)
    hours = ma.fields.Nested(LocalFactSchema, required=True, allow_none=True)
    feedback = ma.fields.Nested(LocalFactSchema, required=True, allow_none=True)


class ProcedureSchema(ma.Schema):
    """Everything published about a procedure, in its present version."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    field = ma.fields.String(required=True)
    fields_ = ma.fields.List(ma.fields.String(), required=True, data_key="fields", attribute="fields")
    level = ma.fields.String(required=True, allow_none=True, validate=validate.OneOf(LEVELS))
    levels = ma.fields.List(ma.fields.String(validate=validate.OneOf(LEVELS)), required=True)
    scope = ma.fields.String(required=True, validate=validate.OneOf(SCOPES))
    province = ma.fields.String(required=True, allow_none=True)
    province_code = ma.fields.String(required=True, allow_none=True)
    listed = ma.fields.Boolean(required=True, metadata=note("false: withdrawn or abolished"))
    has_detail = ma.fields.Boolean(required=True)
    online_level = ma.fields.String(required=True, allow_none=True, validate=validate.OneOf(ONLINE_LEVELS))
    version = ma.fields.Integer(required=True)
    updated_at = ma.fields.DateTime(
        required=True, format="iso", metadata=note("when this version was imported")
    )
    promulgator = ma.fields.String(required=True)
    agency = ma.fields.List(ma.fields.String(), required=True)
    receiving_address = ma.fields.String(required=True)
    target = ma.fields.List(ma.fields.String(), required=True)
    cases = ma.fields.List(ma.fields.String(), required=True)
    requirements = ma.fields.List(ma.fields.Nested(ProcedureRequirementSchema), required=True)
    steps = ma.fields.List(ma.fields.String(), required=True)
    channels = ma.fields.List(ma.fields.Nested(ProcedureChannelSchema), required=True)
    time_limits = ma.fields.List(ma.fields.Nested(ProcedureTimeLimitSchema), required=True)
    deadline = ma.fields.Nested(ProcedureDeadlineSchema, required=True, allow_none=True)
    fee_kind = ma.fields.String(
        required=True,
        validate=validate.OneOf(FEE_KINDS),
        metadata=note("see_note is not free: it is set elsewhere"),
    )
    fees = ma.fields.List(ma.fields.Nested(ProcedureFeeSchema), required=True)
    result = ma.fields.List(ma.fields.String(), required=True)
    conditions = ma.fields.String(required=True)
    legal_basis = ma.fields.List(ma.fields.Nested(LegalBasisSchema), required=True)
    decision = ma.fields.String(required=True)
    url = ma.fields.String(required=True, allow_none=True)
    source = ma.fields.Nested(ProcedureSourceSchema, required=True)
    local = ma.fields.Nested(
        LocalFactsSchema,
        required=True,
        allow_none=True,
        metadata=note("null without `agency`, or when there is no such office"),
    )


class DueStepSchema(ma.Schema):
    code = ma.fields.String(required=True)
    text = ma.fields.Function(
        lambda step: step.sentence(language()),
        required=True,
        metadata={"type": "string", "description": "in the reader's language"},
    )
    on = ma.fields.Date(required=True)
    article = ma.fields.String(
        required=True, allow_none=True, metadata=note("the law or announcement followed")
    )


class DueExampleSchema(ma.Schema):
    quantity = ma.fields.Raw(
        required=True, metadata={"type": "number", "description": "as in `time_limits` of the procedure"}
    )
    unit = ma.fields.String(required=True, validate=validate.OneOf(UNITS))
    due_on = ma.fields.Date(required=True)
    due_at = ma.fields.DateTime(required=True, format="iso")
    steps = ma.fields.List(
        ma.fields.Nested(DueStepSchema), required=True, metadata=note("each rule that shaped the date")
    )


class DueTodaySchema(ma.Schema):
    """When results are due at the latest of what is handed in now. True for this day only."""

    on = ma.fields.Date(required=True, metadata=note("today in Vietnam"))
    counted_from = ma.fields.DateTime(
        required=True, format="iso", metadata=note("now, or the next opening when the office is closed")
    )
    agency = ma.fields.String(required=True, allow_none=True)
    examples = ma.fields.List(
        ma.fields.Nested(DueExampleSchema),
        required=True,
        metadata=note("one for each different time limit; none where none is published"),
    )
