"""What crosses the wire about publishing decisions and posting."""

from __future__ import annotations

from typing import Any

from api.catalogue.decisions import MOST_PROCEDURES
from api.catalogue.mandatory_parts import PARTS
from api.catalogue.posting import Status
from api.catalogue.posting_duties import LACKS
from api.catalogue.posting_lists import SHOWN
from api.catalogue.postings import ACTIONS, STEPS
from api.errors import InvalidInput, field_error
from api.field_messages import REQUIRED, STALE_PAGE, TOO_MANY, ma, validate

STATUSES = [status.value for status in Status]
EFFECTS = ("publish", "amend", "abolish")
CURSOR = validate.Regexp(r"^\d{1,7}$", error=STALE_PAGE)


class DecisionProcedureSchema(ma.Schema):
    code = ma.fields.String(required=True, validate=validate.Length(min=1, max=40))
    effect = ma.fields.String(load_default="publish", validate=validate.OneOf(EFFECTS))


class NewDecisionSchema(ma.Schema):
    """A publishing decision as it stands on paper, in force from its own day unless it says another."""

    number = ma.fields.String(required=True, validate=validate.Length(min=1, max=120))
    issuer = ma.fields.String(required=True, validate=validate.Length(min=1, max=300))
    decided_on = ma.fields.Date(required=True)
    effective_from = ma.fields.Date(load_default=None, allow_none=True)
    applies_to = ma.fields.String(load_default="office", validate=validate.OneOf(["office", "province"]))
    procedures = ma.fields.List(
        ma.fields.Nested(DecisionProcedureSchema),
        required=True,
        validate=validate.Length(max=MOST_PROCEDURES, error=TOO_MANY),
    )

    @ma.post_load
    def strip(self, data: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        """Spaces around are no number; nothing but spaces is none."""
        stripped = {name: " ".join(data[name].split()) for name in ("number", "issuer")}
        empty = [name for name, value in {**data, **stripped}.items() if value in ("", [])]
        if empty:
            raise InvalidInput(errors=[field_error(name, REQUIRED) for name in empty])
        return {**data, **stripped}


class DecidedProcedureSchema(ma.Schema):
    code = ma.fields.String(required=True)
    effect = ma.fields.String(required=True, validate=validate.OneOf(EFFECTS))


class VoidDecisionSchema(ma.Schema):
    reason = ma.fields.String(
        required=True, validate=[validate.Length(max=500), validate.Regexp(r".*\S", error=REQUIRED)]
    )


class DecisionSchema(ma.Schema):
    id = ma.fields.Integer(required=True)
    number = ma.fields.String(required=True)
    issuer = ma.fields.String(required=True)
    decided_on = ma.fields.Date(required=True)
    effective_from = ma.fields.Date(required=True)
    publish_by = ma.fields.Date(required=True)
    rule_set = ma.fields.String(required=True, metadata={"description": "of the day of the decision"})
    applies_to = ma.fields.String(required=True, validate=validate.OneOf(["office", "province"]))
    procedures = ma.fields.List(ma.fields.Nested(DecidedProcedureSchema), required=True)
    recorded_at = ma.fields.DateTime(required=True)
    voided_at = ma.fields.DateTime(required=True, allow_none=True)
    void_reason = ma.fields.String(required=True, allow_none=True)


class DecisionListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(DecisionSchema), required=True)
    may_record = ma.fields.Boolean(required=True)
    may_record_for_province = ma.fields.Boolean(required=True)


class PostingQuerySchema(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    show = ma.fields.String(load_default="to_do", validate=validate.OneOf(list(SHOWN)))
    field = ma.fields.String(load_default="", validate=validate.Length(max=300))
    gap = ma.fields.String(load_default="", validate=validate.OneOf(["", *LACKS]))
    q = ma.fields.String(load_default="", validate=validate.Length(max=200))
    limit = ma.fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))
    cursor = ma.fields.String(load_default=None, validate=CURSOR)


def _status() -> ma.fields.String:
    return ma.fields.String(required=True, validate=validate.OneOf(STATUSES))


class RegisterRowSchema(ma.Schema):
    """A procedure of a decision at an office. `status` is the worse of the two ways of making it public."""

    item_id = ma.fields.Integer(required=True)
    effect = ma.fields.String(required=True, validate=validate.OneOf(EFFECTS))
    procedure_code = ma.fields.String(required=True)
    procedure_name = ma.fields.String(required=True)
    field = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    decision_number = ma.fields.String(required=True)
    issuer = ma.fields.String(required=True)
    decided_on = ma.fields.Date(required=True)
    effective_from = ma.fields.Date(required=True)
    publish_by = ma.fields.Date(required=True)
    office_on = ma.fields.Date(required=True, allow_none=True)
    electronic_on = ma.fields.Date(required=True, allow_none=True)
    withdrawn_on = ma.fields.Date(required=True, allow_none=True)
    office_recorded_on = ma.fields.Date(required=True, allow_none=True)
    electronic_recorded_on = ma.fields.Date(required=True, allow_none=True)
    office_status = _status()
    electronic_status = _status()
    status = _status()
    score = ma.fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "indicator 6; null while there is nothing to judge"},
    )
    gaps = ma.fields.List(ma.fields.String(validate=validate.OneOf(list(LACKS))), required=True)
    missing_parts = ma.fields.List(ma.fields.String(validate=validate.OneOf(list(PARTS))), required=True)
    rule_set = ma.fields.String(required=True)


class StatusCountsSchema(ma.Schema):
    on_time = ma.fields.Integer(required=True)
    late = ma.fields.Integer(required=True)
    missing = ma.fields.Integer(required=True)
    not_yet_due = ma.fields.Integer(required=True)


class PostingCountsSchema(StatusCountsSchema):
    to_do = ma.fields.Integer(required=True)
    all = ma.fields.Integer(required=True)


class ContentGapCountsSchema(ma.Schema):
    fees = ma.fields.Integer(required=True)
    forms = ma.fields.Integer(required=True)
    time_limit = ma.fields.Integer(required=True)
    mandatory_parts = ma.fields.Integer(required=True)


class GapCountsSchema(ContentGapCountsSchema):
    outdated = ma.fields.Integer(
        required=True, metadata={"description": "the posted version is in force no more"}
    )
    taken_down = ma.fields.Integer(required=True)
    recorded_late = ma.fields.Integer(
        required=True, metadata={"description": "said to be done in time, entered only after it"}
    )


class OfficeIndicatorSchema(ma.Schema):
    """Indicator 6 (TT 01/2018/TT-VPCP Art 13): the mean of 2, 1 and 0 over what can be judged."""

    score = ma.fields.Float(required=True, allow_none=True)
    judged = ma.fields.Integer(required=True)


class PostingListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(RegisterRowSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)
    total = ma.fields.Integer(required=True)
    counts = ma.fields.Nested(PostingCountsSchema, required=True)
    gap_counts = ma.fields.Nested(GapCountsSchema, required=True)
    indicator_6 = ma.fields.Nested(OfficeIndicatorSchema, required=True)
    known_fields = ma.fields.List(ma.fields.String(), required=True)


class RegisterLineSchema(ma.Schema):
    """`on` null takes the step back: it did not take place after all."""

    number = ma.fields.Integer(required=True)
    step = ma.fields.String(required=True, validate=validate.OneOf(STEPS))
    on = ma.fields.Date(required=True, allow_none=True)
    is_correction = ma.fields.Boolean(required=True)
    reason = ma.fields.String(required=True, allow_none=True)
    photo_id = ma.fields.UUID(required=True, allow_none=True)
    recorded_at = ma.fields.DateTime(required=True)
    officer_name = ma.fields.String(required=True)
    officer_position = ma.fields.String(required=True)


class PostingSchema(RegisterRowSchema):
    entries = ma.fields.List(ma.fields.Nested(RegisterLineSchema), required=True)
    allowed_actions = ma.fields.List(ma.fields.String(validate=validate.OneOf(list(ACTIONS))), required=True)


class PostingActionSchema(ma.Schema):
    """`seen`: how many lines the officer saw; refused (409) when there are more by now."""

    action = ma.fields.String(required=True, validate=validate.OneOf(list(ACTIONS)))
    step = ma.fields.String(validate=validate.OneOf(STEPS), metadata={"description": "of a correction"})
    on = ma.fields.Date(load_default=None, allow_none=True)
    photo_id = ma.fields.UUID(load_default=None, allow_none=True)
    reason = ma.fields.String(load_default=None, allow_none=True, validate=validate.Length(max=500))
    seen = ma.fields.Integer(load_default=None, allow_none=True, validate=validate.Range(min=0, max=100_000))

    @ma.post_load
    def complete(self, data: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        """Only a correction may go without a day, and it names its step."""
        missing = "on" if data["on"] is None else ""
        if data["action"] == "correct":
            missing = "" if "step" in data else "step"
        if missing:
            raise InvalidInput(errors=[field_error(missing, REQUIRED)])
        return data


class PostingPhotoSchema(ma.Schema):
    id = ma.fields.UUID(required=True)
    size = ma.fields.Integer(required=True, metadata={"description": "bytes, after cleaning"})


class VersionsQuerySchema(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    on = ma.fields.Date(load_default=None, metadata={"description": "today by default"})
    agency = ma.fields.String(load_default=None, validate=validate.Length(min=1, max=35))


class VersionDecisionSchema(ma.Schema):
    number = ma.fields.String(required=True)
    issuer = ma.fields.String(required=True)
    decided_on = ma.fields.Date(required=True)
    effective_from = ma.fields.Date(required=True)
    effect = ma.fields.String(required=True, validate=validate.OneOf(EFFECTS))


class VersionSchema(ma.Schema):
    """Both days are included. `effective_from` null: unknown since when; `effective_to` null: still in force."""

    number = ma.fields.Integer(required=True)
    effective_from = ma.fields.Date(required=True, allow_none=True)
    effective_to = ma.fields.Date(required=True, allow_none=True)
    imported_at = ma.fields.DateTime(required=True)
    source_decision = ma.fields.String(
        required=True, metadata={"description": "the number of the decision as the source prints it"}
    )
    decisions = ma.fields.List(ma.fields.Nested(VersionDecisionSchema), required=True)


class VersionListSchema(ma.Schema):
    code = ma.fields.String(required=True)
    on = ma.fields.Date(required=True)
    in_force = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "the version's number"}
    )
    versions = ma.fields.List(ma.fields.Nested(VersionSchema), required=True)
