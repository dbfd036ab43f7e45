"""What crosses the wire about ratings."""

from __future__ import annotations

from typing import Any

from api.field_messages import ma, validate
from api.ratings.publication import LEVELS
from api.ratings.stages import Stage


def _level(*, required: bool = False) -> ma.fields.String:
    return ma.fields.String(required=required, allow_none=not required, validate=validate.OneOf(LEVELS))


def _small_number() -> ma.fields.Integer:
    return ma.fields.Integer(allow_none=True, strict=True, validate=validate.Range(min=0, max=99))


class AnswersSchema(ma.Schema):
    """The answer about one stage. Only `overall` is required; `reason` too when it is unsatisfied."""

    stage = ma.fields.String(allow_none=True, validate=validate.OneOf([stage.value for stage in Stage]))
    overall = _level(required=True)
    time = _level()
    attitude = _level()
    guidance = _level()
    information = _level()
    extra_money = ma.fields.Boolean(
        allow_none=True, metadata={"description": "was asked for money beyond the fees"}
    )
    trips = _small_number()
    agencies_visited = _small_number()
    reason = ma.fields.String(
        allow_none=True,
        validate=validate.Length(max=1000),
        metadata={"description": "the code of a chip, or words"},
    )

    @ma.post_load
    def trim_reason(self, data: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        return {**data, "reason": (data.get("reason") or "").strip() or None}


class OwnerAnswersSchema(AnswersSchema):
    """The owner of a dossier says which stage is meant."""

    stage = ma.fields.String(required=True, validate=validate.OneOf([stage.value for stage in Stage]))


class AnsweredSchema(ma.Schema):
    stage = ma.fields.String(required=True)
    correction_token = ma.fields.String(required=True, metadata={"description": "for PUT /ratings/{token}"})
    correctable_until = ma.fields.AwareDateTime(required=True)


class RatingLinkSchema(ma.Schema):
    """What is asked behind a link; never what was answered."""

    stage = ma.fields.String(required=True)
    procedure_name = ma.fields.String(required=True)
    agency_name = ma.fields.String(required=True)
    answered = ma.fields.Boolean(required=True)
    correctable_until = ma.fields.AwareDateTime(required=True, allow_none=True)
    expires_at = ma.fields.AwareDateTime(required=True)


class SecretQuerySchema(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    secret = ma.fields.String(required=True, validate=validate.Length(max=64))


class OpenStageSchema(ma.Schema):
    stage = ma.fields.String(required=True)
    answered = ma.fields.Boolean(required=True)
    token = ma.fields.String(required=True, allow_none=True, metadata={"description": "null once answered"})
    expires_at = ma.fields.AwareDateTime(required=True)


class OwnersStageSchema(ma.Schema):
    stage = ma.fields.String(required=True)
    answered = ma.fields.Boolean(required=True)
    correctable_until = ma.fields.AwareDateTime(required=True, allow_none=True)
    expires_at = ma.fields.AwareDateTime(required=True)


class OwnersStagesSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(OwnersStageSchema), required=True)


class OpenStagesSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(OpenStageSchema), required=True)
