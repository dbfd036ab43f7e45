"""What crosses the wire about drafts that are kept for another device. Everything has a limit and may be unfinished."""

from __future__ import annotations

from api.dossiers.schemas import ManifestEntrySchema
from api.field_messages import TOO_MANY, ma, validate

KINDS = ("dossier", "supplement")


class DraftApplicantSchema(ma.Schema):
    """As far as it is typed; handing in checks it."""

    full_name = ma.fields.String(load_default="", validate=validate.Length(max=300))
    phone = ma.fields.String(load_default="", validate=validate.Length(max=30))
    identity_number = ma.fields.String(load_default="", validate=validate.Length(max=30))


class DraftOfficeSchema(ma.Schema):
    """The chosen office as the phone shows it."""

    code = ma.fields.String(required=True, validate=validate.Length(min=1, max=35))
    name = ma.fields.String(required=True, validate=validate.Length(max=300))
    province = ma.fields.String(required=True, validate=validate.Length(max=2))
    is_demo = ma.fields.Boolean(required=True)
    mandate = ma.fields.Boolean(required=True, metadata={"description": "takes dossiers online"})


class DraftPageSchema(ManifestEntrySchema):
    """A page or file of the draft: a finished upload of the same citizen."""

    name = ma.fields.String(required=True, validate=validate.Length(min=1, max=255))
    media_type = ma.fields.String(required=True, validate=validate.Length(min=1, max=100))


class DraftContentSchema(ma.Schema):
    """What the citizen has filled in. The procedure's own text is not kept: the other device asks for it."""

    kind = ma.fields.String(required=True, validate=validate.OneOf(KINDS))
    dossier_id = ma.fields.UUID(
        required=True, metadata={"description": "the draft's own id; of a supplement: the dossier's"}
    )
    procedure_code = ma.fields.String(required=True, validate=validate.Length(min=1, max=40))
    case = ma.fields.String(load_default=None, allow_none=True, validate=validate.Length(max=1000))
    request = ma.fields.String(load_default="", validate=validate.Length(max=4000))
    for_other = ma.fields.Boolean(load_default=False)
    applicant = ma.fields.Nested(DraftApplicantSchema, required=True)
    office = ma.fields.Nested(DraftOfficeSchema, load_default=None, allow_none=True)
    note = ma.fields.String(load_default="", validate=validate.Length(max=4000))
    skipped = ma.fields.List(
        ma.fields.String(validate=validate.Length(max=20)),
        load_default=list,
        validate=validate.Length(max=200, error=TOO_MANY),
    )
    step = ma.fields.String(load_default="", validate=validate.Length(max=40))
    pages = ma.fields.List(
        ma.fields.Nested(DraftPageSchema), required=True, validate=validate.Length(max=200, error=TOO_MANY)
    )
    created_at = ma.fields.AwareDateTime(required=True)


class KeptDraftSchema(ma.Schema):
    """A draft without its pages, as a line of the list."""

    id = ma.fields.UUID(required=True)
    version = ma.fields.Integer(required=True, metadata={"description": "the ETag, for If-Match"})
    kind = ma.fields.String(required=True, validate=validate.OneOf(KINDS))
    procedure_code = ma.fields.String(required=True)
    procedure_name = ma.fields.String(required=True)
    pages = ma.fields.Integer(required=True, metadata={"description": "how many it has"})
    updated_at = ma.fields.AwareDateTime(required=True)
    expires_at = ma.fields.AwareDateTime(required=True)


class WholeDraftSchema(KeptDraftSchema):
    pages = ma.fields.Integer(required=True)
    content = ma.fields.Nested(DraftContentSchema, required=True)
    missing_uploads = ma.fields.List(
        ma.fields.UUID(), required=True, metadata={"description": "pages that are not on the server any more"}
    )


class KeptDraftListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(KeptDraftSchema), required=True)
