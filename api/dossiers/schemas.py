"""What crosses the wire about dossiers."""

from __future__ import annotations

from api.documents.acceptance import MOST_PAGES
from api.documents.viewing import SCANS, STATES
from api.dossiers.lifecycle import ACTIONS
from api.dossiers.queues import QUEUES
from api.field_messages import TOO_MANY, ma, validate

WORKING_DAYS_LEFT = (
    "until the promised day, as of today or of the open pause's beginning; 0 on that day, less when late; "
    "null without a due date and once finished"
)


class ManifestEntrySchema(ma.Schema):
    """A file the phone has sent, with the size and hash it computed itself."""

    requirement_id = ma.fields.String(required=True, validate=validate.Length(min=1, max=20))
    upload_id = ma.fields.UUID(required=True)
    sha256 = ma.fields.String(required=True, validate=validate.Regexp(r"^[0-9a-fA-F]{64}$"))
    size = ma.fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=10**12))

    @ma.post_load
    def lower_hash(self, data: dict[str, object], **_kwargs: object) -> dict[str, object]:
        return {**data, "sha256": str(data["sha256"]).lower()}


class ApplicantSchema(ma.Schema):
    full_name = ma.fields.String(required=True, validate=validate.Length(min=1, max=200))
    phone = ma.fields.String(required=True, validate=validate.Length(max=30))
    identity_number = ma.fields.String(allow_none=True, validate=validate.Length(max=30))


class WalkInApplicantSchema(ApplicantSchema):
    """At the counter nobody needs a phone."""

    phone = ma.fields.String(allow_none=True, validate=validate.Length(max=30))


class HandInSchema(ma.Schema):
    procedure_code = ma.fields.String(required=True, validate=validate.Length(min=1, max=40))
    agency_code = ma.fields.String(required=True, validate=validate.Length(min=1, max=35))
    case = ma.fields.String(allow_none=True, validate=validate.Length(max=1000))
    applicant = ma.fields.Nested(ApplicantSchema, required=True)
    documents = ma.fields.List(
        ma.fields.Nested(ManifestEntrySchema),
        required=True,
        validate=validate.Length(max=200, error=TOO_MANY),
    )
    note = ma.fields.String(allow_none=True, validate=validate.Length(max=2000))


class WalkInSchema(ma.Schema):
    """A dossier taken at the counter. `id` makes a double tap harmless; `due_on` with a reason only where no time
    limit is published."""

    class Meta:
        unknown = ma.EXCLUDE

    id = ma.fields.UUID()
    procedure_code = ma.fields.String(required=True, validate=validate.Length(min=1, max=40))
    case = ma.fields.String(allow_none=True, validate=validate.Length(max=1000))
    applicant = ma.fields.Nested(WalkInApplicantSchema, required=True)
    documents = ma.fields.List(
        ma.fields.Nested(ManifestEntrySchema),
        load_default=list,
        validate=validate.Length(max=200, error=TOO_MANY),
    )
    note = ma.fields.String(allow_none=True, validate=validate.Length(max=2000))
    due_on = ma.fields.Date(allow_none=True)
    reason = ma.fields.String(allow_none=True, validate=validate.Length(max=2000))


class SupplementSchema(ma.Schema):
    documents = ma.fields.List(
        ma.fields.Nested(ManifestEntrySchema),
        required=True,
        validate=validate.Length(max=200, error=TOO_MANY),
    )
    note = ma.fields.String(allow_none=True, validate=validate.Length(max=2000))


class WithdrawSchema(ma.Schema):
    reason = ma.fields.String(allow_none=True, validate=validate.Length(max=2000))


class ClaimSchema(ma.Schema):
    number = ma.fields.String(required=True, validate=validate.Length(min=1, max=60))
    secret = ma.fields.String(required=True, validate=validate.Length(min=1, max=64))


class AskedPaperSchema(ma.Schema):
    """A paper that the office asks for, with what is wrong or missing in words for the citizen."""

    requirement_id = ma.fields.String(required=True, validate=validate.Length(min=1, max=20))
    reason = ma.fields.String(allow_none=True, validate=validate.Length(max=500))


class ActionSchema(ma.Schema):
    """An officer's action. Which of the other fields count depends on the action."""

    action = ma.fields.String(
        required=True, metadata={"enum": sorted(ACTIONS)}, validate=validate.Length(max=32)
    )
    note = ma.fields.String(allow_none=True, validate=validate.Length(max=4000))
    reason = ma.fields.String(allow_none=True, validate=validate.Length(max=4000))
    due_on = ma.fields.Date(
        allow_none=True, metadata={"description": "receive (no published limit), apologise"}
    )
    answer_by = ma.fields.Date(
        allow_none=True,
        metadata={"description": "request_supplement: the last day for the papers, of which we remind"},
    )
    requirement_ids = ma.fields.List(
        ma.fields.String(validate=validate.Length(max=20)), validate=validate.Length(max=200, error=TOO_MANY)
    )
    papers = ma.fields.List(
        ma.fields.Nested(AskedPaperSchema),
        validate=validate.Length(max=200, error=TOO_MANY),
        metadata={
            "description": "request_supplement: only these are then taken; like requirement_ids, with reasons"
        },
    )
    officer = ma.fields.String(allow_none=True, validate=validate.Length(max=64))
    amount_vnd = ma.fields.Integer(allow_none=True, strict=True, validate=validate.Range(min=0, max=10**12))
    collector = ma.fields.String(allow_none=True, validate=validate.OneOf(["owner", "proxy"]))


class RequestedPaperSchema(ma.Schema):
    requirement_id = ma.fields.String(required=True)
    name = ma.fields.String(required=True, allow_none=True)
    reason = ma.fields.String(required=True, allow_none=True)


class FormSchema(ma.Schema):
    """A prescribed paper as PDF; `number` as in Annex I of TT 03/2025/TT-VPCP."""

    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    url = ma.fields.String(required=True)


class TimelineEntrySchema(ma.Schema):
    at = ma.fields.AwareDateTime(required=True)
    action = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    status_name = ma.fields.String(required=True)
    position = ma.fields.String(required=True)
    due_on = ma.fields.Date(allow_none=True)
    note = ma.fields.String(allow_none=True)
    answer_by = ma.fields.Date(allow_none=True, metadata={"description": "last day for the papers asked for"})
    requested_papers = ma.fields.List(
        ma.fields.Nested(RequestedPaperSchema), metadata={"description": "of a request for papers"}
    )
    amount_vnd = ma.fields.Integer(allow_none=True, metadata={"description": "of a request for a payment"})
    late = ma.fields.Boolean(
        required=True,
        metadata={
            "description": "an apology after the day before the due date; a request for papers after three working days"
        },
    )
    form = ma.fields.Nested(FormSchema, allow_none=True, metadata={"description": "that goes with the step"})


class LegibilitySchema(ma.Schema):
    """Something that may keep a photographed paper from being read."""

    code = ma.fields.String(
        required=True,
        validate=validate.OneOf(("small", "sliver", "empty", "dark", "far", "glare", "blurred")),
    )
    page = ma.fields.Integer(required=True, allow_none=True, metadata={"description": "of a PDF, from 1"})


class DocumentSchema(ma.Schema):
    """A file and what was made of it. Everything from `copy_type` on is null or empty until `state` is 'ready'."""

    requirement_id = ma.fields.String(required=True)
    requirement_name = ma.fields.String(required=True, allow_none=True)
    upload_id = ma.fields.UUID(required=True)
    file_name = ma.fields.String(required=True)
    sha256 = ma.fields.String(required=True)
    size = ma.fields.Integer(required=True)
    media_type = ma.fields.String(required=True)
    is_supplement = ma.fields.Boolean(required=True)
    added_at = ma.fields.AwareDateTime(
        required=True, metadata={"description": "when it became part of the dossier"}
    )
    is_identity_paper = ma.fields.Boolean(
        required=True,
        metadata={
            "description": "officers look at and download copies with a mark, whose SHA-256 is another than `sha256`"
        },
    )
    state = ma.fields.String(
        required=True,
        validate=validate.OneOf(STATES),
        metadata={
            "description": "waiting: no copy yet; unreadable: no decoder opens it; not_shown: no decoder for it is "
            "installed; infected: blocked for everybody"
        },
    )
    scan = ma.fields.String(
        required=True,
        validate=validate.OneOf(SCANS),
        metadata={
            "description": "for malware; off: no scanner is set up; not_scanned: it would not take the file"
        },
    )
    copy_type = ma.fields.String(required=True, allow_none=True)
    copy_size = ma.fields.Integer(required=True, allow_none=True)
    screen_size = ma.fields.Integer(required=True, allow_none=True)
    thumbnail_size = ma.fields.Integer(required=True, allow_none=True)
    width = ma.fields.Integer(required=True, allow_none=True, metadata={"description": "pixels, upright"})
    height = ma.fields.Integer(required=True, allow_none=True)
    pages = ma.fields.Integer(required=True, allow_none=True, metadata={"description": "of a PDF"})
    removed = ma.fields.List(
        ma.fields.String(validate=validate.OneOf(("actions", "files", "scripts"))),
        required=True,
        metadata={"description": "what a PDF brought along and its copy no longer has"},
    )
    legibility = ma.fields.List(ma.fields.Nested(LegibilitySchema), required=True)


class DossierSummarySchema(ma.Schema):
    """A line of a list."""

    id = ma.fields.UUID(required=True)
    submission_number = ma.fields.String(required=True)
    code = ma.fields.String(required=True, allow_none=True)
    status = ma.fields.Integer(required=True)
    status_name = ma.fields.String(required=True)
    procedure_code = ma.fields.String(required=True)
    procedure_name = ma.fields.String(required=True)
    agency_code = ma.fields.String(required=True)
    agency_name = ma.fields.String(required=True)
    submitted_at = ma.fields.AwareDateTime(required=True)
    received_at = ma.fields.AwareDateTime(allow_none=True)
    due_on = ma.fields.Date(required=True, allow_none=True)
    due_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    reappointed_on = ma.fields.Date(required=True, allow_none=True)
    working_days_left = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": WORKING_DAYS_LEFT}
    )
    waits_for_citizen = ma.fields.Boolean(
        required=True, metadata={"description": "papers to bring, a fee to pay or a result to collect"}
    )


class DossierListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(DossierSummarySchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)


class DossierBaseSchema(DossierSummarySchema):
    completion = ma.fields.String(required=True)
    channel = ma.fields.String(required=True)
    case = ma.fields.String(allow_none=True)
    finished_at = ma.fields.AwareDateTime(allow_none=True)
    returned_at = ma.fields.AwareDateTime(allow_none=True)
    note = ma.fields.String(allow_none=True)
    documents = ma.fields.List(ma.fields.Nested(DocumentSchema), required=True)
    timeline = ma.fields.List(ma.fields.Nested(TimelineEntrySchema), required=True)
    allowed_actions = ma.fields.List(ma.fields.String(), required=True)
    receipt_url = ma.fields.String(required=True)


class OwnDossierSchema(DossierBaseSchema):
    """The owner's view. `warnings` only in the answer to handing in."""

    tracking_url = ma.fields.String(required=True)
    agency_address = ma.fields.String(required=True)
    agency_hotline = ma.fields.String(required=True)
    online_filing = ma.fields.String(
        required=True,
        validate=validate.OneOf(("mandate", "precheck")),
        metadata={
            "description": "precheck: the office looks at the papers, the official hand-in is elsewhere"
        },
    )
    answer_due_on = ma.fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "until when the office says whether it receives the dossier"},
    )

    warnings = ma.fields.List(ma.fields.Dict())


class DeskApplicantSchema(ma.Schema):
    full_name = ma.fields.String(required=True)
    phone = ma.fields.String(allow_none=True)
    identity_number = ma.fields.String(allow_none=True, metadata={"description": "masked"})


class DeskDossierSchema(DossierBaseSchema):
    """The office's view. `tracking_url`, with its secret, only in the answer to taking a walk-in."""

    tracking_url = ma.fields.String()
    control_slip_url = ma.fields.String(required=True)

    version = ma.fields.Integer(required=True)
    assignee = ma.fields.String(allow_none=True)
    applicant = ma.fields.Nested(DeskApplicantSchema, required=True)
    signatures = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Boolean(), required=True)
    has_time_limit = ma.fields.Boolean(
        required=True, metadata={"description": "false: none is published, reception may agree on a due date"}
    )
    supplement_count = ma.fields.Integer(required=True)
    supplement_proposed = ma.fields.Boolean(
        required=True, metadata={"description": "a specialist's proposal waits for reception"}
    )
    withdrawal_requested = ma.fields.Boolean(required=True)
    requirements = ma.fields.List(ma.fields.Dict(), required=True)


class ListQuerySchema(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    limit = ma.fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))
    cursor = ma.fields.String(validate=validate.Length(max=200))


class DeskQuerySchema(ListQuerySchema):
    queue = ma.fields.String(load_default="open", validate=validate.OneOf(list(QUEUES)))
    number = ma.fields.String(
        validate=validate.Length(min=1, max=60),
        metadata={"description": "a code or submission number, looked for in the whole office"},
    )


class PageQuerySchema(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    page = ma.fields.Integer(load_default=1, validate=validate.Range(min=1, max=MOST_PAGES))


class QueueSchema(ma.Schema):
    queue = ma.fields.String(required=True, validate=validate.OneOf(list(QUEUES)))
    count = ma.fields.Integer(required=True)
    oldest_at = ma.fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "when the oldest was handed in"}
    )


class QueueListSchema(ma.Schema):
    """Every queue but the ended."""

    items = ma.fields.List(ma.fields.Nested(QueueSchema), required=True)


class ColleagueSchema(ma.Schema):
    """An officer of the same office, to hand a dossier to."""

    username = ma.fields.String(required=True)
    full_name = ma.fields.String(required=True)
    position = ma.fields.String(required=True)
    role = ma.fields.String(required=True)


class ColleagueListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(ColleagueSchema), required=True)


class TrackingQuerySchema(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    secret = ma.fields.String(validate=validate.Length(max=64))


class TrackedSchema(ma.Schema):
    """Without the secret only the first three."""

    code = ma.fields.String(required=True)
    completion = ma.fields.String(
        required=True, validate=validate.OneOf(["waiting", "in_progress", "paused", "done", "ended"])
    )
    due_on = ma.fields.Date(required=True, allow_none=True)
    working_days_left = ma.fields.Integer(allow_none=True, metadata={"description": WORKING_DAYS_LEFT})
    submission_number = ma.fields.String()
    status = ma.fields.Integer()
    status_name = ma.fields.String()
    procedure_code = ma.fields.String()
    procedure_name = ma.fields.String()
    agency_code = ma.fields.String()
    agency_name = ma.fields.String()
    claimable = ma.fields.Boolean(metadata={"description": "belongs to no account yet"})
    timeline = ma.fields.List(ma.fields.Nested(TimelineEntrySchema))
