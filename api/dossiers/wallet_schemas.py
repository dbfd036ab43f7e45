"""What crosses the wire about a citizen's papers."""

from __future__ import annotations

from api.documents.viewing import STATES
from api.field_messages import STALE_PAGE, ma, validate


class WalletQuerySchema(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    like = ma.fields.String(
        validate=validate.Length(max=2000),
        metadata={
            "description": "name of a paper that is asked for; those that were handed in as such come first"
        },
    )
    limit = ma.fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))
    cursor = ma.fields.String(validate=validate.Regexp(r"^[0-9]{1,4}\Z", error=STALE_PAGE))


class PaperUseSchema(ma.Schema):
    """A dossier that the paper was handed in with. `upload_id` is its file there."""

    dossier_id = ma.fields.UUID(required=True)
    upload_id = ma.fields.UUID(required=True)
    submission_number = ma.fields.String(required=True)
    applicant_name = ma.fields.String(required=True)
    code = ma.fields.String(required=True, allow_none=True)
    procedure_name = ma.fields.String(required=True)
    agency_name = ma.fields.String(required=True)
    requirement_name = ma.fields.String(required=True, allow_none=True)
    at = ma.fields.AwareDateTime(required=True)


class WalletPaperSchema(ma.Schema):
    id = ma.fields.UUID(required=True)
    file_name = ma.fields.String(required=True)
    size = ma.fields.Integer(required=True, metadata={"description": "bytes"})
    sha256 = ma.fields.String(required=True)
    media_type = ma.fields.String(required=True)
    requirement_name = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "what it was handed in as, the last time"}
    )
    state = ma.fields.String(
        required=True,
        validate=validate.OneOf(STATES),
        metadata={"description": "a thumbnail is there when `ready`"},
    )
    last_used_at = ma.fields.AwareDateTime(required=True)
    alike = ma.fields.Boolean(
        required=True, metadata={"description": "its name is much like the one asked for"}
    )
    uses = ma.fields.List(
        ma.fields.Nested(PaperUseSchema), required=True, metadata={"description": "newest first"}
    )


class WalletSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(WalletPaperSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)


class ReusedPaperSchema(ma.Schema):
    """A finished upload, for the list of files of a hand-in."""

    upload_id = ma.fields.UUID(required=True, attribute="id")
    file_name = ma.fields.String(required=True)
    size = ma.fields.Integer(required=True)
    sha256 = ma.fields.String(required=True)
    media_type = ma.fields.String(required=True)
