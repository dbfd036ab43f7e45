"""What crosses the wire about announcements."""

from __future__ import annotations

from api.field_messages import TOO_MANY, ma, validate
from api.notifications.announcements.errors import WORDS_NEEDED
from api.notifications.announcements.following import MOST_AREAS
from api.notifications.announcements.publishing import Topic

_TOPICS = [str(topic) for topic in Topic]
_AREA = validate.Regexp(r"[0-9]{2}([0-9]{3})?\Z")
_LINE = validate.Regexp(r"[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*\Z", error=WORDS_NEEDED)


class AnnouncementsQuerySchema(ma.Schema):
    """Of an office's area, or of a commune's; without either, of all areas."""

    agency = ma.fields.String(load_default=None, validate=validate.Length(min=1, max=35))
    commune = ma.fields.String(load_default=None, validate=validate.Regexp(r"[0-9]{5}\Z"))


class AnnouncementSchema(ma.Schema):
    id = ma.fields.Integer(required=True)
    topic = ma.fields.String(required=True, validate=validate.OneOf(_TOPICS))
    title = ma.fields.String(required=True)
    body = ma.fields.String(
        required=True, metadata={"description": "plain text; an empty line parts paragraphs"}
    )
    area = ma.fields.String(required=True, metadata={"description": "code of a province or a commune"})
    area_name = ma.fields.String(required=True)
    agency_code = ma.fields.String(required=True)
    agency_name = ma.fields.String(required=True)
    is_demo = ma.fields.Boolean(required=True)
    starts_on = ma.fields.Date(required=True)
    ends_on = ma.fields.Date(required=True, metadata={"description": "the last day it is shown"})
    published_at = ma.fields.AwareDateTime(required=True)
    updated_at = ma.fields.AwareDateTime(required=True)


class AreaSchema(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)


class AnnouncementListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(AnnouncementSchema), required=True)
    areas = ma.fields.List(
        ma.fields.Nested(AreaSchema),
        required=True,
        metadata={"description": "what was asked for, the narrowest first; what there is to follow"},
    )


class WriteAnnouncementSchema(ma.Schema):
    topic = ma.fields.String(required=True, validate=validate.OneOf(_TOPICS))
    area = ma.fields.String(required=True, validate=_AREA)
    title = ma.fields.String(required=True, validate=[validate.Length(min=1, max=160), _LINE])
    body = ma.fields.String(required=True, validate=validate.Length(min=1, max=5000))
    starts_on = ma.fields.Date(required=True)
    ends_on = ma.fields.Date(required=True)


class EditAnnouncementSchema(WriteAnnouncementSchema):
    version = ma.fields.Integer(required=True, validate=validate.Range(min=1, max=2**31 - 1))


class SeenVersionSchema(ma.Schema):
    version = ma.fields.Integer(required=True, validate=validate.Range(min=1, max=2**31 - 1))


class DeskAnnouncementSchema(ma.Schema):
    id = ma.fields.Integer(required=True)
    topic = ma.fields.String(required=True)
    area = ma.fields.String(required=True)
    area_name = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    body = ma.fields.String(required=True)
    starts_on = ma.fields.Date(required=True)
    ends_on = ma.fields.Date(required=True)
    version = ma.fields.Integer(required=True)
    state = ma.fields.String(
        required=True,
        validate=validate.OneOf(["draft", "planned", "shown", "over", "withdrawn"]),
        metadata={"description": "planned: published, and its first day is still to come"},
    )
    published_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    updated_at = ma.fields.AwareDateTime(required=True)
    told = ma.fields.Integer(required=True, metadata={"description": "citizens who were told of it"})


class DeskAnnouncementListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(DeskAnnouncementSchema), required=True)
    may_write = ma.fields.Boolean(required=True)
    areas = ma.fields.List(
        ma.fields.Nested(AreaSchema), required=True, metadata={"description": "to publish for"}
    )


class FollowedAreasSchema(ma.Schema):
    areas = ma.fields.List(
        ma.fields.String(validate=_AREA),
        required=True,
        validate=validate.Length(max=MOST_AREAS, error=TOO_MANY),
    )
