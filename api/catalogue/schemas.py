"""What crosses the wire of look-up."""

from __future__ import annotations

from api.catalogue.records import CHANNELS, FEE_KINDS, LEVELS, ONLINE_LEVELS, SCOPES, UNITS
from api.field_messages import STALE_PAGE, Sentence, ma, validate

_PROVINCE = validate.Regexp(
    r"^\d{2}\Z",
    error=Sentence(
        "wrong_format", vi="Xin nhập mã tỉnh gồm 2 chữ số.", en="Please enter a province code of 2 digits."
    ),
)


def _note(text: str) -> dict[str, str]:
    return {"description": text}


class PageQuerySchema(ma.Schema):
    limit = ma.fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))
    cursor = ma.fields.String(
        load_default=None,
        validate=validate.Regexp(r"^[0-9]{1,6}\Z", error=STALE_PAGE),
        metadata=_note("`next` of the page before; read nothing into it"),
    )


class PlaceQuerySchema(PageQuerySchema):
    q = ma.fields.String(load_default="")
    province = ma.fields.String(load_default=None, validate=_PROVINCE, metadata=_note("two-digit code"))


class ProcedureQuerySchema(PlaceQuerySchema):
    q = ma.fields.String(
        load_default="",
        metadata=_note("everyday words, a name or a code; only the first 200 characters count"),
    )
    field = ma.fields.String(load_default=None, metadata=_note("name of a field, compared without marks"))
    level = ma.fields.String(load_default=None, validate=validate.OneOf(LEVELS))


_AGENCY_CODE = ma.fields.String(
    load_default=None, validate=validate.Length(min=1, max=35), metadata=_note("an office's code")
)


class SheetQuerySchema(ma.Schema):
    agency = _AGENCY_CODE


class FieldSheetsQuerySchema(SheetQuerySchema):
    field = ma.fields.String(
        required=True,
        validate=validate.Length(min=1, max=300),
        metadata=_note("name of a field, compared without marks"),
    )
    level = ma.fields.String(load_default=None, validate=validate.OneOf(LEVELS))
    part = ma.fields.Integer(load_default=1, validate=validate.Range(min=1, max=500))


class SpanSchema(ma.Schema):
    quantity = ma.fields.Raw(required=True, metadata={"type": "number"})
    unit = ma.fields.String(required=True, validate=validate.OneOf(UNITS))


class PrintedAmountSchema(ma.Schema):
    amount = ma.fields.Raw(required=True, metadata={"type": "number"})
    currency = ma.fields.String(required=True)
    text = ma.fields.String(required=True, metadata=_note("as printed; show this"))


class ProcedureFactsSchema(ma.Schema):
    """What decides whether somebody reads on: how long it takes and what it costs. Details are in the procedure."""

    spans = ma.fields.List(
        ma.fields.Nested(SpanSchema),
        required=True,
        metadata=_note("the different time limits of all cases and channels"),
    )
    deadline_text = ma.fields.String(
        required=True, metadata=_note("as printed, where there is no span; else ''")
    )
    fee_kind = ma.fields.String(required=True, validate=validate.OneOf(FEE_KINDS))
    amounts = ma.fields.List(
        ma.fields.Nested(PrintedAmountSchema),
        required=True,
        metadata=_note("the different fees above nothing"),
    )


class ProcedureItemSchema(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    field = ma.fields.String(required=True)
    level = ma.fields.String(required=True, allow_none=True, validate=validate.OneOf(LEVELS))
    online_level = ma.fields.String(required=True, allow_none=True, validate=validate.OneOf(ONLINE_LEVELS))
    has_detail = ma.fields.Boolean(
        required=True, metadata=_note("false: only the name is known; never show that as 'nothing required'")
    )
    province = ma.fields.String(
        required=True,
        allow_none=True,
        attribute="province_code",
        metadata=_note("null for national procedures"),
    )
    facts = ma.fields.Nested(
        ProcedureFactsSchema,
        required=True,
        allow_none=True,
        metadata=_note("null where only the name is known"),
    )


class UnderstoodSchema(ma.Schema):
    """A query as it was understood."""

    words = ma.fields.String(required=True, metadata=_note("folded and put right: 'khaisinh' is 'khai sinh'"))
    unknown_words = ma.fields.List(
        ma.fields.String(), required=True, metadata=_note("of the words, those that nobody knows")
    )


class ProcedureListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(ProcedureItemSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)
    total = ma.fields.Integer(required=True)
    understood = ma.fields.Nested(
        UnderstoodSchema, required=True, allow_none=True, metadata=_note("null without a query")
    )


class FieldQuerySchema(ma.Schema):
    level = ma.fields.String(load_default=None, validate=validate.OneOf(LEVELS))
    province = ma.fields.String(load_default=None, validate=_PROVINCE, metadata=_note("two-digit code"))


class FieldSchema(ma.Schema):
    field = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True, metadata=_note("of its procedures"))
    often_needed = ma.fields.Boolean(required=True, metadata=_note("has some that people often need"))


class FieldListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(FieldSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)
    total = ma.fields.Integer(required=True)


class BothLanguagesSchema(ma.Schema):
    vi = ma.fields.String(required=True)
    en = ma.fields.String(required=True)


class LifeEventSchema(ma.Schema):
    slug = ma.fields.String(required=True)
    name = ma.fields.Nested(BothLanguagesSchema, required=True)
    introduction = ma.fields.Nested(BothLanguagesSchema, required=True)
    count = ma.fields.Integer(required=True, metadata=_note("of its procedures"))


class LifeEventListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(LifeEventSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)
    total = ma.fields.Integer(required=True)


class LifeEventItemSchema(ProcedureItemSchema):
    label = ma.fields.String(required=True, metadata=_note("what people call it, in Vietnamese"))


class LifeEventPageSchema(ma.Schema):
    slug = ma.fields.String(required=True)
    name = ma.fields.Nested(BothLanguagesSchema, required=True)
    introduction = ma.fields.Nested(BothLanguagesSchema, required=True)
    items = ma.fields.List(ma.fields.Nested(LifeEventItemSchema), required=True)


class MissSchema(ma.Schema):
    q = ma.fields.String(
        required=True,
        validate=validate.Length(min=1, max=1000),
        metadata=_note("a look-up that its author has finished and that led to nothing"),
    )


class ProcedureFeeSchema(ma.Schema):
    type = ma.fields.String(required=True)
    text = ma.fields.String(required=True, metadata=_note("as printed; show this"))
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
        required=True, allow_none=True, metadata=_note("null: every case without its own entry")
    )
    quantity = ma.fields.Raw(required=True, allow_none=True, metadata={"type": ["number", "null"]})
    unit = ma.fields.String(required=True, allow_none=True, validate=validate.OneOf(UNITS))
    basis = ma.fields.String(
        required=True, allow_none=True, validate=validate.OneOf(("case", "channel", "procedure"))
    )


class ProcedureRequirementSchema(ma.Schema):
    id = ma.fields.String(required=True, metadata=_note("the same across imports"))
    name = ma.fields.String(required=True)
    case = ma.fields.String(
        required=True,
        allow_none=True,
        metadata=_note("null: in all cases; may also be a part of the dossier"),
    )
    kind = ma.fields.String(required=True, validate=validate.OneOf(("submit", "present", "note")))
    heading = ma.fields.String(
        required=True, allow_none=True, metadata=_note("the source's heading when it is no case")
    )
    conditional = ma.fields.Boolean(
        required=True, metadata=_note("our reading of the name: only under a condition")
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
        required=True, metadata=_note("when the source was read; a date or a span, as given")
    )
    transcription = ma.fields.String(required=True)


class LocalFactSchema(ma.Schema):
    """What holds at an office. It stands beside the national text, never in its place."""

    text = ma.fields.String(required=True)
    decision = ma.fields.String(required=True, metadata=_note("what sets it; '' where none is needed"))
    decided_on = ma.fields.Date(required=True, allow_none=True)
    effective_from = ma.fields.Date(required=True)
    effective_to = ma.fields.Date(
        required=True, allow_none=True, metadata=_note("the last day, if one is set")
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
    listed = ma.fields.Boolean(required=True, metadata=_note("false: withdrawn or abolished"))
    has_detail = ma.fields.Boolean(required=True)
    online_level = ma.fields.String(required=True, allow_none=True, validate=validate.OneOf(ONLINE_LEVELS))
    version = ma.fields.Integer(required=True)
    updated_at = ma.fields.DateTime(
        required=True, format="iso", metadata=_note("when this version was imported")
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
        metadata=_note("see_note is not free: it is set elsewhere"),
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
        metadata=_note("null without `agency`, or when there is no such office"),
    )


class DueTodayQuerySchema(ma.Schema):
    agency = ma.fields.String(
        load_default=None,
        validate=validate.Length(min=1, max=35),
        metadata=_note("whose opening hours count; without it the usual office hours"),
    )


class DueStepSchema(ma.Schema):
    code = ma.fields.String(required=True)
    text = ma.fields.String(required=True, metadata=_note("Vietnamese"))
    on = ma.fields.Date(required=True)
    article = ma.fields.String(
        required=True, allow_none=True, metadata=_note("the law or announcement followed")
    )


class DueExampleSchema(ma.Schema):
    quantity = ma.fields.Raw(
        required=True, metadata={"type": "number", "description": "as in `time_limits` of the procedure"}
    )
    unit = ma.fields.String(required=True, validate=validate.OneOf(UNITS))
    due_on = ma.fields.Date(required=True)
    due_at = ma.fields.DateTime(required=True, format="iso")
    steps = ma.fields.List(
        ma.fields.Nested(DueStepSchema), required=True, metadata=_note("each rule that shaped the date")
    )


class DueTodaySchema(ma.Schema):
    """When results are due at the latest of what is handed in now. True for this day only."""

    on = ma.fields.Date(required=True, metadata=_note("today in Vietnam"))
    counted_from = ma.fields.DateTime(
        required=True, format="iso", metadata=_note("now, or the next opening when the office is closed")
    )
    agency = ma.fields.String(required=True, allow_none=True)
    examples = ma.fields.List(
        ma.fields.Nested(DueExampleSchema),
        required=True,
        metadata=_note("one for each different time limit; none where none is published"),
    )


class AgencySchema(ma.Schema):
    code = ma.fields.String(required=True, metadata=_note("mã định danh"))
    name = ma.fields.String(required=True)
    province = ma.fields.String(required=True)
    commune = ma.fields.String(required=True, allow_none=True)
    online_filing = ma.fields.String(required=True, validate=validate.OneOf(("mandate", "precheck")))
    address = ma.fields.String(required=True)
    hotline = ma.fields.String(required=True)
    is_demo = ma.fields.Boolean(required=True, metadata=_note("invented for the demonstration"))


class AgencyListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(AgencySchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)
    total = ma.fields.Integer(required=True)


class AdministrativeUnitSchema(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    full_name = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    province = ma.fields.String(required=True, allow_none=True)


class AdministrativeUnitListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(AdministrativeUnitSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)
    total = ma.fields.Integer(required=True)


class WordsTableSchema(ma.Schema):
    """Everyday words, folded."""

    people = ma.fields.String(required=True, metadata=_note("the words that `*` stands for"))
    lines = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata=_note("official words, a tab, the phrases for them separated by `|`"),
    )


class OfflineCatalogueSchema(ma.Schema):
    version = ma.fields.Integer(required=True)
    fields_ = ma.fields.List(ma.fields.String(), required=True, data_key="fields")
    levels = ma.fields.List(ma.fields.String(), required=True)
    online_levels = ma.fields.List(ma.fields.String(), required=True)
    procedures = ma.fields.List(
        ma.fields.List(ma.fields.Raw()),
        required=True,
        metadata=_note(
            "rows of code, name, index of field, of level, of online level (null: none), 1 when it has detail + 2 when "
            "it is often needed"
        ),
    )
    words = ma.fields.Nested(WordsTableSchema, required=True)
    life_events = ma.fields.List(
        ma.fields.List(ma.fields.Raw()),
        required=True,
        metadata=_note(
            "rows of slug, names [vi, en], introductions [vi, en], procedures [place in `procedures`, "
            "what people call it]"
        ),
    )
