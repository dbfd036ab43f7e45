"""What crosses the wire of look-up."""

from __future__ import annotations

from api.catalogue.records import FEE_KINDS, LEVELS, ONLINE_LEVELS, UNITS
from api.documents.limits import document_limits
from api.field_messages import STALE_PAGE, Sentence, ma, validate

_PROVINCE = validate.Regexp(
    r"^\d{2}\Z",
    error=Sentence(
        "wrong_format", vi="Xin nhập mã tỉnh gồm 2 chữ số.", en="Please enter a province code of 2 digits."
    ),
)


def note(text: str) -> dict[str, str]:
    return {"description": text}


class PageQuerySchema(ma.Schema):
    limit = ma.fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))
    cursor = ma.fields.String(
        load_default=None,
        validate=validate.Regexp(r"^[0-9]{1,6}\Z", error=STALE_PAGE),
        metadata=note("`next` of the page before; read nothing into it"),
    )


class PlaceQuerySchema(PageQuerySchema):
    q = ma.fields.String(load_default="")
    province = ma.fields.String(load_default=None, validate=_PROVINCE, metadata=note("two-digit code"))


class ProcedureQuerySchema(PlaceQuerySchema):
    q = ma.fields.String(
        load_default="",
        metadata=note("everyday words, a name or a code; only the first 200 characters count"),
    )
    field = ma.fields.String(load_default=None, metadata=note("name of a field, compared without marks"))
    level = ma.fields.String(load_default=None, validate=validate.OneOf(LEVELS))


class AtOfficeQuerySchema(ma.Schema):
    agency = ma.fields.String(
        load_default=None, validate=validate.Length(min=1, max=35), metadata=note("an office's code")
    )


class FieldPartsQuerySchema(AtOfficeQuerySchema):
    field = ma.fields.String(
        required=True,
        validate=validate.Length(min=1, max=300),
        metadata=note("name of a field, compared without marks"),
    )
    level = ma.fields.String(load_default=None, validate=validate.OneOf(LEVELS))


class FieldPartsSchema(ma.Schema):
    procedures = ma.fields.Integer(required=True, metadata=note("that have a sheet"))
    parts = ma.fields.Integer(required=True, metadata=note("files that hold them: `part` of sheets.pdf"))


class FieldSheetsQuerySchema(FieldPartsQuerySchema):
    part = ma.fields.Integer(load_default=1, validate=validate.Range(min=1, max=500))


class SpanSchema(ma.Schema):
    quantity = ma.fields.Raw(required=True, metadata={"type": "number"})
    unit = ma.fields.String(required=True, validate=validate.OneOf(UNITS))


class PrintedAmountSchema(ma.Schema):
    amount = ma.fields.Raw(required=True, metadata={"type": "number"})
    currency = ma.fields.String(required=True)
    text = ma.fields.String(required=True, metadata=note("as printed; show this"))


class ProcedureFactsSchema(ma.Schema):
    """What decides whether somebody reads on: how long it takes and what it costs. Details are in the procedure."""

    spans = ma.fields.List(
        ma.fields.Nested(SpanSchema),
        required=True,
        metadata=note("the different time limits of all cases and channels"),
    )
    deadline_text = ma.fields.String(
        required=True, metadata=note("as printed, where there is no span; else ''")
    )
    fee_kind = ma.fields.String(required=True, validate=validate.OneOf(FEE_KINDS))
    amounts = ma.fields.List(
        ma.fields.Nested(PrintedAmountSchema),
        required=True,
        metadata=note("the different fees above nothing"),
    )


class ProcedureItemSchema(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    field = ma.fields.String(required=True)
    level = ma.fields.String(required=True, allow_none=True, validate=validate.OneOf(LEVELS))
    online_level = ma.fields.String(required=True, allow_none=True, validate=validate.OneOf(ONLINE_LEVELS))
    has_detail = ma.fields.Boolean(
        required=True, metadata=note("false: only the name is known; never show that as 'nothing required'")
    )
    province = ma.fields.String(
        required=True,
        allow_none=True,
        attribute="province_code",
        metadata=note("null for national procedures"),
    )
    facts = ma.fields.Nested(
        ProcedureFactsSchema,
        required=True,
        allow_none=True,
        metadata=note("null where only the name is known"),
    )


class UnderstoodSchema(ma.Schema):
    """A query as it was understood."""

    words = ma.fields.String(required=True, metadata=note("folded and put right: 'khaisinh' is 'khai sinh'"))
    unknown_words = ma.fields.List(
        ma.fields.String(), required=True, metadata=note("of the words, those that nobody knows")
    )


class ProcedureListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(ProcedureItemSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)
    total = ma.fields.Integer(required=True)
    understood = ma.fields.Nested(
        UnderstoodSchema, required=True, allow_none=True, metadata=note("null without a query")
    )


class FieldQuerySchema(ma.Schema):
    level = ma.fields.String(load_default=None, validate=validate.OneOf(LEVELS))
    province = ma.fields.String(load_default=None, validate=_PROVINCE, metadata=note("two-digit code"))


class FieldSchema(ma.Schema):
    field = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True, metadata=note("of its procedures"))
    often_needed = ma.fields.Boolean(required=True, metadata=note("has some that people often need"))


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
    count = ma.fields.Integer(required=True, metadata=note("of its procedures"))


class LifeEventListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(LifeEventSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)
    total = ma.fields.Integer(required=True)


class LifeEventItemSchema(ProcedureItemSchema):
    label = ma.fields.String(required=True, metadata=note("what people call it, in Vietnamese"))


class LifeEventPageSchema(ma.Schema):
    slug = ma.fields.String(required=True)
    name = ma.fields.Nested(BothLanguagesSchema, required=True)
    introduction = ma.fields.Nested(BothLanguagesSchema, required=True)
    items = ma.fields.List(ma.fields.Nested(LifeEventItemSchema), required=True)


class MissSchema(ma.Schema):
    q = ma.fields.String(
        required=True,
        validate=validate.Length(min=1, max=1000),
        metadata=note("a look-up that its author has finished and that led to nothing"),
    )


class DocumentLimitsSchema(ma.Schema):
    max_bytes = ma.fields.Integer(required=True, metadata=note("of one file"))
    media_types = ma.fields.List(ma.fields.String(), required=True)


class AgencySchema(ma.Schema):
    code = ma.fields.String(required=True, metadata=note("mã định danh"))
    name = ma.fields.String(required=True)
    province = ma.fields.String(required=True)
    commune = ma.fields.String(required=True, allow_none=True)
    online_filing = ma.fields.String(required=True, validate=validate.OneOf(("mandate", "precheck")))
    address = ma.fields.String(required=True)
    hotline = ma.fields.String(required=True)
    is_demo = ma.fields.Boolean(required=True, metadata=note("invented for the demonstration"))
    # The service's own, since no office has stated others.
    document_limits = ma.fields.Nested(DocumentLimitsSchema, required=True, dump_default=document_limits)


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

    people = ma.fields.String(required=True, metadata=note("the words that `*` stands for"))
    lines = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata=note("official words, a tab, the phrases for them separated by `|`"),
    )


class OfflineCatalogueSchema(ma.Schema):
    version = ma.fields.Integer(required=True)
    fields_ = ma.fields.List(ma.fields.String(), required=True, data_key="fields")
    levels = ma.fields.List(ma.fields.String(), required=True)
    online_levels = ma.fields.List(ma.fields.String(), required=True)
    procedures = ma.fields.List(
        ma.fields.List(ma.fields.Raw()),
        required=True,
        metadata=note(
            "rows of code, name, index of field, of level, of online level (null: none), 1 when it has detail + 2 when "
            "it is often needed"
        ),
    )
    words = ma.fields.Nested(WordsTableSchema, required=True)
    life_events = ma.fields.List(
        ma.fields.List(ma.fields.Raw()),
        required=True,
        metadata=note(
            "rows of slug, names [vi, en], introductions [vi, en], procedures [place in `procedures`, "
            "what people call it]"
        ),
    )
